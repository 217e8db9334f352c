//! What an answer, or its absence, means for retries, before it is decoded as a result.

use std::time::Duration;

use crate::error::TransportError;
use crate::error_kind::SystemError;
use crate::request::Effect;
use crate::retry::RetryReason;
use crate::session::Cause;
use crate::stats::Counters;
use crate::transport::Answer;

use super::CallAttempts;

/// What an answer means for retries.
pub(crate) enum Outcome {
    /// It is final.
    Final,
    /// A retry may succeed.
    Failed {
        reason: RetryReason,
        /// Wait that the portal asks for.
        wait: Option<Duration>,
    },
    /// A retry with newer tokens may succeed.
    Stale(Cause),
}

impl CallAttempts<'_> {
    /// Returns what an answer means for retries.
    pub(crate) async fn judge(&self, answer: &Answer) -> Outcome {
        let (shared, code) = (self.shared, answer.code());
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
            // A gateway that cannot reach the portal, without an error code.
            None if matches!(answer.status, 500 | 502..=504)
                && code.is_none()
                && self.may_repeat() =>
            {
                failed(RetryReason::Server)
            }
            _ => Outcome::Final,
        }
    }

    /// Returns what a lost answer means for retries.
    pub(crate) fn lost(&self, error: &TransportError, has_key: bool) -> Outcome {
        if self.shared.auth.is_oauth() && error.points_elsewhere() {
            return Outcome::Stale(Cause::Moved);
        }
        let reason = match error.did_run() {
            // A bad certificate is still bad in a second.
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
