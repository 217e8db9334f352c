//! Limits of the portal: how often it may be called, and how long its methods may run.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::PortalBuilder;
use super::answer::Failure;
use bitrix24::Clock;
use bitrix24::Limits;
use bitrix24::internal::{LimitValues, RealClock};

/// How long a minute's basket of used time is counted.
const KEPT: Duration = Duration::from_secs(600);
const MINUTE: Duration = Duration::from_secs(60);

impl PortalBuilder {
    /// Lets the portal keep limits: requests that come too fast are refused with `QUERY_LIMIT_EXCEEDED`, methods that have
    /// used up their time with `OPERATION_TIME_LIMIT`. By default it keeps none.
    ///
    /// The limits go by the portal's [`clock`](Self::clock). With a [`VirtualClock`](bitrix24::VirtualClock) that a client
    /// shares, hours of waiting pass at once.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Time that each call is said to take, for the account of `OPERATION_TIME_LIMIT`; by default none, and `time` in
    /// answers does not tell of the account then.
    pub fn execution_time(mut self, each: Duration) -> Self {
        self.execution_time = Some(each);
        self
    }
}

/// Counts requests and used time.
pub(super) struct Gate {
    limits: LimitValues,
    /// Time that each call takes.
    each: Option<Duration>,
    clock: Arc<dyn Clock>,
    account: Mutex<Account>,
}

#[derive(Default)]
struct Account {
    /// The moment at which the count of requests is at zero.
    empty: Duration,
    /// Time used by each method, by the minute in which it began.
    used: HashMap<String, VecDeque<Basket>>,
}

struct Basket {
    begin: Duration,
    used: Duration,
}

/// The account of a method, as answers tell of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Used {
    /// Seconds used.
    pub(super) operating: f64,
    /// Time until a part is forgotten.
    pub(super) reset_in: Duration,
}

impl Gate {
    pub(super) fn new(
        limits: Option<Limits>,
        each: Option<Duration>,
        clock: Option<Arc<dyn Clock>>,
    ) -> Self {
        Self {
            limits: limits.unwrap_or(Limits::unlimited()).into(),
            each,
            clock: clock.unwrap_or_else(|| Arc::new(RealClock::default())),
            account: Mutex::default(),
        }
    }

    fn account(&self) -> MutexGuard<'_, Account> {
        self.account.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The portal's time.
    pub(super) fn now(&self) -> Duration {
        self.clock.now()
    }

    /// Counts a request, or refuses it.
    pub(super) fn request(&self) -> Result<(), Failure> {
        let Some(rate) = self.limits.rate else {
            return Ok(());
        };
        let each = Duration::from_secs_f64(1.0 / rate);
        let now = self.clock.now();
        let mut account = self.account();
        let level = account.empty.max(now) + each;
        if level > now + each * self.limits.burst {
            return Err(Failure::system("QueryLimitExceeded", "Too many requests"));
        }
        account.empty = level;
        Ok(())
    }

    /// Counts a call of a method, or refuses it; gives the method's account after it.
    pub(super) fn call(&self, method: &str) -> Result<Option<Used>, Failure> {
        let Some(each) = self.each else {
            return Ok(None);
        };
        let now = self.clock.now();
        let mut account = self.account();
        let baskets = account.used.entry(method.to_owned()).or_default();
        baskets.retain(|basket| basket.begin + KEPT > now);
        let total = |baskets: &VecDeque<Basket>| baskets.iter().map(|basket| basket.used).sum();
        let used: Duration = total(baskets);
        if self.limits.operating.is_some_and(|limit| used > limit) {
            let message = "Method is blocked due to operation time limit.";
            return Err(Failure::system("OperationTimeLimit", message));
        }
        match baskets
            .back_mut()
            .filter(|basket| basket.begin + MINUTE > now)
        {
            Some(basket) => basket.used += each,
            None => baskets.push_back(Basket {
                begin: now,
                used: each,
            }),
        }
        let oldest = baskets.front().map_or(now, |basket| basket.begin);
        Ok(Some(Used {
            operating: total(baskets).as_secs_f64(),
            reset_in: (oldest + KEPT).saturating_sub(now),
        }))
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
