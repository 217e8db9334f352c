//! The number of retries that a client has for all its calls.

use std::sync::{Mutex, PoisonError};

/// Retries that all calls of a client share, so that a portal in trouble is not called even more
/// often. Every call adds a fifth of a retry, up to a hundred retries.
#[derive(Debug)]
pub(crate) struct Budget {
    /// In fifths of a retry.
    left: Mutex<u32>,
}

const FIFTHS: u32 = 5;
const MOST: u32 = 100 * FIFTHS;

impl Budget {
    pub(crate) fn new() -> Self {
        Self {
            left: Mutex::new(MOST),
        }
    }

    /// Adds the share of one call.
    pub(crate) fn call(&self) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + 1).min(MOST);
    }

    /// Takes a retry, if there is one.
    pub(crate) fn take(&self) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = left.checked_sub(FIFTHS);
        *left = taken.unwrap_or(*left);
        taken.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_in_trouble_gets_few_tries() {
        let budget = Budget::new();
        let mut tries = 0;
        for _ in 0..1_000 {
            budget.call();
            tries += u32::from(budget.take());
        }
        // The initial amount, and a fifth of the calls.
        assert!((290..=310).contains(&tries), "{tries}");
    }
}
