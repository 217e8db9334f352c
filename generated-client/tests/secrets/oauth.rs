//! What must not be seen of an application.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bitrix24::oauth::{
    Application, FileStore, MemoryStore, Portals, TokenStore, Tokens, TokensBuilder,
};
use bitrix24::{Client, ClientBuilder, Limits, Params, RetryPolicy, VirtualClock};
use tokio::io::AsyncWriteExt;

use super::support::request::{list, task_delegate};
use super::support::server::{Request, Server};
use super::support::{answer, json};
use super::{Texts, closed_port};

const ACCESS: &str = "s1morf609228iwyjjpvfv6wsvuja4p8u";
const REFRESH: &str = "4f9k4jpmg13usmybzuqknt2v9fh0q6rl";
const NEW_ACCESS: &str = "ydtj8pho532wydb5ixk78ol7uqlb7sch";
const NEW_REFRESH: &str = "3s6lr4kr3cv2od4v853gvrchb875bwxb";
const SECRET: &str = "LJSl0lNB76B5YY6u0YVQ3AW0DrVADcRTwVr4y99PXU1BWQybWK";
const GRANT: &str = "avmocpghblyi01m3h42bljvqtyd19sw1";

/// Of which no part may be in a text.
pub(crate) const SECRETS: [&str; 6] = [ACCESS, REFRESH, NEW_ACCESS, NEW_REFRESH, SECRET, GRANT];

const MEMBER: &str = "a223c6b3710f85df22e9377d6c4f7553";

pub(crate) async fn texts(texts: &mut Texts) {
    values(texts);
    stores(texts).await;
    portal(texts).await;
    server(texts).await;
    success(texts).await;
}

fn parts() -> TokensBuilder {
    Tokens::builder()
        .member_id(MEMBER)
        .access_token(ACCESS)
        .refresh_token(REFRESH)
}

fn tokens(portal: &str) -> Tokens {
    let parts = parts().client_endpoint(format!("{portal}/rest/"));
    parts.build().expect("tokens")
}

fn application(server: &str) -> Application {
    let application = Application::new("app.1", SECRET).server(server);
    application.expect("this machine")
}

fn builder(server: &str, portal: &str) -> ClientBuilder {
    Client::builder()
        .oauth(application(server), tokens(portal))
        .limits(Limits::unlimited())
        .clock(VirtualClock::new())
}

fn values(texts: &mut Texts) {
    let (server, portal) = ("https://oauth.example", "https://portal.example");
    texts.debug("application", &application(server));
    texts.debug("tokens", &tokens(portal));
    texts.debug("tokens", &tokens(portal).to_json());
    texts.debug("tokens", &parts());
    texts.error("tokens", &parts().build().expect_err("no address"));
    for address in [
        format!("https://me:{ACCESS}@portal.example/rest/"),
        format!("https://portal.example/rest/?auth={ACCESS}"),
        format!("ftp://{ACCESS}/"),
        ACCESS.to_owned(),
    ] {
        let error = parts().client_endpoint(&address).build();
        texts.error("address", &error.expect_err("no address"));
        let error = Application::new("app.1", SECRET).server(&address);
        texts.error("address", &error.expect_err("no address"));
    }
    for text in [ACCESS, &format!("{{\"access_token\": \"{ACCESS}\"}}"), "[]"] {
        let error = Tokens::from_json(&text.into()).expect_err("no tokens");
        texts.error("JSON", &error);
    }
    let over_http = builder(server, "http://portal.example");
    texts.debug("builder", &over_http);
    texts.error("http", &over_http.build().expect_err("http"));
    texts.debug(
        "client",
        &builder(server, portal).build().expect("a client"),
    );
    let portals = Portals::new(application(server), MemoryStore::new());
    texts.debug("portals", &portals.expect("portals"));
}

async fn stores(texts: &mut Texts) {
    let pair = tokens("https://portal.example");
    let memory = MemoryStore::new();
    memory.save(&pair, None).await.expect("a store");
    texts.debug("store", &memory);
    let saved = memory.save(&tokens("https://b.example"), None).await;
    texts.debug("store", &saved.expect("a store"));

    let folder = tempfile::tempdir().expect("a folder");
    let files = FileStore::new(folder.path());
    files.save(&pair, None).await.expect("a store");
    let path = folder.path().join(format!("portal-{MEMBER}.json"));
    let whole = std::fs::read_to_string(&path).expect("a file");
    for text in [
        whole[..whole.len() - 2].to_owned(),
        whole.replace("\"a223", "\"b223"),
        whole.replace("access_token", ACCESS),
        format!("\"{ACCESS}\""),
    ] {
        std::fs::write(&path, text).expect("a file");
        let error = files.load(MEMBER).await.expect_err("it is damaged");
        texts.error("file", &error);
    }
}

/// A server that repeats all that it should keep to itself, or whatever `bytes` are.
async fn answering(bytes: String) -> Server {
    Server::answering(bytes).await
}

/// Everything secret, in a row.
fn all() -> String {
    format!("/rest/{ACCESS}/{REFRESH}?auth={ACCESS}&secret={SECRET}&{NEW_ACCESS} {NEW_REFRESH}")
}

/// Calls in every way there is, each of which must fail.
async fn failures(texts: &mut Texts, what: &str, client: &Client) {
    texts.error(what, &client.call(list()).await.expect_err(what));
    // Its token is in the address.
    texts.error(what, &client.call(task_delegate(1)).await.expect_err(what));
    let error = client
        .call_raw(format!("any.{ACCESS}"), Params::new())
        .await;
    texts.error(what, &error.expect_err(what));
    texts.debug(what, client);
}

