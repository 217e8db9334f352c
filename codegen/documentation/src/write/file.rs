//! A schema file under construction.

use super::fragment::{Entries, Entry, Fragment};
use super::names::Taken;

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

    /// The file of that name.
    pub(super) fn named(name: &str) -> Self {
        match name.strip_suffix(".v3") {
            Some(namespace) => Self {
                namespace: namespace.to_owned(),
                version: 3,
            },
            None => Self {
                namespace: name.to_owned(),
                version: 2,
            },
        }
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
    pub(super) types: Vec<Entry>,
    /// Methods.
    pub(super) methods: Vec<Entry>,
    /// Events.
    pub(super) events: Vec<Entry>,
    /// Placements.
    pub(super) placements: Vec<Entry>,
    /// Folder of its pages.
    pub(super) folder: Option<String>,
    /// Its scopes.
    pub(super) scope: Vec<String>,
}

impl FileDraft {
    /// What a file says before its types.
    pub(super) fn head(&self, unit: &Unit) -> Vec<Entry> {
        let mut entries = Entries::default();
        entries.text("namespace", &unit.namespace);
        if unit.version == 3 {
            entries.set("version", 3_u32);
        }
        if !self.scope.is_empty() {
            let scope = self.scope.iter().map(|scope| Fragment::text(scope));
            entries.put("scope", Fragment::List(scope.collect()));
        }
        if let Some(folder) = &self.folder {
            entries.text("page", folder);
        }
        entries.0
    }

    /// Its types, methods, events and placements.
    pub(super) fn sections(&self) -> [(&'static str, &[Entry]); 4] {
        [
            ("types", &self.types),
            ("methods", &self.methods),
            ("events", &self.events),
            ("placements", &self.placements),
        ]
    }
}
