//! Reports one request of a call to hooks, counters and traces.

use std::sync::Arc;
use std::time::Duration;

use tracing::field;

use super::{CallAttempts, OutgoingCall};
use crate::client::Shared;
use crate::hook::{RequestInfo, ResponseInfo};
use crate::platform::Instant;
use crate::retry::RetryReason;
use crate::stats::Counters;

/// A request that is about to be sent. [`end`](Self::end) reports its response.
pub(crate) struct Attempt<'a> {
    shared: &'a Shared,
    call: &'a OutgoingCall<'a>,
    portal: Arc<str>,
    number: u32,
    /// Time that the call has waited so far, for limits and between attempts.
    waited: Duration,
    begin: Instant,
}

/// The response to a request.
#[derive(Default)]
pub(crate) struct Response<'a> {
    /// The HTTP status, if an answer has begun.
    pub(crate) status: Option<u16>,
    /// The code of the error that the portal answered.
    pub(crate) code: Option<&'a str>,
    /// Bytes of the body that arrived.
    pub(crate) bytes: u64,
    /// Why the request is sent again, if the answer allows it.
    pub(crate) retry: Option<RetryReason>,
}

impl<'a> CallAttempts<'a> {
    /// Reports a request to hooks and counters. `portal` is the host, and `held` is the delay by
    /// the limits.
    pub(crate) fn begin_attempt(&self, portal: Arc<str>, held: Duration) -> Attempt<'a> {
        let (shared, call) = (self.shared, self.call);
        for hook in &shared.hooks {
            hook.request(&RequestInfo {
                method: call.method,
                version: call.version,
                portal: &portal,
                attempt: self.number,
                bytes: call.body.len(),
                waited: held,
            });
        }
        Counters::add(&shared.counters.requests);
        Attempt {
            shared,
            call,
            portal,
            number: self.number,
            waited: self.held.saturating_add(self.waited),
            begin: Instant::now(),
        }
    }
}

impl Attempt<'_> {
    /// Reports the response to hooks and to the span of the call, and returns how long it took.
    pub(crate) fn end(self, response: &Response<'_>) -> Duration {
        let duration = self.begin.elapsed();
        for hook in &self.shared.hooks {
            hook.response(&ResponseInfo {
                method: self.call.method,
                version: self.call.version,
                portal: &self.portal,
                attempt: self.number,
                // An answer that was cut off does not count as one.
                status: response
                    .status
                    .filter(|_| response.retry != Some(RetryReason::Lost)),
                code: response.code,
                bytes: usize::try_from(response.bytes).unwrap_or(usize::MAX),
                duration,
                retry: response.retry,
            });
        }
        let span = &self.call.span;
        span.record("attempt", self.number);
        if let Some(status) = response.status {
            span.record("status", status);
        }
        span.record("duration", field::debug(duration));
        span.record("waited", field::debug(self.waited));
        duration
    }
}
