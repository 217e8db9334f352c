//! CRM objects that own product rows.

use std::collections::BTreeSet;

/// A CRM object: kind and identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::portal) struct Owner {
    /// Short symbolic code, such as `D`.
    pub(in crate::portal) kind: String,
    pub(in crate::portal) id: i64,
}

impl Owner {
    pub(in crate::portal) fn new(kind: impl Into<String>, id: i64) -> Self {
        Self {
            kind: kind.into(),
            id,
        }
    }

    /// Whether objects of this kind have product rows: leads, deals, estimates, invoices of today's kind and elements of
    /// smart processes.
    pub(super) fn is_supported(&self) -> bool {
        matches!(self.kind.as_str(), "L" | "D" | "Q" | "SI")
            || crate::pattern::fits("T{hex}", &self.kind)
    }
}

/// The objects that exist.
#[derive(Debug, Default)]
pub(in crate::portal) struct Owners(BTreeSet<Owner>);

impl Owners {
    pub(in crate::portal) fn add(&mut self, owner: Owner) {
        self.0.insert(owner);
    }

    pub(super) fn has(&self, owner: &Owner) -> bool {
        self.0.contains(owner)
    }
}
