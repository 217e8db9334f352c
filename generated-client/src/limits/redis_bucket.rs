//! The count of requests of several processes.

use std::fmt;
use std::future;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::platform::BoxFuture;
use crate::redis::{Failure, Redis};

use super::{Limiter, LimiterError, Limits, Permit};

/// The leaky buckets of several processes, one for each portal, kept in Redis. They are for
/// processes that call from one address, since the portal counts all requests from there together.
///
/// It counts as [`Bucket`](super::Bucket) does, by the clock of the Redis server. Permits are
/// granted in the order in which requests ask, across all processes. One script does it in one
/// step, with one number per portal.
///
/// When Redis does not answer, the portal's count is unknown: the call fails with
/// [`LimiterError::Failed`] before anything is sent.
///
/// ```no_run
/// use std::sync::Arc;
/// use bitrix24::{Client, Limits, RedisBucket};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let limiter = Arc::new(RedisBucket::new("redis://127.0.0.1/", Limits::default())?);
/// let client = Client::builder()
///     .webhook("https://example.bitrix24.com/rest/1/8g9l071eismy9q2l/")
///     .limiter(limiter)
///     .build()?;
/// # Ok(())
/// # }
/// ```
pub struct RedisBucket {
    line: Arc<Line>,
    /// Microseconds of one request (`each`) and of a full bucket (`depth`); `None` when requests
    /// are not counted.
    each: Option<u64>,
    depth: u64,
}

/// The script that grants permits.
struct Line {
    redis: Redis,
    prefix: String,
}

/// The key holds the moment at which the portal's bucket will be empty, in microseconds since 1970.
///
/// `ARGV[1]` is the action: `take` a permit, give one `back`, or set the bucket to `full`. The
/// others are the time of one request, that of a full bucket, and the longest wait (-1 for any), in
/// microseconds. The script returns whether there is a permit, and the wait until it is valid.
const SCRIPT: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local each, depth, longest = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local empty = tonumber(redis.call('GET', KEYS[1])) or 0
local wait = 0
if ARGV[1] == 'take' then
  empty = math.max(empty, now) + each
  wait = math.max(empty - depth - now, 0)
  if longest >= 0 and wait > longest then return {0, wait} end
elseif ARGV[1] == 'back' then
  empty = empty - each
else
  empty = math.max(empty, now + depth)
end
if empty > now then
  redis.call('SET', KEYS[1], string.format('%.0f', empty), 'PX', math.ceil((empty - now) / 1000) + 1)
else
  redis.call('DEL', KEYS[1])
end
return {1, wait}
";

impl RedisBucket {
    /// Creates buckets for portals with these limits, on a server such as `redis://127.0.0.1/`. It
    /// does not connect yet.
    ///
    /// All processes must use the same limits. Addresses that begin with `rediss://` need the
    /// feature `redis-tls`: see [`RedisStore::new`](crate::oauth::RedisStore::new).
    pub fn new(address: impl AsRef<str>, limits: Limits) -> Result<Self, LimiterError> {
        let redis = Redis::new(address.as_ref()).map_err(|error| LimiterError::Failed {
            reason: error.to_string(),
        })?;
        let each = limits.rate.map(|rate| Duration::from_secs_f64(1.0 / rate));
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        Ok(Self {
            line: Arc::new(Line {
                redis,
                prefix: "bitrix24:requests:".to_owned(),
            }),
            each: each.map(micros),
            depth: each.map_or(0, |each| micros(each.saturating_mul(limits.burst))),
        })
    }

