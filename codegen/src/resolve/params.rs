//! Parameters of methods, filters among them.

use super::at::At;
use super::fields::{self, Owner};
use super::lower::{Lower, Position};
use super::names::Names;
use crate::diagnostic::Diagnostic;
use crate::ir::{Access, Field, Filter, Module, Operator, Required, Ty, Type, TypeKind};
use crate::model::{self, FieldFacts};
use crate::type_expression::{self, Expression, Kind};
use crate::{names, operators};

pub(super) fn params(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    request: &str,
    method: &str,
    params: &model::Ordered<model::Field>,
    at: At<'_>,
) -> Vec<Field> {
    let owner = Owner {
        name: request,
        position: Position::Request,
        taken: Owner::BUILDER,
    };
    let mut names = Names::default();
    let mut lowered = Vec::with_capacity(params.len());
    for (wire, param) in params.iter() {
        let (facts, at) = (fields::facts(param), at.key(wire));
        let field = match filter_target(&facts) {
            Some(target) => {
                // Everything but the type is like any other parameter's.
                let plain = model::Field::Full(Box::new(FieldFacts {
                    type_: Some("any".to_owned()),
                    ..facts.clone().into_owned()
                }));
                let mut field = fields::field(lower, owner, wire, &plain, at, &mut names);
                field.spelt = facts.type_.clone().unwrap_or_default();
                field.ty = filter(lower, modules, request, method, wire, &target, &facts, at);
                field
            }
            None => {
                for (what, given) in [
                    ("required_keys", &facts.required_keys),
                    ("operators", &facts.operators),
                ] {
                    if !given.is_empty() {
                        let what_in_code = format!("`{what}`");
                        let why = "only a parameter of the type `filter<T>` has them";
                        lower.problems.push(Diagnostic::pointless(
                            at.key(what).span(),
                            &what_in_code,
                            why,
                        ));
                    }
                }
                fields::field(lower, owner, wire, param, at, &mut names)
            }
        };
        lowered.push(field);
    }
    lowered
}

/// The `T` of `filter<T>`.
fn filter_target(facts: &FieldFacts) -> Option<Expression> {
    match type_expression::parse(facts.type_.as_deref()?).ok()?.kind {
        Kind::Generic(name, mut arguments) if name == "filter" && arguments.len() == 1 => {
            arguments.pop()
        }
        _ => None,
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "a filter is made from facts of its method, its parameter and its record"
)]
fn filter(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    request: &str,
    method: &str,
    wire: &str,
    target: &Expression,
    facts: &FieldFacts,
    at: At<'_>,
) -> Ty {
    let Some(of) = lower.object(target, at.type_of_field(), Position::Request) else {
        return Ty::Any;
    };
    let fields_of = |module: &Module| {
        let ty = module
            .types
            .iter()
            .find(|ty| module.path == of.module && ty.name == of.name)?;
        if let TypeKind::Record(record) = &ty.kind {
            Some(record.fields.clone())
        } else {
            None
        }
    };
    let known = fields_of(&lower.module)
        .or_else(|| modules.iter().find_map(fields_of))
        .unwrap_or_default();
    let mut required = Vec::new();
    for (index, key) in facts.required_keys.iter().enumerate() {
        let span = at.key("required_keys").item(index).value();
        let (prefix, field) = operators::split(key);
        if !prefix.is_empty() && operators::find(prefix).is_none() {
            let known = operators::ALL.iter().map(|operator| operator.prefix);
            lower
                .problems
                .push(Diagnostic::unknown_operator(span, prefix, known));
        }
        match known.iter().find(|known| known.wire == field) {
            Some(found) => {
                let found = Field {
                    wire: key.clone(),
                    required: Required::Yes,
                    access: Access::All,
                    ..found.clone()
                };
                required.push(Field {
                    default: None,
                    nullable: false,
                    ..found
                });
            }
            None => {
                let fields = known.iter().map(|known| known.wire.as_str());
                lower.problems.push(Diagnostic::required_key_no_field(
                    span, key, &of.name, fields,
                ));
            }
        }
    }
    let name = facts
        .name
        .clone()
        .unwrap_or_else(|| format!("{request}{}", names::camel(wire)));
    let kind = TypeKind::Filter(Filter {
        version: lower.module.version,
        of,
        required,
        operators: known_operators(lower, facts, at),
    });
    let doc = format!("Filter of `{method}`");
    Ty::Named(lower.add(
        Type {
            name,
            wire: None,
            doc,
            page: None,
            key: None,
            kind,
        },
        at,
    ))
}

fn known_operators(lower: &mut Lower<'_, '_>, facts: &FieldFacts, at: At<'_>) -> Vec<Operator> {
    let mut found = Vec::with_capacity(facts.operators.len());
    for (index, prefix) in facts.operators.iter().enumerate() {
        match operators::find(prefix) {
            Some(operator) => found.push(operator),
            None => {
                let span = at.key("operators").item(index).value();
                let known = operators::ALL.iter().map(|operator| operator.prefix);
                lower
                    .problems
                    .push(Diagnostic::unknown_operator(span, prefix, known));
            }
        }
    }
    found
}
