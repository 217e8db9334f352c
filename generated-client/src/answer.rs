//! Whole answers: the envelope with result, time and paging, or an error.

mod ends;
mod failure;
mod outline;

use self::outline::{Frame, Stop, walk, walk_result};
use crate::decode::Room;
use crate::field::{Field, Sink, TypeMismatch};
use crate::time::Time;
use crate::value::{Extra, Value};

pub(crate) use self::ends::{Ends, ends_of, last_of};
pub use self::failure::FailurePath;
pub(crate) use self::outline::ResultPath;

/// A successful answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered<T> {
    /// The result of the method.
    pub value: T,
    /// Time that the call took.
    pub time: Option<Time>,
    /// Number of rows on all pages.
    pub total: Option<i64>,
    /// Start of the next page; `None` on the last page.
    pub next: Option<i64>,
    /// Keys of `result` beside the one that holds the value.
    pub beside: Extra,
    /// Keys beside `result` that are none of the above.
    pub extra: Extra,
}

/// Why an answer has no value.
#[derive(Debug, Clone, PartialEq)]
pub enum EnvelopeProblem {
    /// The portal answered with an error.
    Error(ErrorObject),
    /// The text is not JSON, or is truncated.
    Malformed {
        /// Line of the error, from 1.
        line: usize,
        /// Column of the error, from 1; 0 before the first character of a line.
        column: usize,
        /// What is wrong.
        reason: String,
        /// Whether the text is truncated.
        truncated: bool,
    },
    /// The result has another type than the method documents.
    TypeMismatch(TypeMismatch),
    /// The values take more memory than they may.
    TooLarge,
    /// JSON with neither a result nor an error.
    NoResult {
        /// What was found.
        found: String,
    },
}

/// An error that the portal answered, in either version of the protocol.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ErrorObject {
    /// The code as text; empty when the portal sends none.
    pub code: String,
    /// The description, or the message in REST 3.0.
    pub message: String,
    /// What is wrong with which field, in REST 3.0.
    pub validation: Vec<Invalid>,
    /// The value of `error`, unchanged.
    pub raw: Value,
}

/// What is wrong with a field of a request, in REST 3.0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invalid {
    /// The field; empty when the portal does not name one.
    pub field: String,
    /// What is wrong.
    pub message: String,
}

impl ErrorObject {
    /// Reads `error` and `error_description` of an answer, or of one command of a batch.
    pub fn new(error: Value, description: Option<&Value>) -> Self {
        let text = |value: Option<&Value>| value.map(plain).unwrap_or_default();
        let (code, message) = match error.as_map() {
            Some(_) => (text(error.get("code")), text(error.get("message"))),
            None => (plain(&error), String::new()),
        };
        let validation = error
            .get("validation")
            .and_then(Value::as_list)
            .unwrap_or_default();
        let invalid = |value: &Value| Invalid {
            field: text(value.get("field")),
            message: text(value.get("message")),
        };
        Self {
            code,
            message: if message.is_empty() {
                text(description)
            } else {
                message
            },
            validation: validation.iter().map(invalid).collect(),
            raw: error,
        }
    }

    /// Reads the object of a failed command of a batch: `{"error": …, "error_description": …}`.
    pub fn of(object: &Value) -> Self {
        match object.get("error") {
            Some(error) => Self::new(error.clone(), object.get("error_description")),
            None => Self::new(object.clone(), None),
        }
    }
}

/// Scalars as text, other values as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::Text(text) => text.clone(),
        other => other.to_json(),
    }
}

/// Reads a whole answer in one pass. The value is `result`, or the value under the key `at` of
/// `result`; `at` may be a path with dots.
///
/// # Errors
/// An error of the portal takes precedence over everything else in the answer.
pub fn envelope<T: Field>(bytes: &[u8], at: Option<&str>) -> Result<Answered<T>, EnvelopeProblem> {
    let path = ResultPath {
        at,
        ..ResultPath::default()
    };
    read(bytes, path, &mut { Room::UNLIMITED })
}

/// Reads a whole answer like [`envelope`], with any path. What the values take is taken from the
/// room.
pub(crate) fn read<T: Field>(
    bytes: &[u8],
    path: ResultPath<'_>,
    room: &mut Room,
) -> Result<Answered<T>, EnvelopeProblem> {
    if let Some(error) = path.failure.and_then(|failure| failure.in_answer(bytes)) {
        return Err(EnvelopeProblem::Error(error));
    }
    let at = path.at;
    let mut slot = None;
    let before = *room;
    let mut frame = walk(bytes, path, T::sink(&mut slot), false, room);
    if matches!(frame, Err(Stop::Aside)) {
        slot = None;
        *room = before;
        frame = walk(bytes, path, T::sink(&mut slot), true, room);
    }
    let frame = judge(frame, bytes, before)?;
    match slot.or_else(T::absent) {
        Some(value) if frame.result => Ok(frame.with(value)),
        _ => Err(nothing(&frame, at, T::sink(&mut None).expected())),
    }
}

