//! What a walk through the JSON remembers.

use std::borrow::Cow;
use std::fmt;

use crate::field::{Misfit, Step, append};

#[derive(Debug)]
struct Failure {
    /// From the inside out: it grows while the visitor unwinds, and costs nothing on success.
    steps: Vec<Step>,
    expected: Cow<'static, str>,
    found: String,
}

/// What one walk through the JSON remembers.
///
/// Serde's errors carry only text; a misfit travels here beside them.
#[derive(Debug, Default)]
pub(crate) struct Context {
    failure: Option<Box<Failure>>,
    depth: u32,
}

/// Deepest nesting. It is the limit of `serde_json` too; values that were built in the program have none of their own.
const DEEPEST: u32 = 128;

impl Context {
    /// Notes a misfit. The error that serde needs says nothing by itself.
    #[cold]
    pub(crate) fn fail<E: serde::de::Error>(
        &mut self,
        expected: &'static str,
        found: &dyn fmt::Display,
    ) -> E {
        self.note(expected, found);
        E::custom("a value does not fit")
    }

    /// Notes a misfit.
    #[cold]
    pub(crate) fn note(&mut self, expected: &'static str, found: &dyn fmt::Display) {
        let failure = Failure {
            steps: Vec::new(),
            expected: Cow::Borrowed(expected),
            found: found.to_string(),
        };
        self.failure = Some(Box::new(failure));
    }

    /// Goes on with a misfit that was found outside the walk, below where the walk is.
    #[cold]
    pub(crate) fn take_over<E: serde::de::Error>(&mut self, misfit: Misfit) -> E {
        let failure = Failure {
            steps: vec![Step::Path(misfit.path)],
            expected: Cow::Owned(misfit.expected),
            found: misfit.found,
        };
        self.failure = Some(Box::new(failure));
        E::custom("a value does not fit")
    }

    /// Adds the step that led to the place of the misfit, if there is one.
    #[cold]
    pub(crate) fn under(&mut self, step: Step) {
        if let Some(failure) = &mut self.failure {
            failure.steps.push(step);
        }
    }

    /// The misfit, as it looks from a value at `root`.
    pub(crate) fn take(&mut self, root: &str) -> Option<Misfit> {
        let failure = self.failure.take()?;
        let mut path = root.to_owned();
        for step in failure.steps.iter().rev() {
            append(&mut path, step);
        }
        Some(Misfit {
            path,
            expected: failure.expected.into_owned(),
            found: failure.found,
        })
    }

    /// Enters a list or an object.
    #[inline]
    pub(crate) fn descend<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fail("at most 128 levels of nesting", &"more"));
        }
        Ok(())
    }

    /// Leaves a list or an object.
    #[inline]
    pub(crate) fn ascend(&mut self) {
        self.depth -= 1;
    }
}
