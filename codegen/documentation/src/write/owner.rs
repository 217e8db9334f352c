//! What fields belong to.

use super::file::Unit;

/// What fields belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'o> {
    /// The file.
    pub(super) unit: &'o Unit,
    /// Name of the type that holds them, from which nested ones take theirs.
    pub(super) name: &'o str,
    /// Names that the emitted type uses itself.
    pub(super) reserved: &'o [&'o str],
    /// The page.
    pub(super) page: &'o str,
    /// Whether they are the parameters of a method.
    pub(super) top: bool,
    /// Whether they are sent: a type that answers share has no doubt about what must be.
    pub(super) sent: bool,
}
