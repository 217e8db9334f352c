//! A machine of one's own: tokio, and all that `reqwest` tells.

use std::error::Error as StdError;
use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::Response;
use tokio::time;

use super::Scrub;

pub(crate) use tokio::time::Instant;

pub(crate) async fn sleep_until(moment: Instant) {
    time::sleep_until(moment).await;
}

/// What `future` gives, or nothing once the moment has come.
pub(crate) async fn timeout_at<F: Future>(moment: Instant, future: F) -> Option<F::Output> {
    time::timeout_at(moment, future).await.ok()
}

/// What `future` gives, or nothing once the time is up.
pub(crate) async fn timeout<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    time::timeout(limit, future).await.ok()
}

/// Runs a task that nobody waits for.
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}

/// The time by the calendar.
pub(crate) fn system_time() -> SystemTime {
    SystemTime::now()
}

/// A number that nobody foresees: the standard library keys its hashes with numbers from the operating system.
pub(crate) fn number() -> u64 {
    RandomState::new().hash_one(SystemTime::now())
}

/// Whether no connection came about.
pub(crate) fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Whether the name of the host could not be resolved.
pub(crate) fn is_dns(error: &reqwest::Error) -> bool {
    error.is_dns()
}

/// What is kept of an error whose address was taken away.
pub(crate) fn cause(error: reqwest::Error, _: Scrub<'_>) -> Box<dyn StdError + Send + Sync> {
    error.into()
}

/// The body of an answer, as it comes.
pub(crate) struct Incoming(Response);

impl Incoming {
    pub(crate) fn new(response: Response) -> Self {
        Self(response)
    }

    /// The next bytes; nothing at the end.
    pub(crate) async fn next(&mut self) -> reqwest::Result<Option<Bytes>> {
        self.0.chunk().await
    }
}
