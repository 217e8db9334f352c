//! Filters: a type of the method's own, made from the facts of a parameter and the fields of a
//! record.

mod refusals;

use super::lower::{Lower, Position};
use super::node_cursor::NodeCursor;
use super::resolved_type::ResolvedType;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Access, Field, Filter, Formats, Gate, Mention, Module, Operator, Required, Ty, Type, TypeKind,
    TypePath,
};
use crate::model::FieldFacts;
use crate::scalar::Scalar;
use crate::type_expression::{self, Kind};
use crate::{names, operators};

/// A parameter of the type `filter<T>`.
pub(super) struct Parameter<'a> {
    /// Name of the request type.
    pub(super) request: &'a str,
    /// Name of the method on the wire.
    pub(super) method: &'a str,
    /// Name of the parameter on the wire.
    pub(super) wire: &'a str,
    pub(super) facts: &'a FieldFacts,
    pub(super) at: NodeCursor<'a>,
}

/// Whether a parameter is of the type `filter<T>`.
pub(super) fn is_filter(facts: &FieldFacts) -> bool {
    let expression = facts.type_.as_deref().map(type_expression::parse);
    matches!(
        expression,
        Some(Ok(expression))
            if matches!(&expression.kind, Kind::Generic(name, arguments) if name == "filter" && arguments.len() == 1)
    )
}

/// Reports the facts of a filter at a field that is not one.
pub(super) fn refuse(lower: &mut Lower<'_, '_>, facts: &FieldFacts, at: NodeCursor<'_>) {
    for (what, given) in [
        ("required_keys", !facts.required_keys.is_empty()),
        ("operators", !facts.operators.is_empty()),
        ("lists", !facts.lists.is_empty()),
        ("refused", !facts.refused.is_empty()),
        ("or", facts.or),
        ("bare", facts.bare),
    ] {
        if given {
            lower.problems.push(Diagnostic::pointless(
                at.key(what).span(),
                &format!("`{what}`"),
                "only a parameter of the type `filter<T>` has it",
            ));
        }
    }
}

/// Makes the filter of a parameter.
pub(super) fn filter(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    parameter: &Parameter<'_>,
) -> Ty {
    let Parameter { facts, at, .. } = parameter;
    let text = facts.type_.as_deref().unwrap_or_default();
    let ResolvedType::Filter(target) = lower.resolve_type(text, at.type_of_field()) else {
        return Ty::Scalar(Scalar::Any);
    };
    let of = lower.mention(&target, Mention::Key, Position::Request);
    let (fields, patterns) = fields_of(lower, modules, &of);
    let required = required(lower, parameter, &of, &fields);
    let operators = known(lower, &facts.operators, at.key("operators"));
    let lists = lists(lower, parameter, &operators);
    if facts.bare && (operators.is_empty() || operators.iter().any(|own| own.prefix == "=")) {
        lower.problems.push(Diagnostic::pointless(
            at.key("bare").span(),
            "`bare`",
            "the filter takes `=`",
        ));
    }
    if facts.formats.is_some_and(|formats| formats.file.is_some()) {
        lower.problems.push(Diagnostic::pointless(
            at.key("formats").key("file").span(),
            "`file`",
            "a filter has no files",
        ));
    }
    let refused = refusals::refused(
        lower,
        modules,
        parameter,
        &operators,
        &[fields, patterns].concat(),
    );
    let name = lower.type_name(facts.name.as_deref(), *at, || {
        format!("{}{}", parameter.request, names::words(parameter.wire))
    });
    let kind = TypeKind::Filter(Filter {
        version: lower.module.version,
        of,
        required,
        operators,
        lists,
        refused,
        or: facts.or,
        bare: facts.bare,
        boolean: facts.formats.and_then(|formats| formats.boolean),
    });
    let made = Type {
        name,
        wire: None,
        doc: format!("Filter of `{}`", parameter.method),
        page: None,
        key: None,
        also: Vec::new(),
        made: false,
        gate: Gate::default(),
        twin: None,
        kind,
    };
    Ty::Named(lower.add(made, *at))
}

