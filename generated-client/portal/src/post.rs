//! Requests of the portal to handlers on this machine.

use std::net::IpAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::Request;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use url::Url;

/// The outcome of a request to a handler.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The handler answered.
    Answered {
        /// The status of its answer.
        status: u16,
        /// The body of its answer, as text.
        body: String,
    },
    /// The handler could not be reached, or its answer was incomplete.
    Failed(String),
    /// The handler's address is not on this machine, so nothing was sent: a portal for tests must
    /// not call the addresses of examples.
    Outside,
}

impl Outcome {
    /// The status, if the handler answered.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Answered { status, .. } => Some(*status),
            _ => None,
        }
    }
}

/// The time limit of a handler.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer that is read.
const MAX_ANSWER: usize = 1024 * 1024;

/// Sends a form to a handler.
pub(crate) async fn form(address: &str, form: String) -> Outcome {
    let Some(target) = Target::of(address) else {
        return Outcome::Outside;
    };
    match tokio::time::timeout(PATIENCE, target.post(form)).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Outcome::Failed(error.to_string()),
        Err(_) => Outcome::Failed(format!("no answer within {PATIENCE:?}")),
    }
}

/// A handler on this machine.
struct Target {
    host: String,
    port: u16,
    path: String,
}

impl Target {
    fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address)
            .ok()
            .filter(|url| url.scheme() == "http")?;
        let host = url
            .host_str()?
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let is_here = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        let query = url
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        is_here.then(|| Self {
            host,
            port: url.port().unwrap_or(80),
            path: format!("{}{query}", url.path()),
        })
    }

    async fn post(self, form: String) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // The connection is driven beside the exchange, and ends with it at the latest.
        let mut driven = JoinSet::new();
        driven.spawn(connection);
        let request = Request::post(self.path)
            .header(HOST, format!("{}:{}", self.host, self.port))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(form)))?;
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), MAX_ANSWER)
            .collect()
            .await?;
        let body = String::from_utf8_lossy(&body.to_bytes()).into_owned();
        Ok(Outcome::Answered { status, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_called() {
        for (address, is_here) in [
            ("http://127.0.0.1:8080/handler?a=1", true),
            ("http://localhost/", true),
            ("http://[::1]:81/", true),
            ("https://127.0.0.1/", false),
            ("http://127.0.0.1.example.com/", false),
            ("https://example.com/handler.php", false),
            ("http://10.0.0.1/", false),
            ("handler.php", false),
            ("", false),
        ] {
            assert_eq!(Target::of(address).is_some(), is_here, "{address}");
        }
        let target = Target::of("http://[::1]:81/a/b?c=d").expect("an address here");
        assert_eq!(
            (target.host.as_str(), target.port, target.path.as_str()),
            ("::1", 81, "/a/b?c=d")
        );
    }
}
