//! Canonical spellings, so that values with the same meaning can be compared.
//!
//! Absent is `null`, and so is an empty identifier or value of an enumeration; `"5"` is `5` where a
//! number belongs, and `5` is `"5"` where a text does; `1`, `true` and `"Y"` are one where a truth
//! value belongs; a day is its midnight where a moment belongs; `[]` is `{}` when both are empty,
//! and a list may be an object with numbers for keys.

use std::str::FromStr;

use bitrix24::describe::{Field, Kind, ObjectShape};
use bitrix24::{Date, DateTime, Decimal, Map, Value};

use super::schema::{Form, Schema, family, field, is_numbered};

/// Brings values to their canonical spelling.
#[derive(Clone, Copy)]
pub struct Canonical<'a> {
    schema: &'a Schema,
    /// In a request an empty text is equal to `null`: it clears the field.
    request: bool,
}

impl<'a> Canonical<'a> {
    /// For values of answers.
    pub fn of_answer(schema: &'a Schema) -> Self {
        Self {
            schema,
            request: false,
        }
    }

    /// For values of requests.
    pub fn of_request(schema: &'a Schema) -> Self {
        Self {
            schema,
            request: true,
        }
    }

    /// The parameters of a method, by their names or in their order.
    pub fn params(self, params: &[Field], value: &Value) -> Value {
        match value {
            Value::List(values) => {
                let each = params.iter().zip(values);
                Value::List(
                    each.map(|(param, value)| self.value(&param.kind, value))
                        .collect(),
                )
            }
            Value::Map(map) => {
                let find = |key: &str| params.iter().find(|param| param.is_named(key));
                self.members(map, &|key| {
                    find(key).map(|param| (param.name.as_str(), &param.kind))
                })
            }
            other => plain(other),
        }
    }

    /// A value of a kind.
    pub fn value(self, kind: &Kind, value: &Value) -> Value {
        let form = self.schema.form(kind);
        match (form, value) {
            (Form::Object(object), Value::Map(map)) => self.object(object, map),
            (Form::List(item), Value::List(items)) => self.items(item, items.iter()),
            (Form::List(item), Value::Map(map)) if is_numbered(map) => {
                self.items(item, map.values())
            }
            (Form::Map(inner), Value::Map(map)) => self.entries(inner, map),
            (Form::Map(inner), Value::List(items)) => {
                let keys = (0..items.len()).map(|index| index.to_string());
                self.entries(inner, &keys.zip(items.iter().cloned()).collect())
            }
            (Form::Object(_), Value::List(items)) if items.is_empty() => Value::Map(Map::new()),
            (Form::Filter(filter, object), value) => self.filter(filter, object, value),
            (Form::Union(kinds), value) => match self.schema.alternative(kinds, value) {
                Some(kind) => self.value(kind, value),
                None => plain(value),
            },
            (Form::Enumeration | Form::Id(true), Value::Text(text)) if text.is_empty() => {
                Value::Null
            }
            (Form::Plain(kind), value) => self.scalar(kind, value),
            (Form::Enumeration | Form::Id(true), value) => self.scalar(&Kind::Text, value),
            (Form::Id(false), value) => self.scalar(&Kind::Integer, value),
            (_, Value::Bool(false)) => Value::Null,
            // A form writes `false` as `0`.
            (_, Value::Text(text)) if text.is_empty() || text == "0" => Value::Null,
            (_, value) => plain(value),
        }
    }

    fn object(self, object: &ObjectShape, map: &Map<String, Value>) -> Value {
        self.members(map, &|key| {
            let found = field(object, key)?;
            // The members of a family have names of their own.
            let is_family = family(object, key).is_some_and(|family| family.name == found.name);
            Some((if is_family { "" } else { &found.name }, &found.kind))
        })
    }

