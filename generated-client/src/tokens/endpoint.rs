//! The base URLs of portals and of the authorisation server.

use std::fmt;
use std::sync::Arc;

use reqwest::Url;

use crate::address::{self, Reachable, Unreachable};

/// Why an address of a portal or of an authorisation server is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// The text is neither a URL nor a host.
    #[error("expected an address such as https://portal.bitrix24.com/, got something else")]
    Url,
    /// The URL's scheme is neither `https` nor `http`.
    #[error("expected an address that begins with https://")]
    Scheme,
    /// The URL has a user name, a password, a query or a fragment.
    #[error("expected an address without a user name, a query or a fragment")]
    Extra,
    /// A URL without encryption to another machine.
    #[error("http://{host} is not encrypted, and secrets are sent there: use https://")]
    Http {
        /// Host of the address.
        host: String,
    },
}

/// The base URL of a portal's methods: `https://<portal>/rest/`.
#[derive(Clone)]
pub(crate) struct Endpoint {
    url: Url,
    portal: Arc<str>,
}

impl Endpoint {
    pub(crate) fn parse(address: &str) -> Result<Self, AddressError> {
        let mut url = parse(address)?;
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self {
            portal: address::portal(&url).into(),
            url,
        })
    }

    /// The base URL of a portal from its host, or from any URL on it.
    pub(crate) fn of_host(host: &str) -> Result<Self, AddressError> {
        let mut url = at_host(host)?;
        url.set_path("/rest/");
        Ok(Self {
            portal: address::portal(&url).into(),
            url,
        })
    }

    /// The URL of a method.
    pub(crate) fn method(&self, version: u8, method: &str) -> Url {
        let mut url = self.url.clone();
        let api = if version >= 3 { "api/" } else { "" };
        url.set_path(&format!("{}{api}{method}", self.url.path()));
        url
    }

    /// Host, with the port unless it is the default of the scheme.
    pub(crate) fn portal(&self) -> &Arc<str> {
        &self.portal
    }

    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether it may be called.
    pub(crate) fn check(&self, reachable: Reachable) -> Result<(), Unreachable> {
        reachable.check(&self.url)
    }

    pub(crate) fn is_loopback(&self) -> bool {
        address::is_loopback(&self.url)
    }
}

impl PartialEq for Endpoint {
    fn eq(&self, other: &Self) -> bool {
        self.url == other.url
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.url.as_str().fmt(f)
    }
}

/// Parses a URL of only a scheme, a host, a port and a path.
pub(crate) fn parse(address: &str) -> Result<Url, AddressError> {
    let url = Url::parse(address.trim()).map_err(|_| AddressError::Url)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(AddressError::Scheme);
    }
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(AddressError::Extra);
    }
    Ok(url)
}

/// The root URL of a host as a user types it: alone, or as any URL on it. Only this machine is
/// called without encryption.
pub(crate) fn at_host(text: &str) -> Result<Url, AddressError> {
    let text = text.trim();
    let has_scheme = text.contains("://");
    let mut url = if has_scheme {
        Url::parse(text)
    } else {
        Url::parse(&format!("https://{text}"))
    }
    .map_err(|_| AddressError::Url)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(AddressError::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Extra);
    }
    url.set_query(None);
    url.set_fragment(None);
    url.set_path("/");
    check_encrypted(&url)?;
    Ok(url)
}

/// Refuses a URL without encryption, unless it is on this machine.
pub(crate) fn check_encrypted(url: &Url) -> Result<(), AddressError> {
    if url.scheme() == "https" || address::is_loopback(url) {
        Ok(())
    } else {
        Err(AddressError::Http {
            host: address::portal(url),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_of_both_versions_stand_below_the_endpoint() {
        for address in [
            "https://portal.example/rest/",
            "https://portal.example/rest",
            " https://Portal.Example:443/rest/\n",
        ] {
            let endpoint = Endpoint::parse(address).expect(address);
            assert_eq!(&**endpoint.portal(), "portal.example");
            let classic = endpoint.method(2, "crm.deal.get");
            assert_eq!(classic.as_str(), "https://portal.example/rest/crm.deal.get");
            let newer = endpoint.method(3, "tasks.task.get");
            assert_eq!(
                newer.as_str(),
                "https://portal.example/rest/api/tasks.task.get"
            );
        }
    }

    #[test]
    fn a_host_is_taken_as_users_write_it() {
        for text in [
            "portal.example",
            "https://portal.example",
            "https://portal.example/company/personal/?a=b#c",
        ] {
            let endpoint = Endpoint::of_host(text).expect(text);
            assert_eq!(endpoint.as_str(), "https://portal.example/rest/", "{text}");
        }
        let local = Endpoint::of_host("http://127.0.0.1:81").expect("this machine");
        assert_eq!(local.as_str(), "http://127.0.0.1:81/rest/");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for (address, error) in [
            ("", AddressError::Url),
            ("portal.example/rest/", AddressError::Url),
            ("ftp://portal.example/rest/", AddressError::Scheme),
            ("https://me@portal.example/rest/", AddressError::Extra),
            ("https://portal.example/rest/?auth=1", AddressError::Extra),
        ] {
            assert_eq!(Endpoint::parse(address), Err(error), "{address}");
        }
        let host = "portal.example".to_owned();
        assert_eq!(
            Endpoint::of_host("http://portal.example"),
            Err(AddressError::Http { host })
        );
        assert_eq!(
            Endpoint::of_host("user:word@portal.example"),
            Err(AddressError::Extra)
        );
        assert_eq!(Endpoint::of_host(""), Err(AddressError::Url));
    }
}
