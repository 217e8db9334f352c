//! Whether a value is written exactly as a type is.

use super::input::Input;
use super::sink::{Place, Record};
use crate::pattern::fits;
use crate::value::{Map, Value};

/// Whether the value is written exactly as what belongs to the place.
pub(crate) fn is_exact(place: &Place<'_>, value: &Value) -> bool {
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
pub(crate) fn knows(record: &dyn Record, map: &Map<String, Value>) -> bool {
    map.is_empty()
        || map.keys().any(|key| {
            record.keys().contains(&key.as_str())
                || record.aliases().iter().any(|(alias, _)| alias == key)
                || record.patterns().iter().any(|pattern| fits(pattern, key))
        })
}
