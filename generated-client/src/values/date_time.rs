//! Dates with a time of day.

use std::fmt;
use std::str::FromStr;

use chrono::{FixedOffset, NaiveDateTime, TimeZone, Timelike};

use super::builtin::scalar;
use super::date::Date;
use crate::decode::{self, Input, Misfit, Misread, Scalar};
use crate::encode::Peek;
use crate::value::Value;

/// A date with a time of day, written as `2023-12-28T14:05:48+03:00`.
///
/// The offset from UTC is optional, because some answers leave it out; they mean the time zone of the portal or of the
/// user then. A date alone is read as its midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    local: NaiveDateTime,
    offset: Option<FixedOffset>,
}

impl DateTime {
    /// A time on the wall clock of some place, with the place's offset from UTC where it is known.
    pub fn new(local: NaiveDateTime, offset: Option<FixedOffset>) -> Self {
        Self { local, offset }
    }

    /// The time on the wall clock.
    pub fn local(self) -> NaiveDateTime {
        self.local
    }

    /// The offset from UTC, where it is known.
    pub fn offset(self) -> Option<FixedOffset> {
        self.offset
    }

    /// The date on the wall clock.
    pub fn date(self) -> Date {
        self.local.date().into()
    }

    /// The instant, if the offset is known.
    pub fn instant(self) -> Option<chrono::DateTime<FixedOffset>> {
        self.offset?.from_local_datetime(&self.local).single()
    }

    /// The instant, with an offset to take where none is known.
    pub fn instant_or(self, offset: FixedOffset) -> Option<chrono::DateTime<FixedOffset>> {
        Self {
            offset: self.offset.or(Some(offset)),
            ..self
        }
        .instant()
    }

    fn write(self) -> Peek<'static> {
        Peek::Made(Value::Text(self.to_string()))
    }
}

scalar!(DateTime);

impl Scalar for DateTime {
    const EXPECTED: &'static str = "a date and time";

    fn read(input: Input<'_>) -> Result<Option<Self>, Misread> {
        match input {
            Input::Text("") | Input::Null | Input::Bool(false) => Ok(None),
            Input::Text(text) => decode::date_time(text)
                .map(|(local, offset)| Some(Self { local, offset }))
                .ok_or(Misread),
            _ => Err(Misread),
        }
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Text(text) if decode::date(text).is_some_and(|(_, timed)| timed))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.local.time();
        write!(
            f,
            "{}T{:02}:{:02}:{:02}",
            self.date(),
            time.hour(),
            time.minute(),
            time.second()
        )?;
        // A leap second has a fraction of a second and more.
        let nanoseconds = time.nanosecond() % 1_000_000_000;
        if nanoseconds > 0 {
            let digits = format!("{nanoseconds:09}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        let Some(offset) = self.offset else {
            return Ok(());
        };
        let minutes = offset.local_minus_utc() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(
            f,
            "{sign}{:02}:{:02}",
            minutes.abs() / 60,
            minutes.abs() % 60
        )
    }
}

impl FromStr for DateTime {
    type Err = Misfit;

    /// Reads any spelling that answers have.
    fn from_str(text: &str) -> Result<Self, Misfit> {
        decode::from_value(&Value::from(text))
    }
}

impl From<NaiveDateTime> for DateTime {
    fn from(local: NaiveDateTime) -> Self {
        Self {
            local,
            offset: None,
        }
    }
}

impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(time: chrono::DateTime<Z>) -> Self {
        let time = time.fixed_offset();
        Self {
            local: time.naive_local(),
            offset: Some(*time.offset()),
        }
    }
}
