//! What an answer tells about the time it took.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decode;
use crate::encode;
use crate::field::{Peek, Place, Record, Written, peek, place};
use crate::value::Extra;
use crate::values::{DateTime, Timestamp};

/// How long a call took, and how much of the method's time is used up.
///
/// Documented in [Data types](https://apidocs.bitrix24.com/api-reference/data-types.html#time).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Time {
    /// When the request began, in seconds since 1970.
    pub start: Option<f64>,
    /// When it ended, in seconds since 1970.
    pub finish: Option<f64>,
    /// Seconds between the two.
    pub duration: Option<f64>,
    /// Seconds that the method itself took.
    pub processing: Option<f64>,
    /// When the request began, as a date.
    pub date_start: Option<DateTime>,
    /// When it ended, as a date.
    pub date_finish: Option<DateTime>,
    /// When a part of the used time is given back.
    pub operating_reset_at: Option<Timestamp>,
    /// Seconds that the method has used up lately; a method that used too many is blocked. Not counted everywhere.
    pub operating: Option<f64>,
    /// Keys of the answer that nobody described.
    pub extra: Extra,
}

impl Record for Time {
    fn keys(&self) -> &'static [&'static str] {
        &[
            "start",
            "finish",
            "duration",
            "processing",
            "date_start",
            "date_finish",
            "operating_reset_at",
            "operating",
        ]
    }

    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Place::Double(&mut self.start),
            1 => Place::Double(&mut self.finish),
            2 => Place::Double(&mut self.duration),
            3 => Place::Double(&mut self.processing),
            4 => place(&mut self.date_start),
            5 => place(&mut self.date_finish),
            6 => place(&mut self.operating_reset_at),
            7 => Place::Double(&mut self.operating),
            _ => Place::Extra(&mut self.extra),
        }
    }

    fn peek(&self, index: usize) -> Peek<'_> {
        match index {
            0 => Peek::double(self.start),
            1 => Peek::double(self.finish),
            2 => Peek::double(self.duration),
            3 => Peek::double(self.processing),
            4 => peek(&self.date_start),
            5 => peek(&self.date_finish),
            6 => peek(&self.operating_reset_at),
            7 => Peek::double(self.operating),
            _ => Peek::Extra(&self.extra),
        }
    }
}

// What `rt::record!` writes for emitted records; this module lies below the facade that has the macro.
impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        encode::debug("Time", self, f)
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        encode::same(self, other)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::from_deserializer(deserializer)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written::peek(self).serialize(serializer)
    }
}
