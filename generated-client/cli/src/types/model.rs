//! The types of a portal, as they are written and as the lock file keeps them.

use serde::{Deserialize, Serialize};

/// The types of a portal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Model {
    /// Kinds of CRM items.
    pub(super) objects: Vec<Object>,
    /// Lists and directories.
    pub(super) choices: Vec<Choice>,
}

/// A kind of CRM items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Object {
    /// Number of the kind: `entityTypeId`.
    pub(super) id: i64,
    /// Name of its struct.
    pub(super) rust: String,
    /// What the portal calls it.
    pub(super) caption: String,
    pub(super) fields: Vec<Field>,
}

/// A field of a kind of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Field {
    /// Name in the API.
    pub(super) name: String,
    /// Name in the struct.
    pub(super) rust: String,
    /// What the portal calls it.
    pub(super) caption: String,
    #[serde(rename = "type")]
    pub(super) of: Of,
    /// Whether it has several values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) multiple: bool,
    /// Whether the documentation has the field.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) documented: bool,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Of {
    /// That of the documentation.
    Documented,
    /// One of the values of a list or directory, by its source.
    Choice(String),
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    Moment,
    User,
    File,
    Any,
}

/// A list or a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choice {
    /// Code of the directory, or kind and name of the field.
    pub(super) source: String,
    /// Name of its enumeration.
    pub(super) rust: String,
    pub(super) caption: String,
    /// Whether its values are whole numbers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) integer: bool,
    pub(super) values: Vec<Value>,
}

/// A value of a list or directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Value {
    /// The value in the API.
    pub(super) wire: String,
    /// Name of its variant.
    pub(super) rust: String,
    pub(super) caption: String,
}

impl Model {
    /// The enumeration of a source.
    pub(super) fn choice(&self, source: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.source == source)
    }
}
