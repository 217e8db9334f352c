//! The attempts of a call: permits, requests, retries, and what each response means for the next.

mod attempt;
mod judgement;
mod renewal;

use std::time::Duration;

use bytes::Bytes;
use tracing::Span;
use tracing::field::Empty;

use crate::client::Shared;
use crate::error::{AnswerError, AnswerKind, Error, RequestError, RequestKind, TransportError};
use crate::error_kind::SystemError;
use crate::limits::LimiterError;
use crate::random;
use crate::request::Effect;
use crate::retry::{Retry, RetryPolicy, RetryReason};
use crate::session::SignedRequest;
use crate::stats::Counters;
use crate::transport::{self, Answer, Post};

pub(crate) use self::attempt::Response;
pub(crate) use self::judgement::Outcome;
use super::{CallOptions, UntypedError};

/// A call to be made.
pub(crate) struct OutgoingCall<'a> {
    pub(crate) method: &'a str,
    pub(crate) version: u8,
    pub(crate) effect: Effect,
    /// The methods of a batch, whose time counts too.
    pub(crate) inner: &'a [&'a str],
    pub(crate) body: Bytes,
    /// The span of the call; see [`span`].
    pub(crate) span: Span,
}

/// Creates the span of a call. Further fields are recorded later: after each request its number,
/// the status and the duration of its exchange, and the total wait so far; after decoding, the
/// number of rows. It holds no secrets.
pub(crate) fn span(method: &str, portal: &str) -> Span {
    tracing::debug_span!(
        "bitrix24.call",
        method,
        portal,
        attempt = Empty,
        status = Empty,
        duration = Empty,
        waited = Empty,
        rows = Empty,
    )
}

/// A call in progress.
pub(crate) struct CallAttempts<'a> {
    shared: &'a Shared,
    call: &'a OutgoingCall<'a>,
    policy: &'a RetryPolicy,
    /// Whether the method may run twice.
    repeatable: bool,
    /// The moment by which the call must be finished.
    deadline: Option<Duration>,
    /// Number of the current attempt; some retries do not count.
    attempt: u32,
    /// Number of the next request.
    pub(crate) number: u32,
    pub(crate) retries: Vec<Retry>,
    /// Time spent waiting between attempts.
    waited: Duration,
    /// Time spent waiting for the limits of the portal.
    held: Duration,
    /// Number of token renewals for this call.
    renewals: u32,
}

/// Sends a call until there is a final answer.
pub(super) async fn run(
    shared: &Shared,
    call: &OutgoingCall<'_>,
    options: &CallOptions,
) -> Result<Answer, UntypedError> {
    // A batch gets none: the documentation mentions repeated answers only for methods.
    let takes_key = call.version >= 3 && call.effect == Effect::Write && call.inner.is_empty();
    let own_key = || (!options.repeatable).then(random::identifier);
    let key = takes_key
        .then(|| options.key.clone().or_else(own_key))
        .flatten();
    let is_own_key = options.key.is_none();
    let mut attempts = CallAttempts::begin(shared, call, options);
    let limit = options.timeout.unwrap_or(shared.timeout);
    loop {
        let held = attempts.acquire_permit().await?;
        let request = attempts.sign()?;
        let pair = request.pair.clone();
        attempts.count();
        let limit = attempts.left().map_or(limit, |left| limit.min(left));
        let (outcome, result) = attempts.attempt(request, held, limit, key.as_deref()).await;
        let wait = match outcome {
            Outcome::Final => None,
            Outcome::Failed { reason, wait } => attempts
                .wait(reason, wait, key.is_some())
                .map(|wait| (reason, wait)),
            Outcome::Stale(cause) => attempts.renew(cause, pair.as_ref()).await?,
        };
        match (wait, result) {
            (Some((reason, wait)), _) => attempts.retry(reason, wait).await,
            (None, Ok(mut answer)) => {
                answer.retries = attempts.retries;
                if is_own_key && has_run_before(&answer) {
                    let callee = shared.callee(call.method).after(&answer.retries);
                    let kind = AnswerKind::AlreadyRan;
                    tracing::debug!(reason = %kind, "an earlier attempt ran");
                    return Err(Error::Answer(AnswerError::new(callee, answer.status, kind)));
                }
                answer.span = call.span.clone();
                return Ok(answer);
            }
            (None, Err(error)) => return Err(Error::Transport(error.after(&attempts.retries))),
        }
    }
}

impl<'a> CallAttempts<'a> {
    /// Begins a call, and counts it.
    pub(crate) fn begin(
        shared: &'a Shared,
        call: &'a OutgoingCall<'a>,
        options: &'a CallOptions,
    ) -> Self {
        let now = shared.clock.now();
        Counters::add(&shared.counters.calls);
        shared.budget.call();
        Self {
            shared,
            call,
            policy: options.retry.as_ref().unwrap_or(&shared.retry),
            repeatable: options.repeatable || call.effect == Effect::Read,
            deadline: options.deadline.map(|limit| now.saturating_add(limit)),
            attempt: 1,
            number: 0,
            retries: Vec::new(),
            waited: Duration::ZERO,
            held: Duration::ZERO,
            renewals: 0,
        }
    }

    /// Counts an attempt.
    pub(crate) fn count(&mut self) {
        self.number += 1;
        if self.number > 1 {
            Counters::add(&self.shared.counters.retries);
        }
    }
}

