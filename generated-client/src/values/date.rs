//! Dates without a time of day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::builtin::scalar;
use crate::decode;
use crate::field::ValueRef;
use crate::field::{Input, Scalar, ScalarMismatch, TypeMismatch};
use crate::value::Value;

/// A date without a time of day, written as `2025-12-28`.
///
/// Answers may spell it in other ways; a time of day is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The date, if it exists.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    fn write(self) -> ValueRef<'static> {
        ValueRef::Owned(Value::Text(self.to_string()))
    }
}

scalar!(Date);

impl Scalar for Date {
    const EXPECTED: &'static str = "a date";

    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
        match input {
            // A form writes `false` as `0`.
            Input::Text("" | "0") | Input::Null | Input::Bool(false) => Ok(None),
            Input::Text(text) => decode::date(text)
                .map(|(date, _)| Some(Self(date)))
                .ok_or(ScalarMismatch),
            _ => Err(ScalarMismatch),
        }
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Text(text) if decode::date(text).is_some_and(|(_, timed)| !timed))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(year @ ..10_000) = u32::try_from(self.year()) else {
            let (year, month, day) = (self.year(), self.month(), self.day());
            return write!(f, "{year:04}-{month:02}-{day:02}");
        };
        let mut text = *b"0000-00-00";
        two_digits(&mut text, 0, year / 100);
        two_digits(&mut text, 2, year % 100);
        two_digits(&mut text, 5, self.month());
        two_digits(&mut text, 8, self.day());
        f.write_str(ascii(&text))
    }
}

/// Writes a number below 100 with two digits. Rows have many dates, and `{:02}` for each of their
/// parts takes longer than the rest of writing a row.
pub(super) fn two_digits(text: &mut [u8], at: usize, number: u32) {
    let number = u8::try_from(number).unwrap_or_default();
    text[at] = b'0' + number / 10;
    text[at + 1] = b'0' + number % 10;
}

/// Digits and separators, as text.
pub(super) fn ascii(text: &[u8]) -> &str {
    std::str::from_utf8(text).expect("digits, and what parts them, are ASCII")
}

impl FromStr for Date {
    type Err = TypeMismatch;

    /// Parses any spelling that occurs in answers.
    fn from_str(text: &str) -> Result<Self, TypeMismatch> {
        decode::from_value(&Value::from(text))
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}
