//! Dates with a time of day.

use std::fmt::{self, Write as _};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use chrono::{
    FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc,
};

use super::builtin::scalar;
use super::date::{Date, ascii, two_digits};
use crate::decode;
use crate::field::ValueRef;
use crate::field::{Input, Scalar, ScalarMismatch, TypeMismatch};
use crate::value::Value;

/// A date with a time of day, written as `2023-12-28T14:05:48+03:00`.
///
/// The offset from UTC is optional, because some answers omit it; they mean the time zone of the
/// portal or of the user then. A date alone is read as its midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    local: NaiveDateTime,
    offset: Option<FixedOffset>,
}

impl DateTime {
    /// Local time, with the offset from UTC if it is known.
    pub fn new(local: NaiveDateTime, offset: Option<FixedOffset>) -> Self {
        Self { local, offset }
    }

    /// The local time.
    pub fn local(self) -> NaiveDateTime {
        self.local
    }

    /// The offset from UTC, if it is known.
    pub fn offset(self) -> Option<FixedOffset> {
        self.offset
    }

    /// The local date.
    pub fn date(self) -> Date {
        self.local.date().into()
    }

    /// The instant, if the offset is known.
    pub fn instant(self) -> Option<chrono::DateTime<FixedOffset>> {
        self.offset?.from_local_datetime(&self.local).single()
    }

    /// The instant, with an offset to use when none is known.
    pub fn instant_or(self, offset: FixedOffset) -> Option<chrono::DateTime<FixedOffset>> {
        Self {
            offset: self.offset.or(Some(offset)),
            ..self
        }
        .instant()
    }

    fn write(self) -> ValueRef<'static> {
        // Allocates the whole text at once.
        let mut text = String::with_capacity("2023-12-28T14:05:48+03:00".len());
        write!(text, "{self}").expect("memory takes every text");
        ValueRef::Owned(Value::Text(text))
    }
}

scalar!(DateTime);

impl Scalar for DateTime {
    const EXPECTED: &'static str = "a date and time";

    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
        match input {
            // A form writes `false` as `0`.
            Input::Text("" | "0") | Input::Null | Input::Bool(false) => Ok(None),
            Input::Text(text) => decode::date_time(text)
                .map(|(local, offset)| Some(Self { local, offset }))
                .ok_or(ScalarMismatch),
            _ => Err(ScalarMismatch),
        }
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Text(text) if decode::date(text).is_some_and(|(_, timed)| timed))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.local.time();
        self.date().fmt(f)?;
        let mut text = *b"T00:00:00";
        two_digits(&mut text, 1, time.hour());
        two_digits(&mut text, 4, time.minute());
        two_digits(&mut text, 7, time.second());
        f.write_str(ascii(&text))?;
        // In a leap second, the fraction is one second or more.
        let nanoseconds = time.nanosecond() % 1_000_000_000;
        if nanoseconds > 0 {
            let digits = format!("{nanoseconds:09}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        let Some(offset) = self.offset else {
            return Ok(());
        };
        let minutes = offset.local_minus_utc() / 60;
        let mut text = *b"+00:00";
        if minutes < 0 {
            text[0] = b'-';
        }
        two_digits(&mut text, 1, minutes.unsigned_abs() / 60);
        two_digits(&mut text, 4, minutes.unsigned_abs() % 60);
        f.write_str(ascii(&text))
    }
}

impl FromStr for DateTime {
    type Err = TypeMismatch;

    /// Parses any spelling that occurs in answers.
    fn from_str(text: &str) -> Result<Self, TypeMismatch> {
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

impl From<Date> for DateTime {
    /// The beginning of the day, without an offset, which the portal reads in its own time zone.
    fn from(date: Date) -> Self {
        NaiveDate::from(date).and_time(NaiveTime::MIN).into()
    }
}

impl From<SystemTime> for DateTime {
    /// The moment in UTC; one that is too far away becomes the first or last one.
    fn from(time: SystemTime) -> Self {
        utc(time).into()
    }
}

/// The moment for `chrono`, or the first or last one of its range.
pub(super) fn utc(time: SystemTime) -> chrono::DateTime<Utc> {
    use chrono::DateTime;
    let delta = |time: Duration| TimeDelta::from_std(time).ok();
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => delta(after)
            .and_then(|delta| DateTime::UNIX_EPOCH.checked_add_signed(delta))
            .unwrap_or(DateTime::<Utc>::MAX_UTC),
        Err(error) => delta(error.duration())
            .and_then(|delta| DateTime::UNIX_EPOCH.checked_sub_signed(delta))
            .unwrap_or(DateTime::<Utc>::MIN_UTC),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_system_and_days_are_moments() {
        let moment = SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_250);
        assert_eq!(
            DateTime::from(moment).to_string(),
            "2023-11-14T22:13:20.25+00:00"
        );
        let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1_500);
        assert_eq!(
            DateTime::from(before).to_string(),
            "1969-12-31T23:59:58.5+00:00"
        );
        let timestamp = |moment| crate::Timestamp::from(moment).seconds();
        assert_eq!((timestamp(moment), timestamp(before)), (1_700_000_000, -2));
        let day: Date = "2024-02-29".parse().expect("a date");
        assert_eq!(DateTime::from(day).to_string(), "2024-02-29T00:00:00");
        let far = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 62));
        if let Some(far) = far {
            assert_eq!(utc(far), chrono::DateTime::<Utc>::MAX_UTC);
        }
    }

    #[test]
    fn every_part_has_its_digits() {
        let written = |year, offset: Option<i32>, nanoseconds| {
            let date = chrono::NaiveDate::from_ymd_opt(year, 3, 9).expect("a date");
            let local = date.and_hms_nano_opt(4, 5, 59, nanoseconds);
            let offset =
                offset.map(|minutes| FixedOffset::east_opt(minutes * 60).expect("an offset"));
            DateTime::new(local.expect("a time"), offset).to_string()
        };
        assert_eq!(written(2023, Some(180), 0), "2023-03-09T04:05:59+03:00");
        assert_eq!(written(987, Some(-90), 0), "0987-03-09T04:05:59-01:30");
        assert_eq!(
            written(12_023, None, 120_000_000),
            "12023-03-09T04:05:59.12"
        );
        assert_eq!(written(-44, None, 1_500_000_000), "-044-03-09T04:05:59.5");
    }
}
