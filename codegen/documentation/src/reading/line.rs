//! The lines of a file of readings.

use serde::Deserialize;

use crate::facts::Kind;

/// One line.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Line {
    /// A type.
    Type(Type),
    /// A method.
    Method(Subject),
    /// An event.
    Event(Subject),
    /// Another name of a type.
    Alias(Alias),
}

/// That readers and the schema call a type differently.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Alias {
    /// What readings call it.
    pub(super) name: String,
    /// What the schema calls it.
    #[serde(rename = "as")]
    pub(super) real: String,
    /// Whether only its identifiers are called so.
    #[serde(default)]
    pub(super) identifiers: bool,
}

/// A type that several methods share.
#[derive(Debug, Clone, Deserialize)]
pub struct Type {
    /// Full name: `crm.contact.Contact`.
    pub name: String,
    /// What it is, in one sentence.
    #[serde(default)]
    pub doc: Option<String>,
    /// Page that describes it, from the root of the documentation and without `.md`.
    #[serde(default)]
    pub page: Option<String>,
    /// Its fields, by path within it; one without a path has the values of an enumeration.
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// A method or an event.
#[derive(Debug, Clone, Deserialize)]
pub struct Subject {
    /// Full name.
    pub name: String,
    /// Page from the root of the documentation, without `.md`.
    pub page: String,
    /// Version of the REST protocol.
    #[serde(default = "classic")]
    pub version: u8,
    /// What it does, or when the portal sends it, in one sentence.
    #[serde(default)]
    pub doc: Option<String>,
    /// Scopes, any of which is enough.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Whether the page advises against it.
    #[serde(default)]
    pub deprecated: bool,
    /// What the page names in its stead.
    #[serde(default)]
    pub replacement: Option<String>,
    /// Who may call it or subscribe to it.
    #[serde(default)]
    pub access: Option<String>,
    /// `read` or `write`.
    #[serde(default)]
    pub effect: Option<String>,
    /// How a long list is read.
    #[serde(default)]
    pub paging: Option<serde_json::Value>,
    /// Parameters, or what is in the `data` of an event.
    #[serde(default)]
    pub params: Vec<Field>,
    /// What is below `result`.
    #[serde(default)]
    pub result: Vec<Field>,
    /// What the answer is, in one sentence.
    #[serde(default)]
    pub result_doc: Option<String>,
    /// Errors of the page.
    #[serde(default)]
    pub errors: Vec<Error>,
    /// Facts for callers that belong to no single field.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Where the page contradicts itself in what belongs to no single field.
    #[serde(default)]
    pub doubt: Option<String>,
    /// Set for an event.
    #[serde(skip)]
    pub(super) is_event: bool,
}

impl Subject {
    /// What it is.
    pub fn kind(&self) -> Kind {
        if self.is_event {
            Kind::Event
        } else {
            Kind::Method
        }
    }
}

/// A parameter or a field.
#[derive(Debug, Clone, Default, Deserialize)]
// Each is a fact of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct Field {
    /// Path in names of the wire.
    pub path: String,
    /// What it is, in one sentence.
    #[serde(default)]
    pub doc: Option<String>,
    /// The page's word for its type.
    #[serde(default, rename = "type")]
    pub word: Option<String>,
    /// Its form on the wire.
    #[serde(default)]
    pub wire: Option<String>,
    /// Name of the type that its own fields or values make.
    #[serde(default)]
    pub name: Option<String>,
    /// The type whose identifier it is.
    #[serde(default)]
    pub entity: Option<String>,
    /// The shared type that it has, or that the items of it have.
    #[serde(default)]
    pub is: Option<String>,
    /// The type whose fields a filter, an order or a selection names.
    #[serde(default)]
    pub of: Option<String>,
    /// Fields of the shared type that it has; all when there are none.
    #[serde(default)]
    pub only: Option<Vec<String>>,
    /// Fields of the shared type that it does not have.
    #[serde(default)]
    pub without: Option<Vec<String>>,
    /// `true`, `false`, `"sometimes"` or `"unknown"`.
    #[serde(default)]
    pub required: Option<serde_json::Value>,
    /// When it must be sent, of what must be sometimes.
    #[serde(default)]
    pub when: Option<String>,
    /// Prefixes of names that a filter takes.
    #[serde(default)]
    pub operators: Vec<String>,
    /// Whether it is only read.
    #[serde(default)]
    pub read_only: bool,
    /// What the server takes when it is not sent.
    #[serde(default)]
    pub default: Option<serde_json::Value>,
    /// Documented values.
    #[serde(default)]
    pub values: Vec<Value>,
    /// Whether `null` may come.
    #[serde(default)]
    pub nullable: bool,
    /// Whether the page advises against it.
    #[serde(default)]
    pub deprecated: bool,
    /// Whether only an example shows it.
    #[serde(default)]
    pub shown: bool,
    /// Line of the page.
    #[serde(default)]
    pub line: u32,
    /// Where the page contradicts itself.
    #[serde(default)]
    pub doubt: Option<String>,
}

/// A documented value.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// With a name and a sentence.
    Described {
        /// The value as it is sent.
        v: serde_json::Value,
        /// Words of its meaning, in CamelCase.
        #[serde(default)]
        name: Option<String>,
        /// What it means, in one sentence.
        #[serde(default)]
        doc: Option<String>,
    },
    /// The value alone.
    Bare(serde_json::Value),
}

impl Value {
    /// The value as it is sent, its name and its sentence.
    pub(super) fn parts(&self) -> (&serde_json::Value, Option<&str>, Option<&str>) {
        match self {
            Self::Described { v, name, doc } => (v, name.as_deref(), doc.as_deref()),
            Self::Bare(value) => (value, None, None),
        }
    }

    /// The value as text, without quotes.
    pub fn text(&self) -> String {
        let (Self::Described { v, .. } | Self::Bare(v)) = self;
        match v {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// An error.
#[derive(Debug, Clone, Deserialize)]
pub struct Error {
    /// The code, empty when only the message distinguishes it.
    #[serde(default)]
    pub code: String,
    /// The message, with `{name}` where a value stands.
    #[serde(default)]
    pub message: Option<String>,
    /// HTTP status.
    #[serde(default)]
    pub status: Option<u16>,
    /// Its name, unique within the method.
    #[serde(default)]
    pub name: Option<String>,
    /// When it happens, in one sentence.
    #[serde(default)]
    pub doc: Option<String>,
    /// Line of the page.
    #[serde(default)]
    pub line: u32,
}

/// The version of methods that do not name one.
fn classic() -> u8 {
    2
}
