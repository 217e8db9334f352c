//! The two directions in which values travel.

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// To the portal: as it should be written.
    Sent,
    /// From the portal: as it may be written.
    Answered,
}
