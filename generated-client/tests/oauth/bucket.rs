//! The limiter that several processes share.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bitrix24::{Clock, Limiter, LimiterError, Limits, RedisBucket, VirtualClock};

use super::Redis;

fn clock() -> (VirtualClock, Arc<dyn Clock>) {
    let clock = VirtualClock::new();
    (clock.clone(), Arc::new(clock))
}

fn bucket(redis: &Redis, limits: Limits) -> RedisBucket {
    RedisBucket::new(&redis.address, limits).expect("an address")
}

#[tokio::test]
async fn processes_share_one_burst_and_one_rate() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    // A minute a request, so that the test is over before one is forgotten.
    let limits = Limits::new(1.0 / 60.0, 10);
    let processes = [
        bucket(&redis, limits),
        bucket(&redis, limits),
        bucket(&redis, limits),
    ];
    let (time, clock) = clock();
    for request in 0..10 {
        processes[request % 3]
            .acquire("a", &clock, None)
            .await
            .expect("a permit");
    }
    assert_eq!(clock.now(), Duration::ZERO);
    for request in 0..6_u32 {
        // The clock of Redis stands still beside this one, so each waits from the same moment on.
        let before = clock.now();
        processes[request as usize % 3]
            .acquire("a", &clock, None)
            .await
            .expect("a permit");
        let waited = clock.now().saturating_sub(before).as_secs_f64();
        let permit = 60.0 * (f64::from(request) + 1.0);
        assert!(
            waited <= permit && waited > permit - 10.0,
            "{request}: {waited}"
        );
    }
    // Another portal has a bucket of its own, and so has another prefix.
    let before = clock.now();
    processes[0]
        .acquire("b", &clock, None)
        .await
        .expect("a permit");
    let other = bucket(&redis, limits).prefix("other:");
    other.acquire("a", &clock, None).await.expect("a permit");
    assert_eq!(clock.now(), before);
    time.advance(Duration::from_secs(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn turns_come_in_order_and_at_the_rate() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    let limits = Limits::new(50.0, 5);
    let processes: Vec<_> = (0..4).map(|_| Arc::new(bucket(&redis, limits))).collect();
    // Tokio's clock, since Redis goes by a real one.
    let clock: Arc<dyn Clock> = Arc::new(Real(Instant::now()));
    for process in &processes {
        process
            .acquire("warm", &clock, None)
            .await
            .expect("a permit");
    }
    let begin = Instant::now();
    let mut all = tokio::task::JoinSet::new();
    for request in 0..45_usize {
        let (process, clock) = (Arc::clone(&processes[request % 4]), Arc::clone(&clock));
        all.spawn(async move {
            process.acquire("a", &clock, None).await.expect("a permit");
            begin.elapsed()
        });
    }
    let mut permits = all.join_all().await;
    permits.sort();
    // Five at once, and forty at fifty a second.
    for (number, permit) in permits.iter().enumerate() {
        let earliest =
            Duration::from_millis(20) * u32::try_from(number.saturating_sub(4)).expect("few");
        assert!(
            *permit + Duration::from_millis(1) >= earliest,
            "{number}: {permit:?}"
        );
    }
    // 0.8 seconds, and some more where the machine is busy.
    let last = permits[44];
    assert!(last < Duration::from_secs(5), "{last:?}");
}

/// A clock that takes its time.
#[derive(Debug)]
struct Real(Instant);

impl Clock for Real {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep_until(&self, moment: Duration) -> bitrix24::Sleep<'_> {
        Box::pin(tokio::time::sleep(moment.saturating_sub(self.now())))
    }
}

#[tokio::test]
async fn places_in_the_line_are_given_in_the_order_of_asking() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    let limits = Limits::new(1.0 / 60.0, 1);
    let processes = [bucket(&redis, limits), bucket(&redis, limits)];
    let mut permits = Vec::new();
    for request in 0..20 {
        let (_, clock) = clock();
        processes[request % 2]
            .acquire("a", &clock, None)
            .await
            .expect("a permit");
        permits.push(clock.now());
    }
    for two in permits.windows(2) {
        let apart = two[1].saturating_sub(two[0]).as_secs_f64();
        assert!((50.0..=60.0).contains(&apart), "{permits:?}");
    }
}

