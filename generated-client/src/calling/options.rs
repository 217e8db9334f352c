//! Options of one call.

use std::time::Duration;

use crate::retry::RetryPolicy;

/// Options of one call. Options that are not set are those of the client.
///
/// ```
/// use std::time::Duration;
///
/// let patient = bitrix24::CallOptions::new().timeout(Duration::from_secs(300));
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "options do nothing until they are passed to a call"]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(super) key: Option<String>,
    pub(super) repeatable: bool,
}

impl CallOptions {
    /// Creates options that are those of the client.
    pub fn new() -> Self {
        Self::default()
    }

    /// Longest time of a request, from its start to the last byte of its answer. A retried call
    /// sends several requests.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Longest time of the whole call, including waits for the limits of the portal, for newer
    /// tokens and between attempts. A call that would have to wait longer fails at once, and
    /// requests or renewals in progress are not awaited beyond it. (A renewal continues, for other
    /// and later calls.)
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// How the call is retried.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The idempotency key of a write of REST 3.0: within the time that the portal keeps it, a
    /// repeat with the same key returns the first answer. By default the client creates a key for
    /// each call; set one to repeat a call after a crash. The older REST does not support keys, and
    /// the key is not sent there.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Declares that the call may run twice, so that it is sent again after its answer was lost or
    /// the server failed, as calls of methods that change nothing are. It is meant for writes that
    /// have the same effect when they are repeated, such as one that sets a field to a value.
    ///
    /// A call of a method by its name is declared so by [`RawMethod::reads`](crate::RawMethod::reads)
    /// too. A batch with this option is repeated as a whole.
    ///
    /// ```
    /// let again = bitrix24::CallOptions::new().repeatable();
    /// ```
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }
}
