//! The client: whom to call, with what authorisation, and within which bounds.

mod builder;
mod oauth;
#[cfg(not(web))]
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;

use crate::auth::Auth;
use crate::clock::Clock;
use crate::error::{BuildError, Callee};
use crate::hook::Hook;
use crate::limits::{Limiter, Operating};
use crate::retry::{Budget, RetryPolicy};
use crate::stats::{Counters, Stats};

pub use builder::ClientBuilder;

/// Calls the methods of one Bitrix24 portal.
///
/// A client is cheap to clone, and its clones share their connections. It can be used from many tasks at once. Its calls
/// need a tokio runtime with I/O and time enabled, except in WebAssembly, which has tasks and timers of its own.
///
/// ```no_run
/// # fn main() -> Result<(), bitrix24::error::BuildError> {
/// let client = bitrix24::Client::webhook("https://example.bitrix24.com/rest/1/8g9l071eismy9q2l/")?;
/// // The address is a password, so it is not shown.
/// assert_eq!(format!("{client:?}"), r#"Client { portal: "example.bitrix24.com", user: 1, .. }"#);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

/// What the clones of a client share.
pub(crate) struct Shared {
    pub(crate) auth: Auth,
    pub(crate) http: reqwest::Client,
    /// Limit of a whole call.
    pub(crate) timeout: Duration,
    /// Limit of a connection; nothing where the HTTP client is the user's own.
    pub(crate) connect_timeout: Option<Duration>,
    /// Set on every request; nothing where the HTTP client brings its own.
    pub(crate) user_agent: Option<HeaderValue>,
    /// Largest answer that is read.
    pub(crate) max_answer_bytes: u64,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limiter: Arc<dyn Limiter>,
    pub(crate) operating: Operating,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) counters: Arc<Counters>,
    pub(crate) hooks: Vec<Arc<dyn Hook>>,
}

impl Client {
    /// A client for an incoming webhook, with the default settings of [`ClientBuilder`].
    ///
    /// The address is the one that the portal shows for the webhook, `https://<portal>/rest/<user id>/<code>/`.
    pub fn webhook(address: impl AsRef<str>) -> Result<Self, BuildError> {
        Self::builder().webhook(address.as_ref()).build()
    }

    /// Starts a client with settings of its own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Host of the portal, with the port unless it is the scheme's own. An application's portal may move to another one.
    pub fn portal(&self) -> String {
        self.shared.auth.portal().to_string()
    }

    /// Identifier of the user whose rights the webhook has; nothing for an application.
    pub fn user_id(&self) -> Option<u64> {
        self.shared.auth.user()
    }

    /// What the client and its clones have done so far.
    pub fn stats(&self) -> Stats {
        self.shared.counters.read()
    }
}

impl Shared {
    /// Which method of which portal, for the texts of errors.
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
