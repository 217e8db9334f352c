//! The time that each method has used.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::time::Time;

/// Wait of a blocked method when the portal does not say for how long: it forgets used time minute
/// by minute.
pub(crate) const MINUTE: Duration = Duration::from_secs(60);

/// Time after which the portal has forgotten all used time. A block that a server asks for holds
/// back other calls no longer than that.
const WINDOW: Duration = Duration::from_secs(600);

/// The used time of each method, as the portal reports it.
#[derive(Debug)]
pub(crate) struct Operating {
    /// Time that a method may use; `None` when it is not counted.
    limit: Option<Duration>,
    methods: Mutex<HashMap<String, Used>>,
}

#[derive(Debug, Clone, Copy)]
struct Used {
    /// Time used so far.
    total: Duration,
    /// Time of the last call.
    last: Duration,
    /// The moment of the client's clock at which the portal forgets a part.
    reset: Duration,
    /// The moment until which the portal has blocked the method.
    blocked: Option<Duration>,
}

impl Operating {
    pub(crate) fn new(limit: Option<Duration>) -> Self {
        Self {
            limit,
            methods: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Used>> {
        self.methods.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The moment at which a method may be called; `None` when that is now.
    ///
    /// A call is delayed when another one as long as the last would exceed the limit. Unknown
    /// values delay nothing.
    pub(crate) fn free_at(&self, method: &str, now: Duration) -> Option<Duration> {
        let limit = self.limit?;
        let mut methods = self.lock();
        let used = methods.get(method)?;
        if let Some(blocked) = used.blocked {
            if blocked > now {
                return Some(blocked);
            }
            methods.remove(method);
            return None;
        }
        if used.reset <= now {
            // A part is forgotten; how much is unknown until the next answer.
            methods.remove(method);
            return None;
        }
        (used.total.saturating_add(used.last) >= limit).then_some(used.reset)
    }

    /// Updates the count from an answer. An answer without the counters leaves the method unknown.
    pub(crate) fn learn(&self, method: &str, time: &Time, now: Duration) {
        if self.limit.is_none() {
            return;
        }
        let seconds = |value: Option<f64>| {
            value
                .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
                .unwrap_or_default()
        };
        let (Some(used), Some(reset)) = (time.operating, time.operating_reset_at) else {
            return;
        };
        // By the portal's clock, since the difference to the client's is unknown.
        let wait = time.finish.or(time.start).map_or(0.0, |finish| {
            #[expect(
                clippy::cast_precision_loss,
                reason = "seconds since 1970 are far below 2^52"
            )]
            let reset = reset.seconds() as f64;
            // A whole second, like the moment that it is compared with.
            reset - finish.floor()
        });
        let facts = Used {
            total: seconds(Some(used)),
            last: seconds(time.duration.or(time.processing)),
            reset: now.saturating_add(seconds(Some(wait.max(0.0)))),
            blocked: None,
        };
        let mut methods = self.lock();
        match methods.get_mut(method) {
            Some(known) => *known = facts,
            None => {
                methods.insert(method.to_owned(), facts);
            }
        }
    }

    /// Records that the portal has blocked a method, and for how long it asked to wait. Returns the
    /// moment at which a retry is useful.
    pub(crate) fn blocked(&self, method: &str, now: Duration, asked: Option<Duration>) -> Duration {
        let mut methods = self.lock();
        let known = methods.get(method).map(|used| used.reset);
        let until = match asked {
            Some(wait) => now.saturating_add(wait.min(WINDOW)),
            None => known
                .filter(|reset| *reset > now)
                .unwrap_or(now.saturating_add(MINUTE)),
        };
        let used = Used {
            total: self.limit.unwrap_or_default(),
            last: Duration::ZERO,
            reset: until,
            blocked: Some(until),
        };
        methods.insert(method.to_owned(), used);
        until
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Timestamp;

    const SECOND: Duration = Duration::from_secs(1);

    fn time(operating: f64, reset_in: i64, duration: f64) -> Time {
        Time {
            finish: Some(1_778_747_193.5),
            duration: Some(duration),
            operating: Some(operating),
            operating_reset_at: Some(Timestamp(1_778_747_193 + reset_in)),
            ..Time::default()
        }
    }

    #[test]
    fn a_method_is_held_back_before_it_passes_the_limit() {
        let operating = Operating::new(Some(480 * SECOND));
        operating.learn("a", &time(440.0, 100, 20.0), Duration::ZERO);
        assert_eq!(operating.free_at("a", Duration::ZERO), None);
        operating.learn("a", &time(460.0, 100, 20.0), 20 * SECOND);
        let moment = operating.free_at("a", 20 * SECOND).expect("it waits");
        assert_eq!(moment, 120 * SECOND);
        assert_eq!(operating.free_at("b", 20 * SECOND), None, "others go on");
        assert_eq!(
            operating.free_at("a", moment),
            None,
            "a part is forgotten then"
        );
    }

    #[test]
    fn a_missing_counter_is_unknown() {
        let operating = Operating::new(Some(480 * SECOND));
        let mut unknown = time(479.0, 100, 20.0);
        unknown.operating_reset_at = None;
        operating.learn("a", &unknown, Duration::ZERO);
        assert_eq!(operating.free_at("a", Duration::ZERO), None);
    }

    #[test]
    fn a_blocked_method_waits_until_a_part_is_forgotten_and_then_minute_by_minute() {
        let operating = Operating::new(Some(480 * SECOND));
        assert_eq!(operating.blocked("a", SECOND, None), 61 * SECOND);
        assert_eq!(operating.free_at("a", 2 * SECOND), Some(61 * SECOND));
        assert_eq!(operating.free_at("a", 61 * SECOND), None);
        operating.learn("a", &time(470.0, 300, 1.0), Duration::ZERO);
        let until = operating.blocked("a", SECOND, None);
        assert_eq!(until, 300 * SECOND);
        assert_eq!(operating.blocked("a", until, None), until + MINUTE);
        assert_eq!(operating.blocked("b", SECOND, Some(SECOND)), 2 * SECOND);
        let year = Some(365 * 24 * 60 * MINUTE);
        assert_eq!(operating.blocked("b", SECOND, year), SECOND + WINDOW);
    }

    #[test]
    fn numbers_beyond_the_clock_are_the_longest_wait() {
        let operating = Operating::new(Some(480 * SECOND));
        operating.learn("a", &time(1e19, i64::MAX / 2, 1e19), 20 * SECOND);
        let moment = operating.free_at("a", 20 * SECOND).expect("it waits");
        assert!(moment > Duration::from_secs(1 << 60), "{moment:?}");
        assert!(operating.blocked("a", Duration::MAX, None) == Duration::MAX);
    }

    #[test]
    fn where_nothing_is_counted_nobody_waits() {
        let operating = Operating::new(None);
        operating.learn("a", &time(10_000.0, 100, 20.0), Duration::ZERO);
        assert_eq!(operating.free_at("a", Duration::ZERO), None);
    }
}
