//! The incoming webhook, whose URL is a password.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::address::{is_loopback, portal, reaches_this_machine};
use crate::scrub::scrub;

/// The parsed URL of an incoming webhook.
///
/// Whoever knows the code has all rights of the webhook, and the code is part of every URL that is
/// called. So the URL is built only for sending, and no other code can read it.
pub(crate) struct Webhook {
    /// Scheme, host and port, with no path.
    origin: Url,
    /// Host, with the port unless it is the default of the scheme: errors and logs show only this
    /// part of the URL.
    portal: Arc<str>,
    user: u64,
    code: SecretString,
}

/// Why a text is not the URL of an incoming webhook. The messages never repeat the URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The text is not a URL.
    #[error("the webhook address is not a valid URL; {EXPECTED}")]
    Url,
    /// The URL's scheme is neither `https` nor `http`.
    #[error("the webhook address must begin with https://; {EXPECTED}")]
    Scheme,
    /// The URL has a user name, a password, a query or a fragment.
    #[error(
        "the webhook address has a user name, a query or a fragment, which no webhook has; {EXPECTED}"
    )]
    Extra,
    /// The path is not `/rest/<user>/<code>/`.
    #[error("the path of the webhook address is not the path of a webhook; {EXPECTED}")]
    Path,
    /// Text follows the code, such as the name of a method.
    #[error("the webhook address continues after its code; omit the method's name; {EXPECTED}")]
    Tail,
    /// The user's identifier is not a number.
    #[error("the part of the webhook address after /rest/ is not a user identifier; {EXPECTED}")]
    User,
    /// The code has invalid characters.
    #[error(
        "the code in the webhook address has characters other than letters, digits, `-` and `_`; {EXPECTED}"
    )]
    Code,
    /// The base URL has a path or more.
    #[error(
        "the base address must be a scheme, a host and a port only, such as http://127.0.0.1:8080"
    )]
    Base,
}

const EXPECTED: &str = "expected https://<portal>/rest/<user id>/<code>/";

impl Webhook {
    /// Parses the URL of a webhook. The URL of REST 3.0 (`/rest/api/…`) is the same webhook.
    pub(crate) fn parse(address: &str) -> Result<Self, WebhookError> {
        let url = Url::parse(address.trim()).map_err(|_| WebhookError::Url)?;
        let origin = origin(&url)?;
        let mut path = url.path().trim_matches('/').split('/');
        if path.next() != Some("rest") {
            return Err(WebhookError::Path);
        }
        let mut user = path.next().ok_or(WebhookError::Path)?;
        if user == "api" {
            user = path.next().ok_or(WebhookError::Path)?;
        }
        let user = user.parse().map_err(|_| WebhookError::User)?;
        let code = path
            .next()
            .filter(|code| !code.is_empty())
            .ok_or(WebhookError::Path)?;
        if !code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        {
            return Err(WebhookError::Code);
        }
        if path.next().is_some() {
            return Err(WebhookError::Tail);
        }
        Ok(Self {
            portal: portal(&origin).into(),
            user,
            code: SecretString::from(code),
            origin,
        })
    }

    /// Sends the calls to another scheme, host and port.
    pub(crate) fn rebase(&mut self, base: &str) -> Result<(), WebhookError> {
        let url = Url::parse(base.trim()).map_err(|_| WebhookError::Base)?;
        let origin = origin(&url).map_err(|_| WebhookError::Base)?;
        if url.path() != "/" {
            return Err(WebhookError::Base);
        }
        self.portal = portal(&origin).into();
        self.origin = origin;
        Ok(())
    }

    /// The full URL of a method. It contains the code: it goes to the HTTP client and nowhere else.
    pub(crate) fn url(&self, version: u8, method: &str) -> Url {
        let api = if version >= 3 { "api/" } else { "" };
        let mut url = self.origin.clone();
        url.set_path(&format!(
            "/rest/{api}{}/{}/{method}",
            self.user,
            self.code.expose_secret()
        ));
        url
    }

    /// Host, with the port unless it is the default of the scheme.
    pub(crate) fn portal(&self) -> &Arc<str> {
        &self.portal
    }

