//! Hosts of portals and servers.

use std::net::IpAddr;

use reqwest::Url;

/// Host, with the port unless it is the default of the scheme: errors and logs show only this part
/// of a URL.
pub(crate) fn portal(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Whether the URL is on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host == "localhost" || ip(url).is_some_and(|ip| ip.is_loopback())
}

/// Whether a request to the URL may arrive at this machine: also by names below `localhost`, and by
/// the address of no machine, which systems take for their own.
pub(crate) fn reaches_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let name = host.strip_suffix('.').unwrap_or(host);
    name == "localhost"
        || name.ends_with(".localhost")
        || ip(url).is_some_and(|ip| ip.is_loopback() || ip.is_unspecified())
}

/// The address of a host without a name. An IPv4 address in one of IPv6 is the former.
fn ip(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    let ip: IpAddr = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()?;
    Some(ip.to_canonical())
}

/// What a client may reach beside other machines by https.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reachable {
    /// Other machines without encryption.
    pub(crate) http: bool,
    /// This machine, with or without encryption.
    pub(crate) loopback: bool,
}

/// Why a URL must not be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreachable {
    /// It is not encrypted.
    Http,
    /// It is on this machine.
    Loopback,
}

impl Reachable {
    /// Whether a URL that came from outside may be called.
    pub(crate) fn check(self, url: &Url) -> Result<(), Unreachable> {
        if reaches_this_machine(url) {
            return if self.loopback {
                Ok(())
            } else {
                Err(Unreachable::Loopback)
            };
        }
        if url.scheme() == "https" || self.http {
            Ok(())
        } else {
            Err(Unreachable::Http)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_in_every_spelling() {
        let check =
            |reachable: Reachable, url: &str| reachable.check(&Url::parse(url).expect("a URL"));
        let (none, loopback) = (
            Reachable::default(),
            Reachable {
                loopback: true,
                ..Reachable::default()
            },
        );
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "127.8.9.1",
            "0.0.0.0",
            "localhost",
            "LocalHost.",
            "a.localhost",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
        ] {
            for url in [format!("http://{host}:81/"), format!("https://{host}/")] {
                assert_eq!(check(none, &url), Err(Unreachable::Loopback), "{url}");
                assert_eq!(check(loopback, &url), Ok(()), "{url}");
            }
        }
        for host in ["portal.example", "localhost.example", "128.0.0.1", "[::2]"] {
            assert_eq!(check(none, &format!("https://{host}/")), Ok(()), "{host}");
            let http = format!("http://{host}/");
            assert_eq!(check(loopback, &http), Err(Unreachable::Http), "{host}");
        }
    }
}
