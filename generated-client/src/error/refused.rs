//! What is refused before anything is sent.

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
    /// The method's name has other characters than letters, digits, `.`, `_` and `-`, or an empty part.
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
    /// An application's token has no place in the request: REST 3.0 takes it as a parameter in the body, and a list has
    /// no names. (The older REST takes it in the address then.)
    #[error("expected the parameters as an object, which has a place for the token, got a list")]
    NoPlaceForToken,
    /// A list cannot be read in the way that was asked for.
    #[error("the list cannot be read so: {why}")]
    List {
        /// Why.
        why: &'static str,
    },
    /// An address of a file cannot be loaded from.
    #[error("expected the address of a file as the portal gives it, but {why}")]
    Address {
        /// Why.
        why: &'static str,
    },
    /// It would have to wait too long for the limits of the portal.
    #[error(transparent)]
    NoTurn(LimiterError),
    /// The command cannot be a part of its batch, or was not sent with it.
    #[error(transparent)]
    Batch(BatchProblem),
}

impl RequestError {
    pub(crate) fn new(call: Callee, kind: RequestKind) -> Self {
        Self { kind, call }
    }

    /// The tries that failed before this one, and why.
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

/// A [`Client`](crate::Client) could not be made. No text of it repeats the webhook's address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Neither a webhook nor an application was given.
    #[error(
        "a client needs a webhook or an application: call `webhook` with its address, or `oauth`"
    )]
    NoWebhook,
    /// The webhook's address, or the base address, is not one.
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    /// A base address was given for an application, whose portals have their addresses in their tokens.
    #[error("`base_url` is for webhooks: the address of an application's portal is in its tokens")]
    BaseUrl,
    /// An address without encryption.
    #[error(
        "http://{portal} is not encrypted, and a webhook's address or a token is a password: use https://, \
         or `allow_http(true)` if the network is trusted (http:// to this machine needs no permission)"
    )]
    Http {
        /// Host of the portal.
        portal: String,
    },
    /// The tokens are none.
    #[error(transparent)]
    Tokens(#[from] TokensError),
    /// An address of a portal or of an authorisation server is none.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The user agent cannot stand in an HTTP header.
    #[error("the user agent has characters that cannot stand in an HTTP header")]
    UserAgent,
    /// This build has no TLS.
    #[error(
        "https://{portal} needs TLS: enable the feature `rustls` or `native-tls` of `bitrix24`"
    )]
    NoTls {
        /// Host of the portal.
        portal: String,
    },
    /// TLS cannot be set up, as where the system has no certificates of authorities.
    #[error("TLS cannot be set up: {reason}")]
    Tls {
        /// What the TLS library says.
        reason: String,
    },
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made")]
    Client(#[source] reqwest::Error),
    /// The thread of a client that blocks cannot be started.
    #[error("the thread that looks after the connections cannot be started")]
    Thread(#[source] std::io::Error),
}
