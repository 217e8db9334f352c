//! Faults on demand: what goes wrong between a program and its portal, so that it can be tried.

mod play;

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::http::request;

pub(super) use self::play::Slot;

use super::Portal;
use super::answer::Failure;
use super::received;

/// Something that goes wrong with a call. What matters to a caller is whether the method [ran](Self::ran): a call that did
/// not run may be made again, and one that did must not be, if it writes.
///
/// | fault | what the client gives | `did_run()` | tried again |
/// | --- | --- | --- | --- |
/// | [`Delay`](Self::Delay) | the answer, or [`Timeout`](bitrix24::error::TransportKind::Timeout) | `None` | reads |
/// | [`CutBefore`](Self::CutBefore), [`CutAfter`](Self::CutAfter), [`CutWithin`](Self::CutWithin) | [`Lost`](bitrix24::error::TransportKind::Lost) | `None` | reads |
/// | [`InternalError`](Self::InternalError) | [`Error::Api`](bitrix24::Error::Api) with `INTERNAL_SERVER_ERROR` | `None` | reads |
/// | [`BadGateway`](Self::BadGateway), [`Unavailable`](Self::Unavailable) | [`Status`](bitrix24::error::AnswerKind::Status) | `None` | reads |
/// | [`Redirect`](Self::Redirect) | [`Redirect`](bitrix24::error::TransportKind::Redirect) | `Some(false)` | no |
/// | [`Html`](Self::Html) | [`NotJson`](bitrix24::error::AnswerKind::NotJson) | `None` | no |
/// | [`WrongTypes`](Self::WrongTypes) | [`Shape`](bitrix24::error::AnswerKind::Shape) | `Some(true)` | no |
/// | [`QueryLimit`](Self::QueryLimit) | the answer, later | `Some(false)` | every call |
/// | [`Truncated`](Self::Truncated) | [`Truncated`](bitrix24::error::AnswerKind::Truncated) | `None` | no |
///
/// ```
/// use bitrix24_portal::Fault;
///
/// assert!(Fault::CutAfter.ran());
/// assert!(!Fault::BadGateway { ran: false }.ran());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The method runs at once, and its answer comes so much later. This is real time, whatever clock the portal has, as
    /// the time limit of a request is.
    Delay(Duration),
    /// The connection ends before the method runs.
    CutBefore,
    /// The method runs, and the connection ends before the answer begins.
    CutAfter,
    /// The method runs, and the connection ends in the middle of the answer.
    CutWithin,
    /// Status 500 with the error `INTERNAL_SERVER_ERROR`.
    InternalError {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// Status 502 with the HTML page of a gateway.
    BadGateway {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// Status 503 with the HTML page of a gateway.
    Unavailable {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// Status 302 that points to another host, `https://elsewhere.invalid`, which nobody has. The method does not run. An
    /// application asks its authorisation server for the new address then.
    Redirect,
    /// Status 200 with an HTML page, such as a login form.
    Html {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// The method runs, and in the place of each value of its result stands one of another type: a text for lists and
    /// objects, a list of lists for the rest. An error of the method stays what it is.
    WrongTypes,
    /// The error `QUERY_LIMIT_EXCEEDED`, with status 503. The method does not run.
    QueryLimit,
    /// The method runs, and its answer ends in the middle of the JSON, though the answer is whole as HTTP.
    Truncated,
}

impl Fault {
    /// Whether the method runs.
    ///
    /// ```
    /// use bitrix24_portal::Fault;
    ///
    /// let unclear = [Fault::CutBefore, Fault::CutAfter]; // one and the same for a caller
    /// assert_eq!(unclear.map(|fault| fault.ran()), [false, true]);
    /// ```
    pub const fn ran(&self) -> bool {
        match self {
            Self::Delay(_)
            | Self::CutAfter
            | Self::CutWithin
            | Self::WrongTypes
            | Self::Truncated => true,
            Self::CutBefore | Self::Redirect | Self::QueryLimit => false,
            Self::InternalError { ran }
            | Self::BadGateway { ran }
            | Self::Unavailable { ran }
            | Self::Html { ran } => *ran,
        }
    }
}

impl Portal {
    /// Lets the next call of the method fail; a second fault for the same method is for the call after it. The case of
    /// the name does not count. A batch is the method `batch`, and its commands have no faults of their own. What is
    /// refused for its webhook or token, or has no method in its address, takes no fault.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::crm::{OwnerType, item::productrow};
    /// use bitrix24_portal::{Fault, Portal};
    ///
    /// let portal = Portal::start().await?;
    /// portal.add_owner(OwnerType::Deal, 7);
    /// portal.fail_next("crm.item.productrow.add", Fault::CutAfter);
    ///
    /// let client = portal.client()?;
    /// let row = productrow::AddFields::new(7, OwnerType::Deal).product_name("Delivery").price(15);
    /// let error = client.call(productrow::add(row)).await.expect_err("the answer is lost");
    /// assert_eq!(error.did_run(), None); // nobody can tell, so it was not sent again
    ///
    /// // A program has to look whether it is there. Here it is.
    /// let filter = productrow::ListFilter::new(OwnerType::Deal, 7);
    /// let rows = client.call(productrow::list(filter)).await?;
    /// assert_eq!(rows.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_next(&self, method: &str, fault: Fault) {
        let mut plan = self.desk.faults.lock();
        let queue = plan.next.entry(method.to_ascii_lowercase()).or_default();
        queue.push_back(fault);
    }

    /// Lets calls of every method fail by chance: each with the probability `rate`, from 0 to 1, by one of these faults.
    /// The same seed gives the same faults in the same order. What is asked for by [`fail_next`](Self::fail_next) comes
    /// first, and takes nothing out of that order.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::crm::item::productrow;
    /// use bitrix24_portal::{Fault, Portal};
    ///
    /// let portal = Portal::start().await?;
    /// let lost = [Fault::CutBefore, Fault::CutWithin, Fault::BadGateway { ran: true }];
    /// portal.fail_randomly(42, 0.1, &lost);
    /// let client = portal.client()?;
    /// for _ in 0..20 {
    ///     client.call(productrow::fields()).await?; // a read is tried again
    /// }
    /// assert_eq!(client.stats().retries, portal.faults_played());
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_randomly(&self, seed: u64, rate: f64, faults: &[Fault]) {
        self.desk.faults.lock().chance = Some(Chance {
            state: seed,
            rate,
            faults: faults.to_vec(),
        });
    }

    /// Lets nothing fail any more, neither by chance nor as the next call of a method.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::crm::item::productrow;
    /// use bitrix24_portal::{Fault, Portal};
    ///
    /// let portal = Portal::start().await?;
    /// portal.fail_randomly(1, 1.0, &[Fault::Redirect]);
    /// let client = portal.client()?;
    /// assert!(client.call(productrow::fields()).await.is_err());
    /// portal.stop_failing();
    /// assert!(client.call(productrow::fields()).await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
    pub fn stop_failing(&self) {
        let mut plan = self.desk.faults.lock();
        plan.next.clear();
        plan.chance = None;
    }

    /// How many calls had a fault.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let portal = bitrix24_portal::Portal::start().await?;
    /// assert_eq!(portal.faults_played(), 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn faults_played(&self) -> u64 {
        self.desk.faults.lock().played
    }
}

/// The faults to come.
#[derive(Debug, Default)]
pub(super) struct Faults(Mutex<Plan>);

#[derive(Debug, Default)]
struct Plan {
    /// By the name of the method in small letters.
    next: HashMap<String, VecDeque<Fault>>,
    chance: Option<Chance>,
    played: u64,
}

impl Faults {
    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides what goes wrong with a call. A failure keeps its method from running; what the caller gets for it, and for
    /// the faults of methods that run, is up to the server.
    pub(super) fn befall(&self, method: &str, head: &request::Parts) -> Result<(), Failure> {
        let Some(fault) = self.lock().draw(method) else {
            return Ok(());
        };
        tracing::debug!(method, ?fault, "a call has a fault");
        let ran = fault.ran();
        if let Some(slot) = head.extensions.get::<Slot>() {
            slot.put(fault, received::version(head.uri.path()));
        }
        if ran { Ok(()) } else { Err(play::internal()) }
    }
}

impl Plan {
    fn draw(&mut self, method: &str) -> Option<Fault> {
        let queue = self.next.get_mut(&method.to_ascii_lowercase());
        let fault = queue
            .and_then(VecDeque::pop_front)
            .or_else(|| self.chance.as_mut()?.draw());
        self.played += u64::from(fault.is_some());
        fault
    }
}

/// Faults by chance, from a generator that gives the same ones for the same seed (SplitMix64).
#[derive(Debug)]
struct Chance {
    state: u64,
    rate: f64,
    faults: Vec<Fault>,
}

impl Chance {
    fn draw(&mut self) -> Option<Fault> {
        let (whether, which) = (self.number(), self.number());
        #[expect(clippy::cast_precision_loss, reason = "the lowest bits do not matter")]
        let fraction = whether as f64 / 2f64.powi(64);
        if self.faults.is_empty() || fraction >= self.rate {
            return None;
        }
        let index = which % self.faults.len() as u64;
        self.faults.get(usize::try_from(index).ok()?).cloned()
    }

    fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.state;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chance(seed: u64, rate: f64) -> Chance {
        Chance {
            state: seed,
            rate,
            faults: vec![Fault::CutBefore, Fault::CutAfter, Fault::Redirect],
        }
    }

    #[test]
    fn a_seed_gives_its_faults_at_the_rate() {
        let drawn = |seed, rate| {
            let mut chance = chance(seed, rate);
            std::iter::repeat_with(move || chance.draw())
                .take(10_000)
                .collect::<Vec<_>>()
        };
        assert_eq!(drawn(7, 0.2), drawn(7, 0.2));
        assert_ne!(drawn(7, 0.2), drawn(8, 0.2));
        let some = drawn(7, 0.2).into_iter().flatten().collect::<Vec<_>>();
        assert!((1_800..2_200).contains(&some.len()), "{}", some.len());
        for fault in [Fault::CutBefore, Fault::CutAfter, Fault::Redirect] {
            let count = some.iter().filter(|one| **one == fault).count();
            assert!((500..850).contains(&count), "{fault:?}: {count}");
        }
        assert!(drawn(7, 0.0).iter().all(Option::is_none));
        assert!(drawn(7, 1.0).iter().all(Option::is_some));
    }
}
