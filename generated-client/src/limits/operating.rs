//! The time that each method has used.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::time::Time;

/// How long a method waits when it is blocked and nobody knows until when: the portal forgets minute by minute.
const MINUTE: Duration = Duration::from_secs(60);

/// What the portal has told of the time that each method has used.
#[derive(Debug)]
pub(crate) struct Operating {
    /// Time that a method may use; nothing where it is not counted.
    limit: Option<Duration>,
    methods: Mutex<HashMap<String, Used>>,
}

#[derive(Debug, Clone, Copy)]
struct Used {
    /// Time used so far.
    total: Duration,
    /// What the last call took.
    last: Duration,
    /// The moment of the client's clock at which a part is forgotten.
    reset: Duration,
    /// Until when the portal has blocked the method.
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

    /// The moment at which a method may be called, when that is not now.
    ///
    /// A call is held back when one more as long as the last would pass the limit. What is not known is no reason to wait.
    pub(crate) fn turn(&self, method: &str, now: Duration) -> Option<Duration> {
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
            // A part is forgotten, and how much is not known before the next answer.
            methods.remove(method);
            return None;
        }
        (used.total + used.last >= limit).then_some(used.reset)
    }

    /// Learns from an answer. One without the counters leaves the method unknown.
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
        // By the portal's clock, since nobody knows how far the two differ.
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
            reset: now + seconds(Some(wait.max(0.0))),
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

    /// The portal has blocked a method. Gives the moment at which it is worth another try.
    pub(crate) fn blocked(&self, method: &str, now: Duration) -> Duration {
        let mut methods = self.lock();
        let known = methods.get(method).map(|used| used.reset);
        let until = known.filter(|reset| *reset > now).unwrap_or(now + MINUTE);
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
        assert_eq!(operating.turn("a", Duration::ZERO), None);
        operating.learn("a", &time(460.0, 100, 20.0), 20 * SECOND);
        let turn = operating.turn("a", 20 * SECOND).expect("it waits");
        assert_eq!(turn, 120 * SECOND);
        assert_eq!(operating.turn("b", 20 * SECOND), None, "others go on");
        assert_eq!(operating.turn("a", turn), None, "a part is forgotten then");
    }

    #[test]
    fn a_missing_counter_is_unknown() {
        let operating = Operating::new(Some(480 * SECOND));
        let mut unknown = time(479.0, 100, 20.0);
        unknown.operating_reset_at = None;
        operating.learn("a", &unknown, Duration::ZERO);
        assert_eq!(operating.turn("a", Duration::ZERO), None);
    }

    #[test]
    fn a_blocked_method_waits_until_a_part_is_forgotten_and_then_minute_by_minute() {
        let operating = Operating::new(Some(480 * SECOND));
        assert_eq!(operating.blocked("a", SECOND), 61 * SECOND);
        assert_eq!(operating.turn("a", 2 * SECOND), Some(61 * SECOND));
        assert_eq!(operating.turn("a", 61 * SECOND), None);
        operating.learn("a", &time(470.0, 300, 1.0), Duration::ZERO);
        let until = operating.blocked("a", SECOND);
        assert_eq!(until, 300 * SECOND);
        assert_eq!(operating.blocked("a", until), until + MINUTE);
    }

    #[test]
    fn where_nothing_is_counted_nobody_waits() {
        let operating = Operating::new(None);
        operating.learn("a", &time(10_000.0, 100, 20.0), Duration::ZERO);
        assert_eq!(operating.turn("a", Duration::ZERO), None);
    }
}
