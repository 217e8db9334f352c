//! The tokens of one portal in use by a client.

mod application;
mod renewal;
mod secrets;
mod server;
mod tasks;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use reqwest::Url;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;

pub use self::application::Application;
pub(crate) use self::renewal::{Cause, within};
use self::secrets::Secrets;
pub(crate) use self::server::Server;
pub(crate) use self::tasks::Tasks;
use crate::address::{Reachable, Unreachable};
use crate::clock::Clock;
use crate::error::{AuthError, AuthKind, RequestKind};
use crate::hook::Hook;
use crate::stats::Counters;
use crate::tokens::{TokenStore, Tokens};

/// The tokens of one portal, which all clones of a client share.
pub(crate) struct Session {
    server: Server,
    store: Option<Arc<dyn TokenStore>>,
    reachable: Reachable,
    hooks: Vec<Arc<dyn Hook>>,
    counters: Arc<Counters>,
    secrets: Secrets,
    /// Renewals and attempts to save.
    tasks: Arc<Tasks>,
    state: Mutex<State>,
}

struct State {
    pair: Arc<Pair>,
    /// The pair that the store is known to have, which the next one replaces.
    stored: Option<Tokens>,
    /// Whether the content of the store is known.
    is_stored_known: bool,
    /// When saving the current pair failed; it is only in memory since then.
    unsaved: Option<Duration>,
    /// A renewal in progress, which all callers that need one await.
    flight: Option<watch::Receiver<Option<Renewed>>>,
    /// The last refusal of the server.
    refusal: Option<Refusal>,
}

/// The outcome of a renewal.
type Renewed = Result<Arc<Pair>, AuthError>;

/// A refusal of the authorisation server, which is not asked again immediately.
struct Refusal {
    pair: Arc<Pair>,
    at: Duration,
    error: AuthError,
}

/// A pair of tokens in use.
pub(crate) struct Pair {
    pub(crate) tokens: Tokens,
    /// When the authorisation server issued it, by the client's clock; `None` for a pair from
    /// another source.
    given: Option<Duration>,
    /// When it expires, if that is known.
    until: Option<Duration>,
    /// Whether the portal has accepted it.
    accepted: AtomicBool,
}

impl Pair {
    fn new(tokens: Tokens, given: Option<Duration>, now: Duration) -> Self {
        let until = tokens
            .lifetime()
            .map(|lifetime| now.saturating_add(lifetime));
        Self {
            tokens,
            given,
            until,
            accepted: AtomicBool::new(false),
        }
    }

    /// Records that the portal has accepted the token.
    pub(crate) fn accept(&self) {
        self.accepted.store(true, Ordering::Relaxed);
    }

    /// Whether the server has just issued it and no call has succeeded with it: another one would
    /// not be better.
    fn is_fresh(&self, now: Duration) -> bool {
        const MOMENT: Duration = Duration::from_secs(60);
        let Some(given) = self.given else {
            return false;
        };
        let is_young =
            now < given.saturating_add(MOMENT) && self.until.is_none_or(|until| now < until);
        is_young && !self.accepted.load(Ordering::Relaxed)
    }
}

/// A request with the secret that authorises it. The URL may be a password, so it goes to the HTTP
/// client and nowhere else.
pub(crate) struct SignedRequest {
    pub(crate) url: Url,
    pub(crate) body: Bytes,
    /// The header `Authorization`, for a body that has no place for the token.
    pub(crate) authorization: Option<HeaderValue>,
    /// The tokens of an application; `None` for a webhook.
    pub(crate) pair: Option<Arc<Pair>>,
}

/// Why a request cannot be signed with the current tokens.
pub(crate) enum SignError {
    Auth(AuthError),
    Request(RequestKind),
}

