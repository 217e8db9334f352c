//! Limits of the portal: how often it may be called, and how much time each method may use.

mod bucket;
mod operating;
#[cfg(feature = "redis")]
mod redis_bucket;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::platform::BoxFuture;
pub(crate) use operating::Operating;

pub use bucket::Bucket;
#[cfg(feature = "redis")]
pub use redis_bucket::RedisBucket;

/// How often a portal may be called, and how long a method may run.
///
/// A portal counts requests: each adds one, time takes some away, and what comes when the count is too high is refused
/// with `QUERY_LIMIT_EXCEEDED`. It also adds up the time that each method has used in the last ten minutes, and blocks a
/// method that has used too much with `OPERATION_TIME_LIMIT`. The client keeps both accounts itself, and holds calls back
/// before the portal refuses them.
///
/// Documented in [REST API limits](https://apidocs.bitrix24.com/limits.html).
///
/// ```
/// use bitrix24::Limits;
///
/// let most_plans = Limits::default();
/// let enterprise = Limits::enterprise();
/// let self_hosted = Limits::unlimited();
/// # let _ = (most_plans, enterprise, self_hosted);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Requests that are forgotten each second; nothing where requests are not counted.
    pub(crate) rate: Option<f64>,
    /// Requests that the count may reach.
    pub(crate) burst: u32,
    /// Seconds that a method may use up; nothing where they are not counted.
    pub(crate) operating: Option<Duration>,
}

impl Limits {
    /// What the Enterprise plan has: 5 requests each second, after 250 at once.
    pub const fn enterprise() -> Self {
        Self::new(5.0, 250)
    }

    /// None, as on a portal that runs on a server of one's own, where the administrator may have set other ones.
    pub const fn unlimited() -> Self {
        Self {
            rate: None,
            burst: u32::MAX,
            operating: None,
        }
    }

    /// A number of requests each second, after `burst` at once, and the 480 seconds that the cloud gives a method.
    ///
    /// A rate that is not above zero means that the portal does not count.
    pub const fn new(rate: f64, burst: u32) -> Self {
        Self {
            rate: if rate > 0.0 { Some(rate) } else { None },
            burst: if burst == 0 { 1 } else { burst },
            operating: Some(Duration::from_secs(480)),
        }
    }

    /// Seconds that a method may use up in ten minutes; nothing when the portal does not count them.
    pub const fn operating(mut self, seconds: Option<Duration>) -> Self {
        self.operating = seconds;
        self
    }
}

impl Default for Limits {
    /// What every plan but Enterprise has: 2 requests each second, after 50 at once; 480 seconds for a method.
    fn default() -> Self {
        Self::new(2.0, 50)
    }
}

/// A wait for one's turn.
pub type Turn<'a> = BoxFuture<'a, Result<(), LimiterError>>;

/// Decides when a request may be sent to a portal.
///
/// The portal counts all that comes from one address, whoever sends it. [`Bucket`] keeps the account for one process; a
/// limiter of one's own can keep it for several.
pub trait Limiter: fmt::Debug + Send + Sync {
    /// Waits for one's turn to send a request. When the wait is dropped, the turn is another's.
    ///
    /// It fails at once when the turn would come after `deadline`, a moment of `clock`.
    fn acquire<'a>(
        &'a self,
        portal: &'a str,
        clock: &'a Arc<dyn Clock>,
        deadline: Option<Duration>,
    ) -> Turn<'a>;

    /// The portal has refused a request, since it has counted more than this limiter knows of.
    fn refused<'a>(&'a self, portal: &'a str, clock: &'a Arc<dyn Clock>) -> BoxFuture<'a, ()>;
}

/// Why a request got no turn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimiterError {
    /// The turn would come too late.
    #[error("its turn would come in {wait:?}, after the deadline")]
    Deadline {
        /// Time until the turn.
        wait: Duration,
    },
    /// The limiter itself has failed, as when what it shares with other processes cannot be reached.
    #[error("the limiter has failed: {reason}")]
    Failed {
        /// What happened.
        reason: String,
    },
}
