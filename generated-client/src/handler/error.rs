//! Why a request to a handler cannot be decoded or verified.

use super::MAX_BODY;
use crate::field::TypeMismatch;
use crate::php::{MAX_DEPTH, MAX_PAIRS, Refused};

/// Why the body of a request to a handler cannot be decoded. The messages never repeat a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The body is longer than [`MAX_BODY`](crate::event::MAX_BODY).
    #[error("the body has {size} bytes; at most {MAX_BODY} are read")]
    TooLarge {
        /// Number of bytes.
        size: usize,
    },
    /// The names of the form have too many brackets.
    #[error("the form is nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// The form has too many values.
    #[error("the form has more than {MAX_PAIRS} values")]
    TooMany,
    /// The form is not UTF-8.
    #[error("the form is not UTF-8")]
    NotUtf8,
    /// A required field is missing.
    #[error("the form has no `{name}`")]
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// A field of the request itself, such as its authorisation, has another type.
    #[error("expected {expected} at `{name}`")]
    WrongType {
        /// Its name, such as `auth.expires_in`.
        name: String,
        /// The expected type.
        expected: &'static str,
    },
    /// `PLACEMENT_OPTIONS` is not JSON.
    #[error("`PLACEMENT_OPTIONS` is not JSON: {why}")]
    NotJson {
        /// What is wrong.
        why: String,
    },
    /// The data of the event, or the options of the placement, have another type than described.
    #[error("{of}: {mismatch}")]
    TypeMismatch {
        /// Name of the event, or code of the placement.
        of: String,
        /// The first mismatch.
        mismatch: TypeMismatch,
    },
}

impl From<Refused> for DecodeError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooDeep => Self::TooDeep,
            Refused::TooMany => Self::TooMany,
            Refused::NotUtf8 => Self::NotUtf8,
        }
    }
}

/// Why a request cannot be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// It has no application token.
    #[error("the request has no application token")]
    NoToken,
    /// It has another application token.
    #[error("the request has another application token")]
    WrongToken,
}
