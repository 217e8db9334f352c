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