    /// Uses another prefix of the keys than `bitrix24:requests:`, as for processes that call from
    /// another address.
    ///
    /// ```
    /// use bitrix24::{LimiterError, Limits, RedisBucket};
    ///
    /// # fn main() -> Result<(), LimiterError> {
    /// let limiter = RedisBucket::new("redis://127.0.0.1/", Limits::enterprise())?.prefix("office:requests:");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "returns the limiter with that prefix"]
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        match Arc::try_unwrap(self.line) {
            Ok(line) => Self {
                line: Arc::new(Line {
                    prefix: prefix.into(),
                    ..line
                }),
                ..self
            },
            // Another request already waits for a permit.
            Err(line) => Self { line, ..self },
        }
    }

    /// The permit that Redis granted, while it is not valid yet.
    async fn take(
        &self,
        portal: &str,
        each: u64,
        longest: Option<Duration>,
    ) -> Result<Option<Reserved>, LimiterError> {
        let longest = longest.map_or(-1, |wait| {
            i64::try_from(wait.as_micros()).unwrap_or(i64::MAX)
        });
        let taken = self.line.run("take", portal, each, self.depth, longest);
        let (is_there, wait) = taken.await.map_err(|failure| LimiterError::Failed {
            reason: failure.to_string(),
        })?;
        let wait = Duration::from_micros(wait);
        if !is_there {
            return Err(LimiterError::Deadline { wait });
        }
        Ok((wait > Duration::ZERO).then(|| Reserved {
            line: Arc::clone(&self.line),
            portal: portal.to_owned(),
            each,
            depth: self.depth,
            wait,
            has_come: false,
        }))
    }
}

impl Line {
    async fn run(
        &self,
        what: &str,
        portal: &str,
        each: u64,
        depth: u64,
        longest: i64,
    ) -> Result<(bool, u64), Failure> {
        let mut command = ::redis::cmd("EVAL");
        command
            .arg(SCRIPT)
            .arg(1)
            .arg(format!("{}{portal}", self.prefix))
            .arg(what)
            .arg(each)
            .arg(depth)
            .arg(longest);
        self.redis.query(&command).await
    }
}

impl Limiter for RedisBucket {
    fn acquire<'a>(
        &'a self,
        portal: &'a str,
        clock: &'a Arc<dyn Clock>,
        deadline: Option<Duration>,
    ) -> Permit<'a> {
        let Some(each) = self.each else {
            return Box::pin(future::ready(Ok(())));
        };
        Box::pin(async move {
            let longest = deadline.map(|deadline| deadline.saturating_sub(clock.now()));
            if let Some(mut reserved) = self.take(portal, each, longest).await? {
                let moment = clock.now().saturating_add(reserved.wait);
                clock.sleep_until(moment).await;
                reserved.has_come = true;
            }
            Ok(())
        })
    }

    fn refused<'a>(&'a self, portal: &'a str, _clock: &'a Arc<dyn Clock>) -> BoxFuture<'a, ()> {
        let Some(each) = self.each else {
            return Box::pin(future::ready(()));
        };
        Box::pin(async move {
            let full = self.line.run("full", portal, each, self.depth, -1);
            if let Err(failure) = full.await {
                tracing::warn!(reason = %failure, "Redis does not know that the portal counts more requests");
            }
        })
    }
}

impl fmt::Debug for RedisBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisBucket")
            .field("prefix", &self.line.prefix)
            .field("each", &self.each.map(Duration::from_micros))
            .field("depth", &Duration::from_micros(self.depth))
            .finish_non_exhaustive()
    }
}

/// A permit that is not granted yet. Dropping it passes it on to later requests.
struct Reserved {
    line: Arc<Line>,
    portal: String,
    each: u64,
    depth: u64,
    wait: Duration,
    has_come: bool,
}

impl Drop for Reserved {
    fn drop(&mut self) {
        if self.has_come {
            return;
        }
        // Without a runtime, as when the process ends, other requests wait a little longer than
        // necessary.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let (line, portal) = (Arc::clone(&self.line), std::mem::take(&mut self.portal));
        let (each, depth) = (self.each, self.depth);
        runtime.spawn(async move {
            if let Err(failure) = line.run("back", &portal, each, depth, -1).await {
                tracing::debug!(reason = %failure, "a permit could not be returned");
            }
        });
    }
}
