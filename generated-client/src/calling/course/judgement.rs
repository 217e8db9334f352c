//! What an answer means for another try, before it is read, and what it means that there is none.

use std::time::Duration;

use crate::answer;
use crate::answer::EnvelopeProblem;
use crate::error::TransportError;
use crate::error_kind::SystemError;
use crate::request::Effect;
use crate::retry::RetryReason;
use crate::session::Cause;
use crate::stats::Counters;
use crate::transport::Answer;
use crate::value::Value;

use super::Course;

/// What is known of an answer before it is read.
pub(crate) enum Outcome {
    /// It is for the caller.
    Final,
    /// Another try may mend it.
    Failed {
        reason: RetryReason,
        /// How long the portal asks to be left alone.
        wait: Option<Duration>,
    },
    /// Another try with newer tokens may mend it.
    Stale(Cause),
}

impl Course<'_> {
    /// What an answer means for another try.
    pub(crate) async fn judge(&self, answer: &Answer, code: Option<&str>) -> Outcome {
        let shared = self.shared;
        let failed = |reason| Outcome::Failed {
            reason,
            wait: answer.retry_after,
        };
        match code.and_then(SystemError::from_code) {
            Some(SystemError::QueryLimitExceeded) => {
                Counters::add(&shared.counters.query_limits);
                let portal = shared.auth.portal();
                shared.limiter.refused(&portal, &shared.clock).await;
                failed(RetryReason::QueryLimit)
            }
            Some(SystemError::OperationTimeLimit) => {
                Counters::add(&shared.counters.operation_limits);
                let now = shared.clock.now();
                let free = shared.operating.blocked(self.call.method, now);
                Outcome::Failed {
                    reason: RetryReason::OperationLimit,
                    wait: Some(free.saturating_sub(now)),
                }
            }
            Some(SystemError::ExpiredToken) if shared.auth.is_oauth() => {
                Outcome::Stale(Cause::Expired)
            }
            Some(SystemError::InternalServerError | SystemError::UnexpectedAnswer)
                if self.may_repeat() =>
            {
                failed(RetryReason::Server)
            }
            // A gateway that has nothing to say but that it cannot reach the portal.
            None if matches!(answer.status, 500 | 502..=504)
                && code.is_none()
                && self.may_repeat() =>
            {
                failed(RetryReason::Server)
            }
            _ => Outcome::Final,
        }
    }

    /// What a lost answer means for another try.
    pub(crate) fn lost(&self, error: &TransportError, has_key: bool) -> Outcome {
        if self.shared.auth.is_oauth() && error.points_elsewhere() {
            return Outcome::Stale(Cause::Moved);
        }
        let reason = match error.did_run() {
            // A certificate that is wrong now is wrong in a second too.
            Some(false) if error.is_connect() && !error.is_tls() => RetryReason::Connect,
            None if error.may_be_gone() && (self.may_repeat() || has_key) => RetryReason::Lost,
            _ => return Outcome::Final,
        };
        Outcome::Failed { reason, wait: None }
    }

    /// Whether the method may run twice.
    fn may_repeat(&self) -> bool {
        self.call.effect == Effect::Read
    }
}

/// Code of the error that an answer is, if it is one. What looks like no error is not read here.
pub(crate) fn refusal(answer: &Answer) -> Option<String> {
    /// Longest answer with a status of success that is looked into: errors are short.
    const SHORT: usize = 4096;
    let body = &answer.body;
    let succeeded = (200..300).contains(&answer.status);
    if succeeded && (body.len() > SHORT || !has_error(body)) {
        return None;
    }
    match answer::envelope::<Value>(body, None) {
        Err(EnvelopeProblem::Error(error)) => Some(error.code),
        _ => None,
    }
}

fn has_error(body: &[u8]) -> bool {
    const KEY: &[u8] = b"\"error\"";
    /// It is the first key of an error.
    const START: usize = 256;
    let start = &body[..body.len().min(START)];
    start.windows(KEY.len()).any(|window| window == KEY)
}