/// Reads the `result` alone, as for a command of a batch. Also returns the keys beside the value.
/// What the values take is taken from the room.
///
/// # Errors
/// The first value that cannot be read.
pub(crate) fn read_result<T: Field>(
    bytes: &[u8],
    path: ResultPath<'_>,
    room: &mut Room,
) -> Result<(T, Extra), EnvelopeProblem> {
    if let Some(error) = path.failure.and_then(|failure| failure.in_result(bytes)) {
        return Err(EnvelopeProblem::Error(error));
    }
    let at = path.at;
    let (mut slot, mut beside) = (None, Extra::new());
    match walk_result(bytes, at, T::sink(&mut slot), &mut beside, room) {
        Err(Stop::Malformed(error)) => return Err(malformed(&error)),
        Err(Stop::TypeMismatch(mismatch)) => return Err(EnvelopeProblem::TypeMismatch(mismatch)),
        Err(Stop::TooLarge) => return Err(EnvelopeProblem::TooLarge),
        Ok(()) | Err(Stop::Bare(_) | Stop::Aside) => {}
    }
    match slot.or_else(T::absent) {
        Some(value) => Ok((value, beside)),
        None => Err(no_value(at, T::sink(&mut None).expected())),
    }
}

impl Frame {
    /// The error, if there is one. An empty code is not an error when there is a result.
    fn take_error(&mut self) -> Option<ErrorObject> {
        let error = match self.error.take()? {
            Value::Null | Value::Bool(false) => return None,
            error => error,
        };
        let silent =
            error.as_text() == Some("") && self.description.as_ref().is_none_or(Value::is_nothing);
        if silent && self.result {
            return None;
        }
        Some(ErrorObject::new(error, self.description.as_ref()))
    }

    fn with<T>(self, value: T) -> Answered<T> {
        let Self {
            time,
            total,
            next,
            beside,
            extra,
            ..
        } = self;
        Answered {
            value,
            time,
            total,
            next,
            beside,
            extra,
        }
    }
}

/// Decides what was read. A mismatch stops the visitor, so an error may follow it.
fn judge(read: Result<Frame, Stop>, bytes: &[u8], room: Room) -> Result<Frame, EnvelopeProblem> {
    match read {
        Ok(mut frame) => match frame.take_error() {
            Some(error) => Err(EnvelopeProblem::Error(error)),
            None => Ok(frame),
        },
        Err(stop) => Err(problem(stop, bytes, room)),
    }
}

#[cold]
fn problem(stop: Stop, bytes: &[u8], mut room: Room) -> EnvelopeProblem {
    let found = match stop {
        Stop::Malformed(error) => return malformed(&error),
        Stop::Bare(found) => {
            return EnvelopeProblem::NoResult {
                found: found.to_owned(),
            };
        }
        Stop::Aside => {
            return EnvelopeProblem::NoResult {
                found: "an unreadable answer".to_owned(),
            };
        }
        Stop::TypeMismatch(mismatch) => EnvelopeProblem::TypeMismatch(mismatch),
        Stop::TooLarge => EnvelopeProblem::TooLarge,
    };
    // An error of the portal may follow the value.
    match walk(bytes, ResultPath::default(), Sink::Discard, true, &mut room) {
        Err(Stop::Malformed(error)) => malformed(&error),
        Ok(mut frame) => frame.take_error().map_or(found, EnvelopeProblem::Error),
        Err(_) => found,
    }
}

fn malformed(error: &serde_json::Error) -> EnvelopeProblem {
    let text = error.to_string();
    let reason = text
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned();
    EnvelopeProblem::Malformed {
        line: error.line(),
        column: error.column(),
        reason,
        truncated: error.is_eof(),
    }
}

#[cold]
fn nothing(frame: &Frame, at: Option<&str>, expected: &str) -> EnvelopeProblem {
    if !frame.result {
        return EnvelopeProblem::NoResult {
            found: "an object without `result`".to_owned(),
        };
    }
    no_value(at, expected)
}

#[cold]
fn no_value(at: Option<&str>, expected: &str) -> EnvelopeProblem {
    EnvelopeProblem::TypeMismatch(TypeMismatch {
        path: at.map_or_else(|| "result".to_owned(), |at| format!("result.{at}")),
        expected: expected.to_owned(),
        found: "nothing".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{EnvelopeProblem, ResultPath, Room};
    use crate::value::Value;

    #[test]
    fn an_answer_may_be_the_value_itself() {
        let read = |json: &str| {
            let path = ResultPath {
                bare: true,
                ..ResultPath::default()
            };
            super::read::<Value>(json.as_bytes(), path, &mut Room::of(1000))
                .map(|answered| answered.value.to_json())
        };
        for (json, value) in [
            (r#"{"openapi":"3.0.0"}"#, r#"{"openapi":"3.0.0"}"#),
            (r#"{"total":5,"time":null}"#, r#"{"total":5,"time":null}"#),
            ("[1,2]", "[1,2]"),
            // A server that wraps the value all the same is read too.
            (r#"{"result":{"a":1},"time":{}}"#, r#"{"a":1}"#),
        ] {
            assert_eq!(read(json).unwrap(), value);
        }
        let refused = read(r#"{"error":{"code":"ACCESS_DENIED","message":"No"}}"#);
        assert!(
            matches!(&refused, Err(EnvelopeProblem::Error(error)) if error.code == "ACCESS_DENIED")
        );
        let broken = read(r#"{"openapi":"#);
        assert!(matches!(
            broken,
            Err(EnvelopeProblem::Malformed {
                truncated: true,
                ..
            })
        ));
    }
}
