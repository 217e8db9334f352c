//! Rows in the form of a described type: with its names, its flags and its texts.

use crate::arguments::is_yes;
use crate::state::columns::flag;
use crate::state::table::{Row, squash};
use bitrix24::describe::{self, Kind, Method, ObjectShape, Shape};
use bitrix24::{Map, Value};

/// The fields of objects of a kind, also as a list, as values of a map, or as a choice.
fn object(kind: &Kind) -> Option<&'static ObjectShape> {
    match kind {
        Kind::Map(_, item) => object(item),
        Kind::Named(name) => match &describe::named(name)?.shape {
            Shape::Union(kinds) => kinds.iter().find_map(object),
            _ => kind.object(),
        },
        _ => kind.object(),
    }
}

/// The kind of a field of a kind, at a path whose parts are fields.
pub(super) fn part(kind: &Kind, path: &[&str]) -> Option<&'static Kind> {
    let (name, rest) = path.split_first()?;
    let fields = &object(kind)?.fields;
    let field = fields.iter().find(|field| field.name == *name)?;
    if rest.is_empty() {
        Some(&field.kind)
    } else {
        part(&field.kind, rest)
    }
}

/// The kind at a path of a method's result.
pub(super) fn of_result(method: &'static Method, path: &[&str]) -> Option<&'static Kind> {
    if path.is_empty() {
        Some(&method.result.kind)
    } else {
        part(&method.result.kind, path)
    }
}

/// A row with the fields of a kind.
pub(super) fn shown(kind: Option<&Kind>, row: &Row) -> Value {
    let fields = kind.and_then(object).map_or(&[][..], |shape| &shape.fields);
    let fields = fields.iter().filter_map(|field| {
        let value = row.get(&squash(&field.name))?;
        Some((field.name.clone(), formed(&field.kind, value)))
    });
    Value::Map(fields.collect())
}

/// A value in the form of a kind.
fn formed(kind: &Kind, value: &Value) -> Value {
    let is_object = || object(kind).is_some();
    match (kind, value) {
        (_, Value::Null) => Value::Null,
        (Kind::Flag, _) => flag(is_yes(value)),
        (Kind::Boolean, _) => Value::Bool(is_yes(value)),
        (Kind::Text, Value::Map(_) | Value::List(_)) => Value::Text(value.to_json()),
        (Kind::Map(..), Value::List(users)) if !users.is_empty() => {
            let users = users.iter().filter_map(crate::arguments::text);
            Value::Map(users.map(|user| (user, Value::Bool(true))).collect())
        }
        (Kind::List(_), Value::Map(users)) => {
            let users = users.keys().map(|user| Value::from(user.as_str()));
            let users = users.filter_map(|user| crate::arguments::integer(&user));
            Value::List(users.map(Value::Integer).collect())
        }
        (Kind::Named(_), Value::Text(_)) if is_object() => Value::Map(Map::new()),
        _ => value.clone(),
    }
}
