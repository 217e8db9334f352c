//! Options of one call.

use std::time::Duration;

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
}

impl CallOptions {
    /// The client's own settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Longest time that the call may take, from its start to the last byte of its answer.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }
}
