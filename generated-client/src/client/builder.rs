//! Settings of a client.

mod oauth;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use reqwest::redirect;
use secrecy::{ExposeSecret, SecretString};

use crate::address::Reachable;
use crate::auth::Auth;
use crate::clock::{Clock, RealClock};
use crate::error::BuildError;
use crate::hook::Hook;
use crate::limits::{Bucket, Limiter, Limits, Operating};
use crate::platform::IS_WEB;
use crate::retry::{Budget, RetryPolicy};
use crate::stats::Counters;
use crate::webhook::Webhook;

use crate::session::Application;
use crate::tokens::{TokenStore, Tokens};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
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
    max_decoded_bytes: Option<u64>,
    allow_http: bool,
    allow_loopback: bool,
    limits: Option<Limits>,
    limiter: Option<Arc<dyn Limiter>>,
    retry: Option<RetryPolicy>,
    clock: Option<Arc<dyn Clock>>,
    hooks: Vec<Arc<dyn Hook>>,
}

/// The cloud limits a call to 60 seconds; its answer about that should still arrive.
const TIMEOUT: Duration = Duration::from_secs(70);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter than the 75 seconds for which a web server commonly keeps a connection open, so that a
/// call rarely uses a connection that is just being closed: it is unknown whether such a call ran.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
const IDLE: Duration = Duration::from_secs(30);
const MAX_ANSWER_BYTES: u64 = 64 * 1024 * 1024;
/// Decoded values take several times the memory of their JSON.
const DECODED_FACTOR: u64 = 4;
/// Enough for a page of rows of any type, whatever the bound on answers.
const DECODED_AT_LEAST: u64 = 16 * 1024 * 1024;
const USER_AGENT: &str = concat!("bitrix24-rust/", env!("CARGO_PKG_VERSION"));

impl ClientBuilder {
    /// Address of the incoming webhook, `https://<portal>/rest/<user id>/<code>/`, as the portal
    /// shows it.
    pub fn webhook(mut self, address: impl AsRef<str>) -> Self {
        self.webhook = Some(SecretString::from(address.as_ref()));
        self.oauth = None;
        self
    }

