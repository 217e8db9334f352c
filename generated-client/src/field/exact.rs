//! Whether a value has exactly the form of a type, without leniency.

use super::input::Input;
use super::record::{Record, Sink};
use crate::pattern::fits;
use crate::value::{Map, Value};

/// Whether the value has exactly the form that the sink expects.
pub(crate) fn is_exact(sink: &Sink<'_>, value: &Value) -> bool {
    match (sink, value) {
        (Sink::Discard | Sink::Any(_), _)
        | (Sink::Integer(_), Value::Integer(_))
        | (Sink::Double(_) | Sink::Decimal(_), Value::Integer(_) | Value::Float(_))
        | (Sink::Text(_), Value::Text(_))
        | (Sink::Boolean(_), Value::Bool(_)) => true,
        (Sink::Flag(_), Value::Text(text)) => text == "Y" || text == "N",
        (Sink::Scalar(slot), value) => Input::of(value).is_some_and(|input| slot.is_exact(input)),
        (Sink::List(slot), Value::List(items)) => items.iter().all(|item| slot.is_exact(item)),
        (Sink::Map(slot), Value::Map(map)) => {
            map.iter().all(|(key, value)| slot.is_exact(key, value))
        }
        (Sink::Record(slot), Value::Map(map)) => slot.is_exact(map),
        (Sink::View(slot), Value::Map(map)) => slot.is_exact(map),
        (Sink::Whole(slot), value) => slot.is_exact(value),
        _ => false,
    }
}

/// Whether the record knows at least one key of the object, or the object is empty.
pub(crate) fn knows(record: &dyn Record, map: &Map<String, Value>) -> bool {
    map.is_empty()
        || map.keys().any(|key| {
            record.keys().contains(&key.as_str())
                || record.aliases().iter().any(|(alias, _)| alias == key)
                || record.patterns().iter().any(|pattern| fits(pattern, key))
        })
}
