//! A file of the schema as it is put together.

use super::names::Taken;
use crate::edit::Yaml;

/// A namespace in one version of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unit {
    /// Common beginning of the methods' names.
    pub(super) namespace: String,
    /// Version of the protocol.
    pub(super) version: u8,
}

impl Unit {
    /// The file's path in the schema.
    pub(super) fn path(&self) -> String {
        let third = if self.version == 3 { ".v3" } else { "" };
        format!("{}{third}.yaml", self.namespace.replace('.', "/"))
    }

    /// By what other files call it.
    pub(super) fn name(&self) -> String {
        if self.version == 3 {
            format!("{}.v3", self.namespace)
        } else {
            self.namespace.clone()
        }
    }
}

/// What is to be written into a file.
#[derive(Debug, Default)]
pub(super) struct FileDraft {
    /// Names of its types.
    pub(super) taken: Taken,
    /// Types, in the order in which they were needed.
    pub(super) types: Vec<(String, Yaml)>,
    /// Methods.
    pub(super) methods: Vec<(String, Yaml)>,
    /// Events.
    pub(super) events: Vec<(String, Yaml)>,
    /// Folder of its pages.
    pub(super) folder: Option<String>,
    /// Its scopes.
    pub(super) scope: Vec<String>,
}

/// A mapping that is being written.
#[derive(Debug, Default)]
pub(super) struct Entries(pub(super) Vec<(String, Yaml)>);

impl Entries {
    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.0.push((key.to_owned(), Yaml::text(value)));
    }

    pub(super) fn set(&mut self, key: &str, value: Yaml) {
        self.0.push((key.to_owned(), value));
    }

    pub(super) fn map(&mut self, key: &str, entries: Vec<(String, Yaml)>) {
        if !entries.is_empty() {
            self.set(key, Yaml::Map(entries));
        }
    }

    pub(super) fn done(self) -> Yaml {
        Yaml::Map(self.0)
    }
}
