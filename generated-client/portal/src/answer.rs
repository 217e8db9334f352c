//! Answers of the portal: a result or an error, with its duration.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use hyper::header::{HeaderName, HeaderValue};

use crate::moment;
use bitrix24::describe::{self, ErrorRow, Method};
use bitrix24::internal::message_fits;
use bitrix24::{Map, Value};

/// The answer to a successful call.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) result: Value,
    /// The number of items on all pages.
    pub(crate) total: Option<i64>,
    /// The start of the next page.
    pub(crate) next: Option<i64>,
    /// The used time of the method, if the portal counts it.
    pub(crate) used: Option<Used>,
    /// Whether the result is the whole answer.
    pub(crate) bare: bool,
}

impl Answer {
    pub(crate) fn new(result: impl Into<Value>) -> Self {
        Self {
            result: result.into(),
            total: None,
            next: None,
            used: None,
            bare: false,
        }
    }

    /// The result under its documented key.
    pub(crate) fn at(method: &Method, value: impl Into<Value>) -> Self {
        match &method.result.at {
            Some(key) => Self::new(Map::from([(key.clone(), value.into())])),
            None => Self::new(value),
        }
    }
}

/// The used time of a method, as in answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Used {
    /// Seconds used.
    pub(crate) operating: f64,
    /// Time until a part is no longer counted.
    pub(crate) reset_in: Duration,
}

/// The answer to a failed call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
    /// The wrong fields, each with its problem; only in REST 3.0.
    pub(crate) validation: Vec<Violation>,
}

/// A field that REST 3.0 refuses, and why.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) field: String,
    pub(crate) message: String,
}

/// Status of errors without a documented one.
const STATUS: u16 = 400;

impl Failure {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
            validation: Vec::new(),
        }
    }

    /// A documented error, with its documented message if that has no placeholders.
    pub(crate) fn documented(row: &ErrorRow, message: impl Into<String>) -> Self {
        let own = row.message.clone().filter(|own| !own.contains('{'));
        Self {
            status: row.status.unwrap_or(STATUS),
            code: code_of(row),
            message: own.unwrap_or_else(|| message.into()),
            validation: Vec::new(),
        }
    }

    /// The error of a method with that variant name; code 0 for an error that the method does not
    /// document.
    pub(crate) fn of(method: &Method, name: &str, message: impl Into<String>) -> Self {
        match method.errors.iter().find(|row| row.name == name) {
            Some(row) => Self::documented(row, message),
            None => Self::new(STATUS, "0", message),
        }
    }

    /// An error with a documented message, whatever its name in the schema. Code, status and the
    /// spelling of the message are those of the method, if it documents such an error.
    pub(crate) fn with_message(method: &Method, code: &str, message: impl Into<String>) -> Self {
        Self::worded(method, code, &[&message.into()])
    }

    /// An error whose message differs between pages: the wording that the method documents is used.
    pub(crate) fn worded(method: &Method, code: &str, messages: &[&str]) -> Self {
        for message in messages {
            let fits = |row: &&ErrorRow| {
                let documented = row.message.as_deref();
                documented.is_some_and(|documented| message_fits(documented, message))
            };
            let mut rows = method.errors.iter().filter(fits);
            let same_code = rows.clone().find(|row| row.code == code);
            if let Some(row) = same_code.or_else(|| rows.next()) {
                let documented = row.message.as_deref().unwrap_or_default();
                // The given message has its placeholders filled in.
                let has_placeholders = documented.contains('{');
                return Self {
                    status: row.status.unwrap_or(STATUS),
                    code: code_of(row),
                    message: if has_placeholders {
                        message
                    } else {
                        documented
                    }
                    .to_owned(),
                    validation: Vec::new(),
                };
            }
        }
        let row = method.errors.iter().find(|row| row.code == code);
        let status = row.and_then(|row| row.status).unwrap_or(STATUS);
        Self::new(status, code, messages.first().copied().unwrap_or_default())
    }

    /// The result that holds the error, for a method whose errors with status 200 stand there.
    pub(crate) fn within(self, method: &Method) -> Result<Answer, Self> {
        let Some(keys) = method
            .result
            .failure
            .as_ref()
            .filter(|_| self.status == 200)
        else {
            return Err(self);
        };
        let mut result = Map::new();
        for (path, text) in [(&keys.code, self.code), (&keys.message, self.message)] {
            let Some(path) = path else { continue };
            // Without a code, messages are a list.
            let value = match keys.code {
                Some(_) => Value::Text(text),
                None => Value::List(vec![Value::Text(text)]),
            };
            put(&mut result, path, value);
        }
        Ok(Answer::new(result))
    }

    /// An error that any method may return, by its variant name.
    pub(crate) fn system(name: &str, message: impl Into<String>) -> Self {
        match describe::system_errors()
            .iter()
            .find(|row| row.name == name)
        {
            Some(row) => Self::documented(row, message),
            None => Self::new(STATUS, "0", message),
        }
    }
}

