//! Wrong answers of a portal or of a server in its place: each is a distinct error with the
//! expected value.

mod answers;
#[path = "../support/mod.rs"]
mod support;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;
mod transport;

use std::time::Duration;

use bitrix24::error::{AnswerKind, Phase, TransportKind};
use bitrix24::{Client, Error};
use support::request::{ListError, list};
use support::server::Server;
use support::{answer, builder, client, json, webhook};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

async fn failure(client: &Client) -> Error<ListError> {
    client.call(list()).await.expect_err("an error")
}

async fn answer_to(bytes: impl Into<Vec<u8>>) -> (Error<ListError>, String) {
    let server = Server::answering(bytes).await;
    (failure(&client(&server.url())).await, server.portal())
}

#[track_caller]
fn assert_text(error: &Error<ListError>, portal: &str, expected: &str) {
    assert_eq!(
        error.to_string(),
        format!("crm.item.productrow.list on {portal}: {expected}")
    );
}

#[track_caller]
fn answer_kind(error: &Error<ListError>) -> (&AnswerKind, u16) {
    match error {
        Error::Answer(error) => {
            assert_eq!(error.method(), "crm.item.productrow.list");
            (&error.kind, error.status)
        }
        other => panic!("expected an unreadable answer, got {other:?}"),
    }
}

#[track_caller]
fn transport_kind(error: &Error<ListError>) -> &TransportKind {
    match error {
        Error::Transport(error) => {
            assert_eq!(error.method(), "crm.item.productrow.list");
            &error.kind
        }
        other => panic!("expected a failure of transport, got {other:?}"),
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn https_without_tls() {
    let error = Client::webhook(webhook("https://portal.example")).expect_err("no TLS");
    assert_eq!(
        error.to_string(),
        "https://portal.example needs TLS: enable the feature `rustls` or `native-tls` of `bitrix24`"
    );
}

#[test]
fn http_is_for_this_machine_only() {
    let error = Client::webhook(webhook("http://portal.example")).expect_err("a refusal");
    assert_eq!(
        error.to_string(),
        "http://portal.example is not encrypted, and a webhook's address or a token is a password: use https://, or \
         `allow_http(true)` if the network is trusted (http:// to this machine needs no permission)"
    );
    for portal in [
        "http://localhost",
        "http://127.0.0.1:8080",
        "http://[::1]:8080",
    ] {
        Client::webhook(webhook(portal)).expect(portal);
    }
    builder("http://portal.example")
        .allow_http(true)
        .build()
        .expect("a client");
}
