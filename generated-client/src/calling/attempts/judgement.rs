//! What an answer, or its absence, means for retries, before it is decoded as a result.

use std::time::Duration;

use crate::error::TransportError;
use crate::error_kind::SystemError;
use crate::limits::MINUTE;
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
    /// Returns what an answer means for retries. Only the limits of the portal hold back later
    /// calls, not those of another host of a file.
    pub(crate) async fn judge(&self, answer: &Answer, is_portal: bool) -> Outcome {
        let (shared, code) = (self.shared, answer.code());
        let failed = |reason| Outcome::Failed {
            reason,
            wait: answer.retry_after,
        };
        let error = code.and_then(SystemError::from_code);
        match error {
            Some(SystemError::QueryLimitExceeded) => {
                Counters::add(&shared.counters.query_limits);
                if is_portal {
                    let portal = shared.auth.portal();
                    shared.limiter.refused(&portal, &shared.clock).await;
                }
                failed(RetryReason::QueryLimit)
            }
            // The block is lifted by hand.
            Some(SystemError::OverloadLimit) => Outcome::Final,
            // A server that answers 429 has not run the method, whatever its body is.
            _ if error == Some(SystemError::OperationTimeLimit) || answer.is_limit() => {
                Counters::add(&shared.counters.operation_limits);
                let asked = answer.retry_after;
                let wait = if is_portal {
                    let now = shared.clock.now();
                    let free = shared.operating.blocked(self.call.method, now, asked);
                    free.saturating_sub(now).max(asked.unwrap_or_default())
                } else {
                    asked.unwrap_or(MINUTE)
                };
                Outcome::Failed {
                    reason: RetryReason::OperationLimit,
                    wait: Some(wait),
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
        self.repeatable
    }
}
