//! Sends the requests of examples to another server.

use bitrix24::describe::{Effect, Example, ExampleKind, Method};
use bitrix24::{AnyError, CallOptions, Client, Error, RawMethod, RawParams, Value};
use bitrix24_tests::checks::{self, Schema};
use bitrix24_tests::harness::Entry;

use crate::file::{Outcome, count, name};

/// The length of the shown part of an answer.
const SHOWN: usize = 160;

/// Sends the requests of examples to a webhook.
pub(crate) struct Sender {
    client: Client,
    reads: bool,
    runtime: tokio::runtime::Runtime,
}

impl Sender {
    pub(crate) fn new(client: Client, reads: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("the system lets a process have timers and sockets");
        Self {
            client,
            reads,
            runtime,
        }
    }

    /// Sends every request of a file, and reports the answers.
    pub(crate) fn run(&self, schema: &Schema, examples: &[Example]) -> Outcome {
        let (mut told, mut problems) = (Vec::new(), Vec::new());
        let requests = examples
            .iter()
            .enumerate()
            .filter(|(_, example)| example.kind == ExampleKind::Request);
        for (index, example) in requests {
            let Some((method, entry)) = schema.method(&example.method, example.version) else {
                continue;
            };
            if self.reads && method.effect != Effect::Read {
                return Ok("not sent, since it writes".to_owned());
            }
            let name = name(index, example);
            match self.send(method, entry, example) {
                Ok(answer) => told.push(format!("{name}: {answer}")),
                Err(found) => {
                    problems.extend(found.iter().map(|problem| format!("{name}: {problem}")));
                }
            }
        }
        match (problems.is_empty(), told.is_empty()) {
            (false, _) => Err(problems),
            (true, true) => Ok(format!(
                "no request among {}",
                count(examples.len(), "example")
            )),
            (true, false) => Ok(told.join("; ")),
        }
    }

    fn send(
        &self,
        method: &Method,
        entry: &Entry,
        example: &Example,
    ) -> Result<String, Vec<String>> {
        let one = |problem: String| vec![problem];
        let body: Value = serde_json::from_str(&example.body)
            .map_err(|error| one(format!("the body is no JSON: {error}")))?;
        let made = checks::made(entry, &body).map_err(one)?;
        let called = match method.version {
            3 => RawMethod::v3(&method.name),
            _ => RawMethod::from(method.name.as_str()),
        };
        let call = self
            .client
            .send_raw(called, RawParams::from(made), CallOptions::new());
        match self.runtime.block_on(call) {
            Ok(envelope) => {
                let decoded = (entry.decode)(envelope.body()).map_err(one)?;
                if decoded.undeclared.is_empty() {
                    return Ok(format!("answered {}", shown(&decoded.value)));
                }
                let undeclared = decoded.undeclared.iter();
                Err(undeclared
                    .map(|path| format!("{path}: is not declared"))
                    .collect())
            }
            Err(Error::Api(error)) => {
                let (code, message) = (error.code.as_str(), error.message.as_str());
                let body = serde_json::json!({ "error": code, "error_description": message });
                match (entry.error)(body.to_string().as_bytes()).map_err(one)? {
                    "Unknown" => Err(one(format!(
                        "answered an error that is not documented: {code:?}, {message:?}"
                    ))),
                    kind => Ok(format!("answered the error {kind}: {code:?}, {message:?}")),
                }
            }
            Err(other) => Err(one(chain(&other))),
        }
    }
}

/// The beginning of a value.
fn shown(value: &Value) -> String {
    let text = value.to_json();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// An error with its sources.
fn chain(error: &AnyError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        let next = error.to_string();
        if !text.contains(&next) {
            text = format!("{text}: {next}");
        }
        source = error.source();
    }
    text
}
