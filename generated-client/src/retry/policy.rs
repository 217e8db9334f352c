//! How often and how long to try.

use std::time::Duration;

use crate::retry::RetryReason;

/// How a client tries again when a call fails in a way that another try may mend.
///
/// What was rejected before it ran is tried again for every method: too many requests, a blocked method, no connection. A
/// lost answer and a failed server are tried again only for methods that change nothing, and on REST 3.0 also for writes,
/// which carry an idempotency key there: the portal gives the first answer again instead of writing twice. A write of the
/// older REST whose answer is lost is never sent again: the error says that nobody knows whether it ran.
///
/// ```
/// use std::time::Duration;
/// use bitrix24::RetryPolicy;
///
/// let patient = RetryPolicy::default().attempts(10).longest_wait(Duration::from_secs(120));
/// let never = RetryPolicy::none();
/// # let _ = (patient, never);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a policy does nothing until it is given to a client or a call"]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) first_wait: Duration,
    pub(crate) longest_wait: Duration,
    pub(crate) time: Duration,
}

/// How long REST 3.0 may be busy with a request whose answer was lost: a repeat before that could run beside it.
const BUSY: Duration = Duration::from_secs(60);

impl RetryPolicy {
    /// No call is tried again, and an expired token is an error too.
    pub const fn none() -> Self {
        Self {
            attempts: 1,
            first_wait: Duration::ZERO,
            longest_wait: Duration::ZERO,
            time: Duration::ZERO,
        }
    }

    /// How often a call is tried at most; by default 5 times. What the portal's limits hold back does not count.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The first wait; each later one is twice as long. By default half a second.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// The longest wait between two tries; by default 30 seconds. The limits of the portal may ask for longer ones.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Time that a call may spend waiting between its tries; by default 20 minutes, which is twice the time in which a
    /// blocked method becomes free again.
    pub fn time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// The wait before the try after number `attempt`, without jitter.
    pub(crate) fn wait(&self, attempt: u32, reason: RetryReason, has_key: bool) -> Duration {
        let doubled = 1u32
            .checked_shl(attempt.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let wait = self
            .first_wait
            .saturating_mul(doubled)
            .min(self.longest_wait);
        if reason == RetryReason::Lost && has_key {
            wait.max(BUSY)
        } else {
            wait
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 5,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
            time: Duration::from_secs(20 * 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let policy = RetryPolicy::default();
        let waits: Vec<_> = [1, 2, 3, 7, 8, 40, u32::MAX]
            .map(|attempt| policy.wait(attempt, RetryReason::Server, false).as_millis())
            .into();
        assert_eq!(waits, [500, 1000, 2000, 30_000, 30_000, 30_000, 30_000]);
    }

    #[test]
    fn a_lost_write_waits_until_the_first_one_is_over() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.wait(1, RetryReason::Lost, true), BUSY);
        assert_eq!(policy.wait(1, RetryReason::Connect, true).as_millis(), 500);
    }
}
