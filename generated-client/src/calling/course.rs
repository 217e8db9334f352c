//! The course of a call: its turn, its tries, and what is learned from each.

mod judgement;
mod renewal;

use std::time::Duration;

use bytes::Bytes;
use tracing::Span;
use tracing::field::{self, Empty};

use crate::auth::Ticket;
use crate::client::Shared;
use crate::error::{Error, RequestError, RequestKind, TransportError};
use crate::hook::{RequestInfo, ResponseInfo};
use crate::limits::LimiterError;
use crate::platform::Instant;
use crate::random;
use crate::request::Effect;
use crate::retry::{Retry, RetryPolicy, RetryReason};
use crate::stats::Counters;
use crate::transport::{self, Answer, Post};

pub(crate) use self::judgement::{Outcome, refusal};
use super::{CallOptions, Fault};

/// What is called.
pub(crate) struct Outgoing<'a> {
    pub(crate) method: &'a str,
    pub(crate) version: u8,
    pub(crate) effect: Effect,
    /// The methods that a batch calls, whose time counts too.
    pub(crate) inner: &'a [&'a str],
    pub(crate) body: Bytes,
    /// What is traced of the call: see [`span`].
    pub(crate) span: Span,
}

/// The span of a call. What is known of it later is recorded then: after each request its number, the status and the
/// duration of its exchange, and the time for which the call has been held back so far; after the answer is read how many
/// rows it has. There is nothing secret in it.
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

/// A call under way.
pub(crate) struct Course<'a> {
    shared: &'a Shared,
    call: &'a Outgoing<'a>,
    policy: &'a RetryPolicy,
    /// The moment by which all must be over.
    deadline: Option<Duration>,
    /// Tries that count.
    attempt: u32,
    /// Number of the next request.
    pub(crate) number: u32,
    pub(crate) retries: Vec<Retry>,
    /// Time spent waiting between tries.
    waited: Duration,
    /// Time spent waiting for the limits of the portal.
    held: Duration,
    /// How often the tokens were renewed for it.
    renewals: u32,
}

/// Sends a call until an answer is there for its caller.
pub(super) async fn run(
    shared: &Shared,
    call: &Outgoing<'_>,
    options: &CallOptions,
) -> Result<Answer, Fault> {
    // A batch gets none: that the portal keeps its answer is documented for methods alone.
    let key = (call.version >= 3 && call.effect == Effect::Write && call.inner.is_empty())
        .then(|| options.key.clone().unwrap_or_else(random::identifier));
    let mut course = Course::begin(shared, call, options);
    let limit = options.timeout.unwrap_or(shared.timeout);
    loop {
        let held = course.turn().await?;
        let ticket = course.ticket()?;
        let pair = ticket.pair.clone();
        course.count();
        let limit = course.left().map_or(limit, |left| limit.min(left));
        let (outcome, result) = course.attempt(ticket, held, limit, key.as_deref()).await;
        let wait = match outcome {
            Outcome::Final => None,
            Outcome::Failed { reason, wait } => course
                .wait(reason, wait, key.is_some())
                .map(|wait| (reason, wait)),
            Outcome::Stale(cause) => course.renew(cause, pair.as_ref()).await?,
        };
        match (wait, result) {
            (Some((reason, wait)), _) => course.retry(reason, wait).await,
            (None, Ok(mut answer)) => {
                answer.retries = course.retries;
                answer.span = call.span.clone();
                return Ok(answer);
            }
            (None, Err(error)) => return Err(Error::Transport(error.after(&course.retries))),
        }
    }
}

impl<'a> Course<'a> {
    /// Begins a call, and counts it.
    pub(crate) fn begin(
        shared: &'a Shared,
        call: &'a Outgoing<'a>,
        options: &'a CallOptions,
    ) -> Self {
        let now = shared.clock.now();
        Counters::add(&shared.counters.calls);
        shared.budget.call();
        Self {
            shared,
            call,
            policy: options.retry.as_ref().unwrap_or(&shared.retry),
            deadline: options.deadline.map(|limit| now.saturating_add(limit)),
            attempt: 1,
            number: 0,
            retries: Vec::new(),
            waited: Duration::ZERO,
            held: Duration::ZERO,
            renewals: 0,
        }
    }

    /// Counts a try.
    pub(crate) fn count(&mut self) {
        self.number += 1;
        if self.number > 1 {
            Counters::add(&self.shared.counters.retries);
        }
    }
}