impl Session {
    pub(crate) fn new(
        server: Server,
        tokens: Tokens,
        store: Option<Arc<dyn TokenStore>>,
        reachable: Reachable,
        (hooks, counters): (Vec<Arc<dyn Hook>>, Arc<Counters>),
    ) -> Self {
        let secrets = Secrets::new(server.application.client_secret().clone());
        secrets.keep(&tokens);
        let now = server.clock.now();
        let state = State {
            pair: Arc::new(Pair::new(tokens, None, now)),
            stored: None,
            is_stored_known: false,
            unsaved: None,
            flight: None,
            refusal: None,
        };
        Self {
            server,
            store,
            reachable,
            hooks,
            counters,
            secrets,
            tasks: Tasks::new(),
            state: Mutex::new(state),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn clock(&self) -> &Arc<dyn Clock> {
        &self.server.clock
    }

    /// The current pair.
    pub(crate) fn pair(&self) -> Arc<Pair> {
        Arc::clone(&self.lock().pair)
    }

    /// Host of the portal.
    pub(crate) fn portal(&self) -> Arc<str> {
        Arc::clone(self.lock().pair.tokens.endpoint().portal())
    }

    /// Replaces tokens and the application's secret in text from outside.
    pub(crate) fn scrub<'a>(&self, text: &'a str) -> std::borrow::Cow<'a, str> {
        self.secrets.scrub(text)
    }

    /// Uses tokens from a new authorisation by the user. The store has them already.
    pub(crate) fn replace(&self, tokens: Tokens) {
        self.secrets.keep(&tokens);
        let now = self.clock().now();
        let mut state = self.lock();
        state.stored = Some(tokens.clone());
        state.is_stored_known = true;
        state.unsaved = None;
        state.refusal = None;
        state.pair = Arc::new(Pair::new(tokens, None, now));
    }

    /// Records that the tokens came from the store.
    pub(crate) fn is_stored(&self) {
        let mut state = self.lock();
        state.stored = Some(state.pair.tokens.clone());
        state.is_stored_known = true;
    }

    /// Adds the access token to a request.
    pub(crate) fn sign(
        self: &Arc<Self>,
        version: u8,
        method: &str,
        body: &Bytes,
    ) -> Result<SignedRequest, SignError> {
        self.save_again();
        let pair = self.pair();
        let endpoint = pair.tokens.endpoint();
        if let Err(reason) = endpoint.check(self.reachable) {
            let portal = endpoint.portal().to_string();
            let kind = match reason {
                Unreachable::Http => AuthKind::Http { portal },
                Unreachable::Loopback => AuthKind::Loopback { portal },
            };
            return Err(SignError::Auth(AuthError::new(kind)));
        }
        let mut url = endpoint.method(version, method);
        let token = pair.tokens.access_token();
        let mut authorization = None;
        let body = match body.strip_suffix(b"}") {
            Some(begun) => with_token(begun, token),
            // A list has no names, so it cannot carry the token. REST 3.0, whose batch is a list,
            // does not read the query.
            None if version >= 3 => {
                let refused = || SignError::Request(RequestKind::NoPlaceForToken);
                authorization = Some(bearer(token).ok_or_else(refused)?);
                body.clone()
            }
            None => {
                url.query_pairs_mut()
                    .append_pair("auth", token.expose_secret());
                body.clone()
            }
        };
        Ok(SignedRequest {
            url,
            body,
            authorization,
            pair: Some(pair),
        })
    }
}

/// The header of a token; `None` if it has characters that no header takes.
fn bearer(token: &SecretString) -> Option<HeaderValue> {
    let text = format!("Bearer {}", token.expose_secret());
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A JSON object without its last brace, with the token as its last member: of two members with one
/// name, the last one counts.
fn with_token(begun: &[u8], token: &SecretString) -> Bytes {
    let token = serde_json::to_vec(token.expose_secret()).expect("memory takes every text");
    let mut body = BytesMut::with_capacity(begun.len() + token.len() + 10);
    body.put_slice(begun);
    if begun.len() > 1 {
        body.put_u8(b',');
    }
    body.put_slice(b"\"auth\":");
    body.put_slice(&token);
    body.put_u8(b'}');
    body.freeze()
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("application", &self.server.application)
            .field("tokens", &self.pair().tokens)
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_the_last_member_of_the_body() {
        let written = |body: &[u8], token: &str| {
            let begun = body.strip_suffix(b"}").expect("an object");
            let body = with_token(begun, &token.into());
            String::from_utf8(body.to_vec()).expect("text")
        };
        assert_eq!(written(b"{}", "abc"), r#"{"auth":"abc"}"#);
        assert_eq!(written(br#"{"id":1}"#, "a\"b"), r#"{"id":1,"auth":"a\"b"}"#);
        let twice = written(br#"{"auth":"theirs"}"#, "ours");
        let read: serde_json::Value = serde_json::from_str(&twice).expect("JSON");
        assert_eq!(read["auth"], "ours");
    }
}
