//! Columns of an export: their types, and the values of rows as these types.

use std::str::FromStr as _;

use bitrix24::describe::{self, Kind, Shape};
use bitrix24::{Date, DateTime, Decimal, Value};
use serde::{Deserialize, Serialize};

/// A column: a field of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Column {
    /// Key in the rows, and name in the file.
    pub(crate) name: String,
    /// Type of its values.
    pub(crate) of: ColumnType,
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ColumnType {
    /// A whole number.
    Integer,
    /// A number that may have a fraction.
    Number,
    /// `true` or `false`; also `Y` or `N`.
    Boolean,
    /// A date.
    Date,
    /// A date with a time of day.
    Moment,
    /// Text.
    Text,
    /// Anything: lists and objects are JSON, the rest is text.
    Json,
}

/// A value of a row as the type of its column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Integer(i64),
    /// Its text is a JSON number.
    Number(String),
    Boolean(bool),
    Date(Date),
    /// With the text of the portal, which has its time zone.
    Moment(DateTime, String),
    Text(String),
    /// A list or an object, as JSON.
    Json(String),
}

impl ColumnType {
    /// The type for a kind of the description.
    pub(super) fn of_kind(kind: &Kind) -> Self {
        match kind {
            Kind::Integer | Kind::Timestamp => Self::Integer,
            Kind::Double | Kind::Decimal => Self::Number,
            Kind::Flag | Kind::Boolean => Self::Boolean,
            Kind::Date => Self::Date,
            Kind::DateTime => Self::Moment,
            Kind::Text => Self::Text,
            Kind::Id(name) => match describe::named(name).and_then(|of| of.key.as_ref()) {
                Some(Kind::Integer) => Self::Integer,
                _ => Self::Text,
            },
            Kind::Named(name) => match describe::named(name).map(|of| &of.shape) {
                Some(Shape::Enumeration(values)) if values.integer => Self::Integer,
                Some(Shape::Enumeration(_)) => Self::Text,
                Some(Shape::Alias(target)) => Self::of_kind(target),
                _ => Self::Json,
            },
            _ => Self::Json,
        }
    }

    /// The type for the name of a type as the portal describes its fields.
    pub(super) fn of_portal(name: &str, is_multiple: bool) -> Self {
        if is_multiple {
            return Self::Json;
        }
        match name {
            "integer" | "user" | "employee" | "enumeration" | "crm_company" | "crm_contact"
            | "crm_lead" | "crm_deal" | "crm_quote" | "crm_category" | "iblock_element"
            | "iblock_section" | "hlblock" => Self::Integer,
            "double" => Self::Number,
            "char" | "boolean" => Self::Boolean,
            "date" => Self::Date,
            "datetime" => Self::Moment,
            "string" | "crm_status" | "crm_currency" | "url" | "money" | "address" | "crm"
            | "text" => Self::Text,
            _ => Self::Json,
        }
    }

    /// A value as this type; `None` when it is not of this type.
    pub(super) fn cell(self, value: &Value) -> Option<Cell> {
        if is_nothing(self, value) {
            return Some(Cell::Null);
        }
        match (self, value) {
            (Self::Text | Self::Json, Value::List(_) | Value::Map(_)) => {
                Some(Cell::Json(value.to_json()))
            }
            (Self::Text | Self::Json, value) => Some(plain(value)),
            (Self::Integer, Value::Integer(number)) => Some(Cell::Integer(*number)),
            (Self::Integer, Value::Text(text)) => text.trim().parse().ok().map(Cell::Integer),
            (Self::Number, Value::Integer(number)) => Some(Cell::Number(number.to_string())),
            (Self::Number, Value::Float(_)) => Some(Cell::Number(value.to_json())),
            (Self::Number, Value::Text(text)) => {
                let number = Decimal::from_str(text.trim()).ok()?;
                Some(Cell::Number(number.to_string()))
            }
            (Self::Boolean, Value::Bool(is)) => Some(Cell::Boolean(*is)),
            (Self::Boolean, Value::Integer(0)) => Some(Cell::Boolean(false)),
            (Self::Boolean, Value::Integer(1)) => Some(Cell::Boolean(true)),
            (Self::Boolean, Value::Text(text)) => match text.as_str() {
                "Y" | "1" | "true" => Some(Cell::Boolean(true)),
                "N" | "0" | "false" => Some(Cell::Boolean(false)),
                _ => None,
            },
            (Self::Date, Value::Text(text)) => text.parse().ok().map(Cell::Date),
            (Self::Moment, Value::Text(text)) => {
                let moment = text.parse().ok()?;
                Some(Cell::Moment(moment, text.clone()))
            }
            _ => None,
        }
    }
}

/// Whether the portal means "no value": PHP writes that in several ways.
fn is_nothing(of: ColumnType, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty() && !matches!(of, ColumnType::Text | ColumnType::Json),
        Value::Bool(false) => of != ColumnType::Boolean && of != ColumnType::Json,
        Value::List(items) => items.is_empty() && of != ColumnType::Json,
        _ => false,
    }
}

/// A value without its type, as text.
pub(super) fn plain(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Text(text) => Cell::Text(text.clone()),
        other => Cell::Text(other.to_json()),
    }
}

impl Cell {
    /// The text in a file of text; empty for no value.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Integer(number) => number.to_string(),
            Self::Boolean(is) => is.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Number(text) | Self::Moment(_, text) | Self::Text(text) | Self::Json(text) => {
                text.clone()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_the_type_of_their_column() {
        use ColumnType::{Boolean, Date as Day, Integer, Json, Moment, Number, Text};
        let cases = [
            (Integer, r#""7""#, Some("7")),
            (Integer, "7", Some("7")),
            (Integer, r#""""#, Some("")),
            (Integer, "false", Some("")),
            (Integer, r#""seven""#, None),
            (Number, r#""1000.10""#, Some("1000.10")),
            (Number, "0.5", Some("0.5")),
            (Number, r#""5,5""#, None),
            (Boolean, r#""Y""#, Some("true")),
            (Boolean, "false", Some("false")),
            (Boolean, r#""maybe""#, None),
            (Day, r#""2025-03-01""#, Some("2025-03-01")),
            (Day, r#""soon""#, None),
            (
                Moment,
                r#""2025-03-01T10:00:00+03:00""#,
                Some("2025-03-01T10:00:00+03:00"),
            ),
            (Text, "12", Some("12")),
            (Text, r#"["a"]"#, Some(r#"["a"]"#)),
            (Json, r#"{"a": 1}"#, Some(r#"{"a":1}"#)),
            (Json, r#""plain""#, Some("plain")),
            (Json, "[]", Some("[]")),
        ];
        for (of, json, expected) in cases {
            let value: Value = serde_json::from_str(json).expect("JSON");
            let cell = of.cell(&value).map(|cell| cell.text());
            assert_eq!(cell.as_deref(), expected, "{of:?} of {json}");
        }
    }
}
