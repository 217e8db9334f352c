//! The types that a documented field can have in a view.

use crate::field::Field;
use crate::values::{Entity, Enumeration, Id};

/// A type into which a documented field of type `D` can be read.
///
/// These are `D` itself, `String` for an enumeration, and the key type of an identifier. Any other
/// type `T: TryFrom<…>` is converted from one of these with `#[entity(via = …)]`.
#[diagnostic::on_unimplemented(
    message = "the field is documented as `{D}`, which cannot be read as `{Self}`",
    label = "should be `{D}` or `Option<{D}>`",
    note = "another type that is converted from `{D}` with `TryFrom` needs `#[entity(via = …)]`"
)]
pub trait ReadFrom<D>: Field {
    /// The value as this type.
    #[doc(hidden)]
    fn read_from(value: D) -> Self;
}

#[diagnostic::do_not_recommend]
impl<D: Field> ReadFrom<D> for D {
    #[inline]
    fn read_from(value: D) -> Self {
        value
    }
}

#[diagnostic::do_not_recommend]
impl<D: Enumeration> ReadFrom<D> for String {
    fn read_from(value: D) -> Self {
        value.as_wire().to_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Entity<Key = i64>> ReadFrom<Id<E>> for i64 {
    fn read_from(value: Id<E>) -> Self {
        value.into_key()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Entity<Key = Self>> ReadFrom<Id<E>> for String {
    fn read_from(value: Id<E>) -> Self {
        value.into_key()
    }
}
