//! Reads alternatives of unions, first without leniency.

use super::{decimal_of_text, from_value};
use crate::field::{Field, Input, is_exact};
use crate::value::{Map, Value};

/// Reads the value as `T` if it has exactly the form of `T`: `5` is not text, and `"5"` is not a
/// number.
pub fn attempt<T: Field>(value: &Value) -> Option<T> {
    if is_exact(&T::sink(&mut None), value) {
        from_value(value).ok()
    } else {
        None
    }
}

/// The other form in which the portal may send the same value.
pub(crate) fn other_spelling(value: &Value) -> Option<Value> {
    match value {
        Value::Integer(_) | Value::Float(_) => Some(Value::Text(Input::of(value)?.to_string())),
        Value::Text(text) => text.parse().map(Value::Integer).ok().or_else(|| {
            decimal_of_text(text)?;
            text.parse().map(Value::Float).ok()
        }),
        Value::List(items) if items.is_empty() => Some(Value::Map(Map::new())),
        Value::Map(map) if is_numbered(map) => Some(Value::List(map.values().cloned().collect())),
        _ => None,
    }
}

fn is_numbered(map: &Map<String, Value>) -> bool {
    !map.is_empty()
        && map
            .keys()
            .all(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()))
}
