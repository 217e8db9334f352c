//! What does not fit, where it stands, and what should have been there.

use std::borrow::Cow;
use std::fmt;

use super::input::Input;
use crate::value::Value;

/// A value in the JSON that cannot be read as what is documented there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Where: `result.productRows[3].price`. Empty when the whole value does not fit.
    pub path: String,
    /// What should have been there: `a whole number`.
    pub expected: String,
    /// What was there, shortened: `"abc"`.
    pub found: String,
}

impl Misfit {
    /// An error that serde raised and we did not.
    pub(super) fn other(error: &dyn fmt::Display) -> Self {
        Self {
            path: String::new(),
            expected: "a readable value".to_owned(),
            found: error.to_string(),
        }
    }
}

impl Misfit {
    /// The same misfit, seen from an object that has the value under a key.
    pub(crate) fn under(self, key: &str) -> Self {
        let mut path = String::new();
        append(&mut path, &Step::Key(key.to_owned()));
        append(&mut path, &Step::Path(self.path));
        Self { path, ..self }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)?;
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        write!(f, ", got {}", self.found)
    }
}

impl std::error::Error for Misfit {}

/// Says what a value is, shortened.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::List(items) if items.is_empty() => "an empty list".to_owned(),
        Value::List(_) => LIST.to_owned(),
        Value::Map(_) => OBJECT.to_owned(),
        scalar => Input::of(scalar).unwrap_or(Input::Null).to_string(),
    }
}

/// How a message calls a list that was found.
pub(super) const LIST: &str = "a list";
/// How a message calls an object that was found.
pub(super) const OBJECT: &str = "an object";

/// One step of a JSON path.
#[derive(Debug)]
pub(super) enum Step {
    Key(String),
    Index(usize),
    /// Several steps, as they are written.
    Path(String),
}

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
pub(super) struct Context {
    failure: Option<Box<Failure>>,
    depth: u32,
}

/// Deepest nesting. It is the limit of `serde_json` too; values that were built in the program have none of their own.
const DEEPEST: u32 = 128;

impl Context {
    /// Notes a misfit. The error that serde needs says nothing by itself.
    #[cold]
    pub(super) fn fail<E: serde::de::Error>(
        &mut self,
        expected: &'static str,
        found: &dyn fmt::Display,
    ) -> E {
        self.note(expected, found);
        E::custom("a value does not fit")
    }

    /// Notes a misfit.
    #[cold]
    pub(super) fn note(&mut self, expected: &'static str, found: &dyn fmt::Display) {
        let failure = Failure {
            steps: Vec::new(),
            expected: Cow::Borrowed(expected),
            found: found.to_string(),
        };
        self.failure = Some(Box::new(failure));
    }

    /// Goes on with a misfit that was found outside the walk, below where the walk is.
    #[cold]
    pub(super) fn take_over<E: serde::de::Error>(&mut self, misfit: Misfit) -> E {
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
    pub(super) fn under(&mut self, step: Step) {
        if let Some(failure) = &mut self.failure {
            failure.steps.push(step);
        }
    }

    /// The misfit, as it looks from a value at `root`.
    pub(super) fn take(&mut self, root: &str) -> Option<Misfit> {
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
    pub(super) fn descend<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fail("at most 128 levels of nesting", &"more"));
        }
        Ok(())
    }

    /// Leaves a list or an object.
    #[inline]
    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }
}

fn append(path: &mut String, step: &Step) {
    match step {
        Step::Index(index) => {
            path.push('[');
            path.push_str(&index.to_string());
            path.push(']');
        }
        Step::Path(below) => {
            if !path.is_empty() && !below.is_empty() && !below.starts_with('[') {
                path.push('.');
            }
            path.push_str(below);
        }
        Step::Key(key) if is_plain(key) => {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(key);
        }
        Step::Key(key) => {
            path.push('[');
            path.push_str(&Input::Text(key).to_string());
            path.push(']');
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 64
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