impl Course<'_> {
    /// Time until the deadline, when there is one.
    fn left(&self) -> Option<Duration> {
        let now = self.shared.clock.now();
        self.deadline.map(|deadline| deadline.saturating_sub(now))
    }

    /// Waits until the limits of the portal let a request out, and gives how long that took.
    pub(crate) async fn turn(&mut self) -> Result<Duration, Fault> {
        let Shared { clock, .. } = self.shared;
        let begin = clock.now();
        let methods = std::iter::once(&self.call.method).chain(self.call.inner);
        let turns = methods.filter_map(|method| self.shared.operating.turn(method, begin));
        if let Some(turn) = turns.max() {
            if self.deadline.is_some_and(|deadline| turn > deadline) {
                return Err(self.no_turn(LimiterError::Deadline {
                    wait: turn.saturating_sub(begin),
                }));
            }
            tracing::debug!(wait = ?turn.saturating_sub(begin), "held back: the method has used up its time");
            clock.sleep_until(turn).await;
        }
        let portal = self.shared.auth.portal();
        let turn = self.shared.limiter.acquire(&portal, clock, self.deadline);
        turn.await.map_err(|error| self.no_turn(error))?;
        let held = clock.now().saturating_sub(begin);
        if held > Duration::ZERO {
            self.shared.counters.wait(held);
            self.held += held;
        }
        Ok(held)
    }

    #[cold]
    fn no_turn(&self, error: LimiterError) -> Fault {
        let callee = self.shared.callee(self.call.method).after(&self.retries);
        Error::Request(RequestError::new(callee, RequestKind::NoTurn(error)))
    }

    /// Sends one request, and tells what its answer means.
    async fn attempt(
        &self,
        ticket: Ticket,
        held: Duration,
        limit: Duration,
        key: Option<&str>,
    ) -> (Outcome, Result<Answer, TransportError>) {
        let (shared, call) = (self.shared, self.call);
        let portal = shared.auth.portal();
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
        let begin = Instant::now();
        let pair = ticket.pair.clone();
        let post = Post {
            method: call.method,
            ticket,
            key,
            limit,
        };
        let result = transport::exchange(shared, post).await;
        let duration = begin.elapsed();
        let mut code = None;
        let outcome = match &result {
            Ok(answer) => {
                code = refusal(answer);
                if let (Some(pair), None) = (&pair, &code) {
                    pair.accept();
                }
                self.judge(answer, code.as_deref()).await
            }
            Err(error) => self.lost(error, key.is_some()),
        };
        let status = result.as_ref().ok().map(|answer| answer.status);
        let bytes = result.as_ref().map_or(0, |answer| answer.body.len());
        let retry = match outcome {
            Outcome::Failed { reason, .. } => Some(reason),
            Outcome::Stale(cause) => Some(renewal::reason(cause)),
            Outcome::Final => None,
        };
        for hook in &shared.hooks {
            hook.response(&ResponseInfo {
                method: call.method,
                version: call.version,
                portal: &portal,
                attempt: self.number,
                status,
                code: code.as_deref(),
                bytes,
                duration,
                retry,
            });
        }
        self.record(status, duration);
        match &result {
            Ok(_) => tracing::debug!(status, ?duration, ?held, bytes, "answered"),
            Err(error) => {
                tracing::debug!(?duration, ?held, reason = %error.kind, "no answer");
            }
        }
        (outcome, result)
    }

    /// What the span tells of a request.
    pub(crate) fn record(&self, status: Option<u16>, duration: Duration) {
        let span = &self.call.span;
        span.record("attempt", self.number);
        if let Some(status) = status {
            span.record("status", status);
        }
        span.record("duration", field::debug(duration));
        span.record("waited", field::debug(self.held + self.waited));
    }

    /// How long to wait before another try, when there is to be one.
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
        // Up to half more, so that those who failed together do not come back together.
        let wait = asked
            .unwrap_or_default()
            .max(wait.mul_f64(1.0 + random::fraction() / 2.0));
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
        self.waited += wait;
        self.retries.push(Retry {
            reason,
            waited: wait,
        });
        self.shared.counters.wait(wait);
        let clock = &self.shared.clock;
        clock.sleep_until(clock.now().saturating_add(wait)).await;
    }
}
