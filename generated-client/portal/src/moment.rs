//! Dates and times in the portal's format. Its time zone is UTC.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat};

use bitrix24::Value;
use bitrix24::{Date, DateTime};

/// The present moment.
pub(crate) fn now() -> String {
    written(since_1970())
}

/// A moment in the format of answers: `2024-12-31T10:00:00+00:00`.
pub(crate) fn written(since_1970: Duration) -> String {
    let seconds = i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX);
    at(seconds).unwrap_or_default()
}

/// The moment at these Unix seconds, in the format of answers.
pub(crate) fn at(seconds: i64) -> Option<String> {
    let moment = chrono::DateTime::from_timestamp(seconds, 0)?;
    Some(moment.to_rfc3339_opts(SecondsFormat::Secs, false))
}

/// The beginning of the day this many days after today.
pub(crate) fn day_after(days: u32) -> String {
    const DAY: u64 = 24 * 60 * 60;
    let today = since_1970().as_secs() / DAY;
    written(Duration::from_secs((today + u64::from(days)) * DAY))
}

/// The beginning of the day that a value names, with or without a time.
pub(crate) fn day(value: &Value) -> Option<String> {
    Some(moment(&read(value)?.date().and_time(NaiveTime::MIN)))
}

/// The moment that a value names; a day is its beginning.
pub(crate) fn time(value: &Value) -> Option<String> {
    if let Ok(time) = value.read::<DateTime>()
        && time.offset().is_some()
    {
        return value.as_text().map(str::to_owned);
    }
    Some(moment(&read(value)?))
}

/// Seconds since 1970, so that moments of several time zones can be compared. A value without a
/// zone is in that of the portal.
pub(crate) fn seconds(value: &Value) -> Option<i64> {
    const UTC: FixedOffset = FixedOffset::east_opt(0).expect("zero is an offset");
    value.as_text()?;
    if let Ok(time) = value.read::<DateTime>() {
        return Some(time.instant_or(UTC)?.timestamp());
    }
    Some(read(value)?.and_utc().timestamp())
}

fn since_1970() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

fn read(value: &Value) -> Option<NaiveDateTime> {
    value.as_text()?;
    if let Ok(time) = value.read::<DateTime>() {
        return Some(time.local());
    }
    let day = value.read::<Date>().ok()?;
    let day = NaiveDate::from_ymd_opt(day.year(), day.month(), day.day())?;
    Some(day.and_time(NaiveTime::MIN))
}

fn moment(time: &NaiveDateTime) -> String {
    time.and_utc().to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_read_and_written() {
        let text = |text: &str| Value::from(text);
        let morning = "2024-09-02T08:30:00+02:00";
        assert_eq!(
            day(&text(morning)).as_deref(),
            Some("2024-09-02T00:00:00+00:00")
        );
        assert_eq!(
            day(&text("2024-09-02")).as_deref(),
            Some("2024-09-02T00:00:00+00:00")
        );
        assert_eq!(time(&text(morning)).as_deref(), Some(morning));
        assert_eq!(
            seconds(&text(morning)),
            seconds(&text("2024-09-02T06:30:00+00:00"))
        );
        assert_eq!(seconds(&text("1970-01-02")), Some(86_400));
        assert_eq!((day(&text("soon")), seconds(&text("soon"))), (None, None));
        assert_eq!(day(&Value::Integer(7)), None);
        assert!(day_after(7) > now());
    }
}
