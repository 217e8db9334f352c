//! Why a request to a handler is not read, or not believed.

use super::MAX_BODY;
use crate::field::Misfit;
use crate::php::{MAX_DEPTH, MAX_PAIRS, Refused};

/// Why the body of a request to a handler cannot be read. The texts never repeat a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The body is longer than [`MAX_BODY`](crate::event::MAX_BODY).
    #[error("the body has {size} bytes; at most {MAX_BODY} are read")]
    TooLarge {
        /// How many bytes it has.
        size: usize,
    },
    /// The names of the form have too many brackets.
    #[error("the form is nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// The form has too many values.
    #[error("the form has more than {MAX_PAIRS} values")]
    TooMany,
    /// The form is not in UTF-8.
    #[error("the form is not UTF-8")]
    NotUtf8,
    /// Something without which the rest means nothing.
    #[error("the form has no `{name}`")]
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// Something about the request, such as its authorisation, is of another type.
    #[error("expected {expected} at `{name}`")]
    WrongType {
        /// Its name: `auth.expires_in`.
        name: String,
        /// What should have been there.
        expected: &'static str,
    },
    /// `PLACEMENT_OPTIONS` is no JSON.
    #[error("`PLACEMENT_OPTIONS` is no JSON: {why}")]
    NotJson {
        /// What is wrong with it.
        why: String,
    },
    /// The data of the event, or the options of the placement, are not of the described type.
    #[error("{of}: {misfit}")]
    Misfit {
        /// Name of the event, or code of the placement.
        of: String,
        /// Where it does not fit.
        misfit: Misfit,
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

/// Why a request is not known to come from Bitrix24.
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