/// The portal misbehaves. New tokens are as invisible as the old ones.
async fn portal(texts: &mut Texts) {
    let known = all()
        .replace(NEW_ACCESS, ACCESS)
        .replace(NEW_REFRESH, REFRESH);
    let mut answers = vec![
        String::new(),
        format!("{known}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{known}"),
        format!("HTTP/1.1 302 Found\r\nLocation: /rest/{ACCESS}?auth={ACCESS}\r\n\r\n"),
        format!("HTTP/1.1 302 Found\r\nLocation: https://{ACCESS}.example/\r\n\r\n"),
    ];
    for status in ["200 OK", "401 Unauthorized", "502 Bad Gateway"] {
        answers.push(answer(
            status,
            "text/html",
            &format!("<title>{known}</title>"),
        ));
        answers.push(answer(status, &format!("text/{ACCESS}"), &known));
        for body in [
            format!(r#"{{"error": "{known}", "error_description": "{known}"}}"#),
            format!(r#"{{"error": "invalid_token", "error_description": "{known}"}}"#),
            format!(r#"{{"result": "{known}"#),
            format!(r#"{{"{known}": "{known}"}}"#),
            format!(r#"{{"result": {{"productRows": [{{"id": "{ACCESS}"}}], "{ACCESS}": 1}}}}"#),
        ] {
            answers.push(json(status, &body));
        }
        for length in 90..125 {
            let text = format!("{}{known}{known}", "x".repeat(length));
            answers.push(answer(status, "text/plain", &text));
        }
    }
    let nobody = format!("http://{}", closed_port().await);
    for bytes in answers {
        let server = answering(bytes).await;
        let client = builder(&nobody, &server.url()).retry(RetryPolicy::none());
        texts_of(texts, "portal", client).await;
    }
    texts_of(
        texts,
        "refused",
        builder(&nobody, &nobody).retry(RetryPolicy::none()),
    )
    .await;
}

async fn texts_of(texts: &mut Texts, what: &str, client: ClientBuilder) {
    let client = client.build().expect("a client");
    let error = client.call(list()).await.err();
    if let Some(error) = error {
        texts.error(what, &error);
    }
    if let Err(error) = client.call(task_delegate(1)).await {
        texts.error(what, &error);
    }
    texts.debug(what, &client);
}

const EXPIRED: &str = r#"{"error": "expired_token", "error_description": "expired"}"#;

/// The authorisation server misbehaves: it repeats what it was sent.
async fn server(texts: &mut Texts) {
    let portal = answering(json("401 Unauthorized", EXPIRED)).await;
    let renewal = format!("/{ACCESS}/{REFRESH}?secret={SECRET}&{REFRESH}");
    for bytes in misbehaviour(&renewal) {
        let auth = answering(bytes).await;
        let client = builder(&auth.url(), &portal.url()).build();
        failures(texts, "renewal", &client.expect("a client")).await;
    }
    for bytes in misbehaviour(&format!("/{GRANT}?secret={SECRET}&{GRANT}")) {
        let auth = answering(bytes).await;
        exchange(texts, &auth.url()).await;
    }
    let nobody = format!("http://{}", closed_port().await);
    let client = builder(&nobody, &portal.url()).build().expect("a client");
    failures(texts, "renewal", &client).await;
    exchange(texts, &nobody).await;
}

async fn exchange(texts: &mut Texts, server: &str) {
    let portals = Portals::new(application(server), MemoryStore::new()).expect("portals");
    let error = portals.exchange(GRANT).await.expect_err("no tokens");
    texts.error("code", &error);
    texts.debug("portals", &portals);
}

fn misbehaviour(all: &str) -> Vec<String> {
    let mut answers = vec![
        String::new(),
        format!("{all}\r\n\r\n"),
        format!("HTTP/1.1 {all}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\n{all}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{all}"),
        format!("HTTP/1.1 302 Found\r\nLocation: {all}\r\n\r\n"),
    ];
    for status in ["200 OK", "400 Bad Request", "502 Bad Gateway"] {
        for body in [
            all.to_owned(),
            format!(r#"{{"error": "{all}", "error_description": "{all}"}}"#),
            format!(r#"{{"error": ["{all}"]}}"#),
            format!(
                r#"{{"access_token": "{NEW_ACCESS}", "member_id": "{MEMBER}", "client_endpoint": "{all}"}}"#
            ),
            format!(r#"{{"access_token": "{NEW_ACCESS}""#),
            format!(r#"{{"access_token": ["{NEW_ACCESS}"], "member_id": "{MEMBER}"}}"#),
        ] {
            answers.push(json(status, &body));
        }
    }
    answers
}

/// All goes well until the very end, when the portal repeats tokens old and new.
async fn success(texts: &mut Texts) {
    let calls = AtomicUsize::new(0);
    let both = Server::new(move |mut stream, request: Request| {
        let answer = if request.line.starts_with("GET /oauth/") {
            let body = format!(
                r#"{{"access_token": "{NEW_ACCESS}", "refresh_token": "{NEW_REFRESH}", "member_id": "{MEMBER}"}}"#
            );
            json("200 OK", &body)
        } else if request.body.contains(NEW_ACCESS) {
            match calls.fetch_add(1, Ordering::Relaxed) {
                0 => json("200 OK", r#"{"result": {"productRows": []}}"#),
                _ => json("400 Bad Request", &format!(r#"{{"error": "{}"}}"#, all())),
            }
        } else {
            json("401 Unauthorized", EXPIRED)
        };
        async move {
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let store = Arc::new(MemoryStore::new());
    let client = builder(&both.url(), &both.url()).token_store(store.clone());
    let client = client.build().expect("a client");
    client.call(list()).await.expect("rows");
    texts.debug("renewed", &client);
    texts.debug("renewed", &client.tokens());
    texts.debug("renewed", &store);
    texts.error("renewed", &client.call(list()).await.expect_err("an error"));
}
