//! How often and for how long a call is attempted.

use std::time::Duration;

use crate::retry::RetryReason;

/// How a client retries a call after a failure that may be temporary.
///
/// A call that was rejected before it ran is retried for every method: too many requests, a blocked
/// method, no connection. A lost answer and a failed server are retried only for methods that
/// change nothing, and on REST 3.0 also for writes, which carry an idempotency key: the portal
/// repeats the first answer instead of writing twice. A write of the older REST whose answer is
/// lost is never sent again; the error says that it is unknown whether it ran.
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

/// Longest time that REST 3.0 may work on a request whose answer was lost; a repeat before that
/// could run at the same time.
const BUSY: Duration = Duration::from_secs(60);

impl RetryPolicy {
    /// Retries no call. An expired token is an error too.
    pub const fn none() -> Self {
        Self {
            attempts: 1,
            first_wait: Duration::ZERO,
            longest_wait: Duration::ZERO,
            time: Duration::ZERO,
        }
    }

    /// Largest number of attempts of a call; 5 by default. Refusals by the portal's limits do not
    /// count.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The first wait; each later one is twice as long. Half a second by default.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// The longest wait between two attempts; 30 seconds by default. The limits of the portal may
    /// demand longer ones.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Total time that a call may wait between attempts; 20 minutes by default, twice the time
    /// after which a blocked method is free again.
    pub fn time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// The wait after attempt number `attempt`, without jitter.
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