    /// The webhook's user.
    pub(crate) fn user(&self) -> u64 {
        self.user
    }

    /// Whether the calls are encrypted.
    pub(crate) fn is_https(&self) -> bool {
        self.origin.scheme() == "https"
    }

    /// Whether the calls stay on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.origin)
    }

    /// Whether the calls may arrive at this machine.
    pub(crate) fn reaches_this_machine(&self) -> bool {
        reaches_this_machine(&self.origin)
    }

    /// Replaces the code in text from outside. A server may repeat the URL in a page, an error or a
    /// redirect.
    pub(crate) fn scrub<'a>(&self, text: &'a str) -> Cow<'a, str> {
        scrub(text, self.code.expose_secret())
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("portal", &self.portal)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// The origin of a URL that has only an origin and a path.
fn origin(url: &Url) -> Result<Url, WebhookError> {
    if !matches!(url.scheme(), "https" | "http") {
        return Err(WebhookError::Scheme);
    }
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(WebhookError::Extra);
    }
    let mut origin = url.clone();
    origin.set_path("/");
    Ok(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(address: &str) -> Result<(String, u64), WebhookError> {
        Webhook::parse(address).map(|webhook| (webhook.portal().to_string(), webhook.user()))
    }

    #[test]
    fn addresses_of_both_versions_are_one_webhook() {
        let expected = Ok(("portal.example".to_owned(), 17));
        assert_eq!(parse("https://portal.example/rest/17/abc123/"), expected);
        assert_eq!(
            parse("  https://Portal.Example:443/rest/17/abc123\n"),
            expected
        );
        assert_eq!(
            parse("https://portal.example/rest/api/17/abc123/"),
            expected
        );
        let webhook = Webhook::parse("http://127.0.0.1:8080/rest/17/abc123/").expect("a webhook");
        assert_eq!(
            webhook.url(2, "a.b").as_str(),
            "http://127.0.0.1:8080/rest/17/abc123/a.b"
        );
        assert_eq!(
            webhook.url(3, "a.b").as_str(),
            "http://127.0.0.1:8080/rest/api/17/abc123/a.b"
        );
        assert_eq!(&**webhook.portal(), "127.0.0.1:8080");
    }

    #[test]
    fn what_is_no_webhook_is_refused_without_repeating_it() {
        for (address, error) in [
            ("", WebhookError::Url),
            ("portal.example/rest/1/abc123/", WebhookError::Url),
            ("ftp://portal.example/rest/1/abc123/", WebhookError::Scheme),
            (
                "https://me:abc123@portal.example/rest/1/abc123/",
                WebhookError::Extra,
            ),
            (
                "https://portal.example/rest/1/abc123/?auth=abc123",
                WebhookError::Extra,
            ),
            (
                "https://portal.example/rest/1/abc123/#abc123",
                WebhookError::Extra,
            ),
            ("https://portal.example/", WebhookError::Path),
            ("https://portal.example/rest/1/", WebhookError::Path),
            ("https://portal.example/rest/1//abc123", WebhookError::Path),
            ("https://portal.example/crm/1/abc123/", WebhookError::Path),
            ("https://portal.example/rest/api/1/", WebhookError::Path),
            ("https://portal.example/rest/abc123/1/", WebhookError::User),
            (
                "https://portal.example/rest/1/abc123%20/",
                WebhookError::Code,
            ),
            (
                "https://portal.example/rest/1/abc123/profile.json",
                WebhookError::Tail,
            ),
        ] {
            let refused = parse(address).expect_err(address);
            assert_eq!(refused, error, "{address}");
            assert!(!refused.to_string().contains("abc123"), "{refused}");
        }
    }

    #[test]
    fn loopback_is_this_machine_only() {
        for (host, loopback) in [
            ("localhost", true),
            ("127.0.0.1", true),
            ("127.8.9.1:81", true),
            ("[::1]:81", true),
            ("localhost.example", false),
            ("128.0.0.1", false),
            ("[::2]", false),
        ] {
            let webhook =
                Webhook::parse(&format!("http://{host}/rest/1/abc123/")).expect("a webhook");
            assert_eq!(webhook.is_loopback(), loopback, "{host}");
        }
    }
}
