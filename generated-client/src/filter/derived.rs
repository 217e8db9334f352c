//! The types of constants that `#[derive(Entity)]` makes of a record's constants, whose uses a macro
//! does not see.

use super::Key;
use super::uses::{self, Numbered};

/// The uses with a [number](Numbered).
#[derive(Debug)]
pub enum UsesNumbered<const NUMBER: u8> {}

/// The type of a constant for a field of `T` with values of type `V`.
pub trait KeyOf<T, V> {
    /// A [`Key`], or [`NoKey`].
    type Key;
}

/// Stands for the key of a field that no list documents for filters, orders or selections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoKey;

/// The number of [`NoKey`].
const NONE: u8 = 0;

impl NoKey {
    /// The value.
    pub const NEW: Self = Self;

    /// The number of its uses.
    pub const fn uses(self) -> u8 {
        NONE
    }

    /// The same for values of another type.
    pub const fn with_value(self) -> Self {
        self
    }
}

impl<T, V> KeyOf<T, V> for UsesNumbered<NONE> {
    type Key = NoKey;
}

macro_rules! key_of {
    ($($uses:ident)*) => {$(
        impl<T, V> KeyOf<T, V> for UsesNumbered<{ <uses::$uses as Numbered>::NUMBER }> {
            type Key = Key<T, V, uses::$uses>;
        }
    )*};
}

key_of! { Every NoSelect NoOrder NoFilter OnlyFilter OnlyOrder OnlySelect Several }
