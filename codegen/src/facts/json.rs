//! Facts as JSON.

use serde_json::Value;

use crate::model::Json;

/// A value of the schema as JSON.
pub(crate) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::from(*value),
        Json::Integer(value) => Value::from(*value),
        Json::Float(value) => Value::from(*value),
        Json::Text(text) => Value::from(text.as_str()),
        Json::List(items) => items.iter().map(value).collect(),
        Json::Map(entries) => entries
            .iter()
            .map(|(key, item)| (key.to_owned(), value(item)))
            .collect(),
    }
}
