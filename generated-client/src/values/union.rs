//! Values of one of several types.

use crate::decode;
use crate::value::Value;

/// A value of one of several types, with `Unknown(Value)` for all others. The emitter writes the
/// implementation.
pub trait Union: Sized {
    /// The alternative of the value; alternatives are tried in order with `rt::attempt`.
    fn from_value(value: Value) -> Self;
    /// The value as JSON.
    fn to_value(&self) -> Value;
}

/// Reads a union. When no alternative fits exactly, the other form that the portal may use for the
/// value is tried.
///
/// `is_unknown` returns whether no alternative fits.
pub fn read_union<U: Union>(value: Value, is_unknown: fn(&U) -> bool) -> Option<U> {
    if value.is_null() {
        return None;
    }
    let read = U::from_value(value);
    if !is_unknown(&read) {
        return Some(read);
    }
    let value = read.to_value();
    let other = decode::other_spelling(&value)
        .map(U::from_value)
        .filter(|other| !is_unknown(other));
    other.or(if value.is_nothing() { None } else { Some(read) })
}
