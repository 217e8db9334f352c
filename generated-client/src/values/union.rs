//! Values of one of several types.

use crate::decode;
use crate::field::{Kind, OfKind, Sink, ValueRef, Whole};
use crate::value::Value;

/// A value of one of several types, with `Unknown(Value)` for all others. The emitter writes the
/// implementation.
pub trait Union: OfKind<Kind = UnionKind> {
    /// The alternative of the value; alternatives are tried in order with `rt::attempt`.
    fn from_value(value: Value) -> Self;
    /// The value as JSON.
    fn to_value(&self) -> Value;
}

/// The kind of [`Union`]s.
#[derive(Debug)]
pub enum UnionKind {}

impl<T: Union> Kind<T> for UnionKind {
    type Class = T;

    #[inline]
    fn sink(slot: &mut Option<T>) -> Sink<'_> {
        Sink::Whole(slot)
    }

    #[inline]
    fn value_ref(value: &T) -> ValueRef<'_> {
        ValueRef::Owned(value.to_value())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Union> Whole for T {
    /// When no alternative fits exactly, the other form that the portal may use for the value is
    /// tried.
    fn read(value: Value) -> Option<Self> {
        if value.is_null() {
            return None;
        }
        let read = T::from_value(value);
        if !read.is_unknown() {
            return Some(read);
        }
        let value = read.to_value();
        let other = decode::other_spelling(&value)
            .map(T::from_value)
            .filter(|other| !other.is_unknown());
        other.or(if value.is_nothing() { None } else { Some(read) })
    }

    fn is_exact(value: &Value) -> bool {
        !T::from_value(value.clone()).is_unknown()
    }
}
