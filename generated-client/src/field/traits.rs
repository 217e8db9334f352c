//! The traits of types that occur in answers and parameters.

use super::input::{Input, ScalarMismatch};
use super::record::{Sink, ValueRef};
use crate::value::Value;

/// A type that can occur in an answer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of the Bitrix24 API",
    note = "types of the API are `i64`, `f64`, `bool`, `String`, `bitrix24::Decimal`, `bitrix24::Value`, dates, ids, the emitted types, and `Option`, `Vec` and `bitrix24::Map` of these"
)]
pub trait Field: Sized {
    /// The sink that fills the slot.
    fn sink(slot: &mut Option<Self>) -> Sink<'_>;
    /// The value to use for an absent one, for types that have such a value.
    fn absent() -> Option<Self> {
        None
    }
    /// Number of rows, for a type that may be a list.
    fn rows(&self) -> Option<usize> {
        None
    }
}

/// A type whose values can be written. Only views of records are read and not written.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to the Bitrix24 API",
    note = "types of the API are `i64`, `f64`, `bool`, `String`, `bitrix24::Decimal`, `bitrix24::Value`, dates, ids, the emitted types, and `Option`, `Vec` and `bitrix24::Map` of these"
)]
pub trait Written: Field {
    /// A view of the value, for writing.
    fn value_ref(&self) -> ValueRef<'_>;
}

/// The sink of a field; a function, so that emitted code is short.
#[inline]
pub fn sink<T: Field>(slot: &mut Option<T>) -> Sink<'_> {
    T::sink(slot)
}

/// A scalar that has no variant of its own in [`Sink`].
pub trait Scalar: Written {
    /// What the type expects, for messages.
    const EXPECTED: &'static str;
    /// Reads the scalar leniently. `None` means that the portal sent no value.
    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch>;
    /// Whether the scalar has exactly the form of this type, so that other alternatives of a union
    /// need not be tried.
    fn is_exact(input: Input<'_>) -> bool;
}

/// A type that is judged by the whole value.
pub trait Whole: Field {
    /// Reads the value. `None` means that the portal sent no value.
    fn read(value: Value) -> Option<Self>;
    /// Whether the value has exactly the form of this type.
    fn is_exact(value: &Value) -> bool;
}

/// A view of a field.
#[inline]
pub fn value_ref<T: Written>(value: &Option<T>) -> ValueRef<'_> {
    value.as_ref().map_or(ValueRef::Absent, T::value_ref)
}
