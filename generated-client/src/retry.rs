//! Retries of calls, decided by whether the method may have run.

mod budget;
mod policy;

use std::fmt;
use std::time::Duration;

pub(crate) use budget::Budget;
pub use policy::RetryPolicy;

/// An attempt that failed and was followed by another one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// Why the attempt failed.
    pub reason: RetryReason,
    /// Time that the client waited before the next attempt.
    pub waited: Duration,
}

/// Why a call was retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryReason {
    /// The portal counted too many requests (`QUERY_LIMIT_EXCEEDED`).
    QueryLimit,
    /// The method had used up its time (`OPERATION_TIME_LIMIT`).
    OperationLimit,
    /// The access token had expired.
    ExpiredToken,
    /// The portal has moved to another address.
    Moved,
    /// No connection could be made.
    Connect,
    /// The answer was lost, or did not arrive in time.
    Lost,
    /// The portal's server failed.
    Server,
}

impl fmt::Display for RetryReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::QueryLimit => "too many requests",
            Self::OperationLimit => "the method had used up its time",
            Self::ExpiredToken => "the access token had expired",
            Self::Moved => "the portal has moved",
            Self::Connect => "no connection",
            Self::Lost => "the answer was lost",
            Self::Server => "the server failed",
        })
    }
}
