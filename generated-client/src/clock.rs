//! The clock of limits and retries.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::platform::{self, BoxFuture, Instant};

/// A future that resolves after a wait.
pub type Sleep<'a> = BoxFuture<'a, ()>;

/// The clock of limits and retries. The default is that of tokio, or of the browser; with
/// [`VirtualClock`], hours pass at once.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time since a fixed moment.
    fn now(&self) -> Duration;

    /// Waits until [`now`](Self::now) is `moment` or later.
    fn sleep_until(&self, moment: Duration) -> Sleep<'_>;
}

/// The clock of tokio, or of the browser. All clients of the process see the same time, since they
/// may share a limiter.
#[derive(Debug)]
pub struct RealClock {
    start: Instant,
}

impl Default for RealClock {
    /// The clock that all clients of the process share.
    fn default() -> Self {
        static START: OnceLock<Instant> = OnceLock::new();
        Self {
            start: *START.get_or_init(Instant::now),
        }
    }
}

impl Clock for RealClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep_until(&self, moment: Duration) -> Sleep<'_> {
        Box::pin(async move {
            match self.start.checked_add(moment) {
                Some(moment) => platform::sleep_until(moment).await,
                // Beyond the range of the clock: never.
                None => std::future::pending().await,
            }
        })
    }
}

/// A clock that advances only when somebody waits: it jumps to the awaited moment.
///
/// A client and a portal in the process (package `bitrix24-portal`) with the same clock run an
/// export of hours in seconds, with all limits applied.
///
/// ```
/// use std::time::Duration;
/// use bitrix24::{Clock, VirtualClock};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let clock = VirtualClock::new();
/// clock.sleep_until(Duration::from_secs(3600)).await;
/// assert_eq!(clock.now(), Duration::from_secs(3600));
/// # });
/// ```
#[derive(Debug, Clone, Default)]
pub struct VirtualClock {
    now: Arc<Mutex<Duration>>,
}

impl VirtualClock {
    /// Creates a clock at zero. Its clones show the same time.
    pub fn new() -> Self {
        Self::default()
    }

    /// Advances the clock.
    pub fn advance(&self, by: Duration) {
        *self.lock() += by;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Duration {
        *self.lock()
    }

    fn sleep_until(&self, moment: Duration) -> Sleep<'_> {
        Box::pin(async move {
            // Yields to other tasks first, as real waiting does.
            tokio::task::yield_now().await;
            let mut now = self.lock();
            *now = (*now).max(moment);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn clients_that_are_made_one_after_the_other_have_one_time() {
        let first = RealClock::default();
        tokio::time::sleep(Duration::from_millis(20)).await;
        let (early, late) = (first.now(), RealClock::default().now());
        assert!(late >= early, "{early:?} {late:?}");
    }
}
