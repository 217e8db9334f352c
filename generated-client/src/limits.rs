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
pub(crate) use operating::{MINUTE, Operating};

pub use bucket::Bucket;
#[cfg(feature = "redis")]
pub use redis_bucket::RedisBucket;

/// How often a portal may be called, and how long a method may run.
///
/// A portal counts requests: each request adds one, time subtracts some, and requests above the
/// limit are refused with `QUERY_LIMIT_EXCEEDED`. It also adds up the time that each method has
/// used in the last ten minutes, and blocks a method that has used too much with
/// `OPERATION_TIME_LIMIT`. The client keeps both counts itself, and delays calls before the portal
/// refuses them.
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
    /// Requests that are forgotten each second; `None` when the portal does not count requests.
    pub(crate) rate: Option<f64>,
    /// Largest count of requests.
    pub(crate) burst: u32,
    /// Time that a method may use; `None` when the portal does not count it.
    pub(crate) operating: Option<Duration>,
}

impl Limits {
    /// The limits of the Enterprise plan: 5 requests each second, after 250 at once.
    pub const fn enterprise() -> Self {
        Self::new(5.0, 250)
    }

    /// No limits, as on a self-hosted portal, where the administrator may have set other ones.
    pub const fn unlimited() -> Self {
        Self {
            rate: None,
            burst: u32::MAX,
            operating: None,
        }
    }

    /// A number of requests each second, after `burst` at once, and 480 seconds for each method, as
    /// in the cloud.
    ///
    /// A rate of zero or less means that the portal does not count requests.
    pub const fn new(rate: f64, burst: u32) -> Self {
        Self {
            rate: if rate > 0.0 { Some(rate) } else { None },
            burst: if burst == 0 { 1 } else { burst },
            operating: Some(Duration::from_secs(480)),
        }
    }

    /// Time that a method may use in ten minutes; `None` when the portal does not count it.
    pub const fn operating(mut self, seconds: Option<Duration>) -> Self {
        self.operating = seconds;
        self
    }
}

impl Default for Limits {
    /// The limits of all plans but Enterprise: 2 requests each second, after 50 at once; 480
    /// seconds for each method.
    fn default() -> Self {
        Self::new(2.0, 50)
    }
}

/// A future that resolves once a request may be sent. Dropping it releases the permit.
pub type Permit<'a> = BoxFuture<'a, Result<(), LimiterError>>;

/// Decides when a request may be sent to a portal.
///
/// The portal counts all requests from one address together. [`Bucket`] counts those of one
/// process; another limiter can count those of several.
pub trait Limiter: fmt::Debug + Send + Sync {
    /// Waits for a permit to send one request. Dropping the future releases the permit.
    ///
    /// Fails at once when the permit would come after `deadline`, a moment of `clock`.
    fn acquire<'a>(
        &'a self,
        portal: &'a str,
        clock: &'a Arc<dyn Clock>,
        deadline: Option<Duration>,
    ) -> Permit<'a>;

    /// Reports that the portal refused a request, since it has counted more requests than this
    /// limiter.
    fn refused<'a>(&'a self, portal: &'a str, clock: &'a Arc<dyn Clock>) -> BoxFuture<'a, ()>;
}

/// Why a request got no permit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimiterError {
    /// The permit would come after the deadline.
    #[error("the next permit is {wait:?} away, after the deadline")]
    Deadline {
        /// Time until the permit.
        wait: Duration,
    },
    /// The limiter itself failed, for example because the state that it shares with other processes
    /// cannot be reached.
    #[error("the limiter failed: {reason}")]
    Failed {
        /// The cause.
        reason: String,
    },
}
