//! The secret that Bitrix24 shares with an application.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

/// The application token: Bitrix24 sends it with each event and each request of a placement, so
/// that the handler can distinguish them from requests of others.
///
/// An application receives it with the event `ONAPPINSTALL`, and stores it for each portal; for an
/// outgoing webhook it is in the webhook's settings. It is not printed, and compared in constant
/// time.
///
/// # What it does not prove
///
/// The request for a widget comes from the browser of a user, who can read the token in it, keep it,
/// and send requests of their own with it. So a verified request proves that whoever wrote it is, or
/// was, a user of a portal with the application, or somebody who was told by one. It does not prove
///
/// - **where the portal is**: `DOMAIN` and `client_endpoint` may lead to a server of the sender's,
///   which would receive tokens and the parameters of calls;
/// - **which portal it is**: `member_id` may be that of another portal, if both share the token;
/// - **whose tokens they are**, and that they are valid;
/// - **what has happened**: the data of an event, and the options of a placement.
///
/// [`Portals::install`](crate::oauth::Portals::install) and
/// [`Portals::confirm`](crate::oauth::Portals::confirm) let the authorisation server decide about
/// portal, address and user, and [`Portals::user`](crate::oauth::Portals::user) takes the address of
/// a portal that is known. A client that is built from [`Tokens`](crate::oauth::Tokens) of a request
/// sends to the address in the request: compare
/// [`portal`](crate::oauth::Tokens::portal) with the one that you expect. Read what an event reports
/// from the portal before you act on it.
///
/// ```
/// use bitrix24::event::ApplicationToken;
///
/// let token = ApplicationToken::new("51856fefc120afa4b628cc82d3935cce");
/// assert_eq!(format!("{token:?}"), "ApplicationToken([REDACTED])");
/// assert!(token.matches(&ApplicationToken::new("51856fefc120afa4b628cc82d3935cce")));
/// assert!(!token.matches(&ApplicationToken::new("")));
/// ```
#[derive(Clone)]
pub struct ApplicationToken(SecretString);

impl ApplicationToken {
    /// Creates a token from its text.
    pub fn new(token: impl Into<String>) -> Self {
        Self(SecretString::from(token.into()))
    }

    /// Whether the two are equal. An empty token matches no token, not even itself.
    pub fn matches(&self, other: &Self) -> bool {
        let (one, other) = (self.0.expose_secret(), other.0.expose_secret());
        // The time may reveal that the lengths differ; they are not secret.
        let same: bool = one.as_bytes().ct_eq(other.as_bytes()).into();
        same && !one.is_empty()
    }

    /// The token as text, to store it. Whoever has it can impersonate Bitrix24.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<SecretString> for ApplicationToken {
    fn from(token: SecretString) -> Self {
        Self(token)
    }
}

impl fmt::Debug for ApplicationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApplicationToken([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_token_matches() {
        let token = |text: &str| ApplicationToken::new(text);
        assert!(token("abc").matches(&token("abc")));
        for (one, other) in [
            ("abc", "abd"),
            ("abc", "ab"),
            ("ab", "abc"),
            ("abc", "ABC"),
            ("abc", ""),
            ("", "abc"),
            ("", ""),
        ] {
            assert!(!token(one).matches(&token(other)), "{one:?}, {other:?}");
        }
    }
}
