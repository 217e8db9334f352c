//! No complete answer arrived.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::retry::Retry;

use super::Callee;

/// No complete answer arrived: the request or the answer was lost.
///
/// The message names the method, the portal's host, what was expected and what happened. It never
/// contains the webhook's address.
#[derive(Debug, Clone)]
pub struct TransportError {
    /// What happened.
    pub kind: TransportKind,
    call: Callee,
    /// Shared, since all commands of a batch fail together.
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// Why no answer arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// The portal's host name could not be resolved.
    Dns,
    /// No connection could be made: refused, unreachable or similar.
    Connect {
        /// The message of the operating system.
        reason: String,
    },
    /// The connection could not be encrypted: an unknown certificate, or the server does not speak
    /// TLS.
    Tls {
        /// The message of the TLS library.
        reason: String,
    },
    /// The time limit was exceeded.
    Timeout {
        /// What the call was waiting for.
        phase: Phase,
        /// The limit; `None` when it is a setting of the user's HTTP client.
        limit: Option<Duration>,
    },
    /// The connection was lost before the whole answer had arrived.
    Lost {
        /// Bytes of the body that had arrived; `None` when the status had not.
        received: Option<u64>,
    },
    /// The response is not HTTP.
    Protocol {
        /// The message of the HTTP library.
        reason: String,
    },
    /// The portal redirects to another URL. The redirect was not followed: a request carries the
    /// webhook's code or a token, and a redirected `POST` may arrive as a `GET` without its
    /// parameters. An application asks its authorisation server for the new URL; this is the error
    /// when there is none.
    Redirect {
        /// HTTP status.
        status: u16,
        /// Scheme and host of the redirect; with its path when the host is that of the portal, as
        /// the path says what the portal shows instead, such as a page about an expired licence.
        to: Option<String>,
        /// Whether the user's HTTP client followed it nevertheless.
        followed: bool,
    },
    /// The answer is larger than [`max_answer_bytes`](crate::ClientBuilder::max_answer_bytes).
    TooLarge {
        /// The largest answer that is read.
        limit: u64,
        /// The size in the header of the answer.
        announced: Option<u64>,
    },
    /// The HTTP client refused to send the request.
    Refused {
        /// The message of the HTTP client.
        reason: String,
    },
}

/// What a call was waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// A connection.
    Connect,
    /// The beginning of the answer. The limit of a request includes connecting.
    Answer,
    /// The rest of the answer.
    Body,
}

impl TransportError {
    pub(crate) fn new(call: Callee, kind: TransportKind) -> Self {
        Self {
            kind,
            call,
            source: None,
        }
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }

    /// The attempts that failed before this one, and why.
    pub fn retries(&self) -> &[Retry] {
        &self.call.retries
    }

    pub(crate) fn after(mut self, retries: &[Retry]) -> Self {
        self.call = self.call.after(retries);
        self
    }

    /// Whether no connection could be made.
    pub(crate) fn is_connect(&self) -> bool {
        matches!(
            self.kind,
            TransportKind::Dns
                | TransportKind::Connect { .. }
                | TransportKind::Tls { .. }
                | TransportKind::Timeout {
                    phase: Phase::Connect,
                    ..
                }
        )
    }

    /// Whether the portal redirects to another host, which was not called.
    pub(crate) fn points_elsewhere(&self) -> bool {
        match &self.kind {
            TransportKind::Redirect {
                to: Some(to),
                followed: false,
                ..
            } => to
                .split_once("://")
                .and_then(|(_, place)| place.split('/').next())
                .is_some_and(|host| *host != *self.call.portal),
            _ => false,
        }
    }

    pub(crate) fn is_tls(&self) -> bool {
        matches!(self.kind, TransportKind::Tls { .. })
    }

    /// Whether the answer was lost, so that a retry may receive one.
    pub(crate) fn may_be_gone(&self) -> bool {
        matches!(
            self.kind,
            TransportKind::Timeout { .. }
                | TransportKind::Lost { .. }
                | TransportKind::Protocol { .. }
        )
    }

    /// Name of the method that was called.
    pub fn method(&self) -> &str {
        &self.call.method
    }

    /// Host of the portal that was called.
    pub fn portal(&self) -> &str {
        &self.call.portal
    }

    /// Whether the method ran: `Some(false)` if it certainly did not, `None` if it is unknown.
    pub fn did_run(&self) -> Option<bool> {
        match self.kind {
            TransportKind::Dns
            | TransportKind::Connect { .. }
            | TransportKind::Tls { .. }
            | TransportKind::Timeout {
                phase: Phase::Connect,
                ..
            }
            | TransportKind::Redirect {
                followed: false, ..
            }
            | TransportKind::Refused { .. } => Some(false),
            TransportKind::Timeout { .. }
            | TransportKind::Lost { .. }
            | TransportKind::Protocol { .. }
            | TransportKind::Redirect { .. }
            | TransportKind::TooLarge { .. } => None,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.call, self.kind)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for TransportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns => f.write_str(
                "expected an address for the portal's host name, but it could not be resolved",
            ),
            Self::Connect { reason } => write!(
                f,
                "expected a connection to the portal, but it failed: {reason}"
            ),
            Self::Tls { reason } => write!(
                f,
                "expected an encrypted connection, but TLS failed: {reason}"
            ),
            Self::Timeout {
                phase,
                limit: Some(limit),
            } => {
                write!(f, "expected {phase} within {limit:?}, but the time was up")
            }
            Self::Timeout { phase, limit: None } => {
                write!(
                    f,
                    "expected {phase} within the limit of the given HTTP client, but it was exceeded"
                )
            }
            Self::Lost { received: None } => {
                f.write_str("expected an answer, but the connection was lost before it began")
            }
            Self::Lost {
                received: Some(bytes),
            } => {
                write!(
                    f,
                    "expected the complete answer, but the connection was lost after {bytes} bytes of its body"
                )
            }
            Self::Protocol { reason } => {
                write!(f, "expected an HTTP answer, got something else: {reason}")
            }
            Self::Redirect {
                status,
                to,
                followed,
            } => {
                write!(f, "expected an answer, got a redirect (HTTP {status}) to ")?;
                f.write_str(to.as_deref().unwrap_or("nowhere"))?;
                let has_path = to.as_ref().is_some_and(|to| {
                    to.split_once("://")
                        .is_some_and(|(_, place)| place.contains('/'))
                });
                f.write_str(if *followed {
                    ", which the given HTTP client followed; give it a redirect policy of `none`"
                } else if has_path {
                    ", a page of the same host, which is not followed: the portal does not answer calls, \
                     as when its licence has expired"
                } else {
                    ", which is not followed, since a request carries its password along; \
                     if the portal has moved, use its new address"
                })
            }
            Self::TooLarge {
                limit,
                announced: Some(bytes),
            } => {
                write!(
                    f,
                    "expected an answer of at most {limit} bytes, got one of {bytes} bytes"
                )
            }
            Self::TooLarge {
                limit,
                announced: None,
            } => {
                write!(
                    f,
                    "expected an answer of at most {limit} bytes, got a longer one"
                )
            }
            Self::Refused { reason } => write!(
                f,
                "expected the request to be sent, but the HTTP client refused: {reason}"
            ),
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "a connection",
            Self::Answer => "an answer",
            Self::Body => "the complete answer",
        })
    }
}
