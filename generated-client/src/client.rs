//! The client: whom to call, with what authorisation, and within which bounds.

mod builder;
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;

use crate::auth::Webhook;
use crate::error::{BuildError, Callee};

pub use builder::ClientBuilder;

/// Calls the methods of one Bitrix24 portal.
///
/// A client is cheap to clone, and its clones share their connections. It can be used from many tasks at once. Its calls
/// need a tokio runtime with I/O and time enabled.
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
    pub(crate) webhook: Webhook,
    pub(crate) http: reqwest::Client,
    /// Limit of a whole call.
    pub(crate) timeout: Duration,
    /// Limit of a connection; nothing where the HTTP client is the user's own.
    pub(crate) connect_timeout: Option<Duration>,
    /// Set on every request; nothing where the HTTP client brings its own.
    pub(crate) user_agent: Option<HeaderValue>,
    /// Largest answer that is read.
    pub(crate) max_answer_bytes: u64,
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

    /// Host of the portal, with the port unless it is the scheme's own.
    pub fn portal(&self) -> &str {
        self.shared.webhook.portal()
    }

    /// Identifier of the user whose rights the webhook has.
    pub fn user_id(&self) -> u64 {
        self.shared.webhook.user()
    }
}

impl Shared {
    /// Which method of which portal, for the texts of errors.
    pub(crate) fn callee(&self, method: &str) -> Callee {
        Callee::new(&self.webhook.scrub(method), self.webhook.portal())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("portal", &self.portal())
            .field("user", &self.user_id())
            .finish_non_exhaustive()
    }
}
