//! The secret that Bitrix24 shares with an application.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

/// The application token: what Bitrix24 sends with each event and each request of a placement, so that the handler can
/// tell them from those of others.
///
/// An application gets it with the event `ONAPPINSTALL`, and keeps it for each portal; for an outgoing webhook it stands
/// in the webhook's settings. It does not print, and it is compared in a time that tells nothing about it.
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
    /// A token as it came, or as it was kept.
    pub fn new(token: impl Into<String>) -> Self {
        Self(SecretString::from(token.into()))
    }

    /// Whether the two are the same. An empty token is no token: it matches nothing, not even itself.
    pub fn matches(&self, other: &Self) -> bool {
        let (one, other) = (self.0.expose_secret(), other.0.expose_secret());
        // That the lengths differ may be seen from the time; they are no secret.
        let same: bool = one.as_bytes().ct_eq(other.as_bytes()).into();
        same && !one.is_empty()
    }

    /// The token as text, to keep it. Whoever has it can pass for Bitrix24.
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
