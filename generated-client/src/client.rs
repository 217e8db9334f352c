//! The client: its portal, authorisation and limits.

mod builder;
mod oauth;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;

use crate::address::Reachable;
use crate::auth::Auth;
use crate::clock::Clock;
use crate::decode::Room;
use crate::error::{BuildError, Callee};
use crate::hook::Hook;
use crate::limits::{Limiter, Operating};
use crate::retry::{Budget, RetryPolicy};
use crate::stats::{Counters, Stats};

pub use builder::ClientBuilder;

/// Calls the methods of one Bitrix24 portal.
///
/// A client is cheap to clone, and its clones share their connections. It can be used from many
/// tasks at once. Its calls need a tokio runtime with I/O and time enabled, except in WebAssembly,
/// which has tasks and timers of its own.
///
/// ```no_run
/// # fn main() -> Result<(), bitrix24::error::BuildError> {
/// let client = bitrix24::Client::webhook("https://example.bitrix24.com/rest/1/8g9l071eismy9q2l/")?;
/// // The address is a password, so it is not printed.
/// assert_eq!(format!("{client:?}"), r#"Client { portal: "example.bitrix24.com", user: 1, .. }"#);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

/// The state that the clones of a client share.
pub(crate) struct Shared {
    pub(crate) auth: Auth,
    /// What addresses from outside may lead to.
    pub(crate) reachable: Reachable,
    pub(crate) http: reqwest::Client,
    /// Time limit of a request.
    pub(crate) timeout: Duration,
    /// Time limit of connecting; `None` with the user's HTTP client.
    pub(crate) connect_timeout: Option<Duration>,
    /// Sent with every request; `None` when the user's HTTP client sets it.
    pub(crate) user_agent: Option<HeaderValue>,
    /// Largest answer that is read, in bytes.
    pub(crate) max_answer_bytes: u64,
    /// Memory that the decoded values of an answer may take, in bytes.
    pub(crate) max_decoded_bytes: u64,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limiter: Arc<dyn Limiter>,
    pub(crate) operating: Operating,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) counters: Arc<Counters>,
    pub(crate) hooks: Vec<Arc<dyn Hook>>,
}

impl Client {
    /// Creates a client for an incoming webhook, with the default settings of [`ClientBuilder`].
    ///
    /// The address is the one that the portal shows for the webhook, `https://<portal>/rest/<user
    /// id>/<code>/`.
    pub fn webhook(address: impl AsRef<str>) -> Result<Self, BuildError> {
        Self::builder().webhook(address.as_ref()).build()
    }

    /// Creates a builder, for other settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Host of the portal, with the port unless it is the default of the scheme. The portal of an
    /// application may move to another host.
    pub fn portal(&self) -> String {
        self.shared.auth.portal().to_string()
    }

    /// Identifier of the webhook's user; `None` for an application.
    pub fn user_id(&self) -> Option<u64> {
        self.shared.auth.user()
    }

    /// Counters of the client and its clones.
    pub fn stats(&self) -> Stats {
        self.shared.counters.read()
    }
}

impl Shared {
    /// Memory that the values of an answer may take.
    pub(crate) fn room(&self) -> Room {
        self.room_of(1)
    }

    /// Memory that the values of several answers may take together.
    pub(crate) fn room_of(&self, answers: usize) -> Room {
        let answers = u64::try_from(answers).unwrap_or(u64::MAX);
        Room::of(self.max_decoded_bytes.saturating_mul(answers))
    }

    /// The method and the portal, for error messages.
    pub(crate) fn callee(&self, method: &str) -> Callee {
        Callee::new(&self.auth.scrub(method), &self.auth.portal())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Client");
        debug.field("portal", &self.portal());
        if let Some(user) = self.user_id() {
            debug.field("user", &user);
        }
        debug.finish_non_exhaustive()
    }
}
