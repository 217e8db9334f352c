//! Type mismatches: the path, what was expected, and what was found.

use std::fmt;

use super::input::Input;
use crate::value::Value;

/// A JSON value of another type than documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeMismatch {
    /// The path, such as `result.productRows[3].price`. Empty when the whole value has another
    /// type.
    pub path: String,
    /// What was expected, such as `a whole number`.
    pub expected: String,
    /// What was found, shortened, such as `"abc"`.
    pub found: String,
}

impl TypeMismatch {
    /// An error that serde raised by itself.
    pub(crate) fn other(error: &dyn fmt::Display) -> Self {
        Self {
            path: String::new(),
            expected: "a readable value".to_owned(),
            found: error.to_string(),
        }
    }
}

impl TypeMismatch {
    /// The same mismatch, as seen from an object that holds the value under a key.
    pub(crate) fn under(self, key: &str) -> Self {
        let mut path = String::new();
        append(&mut path, &Step::Key(key.to_owned()));
        append(&mut path, &Step::Path(self.path));
        Self { path, ..self }
    }
}

impl fmt::Display for TypeMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)?;
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        write!(f, ", got {}", self.found)
    }
}

impl std::error::Error for TypeMismatch {}

/// Describes a value, shortened.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::List(items) if items.is_empty() => "an empty list".to_owned(),
        Value::List(_) => LIST.to_owned(),
        Value::Map(_) => OBJECT.to_owned(),
        scalar => Input::of(scalar).unwrap_or(Input::Null).to_string(),
    }
}

/// The word for a list in messages.
pub(crate) const LIST: &str = "a list";
/// The word for an object in messages.
pub(crate) const OBJECT: &str = "an object";

/// One step of a JSON path.
#[derive(Debug)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
    /// Several steps, as text.
    Path(String),
}

pub(crate) fn append(path: &mut String, step: &Step) {
    match step {
        Step::Index(index) => {
            path.push('[');
            path.push_str(&index.to_string());
            path.push(']');
        }
        Step::Path(below) => {
            if !path.is_empty() && !below.is_empty() && !below.starts_with('[') {
                path.push('.');
            }
            path.push_str(below);
        }
        Step::Key(key) if is_plain(key) => {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(key);
        }
        Step::Key(key) => {
            path.push('[');
            path.push_str(&Input::Text(key).to_string());
            path.push(']');
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 64
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
