//! Which alternative of a union a value is: without leniency first.

use super::input::Input;
use super::place::{Field, Place, Record};
use super::{decimal_of_text, from_value};
use crate::value::{Map, Value};

/// Reads the value as `T` if it is written exactly as `T` is: `5` is no text, and `"5"` is no number.
pub fn attempt<T: Field>(value: &Value) -> Option<T> {
    if is_exact(&T::place(&mut None), value) {
        from_value(value).ok()
    } else {
        None
    }
}

/// The same value as the portal may also write it.
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

/// Whether the value is written exactly as what belongs to the place.
pub(super) fn is_exact(place: &Place<'_>, value: &Value) -> bool {
    match (place, value) {
        (Place::Nothing | Place::Any(_), _)
        | (Place::Integer(_), Value::Integer(_))
        | (Place::Double(_) | Place::Decimal(_), Value::Integer(_) | Value::Float(_))
        | (Place::Text(_), Value::Text(_))
        | (Place::Boolean(_), Value::Bool(_)) => true,
        (Place::Flag(_), Value::Text(text)) => text == "Y" || text == "N",
        (Place::Leaf(slot), value) => Input::of(value).is_some_and(|input| slot.is_exact(input)),
        (Place::List(slot), Value::List(items)) => items.iter().all(|item| slot.is_exact(item)),
        (Place::Dict(slot), Value::Map(map)) => {
            map.iter().all(|(key, value)| slot.is_exact(key, value))
        }
        (Place::Record(slot), Value::Map(map)) => slot.is_exact(map),
        (Place::View(slot), Value::Map(map)) => slot.is_exact(map),
        (Place::Whole(slot), value) => slot.is_exact(value),
        _ => false,
    }
}

/// Whether a record knows a key of the object, or there is none.
pub(super) fn knows(record: &dyn Record, map: &Map<String, Value>) -> bool {
    map.is_empty()
        || map.keys().any(|key| {
            record.keys().contains(&key.as_str())
                || record.aliases().iter().any(|(alias, _)| alias == key)
                || record
                    .patterns()
                    .iter()
                    .any(|pattern| crate::runtime::fits(pattern, key))
        })
}
