//! Errors of authorisation.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::retry::Retry;

use super::Callee;

/// An application has no tokens that its portal accepts.
///
/// If a call was to be sent with them, it did not run.
///
/// No message contains a token or the application's secret.
#[derive(Debug, Clone)]
pub struct AuthError {
    /// What happened.
    pub kind: AuthKind,
    call: Option<Callee>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// Why there are no tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthKind {
    /// The authorisation server refused to issue tokens.
    Refused {
        /// Why.
        code: AuthCode,
        /// The message of the server. It is not meant for end users.
        message: String,
        /// HTTP status of the answer.
        status: u16,
    },
    /// The authorisation server sent no complete answer.
    Unreachable {
        /// Host of the server.
        server: String,
        /// What happened.
        reason: String,
    },
    /// The authorisation server answered something else than tokens or an error.
    Answer {
        /// Host of the server.
        server: String,
        /// HTTP status of the answer.
        status: u16,
        /// What came instead.
        reason: String,
    },
    /// The access token has expired, and there is no refresh token.
    NoRefreshToken,
    /// The tokens cannot be confirmed by the authorisation server, since they have no refresh token.
    Unconfirmed,
    /// The authorisation server says that the tokens belong to another portal than whoever sent
    /// them claims.
    OtherPortal {
        /// The identifier that was claimed.
        member_id: String,
    },
    /// The portal refused a token that the authorisation server had just issued, and none before
    /// it.
    FreshTokenRefused,
    /// The connection to the portal is not encrypted, which
    /// [`allow_http`](crate::ClientBuilder::allow_http) must permit.
    Http {
        /// Host of the portal.
        portal: String,
    },
    /// The tokens lead to this machine, which
    /// [`allow_loopback`](crate::ClientBuilder::allow_loopback) must permit where the authorisation
    /// server is elsewhere.
    Loopback {
        /// Host in the tokens.
        portal: String,
    },
    /// The store has no tokens of the portal: it has not installed the application, or has removed
    /// it.
    UnknownPortal {
        /// Identifier of the portal.
        member_id: String,
    },
    /// The store could not be read or written; its error is the [source](StdError::source).
    Store,
    /// The renewal was not finished by the call's [deadline](crate::CallOptions::deadline). It
    /// continues, and its tokens are used by other and later calls.
    Deadline,
    /// The renewal was interrupted, as when the runtime shuts down.
    Interrupted,
}

/// Why the authorisation server refuses to issue tokens.
///
/// Documented in
/// [Authorization Server Error Codes](https://apidocs.bitrix24.com/settings/oauth/error-codes.html).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthCode {
    /// `invalid_request`: the request is malformed.
    InvalidRequest,
    /// `invalid_client`: the application's code or secret is wrong, or the portal has not installed
    /// it.
    InvalidClient,
    /// `invalid_grant`: the code or the refresh token is wrong or too old. The user has to
    /// authorise the application anew.
    InvalidGrant,
    /// `insufficient_scope` or `invalid_scope`: the application asks for more scopes than its card
    /// lists.
    InvalidScope,
    /// `wrong_client`: the server does not know the application, or its secret is another. It comes
    /// besides the documented `invalid_client`.
    WrongClient,
    /// `invalid_token`: the token is not valid.
    InvalidToken,
    /// `PORTAL_DELETED`: the portal is gone, or closed.
    PortalDeleted,
    /// `PAYMENT_REQUIRED`: the trial or paid time of the application is over.
    PaymentRequired,
    /// A code that the documentation does not list.
    Unknown(String),
}

impl AuthCode {
    pub(crate) fn from_code(code: &str) -> Self {
        match code {
            "invalid_request" => Self::InvalidRequest,
            "invalid_client" => Self::InvalidClient,
            "invalid_grant" => Self::InvalidGrant,
            "insufficient_scope" | "invalid_scope" => Self::InvalidScope,
            "wrong_client" => Self::WrongClient,
            "invalid_token" => Self::InvalidToken,
            "PORTAL_DELETED" => Self::PortalDeleted,
            "PAYMENT_REQUIRED" => Self::PaymentRequired,
            _ => Self::Unknown(code.to_owned()),
        }
    }
}

impl fmt::Display for AuthCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidScope => "invalid_scope",
            Self::WrongClient => "wrong_client",
            Self::InvalidToken => "invalid_token",
            Self::PortalDeleted => "PORTAL_DELETED",
            Self::PaymentRequired => "PAYMENT_REQUIRED",
            Self::Unknown(code) => code,
        })
    }
}

