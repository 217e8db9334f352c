//! Settings of a client.

mod oauth;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
#[cfg(not(web))]
use reqwest::redirect;
use secrecy::{ExposeSecret, SecretString};

use crate::auth::Auth;
use crate::clock::{Clock, RealClock};
use crate::error::BuildError;
use crate::hook::Hook;
use crate::limits::{Bucket, Limiter, Limits, Operating};
use crate::retry::{Budget, RetryPolicy};
use crate::stats::Counters;
use crate::webhook::Webhook;

use crate::session::Application;
use crate::tokens::{TokenStore, Tokens};

#[cfg(not(web))]
use super::tls;
use super::{Client, Shared};

/// Settings of a [`Client`].
///
/// ```no_run
/// # fn main() -> Result<(), bitrix24::error::BuildError> {
/// use std::time::Duration;
///
/// let client = bitrix24::Client::builder()
///     .webhook("https://example.bitrix24.com/rest/1/8g9l071eismy9q2l/")
///     .timeout(Duration::from_secs(20))
///     .user_agent("warehouse-sync/1.4")
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    webhook: Option<SecretString>,
    oauth: Option<(Application, Tokens)>,
    token_store: Option<Arc<dyn TokenStore>>,
    base_url: Option<SecretString>,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    user_agent: Option<String>,
    http: Option<Http>,
    max_answer_bytes: Option<u64>,
    allow_http: bool,
    limits: Option<Limits>,
    limiter: Option<Arc<dyn Limiter>>,
    retry: Option<RetryPolicy>,
    clock: Option<Arc<dyn Clock>>,
    hooks: Vec<Arc<dyn Hook>>,
}

/// The cloud gives a call 60 seconds; its own answer about that should still arrive.
const TIMEOUT: Duration = Duration::from_secs(70);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter than the 75 seconds for which a web server commonly keeps a connection open, so that a call seldom meets a
/// connection that is just being closed: whether such a call was executed cannot be told.
#[cfg(not(web))]
const IDLE: Duration = Duration::from_secs(30);
const MAX_ANSWER_BYTES: u64 = 64 * 1024 * 1024;
const USER_AGENT: &str = concat!("bitrix24-rust/", env!("CARGO_PKG_VERSION"));

impl ClientBuilder {
    /// Address of the incoming webhook, `https://<portal>/rest/<user id>/<code>/`, as the portal shows it.
    pub fn webhook(mut self, address: impl AsRef<str>) -> Self {
        self.webhook = Some(SecretString::from(address.as_ref()));
        self.oauth = None;
        self
    }

