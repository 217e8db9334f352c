//! Calls of the classic protocol.

mod batch;
pub(super) mod run;

use hyper::Method as Verb;
use hyper::http::request;

use bitrix24::Map;

use self::run::run;
use crate::answer::{Answer, Failure};
use crate::desk::Desk;
use crate::received::{self, Caller, Encoding, Received};

/// Answers a call.
pub(super) fn answer(
    desk: &Desk,
    name: &str,
    head: &request::Parts,
    body: &[u8],
    caller: Caller,
) -> Result<Answer, Failure> {
    let admitted = desk.gate.request();
    let outcome = admitted.and_then(|()| exchange(desk, name, head, body, caller));
    let error = outcome.as_ref().err().map(|failure| failure.code.as_str());
    tracing::debug!(method = name, error, "a call was answered");
    outcome
}

fn exchange(
    desk: &Desk,
    name: &str,
    head: &request::Parts,
    body: &[u8],
    caller: Caller,
) -> Result<Answer, Failure> {
    let method = desk.own.method(name, 2).or_else(|| received::method(name));
    let query = head.uri.query().unwrap_or_default();
    let (encoding, parameters) = match received::encoding(&head.method, &head.headers, body) {
        Ok(encoding) => (
            encoding,
            received::parameters(method, query, encoding, body),
        ),
        Err(failure) => (Encoding::Query, Err(failure)),
    };
    if caller == Caller::Application {
        // A call that cannot be read has no token either.
        desk.oauth()
            .admit(parameters.as_ref().unwrap_or(&Map::new()))?;
    }
    let mut seen = parameters.as_ref().cloned().unwrap_or_default();
    seen.remove("auth");
    desk.keep(Received {
        method: name.to_owned(),
        version: 2,
        parameters: seen,
        is_post: head.method == Verb::POST,
        encoding,
    });
    desk.faults.befall(name, head)?;
    if batch::is_batch(name) {
        return Ok(batch::answer(desk, &parameters?, caller));
    }
    let mut parameters = parameters?;
    if caller == Caller::Application {
        parameters.remove("auth");
    }
    run(desk, (name, method), &parameters, caller)
}
