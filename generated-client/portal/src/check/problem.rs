//! Problems of calls, and their documented errors.

use std::fmt;

use crate::answer::Failure;
use bitrix24::Value;
use bitrix24::describe::{ErrorRow, Method};

/// A problem with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The parameter in which it is.
    parameter: String,
    /// The whole path, such as `fields.ownerId`.
    path: String,
    trouble: Trouble,
    /// The expected and the actual value.
    detail: String,
}

/// A class of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It is required.
    Missing,
    /// There is no such name.
    Unknown,
    /// It is read-only.
    ReadOnly,
    /// The value has another type.
    WrongType,
    /// The value is not a documented one.
    NotListed,
}

impl Problem {
    /// A problem with a name that the schema allows but the portal does not have.
    pub(crate) fn unknown(parameter: &str, path: &str, detail: &str) -> Self {
        Self {
            parameter: parameter.to_owned(),
            path: shortened(path, 200),
            trouble: Trouble::Unknown,
            detail: detail.to_owned(),
        }
    }

    /// The list indices on the path.
    pub(crate) fn indices(&self) -> Vec<usize> {
        let parts = self.path.split('[').skip(1);
        parts
            .filter_map(|part| part.split(']').next()?.parse().ok())
            .collect()
    }

    /// The parameter in which it is.
    pub(crate) fn parameter(&self) -> &str {
        &self.parameter
    }

    /// The whole path.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The last name of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit(['.', ']']).next().unwrap_or_default()
    }

    /// The text found instead of a documented value.
    pub(crate) fn found(&self) -> &str {
        let found = self.detail.rsplit_once("found text ");
        found.map_or("", |(_, text)| text.trim_matches('"'))
    }

    pub(crate) fn trouble(&self) -> Trouble {
        self.trouble
    }

    /// The documented error of the method for it: the one that is named after the parameter, that is
    /// for this class of problems, or whose message blames the parameter.
    pub(crate) fn failure(&self, method: &Method) -> Failure {
        let rows = &method.errors;
        let named = |prefix: &str| {
            let wanted = format!("{prefix}{}", self.name()).to_lowercase();
            let wanted = wanted.replace('_', "");
            rows.iter().find(|row| row.name.to_lowercase() == wanted)
        };
        let by_class = match self.trouble {
            Trouble::Missing => named("missing")
                .or_else(|| named("empty"))
                .or_else(|| rows.iter().find(|row| row.code == "100"))
                .or_else(|| named("invalid")),
            Trouble::WrongType | Trouble::NotListed => {
                let about_values = rows.iter().find(|row| is_about_values(row));
                about_values.or_else(|| named("invalid"))
            }
            _ => rows.iter().find(|row| is_about_values(row)),
        };
        let for_any = |row: &&ErrorRow| {
            let general = ["MissingParameter", "MissingParameters", "MissingRequired"];
            self.trouble == Trouble::Missing && general.contains(&&*row.name)
        };
        let row = by_class
            .or_else(|| rows.iter().find(|row| blames(row, &self.parameter)))
            .or_else(|| rows.iter().find(for_any))
            .or_else(|| rows.iter().find(|row| row.code == "0"));
        match (row, self.trouble) {
            (Some(row), _) => Failure::documented(row, self.to_string()),
            (None, Trouble::Missing) => Failure::new(400, "100", self.to_string()),
            (None, _) => Failure::new(400, "0", self.to_string()),
        }
    }
}

/// Whether the error is the one for present but wrong parameters.
pub(super) fn is_about_values(row: &ErrorRow) -> bool {
    row.code == "INVALID_ARG_VALUE"
}

/// Whether the message says that the parameter is wrong, as in `The parameter id is invalid`.
fn blames(row: &ErrorRow, parameter: &str) -> bool {
    let message = row.message.as_deref().unwrap_or_default();
    let mut words =
        message.split(|character: char| !character.is_alphanumeric() && character != '_');
    let wrong = [
        "invalid",
        "not defined",
        "not specified",
        "not set",
        "required",
        "missing",
        "empty",
    ];
    words.any(|word| word == parameter) && wrong.iter().any(|word| message.contains(word))
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, detail, .. } = self;
        match self.trouble {
            Trouble::Missing => write!(f, "Could not find value for parameter {{{path}}}"),
            Trouble::Unknown => write!(f, "Unknown parameter {{{path}}}: {detail}"),
            Trouble::ReadOnly => write!(f, "Parameter {{{path}}} is read-only: {detail}"),
            Trouble::WrongType | Trouble::NotListed => write!(f, "Parameter {{{path}}}: {detail}"),
        }
    }
}

/// The path to a value.
pub(super) enum Path<'a> {
    Field(Option<&'a Path<'a>>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// Whether it is a whole parameter.
    pub(super) fn is_parameter(&self) -> bool {
        matches!(self, Self::Field(None, _))
    }

    pub(super) fn problem(&self, trouble: Trouble, detail: String) -> Problem {
        Problem {
            parameter: self.parameter().to_owned(),
            path: shortened(&self.to_string(), 200),
            trouble,
            detail,
        }
    }

    /// A problem with a value.
    pub(super) fn wrong(&self, trouble: Trouble, expected: &str, value: &Value) -> Problem {
        self.problem(
            trouble,
            format!("expected {expected}, found {}", found(value)),
        )
    }

    fn parameter(&self) -> &str {
        match self {
            Self::Field(None, name) => name,
            Self::Field(Some(parent), _) | Self::Item(parent, _) => parent.parameter(),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(None, name) => f.write_str(name),
            Self::Field(Some(parent), name) => write!(f, "{parent}.{name}"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// A value for messages.
fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(_) | Value::Float(_) => format!("number {value}"),
        Value::Text(text) if text.is_empty() => "an empty text".to_owned(),
        Value::Text(text) => format!("text {:?}", shortened(text, 40)),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "an object".to_owned(),
    }
}

fn shortened(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
