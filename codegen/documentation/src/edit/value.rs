//! Values on one line of a file.

use std::fmt;

use bitrix24_codegen::model::Json;

use bitrix24_codegen::node::{Scalar, Style, Value};

/// A value to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Yaml {
    /// A scalar, with quotes where it needs them.
    Scalar(String),
    /// A list.
    List(Vec<Yaml>),
    /// A mapping, in its order.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// Text, in quotes when it would be read as anything else.
    ///
    /// ```
    /// use bitrix24_documentation::edit::Yaml;
    ///
    /// assert_eq!(Yaml::text("id<crm.Deal>").to_string(), "id<crm.Deal>");
    /// assert_eq!(Yaml::text("Row[]").to_string(), "\"Row[]\"");
    /// assert_eq!(Yaml::text("100").to_string(), "\"100\"");
    /// ```
    pub fn text(text: &str) -> Self {
        Self::Scalar(if is_plain(text) {
            text.to_owned()
        } else {
            serde_json::Value::from(text).to_string()
        })
    }

    /// The value of JSON.
    pub fn json(value: &Json) -> Self {
        match value {
            Json::Null => Self::Scalar("null".to_owned()),
            Json::Bool(value) => Self::Scalar(value.to_string()),
            Json::Integer(value) => Self::Scalar(value.to_string()),
            // With a point, even without digits behind it.
            Json::Float(value) => Self::Scalar(format!("{value:?}")),
            Json::Text(text) => Self::text(text),
            Json::List(items) => Self::List(items.iter().map(Self::json).collect()),
            Json::Map(entries) => {
                let entry = |(key, value): (&str, &Json)| (key.to_owned(), Self::json(value));
                Self::Map(entries.iter().map(entry).collect())
            }
        }
    }
}

impl From<bool> for Yaml {
    fn from(value: bool) -> Self {
        Self::Scalar(value.to_string())
    }
}

impl From<u32> for Yaml {
    fn from(value: u32) -> Self {
        Self::Scalar(value.to_string())
    }
}

impl fmt::Display for Yaml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(text) => f.write_str(text),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Map(entries) if entries.is_empty() => f.write_str("{}"),
            Self::Map(entries) => {
                for (index, (name, value)) in entries.iter().enumerate() {
                    let before = if index == 0 { "{ " } else { ", " };
                    write!(f, "{before}{}: {value}", key(name))?;
                }
                f.write_str(" }")
            }
        }
    }
}

/// A key as it is written.
pub(super) fn key(name: &str) -> String {
    Yaml::text(name).to_string()
}

/// Whether text needs no quotes, in braces neither.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_');
    let holds = |letter: char| {
        letter.is_ascii_alphanumeric()
            || matches!(letter, '_' | '-' | '.' | '/' | '<' | '>' | '|' | ' ' | '*')
    };
    let scalar = Scalar {
        text: text.into(),
        style: Style::Plain,
    };
    // Programs by YAML 1.1 take these for truth values.
    let is_truth = matches!(
        text,
        "y" | "Y" | "n" | "N" | "yes" | "Yes" | "no" | "No" | "on" | "On" | "off" | "Off"
    );
    begins
        && !is_truth
        && !text.ends_with(' ')
        && text.chars().all(holds)
        && matches!(scalar.value(), Value::Text(_))
}
