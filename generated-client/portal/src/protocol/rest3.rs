//! Calls of REST 3.0, below `/rest/api/`.

mod batch;
mod openapi;
mod references;
mod request;
mod run;
mod scopes;

use hyper::Method as Verb;
use hyper::http::request::Parts;

use bitrix24::describe::Effect;

use self::run::run;
use crate::answer::{self, Clock, Failure, Reply};
use crate::desk::Desk;
use crate::idempotency;
use crate::received::{Caller, Encoding, Received};

/// A call to the address of REST 3.0.
pub(super) struct Incoming<'a> {
    /// Name of the method.
    pub(super) name: &'a str,
    pub(super) caller: Caller,
    pub(super) head: &'a Parts,
    pub(super) body: &'a [u8],
}

/// Answers a call.
pub(super) fn answer(desk: &Desk, incoming: &Incoming<'_>, clock: Clock) -> Reply {
    let admitted = desk.gate.request();
    let reply = admitted.and_then(|()| exchange(desk, incoming, clock));
    let refused = reply.as_ref().err().map(|failure| failure.code.as_str());
    let method = incoming.name;
    tracing::debug!(method, refused, "a call of REST 3.0 was answered");
    reply.unwrap_or_else(|failure| Reply::new(answer::unified(Err(failure), clock)))
}

fn exchange(desk: &Desk, incoming: &Incoming<'_>, clock: Clock) -> Result<Reply, Failure> {
    let Incoming {
        name,
        caller,
        head,
        body,
    } = *incoming;
    let read = request::read(head, body);
    let mut seen = read.as_ref().map(request::seen).unwrap_or_default();
    if caller == Caller::Application {
        // A call that cannot be read has no token either.
        desk.oauth().admit_bearer(&seen, &head.headers)?;
    }
    seen.remove("auth");
    desk.keep(Received {
        method: name.to_owned(),
        version: 3,
        parameters: seen,
        is_post: head.method == Verb::POST,
        encoding: if body.is_empty() || head.method == Verb::GET {
            Encoding::Query
        } else {
            Encoding::Json
        },
    });
    desk.faults.befall(name, head)?;
    if name == batch::NAME {
        let outcome = batch::answer(desk, &read?, caller);
        return Ok(Reply::new(answer::unified(outcome, clock)));
    }
    let method = request::method(desk, name);
    let parameters = request::parameters(read?)?;
    let run = || {
        let outcome = run(desk, (name, method), &parameters, caller);
        Reply::new(answer::unified(outcome, clock))
    };
    // Reads need no key, so it is ignored.
    match method.filter(|method| method.effect == Effect::Write) {
        Some(method) => match idempotency::key(&head.headers)? {
            Some(key) => {
                let slot = (caller, method.name.as_str(), key);
                desk.replays.once(slot, body, desk.gate.now(), run)
            }
            None => Ok(run()),
        },
        None => Ok(run()),
    }
}
