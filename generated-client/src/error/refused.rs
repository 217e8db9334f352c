//! Requests that are refused before they are sent.

use std::error::Error as StdError;
use std::fmt;

use crate::limits::LimiterError;
use crate::params::ParamsProblem;
use crate::tokens::{AddressError, TokensError};
use crate::webhook::WebhookError;

use crate::retry::Retry;

use super::{BatchProblem, Callee};

/// A request was refused before it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    /// Why.
    pub kind: RequestKind,
    call: Callee,
}

/// Why a request was refused before it was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestKind {
    /// The method's name has characters other than letters, digits, `.`, `_` and `-`, or an empty
    /// part.
    #[error("expected the name of a method, such as `crm.item.list`, got other characters")]
    Method,
    /// The parameters contradict each other.
    #[error(transparent)]
    Params(ParamsProblem),
    /// The parameters are JSON, but neither an object nor a list.
    #[error("expected the parameters as an object or a list, got {found}")]
    NoParameters {
        /// What was given.
        found: &'static str,
    },
    /// The request has no place for an application's token: REST 3.0 takes that of a list, which
    /// has no names for it, in a header, and this token has characters that no header takes.
    #[error("expected a token of printable ASCII, which a header can carry, got other characters")]
    NoPlaceForToken,
    /// The list cannot be read in the requested way.
    #[error("the list cannot be read: {why}")]
    List {
        /// Why.
        why: &'static str,
    },
    /// The address of a file is not valid.
    #[error("expected the address of a file from the portal, but {why}")]
    Address {
        /// Why.
        why: &'static str,
    },
    /// The limiter granted no permit in time.
    #[error(transparent)]
    RateLimited(LimiterError),
    /// The command cannot be a part of its batch, or was not sent with it.
    #[error(transparent)]
    Batch(BatchProblem),
}

impl RequestError {
    pub(crate) fn new(call: Callee, kind: RequestKind) -> Self {
        Self { kind, call }
    }

    /// The attempts that failed before this one, and why.
    pub fn retries(&self) -> &[Retry] {
        &self.call.retries
    }

    /// Name of the method that was to be called.
    pub fn method(&self) -> &str {
        &self.call.method
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the request was not sent: {}", self.call, self.kind)
    }
}

impl StdError for RequestError {}

/// A [`Client`](crate::Client) could not be built. No message repeats the webhook's address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Neither a webhook nor an application was given.
    #[error(
        "a client needs a webhook or an application: call `webhook` with its address, or `oauth`"
    )]
    NoWebhook,
    /// The webhook's address, or the base URL, is not valid.
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    /// A base URL was given for an application, whose portals have their URLs in their tokens.
    #[error("`base_url` is for webhooks: the address of an application's portal is in its tokens")]
    BaseUrl,
    /// A URL without encryption.
    #[error(
        "http://{portal} is not encrypted, and a webhook's address or a token is a password: use https://, \
         or `allow_http(true)` if the network is trusted (http:// to this machine needs no permission)"
    )]
    Http {
        /// Host of the portal.
        portal: String,
    },
    /// The tokens of an application lead to this machine, but its authorisation server is
    /// elsewhere.
    #[error(
        "the tokens lead to {portal}, which is this machine: use `allow_loopback(true)` if the portal is on it"
    )]
    Loopback {
        /// Host in the tokens.
        portal: String,
    },
    /// The tokens are not valid.
    #[error(transparent)]
    Tokens(#[from] TokensError),
    /// The address of a portal or of an authorisation server is not valid.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The user agent has characters that are not valid in an HTTP header.
    #[error("the user agent has characters that are not valid in an HTTP header")]
    UserAgent,
    /// This build has no TLS.
    #[error(
        "https://{portal} needs TLS: enable the feature `rustls` or `native-tls` of `bitrix24`"
    )]
    NoTls {
        /// Host of the portal.
        portal: String,
    },
    /// TLS cannot be set up, for example because the system has no root certificates.
    #[error("TLS cannot be set up: {reason}")]
    Tls {
        /// The message of the TLS library.
        reason: String,
    },
    /// The HTTP client cannot be built.
    #[error("the HTTP client cannot be built")]
    Client(#[source] reqwest::Error),
    /// The thread of a blocking client cannot be started.
    #[error("the background thread cannot be started")]
    Thread(#[source] std::io::Error),
}
