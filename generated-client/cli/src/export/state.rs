//! What an export remembers between its runs.

use serde::{Deserialize, Serialize};

use super::column::Column;
use crate::failure::Failure;

/// What an export remembers: which request it is of, the last complete export, and how far the
/// present one is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// The request.
    pub(super) request: Request,
    /// The last complete export, whose rows the file has.
    pub(super) complete: Option<Complete>,
    /// The export that runs or was interrupted.
    pub(super) unfinished: Option<Unfinished>,
}

/// A request of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) version: u8,
    /// Parameters of the user, as JSON.
    pub(super) params: String,
}

/// A complete export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Complete {
    /// Moment of the portal's clock at which it began.
    pub(super) began: String,
    /// Its columns.
    pub(super) columns: Vec<Column>,
}

/// An export that is not complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unfinished {
    /// Moment of the portal's clock at which it began.
    pub(super) began: String,
    /// Only rows that changed since this moment are read.
    pub(super) since: Option<String>,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Where the list continues.
    pub(super) position: Option<String>,
    /// Rows so far.
    pub(super) rows: u64,
    /// Bytes of the rows so far, in a file of text.
    pub(super) bytes: u64,
}

impl State {
    /// The state of a request that was never made.
    pub(super) fn new(request: Request) -> Self {
        Self {
            request,
            complete: None,
            unfinished: None,
        }
    }

    /// The state from its JSON.
    pub(super) fn read(text: &str, place: &str) -> Result<Self, Failure> {
        serde_json::from_str(text).map_err(|error| {
            Failure::Usage(format!(
                "{place} is not the state of an export ({error}); `--restart` begins anew"
            ))
        })
    }

    /// The state as JSON.
    pub(super) fn to_json(&self) -> Result<String, Failure> {
        serde_json::to_string_pretty(self).map_err(|error| Failure::Local(error.to_string()))
    }
}
