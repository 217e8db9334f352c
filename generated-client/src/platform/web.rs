//! A browser, or another host of WebAssembly with timers and `fetch`.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_core::Stream;
use gloo_timers::future::TimeoutFuture;
use reqwest::Response;
use web_time::web::SystemTimeExt as _;

use super::Scrub;

pub(crate) use web_time::Instant;

/// Longest wait of one timer: a longer one would fire at once.
const LONGEST: Duration = Duration::from_millis(0x7fff_ffff);

pub(crate) async fn sleep_until(moment: Instant) {
    loop {
        let rest = moment.saturating_duration_since(Instant::now());
        if rest.is_zero() {
            return;
        }
        // Rounded up, since a timer counts whole milliseconds and may fire a fraction early.
        let milliseconds = rest.min(LONGEST).as_micros().div_ceil(1000);
        TimeoutFuture::new(u32::try_from(milliseconds).unwrap_or(0x7fff_ffff)).await;
    }
}

/// The output of `future`, or `None` once the moment has come.
pub(crate) async fn timeout_at<F: Future>(moment: Instant, future: F) -> Option<F::Output> {
    let (mut future, mut over) = (pin!(future), pin!(sleep_until(moment)));
    std::future::poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        over.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// The output of `future`, or `None` once the time is up.
pub(crate) async fn timeout<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    match Instant::now().checked_add(limit) {
        Some(moment) => timeout_at(moment, future).await,
        None => Some(future.await),
    }
}

/// Spawns a task that nobody awaits.
pub(crate) fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// The calendar time. The clock of the standard library panics here.
pub(crate) fn system_time() -> SystemTime {
    web_time::SystemTime::now().to_std()
}

/// An unpredictable number. The hashes of the standard library are always the same here.
pub(crate) fn number() -> u64 {
    getrandom::u64().expect("whatever has `fetch` has `crypto.getRandomValues` too")
}

/// A browser does not report it.
pub(crate) fn is_connect(_: &reqwest::Error) -> bool {
    false
}

/// A browser does not report it.
pub(crate) fn is_dns(_: &reqwest::Error) -> bool {
    false
}

/// The source to keep of an error: its text only, scrubbed, since the browser decides what is in
/// it.
#[expect(clippy::needless_pass_by_value, reason = "elsewhere it is kept")]
pub(crate) fn cause(error: reqwest::Error, scrub: Scrub<'_>) -> Box<dyn StdError + Send + Sync> {
    let mut innermost: &dyn StdError = &error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    scrub(&innermost.to_string()).into()
}

/// The body of an answer, chunk by chunk.
pub(crate) struct Incoming(Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>);

impl Incoming {
    pub(crate) fn new(response: Response) -> Self {
        Self(Box::pin(response.bytes_stream()))
    }

    /// The next bytes; `None` at the end.
    pub(crate) async fn next(&mut self) -> reqwest::Result<Option<Bytes>> {
        let next = std::future::poll_fn(|context| self.0.as_mut().poll_next(context));
        next.await.transpose()
    }
}
