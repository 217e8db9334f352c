//! An answer arrived that cannot be read.

use std::error::Error as StdError;
use std::fmt;

use crate::retry::Retry;

use super::Callee;

/// An answer arrived, but it is not what the method should answer.
///
/// The text names the method, the portal's host, what was expected and what came. Where a server repeats the webhook's
/// code, it is blotted out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerError {
    /// What came instead.
    pub kind: AnswerKind,
    /// HTTP status of the answer.
    pub status: u16,
    call: Callee,
}

/// What came instead of the answer that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerKind {
    /// An HTTP status of failure with nothing readable: the portal's web server or a gateway before it has failed.
    Status {
        /// `Content-Type` of the answer.
        content_type: Option<String>,
        /// Beginning of the text that came along, such as the title of an HTML page.
        snippet: Option<String>,
    },
    /// A status of success with no body.
    Empty,
    /// A status of success with something else than JSON, such as an HTML page.
    NotJson {
        /// `Content-Type` of the answer.
        content_type: Option<String>,
        /// Beginning of the text, such as the title of an HTML page.
        snippet: String,
    },
    /// JSON that ends too early.
    Truncated {
        /// Line where it ends, from 1.
        line: usize,
        /// Column where it ends, from 1.
        column: usize,
    },
    /// JSON with a mistake in it.
    Malformed {
        /// Line of the mistake, from 1.
        line: usize,
        /// Column of the mistake, from 1.
        column: usize,
        /// What the mistake is.
        reason: String,
    },
    /// Something else than a file came from the address of one, such as a page to log in.
    NoFile {
        /// `Content-Type` of the answer.
        content_type: Option<String>,
        /// Beginning of the text, such as the title of an HTML page.
        snippet: Option<String>,
    },
    /// A list whose next page would be the one before again.
    Stalled {
        /// What should have grown: the cursor, or `next`.
        field: &'static str,
    },
    /// A list is read by a cursor, and its last row does not have it.
    NoCursor {
        /// Name of the cursor in the answer.
        field: &'static str,
    },
    /// JSON with neither a result nor an error.
    NoResult {
        /// What was there instead.
        found: String,
    },
    /// A result of another shape than the method's.
    Shape {
        /// Where in the JSON, such as `result.productRows[3].price`.
        path: String,
        /// What should have been there.
        expected: String,
        /// What was there.
        found: String,
    },
    /// The command of a batch was executed with nothing in the place of a value that the result of an earlier command was
    /// to give: that one failed, or its result has no such value.
    Dangling {
        /// Number of the earlier command, from 0.
        command: usize,
    },
}

impl AnswerError {
    pub(crate) fn new(call: Callee, status: u16, kind: AnswerKind) -> Self {
        Self { kind, status, call }
    }

    /// The tries that failed before this one, and why.
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

    /// Whether the method was executed: `Some(true)` if it answered with a result, `None` if nobody can tell.
    pub fn did_run(&self) -> Option<bool> {
        matches!(
            self.kind,
            AnswerKind::Shape { .. } | AnswerKind::Dangling { .. }
        )
        .then_some(true)
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
                f.write_str("expected a JSON answer, got a failure as ")?;
                text(f, content_type.as_deref(), snippet)
            }
            Self::Status { snippet: None, .. } => {
                f.write_str("expected a JSON answer, got a failure with no body")
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
                    "expected a whole JSON answer, but it ends at line {line}, column {column}"
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
                "expected the list to go on, but its `{field}` is where it already was"
            ),
            Self::NoCursor { field } => write!(
                f,
                "expected the last row of the page to have `{field}`, after which the list goes on; select it"
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
            Self::Dangling { command } => write!(
                f,
                "executed with nothing where a value of the result of command {command} should stand, which has none"
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
