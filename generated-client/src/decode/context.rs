//! State of one walk through the JSON.

use std::borrow::Cow;
use std::fmt;

use super::room::Room;
use crate::field::{Step, TypeMismatch, append};

#[derive(Debug)]
struct Failure {
    /// From the inside out: the list grows while the visitor unwinds, and costs nothing on success.
    steps: Vec<Step>,
    expected: Cow<'static, str>,
    found: String,
}

/// State of one walk through the JSON.
///
/// Serde's errors carry only text, so a type mismatch is kept here.
#[derive(Debug)]
pub(crate) struct Context {
    failure: Option<Box<Failure>>,
    /// Memory that the values may still take.
    pub(crate) room: Room,
    depth: u32,
    /// Whether the whole value is a list, so that what is directly in it are rows.
    has_rows: bool,
}

/// The error of serde has no information of its own: the room says that it is exceeded.
#[cold]
fn exceeded<E: serde::de::Error>() -> E {
    E::custom("the values take too much memory")
}

/// Deepest nesting that is read. `serde_json` has the same limit; values built in the program have
/// none.
const DEEPEST: u32 = 128;

impl Default for Context {
    /// A walk whose values may take any memory.
    fn default() -> Self {
        Self::within(Room::UNLIMITED)
    }
}

impl Context {
    /// The state of a walk whose values may take that memory.
    pub(crate) fn within(room: Room) -> Self {
        Self {
            failure: None,
            room,
            depth: 0,
            has_rows: false,
        }
    }

    /// Counts memory that a value takes.
    #[inline]
    pub(crate) fn count<E: serde::de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        if self.room.take(bytes) {
            Ok(())
        } else {
            Err(exceeded())
        }
    }

    /// A list begins.
    #[inline]
    pub(crate) fn list(&mut self) {
        self.has_rows |= self.depth == 1;
    }

    /// Whether the current value is a row of the whole list.
    pub(crate) fn is_row(&self) -> bool {
        self.has_rows && self.depth == 2
    }

    /// Keeps a type mismatch. The returned error of serde has no information of its own.
    #[cold]
    pub(crate) fn fail<E: serde::de::Error>(
        &mut self,
        expected: &'static str,
        found: &dyn fmt::Display,
    ) -> E {
        self.note(expected, found);
        E::custom("a value does not fit")
    }

    /// Keeps a type mismatch.
    #[cold]
    pub(crate) fn note(&mut self, expected: &'static str, found: &dyn fmt::Display) {
        let failure = Failure {
            steps: Vec::new(),
            expected: Cow::Borrowed(expected),
            found: found.to_string(),
        };
        self.failure = Some(Box::new(failure));
    }

    /// Keeps a type mismatch that was found outside of the walk, below its current position.
    #[cold]
    pub(crate) fn take_over<E: serde::de::Error>(&mut self, mismatch: TypeMismatch) -> E {
        let failure = Failure {
            steps: vec![Step::Path(mismatch.path)],
            expected: Cow::Owned(mismatch.expected),
            found: mismatch.found,
        };
        self.failure = Some(Box::new(failure));
        E::custom("a value does not fit")
    }

    /// Adds a step to the path of the mismatch, if there is one.
    #[cold]
    pub(crate) fn under(&mut self, step: Step) {
        if let Some(failure) = &mut self.failure {
            failure.steps.push(step);
        }
    }

    /// The mismatch, with `root` before its path.
    pub(crate) fn take(&mut self, root: &str) -> Option<TypeMismatch> {
        let failure = self.failure.take()?;
        let mut path = root.to_owned();
        for step in failure.steps.iter().rev() {
            append(&mut path, step);
        }
        Some(TypeMismatch {
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
