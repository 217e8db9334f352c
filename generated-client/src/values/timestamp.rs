//! Seconds since 1970.

use std::fmt;
use std::time::SystemTime;

use super::builtin::scalar;
use crate::field::ValueRef;
use crate::field::{Input, Scalar, ScalarMismatch};

/// A moment in whole seconds since the beginning of 1970, UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The seconds.
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// The moment for `chrono`, if it is in its range.
    pub fn to_utc(self) -> Option<chrono::DateTime<chrono::Utc>> {
        chrono::DateTime::from_timestamp(self.0, 0)
    }

    fn write(self) -> ValueRef<'static> {
        ValueRef::Integer(self.0)
    }
}

scalar!(Timestamp);

impl Scalar for Timestamp {
    const EXPECTED: &'static str = "whole seconds since 1970";

    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
        Ok(crate::decode::integer(input)?.map(Self))
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Integer(_))
    }
}

impl From<i64> for Timestamp {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for Timestamp {
    /// Fractions of a second are truncated.
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self(time.timestamp())
    }
}

impl From<SystemTime> for Timestamp {
    /// Fractions of a second are truncated.
    fn from(time: SystemTime) -> Self {
        super::date_time::utc(time).into()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
