//! The portal answered with an error.

use std::fmt;

use crate::error_kind::{ErrorKind, ErrorRow, Part, SystemError};

use crate::retry::Retry;

use super::{Callee, TOO_MANY_REQUESTS};

/// An error that the portal answered; `K` are the errors that the method documents.
///
/// The HTTP status is only a hint: errors also come with status 200.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError<K> {
    /// Which of the documented errors it is.
    pub kind: K,
    /// Code of the error; empty for some errors.
    pub code: String,
    /// The message of the portal, in the portal's language. It is not meant for end users.
    pub message: String,
    /// HTTP status of the answer.
    pub status: u16,
    more: Box<More>,
}

/// Rarely used parts, boxed so that a `Result` of a call stays small.
#[derive(Debug, Clone, PartialEq, Eq)]
struct More {
    validation: Vec<Violation>,
    callee: Callee,
}

/// A field that REST 3.0 refuses, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Name of the field; empty when the portal does not name one.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

impl ApiError<()> {
    pub(crate) fn new(
        callee: Callee,
        status: u16,
        (code, message): (String, String),
        validation: Vec<Violation>,
    ) -> Self {
        Self {
            kind: (),
            code,
            message,
            status,
            more: Box::new(More { validation, callee }),
        }
    }
}

impl<K> ApiError<K> {
    /// The fields that REST 3.0 refuses; empty for other errors.
    pub fn validation(&self) -> &[Violation] {
        &self.more.validation
    }

    /// The attempts that failed before this one, and why.
    pub fn retries(&self) -> &[Retry] {
        &self.more.callee.retries
    }

    /// Name of the method that was called.
    pub fn method(&self) -> &str {
        &self.more.callee.method
    }

    /// Host of the portal that was called.
    pub fn portal(&self) -> &str {
        &self.more.callee.portal
    }

    /// Whether the method ran: `Some(false)` if the portal refused the call before, `None` if it is
    /// unknown.
    pub fn did_run(&self) -> Option<bool> {
        let is_refused = self.status == TOO_MANY_REQUESTS
            || SystemError::from_code(&self.code).is_some_and(is_before_execution);
        is_refused.then_some(false)
    }

    pub(crate) fn with_kind<L>(self, kind: L) -> ApiError<L> {
        let Self {
            kind: _,
            code,
            message,
            status,
            more,
        } = self;
        ApiError {
            kind,
            code,
            message,
            status,
            more,
        }
    }
}

/// Errors that the portal answers before a method runs: limits, authorisation, an unknown method.
fn is_before_execution(error: SystemError) -> bool {
    matches!(
        error,
        SystemError::QueryLimitExceeded
            | SystemError::OperationTimeLimit
            | SystemError::OverloadLimit
            | SystemError::MethodNotFound
            | SystemError::NoAuthFound
            | SystemError::ExpiredToken
            | SystemError::InvalidToken
            | SystemError::InsufficientScope
            | SystemError::InsufficientScopeV3
            | SystemError::PortalDeleted
    )
}

impl<K> fmt::Display for ApiError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the portal answered ", self.more.callee)?;
        match self.code.as_str() {
            "" => f.write_str("an error")?,
            code => write!(f, "error `{code}`")?,
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        for Violation { field, message } in &self.more.validation {
            match field.as_str() {
                "" => write!(f, "; {message}")?,
                field => write!(f, "; field `{field}`: {message}")?,
            }
        }
        write!(f, " (HTTP {})", self.status)
    }
}

impl<K: fmt::Debug> std::error::Error for ApiError<K> {}

/// The kind of an error of any method, for [`AnyError`](super::AnyError).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnyKind {
    name: Option<&'static str>,
    system: Option<SystemError>,
}

impl AnyKind {
    pub(crate) fn of<K: ErrorKind>(error: &ApiError<K>) -> Self {
        match error.kind.row() {
            Some(row) => Self {
                name: Some(row.name),
                system: None,
            },
            None => Self::undocumented(&error.code),
        }
    }

    /// The kind of an error of a method with these documented errors.
    pub(crate) fn among(rows: &[ErrorRow], error: &ApiError<()>) -> Self {
        match ErrorRow::select(rows, &error.code, &error.message) {
            Part::Row(row) => Self {
                name: rows.get(row).map(|row| row.name),
                system: None,
            },
            _ => Self::undocumented(&error.code),
        }
    }

    /// The kind of an error of a method that the schema does not describe.
    pub(crate) fn undocumented(code: &str) -> Self {
        Self {
            name: None,
            system: SystemError::from_code(code),
        }
    }

    /// Name of the method's own error, such as `NotFound`; `None` if the method does not document
    /// it.
    pub fn name(&self) -> Option<&'static str> {
        self.name
    }

    /// The error, if any method may return it.
    pub fn system(&self) -> Option<SystemError> {
        self.system
    }
}