/// Sets the value at a path; dots lead into objects.
fn put(at: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((owner, rest)) = path.split_once('.') else {
        at.insert(path.to_owned(), value);
        return;
    };
    let mut inner = match at.get_mut(owner).map(std::mem::take) {
        Some(Value::Map(inner)) => inner,
        _ => Map::new(),
    };
    put(&mut inner, rest, value);
    at.insert(owner.to_owned(), Value::Map(inner));
}

/// The code of a documented error, with the names of its variable parts in their places.
fn code_of(row: &ErrorRow) -> String {
    row.code.replace(['{', '}'], "")
}

/// The start of a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    start: SystemTime,
    running: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            start: SystemTime::now(),
            running: Instant::now(),
        }
    }

    /// The block `time` of an answer that is completed now.
    pub(crate) fn time(&self, used: Option<Used>) -> Value {
        let duration = self.running.elapsed();
        let start = self.start.duration_since(UNIX_EPOCH).unwrap_or_default();
        let finish = start + duration;
        let mut time = Map::from(
            [
                ("start", seconds(start)),
                ("finish", seconds(finish)),
                ("duration", seconds(duration)),
                ("processing", seconds(duration)),
                ("date_start", moment::written(start).into()),
                ("date_finish", moment::written(finish).into()),
            ]
            .map(|(key, value)| (key.to_owned(), value)),
        );
        if let Some(used) = used {
            let reset = i64::try_from((finish + used.reset_in).as_secs()).unwrap_or(i64::MAX);
            time.insert("operating_reset_at".to_owned(), Value::Integer(reset));
            time.insert("operating".to_owned(), Value::from(used.operating));
        }
        Value::Map(time)
    }
}

fn seconds(duration: Duration) -> Value {
    Value::from(duration.as_secs_f64())
}

/// An answer before it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The JSON.
    pub(crate) body: String,
    /// Additional headers.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// The code of its error.
    pub(crate) error: Option<String>,
}

impl Reply {
    pub(crate) fn new((status, body): (u16, Value)) -> Self {
        Self {
            status,
            error: code(&body),
            body: body.to_json(),
            headers: Vec::new(),
        }
    }
}

/// The code of the error in a body of either protocol.
fn code(body: &Value) -> Option<String> {
    let error = body.get("error")?;
    let code = error.get("code").unwrap_or(error);
    code.as_text().map(str::to_owned)
}

/// Status and body of an answer of the classic protocol.
pub(crate) fn body(outcome: Result<Answer, Failure>, clock: Clock) -> (u16, Value) {
    let mut body = Map::new();
    let status = match outcome {
        Ok(answer) => {
            let used = answer.used;
            body.insert("result".to_owned(), answer.result);
            for (key, number) in [("next", answer.next), ("total", answer.total)] {
                if let Some(number) = number {
                    body.insert(key.to_owned(), Value::Integer(number));
                }
            }
            body.insert("time".to_owned(), clock.time(used));
            200
        }
        Err(failure) => {
            body.insert("error".to_owned(), Value::Text(failure.code));
            body.insert("error_description".to_owned(), Value::Text(failure.message));
            failure.status
        }
    };
    (status, Value::Map(body))
}

/// Status and body of an answer of REST 3.0.
pub(crate) fn unified(outcome: Result<Answer, Failure>, clock: Clock) -> (u16, Value) {
    match outcome {
        Ok(answer) if answer.bare => (200, answer.result),
        Ok(answer) => {
            let time = clock.time(answer.used);
            let body = [("result", answer.result), ("time", time)];
            let body = body.map(|(key, value)| (key.to_owned(), value));
            (200, Value::Map(Map::from(body)))
        }
        Err(failure) => (failure.status, failure.unified()),
    }
}

impl Failure {
    /// The error in the shape that REST 3.0 always uses.
    pub(crate) fn unified(self) -> Value {
        let mut error = Map::from([
            ("code".to_owned(), Value::Text(self.code)),
            ("message".to_owned(), Value::Text(self.message)),
        ]);
        if !self.validation.is_empty() {
            let violation = |Violation { field, message }| {
                Value::Map(Map::from([
                    ("message".to_owned(), Value::Text(message)),
                    ("field".to_owned(), Value::Text(field)),
                ]))
            };
            let violations = self.validation.into_iter().map(violation).collect();
            error.insert("validation".to_owned(), Value::List(violations));
        }
        Value::Map(Map::from([("error".to_owned(), Value::Map(error))]))
    }
}