fn fields_of(lower: &Lower<'_, '_>, modules: &[Module], of: &TypePath) -> (Vec<Field>, Vec<Field>) {
    match kind_of(lower, modules, of) {
        Some(TypeKind::Record(record)) => (record.fields.clone(), record.patterns.clone()),
        _ => (Vec::new(), Vec::new()),
    }
}

/// The kind of a type that some file names.
fn kind_of<'l>(
    lower: &'l Lower<'_, '_>,
    modules: &'l [Module],
    path: &TypePath,
) -> Option<&'l TypeKind> {
    let module = if path.module == lower.module.path {
        &lower.module
    } else {
        &modules[lower.symbols.position(&path.module)?]
    };
    module.types.get(&path.name).map(|ty| &ty.kind)
}

/// The required keys, as parameters of a constructor.
fn required(
    lower: &mut Lower<'_, '_>,
    parameter: &Parameter<'_>,
    of: &TypePath,
    fields: &[Field],
) -> Vec<Field> {
    let at = parameter.at.key("required_keys");
    let mut required = Vec::new();
    for (index, key) in parameter.facts.required_keys.iter().enumerate() {
        let span = at.item(index).value();
        let (prefix, field) = operators::split(key);
        if !prefix.is_empty() {
            known_operator(lower, prefix, at.item(index));
        }
        match fields.iter().find(|known| known.wire == field) {
            Some(found) => required.push(Field {
                wire: key.clone(),
                required: Required::Yes,
                access: Access::All,
                default: None,
                nullable: false,
                formats: Formats::default(),
                or_list: parameter.facts.lists.iter().any(|list| list == prefix),
                ..found.clone()
            }),
            None => {
                let fields = fields.iter().map(|known| known.wire.as_str());
                lower.problems.push(Diagnostic::required_key_no_field(
                    span, key, &of.name, fields,
                ));
            }
        }
    }
    required
}

/// The operators whose value may be a list as well.
fn lists(
    lower: &mut Lower<'_, '_>,
    parameter: &Parameter<'_>,
    operators: &[Operator],
) -> Vec<Operator> {
    let at = parameter.at.key("lists");
    // A bare key is equality, and may take a list too.
    let equality = operators::find("=").filter(|_| parameter.facts.bare);
    let operators: Vec<Operator> = operators.iter().copied().chain(equality).collect();
    let lists = among(lower, &parameter.facts.lists, &operators, at);
    for (index, prefix) in parameter.facts.lists.iter().enumerate() {
        if operators::find(prefix).is_some() && !matches!(prefix.as_str(), "=" | "!=" | "!") {
            lower.problems.push(Diagnostic::pointless(
                at.item(index).value(),
                &format!("`{prefix}`"),
                "only `=`, `!=` and `!` take one value or a list",
            ));
        }
    }
    lists
}

/// Operators that the filter must have.
fn among(
    lower: &mut Lower<'_, '_>,
    prefixes: &[String],
    operators: &[Operator],
    at: NodeCursor<'_>,
) -> Vec<Operator> {
    let found = known(lower, prefixes, at);
    for (index, prefix) in prefixes.iter().enumerate() {
        if operators::find(prefix).is_some() && !operators.iter().any(|own| own.prefix == prefix) {
            let own: Vec<&str> = operators.iter().map(|own| own.prefix).collect();
            lower.problems.push(Diagnostic::operator_of_no_filter(
                at.item(index).value(),
                prefix,
                &own,
            ));
        }
    }
    found
}

fn known(lower: &mut Lower<'_, '_>, prefixes: &[String], at: NodeCursor<'_>) -> Vec<Operator> {
    prefixes
        .iter()
        .enumerate()
        .filter_map(|(index, prefix)| known_operator(lower, prefix, at.item(index)))
        .collect()
}

fn known_operator(lower: &mut Lower<'_, '_>, prefix: &str, at: NodeCursor<'_>) -> Option<Operator> {
    let found = operators::find(prefix);
    if found.is_none() {
        let known = operators::ALL.iter().map(|operator| operator.prefix);
        let problem = Diagnostic::unknown_operator(at.value(), prefix, known);
        lower.problems.push(problem);
    }
    found
}
