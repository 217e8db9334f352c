//! Enumerations that stay open for values which the documentation does not list.

use crate::field::Peek;
use crate::field::{Input, Misread};
use crate::value::Value;

/// An enumeration with documented values and `Unknown(String)` for the rest. The emitter writes the implementation.
pub trait Enumeration: Sized {
    /// Whether a whole number is written as a JSON number.
    const INTEGER: bool;
    /// The variant of a value on the wire.
    fn from_wire(text: &str) -> Self;
    /// The value on the wire.
    fn as_wire(&self) -> &str;
}

/// Reads an enumeration. An empty text is a value only if it is a documented one.
pub fn read_enumeration<T: Enumeration>(
    input: Input<'_>,
    is_unknown: fn(&T) -> bool,
) -> Result<Option<T>, Misread> {
    match input {
        Input::Text("") => Ok(Some(T::from_wire("")).filter(|value| !is_unknown(value))),
        Input::Text(text) => Ok(Some(T::from_wire(text))),
        Input::Integer(number) => Ok(Some(T::from_wire(Digits::of(number).as_str()))),
        // A number may come as `2.0` where `2` is meant.
        Input::Float(_) => {
            Ok(crate::decode::integer(input)?.map(|number| T::from_wire(&number.to_string())))
        }
        _ => Ok(crate::decode::text(input)?.map(|text| T::from_wire(&text))),
    }
}

/// An enumeration as it is written.
pub fn peek_enumeration(text: &str, integer: bool) -> Peek<'_> {
    match text.parse() {
        // Not `05` or `+5`, which would come back as another text.
        Ok(number) if integer && Value::Integer(number).to_json() == text => Peek::Integer(number),
        _ => Peek::Text(text),
    }
}

/// A whole number as text, without room on the heap: answers are full of them.
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
