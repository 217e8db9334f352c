//! Scalars as they appear in JSON.

use std::fmt;

use crate::value::Value;

/// A scalar as it appears in JSON.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number beyond `i64`.
    Unsigned(u64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Text.
    Text(&'a str),
}

/// The scalar cannot be read as the expected type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScalarMismatch;

impl<'a> Input<'a> {
    /// The scalar in a value; `None` for lists and objects.
    pub fn of(value: &'a Value) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Integer(value) => Self::Integer(*value),
            Value::Float(value) => Self::Float(*value),
            Value::Text(text) => Self::Text(text),
            Value::List(_) | Value::Map(_) => return None,
        })
    }

    /// Whether the portal may mean "no value" by it.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Self::Null | Self::Bool(false) | Self::Text(""))
    }
}

impl From<Input<'_>> for Value {
    fn from(input: Input<'_>) -> Self {
        match input {
            Input::Null => Self::Null,
            Input::Bool(value) => Self::Bool(value),
            Input::Integer(value) => Self::Integer(value),
            Input::Unsigned(value) => Self::Text(value.to_string()),
            Input::Float(value) => Self::from(value),
            Input::Text(text) => Self::Text(text.to_owned()),
        }
    }
}

/// Length in characters of the longest text that a message quotes in full.
const SHORT: usize = 40;

impl fmt::Display for Input<'_> {
    /// Writes the scalar, shortened.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Unsigned(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(text) => match text.char_indices().nth(SHORT) {
                Some((end, _)) => write!(f, "{:?}… ({} bytes)", &text[..end], text.len()),
                None => write!(f, "{text:?}"),
            },
        }
    }
}
