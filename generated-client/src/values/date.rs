//! Dates without a time of day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::builtin::scalar;
use crate::decode::{self, Input, Misfit, Misread, Scalar};
use crate::encode::Peek;
use crate::value::Value;

/// A date without a time of day, written as `2025-12-28`.
///
/// Answers may spell it in other ways, and some fields of this type come with a time of day, which is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The date, if there is such a day.
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

    fn write(self) -> Peek<'static> {
        Peek::Made(Value::Text(self.to_string()))
    }
}

scalar!(Date);

impl Scalar for Date {
    const EXPECTED: &'static str = "a date";

    fn read(input: Input<'_>) -> Result<Option<Self>, Misread> {
        match input {
            Input::Text("") | Input::Null | Input::Bool(false) => Ok(None),
            Input::Text(text) => decode::date(text)
                .map(|(date, _)| Some(Self(date)))
                .ok_or(Misread),
            _ => Err(Misread),
        }
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Text(text) if decode::date(text).is_some_and(|(_, timed)| !timed))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl FromStr for Date {
    type Err = Misfit;

    /// Reads any spelling that answers have.
    fn from_str(text: &str) -> Result<Self, Misfit> {
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
