//! The webhook's code, which is a password, appears in no text that the client makes: not in
//! `Debug`, not in an error or its sources, not in what is traced or logged, whatever the server
//! sends back. Nor do an application's tokens and its secret.

#[path = "secrets/oauth.rs"]
mod oauth;
mod support;

use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use bitrix24::{AnyError, Batch, CallOptions, Client, Params};
use support::request::{counters, list, task_get};
use support::server::Server;
use support::{CODE, answer, builder, capture, client, json, webhook};
use tokio::net::TcpListener;

/// Texts that must not contain the code.
#[derive(Default)]
struct Texts(Vec<(String, String)>);

impl Texts {
    fn debug(&mut self, what: &str, value: &dyn Debug) {
        self.0
            .push((what.to_owned(), format!("{value:?} {value:#?}")));
    }

    fn error(&mut self, what: &str, error: &(impl StdError + 'static)) {
        let mut next: Option<&(dyn StdError + 'static)> = Some(error);
        while let Some(error) = next {
            self.debug(what, &error);
            self.0.push((what.to_owned(), format!("{error} {error:#}")));
            next = error.source();
        }
    }

    /// Calls in every way there is, each of which must fail.
    async fn failures(&mut self, what: &str, client: &Client) {
        self.typed_failures(what, client).await;
        self.error(
            what,
            &client
                .call_raw("any.method", Params::new())
                .await
                .expect_err(what),
        );
    }

    /// The same without a call by name.
    async fn typed_failures(&mut self, what: &str, client: &Client) {
        self.error(what, &client.call(list()).await.expect_err(what));
        self.error(
            what,
            &client
                .send(task_get(1), CallOptions::new())
                .await
                .expect_err(what),
        );
        self.error(what, &batch(client).send().await.expect_err(what));
        let any: AnyError = client.call(list()).await.expect_err(what).into();
        self.error(what, &any);
    }

    async fn answers(&mut self, what: &str, bytes: String) {
        let server = Server::answering(bytes).await;
        self.failures(what, &client(&server.url())).await;
    }

    fn check(&self) {
        for (what, text) in &self.0 {
            check(what, text);
        }
    }
}

/// No part of a secret either, as would be left of a text that was shortened.
#[track_caller]
fn check(what: &str, text: &str) {
    let secrets = [CODE].into_iter().chain(oauth::SECRETS);
    for part in secrets.flat_map(|secret| secret.as_bytes().windows(6)) {
        let part = std::str::from_utf8(part).expect("ASCII");
        assert!(!text.contains(part), "{what}: {text}");
    }
}

async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address").to_string()
}

fn batch(client: &Client) -> Batch {
    let mut batch = client.batch();
    let _ = (batch.add(list()), batch.add_raw(CODE, Params::new()));
    batch
}

#[tokio::test]
async fn the_code_is_nowhere() {
    capture::begin();
    let mut texts = Texts::default();
    let path = format!("/rest/17/{CODE}/crm.item.productrow.list");

    clients(&mut texts);
    requests(&mut texts).await;
    transport(&mut texts, &path).await;
    answers(&mut texts, &path).await;
    commands(&mut texts, &path).await;
    success().await;
    oauth::texts(&mut texts).await;

    assert!(texts.0.len() > 300, "{}", texts.0.len());
    texts.check();
    let traced = capture::text();
    assert!(
        traced.contains("crm.item.productrow.list") && traced.contains("hyper_util"),
        "{traced}"
    );
    check("traces and logs", &traced);
}

fn clients(texts: &mut Texts) {
    let builder = builder("https://portal.example").base_url(webhook("https://portal.example"));
    texts.debug("builder", &builder);
    texts.error("base address", &builder.build().expect_err("a path"));
    texts.debug("client", &client("http://127.0.0.1:9"));
    for address in [
        webhook("http://portal.example"),
        webhook("ftp://portal.example"),
        webhook("https://portal.example:port"),
        webhook("portal.example"),
        format!("https://me:{CODE}@portal.example/rest/17/{CODE}/"),
        format!("https://portal.example/rest/{CODE}/"),
        format!("https://portal.example/rest/{CODE}/17/"),
        format!("https://portal.example/rest/17/{CODE}%00/"),
        format!("https://portal.example/rest/17/{CODE}/profile"),
        format!("https://portal.example/?code={CODE}"),
        format!("https://portal.example/#{CODE}"),
        CODE.to_owned(),
    ] {
        let error = Client::webhook(&address).expect_err(&address);
        texts.error("address", &error);
        texts.error("address", &AnyError::from(error));
    }
}

async fn requests(texts: &mut Texts) {
    let client = client("http://127.0.0.1:9");
    for method in [
        webhook("https://portal.example"),
        format!("{CODE}/profile"),
        format!("../17/{CODE}/profile"),
    ] {
        let error = client
            .call_raw(method, Params::new())
            .await
            .expect_err("a refusal");
        texts.error("method", &error);
    }
    let named = client
        .call_raw(format!("{CODE}.profile"), Params::new())
        .await
        .expect_err("no portal");
    texts.error("method", &named);
}

async fn transport(texts: &mut Texts, path: &str) {
    let portal = closed_port().await;
    texts
        .failures("refused", &client(&format!("http://{portal}")))
        .await;
    let unknown = builder("http://portal.invalid")
        .allow_http(true)
        .build()
        .expect("a client");
    texts.failures("unknown host", &unknown).await;
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    {
        texts
            .failures("refused", &client(&format!("https://{portal}")))
            .await;
        let portal = support::tls::server().await;
        texts
            .failures("certificate", &client(&format!("https://{portal}")))
            .await;
        // It waits for a line that TLS does not send.
        let silent = Server::answering("").await;
        let hurried = builder(&silent.url().replace("http", "https"))
            .connect_timeout(Duration::from_millis(50));
        texts
            .failures("handshake", &hurried.build().expect("a client"))
            .await;
    }
    for beginning in ["", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"] {
        let server = Server::stalling(beginning).await;
        let client = builder(&server.url())
            .timeout(Duration::from_millis(50))
            .build()
            .expect("a client");
        texts.failures("timeout", &client).await;
    }
    let server = Server::answering(json("200 OK", &" ".repeat(99))).await;
    let bounded = builder(&server.url())
        .max_answer_bytes(9)
        .build()
        .expect("a client");
    texts.failures("too large", &bounded).await;

    texts.answers("lost", String::new()).await;
    texts
        .answers(
            "lost",
            format!("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{path}"),
        )
        .await;
    texts.answers("no HTTP", format!("{path}\r\n\r\n")).await;
    texts
        .answers("no HTTP", format!("HTTP/1.1 {path}\r\n\r\n"))
        .await;
    texts
        .answers("no HTTP", format!("HTTP/1.1 200 OK\r\n{path}\r\n\r\n"))
        .await;
    texts
        .answers(
            "no HTTP",
            format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{path}\r\n"),
        )
        .await;
    for to in [
        path.to_owned(),
        format!("https://other.example{path}"),
        format!("https://{CODE}.example/"),
        "\u{1}".to_owned(),
    ] {
        texts
            .answers(
                "redirect",
                format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\n\r\n"),
            )
            .await;
    }
    let other = Server::answering(json("200 OK", r#"{"result": []}"#)).await;
    let first = Server::answering(format!(
        "HTTP/1.1 307 Found\r\nLocation: {}{path}\r\n\r\n",
        other.url()
    ))
    .await;
    let own = support::http().build().expect("a client");
    texts
        .failures(
            "followed",
            &builder(&first.url()).http(own).build().expect("a client"),
        )
        .await;
    let lost = format!(
        "HTTP/1.1 307 Found\r\nLocation: http://{}{path}\r\n\r\n",
        closed_port().await
    );
    let first = Server::answering(lost).await;
    let own = support::http().build().expect("a client");
    texts
        .failures(
            "followed",
            &builder(&first.url()).http(own).build().expect("a client"),
        )
        .await;
}

async fn answers(texts: &mut Texts, path: &str) {
    for status in ["200 OK", "404 Not Found", "502 Bad Gateway"] {
        texts.answers("empty", json(status, "")).await;
        let title = format!("<html><head><title>No {path} here</title></head></html>");
        texts
            .answers("page", answer(status, "text/html", &title))
            .await;
        // Cut in the middle of the code, wherever the cut may fall.
        for length in 80..130 {
            let text = format!("{}{path}{path}{path}", "x".repeat(length));
            texts
                .answers("page", answer(status, "text/plain", &text))
                .await;
        }
        texts.answers("type", answer(status, path, "text")).await;
        texts
            .answers(
                "type",
                answer(status, &format!("text/html; of={path}"), "text"),
            )
            .await;
    }
    for status in ["200 OK", "400 Bad Request"] {
        for body in [
            format!(r#"{{"error": "{path}", "error_description": "{path}"}}"#),
            format!(r#"{{"error": "NOT_FOUND", "error_description": "No {path} here"}}"#),
            format!(r#"{{"error": "QUERY_LIMIT_EXCEEDED", "error_description": "{path}"}}"#),
            format!(r#"{{"error": "", "error_description": "{CODE}"}}"#),
            format!(
                r#"{{"error": {{"code": "{path}", "message": "{path}", "validation": [{{"field": "{path}", "message": "{path}"}}]}}}}"#
            ),
            format!(r#"{{"error": ["{path}"]}}"#),
            format!(r#"{{"error": {{"{path}": "{path}"}}}}"#),
            format!(r#""{path}""#),
            format!(r#"{{"result": "{path}"#),
            format!(r#"{{"result": {path}}}"#),
            format!(r#"{{"result": {{}}}} {path}"#),
        ] {
            texts.answers("JSON", json(status, &body)).await;
        }
    }
    // With a success status, a call by name returns these as they are: an answer may lack `result`.
    for body in [
        format!(r#"{{"{path}":"{path}"}}"#),
        format!(r#"["{path}"]"#),
    ] {
        texts.answers("JSON", json("400 Bad Request", &body)).await;
        let server = Server::answering(json("200 OK", &body)).await;
        let client = client(&server.url());
        texts.typed_failures("JSON", &client).await;
        let answer = client.call_raw("any.method", Params::new()).await;
        assert_eq!(answer.expect("an answer").to_json(), body);
    }
    for length in 0..80 {
        let text = format!("{}{path}", "x".repeat(length));
        let body = format!(
            r#"{{"result": {{"productRows": [{{"id": "{text}"}}], "item": "{text}", "{text}": "{text}"}}}}"#
        );
        let server = Server::answering(json("200 OK", &body)).await;
        let client = client(&server.url());
        texts.error(
            "value",
            &client.call(list()).await.expect_err("a type mismatch"),
        );
        texts.error(
            "value",
            &client.call(task_get(1)).await.expect_err("a type mismatch"),
        );
        let body = format!(r#"{{"result": {{"{text}": "many"}}}}"#);
        let server = Server::answering(json("200 OK", &body)).await;
        let client = support::client(&server.url());
        texts.error(
            "key",
            &client.call(counters()).await.expect_err("a type mismatch"),
        );
    }
}

/// Errors of single commands, in either version of REST.
async fn commands(texts: &mut Texts, path: &str) {
    for length in 0..80 {
        let text = format!("{}{path}", "x".repeat(length));
        for error in [
            format!(r#"{{"error": "{text}", "error_description": "{text}"}}"#),
            format!(r#"["{text}"]"#),
            format!(r#""{text}""#),
        ] {
            let body = format!(
                r#"{{"result": {{"result": {{"c0": {{"productRows": [{{"id": "{text}"}}]}}, "{text}": 1}}, "result_error": {{"c1": {error}}}}}}}"#
            );
            let server = Server::answering(json("200 OK", &body)).await;
            let mut batch = client(&server.url()).batch();
            let rows = batch.add(list());
            let failed = batch.add(list());
            let second = batch.add(list().start(rows.first().pick(|row| &row.id)));
            texts.debug("batch", &batch);
            let mut results = batch.send().await.expect("an answer");
            texts.debug("results", &results);
            texts.error("check", &results.check().expect_err("an error"));
            for handle in [rows, failed, second] {
                texts.error("command", &results.take(handle).expect_err("an error"));
            }
        }
        let body = format!(
            r#"{{"result": [{{"item": "{text}"}}, {{"error": {{"code": "{text}", "message": "{text}"}}}}]}}"#
        );
        let server = Server::answering(json("200 OK", &body)).await;
        let mut batch = client(&server.url()).batch();
        for handle in [batch.add(task_get(1)), batch.add(task_get(2))] {
            texts.debug("handle", &handle);
        }
        let results = batch.send().await.expect("an answer");
        texts.error("check", &results.check().expect_err("an error"));
    }
}

async fn success() {
    let server = Server::answering(json("200 OK", r#"{"result": {"productRows": []}}"#)).await;
    client(&server.url()).call(list()).await.expect("rows");
}
