//! Decodes answers into an envelope, or into the error that says what came instead.

use std::borrow::Cow;

use bytes::Bytes;
use reqwest::header::HeaderValue;

use crate::answer::{self, EnvelopeProblem, ErrorObject, ResultPath};
use crate::auth::Auth;
use crate::client::Client;
use crate::error::{AnswerError, AnswerKind, ApiError, Error, Violation};
use crate::field::Field;
use crate::retry::Retry;
use crate::time::Time;
use crate::transport::Answer;

use super::{Envelope, UntypedError};

impl Client {
    /// Decodes a whole answer.
    pub(crate) fn read<T: Field>(
        &self,
        method: &str,
        mut path: ResultPath<'_>,
        mut answer: Answer,
    ) -> Result<Envelope<T>, UntypedError> {
        // A gateway's failure is JSON as well, and no result.
        let has_succeeded = (200..300).contains(&answer.status);
        path.without_result &= has_succeeded;
        if let Some(problem) = answer.problem.take() {
            return Err(self.answer_error(method, &answer, problem));
        }
        match answer::read::<T>(&answer.body, path, &mut self.shared.room()) {
            Ok(read) => {
                self.learn(method, read.time.as_ref());
                if let Some(rows) = read.value.rows() {
                    answer.span.record("rows", rows);
                }
                Ok(Envelope::of(read, answer))
            }
            Err(problem) => Err(self.answer_error(method, &answer, problem)),
        }
    }

    /// Updates the used time of the method from an answer.
    pub(crate) fn learn(&self, method: &str, time: Option<&Time>) {
        if let Some(time) = time {
            let now = self.shared.clock.now();
            self.shared.operating.learn(method, time, now);
        }
    }

    /// The error for an answer that is not a result. All text of the server is scrubbed here.
    #[cold]
    pub(crate) fn answer_error(
        &self,
        method: &str,
        answer: &Answer,
        problem: EnvelopeProblem,
    ) -> UntypedError {
        let auth = &self.shared.auth;
        let clean = |text: String| auth.clean(&text);
        let kind = match problem {
            EnvelopeProblem::TooLarge => AnswerKind::TooLarge {
                limit: self.shared.max_decoded_bytes,
            },
            EnvelopeProblem::Error(error) => {
                return self.refusal(method, answer.status, &answer.retries, error);
            }
            EnvelopeProblem::Malformed {
                line,
                column,
                reason,
                truncated,
            } => match without_json(answer, auth) {
                Some(kind) => kind,
                None if truncated => AnswerKind::Truncated { line, column },
                None => AnswerKind::Malformed {
                    line,
                    column,
                    reason: clean(reason),
                },
            },
            EnvelopeProblem::NoResult { found } => AnswerKind::NoResult {
                found: clean(found),
            },
            EnvelopeProblem::TypeMismatch(mismatch) => AnswerKind::Shape {
                path: clean(mismatch.path),
                expected: mismatch.expected,
                found: clean(mismatch.found),
            },
        };
        self.unreadable(method, answer.status, &answer.retries, kind)
    }

    /// An answer that cannot be read.
    #[cold]
    pub(crate) fn unreadable(
        &self,
        method: &str,
        status: u16,
        retries: &[Retry],
        kind: AnswerKind,
    ) -> UntypedError {
        let callee = self.shared.callee(method).after(retries);
        let error = AnswerError::new(callee, status, kind);
        tracing::debug!(method = error.method(), reason = %error.kind, "unreadable answer");
        Error::Answer(error)
    }

    /// An error that the portal answered.
    #[cold]
    pub(crate) fn refusal(
        &self,
        method: &str,
        status: u16,
        retries: &[Retry],
        error: ErrorObject,
    ) -> UntypedError {
        /// Largest number of refused fields that an error keeps.
        const MOST: usize = 100;
        let clean = |text: String| self.shared.auth.clean(&text);
        let validation = error
            .validation
            .into_iter()
            .take(MOST)
            .map(|invalid| Violation {
                field: clean(invalid.field),
                message: clean(invalid.message),
            })
            .collect();
        let words = (clean(error.code), clean(error.message));
        let callee = self.shared.callee(method).after(retries);
        let error = ApiError::new(callee, status, words, validation);
        tracing::debug!(
            method = error.method(),
            status,
            code = error.code,
            "the portal answered an error"
        );
        Error::Api(error)
    }
}

/// The kind of an answer that is not JSON; `None` for JSON with a mistake.
fn without_json(answer: &Answer, auth: &Auth) -> Option<AnswerKind> {
    let failed = !(200..300).contains(&answer.status);
    if answer.body.starts_with(b"\xef\xbb\xbf") {
        // The JSON parser would only say that it expects a value.
        return Some(AnswerKind::Malformed {
            line: 1,
            column: 1,
            reason: "a byte order mark stands before the JSON, as when a PHP file of the portal is saved with one"
                .to_owned(),
        });
    }
    match answer.body.trim_ascii_start().first() {
        None if failed => Some(AnswerKind::Status {
            content_type: content_type(answer, auth),
            snippet: None,
        }),
        None => Some(AnswerKind::Empty),
        Some(b'{' | b'[') => None,
        Some(_) => {
            let content_type = content_type(answer, auth);
            let snippet = beginning(answer, auth);
            Some(if failed {
                AnswerKind::Status {
                    content_type,
                    snippet,
                }
            } else {
                AnswerKind::NotJson {
                    content_type,
                    snippet: snippet.unwrap_or_default(),
                }
            })
        }
    }
}

/// The beginning of an answer that is not a portal's, without secrets; `None` without a body.
pub(crate) fn beginning(answer: &Answer, auth: &Auth) -> Option<String> {
    let is_blank = answer.body.trim_ascii().is_empty();
    (!is_blank).then(|| auth.scrub(&snippet(&answer.body)).into_owned())
}

fn content_type(answer: &Answer, auth: &Auth) -> Option<String> {
    /// Longest `Content-Type` that is shown.
    const LONGEST: usize = 120;
    let text = answer
        .content_type
        .as_ref()
        .map(HeaderValue::as_bytes)
        .map(String::from_utf8_lossy)?;
    Some(auth.scrub(&shorten(&text, LONGEST)).into_owned())
}

/// Title of an HTML page, or the beginning of the text, on one line.
fn snippet(body: &Bytes) -> String {
    /// Length of the part of the body that may have a title.
    const START: usize = 4096;
    /// Enough to recognise a page, and too little to read data of another service.
    const FEW: usize = 32;
    let mut text: Cow<'_, str> = String::from_utf8_lossy(&body[..body.len().min(START)]);
    if body.len() > START {
        text.to_mut().push('…');
    }
    let lower = text.to_ascii_lowercase();
    let title = lower
        .find("<title>")
        .map(|at| at + "<title>".len())
        .and_then(|start| {
            let title = &text[start..start + lower[start..].find("</title>")?];
            (!title.trim().is_empty()).then_some(title)
        });
    shorten(title.unwrap_or(&text), FEW)
}

/// The first words of a text on one line, with an ellipsis where it continues.
fn shorten(text: &str, longest: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if let Some((end, _)) = line.char_indices().nth(longest) {
            line.truncate(line[..end].trim_end().len());
            line.push('…');
            break;
        }
    }
    line
}
