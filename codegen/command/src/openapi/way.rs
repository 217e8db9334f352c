//! The two directions in which values travel.

/// The direction of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// To the portal: the canonical form.
    Sent,
    /// From the portal: every documented form.
    Answered,
}
