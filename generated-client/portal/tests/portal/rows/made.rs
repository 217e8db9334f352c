//! Values by their types.

use std::collections::HashSet;

use bitrix24::describe::{self, Access, Field, Kind, Method, ObjectShape, Requirement, Shape};
use serde_json::{Map, Value, json};

/// A name without case and underscores.
pub(super) fn squash(name: &str) -> String {
    name.chars()
        .filter(|letter| *letter != '_')
        .flat_map(char::to_lowercase)
        .collect()
}

pub(super) fn method(namespace: &str, verbs: &[&str]) -> Option<&'static Method> {
    let mut names = verbs.iter().map(|verb| format!("{namespace}.{verb}"));
    names.find_map(|name| describe::method(&name, 2))
}

pub(super) fn object(kind: &Kind) -> Option<&'static ObjectShape> {
    match kind {
        Kind::List(item) | Kind::Map(_, item) => object(item),
        Kind::Named(name) => match &describe::named(name)?.shape {
            Shape::Object(object) => Some(object),
            Shape::Alias(kind) => object(kind),
            Shape::Union(kinds) => kinds.iter().find_map(object),
            _ => None,
        },
        _ => None,
    }
}

/// A value of a kind; `None` for kinds that are only sent when they have to be.
pub(super) fn value(kind: &Kind, name: &str) -> Option<Value> {
    Some(match kind {
        Kind::Integer => json!(7),
        Kind::Double | Kind::Decimal => json!(7.5),
        Kind::Text if name.to_lowercase().contains("date") => return None,
        Kind::Text => json!(format!("text of {name}")),
        Kind::Flag => json!("Y"),
        Kind::Boolean => json!(true),
        _ => return None,
    })
}

/// A value for a field that is required.
pub(super) fn required(kind: &Kind, name: &str) -> Value {
    value(kind, name).unwrap_or_else(|| match kind {
        Kind::Id(name) => match describe::named(name).and_then(|ty| ty.key.as_ref()) {
            Some(Kind::Text) => json!("code"),
            _ => json!(1),
        },
        Kind::DateTime => json!("2026-01-31T10:00:00+00:00"),
        Kind::Timestamp => json!(1_700_000_000),
        Kind::Date | Kind::Text => json!("2026-01-31"),
        Kind::File => json!(["a.txt", "YQ=="]),
        Kind::List(item) => json!([required(item, name)]),
        Kind::Map(..) => json!({}),
        Kind::Select(of) => match describe::named(of).map(|ty| &ty.shape) {
            Some(Shape::Object(object)) => {
                let names = object.fields.iter().map(|field| json!(field.name));
                Value::Array(names.collect())
            }
            _ => json!([]),
        },
        Kind::Named(of) => match describe::named(of).map(|ty| &ty.shape) {
            Some(Shape::Enumeration(values)) => match &values.values[0].wire {
                wire if values.integer => json!(wire.parse::<i64>().expect("a number")),
                wire => json!(wire),
            },
            Some(Shape::Union(kinds)) => required(&kinds[0], name),
            Some(Shape::Alias(kind)) => required(kind, name),
            Some(Shape::Object(object)) => Value::Object(values(&object.fields, true)),
            _ => json!({}),
        },
        _ => json!("anything"),
    })
}

/// Values of the fields that can be written.
pub(super) fn values(fields: &[Field], only_required: bool) -> Map<String, Value> {
    let mut groups = HashSet::new();
    fields
        .iter()
        .filter(|field| field.access != Access::Read)
        .filter_map(|field| {
            let is_required = match &field.required {
                Requirement::Yes => true,
                // The first of each group of alternatives.
                Requirement::Either(group, _) => groups.insert(group.clone()),
                _ => false,
            };
            let value = if is_required {
                Some(required(&field.kind, &field.name))
            } else {
                value(&field.kind, &field.name).filter(|_| !only_required)
            };
            Some((field.name.clone(), value?))
        })
        .collect()
}

/// The parameter that holds the fields of a row.
pub(super) fn holder(method: &Method) -> Option<&Field> {
    let names = ["fields", "arfields", "taskdata", "data"];
    let mut params = method.params.iter();
    params.find(|param| {
        names.contains(&squash(&param.name).as_str()) && object(&param.kind).is_some()
    })
}
