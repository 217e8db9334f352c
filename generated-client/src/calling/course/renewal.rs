//! Newer tokens for a call that was refused for its old ones.

use std::sync::Arc;
use std::time::Duration;

use super::Course;
use crate::auth::{Auth, Ticket};
use crate::calling::Fault;
use crate::error::{AuthError, AuthKind, Error, RequestError};
use crate::retry::RetryReason;
use crate::session::{Cause, Pair, Unstamped};
use crate::transport::Deadline;

/// How often the tokens are renewed for one call at most. Each pair that the server has just given is used once, so this
/// is for a call that waits for hours, or for processes that save pairs that nobody can use.
const RENEWALS: u32 = 5;

impl Course<'_> {
    /// What the next request is sent with.
    pub(super) fn ticket(&self) -> Result<Ticket, Fault> {
        let call = self.call;
        let ticket = self
            .shared
            .auth
            .ticket(call.version, call.method, &call.body);
        ticket.map_err(|problem| {
            let callee = self.shared.callee(call.method).after(&self.retries);
            match problem {
                Unstamped::Auth(error) => Error::Auth(error.in_call(callee)),
                Unstamped::Request(kind) => Error::Request(RequestError::new(callee, kind)),
            }
        })
    }

    /// Sees to it that there are newer tokens than those that were refused. Gives nothing when the answer is final all
    /// the same.
    pub(super) async fn renew(
        &mut self,
        cause: Cause,
        refused: Option<&Arc<Pair>>,
    ) -> Result<Option<(RetryReason, Duration)>, Fault> {
        let shared = self.shared;
        let (Auth::OAuth(session), Some(refused)) = (&shared.auth, refused) else {
            return Ok(None);
        };
        let now = shared.clock.now();
        let is_late = self.deadline.is_some_and(|deadline| now > deadline);
        if self.policy.attempts <= 1 || self.renewals == RENEWALS || is_late {
            return Ok(None);
        }
        self.renewals += 1;
        let has_moved = |pair: &Pair| pair.tokens.endpoint() != refused.tokens.endpoint();
        // The renewal goes by real time, as every exchange does, and is a task of its own: who does not wait any longer
        // leaves it to the others.
        let renewed = match self.left() {
            Some(left) => Deadline::after(left)
                .within(session.renew(refused, cause))
                .await
                .unwrap_or_else(|| Err(AuthError::new(AuthKind::Deadline))),
            None => session.renew(refused, cause).await,
        };
        match renewed {
            Ok(pair) if cause == Cause::Expired || has_moved(&pair) => {
                Ok(Some((reason(cause), Duration::ZERO)))
            }
            // The server knows no other address, so the redirect is what there is to tell.
            Ok(_) => Ok(None),
            Err(error)
                if cause == Cause::Moved
                    && matches!(
                        error.kind,
                        AuthKind::FreshTokenRefused | AuthKind::NoRefreshToken
                    ) =>
            {
                Ok(None)
            }
            Err(error) => {
                let callee = shared.callee(self.call.method).after(&self.retries);
                Err(Error::Auth(error.in_call(callee)))
            }
        }
    }
}

/// What is told of a try that was made with old tokens.
pub(super) fn reason(cause: Cause) -> RetryReason {
    match cause {
        Cause::Expired => RetryReason::ExpiredToken,
        Cause::Moved => RetryReason::Moved,
    }
}
