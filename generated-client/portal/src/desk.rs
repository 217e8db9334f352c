//! Where calls are taken and answered, whatever brought them.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bitrix24::{ExposeSecret, SecretString};
use hyper::Method as Verb;
use hyper::http::request;

use super::answer::{self, Answer, Clock, Failure, Reply};
use super::arguments::Arguments;
use super::faults::Faults;
use super::limits::Gate;
use super::oauth::OAuth;
use super::outbox::Outbox;
use super::received::{self, Caller, Encoding, Received, Route};
use super::rest3::{self, Replays};
use super::state::{self, Call, State};
use super::{batch, check, events, example, names};
use bitrix24::describe::Method;
use bitrix24::{Map, Value};

/// Settings of a portal.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) ignore_unknown: bool,
    pub(super) max_request_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ignore_unknown: false,
            max_request_bytes: 16 * 1024 * 1024,
        }
    }
}

/// User whose rights the webhook has.
pub(super) const USER: u64 = 1;
/// How many calls are kept for [`Desk::received`].
const KEPT: usize = 10_000;

/// Takes calls and answers them.
pub(super) struct Desk {
    pub(super) settings: Settings,
    code: SecretString,
    oauth: Arc<OAuth>,
    pub(super) gate: Gate,
    state: Mutex<State>,
    received: Mutex<VecDeque<Received>>,
    pub(super) outbox: Outbox,
    pub(super) faults: Faults,
    pub(super) replays: Replays,
}

impl Desk {
    pub(super) fn new(settings: Settings, oauth: OAuth, gate: Gate) -> Self {
        let oauth = Arc::new(oauth);
        Self {
            settings,
            code: SecretString::from(code()),
            gate,
            state: Mutex::new(State::seeded()),
            received: Mutex::default(),
            outbox: Outbox::new(Arc::clone(&oauth)),
            faults: Faults::default(),
            replays: Replays::default(),
            oauth,
        }
    }

    /// The path of the webhook, which contains its code.
    pub(super) fn path(&self) -> String {
        format!("/rest/{USER}/{}/", self.code.expose_secret())
    }

    pub(super) fn oauth(&self) -> &OAuth {
        &self.oauth
    }

    pub(super) fn max_request_bytes(&self) -> usize {
        self.settings.max_request_bytes
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The calls that came with the code of the webhook, oldest first.
    pub(super) fn received(&self) -> MutexGuard<'_, VecDeque<Received>> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer; nothing for an address that belongs to no call.
    pub(super) fn answer(&self, head: &request::Parts, body: &[u8]) -> Option<Reply> {
        if let Some(answer) = self.oauth.answer(head, body) {
            return Some(Reply::new(answer));
        }
        let clock = Clock::start();
        let path = head.uri.path();
        let target = match received::route(path) {
            Route::Elsewhere => return None,
            Route::Webhook { user, code, method } if self.admits(user, code) => {
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
                rest3::answer(self, &call, clock)
            }
            Err(failure) if is_newer => Reply::new(answer::unified(Err(failure), clock)),
            target => {
                let outcome = target.and_then(|(method, caller)| {
                    self.call(method, head, body, caller == Caller::Application)
                });
                Reply::new(answer::body(outcome, clock))
            }
        })
    }

    fn admits(&self, user: &str, code: &str) -> bool {
        user == USER.to_string() && code == self.code.expose_secret()
    }

    fn call(
        &self,
        name: &str,
        head: &request::Parts,
        body: &[u8],
        by_token: bool,
    ) -> Result<Answer, Failure> {
        let admitted = self.gate.request();
        let outcome = admitted.and_then(|()| self.call_unseen(name, head, body, by_token));
        let error = outcome.as_ref().err().map(|failure| failure.code.as_str());
        tracing::debug!(method = name, error, "a call was answered");
        outcome
    }

    fn call_unseen(
        &self,
        name: &str,
        head: &request::Parts,
        body: &[u8],
        by_token: bool,
    ) -> Result<Answer, Failure> {
        let method = received::method(name);
        let query = head.uri.query().unwrap_or_default();
        let (encoding, parameters) = match received::encoding(&head.method, &head.headers, body) {
            Ok(encoding) => (
                encoding,
                received::parameters(method, query, encoding, body),
            ),
            Err(failure) => (Encoding::Query, Err(failure)),
        };
        if by_token {
            // A call that cannot be read has no token either.
            self.oauth
                .admit(parameters.as_ref().unwrap_or(&Map::new()))?;
        }
        let mut seen = parameters.as_ref().cloned().unwrap_or_default();
        seen.remove("auth");
        self.keep(Received {
            method: name.to_owned(),
            version: 2,
            parameters: seen,
            is_post: head.method == Verb::POST,
            encoding,
        });
        self.faults.befall(name, head)?;
        if batch::is_batch(name) {
            return Ok(batch::answer(self, &parameters?));
        }
        let Some(method) = method else {
            return Err(Failure::system("MethodNotFound", "Method not found!"));
        };
        let mut parameters = parameters?;
        if by_token {
            parameters.remove("auth");
        }
        self.run(method, &parameters)
    }

    pub(super) fn run(
        &self,
        method: &'static Method,
        parameters: &Map<String, Value>,
    ) -> Result<Answer, Failure> {
        let family = state::family(method);
        if let Err(problem) = check::check(method, parameters, self.settings.ignore_unknown) {
            let own = family.and_then(|(family, _)| family.refusal(method, &problem));
            return Err(own.unwrap_or_else(|| problem.failure(method)));
        }
        let used = self.gate.call(&method.name)?;
        let arguments = names::canonical(method, parameters);
        let call = Call {
            method,
            arguments: Arguments(&arguments),
            ignore_unknown: self.settings.ignore_unknown,
        };
        let mut answer = match family {
            Some((_, handler)) => handler(&mut self.state(), call)?,
            None => example::answer(method)?,
        };
        if let Some(event) = events::caused(call, &answer) {
            self.outbox.send(&self.state().bindings, &event);
        }
        answer.used = used;
        Ok(answer)
    }

    pub(super) fn keep(&self, received: Received) {
        let mut kept = self.received();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(received);
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// A code like those of real webhooks: 16 letters and digits, another one each time. It guards nothing but a port of this
/// machine, so the seeds of the standard library's hash maps are random enough.
pub(super) fn code() -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut number = u128::from(RandomState::new().hash_one(1)) << 64
        | u128::from(RandomState::new().hash_one(2));
    let mut code = String::new();
    for _ in 0..16 {
        let letter = usize::try_from(number % 36).unwrap_or_default();
        code.push(char::from(LETTERS[letter]));
        number /= 36;
    }
    code
}
