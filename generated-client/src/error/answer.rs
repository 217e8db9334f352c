//! Answers that cannot be read.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use crate::retry::Retry;

use super::{Callee, TOO_MANY_REQUESTS};

/// An answer arrived, but it is not a result of the method.
///
/// The message names the method, the portal's host, what was expected and what came. The webhook's
/// code is replaced where a server repeats it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerError {
    /// What came instead.
    pub kind: AnswerKind,
    /// HTTP status of the answer.
    pub status: u16,
    call: Callee,
}

/// What came instead of the expected answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerKind {
    /// A failure status without readable content: the portal's web server, or a gateway in front of
    /// it, has failed.
    Status {
        /// `Content-Type` of the answer.
        content_type: Option<String>,
        /// Beginning of the text of the answer, such as the title of an HTML page.
        snippet: Option<String>,
    },
    /// A success status without a body.
    Empty,
    /// A success status with something else than JSON, such as an HTML page.
    NotJson {
        /// `Content-Type` of the answer.
        content_type: Option<String>,
        /// Beginning of the text, such as the title of an HTML page.
        snippet: String,
    },
    /// Truncated JSON.
    Truncated {
        /// Line where it ends, from 1.
        line: usize,
        /// Column where it ends, from 1.
        column: usize,
    },
    /// Malformed JSON.
    Malformed {
        /// Line of the error, from 1.
        line: usize,
        /// Column of the error, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// The decoded values take more memory than
    /// [`max_decoded_bytes`](crate::ClientBuilder::max_decoded_bytes).
    TooLarge {
        /// The largest number of bytes.
        limit: u64,
    },
    /// Something else than a file, such as a login page.
    NoFile {
        /// `Content-Type` of the answer.
        content_type: Option<String>,
        /// Beginning of the text, such as the title of an HTML page.
        snippet: Option<String>,
    },
    /// A list whose next page would be the same page again.
    Stalled {
        /// The value that should have grown: the cursor, or `next`.
        field: Cow<'static, str>,
    },
    /// The last row of a list that is read by a cursor does not have the cursor.
    NoCursor {
        /// Name of the cursor in the answer.
        field: Cow<'static, str>,
    },
    /// JSON with neither a result nor an error.
    NoResult {
        /// What was found instead.
        found: String,
    },
    /// A result of another type than the method documents.
    Shape {
        /// Path in the JSON, such as `result.productRows[3].price`.
        path: String,
        /// What was expected.
        expected: String,
        /// What was found.
        found: String,
    },
    /// A repeated write of REST 3.0 ran already: the portal knows its idempotency key, which only
    /// this call has used, from an attempt whose answer was lost. The result is not known.
    AlreadyRan,
    /// The command of a batch ran without a value that refers to the result of an earlier command:
    /// that one failed, or its result has no such value.
    Dangling {
        /// Number of the earlier command, from 0.
        command: usize,
    },
}

impl AnswerError {
    pub(crate) fn new(call: Callee, status: u16, kind: AnswerKind) -> Self {
        Self { kind, status, call }
    }

    /// The attempts that failed before this one, and why.
    pub fn retries(&self) -> &[Retry] {
        &self.call.retries
    }

    /// Name of the method that was called.
    pub fn method(&self) -> &str {
        &self.call.method
    }

    /// Host of the portal that was called.
    pub fn portal(&self) -> &str {
        &self.call.portal
    }

    /// Whether the method ran: `Some(true)` if it answered with a result, or had run before,
    /// `Some(false)` if a limit refused it (HTTP 429), `None` if it is unknown.
    pub fn did_run(&self) -> Option<bool> {
        match self.kind {
            AnswerKind::Shape { .. } | AnswerKind::Dangling { .. } | AnswerKind::AlreadyRan => {
                Some(true)
            }
            AnswerKind::TooLarge { .. } if (200..300).contains(&self.status) => Some(true),
            _ if self.status == TOO_MANY_REQUESTS => Some(false),
            _ => None,
        }
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (HTTP {})", self.call, self.kind, self.status)
    }
}

impl StdError for AnswerError {}

impl fmt::Display for AnswerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status {
                content_type,
                snippet: Some(snippet),
            } => {
                f.write_str("expected a JSON answer, got a failure status with ")?;
                text(f, content_type.as_deref(), snippet)
            }
            Self::Status { snippet: None, .. } => {
                f.write_str("expected a JSON answer, got a failure status without a body")
            }
            Self::Empty => f.write_str("expected a JSON answer, got an empty body"),
            Self::NotJson {
                content_type,
                snippet,
            } => {
                f.write_str("expected a JSON answer, got ")?;
                text(f, content_type.as_deref(), snippet)
            }
            Self::Truncated { line, column } => {
                write!(
                    f,
                    "expected a complete JSON answer, but it ends at line {line}, column {column}"
                )
            }
            Self::Malformed {
                line,
                column,
                reason,
            } => {
                write!(
                    f,
                    "expected a JSON answer, got malformed JSON at line {line}, column {column}: {reason}"
                )
            }
            Self::TooLarge { limit } => write!(
                f,
                "expected values that take at most {limit} bytes of memory, got more"
            ),
            Self::NoFile {
                content_type,
                snippet: Some(snippet),
            } => {
                f.write_str("expected a file, got ")?;
                text(f, content_type.as_deref(), snippet)
            }
            Self::NoFile { content_type, .. } => {
                f.write_str("expected a file, got ")?;
                f.write_str(content_type.as_deref().unwrap_or("nothing readable"))
            }
            Self::Stalled { field } => write!(
                f,
                "expected the list to advance, but its `{field}` did not change"
            ),
            Self::NoCursor { field } => write!(
                f,
                "expected the last row of the page to have `{field}`, after which the list continues; select it"
            ),
            Self::NoResult { found } => write!(
                f,
                "expected an object with `result` or `error`, got {found}"
            ),
            Self::Shape {
                path,
                expected,
                found,
            } => write!(f, "expected {expected} at `{path}`, got {found}"),
            Self::AlreadyRan => f.write_str(
                "expected the result of an attempt whose answer was lost, but the portal says only that its \
                 idempotency key is used: the method ran, and its result is not known",
            ),
            Self::Dangling { command } => write!(
                f,
                "ran without a value from the result of command {command}, which has none"
            ),
        }
    }
}

fn text(f: &mut fmt::Formatter<'_>, content_type: Option<&str>, snippet: &str) -> fmt::Result {
    write!(
        f,
        "{} that begins with `{snippet}`",
        content_type.unwrap_or("a text of no declared type")
    )
}
