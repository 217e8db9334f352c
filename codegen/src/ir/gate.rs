//! The scopes that make an item available.

use std::collections::BTreeSet;

/// The scopes of which each makes an item available.
///
/// Whether an item is emitted is decided for each scope alone: what several scopes enable is what
/// each of them enables. So a set of scopes says everything, and one source serves every selection
/// of features.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// The item is always there.
    Open,
    /// The item is there when one of these scopes is enabled; never if there are none.
    AnyOf(BTreeSet<String>),
}

impl Default for Gate {
    /// A gate that no scope opens.
    fn default() -> Self {
        Self::AnyOf(BTreeSet::new())
    }
}

impl Gate {
    /// The gate of an item with these scopes, of which any is enough. An item without scopes is
    /// always there.
    pub fn of(scopes: &[String]) -> Self {
        if scopes.is_empty() {
            Self::Open
        } else {
            Self::AnyOf(scopes.iter().cloned().collect())
        }
    }

    /// Whether the enabled scopes open it.
    pub fn is_open(&self, is_enabled: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Open => true,
            Self::AnyOf(scopes) => scopes.iter().any(|scope| is_enabled(scope)),
        }
    }

    /// Whether no scope opens it.
    pub fn is_closed(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it is open whenever the other one is.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open, _) => true,
            (Self::AnyOf(_), Self::Open) => false,
            (Self::AnyOf(scopes), Self::AnyOf(others)) => scopes.is_superset(others),
        }
    }

    /// Opens it whenever the other one is open.
    pub fn join(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::Open, _) => {}
            (_, Self::Open) => *self = Self::Open,
            (Self::AnyOf(scopes), Self::AnyOf(others)) => scopes.extend(others.iter().cloned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Gate;

    fn gate(scopes: &[&str]) -> Gate {
        Gate::of(
            &scopes
                .iter()
                .map(|&scope| scope.to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_gate_opens_for_any_of_its_scopes() {
        assert!(gate(&[]).is_open(&|_| false));
        assert!(gate(&["crm", "sale"]).is_open(&|scope| scope == "sale"));
        assert!(!gate(&["crm", "sale"]).is_open(&|scope| scope == "disk"));
        assert!(!Gate::default().is_open(&|_| true));
        assert!(Gate::default().is_closed() && !Gate::Open.is_closed());
    }

    #[test]
    fn gates_are_compared_and_joined() {
        assert!(Gate::Open.covers(&gate(&["crm"])));
        assert!(!gate(&["crm"]).covers(&Gate::Open));
        assert!(gate(&["crm", "sale"]).covers(&gate(&["sale"])));
        assert!(!gate(&["sale"]).covers(&gate(&["crm", "sale"])));
        assert!(gate(&["sale"]).covers(&Gate::default()));
        let mut joined = gate(&["crm"]);
        joined.join(&gate(&["sale"]));
        assert_eq!(joined, gate(&["crm", "sale"]));
        joined.join(&Gate::Open);
        assert_eq!(joined, Gate::Open);
    }
}
