//! Fields and parameters.

use super::enumeration;
use super::field_formats;
use super::filters::{self, Parameter};
use super::groups;
use super::like;
use super::lower::{Lower, Position};
use super::names::Names;
use super::node_cursor::NodeCursor;
use crate::diagnostic::{Diagnostic, Remedy};
use crate::ir::{
    Field, Gate, KeyType, Object, Record, Required, Scalar, Ty, Type, TypeKind, TypePath,
};
use crate::model::{self, FieldFacts, Json, Ordered};
use crate::names;

/// The owner of a list of fields.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a> {
    /// Name of the type, from which the names of nested types are derived.
    pub(super) name: &'a str,
    /// Whether the fields are read or sent.
    pub(super) position: Position,
    /// Names that the emitted type defines.
    pub(super) taken: &'a [&'a str],
}

/// Lowers the fields of one object.
pub(super) fn fields(
    lower: &mut Lower<'_, '_>,
    owner: Owner<'_>,
    fields: &Ordered<model::Field>,
    at: NodeCursor<'_>,
    names: &mut Names,
) -> Vec<Field> {
    fields
        .iter()
        .map(|(wire, field)| self::field(lower, owner, wire, field, at.key(wire), names))
        .collect()
}

/// Lowers the families of fields of one object.
pub(super) fn families(
    lower: &mut Lower<'_, '_>,
    owner: Owner<'_>,
    patterns: &Ordered<model::Field>,
    at: NodeCursor<'_>,
    names: &mut Names,
) -> Vec<Field> {
    let family = |(pattern, field): (&str, &model::Field)| {
        let derived = names::family(pattern);
        named(
            lower,
            owner,
            pattern,
            derived,
            field,
            at.key(pattern),
            names,
        )
    };
    patterns.iter().map(family).collect()
}

/// Lowers one field.
pub(super) fn field(
    lower: &mut Lower<'_, '_>,
    owner: Owner<'_>,
    wire: &str,
    field: &model::Field,
    at: NodeCursor<'_>,
    names: &mut Names,
) -> Field {
    named(lower, owner, wire, names::snake(wire), field, at, names)
}

/// Lowers a field whose Rust name is `derived` unless the file gives another.
fn named(
    lower: &mut Lower<'_, '_>,
    owner: Owner<'_>,
    wire: &str,
    derived: String,
    field: &model::Field,
    at: NodeCursor<'_>,
    names: &mut Names,
) -> Field {
    let facts = field.facts();
    let rust = rust_name(lower, owner, wire, derived, &facts, at, names);
    let made = lower.type_name(facts.name.as_deref(), at, || {
        format!("{}{}", owner.name, names::words(wire))
    });
    let (ty, spelt, nullable) = ty(lower, owner, wire, &made, &facts, at);
    // Whether a named type is sent is known when all methods are.
    if facts.formats.is_some() && owner.position == Position::Answer && !lower.in_named_type {
        lower.problems.push(field_formats::only_read(at));
    }
    if let Some(like) = &facts.like {
        like::inherit(lower, like, &ty, &facts, at.key("like"));
    }
    Field {
        wire: wire.to_owned(),
        constant: names::shouty(rust.trim_start_matches("r#")),
        rust,
        ty,
        spelt,
        or_list: false,
        doc: facts.doc.clone(),
        required: required(&facts, wire),
        default: facts.default.as_ref().map(json_text),
        nullable: nullable || facts.nullable,
        access: facts.access,
        // Those of a filter are of its conditions.
        formats: facts
            .formats
            .filter(|_| !filters::is_filter(&facts))
            .unwrap_or_default(),
        // They are set when all types are known.
        formatted: Vec::new(),
        aliases: facts.aliases.clone(),
        without: facts.without.clone(),
        deprecated: facts.deprecated,
    }
}

/// The Rust name of a field. An invalid name is reported and not taken.
fn rust_name(
    lower: &mut Lower<'_, '_>,
    owner: Owner<'_>,
    wire: &str,
    derived: String,
    facts: &FieldFacts,
    at: NodeCursor<'_>,
    names: &mut Names,
) -> String {
    let given_at = || at.key("rust").value();
    let rust = match &facts.rust {
        Some(given) => match names::given(given) {
            Some(rust) if owner.taken.contains(&rust.as_str()) => {
                let remedy = Remedy::Rust;
                Err(Diagnostic::reserved_name(
                    given_at(),
                    "field",
                    given,
                    remedy,
                ))
            }
            Some(rust) => Ok(rust),
            None => Err(Diagnostic::bad_rust_name(given_at(), given)),
        },
        None if names::is_identifier(&derived) => {
            Ok(names::unless_taken(derived.clone(), owner.taken))
        }
        None => {
            let (span, remedy) = (at.span(), Remedy::Rust);
            Err(Diagnostic::no_rust_name(
                span, "field", wire, &derived, remedy,
            ))
        }
    };
    match rust {
        Ok(rust) => {
            names.take("fields", wire, &rust, at.span(), lower.problems);
            rust
        }
        Err(problem) => {
            lower.problems.push(problem);
            derived
        }
    }
}

