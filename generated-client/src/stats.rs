//! Counters of a client.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counters of a client and its clones: [`Client::stats`](crate::Client::stats).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Calls.
    pub calls: u64,
    /// HTTP requests sent for the calls.
    pub requests: u64,
    /// HTTP requests that were sent again.
    pub retries: u64,
    /// Requests that the portal refused because it had counted too many.
    pub query_limits: u64,
    /// Requests that the portal refused because the method had used up its time.
    pub operation_limits: u64,
    /// Renewals of access tokens.
    pub refreshes: u64,
    /// Calls that ended with an error.
    pub errors: u64,
    /// Total time that the limits delayed requests.
    pub waited: Duration,
}

/// The counters while they change.
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
