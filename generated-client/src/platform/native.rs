//! Native programs: tokio, and all error details of `reqwest`.

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

/// The output of `future`, or `None` once the moment has come.
pub(crate) async fn timeout_at<F: Future>(moment: Instant, future: F) -> Option<F::Output> {
    time::timeout_at(moment, future).await.ok()
}

/// The output of `future`, or `None` once the time is up.
pub(crate) async fn timeout<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    time::timeout(limit, future).await.ok()
}

/// Spawns a task that nobody awaits.
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}

/// The calendar time.
pub(crate) fn system_time() -> SystemTime {
    SystemTime::now()
}

/// An unpredictable number: the standard library keys its hashes with numbers from the operating
/// system.
pub(crate) fn number() -> u64 {
    RandomState::new().hash_one(SystemTime::now())
}

/// Whether no connection could be made.
pub(crate) fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Whether the name of the host could not be resolved.
pub(crate) fn is_dns(error: &reqwest::Error) -> bool {
    error.is_dns()
}

/// The source to keep of an error whose URL was removed.
pub(crate) fn cause(error: reqwest::Error, _: Scrub<'_>) -> Box<dyn StdError + Send + Sync> {
    error.into()
}

/// The body of an answer, chunk by chunk.
pub(crate) struct Incoming(Response);

impl Incoming {
    pub(crate) fn new(response: Response) -> Self {
        Self(response)
    }

    /// The next bytes; `None` at the end.
    pub(crate) async fn next(&mut self) -> reqwest::Result<Option<Bytes>> {
        self.0.chunk().await
    }
}