/// An object made for a field or a method.
pub(super) fn object(
    lower: &mut Lower<'_, '_>,
    position: Position,
    name: &str,
    doc: String,
    inner: &Ordered<model::Field>,
    patterns: &Ordered<model::Field>,
    at: NodeCursor<'_>,
) -> TypePath {
    let mut names = Names::default();
    let taken = if position == Position::Answer {
        names::RECORD
    } else {
        names::BUILDER
    };
    let owner = Owner {
        name,
        position,
        taken,
    };
    // The owner comes before what is nested in it.
    let placeholder = lower.module.types.len();
    let path = lower.own(name);
    let (page, key, wire) = (None, None, None);
    lower.add(
        Type {
            name: name.to_owned(),
            wire,
            doc,
            page,
            key,
            also: Vec::new(),
            made: true,
            gate: Gate::default(),
            twin: None,
            kind: TypeKind::Marker,
        },
        at,
    );
    let fields = self::fields(lower, owner, inner, at.key("fields"), &mut names);
    let patterns = families(lower, owner, patterns, at.key("patterns"), &mut names);
    if position == Position::Request {
        groups::check(lower, name, &fields, at.key("fields"));
    }
    lower.module.types.at_mut(placeholder).kind = match position {
        Position::Answer => TypeKind::Record(Record {
            fields,
            patterns,
            keys: false,
            related: false,
        }),
        Position::Request => TypeKind::Object(Object {
            of: None,
            fields,
            patterns,
        }),
    };
    path
}

/// The type of a field: its expression, or the type made from its own values or fields.
fn ty(
    lower: &mut Lower<'_, '_>,
    owner: Owner<'_>,
    wire: &str,
    made: &str,
    facts: &FieldFacts,
    at: NodeCursor<'_>,
) -> (Ty, String, bool) {
    let written = facts.type_.as_deref();
    let request = lower.request.clone();
    match request.filter(|_| owner.position == Position::Request) {
        Some(request) if filters::is_filter(facts) => {
            let parameter = Parameter {
                request: owner.name,
                method: &request.method,
                wire,
                facts,
                at,
            };
            let filter = filters::filter(lower, request.modules, &parameter);
            return (filter, written.unwrap_or_default().to_owned(), false);
        }
        Some(_) => filters::refuse(lower, facts, at),
        None => {}
    }
    let doc = || {
        facts
            .doc
            .clone()
            .unwrap_or_else(|| format!("Values of `{wire}` of `{}`", owner.name))
    };
    if !facts.values.is_empty() {
        let spelt = written.unwrap_or("string");
        let base = match spelt.trim_end_matches("[]") {
            "integer" => KeyType::Integer,
            "string" | "char" | "text" => KeyType::String,
            other => {
                let why = "documented values are of the type `string` or `integer`";
                lower.problems.push(Diagnostic::misplaced_type(
                    at.type_of_field().value(),
                    other,
                    why,
                ));
                KeyType::String
            }
        };
        let kind = TypeKind::Enumeration(enumeration::lower(
            lower,
            base,
            &facts.values,
            at.key("values"),
        ));
        let made = Type {
            name: made.to_owned(),
            wire: None,
            doc: doc(),
            page: None,
            key: None,
            also: Vec::new(),
            made: true,
            gate: Gate::default(),
            twin: None,
            kind,
        };
        let path = lower.add(made, at);
        return (in_lists(Ty::Named(path), spelt), spelt.to_owned(), false);
    }
    if !facts.fields.is_empty() || !facts.patterns.is_empty() {
        let spelt = written.unwrap_or("object");
        if spelt.trim_end_matches("[]") != "object" {
            let why = "a field with `fields` is an `object` or an `object[]`";
            lower.problems.push(Diagnostic::misplaced_type(
                at.type_of_field().value(),
                spelt,
                why,
            ));
        }
        let doc = facts
            .doc
            .clone()
            .unwrap_or_else(|| format!("Contents of `{wire}` of `{}`", owner.name));
        let (inner, patterns) = (&facts.fields, &facts.patterns);
        let path = object(lower, owner.position, made, doc, inner, patterns, at);
        return (in_lists(Ty::Named(path), spelt), spelt.to_owned(), false);
    }
    let Some(spelt) = written else {
        lower
            .problems
            .push(Diagnostic::field_without_type(at.span(), wire));
        return (Ty::Scalar(Scalar::Any), "any".to_owned(), false);
    };
    let lowered = lower.ty(spelt, at.type_of_field(), made, owner.position);
    (lowered.ty, spelt.to_owned(), lowered.nullable)
}

fn in_lists(ty: Ty, spelt: &str) -> Ty {
    (0..spelt.matches("[]").count()).fold(ty, |inner, _| Ty::List(Box::new(inner)))
}

fn required(facts: &FieldFacts, wire: &str) -> Required {
    match &facts.required {
        None | Some(model::Required::Always(false)) => Required::No,
        Some(model::Required::Always(true)) => Required::Yes,
        Some(model::Required::Unknown(_)) => Required::Unknown,
        Some(model::Required::When(when)) => Required::When(when.when.clone()),
        Some(model::Required::Either(either)) => Required::Either {
            group: either.either.clone(),
            alternative: either
                .alternative
                .clone()
                .unwrap_or_else(|| wire.to_owned()),
        },
    }
}

/// A value as JSON, for documentation.
pub(super) fn json_text(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Integer(value) => value.to_string(),
        Json::Float(value) => value.to_string(),
        Json::Text(text) => format!("{text:?}"),
        Json::List(items) => format!(
            "[{}]",
            items.iter().map(json_text).collect::<Vec<_>>().join(", ")
        ),
        Json::Map(entries) => {
            let entry = |(key, value): (&str, &Json)| format!("{key:?}: {}", json_text(value));
            format!(
                "{{{}}}",
                entries.iter().map(entry).collect::<Vec<_>>().join(", ")
            )
        }
    }
}