    /// Sends the calls to another scheme, host and port than the webhook's, as to a portal that runs in a test.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = Some(SecretString::from(url.as_ref()));
        self
    }

    /// Longest time that a request may take, from its start to the last byte of its answer; by default 70 seconds, a
    /// little more than the 60 after which the cloud itself ends a call. What a call waits before it is sent, or sent
    /// again, does not count: [`CallOptions::deadline`](crate::CallOptions::deadline) bounds that too.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Longest time that a new connection may take; by default 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// What the portal's owner sees in logs as the caller, such as `warehouse-sync/1.4`; by default the name and version
    /// of this crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// Sends through a `reqwest::Client` of one's own, as for a proxy or the certificate of a company's authority.
    ///
    /// Its own settings then stand instead of [`connect_timeout`](Self::connect_timeout), the TLS back end, the default
    /// user agent (one that is given here is sent), the bypass of proxies for loopback addresses and the refusal of
    /// redirects. Give it `redirect::Policy::none()`: a redirect that it follows carries the webhook's address along.
    /// The limit of the whole call, the size of an answer and the demand for https stay in force.
    ///
    /// With the feature `rustls`, this crate brings `reqwest` without cryptography of its own, and `reqwest::Client::new`
    /// panics: enable a TLS feature of `reqwest`, or give its builder a `rustls` configuration.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(Http::Given(client));
        self
    }

    /// Largest answer that is read, in bytes; by default 64 MiB. A larger one is an error.
    pub fn max_answer_bytes(mut self, bytes: u64) -> Self {
        self.max_answer_bytes = Some(bytes);
        self
    }

    /// Permits `http://` to other machines than this one. The webhook's address is its password, as an application's token
    /// is, and everyone on the way can read it then.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Limits of the portal, which the client keeps; by default those of every plan but Enterprise.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Who decides when a request may be sent, for clients that share an address: a [`Bucket`] that several clients are
    /// given, or a limiter of one's own. It stands instead of the count in [`limits`](Self::limits).
    pub fn limiter(mut self, limiter: Arc<dyn Limiter>) -> Self {
        self.limiter = Some(limiter);
        self
    }

    /// How calls are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The time that limits and retries go by, for tests: a [`VirtualClock`](crate::VirtualClock).
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sees each request and each answer. Several hooks are called in their order.
    pub fn hook(mut self, hook: Arc<dyn Hook>) -> Self {
        self.hooks.push(hook);
        self
    }

    /// Makes the client. Nothing is sent.
    pub fn build(mut self) -> Result<Client, BuildError> {
        if let Some((application, tokens)) = self.oauth.take() {
            return self.build_oauth(application, tokens);
        }
        let webhook = self.webhook.take().ok_or(BuildError::NoWebhook)?;
        let mut webhook = Webhook::parse(webhook.expose_secret())?;
        if let Some(base) = &self.base_url {
            webhook.rebase(base.expose_secret())?;
        }
        if !(webhook.is_https() || webhook.is_loopback() || self.allow_http) {
            return Err(BuildError::Http {
                portal: webhook.portal().to_string(),
            });
        }
        let reach = Reach {
            https: webhook.is_https().then(|| webhook.portal().to_string()),
            is_loopback: webhook.is_loopback(),
        };
        let parts = self.parts(&reach)?;
        Ok(self.assemble(parts, Auth::Webhook(webhook)))
    }

    /// What has to be there before it is known how calls are authorised.
    fn parts(&self, reach: &Reach) -> Result<Parts, BuildError> {
        let connect_timeout = self.connect_timeout.unwrap_or(CONNECT_TIMEOUT);
        let given = matches!(self.http, Some(Http::Given(_)));
        let user_agent = match &self.user_agent {
            Some(name) => Some(HeaderValue::from_str(name).map_err(|_| BuildError::UserAgent)?),
            // In a browser a page would need the portal's consent to the header, and the browser has a name of its own.
            None if given || cfg!(web) => None,
            None => Some(HeaderValue::from_static(USER_AGENT)),
        };
        Ok(Parts {
            http: match &self.http {
                Some(Http::Given(client) | Http::Made(client)) => client.clone(),
                None => http(reach, connect_timeout)?,
            },
            connect_timeout: (!given).then_some(connect_timeout),
            user_agent,
            clock: match &self.clock {
                Some(clock) => Arc::clone(clock),
                None => Arc::new(RealClock::default()),
            },
            counters: Arc::default(),
        })
    }

    fn assemble(self, parts: Parts, auth: Auth) -> Client {
        let limits = self.limits.unwrap_or_default();
        let shared = Shared {
            auth,
            http: parts.http,
            timeout: self.timeout.unwrap_or(TIMEOUT),
            connect_timeout: parts.connect_timeout,
            user_agent: parts.user_agent,
            max_answer_bytes: self.max_answer_bytes.unwrap_or(MAX_ANSWER_BYTES),
            clock: parts.clock,
            limiter: self
                .limiter
                .unwrap_or_else(|| Arc::new(Bucket::new(limits))),
            operating: Operating::new(limits.operating),
            retry: self.retry.unwrap_or_default(),
            budget: Budget::new(),
            counters: parts.counters,
            hooks: self.hooks,
        };
        Client {
            shared: Arc::new(shared),
        }
    }
}

/// The HTTP client to send through.
#[derive(Clone)]
enum Http {
    /// The user's own.
    Given(reqwest::Client),
    /// One of ours, which several clients share.
    Made(reqwest::Client),
}

/// Who will be called.
#[cfg_attr(web, expect(dead_code, reason = "a browser decides how to reach it"))]
struct Reach {
    /// A host that is reached over https, when there is one.
    https: Option<String>,
    /// Whether nobody but this machine is called.
    is_loopback: bool,
}

/// Parts of a client that its authorisation needs too.
struct Parts {
    http: reqwest::Client,
    connect_timeout: Option<Duration>,
    user_agent: Option<HeaderValue>,
    clock: Arc<dyn Clock>,
    counters: Arc<Counters>,
}

#[cfg(not(web))]
fn http(reach: &Reach, connect_timeout: Duration) -> Result<reqwest::Client, BuildError> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(IDLE)
        .redirect(redirect::Policy::none())
        .referer(false);
    if reach.is_loopback {
        // A proxy could not reach this machine, and would read the address of a call over http.
        builder = builder.no_proxy();
    }
    let builder = tls::configure(builder, reach.https.as_deref())?;
    builder
        .build()
        .map_err(|error| BuildError::Client(error.without_url()))
}

/// A browser connects, encrypts and follows redirects as it likes; an answer tells afterwards where it came from.
#[cfg(web)]
fn http(_: &Reach, _: Duration) -> Result<reqwest::Client, BuildError> {
    let client = reqwest::Client::builder().build();
    client.map_err(|error| BuildError::Client(error.without_url()))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("oauth", &self.oauth)
            .field("token_store", &self.token_store)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("user_agent", &self.user_agent)
            .field("max_answer_bytes", &self.max_answer_bytes)
            .field("allow_http", &self.allow_http)
            .field("limits", &self.limits)
            .field("limiter", &self.limiter)
            .field("retry", &self.retry)
            .field("hooks", &self.hooks)
            .finish_non_exhaustive()
    }
}
