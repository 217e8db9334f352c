//! The comparison of a documented answer with that of the portal.

use serde_json::Value;

/// Keys whose values the portal gives out itself, and keys that the examples have and lack by
/// turns.
const FREE_OF_ROWS: [&str; 2] = ["id", "xmlId"];
/// What depends on the day on which an object is added or changed, and the words that a portal is
/// searched by.
const FREE_OF_ITEMS: [&str; 7] = [
    "id",
    "createdTime",
    "updatedTime",
    "movedTime",
    "lastActivityTime",
    "lastActivityBy",
    "searchContent",
];

/// Numbers are compared by their value: JSON has `100000` and `100000.0` for one.
pub(super) fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(expected), Value::Number(found)) => expected.as_f64() == found.as_f64(),
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .all(|(expected, found)| same(expected, found))
        }
        (Value::Object(expected), Value::Object(found)) => {
            let keys =
                |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
            let free = |key: &str| {
                (FREE_OF_ROWS.contains(&key) && expected.contains_key("ownerId"))
                    || (FREE_OF_ITEMS.contains(&key) && expected.contains_key("entityTypeId"))
            };
            keys(expected) == keys(found)
                && expected
                    .iter()
                    .all(|(key, value)| free(key) || same(value, &found[key]))
        }
        _ => expected == found,
    }
}

/// Whether an answer has the form of the documented one: the keys of its rows, with values of the
/// same types. It may have more keys and other rows. What is empty has no form, nor have values that
/// are objects themselves.
pub(super) fn alike(expected: &Value, found: &Value) -> bool {
    let is_row =
        |map: &serde_json::Map<String, Value>| map.contains_key("id") || map.contains_key("ID");
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) if !expected.is_empty() => {
            let first = expected.first().zip(found.first());
            first.is_some_and(|(expected, found)| alike(expected, found))
        }
        (Value::Object(expected), Value::Object(found)) if is_row(expected) => expected
            .iter()
            .filter(|(key, _)| !key.starts_with("property") && !key.starts_with("UF_"))
            .all(|(key, value)| {
                found
                    .get(key)
                    .is_some_and(|found| of_one_type(value, found))
            }),
        (Value::Object(expected), Value::Object(found)) => {
            let mut parts = expected.iter();
            parts.all(|(key, value)| found.get(key).is_some_and(|found| alike(value, found)))
        }
        _ => of_one_type(expected, found),
    }
}

/// The values of a documented answer that an answer does not have.
pub(super) fn unlike_values(expected: &Value, found: &Value, path: &str, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) => {
            for (index, one) in expected.iter().enumerate() {
                let path = format!("{path}[{index}]");
                let id = |value: &Value| value.get("id").or(value.get("ID")).map(plain);
                let same = match id(one) {
                    Some(wanted) => found
                        .iter()
                        .find(|other| id(other).as_ref() == Some(&wanted)),
                    None => found.get(index),
                };
                match same {
                    Some(other) => unlike_values(one, other, &path, wrong),
                    None => wrong.push(format!("{path} is absent")),
                }
            }
        }
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                unlike_values(
                    value,
                    found.get(key).unwrap_or(&Value::Null),
                    &format!("{path}.{key}"),
                    wrong,
                );
            }
        }
        _ if plain(expected) == plain(found) => {}
        _ => wrong.push(format!("{path}: {} / {}", short(expected), short(found))),
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

/// A value by what it says: `"5"` is 5, and what is empty is nothing.
fn plain(value: &Value) -> String {
    let is_empty = match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    match value {
        _ if is_empty => String::new(),
        // Each portal has its own addresses.
        Value::String(text) if text.starts_with("http") => "an address".to_owned(),
        Value::String(text) => match text.parse::<f64>() {
            Ok(number) => number.to_string(),
            Err(_) => text.clone(),
        },
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

fn of_one_type(expected: &Value, found: &Value) -> bool {
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    is_empty(expected)
        || is_empty(found)
        || std::mem::discriminant(expected) == std::mem::discriminant(found)
}
