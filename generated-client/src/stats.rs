//! What a client has done so far.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What a client and its clones have done so far: [`Client::stats`](crate::Client::stats).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Calls that were made.
    pub calls: u64,
    /// Requests that were sent for them over HTTP.
    pub requests: u64,
    /// Requests that were sent again.
    pub retries: u64,
    /// Requests that the portal refused, since it had counted too many.
    pub query_limits: u64,
    /// Requests that the portal refused, since the method had used up its time.
    pub operation_limits: u64,
    /// Access tokens that were renewed.
    pub refreshes: u64,
    /// Calls that ended with an error.
    pub errors: u64,
    /// Time for which requests were held back, added up.
    pub waited: Duration,
}

/// The numbers as they grow.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) calls: AtomicU64,
    pub(crate) requests: AtomicU64,
    pub(crate) retries: AtomicU64,
    pub(crate) query_limits: AtomicU64,
    pub(crate) operation_limits: AtomicU64,
    pub(crate) refreshes: AtomicU64,
    pub(crate) errors: AtomicU64,
    /// In microseconds.
    waited: AtomicU64,
}

impl Counters {
    pub(crate) fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn wait(&self, wait: Duration) {
        let micros = u64::try_from(wait.as_micros()).unwrap_or(u64::MAX);
        self.waited.fetch_add(micros, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Stats {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Stats {
            calls: get(&self.calls),
            requests: get(&self.requests),
            retries: get(&self.retries),
            query_limits: get(&self.query_limits),
            operation_limits: get(&self.operation_limits),
            refreshes: get(&self.refreshes),
            errors: get(&self.errors),
            waited: Duration::from_micros(get(&self.waited)),
        }
    }
}
