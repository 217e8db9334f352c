//! Methods of the emitted errors of the whole API.

use std::fmt;

pub use crate::system::SystemError;

/// Further codes of errors: classes of REST 3.0 that the documentation does not list, and what the
/// authorisation server calls an unknown application.
const CLASSES: [(&str, SystemError); 3] = [
    ("wrong_client", SystemError::InvalidClient),
    (
        "BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION",
        SystemError::MethodNotFound,
    ),
    (
        "BITRIX_REST_V3_EXCEPTION_RATELIMITEXCEPTION",
        SystemError::OperationTimeLimit,
    ),
];

impl SystemError {
    /// The error with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim();
        let mut errors = Self::ALL.iter().copied();
        let documented = errors.find(|error| error.code().eq_ignore_ascii_case(code));
        documented.or_else(|| {
            let mut classes = CLASSES.iter();
            classes
                .find(|(class, _)| class.eq_ignore_ascii_case(code))
                .map(|(_, error)| *error)
        })
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.text(), self.code())
    }
}
