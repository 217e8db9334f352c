//! Limits of the portal: the rate of calls, and the time that methods use.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::answer::{Failure, Used};
use bitrix24::Clock;
use bitrix24::Limits;
use bitrix24::internal::{LimitValues, RealClock};

/// The time for which a minute's used time is counted.
const KEPT: Duration = Duration::from_secs(600);
const MINUTE: Duration = Duration::from_secs(60);

/// Counts requests and used time.
pub(crate) struct Gate {
    limits: LimitValues,
    /// Time that each call takes.
    each: Option<Duration>,
    clock: Arc<dyn Clock>,
    account: Mutex<Account>,
}

#[derive(Default)]
struct Account {
    /// The moment at which the count of requests reaches zero.
    empty: Duration,
    /// Used time of each method, by the minute in which the call began.
    used: HashMap<String, VecDeque<Basket>>,
}

struct Basket {
    begin: Duration,
    used: Duration,
}

impl Gate {
    pub(crate) fn new(
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

    /// The portal's clock.
    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }

    /// Counts a request, or refuses it.
    pub(crate) fn request(&self) -> Result<(), Failure> {
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

    /// Counts a call of a method, or refuses it. Returns the method's used time after it.
    pub(crate) fn call(&self, method: &str) -> Result<Option<Used>, Failure> {
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
