//! The protocols of REST: selects the one of a call, and answers it.

mod classic;
mod rest3;

use hyper::http::request;

use crate::answer::{self, Answer, Clock, Failure, Reply};
use crate::desk::Desk;
use crate::received::{self, Caller, Route};
use bitrix24::{Map, Value};

/// Runs a method of the classic protocol for the webhook, without a request.
pub(crate) fn call(
    desk: &Desk,
    name: &str,
    parameters: &Map<String, Value>,
) -> Result<Answer, Failure> {
    let method = desk.own.method(name, 2).or_else(|| received::method(name));
    classic::run::run(desk, (name, method), parameters, Caller::Webhook)
}

/// Answers a call. Returns `None` for an address that belongs to no call.
pub(crate) fn answer(desk: &Desk, head: &request::Parts, body: &[u8]) -> Option<Reply> {
    if let Some(answer) = desk.oauth().answer(head, body) {
        return Some(Reply::new(answer));
    }
    let clock = Clock::start();
    let path = head.uri.path();
    let target = match received::route(path) {
        Route::Elsewhere => return None,
        Route::Webhook { user, code, method } if desk.webhook.admits(user, code) => {
            Ok((method, Caller::Webhook))
        }
        Route::Application { method } => Ok((method, Caller::Application)),
        Route::Webhook { .. } | Route::Unauthorised => {
            Err(Failure::system("NoAuthFound", "Wrong authorization data"))
        }
    };
    let is_newer = received::version(path) == 3;
    Some(match target {
        Ok((name, caller)) if is_newer => {
            let call = rest3::Incoming {
                name,
                caller,
                head,
                body,
            };
            rest3::answer(desk, &call, clock)
        }
        Err(failure) if is_newer => Reply::new(answer::unified(Err(failure), clock)),
        target => {
            let outcome = target
                .and_then(|(method, caller)| classic::answer(desk, method, head, body, caller));
            Reply::new(answer::body(outcome, clock))
        }
    })
}
