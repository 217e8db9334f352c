//! The time statistics of an answer.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decode;
use crate::encode;
use crate::field::{OfKind, Record, RecordKind, Sink, ValueRef, Written, sink, value_ref};
use crate::value::Extra;
use crate::values::{DateTime, Timestamp};

/// Duration of a call, and used time of the method.
///
/// Documented in [Data types](https://apidocs.bitrix24.com/api-reference/data-types.html#time).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Time {
    /// Start of the request, in seconds since 1970.
    pub start: Option<f64>,
    /// End of the request, in seconds since 1970.
    pub finish: Option<f64>,
    /// Seconds between start and end.
    pub duration: Option<f64>,
    /// Seconds that the method took.
    pub processing: Option<f64>,
    /// Start of the request, as a date.
    pub date_start: Option<DateTime>,
    /// End of the request, as a date.
    pub date_finish: Option<DateTime>,
    /// Moment at which a part of the used time is forgotten.
    pub operating_reset_at: Option<Timestamp>,
    /// Seconds that the method has used lately; a method that used too many is blocked. Absent
    /// where the portal does not count.
    pub operating: Option<f64>,
    /// Keys of the answer that the schema does not describe.
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

    fn sink(&mut self, index: usize) -> Sink<'_> {
        match index {
            0 => Sink::Double(&mut self.start),
            1 => Sink::Double(&mut self.finish),
            2 => Sink::Double(&mut self.duration),
            3 => Sink::Double(&mut self.processing),
            4 => sink(&mut self.date_start),
            5 => sink(&mut self.date_finish),
            6 => sink(&mut self.operating_reset_at),
            7 => Sink::Double(&mut self.operating),
            _ => Sink::Extra(&mut self.extra),
        }
    }

    fn value_ref(&self, index: usize) -> ValueRef<'_> {
        match index {
            0 => ValueRef::double(self.start),
            1 => ValueRef::double(self.finish),
            2 => ValueRef::double(self.duration),
            3 => ValueRef::double(self.processing),
            4 => value_ref(&self.date_start),
            5 => value_ref(&self.date_finish),
            6 => value_ref(&self.operating_reset_at),
            7 => ValueRef::double(self.operating),
            _ => ValueRef::Extra(&self.extra),
        }
    }
}

impl OfKind for Time {
    type Kind = RecordKind;
}

// `rt::record!` writes the same for emitted records. This module is below the facade that has the
// macro.
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
        Written::value_ref(self).serialize(serializer)
    }
}
