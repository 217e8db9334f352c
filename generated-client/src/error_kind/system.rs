//! Methods of the emitted errors of the whole API.

use std::fmt;

pub use crate::system::SystemError;

impl SystemError {
    /// The error with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|error| error.code().eq_ignore_ascii_case(code.trim()))
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.text(), self.code())
    }
}
