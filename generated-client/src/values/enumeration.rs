//! Enumerations that accept values which the documentation does not list.

use crate::field::{Input, Kind, OfKind, Scalar, ScalarMismatch, Sink, ValueRef};
use crate::value::Value;

/// An enumeration with documented values and `Unknown(String)` for the rest. The emitter writes the
/// implementation.
pub trait Enumeration: OfKind<Kind = EnumerationKind> {
    /// Whether a whole number is written as a JSON number.
    const INTEGER: bool = false;
    /// The variant of a value of the API.
    fn from_wire(text: &str) -> Self;
    /// The value in the API.
    fn as_wire(&self) -> &str;
}

/// The kind of [`Enumeration`]s.
#[derive(Debug)]
pub enum EnumerationKind {}

impl<T: Enumeration> Kind<T> for EnumerationKind {
    type Class = T;

    #[inline]
    fn sink(slot: &mut Option<T>) -> Sink<'_> {
        Sink::Scalar(slot)
    }

    #[inline]
    fn value_ref(value: &T) -> ValueRef<'_> {
        enumeration_ref(value.as_wire(), T::INTEGER)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Enumeration> Scalar for T {
    const EXPECTED: &'static str = "a text or a number";

    /// An empty text is a value only if it is documented.
    #[inline]
    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
        match input {
            Input::Text("") => Ok(Some(T::from_wire("")).filter(|value| !value.is_unknown())),
            Input::Text(text) => Ok(Some(T::from_wire(text))),
            Input::Integer(number) => Ok(Some(T::from_wire(Digits::of(number).as_str()))),
            // A number may be sent as `2.0` instead of `2`.
            Input::Float(_) => {
                Ok(crate::decode::integer(input)?.map(|number| T::from_wire(&number.to_string())))
            }
            _ => Ok(crate::decode::text(input)?.map(|text| T::from_wire(&text))),
        }
    }

    #[inline]
    fn is_exact(input: Input<'_>) -> bool {
        matches!(<T as Scalar>::read(input), Ok(Some(value)) if !value.is_unknown())
    }
}

/// A view of an enumeration, for writing.
fn enumeration_ref(text: &str, integer: bool) -> ValueRef<'_> {
    match text.parse() {
        // Not `05` or `+5`, which would be written as another text.
        Ok(number) if integer && Value::Integer(number).to_json() == text => {
            ValueRef::Integer(number)
        }
        _ => ValueRef::Text(text),
    }
}

/// A whole number as text, on the stack: answers are full of them.
struct Digits {
    /// The longest is that of `i64::MIN`.
    bytes: [u8; 20],
    start: usize,
}

impl Digits {
    fn of(number: i64) -> Self {
        let mut digits = Self {
            bytes: [0; 20],
            start: 20,
        };
        let mut rest = number.unsigned_abs();
        loop {
            digits.push(b'0' + (rest % 10) as u8);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            digits.push(b'-');
        }
        digits
    }

    fn push(&mut self, byte: u8) {
        self.start -= 1;
        self.bytes[self.start] = byte;
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.start..]).expect("digits are ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_number() {
        for number in [0, 7, -7, 10, 1_234_567_890, i64::MIN, i64::MAX] {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
        }
    }
}
