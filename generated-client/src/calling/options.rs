//! Options of one call.

use std::time::Duration;

use crate::retry::RetryPolicy;

/// Options of one call; what is not set is as the client has it.
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
}

impl CallOptions {
    /// The client's own settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Longest time that a request may take, from its start to the last byte of its answer. A call that is tried again
    /// sends several.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Longest time that the whole call may take, with all that it waits for the limits of the portal, for newer tokens and
    /// between its tries. A call that would have to wait longer fails at once, and a request or a renewal under way is not
    /// waited for any longer. (The renewal goes on, for others and for later calls.)
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// How the call is tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The idempotency key of a write of REST 3.0: a repeat with the same key within the time that the portal keeps it
    /// gives the first answer again. Without one the client makes a key for each call; give one to repeat a call after a
    /// crash. The older REST knows no such keys, and it is not sent there.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}
