//! Conversions of scalars into JSON.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Date, DateTime, File, Flag, Money, Timestamp};
use crate::encode::to_value;
use crate::value::Value;

/// Conversions of this crate's types.
macro_rules! value {
    ($($source:ty),*) => {$(
        impl From<$source> for Value {
            fn from(value: $source) -> Self {
                to_value(&value)
            }
        }
    )*};
}

value!(Flag, Timestamp, Date, DateTime, Money);

impl From<File> for Value {
    fn from(file: File) -> Self {
        file.into_value()
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Date::from(date).into()
    }
}

impl From<NaiveDateTime> for Value {
    fn from(time: NaiveDateTime) -> Self {
        DateTime::from(time).into()
    }
}