    /// The members of an object; `find` returns the canonical name and the kind. Unknown members do
    /// not change.
    fn members<'k>(
        self,
        map: &Map<String, Value>,
        find: &dyn Fn(&str) -> Option<(&'k str, &'k Kind)>,
    ) -> Value {
        let member = |(key, value): (&String, &Value)| match find(key) {
            Some((name, kind)) => {
                let name = if name.is_empty() { key } else { name };
                (name.to_owned(), self.value(kind, value))
            }
            None => (key.clone(), plain(value)),
        };
        Value::Map(
            map.iter()
                .map(member)
                .filter(|(_, value)| !value.is_null())
                .collect(),
        )
    }

    pub(super) fn items<'v>(self, item: &Kind, items: impl Iterator<Item = &'v Value>) -> Value {
        Value::List(items.map(|value| self.value(item, value)).collect())
    }

    fn entries(self, inner: &Kind, map: &Map<String, Value>) -> Value {
        let entry = |(key, value): (&String, &Value)| (key.clone(), self.value(inner, value));
        Value::Map(
            map.iter()
                .map(entry)
                .filter(|(_, value)| !value.is_null())
                .collect(),
        )
    }

    fn scalar(self, kind: &Kind, value: &Value) -> Value {
        match (kind, value) {
            (Kind::Any, Value::Text(text)) if text.is_empty() && self.request => Value::Null,
            (Kind::Any | Kind::File | Kind::Select(_) | Kind::None, value) => plain(value),
            (Kind::Order(_), Value::Map(map)) => order(map),
            (Kind::Flag | Kind::Boolean, value) => truth(value),
            (_, Value::Bool(false)) => Value::Null,
            (Kind::Text, Value::Text(text)) if text.is_empty() && self.request => Value::Null,
            (Kind::Text, Value::Integer(_) | Value::Float(_)) => exponent(&value.to_json()),
            (Kind::Text, Value::Text(text)) if text.contains("e+") => exponent(text),
            (Kind::Text, value) => value.clone(),
            (_, Value::Text(text)) if text.is_empty() => Value::Null,
            // A form writes `false` as `0`.
            (Kind::Date | Kind::DateTime, Value::Text(text)) if text == "0" => Value::Null,
            (Kind::Integer | Kind::Double | Kind::Decimal | Kind::Timestamp, value) => {
                number(value)
            }
            // Moments are spelt in many ways, and a date in place of one is the beginning of the day.
            // The time of what is documented as a date says nothing.
            (Kind::Date, Value::Text(text)) => spelt::<Date>(text),
            (Kind::DateTime, Value::Text(text)) => spelt::<DateTime>(text),
            (_, value) => plain(value),
        }
    }
}

/// The text of a number: the sign of a positive exponent may be left out.
fn exponent(text: &str) -> Value {
    Value::Text(text.replace("e+", "e"))
}

/// A date or a moment in the one spelling that is sent.
fn spelt<T: FromStr + ToString>(text: &str) -> Value {
    let parsed = text.parse::<T>().map(|moment| moment.to_string());
    Value::Text(parsed.unwrap_or_else(|_| text.to_owned()))
}

/// Fields in their order, each with its direction.
fn order(map: &Map<String, Value>) -> Value {
    let direction = |value: &Value| value.as_text().unwrap_or_default().to_lowercase();
    let fields = map
        .iter()
        .map(|(key, value)| format!("{key} {}", direction(value)));
    Value::List(fields.map(Value::Text).collect())
}

fn truth(value: &Value) -> Value {
    match value {
        Value::Text(text) => match text.as_str() {
            "Y" | "y" | "1" | "true" => Value::Bool(true),
            "N" | "n" | "0" | "false" => Value::Bool(false),
            "" => Value::Null,
            _ => value.clone(),
        },
        Value::Integer(1) => Value::Bool(true),
        Value::Integer(0) => Value::Bool(false),
        other => other.clone(),
    }
}

/// A number by its value, whatever its spelling.
fn number(value: &Value) -> Value {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Integer(_) | Value::Float(_) => value.to_json(),
        other => return plain(other),
    };
    match text
        .parse::<Decimal>()
        .or_else(|_| Decimal::from_scientific(&text))
    {
        Ok(number) => Value::Text(number.normalize().to_string()),
        Err(_) => Value::Text(text),
    }
}

/// A value of unknown kind: only numbers are changed, to their value.
pub(super) fn plain(value: &Value) -> Value {
    match value {
        Value::Float(number) if number.fract() == 0.0 => value
            .read::<i64>()
            .map_or(Value::Float(*number), Value::Integer),
        Value::List(items) => Value::List(items.iter().map(plain).collect()),
        Value::Map(map) => Value::Map(
            map.iter()
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// The first difference between two canonical values.
pub fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("", expected, found, &mut differences);
    differences
}

fn compare(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Map(expected), Value::Map(found)) => {
            for (key, value) in expected {
                let other = found.get(key).unwrap_or(&Value::Null);
                compare(&format!("{path}.{key}"), value, other, differences);
            }
            for (key, value) in found.iter().filter(|(key, _)| !expected.contains_key(*key)) {
                compare(&format!("{path}.{key}"), &Value::Null, value, differences);
            }
        }
        (Value::List(expected), Value::List(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}[{index}]"), expected, found, differences);
            }
        }
        (expected, found) if expected == found => {}
        (expected, found) => {
            differences.push(format!("{path}: expected {expected}, found {found}"));
        }
    }
}
