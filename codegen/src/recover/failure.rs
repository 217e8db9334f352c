//! A mistake as `serde` tells it, with its place.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::Identity;
use crate::source::Span;

/// Why a reading stopped.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) what: What,
    /// Where; filled in by the innermost reader that the failure passes.
    pub(super) place: Option<Box<Place>>,
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
    /// `found` is empty where the node itself tells it better.
    WrongKind {
        expected: String,
        found: String,
    },
    Missing(&'static str),
    Other(String),
}

/// The value or entry that is wrong.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) identity: Identity,
    pub(super) span: Span,
    pub(super) path: Vec<String>,
    /// What stands there.
    pub(super) found: &'static str,
    /// The keys that stand there.
    pub(super) keys: Vec<String>,
    /// Whether something was left out of it already: then what it lacks is no news.
    pub(super) repaired: bool,
}

impl Failure {
    pub(super) fn new(what: What) -> Self {
        Self { what, place: None }
    }

    /// Says where it happened, unless something further inside has said so.
    pub(super) fn at(mut self, place: impl FnOnce() -> Place) -> Self {
        self.place.get_or_insert_with(|| Box::new(place()));
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
