//! Applications with OAuth 2.0: against the portal in the process, and against servers that
//! misbehave on purpose.

mod address;
mod bucket;
mod confirm;
mod deadline;
mod portals;
mod renewal;
mod repeated;
mod rules;
mod settled;
mod stores;
#[path = "../support/mod.rs"]
mod support;

use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::crm::{OwnerType, item::productrow};
use bitrix24::oauth::{Application, Tokens, TokensBuilder};
use bitrix24::{Client, ClientBuilder, Hook, Limits, RenewalInfo, VirtualClock};
use bitrix24_portal::Portal;
use support::json;
use support::server::{Request, Server};
use tokio::io::AsyncWriteExt;

const HOUR: Duration = Duration::from_secs(3600);
const FINE: &str = r#"{"result": true}"#;
const EXPIRED: &str =
    r#"{"error": "expired_token", "error_description": "The access token provided has expired."}"#;

/// A call that any portal answers.
fn list() -> productrow::List {
    productrow::list(productrow::ListFilter::new(OwnerType::Deal, 5))
}

async fn portal(clock: &VirtualClock) -> Portal {
    let portal = Portal::builder().clock(clock.clone()).start().await;
    portal.expect("a port")
}

/// A client of the portal's application.
fn builder(portal: &Portal, clock: &VirtualClock) -> ClientBuilder {
    with_tokens(portal.application(), portal.install(), clock)
}

fn with_tokens(application: Application, tokens: Tokens, clock: &VirtualClock) -> ClientBuilder {
    Client::builder()
        .oauth(application, tokens)
        .limits(Limits::unlimited())
        .clock(clock.clone())
}

/// Tokens with these texts, of a portal that is a server of the test.
fn tokens(server: &Server, access: &str, refresh: &str) -> Tokens {
    some_tokens(access)
        .client_endpoint(format!("{}/rest/", server.url()))
        .refresh_token(refresh)
        .build()
        .expect("tokens")
}

fn some_tokens(access: &str) -> TokensBuilder {
    Tokens::builder()
        .member_id("a223c6b3710f85df22e9377d6c4f7553")
        .domain("portal.example")
        .access_token(access)
}

/// An application whose authorisation server is a server of the test.
fn application(server: &Server) -> Application {
    Application::new("app.1", "LJSl0lNB76B5YY6u")
        .server(server.url())
        .expect("this machine")
}

/// What the authorisation server answers.
fn pair(portal: &str, access: &str, refresh: &str) -> String {
    let body = format!(
        r#"{{"access_token": "{access}", "refresh_token": "{refresh}", "expires_in": 3600,
            "client_endpoint": "{portal}/rest/", "member_id": "a223c6b3710f85df22e9377d6c4f7553"}}"#
    );
    json("200 OK", &body)
}

/// The same, without a word of where the portal is.
fn renewed(access: &str, refresh: &str) -> String {
    let body = format!(
        r#"{{"access_token": "{access}", "refresh_token": "{refresh}", "expires_in": 3600,
            "member_id": "a223c6b3710f85df22e9377d6c4f7553"}}"#
    );
    json("200 OK", &body)
}

/// A server that answers each request as `answer` says.
async fn server(answer: impl Fn(&Request) -> String + Send + Sync + 'static) -> Server {
    Server::new(move |mut stream, request| {
        let answer = answer(&request);
        async move {
            // The client may have gone already.
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

fn is_renewal(request: &Request) -> bool {
    request
        .line
        .starts_with("GET /oauth/token/?grant_type=refresh_token&")
}

/// Waits for what happens in the background.
async fn until(mut is_so: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it does not happen");
}

/// How often tokens were asked for.
fn renewals(server: &Server) -> usize {
    let requests = server.requests();
    requests
        .iter()
        .filter(|request| is_renewal(request))
        .count()
}

/// The renewals that hooks receive.
#[derive(Debug, Default)]
struct Told(Mutex<Vec<String>>);

impl Hook for Told {
    fn renewed(&self, renewal: &RenewalInfo<'_>) {
        let line = format!(
            "moved from {:?}, by server {}, unsaved {:?}",
            renewal.moved_from,
            renewal.by_server,
            renewal.unsaved.map(ToString::to_string)
        );
        self.0.lock().expect("no panic").push(line);
    }
}

impl Told {
    fn lines(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

/// A Redis server of the test's own, which ends with it.
struct Redis {
    process: Child,
    address: String,
    /// Stores that keep no tokens.
    _folder: tempfile::TempDir,
}

impl Redis {
    /// Starts one at a free port. Returns `None` where it is not installed.
    async fn start() -> Option<Arc<Self>> {
        let folder = tempfile::tempdir().expect("a folder");
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let started = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
            .args(["--save", "", "--appendonly", "no", "--dir"])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let process = match started {
            Ok(process) => process,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                println!("skipped: redis-server is not installed (apt-get install redis-server)");
                return None;
            }
            Err(error) => panic!("redis-server does not start: {error}"),
        };
        let redis = Self {
            process,
            address: format!("redis://127.0.0.1:{port}/"),
            _folder: folder,
        };
        for _ in 0..500 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_ok()
            {
                return Some(Arc::new(redis));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("redis-server does not listen");
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
