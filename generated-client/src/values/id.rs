//! Typed identifiers.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::builtin::scalar;
use crate::field::ValueRef;
use crate::field::{Input, Scalar, ScalarMismatch, Written as _};

/// A type whose objects have identifiers.
#[diagnostic::on_unimplemented(
    message = "objects of `{Self}` have no identifiers of their own",
    label = "not an entity of the API",
    note = "entities have identifiers, such as `Id<bitrix24::crm::Deal>`"
)]
pub trait Entity {
    /// The type of the key: `i64` or `String`.
    type Key: Key;
}

/// An entity that identifiers of `O` identify too, as that of a deal identifies an item.
#[diagnostic::on_unimplemented(
    message = "an identifier of `{O}` does not identify `{Self}`",
    label = "this parameter takes an `Id` of another type",
    note = "answers and events of `{Self}` have such identifiers; for one and the same object, `Id::new(id.into_key())` makes one of the other"
)]
pub trait IdentifiedBy<O: Entity>: Entity<Key = O::Key> {}

impl<E: Entity> IdentifiedBy<E> for E {}

/// A key type of identifiers: `i64` or `String`.
pub trait Key: Scalar + Clone + Eq + Ord + Hash + fmt::Debug + fmt::Display {}

impl Key for i64 {}
impl Key for String {}

/// Identifier of an object of type `E`.
///
/// Identifiers of different types do not mix: passing the identifier of a deal for that of a
/// product does not compile.
pub struct Id<E: Entity>(E::Key);

impl<E: Entity> Id<E> {
    /// Creates the identifier with that key.
    #[inline]
    pub fn new(key: impl Into<E::Key>) -> Self {
        Self(key.into())
    }

    /// The key.
    #[inline]
    pub fn key(&self) -> &E::Key {
        &self.0
    }

    /// Returns the key.
    #[inline]
    pub fn into_key(self) -> E::Key {
        self.0
    }

    fn write(&self) -> ValueRef<'_> {
        self.0.value_ref()
    }
}

impl<E: Entity<Key = i64>> Id<E> {
    /// The number.
    #[inline]
    pub fn get(&self) -> i64 {
        self.0
    }
}

impl<E: Entity<Key = String>> Id<E> {
    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

scalar!(Id<E: Entity>);

impl<E: Entity> Scalar for Id<E> {
    const EXPECTED: &'static str = E::Key::EXPECTED;

    #[inline]
    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
        if matches!(input, Input::Text("")) {
            return Ok(None);
        }
        Ok(E::Key::read(input)?.map(Self))
    }

    fn is_exact(input: Input<'_>) -> bool {
        E::Key::is_exact(input)
    }
}

impl<E: Entity> Clone for Id<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<E: Entity<Key: Copy>> Copy for Id<E> {}

impl<E: Entity> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<E: Entity> Eq for Id<E> {}

impl<E: Entity> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E: Entity> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<E: Entity> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<E: Entity> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: Entity> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<E: Entity<Key = i64>> From<i64> for Id<E> {
    fn from(key: i64) -> Self {
        Self(key)
    }
}

impl<E: Entity<Key = String>> From<String> for Id<E> {
    fn from(key: String) -> Self {
        Self(key)
    }
}

impl<E: Entity<Key = String>> From<&str> for Id<E> {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}
