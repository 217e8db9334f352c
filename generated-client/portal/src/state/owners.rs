//! Owners of product rows.

use super::objects::{Key, kind};

/// A CRM object: kind and identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner {
    /// Short symbolic code, such as `D`.
    pub(super) kind: String,
    pub(super) id: i64,
}

impl Owner {
    pub(super) fn new(kind: impl Into<String>, id: i64) -> Self {
        Self {
            kind: kind.into(),
            id,
        }
    }

    pub(super) fn of(key: Key) -> Self {
        Self::new(kind::code(key.kind), key.id)
    }

    /// The object that it names. Returns `None` for a kind that the portal does not have.
    pub(super) fn key(&self) -> Option<Key> {
        Key::of_code(&self.kind, self.id)
    }

    /// Whether objects of this kind have product rows: leads, deals, estimates, invoices of the
    /// current kind and elements of smart processes.
    pub(super) fn is_supported(&self) -> bool {
        matches!(self.kind.as_str(), "L" | "D" | "Q" | "SI")
            || bitrix24::internal::fits("T{hex}", &self.kind)
    }
}