impl AuthError {
    pub(crate) fn new(kind: AuthKind) -> Self {
        Self {
            kind,
            call: None,
            source: None,
        }
    }

    pub(crate) fn caused_by(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// The error of a call that was to be sent.
    pub(crate) fn in_call(mut self, call: Callee) -> Self {
        self.call = Some(call);
        self
    }

    /// The error code of the authorisation server, if it answered one.
    ///
    /// ```no_run
    /// # async fn run(client: bitrix24::Client) {
    /// use bitrix24::Error;
    /// use bitrix24::error::AuthCode;
    ///
    /// if let Err(Error::Auth(error)) = client.call_raw("user.current", serde_json::json!({})).await {
    ///     match error.code() {
    ///         Some(AuthCode::InvalidGrant) => println!("send the user to authorise the application again"),
    ///         Some(AuthCode::PaymentRequired) => println!("remind the user of the subscription"),
    ///         _ => println!("{error}"),
    ///     }
    /// }
    /// # }
    /// ```
    pub fn code(&self) -> Option<&AuthCode> {
        match &self.kind {
            AuthKind::Refused { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Name of the method that was to be called; `None` outside of calls.
    pub fn method(&self) -> Option<&str> {
        self.call.as_ref().map(|call| &*call.method)
    }

    /// The attempts that failed before this one, and why.
    pub fn retries(&self) -> &[Retry] {
        self.call.as_ref().map_or(&[], |call| &call.retries)
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(call) = &self.call {
            write!(f, "{call}: ")?;
        }
        self.kind.fmt(f)
    }
}

impl StdError for AuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for AuthKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused {
                code,
                message,
                status,
            } => {
                write!(f, "the authorisation server answered error `{code}`")?;
                if !message.is_empty() {
                    write!(f, ": {message}")?;
                }
                write!(f, " (HTTP {status})")
            }
            Self::Unreachable { server, reason } => {
                write!(f, "expected tokens from {server}, but {reason}")
            }
            Self::Answer {
                server,
                status,
                reason,
            } => write!(f, "expected tokens from {server}, got {reason} (HTTP {status})"),
            Self::NoRefreshToken => f.write_str(
                "the access token has expired, and there is no refresh token to renew it with",
            ),
            Self::Unconfirmed => f.write_str(
                "the authorisation server cannot confirm the tokens: they have no refresh token",
            ),
            Self::OtherPortal { member_id } => write!(
                f,
                "the tokens do not belong to the portal `{}`, says the authorisation server",
                member_id.escape_debug()
            ),
            Self::FreshTokenRefused => f.write_str(
                "the portal says that a token has expired which the authorisation server has just given",
            ),
            Self::Http { portal } => write!(
                f,
                "http://{portal} is not encrypted, and a token would be sent there: \
                 use `allow_http(true)` if the network is trusted"
            ),
            Self::Loopback { portal } => write!(
                f,
                "the tokens lead to {portal}, which is this machine: use `allow_loopback(true)` if the portal is on it"
            ),
            Self::UnknownPortal { member_id } => {
                write!(f, "there are no tokens of the portal `{}`", member_id.escape_debug())
            }
            Self::Store => f.write_str("the token store could not be read or written"),
            Self::Deadline => {
                f.write_str("the tokens were not renewed by the call's deadline; the renewal continues")
            }
            Self::Interrupted => f.write_str("the renewal of the tokens was interrupted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_codes_are_told_apart_and_others_kept() {
        for (code, expected) in [
            ("invalid_request", AuthCode::InvalidRequest),
            ("invalid_client", AuthCode::InvalidClient),
            ("invalid_grant", AuthCode::InvalidGrant),
            ("insufficient_scope", AuthCode::InvalidScope),
            ("invalid_scope", AuthCode::InvalidScope),
            ("wrong_client", AuthCode::WrongClient),
            ("invalid_token", AuthCode::InvalidToken),
            ("PORTAL_DELETED", AuthCode::PortalDeleted),
            ("PAYMENT_REQUIRED", AuthCode::PaymentRequired),
            ("new_one", AuthCode::Unknown("new_one".to_owned())),
        ] {
            assert_eq!(AuthCode::from_code(code), expected);
            if code != "insufficient_scope" {
                assert_eq!(expected.to_string(), code);
            }
        }
        assert_eq!(AuthCode::from_code("new_one").to_string(), "new_one");
    }
}
