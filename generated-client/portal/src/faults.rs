//! Fault injection: faults between a program and its portal, on demand.

mod fault;
mod play;

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hyper::http::request;

pub use self::fault::{Fault, NoSuchFault};
pub(crate) use self::play::Slot;

use crate::answer::Failure;
use crate::received;

/// The planned faults.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Plan>);

#[derive(Debug, Default)]
struct Plan {
    /// By the name of the method in lower case.
    next: HashMap<String, VecDeque<Fault>>,
    /// Faults of later calls: the name of the method, the number of its calls until then.
    later: Vec<(String, u64, Fault)>,
    chance: Option<Chance>,
    played: u64,
}

impl Faults {
    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a fault for the next call of a method, behind those that are already planned.
    pub(crate) fn add(&self, method: &str, fault: Fault) {
        let mut plan = self.lock();
        let queue = plan.next.entry(method.to_ascii_lowercase()).or_default();
        queue.push_back(fault);
    }

    /// Adds a fault for the `nth` call of a method from now on.
    pub(crate) fn add_nth(&self, method: &str, nth: u64, fault: Fault) {
        let later = (method.to_ascii_lowercase(), nth.max(1), fault);
        self.lock().later.push(later);
    }

    /// Chooses faults at random from now on, with the probability `rate` for each call.
    pub(crate) fn draw_randomly(&self, seed: u64, rate: f64, faults: &[Fault]) {
        self.lock().chance = Some(Chance {
            state: seed,
            rate,
            faults: faults.to_vec(),
        });
    }

    /// Removes all planned faults.
    pub(crate) fn clear(&self) {
        let mut plan = self.lock();
        plan.next.clear();
        plan.later.clear();
        plan.chance = None;
    }

    /// The number of calls with a fault.
    pub(crate) fn played(&self) -> u64 {
        self.lock().played
    }

    /// Chooses the fault of a call. A failure prevents its method from running; the server decides
    /// what the caller gets for it, and for the faults of methods that run.
    pub(crate) fn befall(&self, method: &str, head: &request::Parts) -> Result<(), Failure> {
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
        let method = method.to_ascii_lowercase();
        let mut later = None;
        self.later.retain_mut(|(of, left, fault)| {
            if *of == method {
                *left -= 1;
            }
            let is_due = *of == method && *left == 0;
            if is_due {
                later = Some(fault.clone());
            }
            !is_due
        });
        let queue = self.next.get_mut(&method);
        let fault = later
            .or_else(|| queue.and_then(VecDeque::pop_front))
            .or_else(|| self.chance.as_mut()?.draw());
        self.played += u64::from(fault.is_some());
        fault
    }
}

/// Random faults, from a generator that repeats itself for the same seed (SplitMix64).
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
