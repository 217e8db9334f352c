//! The errors of methods whose documentation lists none.

use super::{ErrorKind, ErrorRow, Part, SystemError};

/// An error of a method whose documentation lists no errors.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UndocumentedError {
    /// An error that any method may return.
    System(SystemError),
    /// An error that the documentation does not list.
    Unknown {
        /// Code of the error.
        code: String,
        /// Description of the error.
        message: String,
    },
}

impl ErrorKind for UndocumentedError {
    const ROWS: &'static [ErrorRow] = &[];

    fn of(part: Part<'_>) -> Self {
        match part {
            Part::System(error) => Self::System(error),
            other => {
                let (code, message) = other.unknown(Self::ROWS);
                Self::Unknown { code, message }
            }
        }
    }

    fn part(&self) -> Part<'_> {
        match self {
            Self::System(error) => Part::System(*error),
            Self::Unknown { code, message } => Part::Unknown { code, message },
        }
    }
}