impl CallAttempts<'_> {
    /// Time until the deadline, if there is one.
    fn left(&self) -> Option<Duration> {
        let now = self.shared.clock.now();
        self.deadline.map(|deadline| deadline.saturating_sub(now))
    }

    /// Waits for a permit of the portal's limits, and returns how long that took.
    pub(crate) async fn acquire_permit(&mut self) -> Result<Duration, UntypedError> {
        let Shared { clock, .. } = self.shared;
        let begin = clock.now();
        let methods = std::iter::once(&self.call.method).chain(self.call.inner);
        let moments = methods.filter_map(|method| self.shared.operating.free_at(method, begin));
        if let Some(moment) = moments.max() {
            if self.deadline.is_some_and(|deadline| moment > deadline) {
                return Err(self.rate_limited(LimiterError::Deadline {
                    wait: moment.saturating_sub(begin),
                }));
            }
            tracing::debug!(wait = ?moment.saturating_sub(begin), "held back: the method has used up its time");
            clock.sleep_until(moment).await;
        }
        let portal = self.shared.auth.portal();
        let permit = self.shared.limiter.acquire(&portal, clock, self.deadline);
        permit.await.map_err(|error| self.rate_limited(error))?;
        let held = clock.now().saturating_sub(begin);
        if held > Duration::ZERO {
            self.shared.counters.wait(held);
            self.held = self.held.saturating_add(held);
        }
        Ok(held)
    }

    #[cold]
    fn rate_limited(&self, error: LimiterError) -> UntypedError {
        let callee = self.shared.callee(self.call.method).after(&self.retries);
        Error::Request(RequestError::new(callee, RequestKind::RateLimited(error)))
    }

    /// Sends one request, and returns what its answer means for retries.
    async fn attempt(
        &self,
        request: SignedRequest,
        held: Duration,
        limit: Duration,
        key: Option<&str>,
    ) -> (Outcome, Result<Answer, TransportError>) {
        let (shared, call) = (self.shared, self.call);
        let attempt = self.begin_attempt(shared.auth.portal(), held);
        let pair = request.pair.clone();
        let post = Post {
            method: call.method,
            request,
            key,
            limit,
        };
        let mut result = transport::exchange(shared, post).await;
        let outcome = match &mut result {
            Ok(answer) => {
                answer.look_for_error(shared.room());
                if let (Some(pair), None) = (&pair, answer.code()) {
                    pair.accept();
                }
                self.judge(answer, true).await
            }
            Err(error) => self.lost(error, key.is_some()),
        };
        let answer = result.as_ref().ok();
        let status = answer.map(|answer| answer.status);
        let bytes = answer.map_or(0, |answer| answer.body.len() as u64);
        let retry = match outcome {
            Outcome::Failed { reason, .. } => Some(reason),
            Outcome::Stale(cause) => Some(renewal::reason(cause)),
            Outcome::Final => None,
        };
        let duration = attempt.end(&Response {
            status,
            code: answer.and_then(Answer::code),
            bytes,
            retry,
        });
        match &result {
            Ok(_) => tracing::debug!(status, ?duration, ?held, bytes, "answered"),
            Err(error) => {
                tracing::debug!(?duration, ?held, reason = %error.kind, "no answer");
            }
        }
        (outcome, result)
    }

    /// The wait before the next attempt; `None` when there is none.
    pub(crate) fn wait(
        &mut self,
        reason: RetryReason,
        asked: Option<Duration>,
        has_key: bool,
    ) -> Option<Duration> {
        let policy = self.policy;
        if policy.attempts <= 1 {
            return None;
        }
        let by_limit = matches!(
            reason,
            RetryReason::QueryLimit | RetryReason::OperationLimit
        );
        if !by_limit && (self.attempt >= policy.attempts || !self.shared.budget.take()) {
            return None;
        }
        let wait = policy.wait(self.attempt, reason, has_key);
        // Up to half more, so that calls that failed together do not retry together.
        let wait = asked
            .unwrap_or_default()
            .max(with_jitter(wait, random::fraction()));
        let in_time = self.waited.saturating_add(wait) <= policy.time;
        let now = self.shared.clock.now();
        let before_deadline = self
            .deadline
            .is_none_or(|deadline| now.saturating_add(wait) <= deadline);
        (in_time && before_deadline).then_some(wait)
    }

    pub(crate) async fn retry(&mut self, reason: RetryReason, wait: Duration) {
        tracing::debug!(%reason, ?wait, "trying again");
        if !matches!(reason, RetryReason::ExpiredToken | RetryReason::Moved) {
            self.attempt += 1;
        }
        self.waited = self.waited.saturating_add(wait);
        self.retries.push(Retry {
            reason,
            waited: wait,
        });
        self.shared.counters.wait(wait);
        let clock = &self.shared.clock;
        clock.sleep_until(clock.now().saturating_add(wait)).await;
    }
}

/// Whether the portal knows the key of a call already although nobody else can have used it: an
/// attempt whose answer was lost has run. (The repeat differs when the token was renewed between.)
fn has_run_before(answer: &Answer) -> bool {
    let is_lost = |retry: &Retry| retry.reason == RetryReason::Lost;
    answer.code().and_then(SystemError::from_code) == Some(SystemError::IdempotencyKeyReused)
        && answer.retries.iter().any(is_lost)
}

/// A wait with up to half more; the longest one where that is beyond the range.
fn with_jitter(wait: Duration, fraction: f64) -> Duration {
    let seconds = wait.as_secs_f64() * (1.0 + fraction / 2.0);
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_of_any_length_have_jitter() {
        let second = Duration::from_secs(1);
        assert_eq!(with_jitter(second, 0.0), second);
        assert_eq!(with_jitter(second, 0.5), Duration::from_millis(1_250));
        assert_eq!(with_jitter(Duration::ZERO, 1.0), Duration::ZERO);
        assert_eq!(with_jitter(Duration::MAX, 0.0), Duration::MAX);
        assert_eq!(with_jitter(Duration::MAX, 1.0), Duration::MAX);
    }
}
