//! The spellings of dates and times in answers.
//!
//! The date is `2024-12-26`, `26.12.2024` or `12/26/2024`. After a `T` or a space follows `14:05`,
//! `14:05:48`, `14:05:48.123456` or `02:05:48 pm`. The offset is `Z`, `+03:00`, `+0300` or absent;
//! then the portal leaves the time zone open.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// A date, and whether a time of day follows.
pub(crate) fn date(text: &str) -> Option<(NaiveDate, bool)> {
    let mut rest = Rest(text);
    let date = rest.date()?;
    if rest.0.is_empty() {
        return Some((date, false));
    }
    rest.time_and_offset()?;
    Some((date, true))
}

/// A date with a time of day, and the offset from UTC if it has one. A date alone means its
/// midnight.
pub(crate) fn date_time(text: &str) -> Option<(NaiveDateTime, Option<FixedOffset>)> {
    let mut rest = Rest(text);
    let date = rest.date()?;
    if rest.0.is_empty() {
        return Some((date.and_time(NaiveTime::MIN), None));
    }
    let (time, offset) = rest.time_and_offset()?;
    Some((date.and_time(time), offset))
}

/// The text that is not read yet.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn date(&mut self) -> Option<NaiveDate> {
        let (first, digits) = self.number(4)?;
        if digits == 4 {
            self.skip('-')?;
            let month = self.two()?;
            self.skip('-')?;
            return NaiveDate::from_ymd_opt(first.try_into().ok()?, month, self.two()?);
        }
        let american = self.skip('/').is_some();
        if !american {
            self.skip('.')?;
        }
        let second = self.number(2)?.0;
        self.skip(if american { '/' } else { '.' })?;
        let (year, digits) = self.number(4)?;
        let (month, day) = if american {
            (first, second)
        } else {
            (second, first)
        };
        if digits == 4 {
            NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
        } else {
            None
        }
    }

    fn time_and_offset(&mut self) -> Option<(NaiveTime, Option<FixedOffset>)> {
        self.skip('T').or_else(|| self.skip(' '))?;
        let time = self.time()?;
        let offset = self.offset()?;
        self.0.is_empty().then_some((time, offset))
    }

    fn time(&mut self) -> Option<NaiveTime> {
        let hour = self.two()?;
        self.skip(':')?;
        let minute = self.two()?;
        let second = if self.skip(':').is_some() {
            self.two()?
        } else {
            0
        };
        let nanoseconds = if self.skip('.').is_some() {
            self.fraction()?
        } else {
            0
        };
        let hour = match self.half() {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        };
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanoseconds)
    }

    /// `am` is `false`, `pm` is `true`.
    fn half(&mut self) -> Option<bool> {
        let half = self.0.strip_prefix(' ')?;
        let afternoon = match half.get(..2)? {
            "am" | "AM" => false,
            "pm" | "PM" => true,
            _ => return None,
        };
        self.0 = &half[2..];
        Some(afternoon)
    }

    /// The outer `None` is an error.
    #[expect(
        clippy::option_option,
        reason = "an offset that is missing differs from one that is wrong"
    )]
    fn offset(&mut self) -> Option<Option<FixedOffset>> {
        if self.0.is_empty() {
            return Some(None);
        }
        if self.skip('Z').is_some() {
            return Some(FixedOffset::east_opt(0));
        }
        let sign = if self.skip('-').is_some() {
            -1
        } else {
            self.skip('+')?;
            1
        };
        let hours = self.two()?;
        let _ = self.skip(':');
        let minutes = self.two()?;
        if minutes > 59 {
            return None;
        }
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        FixedOffset::east_opt(sign * seconds).map(Some)
    }

    /// Digits after the point, as nanoseconds. Finer digits are ignored.
    fn fraction(&mut self) -> Option<u32> {
        let (value, digits) = self.number(9)?;
        Some(value * 10_u32.pow(u32::try_from(9 - digits).ok()?))
    }

    fn two(&mut self) -> Option<u32> {
        self.number(2)
            .filter(|(_, digits)| *digits == 2)
            .map(|(value, _)| value)
    }

    /// A number of 1 to `longest` digits, and how many digits it has.
    fn number(&mut self, longest: usize) -> Option<(u32, usize)> {
        let digits = self
            .0
            .bytes()
            .take(longest)
            .take_while(u8::is_ascii_digit)
            .count();
        let (number, rest) = self.0.split_at(digits);
        let value = number.parse().ok()?;
        self.0 = rest;
        Some((value, digits))
    }

    fn skip(&mut self, expected: char) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_spellings_are_read() {
        for (text, local, offset) in [
            (
                "2024-05-28T12:15:21+03:00",
                "2024-05-28T12:15:21",
                Some(10_800),
            ),
            (
                "2024-05-28T12:15:21-0330",
                "2024-05-28T12:15:21",
                Some(-12_600),
            ),
            ("2024-05-28T12:15:21Z", "2024-05-28T12:15:21", Some(0)),
            (
                "2026-01-12T14:30:00.000000+00:00",
                "2026-01-12T14:30:00",
                Some(0),
            ),
            ("2024-05-28T12:15:21", "2024-05-28T12:15:21", None),
            ("2024-05-28 12:15:21", "2024-05-28T12:15:21", None),
            ("2024-05-28T12:15", "2024-05-28T12:15:00", None),
            ("2024-05-28", "2024-05-28T00:00:00", None),
            ("24.08.2023 13:19:39", "2023-08-24T13:19:39", None),
            ("12/05/2024 01:48:41 pm", "2024-12-05T13:48:41", None),
            ("12/08/2021 12:00:30 AM", "2021-12-08T00:00:30", None),
            ("10/27/2025 12:00:30 pm", "2025-10-27T12:00:30", None),
            ("04/17/2025 19:40:48", "2025-04-17T19:40:48", None),
            ("3/7/2025", "2025-03-07T00:00:00", None),
        ] {
            let (time, found) = date_time(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                time.format("%Y-%m-%dT%H:%M:%S").to_string(),
                local,
                "{text}"
            );
            assert_eq!(
                found.map(|offset| offset.local_minus_utc()),
                offset,
                "{text}"
            );
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "31/12/2024",
            "2024-05-28T",
            "2024-05-28T25:00:00",
            "24-05-28",
            "2024-05-28T12:15:21+3",
            "2024-05-28T12:15:21+03:60",
            "2024-05-28T12:15:21 x",
            "2024-05-28T12:15:21.",
            "0000-00-00 00:00:00",
            "12/05/2024 13:48:41 pm",
            "1719826800",
            "2024-05-28T12:15:21+99:00",
            "99.99.999.999",
            "2024-05-28é",
            "12/05/2024 01:48:41 é",
        ] {
            assert_eq!(date_time(text), None, "{text}");
        }
    }
}
