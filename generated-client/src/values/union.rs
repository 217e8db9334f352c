//! Values that are of one of several types.

use crate::decode;
use crate::value::Value;

/// A value of one of several types, with `Unknown(Value)` for what is of none. The emitter writes the implementation.
pub trait Union: Sized {
    /// The alternative that the value is, tried in their order with `rt::attempt`.
    fn from_value(value: Value) -> Self;
    /// The value on the wire.
    fn to_value(&self) -> Value;
}

/// Reads a union. When no alternative fits exactly, the other spelling that the portal may have for the value is tried.
///
/// `is_unknown` says whether nothing fitted.
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