    /// Sends the calls to another scheme, host and port than the webhook's, such as a portal in a
    /// test.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = Some(SecretString::from(url.as_ref()));
        self
    }

    /// Longest time of a request, from its start to the last byte of its answer; 70 seconds by
    /// default, a little more than the 60 after which the cloud itself ends a call. Waiting before
    /// and between requests does not count: [`CallOptions::deadline`](crate::CallOptions::deadline)
    /// includes it.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Longest time to connect; 10 seconds by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// The user agent, which the portal's owner sees in logs, such as `warehouse-sync/1.4`; by
    /// default the name and version of this crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// Sends requests with a given `reqwest::Client`, for example to use a proxy or the certificate
    /// of a company's authority.
    ///
    /// Its settings replace [`connect_timeout`](Self::connect_timeout), the TLS back end, the
    /// default user agent (one that is set here is sent), the proxy bypass for loopback addresses
    /// and the refusal of redirects. Give it `redirect::Policy::none()`: a redirect that it follows
    /// carries the webhook's address along. The limit of a request, the size of an answer and the
    /// requirement of https stay in force.
    ///
    /// With the feature `rustls`, this crate uses `reqwest` without its own cryptography, and
    /// `reqwest::Client::new` panics: enable a TLS feature of `reqwest`, or give its builder a
    /// `rustls` configuration.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(Http::Given(client));
        self
    }

    /// Largest answer that is read, in bytes; 64 MiB by default. A larger one is an error.
    pub fn max_answer_bytes(mut self, bytes: u64) -> Self {
        self.max_answer_bytes = Some(bytes);
        self
    }

    /// Most memory that the decoded values of an answer may take, in bytes; by default four times
    /// [`max_answer_bytes`](Self::max_answer_bytes), but at least 16 MiB. More is an
    /// [error](crate::error::AnswerKind::TooLarge), and reading stops there.
    ///
    /// A row takes as much memory as its type, however few of its fields the answer has: a row `{}`
    /// of two bytes can take 3 KB. So the bound on the size of an answer does not bound the memory
    /// that it takes. Counted are the rows and entries of lists and maps, and the text in them,
    /// roughly. The results of a batch have a common bound, for each 50 commands as for an answer.
    pub fn max_decoded_bytes(mut self, bytes: u64) -> Self {
        self.max_decoded_bytes = Some(bytes);
        self
    }

    /// Permits `http://` to other machines than this one. The webhook's address is its password, as
    /// is an application's token, and everyone on the way can read it then.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Permits addresses of this machine, also over `http://`, although the portal is elsewhere.
    ///
    /// Answers and events contain addresses: of files, of redirects, of portals. Without this
    /// setting none of them leads to this machine, so nobody can make the program call services
    /// that only it can reach. The portal of a webhook may be on this machine without it, and so
    /// may the portals of an application whose
    /// [authorisation server](crate::oauth::Application::server) is.
    pub fn allow_loopback(mut self, allow: bool) -> Self {
        self.allow_loopback = allow;
        self
    }

    /// Limits of the portal, which the client observes; by default those of all plans but
    /// Enterprise.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// The limiter, for clients that share an address: a [`Bucket`] given to several clients, or
    /// another implementation. It replaces the count of [`limits`](Self::limits).
    pub fn limiter(mut self, limiter: Arc<dyn Limiter>) -> Self {
        self.limiter = Some(limiter);
        self
    }

    /// How calls are retried.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The clock of limits and retries, for tests: a [`VirtualClock`](crate::VirtualClock).
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Adds an observer of requests and answers. Several hooks are called in their order.
    pub fn hook(mut self, hook: Arc<dyn Hook>) -> Self {
        self.hooks.push(hook);
        self
    }

    /// Creates the client. It sends nothing.
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
        let reachable = self.reachable(webhook.reaches_this_machine());
        Ok(self.assemble(parts, Auth::Webhook(webhook), reachable))
    }

    /// What addresses from outside may lead to. `is_local`: whether the user's own address is on
    /// this machine.
    fn reachable(&self, is_local: bool) -> Reachable {
        Reachable {
            http: self.allow_http,
            loopback: self.allow_loopback || is_local,
        }
    }

    /// The parts of a client that do not depend on its authorisation.
    fn parts(&self, reach: &Reach) -> Result<Parts, BuildError> {
        let connect_timeout = self.connect_timeout.unwrap_or(CONNECT_TIMEOUT);
        let given = matches!(self.http, Some(Http::Given(_)));
        let user_agent = match &self.user_agent {
            Some(name) => Some(HeaderValue::from_str(name).map_err(|_| BuildError::UserAgent)?),
            // In a browser the header would need the portal's consent, and the browser has a user
            // agent of its own.
            None if given || IS_WEB => None,
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

    fn assemble(self, parts: Parts, auth: Auth, reachable: Reachable) -> Client {
        let limits = self.limits.unwrap_or_default();
        let max_answer_bytes = self.max_answer_bytes.unwrap_or(MAX_ANSWER_BYTES);
        let decoded = max_answer_bytes.saturating_mul(DECODED_FACTOR);
        let shared = Shared {
            auth,
            reachable,
            http: parts.http,
            timeout: self.timeout.unwrap_or(TIMEOUT),
            connect_timeout: parts.connect_timeout,
            user_agent: parts.user_agent,
            max_answer_bytes,
            max_decoded_bytes: self
                .max_decoded_bytes
                .unwrap_or(decoded.max(DECODED_AT_LEAST)),
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

/// The HTTP client to use.
#[derive(Clone)]
enum Http {
    /// The user's.
    Given(reqwest::Client),
    /// One of this crate, which several clients share.
    Made(reqwest::Client),
}

/// The hosts that will be called.
#[cfg_attr(
    all(target_arch = "wasm32", target_os = "unknown"),
    expect(dead_code, reason = "a browser decides how to reach it")
)]
struct Reach {
    /// A host that is called over https, if there is one.
    https: Option<String>,
    /// Whether only this machine is called.
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

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn http(reach: &Reach, connect_timeout: Duration) -> Result<reqwest::Client, BuildError> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(IDLE)
        .redirect(redirect::Policy::none())
        .referer(false);
    if reach.is_loopback {
        // A proxy could not reach this machine, and would see the address of a call over http.
        builder = builder.no_proxy();
    }
    let builder = tls::configure(builder, reach.https.as_deref())?;
    builder
        .build()
        .map_err(|error| BuildError::Client(error.without_url()))
}

/// A browser connects, encrypts and follows redirects by itself; the answer has the final URL.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
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
            .field("max_decoded_bytes", &self.max_decoded_bytes)
            .field("allow_http", &self.allow_http)
            .field("allow_loopback", &self.allow_loopback)
            .field("limits", &self.limits)
            .field("limiter", &self.limiter)
            .field("retry", &self.retry)
            .field("hooks", &self.hooks)
            .finish_non_exhaustive()
    }
}
