//! A mistake that `serde` reports, with its node.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::Identity;
use crate::source::Span;

/// Why reading stopped.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) what: What,
    /// Where; filled in by the innermost reader that the failure passes.
    pub(super) node: Option<Box<FailedNode>>,
}

/// What is wrong.
#[derive(Debug)]
pub(super) enum What {
    UnknownKey {
        key: String,
        known: &'static [&'static str],
    },
    UnknownWord {
        word: String,
        known: &'static [&'static str],
    },
    /// `found` is empty where the node describes itself better.
    WrongKind {
        expected: String,
        found: String,
    },
    Missing(&'static str),
    Other(String),
}

/// The value or entry that is wrong.
#[derive(Debug)]
pub(super) struct FailedNode {
    pub(super) identity: Identity,
    pub(super) span: Span,
    /// The keys and indices that lead to it, the innermost first. Each reader that the failure
    /// passes adds its own, so that what is right costs nothing.
    pub(super) path: Vec<String>,
    /// What it is.
    pub(super) found: &'static str,
    /// Its keys.
    pub(super) keys: Vec<String>,
    /// Whether something was already left out of it: then a missing key is not reported.
    pub(super) repaired: bool,
}

impl Failure {
    pub(super) fn new(what: What) -> Self {
        Self { what, node: None }
    }

    /// Adds the node, unless an inner reader has added one.
    pub(super) fn at(mut self, node: impl FnOnce() -> FailedNode) -> Self {
        self.node.get_or_insert_with(|| Box::new(node()));
        self
    }

    /// Adds the key or index of the value in which it happened.
    pub(super) fn within(mut self, step: impl fmt::Display) -> Self {
        if let Some(failed) = &mut self.node {
            failed.path.push(step.to_string());
        }
        self
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey { key, .. } => write!(f, "unknown key `{key}`"),
            Self::UnknownWord { word, .. } => write!(f, "unknown word `{word}`"),
            Self::WrongKind { expected, .. } => write!(f, "expected {expected}"),
            Self::Missing(key) => write!(f, "`{key}` is missing"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(What::Other(message.to_string()))
    }

    fn invalid_type(_found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(What::WrongKind {
            expected: expected.to_string(),
            found: String::new(),
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Str(text) => format!("`{text}`"),
            Unexpected::Signed(value) => format!("`{value}`"),
            Unexpected::Unsigned(value) => format!("`{value}`"),
            _ => String::new(),
        };
        Self::new(What::WrongKind {
            expected: expected.to_string(),
            found,
        })
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownWord {
            word: word.to_owned(),
            known,
        })
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownKey {
            key: key.to_owned(),
            known,
        })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(What::Missing(key))
    }
}
