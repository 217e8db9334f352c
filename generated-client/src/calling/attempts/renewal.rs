//! Token renewal for a call whose tokens were refused.

use std::sync::Arc;
use std::time::Duration;

use super::CallAttempts;
use crate::auth::Auth;
use crate::calling::UntypedError;
use crate::error::{AuthError, AuthKind, Error, RequestError};
use crate::retry::RetryReason;
use crate::session::{Cause, Pair, SignError, SignedRequest};
use crate::transport::Deadline;

/// Largest number of renewals for one call. Each new pair is used once, so this matters only for a
/// call that waits for hours, or for processes that save unusable pairs.
const RENEWALS: u32 = 5;

impl CallAttempts<'_> {
    /// Signs the next request.
    pub(super) fn sign(&self) -> Result<SignedRequest, UntypedError> {
        let call = self.call;
        let signed = self.shared.auth.sign(call.version, call.method, &call.body);
        signed.map_err(|problem| {
            let callee = self.shared.callee(call.method).after(&self.retries);
            match problem {
                SignError::Auth(error) => Error::Auth(error.in_call(callee)),
                SignError::Request(kind) => Error::Request(RequestError::new(callee, kind)),
            }
        })
    }

    /// Renews the refused tokens. Returns `None` when the answer is final all the same.
    pub(super) async fn renew(
        &mut self,
        cause: Cause,
        refused: Option<&Arc<Pair>>,
    ) -> Result<Option<(RetryReason, Duration)>, UntypedError> {
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
        // The renewal uses real time, as every exchange does, and is a task of its own, which
        // continues when this call stops waiting.
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
            // The server knows no other address, so the redirect is the final answer.
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

/// Why an attempt with refused tokens is retried.
pub(super) fn reason(cause: Cause) -> RetryReason {
    match cause {
        Cause::Expired => RetryReason::ExpiredToken,
        Cause::Moved => RetryReason::Moved,
    }
}