#[tokio::test]
async fn a_turn_after_the_deadline_is_refused_at_once_and_not_taken() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    let bucket = bucket(&redis, Limits::new(1.0 / 60.0, 1));
    let (_, clock) = clock();
    bucket.acquire("a", &clock, None).await.expect("a permit");
    for _ in 0..3 {
        let deadline = Some(clock.now() + Duration::from_secs(40));
        let error = bucket.acquire("a", &clock, deadline).await;
        let Err(LimiterError::Deadline { wait }) = error else {
            panic!("{error:?}");
        };
        assert!(
            wait > Duration::from_secs(50) && wait <= Duration::from_secs(60),
            "{wait:?}"
        );
    }
    let deadline = Some(clock.now() + Duration::from_secs(60));
    bucket
        .acquire("a", &clock, deadline)
        .await
        .expect("a permit");
}

#[tokio::test]
async fn a_dropped_wait_gives_its_turn_back() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    let bucket = bucket(&redis, Limits::new(1.0 / 60.0, 1));
    let real: Arc<dyn Clock> = Arc::new(Real(Instant::now()));
    bucket.acquire("a", &real, None).await.expect("a permit");
    for _ in 0..5 {
        let wait = bucket.acquire("a", &real, None);
        assert!(
            tokio::time::timeout(Duration::from_millis(100), wait)
                .await
                .is_err()
        );
        // It is given back in the background.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (_, clock) = clock();
    bucket.acquire("a", &clock, None).await.expect("a permit");
    assert!(clock.now() <= Duration::from_secs(60), "{:?}", clock.now());
}

#[tokio::test]
async fn a_refusal_means_that_the_bucket_is_full_for_all() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    let limits = Limits::new(1.0 / 60.0, 50);
    let (one, other) = (bucket(&redis, limits), bucket(&redis, limits));
    let (_, clock) = clock();
    one.refused("a", &clock).await;
    other.acquire("a", &clock, None).await.expect("a permit");
    let waited = clock.now();
    assert!(
        waited > Duration::from_secs(50) && waited <= Duration::from_secs(60),
        "{waited:?}"
    );
}

#[tokio::test]
async fn without_redis_nothing_is_sent_and_with_it_all_goes_on() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    let (_, clock) = clock();
    let unlimited =
        RedisBucket::new("redis://127.0.0.1:1/", Limits::unlimited()).expect("an address");
    unlimited
        .acquire("a", &clock, None)
        .await
        .expect("nothing is counted");
    let nobody =
        RedisBucket::new("redis://:s3cr3t@127.0.0.1:1/", Limits::default()).expect("an address");
    let error = nobody
        .acquire("a", &clock, None)
        .await
        .expect_err("nobody listens");
    assert!(matches!(&error, LimiterError::Failed { .. }), "{error:?}");
    assert!(!format!("{error} {error:?} {nobody:?}").contains("s3cr3t"));

    let bucket = bucket(&redis, Limits::default());
    bucket.acquire("a", &clock, None).await.expect("a permit");
    // Connections that were lost are made anew.
    let client = redis::Client::open(redis.address.as_str()).expect("an address");
    let mut connection = client
        .get_multiplexed_async_connection()
        .await
        .expect("Redis");
    let killed: i64 = redis::cmd("CLIENT")
        .arg(&["KILL", "TYPE", "normal", "SKIPME", "yes"])
        .query_async(&mut connection)
        .await
        .expect("Redis");
    assert!(killed >= 1);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let first = bucket.acquire("a", &clock, None).await;
    let second = bucket.acquire("a", &clock, None).await;
    assert!(second.is_ok(), "{first:?} {second:?}");
}
