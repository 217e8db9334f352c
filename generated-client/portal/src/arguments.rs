//! Checked parameters of a call, read by kind.

use rust_decimal::Decimal;

use bitrix24::{Map, Value};

/// An object of a call: its parameters, or a parameter that holds fields.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'a>(pub(crate) &'a Map<String, Value>);

impl<'a> Arguments<'a> {
    /// The given value, which may be empty.
    pub(crate) fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get(name)
    }

    pub(crate) fn integer(self, name: &str) -> Option<i64> {
        integer(self.get(name)?)
    }

    pub(crate) fn text(self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }

    /// The fields of an object; none if it is missing, empty or of another kind.
    pub(crate) fn object(self, name: &str) -> Arguments<'a> {
        static EMPTY: Map<String, Value> = Map::new();
        Arguments(self.get(name).and_then(Value::as_map).unwrap_or(&EMPTY))
    }

    /// The objects of a list.
    pub(crate) fn objects(self, name: &str) -> impl Iterator<Item = Arguments<'a>> {
        self.get(name)
            .into_iter()
            .flat_map(items)
            .filter_map(Value::as_map)
            .map(Arguments)
    }
}

/// The items of a list. PHP has one kind of array, so an object with numbers as keys is one too.
pub(crate) fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::List(items) => items.iter().collect(),
        Value::Map(map) => map.values().collect(),
        _ => Vec::new(),
    }
}

/// A whole number, also as text.
pub(crate) fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
        Value::Float(number) if number.fract() == 0.0 => i64::try_from(exact(*number)?).ok(),
        _ => None,
    }
}

/// A number, also as text.
pub(crate) fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(number) => Some(Decimal::from(*number)),
        Value::Float(number) => exact(*number),
        Value::Text(text) => written(text.trim()),
        _ => None,
    }
}

/// The number with its digits in JSON.
fn exact(number: f64) -> Option<Decimal> {
    written(&number.to_string())
}

fn written(text: &str) -> Option<Decimal> {
    // `Decimal` would also read `1_000`.
    let plain = text
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    plain
        .then(|| {
            text.parse()
                .ok()
                .or_else(|| Decimal::from_scientific(text).ok())
        })
        .flatten()
}

/// Text, also given as a number.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether the value is `null`, or its equivalent in a form.
pub(crate) fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_text() == Some("")
}

/// Whether a value means yes.
pub(crate) fn is_yes(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        _ => text(value).is_some_and(|text| matches!(text.as_str(), "Y" | "y" | "1" | "true")),
    }
}
