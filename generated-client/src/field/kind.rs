//! Kinds of emitted types. A kind implements once how all of its types are read and written, which
//! saves each type these implementations.

use super::record::{Record, Sink, ValueRef};
use super::traits::{Field, Written};

/// A type of one of the kinds. The macro of the kind writes the implementation.
pub trait OfKind: Sized {
    /// The kind.
    type Kind: Kind<Self>;
    /// Whether this is a value that the documentation does not list.
    fn is_unknown(&self) -> bool {
        false
    }
}

/// How the types of a kind are read and written.
pub trait Kind<T> {
    /// The class of the type for filters.
    type Class;
    /// The sink that fills the slot.
    fn sink(slot: &mut Option<T>) -> Sink<'_>;
    /// A view of the value, for writing.
    fn value_ref(value: &T) -> ValueRef<'_>;
}

/// The class of types for which no filter refuses an operator.
#[derive(Debug)]
pub enum Plain {}

/// The kind of [`Record`]s.
#[derive(Debug)]
pub enum RecordKind {}

impl<T: Record + Default> Kind<T> for RecordKind {
    type Class = Plain;

    #[inline]
    fn sink(slot: &mut Option<T>) -> Sink<'_> {
        Sink::Record(slot)
    }

    #[inline]
    fn value_ref(value: &T) -> ValueRef<'_> {
        ValueRef::Record(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: OfKind> Field for T {
    #[inline]
    fn sink(slot: &mut Option<Self>) -> Sink<'_> {
        T::Kind::sink(slot)
    }
}

#[diagnostic::do_not_recommend]
impl<T: OfKind> Written for T {
    #[inline]
    fn value_ref(&self) -> ValueRef<'_> {
        T::Kind::value_ref(self)
    }
}
