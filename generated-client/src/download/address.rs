//! Addresses of files, and their redirects.

use bytes::Bytes;
use reqwest::Url;

use crate::address::{Reachable, Unreachable, reaches_this_machine};
use crate::auth::Auth;
use crate::scrub::scrub;
use crate::values::authorises;

/// The address of a file. It contains tokens, so it goes to the HTTP client and nowhere else.
#[derive(Clone)]
pub(super) struct Address {
    url: Url,
    /// Root of the portal.
    base: Url,
    /// What it may lead to.
    reachable: Reachable,
    /// The tokens, plain and percent-encoded.
    secrets: Vec<String>,
}

impl Address {
    /// Parses an address from the portal; one without a host is on the portal.
    pub(super) fn new(
        base: &Url,
        address: &str,
        reachable: Reachable,
    ) -> Result<Self, &'static str> {
        let address = address.trim();
        let mut url = base.join(address).map_err(|_| "it is not a URL")?;
        if address.is_empty() {
            return Err("it is empty");
        }
        url.set_fragment(None);
        if !matches!(url.scheme(), "https" | "http") {
            return Err("it begins with neither https:// nor /");
        }
        let is_elsewhere =
            url.scheme() == "http" && !reaches_this_machine(&url) && url.origin() != base.origin();
        match reachable.check(&url) {
            Err(Unreachable::Loopback) => {
                return Err("it is on this machine, and the portal is not (see `allow_loopback`)");
            }
            Ok(()) if !is_elsewhere => {}
            Ok(()) | Err(Unreachable::Http) => {
                return Err("http:// is not encrypted, and there is a token in it");
            }
        }
        let secrets = secrets(&url);
        Ok(Self {
            url,
            base: base.clone(),
            reachable,
            secrets,
        })
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// Scheme, host and port.
    pub(super) fn root(&self) -> &str {
        self.base.as_str()
    }

    pub(super) fn is_portal(&self) -> bool {
        self.url.origin() == self.base.origin()
    }

    /// The target of a redirect, unless it would carry a token to another host, or leads to this
    /// machine, which the portal is not on.
    pub(super) fn follow(&self, mut to: Url, auth: &Auth) -> Option<Self> {
        to.set_fragment(None);
        let is_kept = match to.scheme() {
            "https" => true,
            "http" => self.url.scheme() == "http",
            _ => false,
        };
        if !is_kept || self.reachable.check(&to).is_err() {
            return None;
        }
        if to.origin() != self.url.origin() {
            let text = decoded(&to);
            let tells = |text: &str| {
                self.secrets
                    .iter()
                    .any(|secret| text.contains(secret.as_str()))
                    || auth.scrub(text) != text
            };
            if tells(to.as_str()) || tells(&text) {
                return None;
            }
        }
        let mut known = self.secrets.clone();
        known.extend(secrets(&to));
        Some(Self {
            url: to,
            base: self.base.clone(),
            reachable: self.reachable,
            secrets: known,
        })
    }

    /// Text of a server without the tokens.
    pub(super) fn scrub(&self, text: &[u8]) -> Bytes {
        let mut text = String::from_utf8_lossy(text).into_owned();
        for secret in &self.secrets {
            text = scrub(&text, secret).into_owned();
        }
        text.into()
    }
}

/// The code of a webhook, and the values of the parameters that authorise.
fn secrets(url: &Url) -> Vec<String> {
    /// Shorter values are not tokens, and would match in many addresses.
    const SHORTEST: usize = 6;
    let mut found = Vec::new();
    let mut path = url.path().split('/').skip(1);
    let is_webhook =
        path.next() == Some("rest") && path.next().is_some_and(|user| user.parse::<u64>().is_ok());
    if is_webhook && let Some(code) = path.next().filter(|code| code.len() >= SHORTEST) {
        found.push(code.to_owned());
    }
    for ((name, value), raw) in url.query_pairs().zip(
        url.query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty()),
    ) {
        if authorises(&name) && value.len() >= SHORTEST {
            if let Some((_, raw)) = raw.split_once('=')
                && raw != value
            {
                found.push(raw.to_owned());
            }
            found.push(value.into_owned());
        }
    }
    found
}

