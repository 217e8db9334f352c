//! The count of requests of one process.

use std::collections::HashMap;
use std::future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Clock;
use crate::platform::BoxFuture;

use super::{Limiter, LimiterError, Limits, Permit};

/// The leaky buckets of one process, one for each portal. Requests get permits in the order in
/// which they ask.
///
/// Clients that are given the same bucket share it.
#[derive(Debug)]
pub struct Bucket {
    /// Time that one request takes; `None` when requests are not counted.
    each: Option<Duration>,
    /// Time until a full bucket is empty.
    depth: Duration,
    /// For each portal, the moment at which its bucket will be empty.
    empty: Mutex<HashMap<String, Duration>>,
}

impl Bucket {
    /// Creates buckets for portals with these limits.
    pub fn new(limits: Limits) -> Self {
        let each = limits.rate.map(|rate| Duration::from_secs_f64(1.0 / rate));
        Self {
            each,
            depth: each.map_or(Duration::ZERO, |each| each.saturating_mul(limits.burst)),
            empty: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Duration>> {
        self.empty.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request to the bucket, and returns the moment at which it may be sent.
    fn reserve(
        &self,
        portal: &str,
        each: Duration,
        now: Duration,
        deadline: Option<Duration>,
    ) -> Result<Duration, LimiterError> {
        let mut empty = self.lock();
        let level = empty.get(portal).copied().unwrap_or_default().max(now);
        let level = level.saturating_add(each);
        let moment = level.saturating_sub(self.depth).max(now);
        if deadline.is_some_and(|deadline| moment > deadline) {
            return Err(LimiterError::Deadline {
                wait: moment.saturating_sub(now),
            });
        }
        match empty.get_mut(portal) {
            Some(moment) => *moment = level,
            None => {
                empty.insert(portal.to_owned(), level);
            }
        }
        Ok(moment)
    }
}

impl Limiter for Bucket {
    fn acquire<'a>(
        &'a self,
        portal: &'a str,
        clock: &'a Arc<dyn Clock>,
        deadline: Option<Duration>,
    ) -> Permit<'a> {
        let Some(each) = self.each else {
            return Box::pin(future::ready(Ok(())));
        };
        let now = clock.now();
        match self.reserve(portal, each, now, deadline) {
            Ok(moment) if moment <= now => Box::pin(future::ready(Ok(()))),
            Ok(moment) => Box::pin(async move {
                let reserved = Reserved {
                    bucket: self,
                    portal,
                    each,
                };
                clock.sleep_until(moment).await;
                std::mem::forget(reserved);
                Ok(())
            }),
            Err(error) => Box::pin(future::ready(Err(error))),
        }
    }

    fn refused<'a>(&'a self, portal: &'a str, clock: &'a Arc<dyn Clock>) -> BoxFuture<'a, ()> {
        if self.each.is_some() {
            // Sets the bucket to full.
            let full = clock.now().saturating_add(self.depth);
            let mut empty = self.lock();
            let moment = empty.entry(portal.to_owned()).or_default();
            *moment = (*moment).max(full);
        }
        Box::pin(future::ready(()))
    }
}

/// A permit that is not granted yet. Dropping it passes it on to later requests.
struct Reserved<'a> {
    bucket: &'a Bucket,
    portal: &'a str,
    each: Duration,
}

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        if let Some(moment) = self.bucket.lock().get_mut(self.portal) {
            *moment = moment.saturating_sub(self.each);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::VirtualClock;

    fn clock() -> (VirtualClock, Arc<dyn Clock>) {
        let clock = VirtualClock::new();
        (clock.clone(), Arc::new(clock))
    }

    #[tokio::test]
    async fn a_burst_goes_out_at_once_and_the_rest_at_the_rate() {
        let (_, clock) = clock();
        let bucket = Bucket::new(Limits::default());
        for _ in 0..50 {
            bucket.acquire("a", &clock, None).await.expect("a permit");
        }
        assert_eq!(clock.now(), Duration::ZERO);
        for request in 1..=350 {
            bucket.acquire("a", &clock, None).await.expect("a permit");
            assert_eq!(clock.now(), Duration::from_millis(500 * request));
        }
        bucket
            .acquire("b", &clock, None)
            .await
            .expect("another portal");
        assert_eq!(clock.now(), Duration::from_secs(175));
    }

    #[tokio::test]
    async fn what_was_not_used_comes_back() {
        let (time, clock) = clock();
        let bucket = Bucket::new(Limits::new(1.0, 2));
        for _ in 0..2 {
            bucket.acquire("a", &clock, None).await.expect("a permit");
        }
        time.advance(Duration::from_secs(100));
        for _ in 0..2 {
            bucket.acquire("a", &clock, None).await.expect("a permit");
        }
        assert_eq!(clock.now(), Duration::from_secs(100));
        bucket.acquire("a", &clock, None).await.expect("a permit");
        assert_eq!(clock.now(), Duration::from_secs(101));
    }

    #[tokio::test]
    async fn a_refusal_means_that_the_bucket_is_full() {
        let (_, clock) = clock();
        let bucket = Bucket::new(Limits::new(2.0, 50));
        bucket.refused("a", &clock).await;
        bucket.acquire("a", &clock, None).await.expect("a permit");
        assert_eq!(clock.now(), Duration::from_millis(500));
    }

    #[tokio::test]
    async fn a_permit_after_the_deadline_is_refused_at_once_and_not_taken() {
        let (_, clock) = clock();
        let bucket = Bucket::new(Limits::new(1.0, 1));
        bucket.acquire("a", &clock, None).await.expect("a permit");
        for _ in 0..3 {
            let deadline = Some(Duration::from_millis(999));
            let error = bucket.acquire("a", &clock, deadline).await;
            let wait = Duration::from_secs(1);
            assert_eq!(error, Err(LimiterError::Deadline { wait }));
        }
        let deadline = Some(Duration::from_secs(1));
        bucket
            .acquire("a", &clock, deadline)
            .await
            .expect("a permit");
    }

    #[tokio::test]
    async fn a_dropped_wait_returns_its_permit() {
        let (_, clock) = clock();
        let bucket = Bucket::new(Limits::new(1.0, 1));
        bucket.acquire("a", &clock, None).await.expect("a permit");
        for _ in 0..10 {
            let wait = bucket.acquire("a", &clock, None);
            // Polled once, so that it is in the queue.
            tokio::select! {
                biased;
                _ = wait => unreachable!("the clock yields first"),
                () = future::ready(()) => {}
            }
        }
        bucket.acquire("a", &clock, None).await.expect("a permit");
        assert_eq!(clock.now(), Duration::from_secs(1));
    }

    #[tokio::test]
    async fn without_limits_nobody_waits() {
        let (_, clock) = clock();
        let bucket = Bucket::new(Limits::unlimited());
        for _ in 0..10_000 {
            bucket.acquire("a", &clock, None).await.expect("a permit");
        }
        assert_eq!(clock.now(), Duration::ZERO);
    }
}
