//! Errors of calls, from a request that is refused before it is sent to an error that the method
//! documents.

mod answer;
mod api;
mod auth;
mod batch;
mod download;
mod refused;
mod transport;

use std::fmt;

use crate::error_kind::ErrorKind;
use crate::retry::Retry;
use crate::tokens::{AddressError, TokensError};

pub use crate::webhook::WebhookError;

/// The status with which a server refuses a request because of a limit.
pub(crate) const TOO_MANY_REQUESTS: u16 = 429;

pub use answer::{AnswerError, AnswerKind};
pub use api::{AnyKind, ApiError, Violation};
pub use auth::{AuthCode, AuthError, AuthKind};
pub use batch::BatchProblem;
pub use download::{DownloadError, DownloadKind};
pub use refused::{BuildError, RequestError, RequestKind};
pub use transport::{Phase, TransportError, TransportKind};

/// An error of a call; `K` are the errors that the method documents.
///
/// ```no_run
/// # #[cfg(feature = "crm")]
/// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
/// use bitrix24::Error;
/// use bitrix24::crm::item::productrow::{self, GetError};
///
/// match client.call(productrow::get(17622)).await {
///     Ok(row) => println!("{row:?}"),
///     Err(Error::Api(error)) if error.kind == GetError::NotFound => println!("no such row"),
///     Err(error) if error.is_timeout() => println!("too slow today"),
///     Err(error) => return Err(error.into()),
/// }
/// # Ok(())
/// # }
/// ```
///
/// No message contains the webhook's code or a token, and neither does that of a
/// [source](std::error::Error::source).
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<K> {
    /// The portal answered with an error.
    Api(ApiError<K>),
    /// The request was refused before it was sent.
    Request(RequestError),
    /// No complete answer arrived.
    Transport(TransportError),
    /// An answer arrived that cannot be read.
    Answer(AnswerError),
    /// There are no valid tokens: those of the application have expired and could not be renewed.
    Auth(AuthError),
    /// The client could not be built. Calls do not return this; it lets `?` convert a
    /// [`BuildError`] into an [`AnyError`].
    Build(BuildError),
}

/// An error of any method: `?` converts every [`Error`] into it. Code, message and status are kept.
///
/// ```no_run
/// # #[cfg(feature = "crm")]
/// # mod example {
/// use bitrix24::crm::item::productrow;
/// use bitrix24::{AnyError, Client};
///
/// async fn remove(client: &Client) -> Result<(), AnyError> {
///     let row = client.call(productrow::get(17622)).await?; // may be Error<GetError>
///     println!("removing {row:?}");
///     client.call(productrow::delete(17622)).await?; // may be Error<DeleteError>
///     Ok(())
/// }
/// # }
/// ```
pub type AnyError = Error<AnyKind>;

impl<K> Error<K> {
    /// Whether a time limit was exceeded.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => matches!(error.kind, TransportKind::Timeout { .. }),
            Self::Auth(error) => error.kind == AuthKind::Deadline,
            _ => false,
        }
    }

    /// Whether no connection to the portal could be made.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// The error that the portal answered.
    pub fn api(&self) -> Option<&ApiError<K>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Code of the error that the portal answered.
    pub fn code(&self) -> Option<&str> {
        self.api().map(|error| error.code.as_str())
    }

    /// HTTP status, if an answer arrived.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Answer(error) => Some(error.status),
            Self::Transport(error) => match error.kind {
                TransportKind::Redirect { status, .. } => Some(status),
                _ => None,
            },
            Self::Request(_) | Self::Auth(_) | Self::Build(_) => None,
        }
    }

    /// Whether the method ran, which decides whether a call may be repeated: `Some(false)` if it
    /// certainly did not, `Some(true)` if it certainly did, `None` if it is unknown.
    pub fn did_run(&self) -> Option<bool> {
        match self {
            Self::Api(error) => error.did_run(),
            Self::Request(_) | Self::Auth(_) | Self::Build(_) => Some(false),
            Self::Transport(error) => error.did_run(),
            Self::Answer(error) => error.did_run(),
        }
    }

    /// The attempts that failed before this one, and why.
    pub fn retries(&self) -> &[Retry] {
        match self {
            Self::Api(error) => error.retries(),
            Self::Request(error) => error.retries(),
            Self::Transport(error) => error.retries(),
            Self::Answer(error) => error.retries(),
            Self::Auth(error) => error.retries(),
            Self::Build(_) => &[],
        }
    }

    /// The same error with another kind.
    pub(crate) fn with_kind<L>(self, kind: impl FnOnce(&ApiError<K>) -> L) -> Error<L> {
        match self {
            Self::Api(error) => {
                let kind = kind(&error);
                Error::Api(error.with_kind(kind))
            }
            Self::Request(error) => Error::Request(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Answer(error) => Error::Answer(error),
            Self::Auth(error) => Error::Auth(error),
            Self::Build(error) => Error::Build(error),
        }
    }
}

impl<K> fmt::Display for Error<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Answer(error) => error.fmt(f),
            Self::Auth(error) => error.fmt(f),
            Self::Build(error) => error.fmt(f),
        }
    }
}

impl<K: fmt::Debug> std::error::Error for Error<K> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Auth(error) => error.source(),
            Self::Build(error) => error.source(),
            Self::Api(_) | Self::Request(_) | Self::Answer(_) => None,
        }
    }
}

impl<K: ErrorKind> From<Error<K>> for AnyError {
    fn from(error: Error<K>) -> Self {
        error.with_kind(AnyKind::of)
    }
}

impl<K> From<AuthError> for Error<K> {
    fn from(error: AuthError) -> Self {
        Self::Auth(error)
    }
}

impl<K> From<BuildError> for Error<K> {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl<K> From<AddressError> for Error<K> {
    fn from(error: AddressError) -> Self {
        Self::Build(error.into())
    }
}

impl<K> From<TokensError> for Error<K> {
    fn from(error: TokensError) -> Self {
        Self::Build(error.into())
    }
}

/// The method and the portal, with which every message begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Callee(Box<CalleeParts>);

/// The parts of a [`Callee`], boxed so that a `Result` of a call stays small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CalleeParts {
    method: Box<str>,
    portal: Box<str>,
    retries: Vec<Retry>,
}

impl Callee {
    pub(crate) fn new(method: &str, portal: &str) -> Self {
        Self(Box::new(CalleeParts {
            method: method.into(),
            portal: portal.into(),
            retries: Vec::new(),
        }))
    }

    /// Adds the attempts that failed before.
    pub(crate) fn after(mut self, retries: &[Retry]) -> Self {
        self.0.retries = retries.to_vec();
        self
    }
}

impl std::ops::Deref for Callee {
    type Target = CalleeParts;

    fn deref(&self) -> &CalleeParts {
        &self.0
    }
}

impl fmt::Display for Callee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if !self.method.is_empty() && self.method.bytes().all(is_name) {
            write!(f, "{} on {}", self.method, self.portal)?;
        } else {
            write!(f, "`{}` on {}", self.method.escape_debug(), self.portal)?;
        }
        match self.retries.len() {
            0 => Ok(()),
            retries => write!(f, " (try {})", retries + 1),
        }
    }
}