/// The decoded parameters of an address.
fn decoded(url: &Url) -> String {
    let pairs = url.query_pairs();
    pairs.fold(String::new(), |text, (name, value)| {
        format!("{text}{name}={value}\n")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://portal.example/").unwrap()
    }

    #[test]
    fn addresses_are_read() {
        let none = Reachable::default();
        let read = |text| Address::new(&base(), text, none).map(|address| address.url.to_string());
        assert_eq!(
            read("/bitrix/tools/disk/uf.php?attachedId=973#top").unwrap(),
            "https://portal.example/bitrix/tools/disk/uf.php?attachedId=973"
        );
        assert!(read("https://cdn.example/a?token=b").is_ok());
        for wrong in [
            "",
            " ",
            "http://portal.example/a",
            "http://other.example/a",
            "ftp://portal.example/a",
            "file:///etc/passwd",
            "https://",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        for wrong in [
            "http://127.0.0.1/a",
            "https://127.1/a",
            "https://2130706433/",
            "//localhost/a",
            "https://[::ffff:127.0.0.1]/a",
        ] {
            let why = read(wrong).unwrap_err();
            assert!(why.contains("on this machine"), "{wrong}: {why}");
        }
        let base = Url::parse("http://portal.example/").unwrap();
        let http = Reachable {
            http: true,
            ..Reachable::default()
        };
        assert!(Address::new(&base, "http://portal.example/a", http).is_ok());
        assert!(Address::new(&base, "http://other.example/a", http).is_err());
        assert!(Address::new(&base, "http://portal.example/a", none).is_err());
        assert!(Address::new(&base, "http://127.0.0.1/a", http).is_err());
    }

    #[test]
    fn redirects_lead_to_this_machine_only_from_a_portal_on_it() {
        let auth = Auth::Webhook(
            crate::webhook::Webhook::parse("https://portal.example/rest/1/8g9l071eismy9q2l/")
                .unwrap(),
        );
        let follow = |base: &str, to: &str, reachable| {
            let base = Url::parse(base).unwrap();
            let start = Address::new(&base, "/a", reachable).unwrap();
            let to = Url::parse(to).unwrap();
            start.follow(to, &auth).is_some()
        };
        let none = Reachable::default();
        let loopback = Reachable {
            loopback: true,
            ..none
        };
        let (portal, here) = ("https://portal.example/", "http://127.0.0.1:81/");
        assert!(follow(portal, "https://cdn.example/a", none));
        for to in [
            "http://127.0.0.1:82/",
            "https://127.1/",
            "https://localhost/",
        ] {
            assert!(!follow(portal, to, none), "{to}");
            assert!(follow(here, to, loopback), "{to}");
        }
        assert!(!follow(portal, here, loopback), "from https to http");
        assert!(!follow(here, "http://other.example/", loopback));
    }

    #[test]
    fn tokens_are_known() {
        let address = "/rest/a.json?auth=access%2Ftoken&&id=12345678&auth%5Bauth%5D=3edf7ca92&token=crm%7CYWN0&x";
        let address = Address::new(&base(), address, Reachable::default()).unwrap();
        assert_eq!(
            address.secrets,
            [
                "access%2Ftoken",
                "access/token",
                "3edf7ca92",
                "crm%7CYWN0",
                "crm|YWN0"
            ]
        );
        let webhook = Address::new(
            &base(),
            "/rest/9/8g9l071eismy9q2l/download/",
            Reachable::default(),
        )
        .unwrap();
        assert_eq!(webhook.secrets, ["8g9l071eismy9q2l"]);
        assert_eq!(
            address.scrub(b"12345678: 3edf7ca92 of crm|YWN0"),
            "12345678: *** of ***"
        );
    }
}
