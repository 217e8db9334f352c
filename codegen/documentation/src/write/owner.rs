//! Owners of fields.

use bitrix24_codegen::model::KeyType;

use super::file::Unit;
use crate::extract::draft::{Field, Scalar, Shape};

/// What fields belong to.
#[derive(Debug, Clone, Copy)]
// Each is a fact of its own.
#[allow(clippy::struct_excessive_bools)]
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
    /// Whether it is known from an example only, and is noted as such.
    pub(super) shown: bool,
    /// Whether they are the fields of an entity, whose `id` identifies it.
    pub(super) entity: bool,
}

impl Owner<'_> {
    /// Whether a field identifies what it is a field of.
    pub(super) fn identifies(&self, field: &Field) -> bool {
        self.entity
            && field.name.eq_ignore_ascii_case("id")
            && field.type_.shape == Shape::Scalar(Scalar::Integer)
            && field.values.is_empty()
    }
}

/// What is said of a named type beside its fields.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TypeFacts<'o> {
    /// The documentation's name of it.
    pub(super) wire: Option<&'o str>,
    /// The page and anchor that describe it, in the form of its file.
    pub(super) page: Option<&'o str>,
    /// How its identifiers are written.
    pub(super) key: Option<KeyType>,
}
