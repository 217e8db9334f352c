//! Finds the rows in the result of a method that nothing is known of.

use crate::field::TypeMismatch;
use crate::value::{Map, Value};

/// Largest number of keys that a message lists.
const MOST: usize = 8;

/// The key of the rows in a result, empty when the result itself is the list. `None` when the
/// result is empty and may be either.
///
/// The rows are the result, or they are under its only key. An object with more keys may be a
/// single row, and its only list a part of it.
pub(super) fn find(result: &Value) -> Result<Option<String>, TypeMismatch> {
    match result {
        Value::List(items) if !items.is_empty() => Ok(Some(String::new())),
        Value::Map(map) if !map.is_empty() && is_list_with_gaps(map) => Ok(Some(String::new())),
        Value::Map(map) if !map.is_empty() => match only(map) {
            Some((key, rows)) if may_be_rows(rows) && !key.contains('.') => Ok(Some(key.clone())),
            _ => Err(unknown(map)),
        },
        // Nothing, or what is no list, which is said when the rows are decoded.
        _ => Ok(None),
    }
}

/// The only entry of an object.
fn only(map: &Map<String, Value>) -> Option<(&String, &Value)> {
    let mut entries = map.iter();
    entries.next().filter(|_| entries.next().is_none())
}

fn may_be_rows(value: &Value) -> bool {
    match value {
        Value::List(_) => true,
        Value::Map(map) => is_list_with_gaps(map),
        other => is_nothing(other),
    }
}

/// Whether an object is a list as PHP writes one whose indices have gaps.
fn is_list_with_gaps(map: &Map<String, Value>) -> bool {
    map.iter()
        .all(|(key, value)| key.parse::<u64>().is_ok() && value.as_map().is_some())
}

/// Whether PHP may mean an empty list.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

#[cold]
fn unknown(map: &Map<String, Value>) -> TypeMismatch {
    let mut keys: Vec<String> = map
        .keys()
        .take(MOST)
        .map(|key| format!("`{key}`"))
        .collect();
    if map.len() > MOST {
        keys.push("…".to_owned());
    }
    TypeMismatch {
        path: "result".to_owned(),
        expected: "a list of rows, or an object with only that (`rows_at` says where the rows are)"
            .to_owned(),
        found: format!("an object with {}", keys.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> Result<Option<String>, String> {
        let result = serde_json::from_str(json).expect("JSON");
        find(&result).map_err(|mismatch| mismatch.found)
    }

    #[test]
    fn rows_are_the_result_or_its_only_key() {
        let key = |key: &str| Ok(Some(key.to_owned()));
        for (json, path) in [
            (r#"[{"ID": 1}]"#, key("")),
            ("[1, 2]", key("")),
            (r#"{"3": {"ID": 1}, "9": {"ID": 2}}"#, key("")),
            (r#"{"items": [{"id": 1}]}"#, key("items")),
            (r#"{"items": []}"#, key("items")),
            (r#"{"items": {"7": {"id": 1}}}"#, key("items")),
            (r#"{"items": null}"#, key("items")),
            ("[]", Ok(None)),
            ("{}", Ok(None)),
            ("null", Ok(None)),
            ("5", Ok(None)),
        ] {
            assert_eq!(found(json), path, "{json}");
        }
    }

    #[test]
    fn a_single_row_is_no_list() {
        for (json, expected) in [
            (
                r#"{"ID": 1, "PHONE": [{"VALUE": "1"}]}"#,
                "an object with `ID`, `PHONE`",
            ),
            (r#"{"item": {"id": 1}}"#, "an object with `item`"),
            (r#"{"count": 5}"#, "an object with `count`"),
            (
                r#"{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}"#,
                "an object with `a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, …",
            ),
        ] {
            assert_eq!(found(json), Err(expected.to_owned()), "{json}");
        }
    }
}
