//! Parameters under their names in the schema.
//!
//! The documentation shows some names in several spellings, such as `FILTER` and `filter`. Checks
//! accept each; the code that answers a call sees only one.

use crate::condition::{inner_group, split};
use bitrix24::describe::{self, Field, Kind, Method, ObjectShape, Shape};
use bitrix24::internal::fits;
use bitrix24::{Map, Value};

/// The parameters of a call, with other spellings replaced at every depth.
pub(crate) fn canonical(method: &Method, parameters: &Map<String, Value>) -> Map<String, Value> {
    object(&method.params, &[], parameters)
}

fn object(fields: &[Field], patterns: &[Field], given: &Map<String, Value>) -> Map<String, Value> {
    let renamed = |name: &str, given_value: &Value| {
        if let Some(field) = fields.iter().find(|field| field.is_named(name)) {
            return (field.name.clone(), value(&field.kind, given_value));
        }
        let pattern = patterns.iter().find(|field| fits(&field.name, name));
        let held = pattern.map_or_else(
            || given_value.clone(),
            |field| value(&field.kind, given_value),
        );
        (name.to_owned(), held)
    };
    gather(given, renamed)
}

/// Renames keys. If two spellings of one name are given, that of the schema is used.
fn gather(
    given: &Map<String, Value>,
    renamed: impl Fn(&str, &Value) -> (String, Value),
) -> Map<String, Value> {
    let mut named = Map::new();
    for (name, given_value) in given {
        let (canonical, held) = renamed(name, given_value);
        if canonical == *name || !given.contains_key(&canonical) {
            named.insert(canonical, held);
        }
    }
    named
}

fn value(kind: &Kind, given: &Value) -> Value {
    match (kind, given) {
        (Kind::List(item), Value::List(items)) => {
            Value::List(items.iter().map(|given| value(item, given)).collect())
        }
        (Kind::List(item) | Kind::Map(_, item), Value::Map(map)) => {
            Value::Map(gather(map, |name, given| {
                (name.to_owned(), value(item, given))
            }))
        }
        (Kind::Named(name), _) => match describe::named(name) {
            Some(ty) => shape(&ty.shape, given),
            None => given.clone(),
        },
        (Kind::Order(of), Value::Map(map)) => {
            Value::Map(gather(map, |name, given| (field(of, name), given.clone())))
        }
        (Kind::Select(of), Value::List(items)) => {
            Value::List(items.iter().map(|given| selected(of, given)).collect())
        }
        (Kind::Select(of), Value::Map(map)) => Value::Map(gather(map, |name, given| {
            (name.to_owned(), selected(of, given))
        })),
        _ => given.clone(),
    }
}

fn shape(shape: &Shape, given: &Value) -> Value {
    match (shape, given) {
        (Shape::Alias(kind), _) => value(kind, given),
        (Shape::Object(known), Value::Map(map)) => {
            Value::Map(object(&known.fields, &known.patterns, map))
        }
        (Shape::Filter(filter), Value::Map(map)) => conditions(&filter.of, map),
        _ => given.clone(),
    }
}

/// A filter, or a group of conditions in one.
fn conditions(of: &str, given: &Map<String, Value>) -> Value {
    Value::Map(gather(given, |key, value| {
        if let Some(group) = inner_group(key, value) {
            return (key.to_owned(), conditions(of, group));
        }
        let (operator, name) = split(key);
        (format!("{operator}{}", field(of, name)), value.clone())
    }))
}

fn selected(of: &str, given: &Value) -> Value {
    match given.as_text() {
        Some(name) => Value::Text(field(of, name)),
        None => given.clone(),
    }
}

fn field(of: &str, name: &str) -> String {
    let known: Option<&ObjectShape> = match describe::named(of).map(|ty| &ty.shape) {
        Some(Shape::Object(object)) => Some(object),
        _ => None,
    };
    known
        .and_then(|object| object.fields.iter().find(|field| field.is_named(name)))
        .map_or(name, |field| field.name.as_str())
        .to_owned()
}
