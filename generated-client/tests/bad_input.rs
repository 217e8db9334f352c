//! What a portal, or whatever stands in its place, may answer instead of what it should: each is an error of its own that
//! says what was expected.

mod support;

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

#[tokio::test]
async fn empty_body() {
    let (error, portal) = answer_to(json("200 OK", "")).await;
    assert_eq!(answer_kind(&error), (&AnswerKind::Empty, 200));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got an empty body (HTTP 200)",
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn blank_body() {
    let (error, _) = answer_to(json("200 OK", " \r\n")).await;
    assert_eq!(answer_kind(&error), (&AnswerKind::Empty, 200));
}

#[tokio::test]
async fn truncated_json() {
    let (error, portal) = answer_to(json(
        "200 OK",
        "{\"result\": {\n  \"productRows\": [{\"id\": 1",
    ))
    .await;
    assert_eq!(
        answer_kind(&error),
        (
            &AnswerKind::Truncated {
                line: 2,
                column: 26
            },
            200
        )
    );
    assert_text(
        &error,
        &portal,
        "expected a whole JSON answer, but it ends at line 2, column 26 (HTTP 200)",
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn malformed_json() {
    let (error, portal) = answer_to(json("200 OK", "{\"result\": {\"productRows\": [,]}}")).await;
    let AnswerKind::Malformed {
        line: 1,
        column: 29,
        ..
    } = answer_kind(&error).0
    else {
        panic!("{error:?}")
    };
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got malformed JSON at line 1, column 29: expected value (HTTP 200)",
    );
}

#[tokio::test]
async fn more_after_the_json() {
    let (error, _) = answer_to(json("200 OK", "{\"result\": {\"productRows\": []}}<br />")).await;
    let AnswerKind::Malformed { .. } = answer_kind(&error).0 else {
        panic!("{error:?}")
    };
}

const PAGE: &str =
    "<!DOCTYPE html>\n<html>\n  <head><title>Sign\n in</title></head>\n<body>…</body></html>";

#[tokio::test]
async fn html_instead_of_json() {
    let (error, portal) = answer_to(answer("200 OK", "text/html; charset=utf-8", PAGE)).await;
    let expected = AnswerKind::NotJson {
        content_type: Some("text/html; charset=utf-8".to_owned()),
        snippet: "Sign in".to_owned(),
    };
    assert_eq!(answer_kind(&error), (&expected, 200));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got text/html; charset=utf-8 that begins with `Sign in` (HTTP 200)",
    );
}

#[tokio::test]
async fn html_of_a_gateway() {
    let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    let (error, portal) = answer_to(answer("502 Bad Gateway", "text/html", page)).await;
    let expected = AnswerKind::Status {
        content_type: Some("text/html".to_owned()),
        snippet: Some("502 Bad Gateway".to_owned()),
    };
    assert_eq!(answer_kind(&error), (&expected, 502));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got a failure as text/html that begins with `502 Bad Gateway` (HTTP 502)",
    );
    assert_eq!(error.status(), Some(502));
}

#[tokio::test]
async fn text_of_php() {
    let body = format!(
        "<br />\n<b>Warning</b>:  Undefined variable{}",
        " x".repeat(200)
    );
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let (error, _) = answer_to(head + &body).await;
    let AnswerKind::NotJson {
        content_type: None,
        snippet,
    } = answer_kind(&error).0
    else {
        panic!("{error:?}")
    };
    assert!(
        snippet.starts_with("<br /> <b>Warning</b>: Undefined variable x x"),
        "{snippet}"
    );
    assert!(snippet.ends_with(" x…") && snippet.len() < 130, "{snippet}");
    assert!(
        error
            .to_string()
            .contains("got a text of no declared type that begins with `<br />"),
        "{error}"
    );
}

#[tokio::test]
async fn text_that_is_not_utf8() {
    let (error, _) =
        answer_to(&b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\xcf\xf0\xe8!"[..]).await;
    let AnswerKind::NotJson { snippet, .. } = answer_kind(&error).0 else {
        panic!("{error:?}")
    };
    assert!(snippet.ends_with('!'), "{snippet}");
}

#[tokio::test]
async fn success_with_an_error_object() {
    let body = r#"{"error": "ACCESS_DENIED", "error_description": "Access denied."}"#;
    let (error, portal) = answer_to(json("200 OK", body)).await;
    let Error::Api(api) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(api.kind, ListError::AccessDenied);
    assert_eq!(
        (api.code.as_str(), api.message.as_str(), api.status),
        ("ACCESS_DENIED", "Access denied.", 200)
    );
    assert_text(
        &error,
        &portal,
        "the portal answered error `ACCESS_DENIED`: Access denied. (HTTP 200)",
    );
}

#[tokio::test]
async fn failure_with_an_error_object() {
    let (error, portal) = answer_to(json(
        "400 Bad Request",
        r#"{"error": 100, "error_description": "No filter"}"#,
    ))
    .await;
    let Error::Api(api) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (&api.kind, api.code.as_str(), api.status),
        (&ListError::MissingParameter, "100", 400)
    );
    assert_text(
        &error,
        &portal,
        "the portal answered error `100`: No filter (HTTP 400)",
    );
}

#[tokio::test]
async fn failure_without_a_body() {
    let (error, portal) =
        answer_to("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n").await;
    let expected = AnswerKind::Status {
        content_type: None,
        snippet: None,
    };
    assert_eq!(answer_kind(&error), (&expected, 500));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got a failure with no body (HTTP 500)",
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn neither_result_nor_error() {
    let (error, portal) = answer_to(json("200 OK", r#"{"time": {"start": 1.5}}"#)).await;
    let expected = AnswerKind::NoResult {
        found: "an object without `result`".to_owned(),
    };
    assert_eq!(answer_kind(&error), (&expected, 200));
    assert_text(
        &error,
        &portal,
        "expected an object with `result` or `error`, got an object without `result` (HTTP 200)",
    );
}

#[tokio::test]
async fn json_that_is_no_object() {
    for (body, found) in [
        ("[]", "a list"),
        ("17", "a number"),
        ("\"result\"", "text"),
        ("null", "null"),
        ("true", "a truth value"),
    ] {
        let (error, portal) = answer_to(json("200 OK", body)).await;
        assert_eq!(
            answer_kind(&error),
            (
                &AnswerKind::NoResult {
                    found: found.to_owned()
                },
                200
            )
        );
        assert_text(
            &error,
            &portal,
            &format!("expected an object with `result` or `error`, got {found} (HTTP 200)"),
        );
        assert_eq!(error.did_run(), None, "{body}");
    }
}

#[tokio::test]
async fn result_of_another_shape() {
    let body = r#"{"result": {"productRows": [{"id": 1}, {"id": "first"}]}}"#;
    let (error, portal) = answer_to(json("200 OK", body)).await;
    let expected = AnswerKind::Shape {
        path: "result.productRows[1].id".to_owned(),
        expected: "a whole number".to_owned(),
        found: "\"first\"".to_owned(),
    };
    assert_eq!(answer_kind(&error), (&expected, 200));
    assert_text(
        &error,
        &portal,
        "expected a whole number at `result.productRows[1].id`, got \"first\" (HTTP 200)",
    );
    assert_eq!(error.did_run(), Some(true));
}

#[tokio::test]
async fn redirect_to_another_domain() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let to = "https://new.example/rest/17/8g9l071eismy9q2l/crm.item.productrow.list";
        let server = Server::answering(format!(
            "HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"
        ))
        .await;
        let error = failure(&client(&server.url())).await;
        let code = status[..3].parse().expect("a number");
        let expected = TransportKind::Redirect {
            status: code,
            to: Some("https://new.example".to_owned()),
            followed: false,
        };
        assert_eq!(transport_kind(&error), &expected);
        assert_text(
            &error,
            &server.portal(),
            &format!(
                "expected an answer, got a redirect (HTTP {code}) to https://new.example, which is not followed, since \
                 the address is the webhook's password; if the portal has moved, use its new address"
            ),
        );
        assert_eq!((error.did_run(), error.status()), (Some(false), Some(code)));
        server.only_request();
    }
}

#[tokio::test]
async fn redirect_on_the_same_host() {
    let server =
        Server::answering("HTTP/1.1 302 Found\r\nLocation: /login/?from=8g9l071eismy9q2l\r\n\r\n")
            .await;
    let error = failure(&client(&server.url())).await;
    let TransportKind::Redirect { to, .. } = transport_kind(&error) else {
        panic!("{error:?}")
    };
    assert_eq!(to.as_deref(), Some(server.url().as_str()));
}

#[tokio::test]
async fn redirect_that_an_own_client_followed() {
    let other = Server::answering(json("200 OK", r#"{"result": {"productRows": []}}"#)).await;
    let first = Server::answering(format!(
        "HTTP/1.1 302 Found\r\nLocation: {}/\r\n\r\n",
        other.url()
    ))
    .await;
    let own = support::http().build().expect("a client");
    let client = builder(&first.url()).http(own).build().expect("a client");
    let error = failure(&client).await;
    let expected = TransportKind::Redirect {
        status: 200,
        to: Some(other.url()),
        followed: true,
    };
    assert_eq!(transport_kind(&error), &expected);
    assert!(
        error
            .to_string()
            .contains("give it a redirect policy of `none`"),
        "{error}"
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn answer_that_announces_too_much() {
    let server = Server::stalling("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n").await;
    let client = builder(&server.url())
        .max_answer_bytes(1000)
        .build()
        .expect("a client");
    let error = failure(&client).await;
    assert_eq!(
        transport_kind(&error),
        &TransportKind::TooLarge {
            limit: 1000,
            announced: Some(1001)
        }
    );
    assert_text(
        &error,
        &server.portal(),
        "expected an answer of at most 1000 bytes, got one of 1001 bytes",
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn answer_that_never_ends() {
    let server = Server::new(|mut stream, _| async move {
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            .await;
        while stream.write_all(b"8\r\n{\"a\": 1,\r\n").await.is_ok() {}
    })
    .await;
    let client = builder(&server.url())
        .max_answer_bytes(100_000)
        .build()
        .expect("a client");
    let error = failure(&client).await;
    assert_eq!(
        transport_kind(&error),
        &TransportKind::TooLarge {
            limit: 100_000,
            announced: None
        }
    );
    assert_text(
        &error,
        &server.portal(),
        "expected an answer of at most 100000 bytes, got a longer one",
    );
}

#[tokio::test]
async fn answer_of_just_the_bound() {
    let body = r#"{"result": {"productRows": []}}"#;
    let server = Server::answering(json("200 OK", body)).await;
    let at = |bound: usize| {
        builder(&server.url())
            .max_answer_bytes(bound as u64)
            .build()
            .expect("a client")
    };
    at(body.len()).call(list()).await.expect("a result");
    let error = failure(&at(body.len() - 1)).await;
    let TransportKind::TooLarge { .. } = transport_kind(&error) else {
        panic!("{error:?}")
    };
}

#[tokio::test]
async fn connection_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let portal = listener.local_addr().expect("an address").to_string();
    drop(listener);
    let error = failure(&client(&format!("http://{portal}"))).await;
    assert_eq!(
        transport_kind(&error),
        &TransportKind::Connect {
            reason: "connection refused".to_owned()
        }
    );
    assert_text(
        &error,
        &portal,
        "expected a connection to the portal, but it failed: connection refused",
    );
    assert!(error.is_connect());
    assert_eq!(error.did_run(), Some(false));
}

#[tokio::test]
async fn unknown_host() {
    let client = builder("http://portal.invalid")
        .allow_http(true)
        .build()
        .expect("a client");
    let error = failure(&client).await;
    assert_eq!(transport_kind(&error), &TransportKind::Dns);
    assert_text(
        &error,
        "portal.invalid",
        "expected an address for the portal's host name, but it could not be resolved",
    );
    assert!(error.is_connect());
}

#[tokio::test]
async fn time_is_up_before_the_answer() {
    let server = Server::stalling("").await;
    let limit = Duration::from_millis(120);
    let client = builder(&server.url())
        .timeout(limit)
        .build()
        .expect("a client");
    let error = failure(&client).await;
    assert_eq!(
        transport_kind(&error),
        &TransportKind::Timeout {
            phase: Phase::Answer,
            limit: Some(limit)
        }
    );
    assert_text(
        &error,
        &server.portal(),
        "expected an answer within 120ms, but the time was up",
    );
    assert!(error.is_timeout());
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn time_is_up_in_the_middle_of_the_answer() {
    let server =
        Server::stalling("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\": ").await;
    let limit = Duration::from_millis(120);
    let client = builder(&server.url())
        .timeout(limit)
        .build()
        .expect("a client");
    let error = failure(&client).await;
    assert_eq!(
        transport_kind(&error),
        &TransportKind::Timeout {
            phase: Phase::Body,
            limit: Some(limit)
        }
    );
    assert_text(
        &error,
        &server.portal(),
        "expected the whole answer within 120ms, but the time was up",
    );
    assert!(error.is_timeout());
}

#[tokio::test]
async fn time_of_an_own_client_is_up() {
    let server = Server::stalling("").await;
    let own = support::http()
        .timeout(Duration::from_millis(120))
        .build()
        .expect("a client");
    let client = builder(&server.url()).http(own).build().expect("a client");
    let error = failure(&client).await;
    assert_eq!(
        transport_kind(&error),
        &TransportKind::Timeout {
            phase: Phase::Answer,
            limit: None
        }
    );
    assert!(
        error
            .to_string()
            .ends_with("within the time that the given HTTP client allows, but the time was up")
    );
}

#[tokio::test]
async fn connection_lost_before_the_answer() {
    let (error, portal) = answer_to("").await;
    assert_eq!(
        transport_kind(&error),
        &TransportKind::Lost { received: None }
    );
    assert_text(
        &error,
        &portal,
        "expected an answer, but the connection was lost before it began",
    );
    assert!(!error.is_connect());
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn connection_cut_in_the_middle_of_the_answer() {
    for head in [
        "Content-Length: 100\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nb\r\n",
    ] {
        let (error, portal) = answer_to(format!("HTTP/1.1 200 OK\r\n{head}{{\"result\": ")).await;
        assert_eq!(
            transport_kind(&error),
            &TransportKind::Lost { received: Some(11) }
        );
        assert_text(
            &error,
            &portal,
            "expected the whole answer, but the connection was lost after 11 bytes of its body",
        );
        assert_eq!(error.did_run(), None);
    }
}

#[tokio::test]
async fn something_else_than_http() {
    let (error, _) = answer_to("220 mail.example ESMTP\r\n").await;
    let TransportKind::Protocol { .. } = transport_kind(&error) else {
        panic!("{error:?}")
    };
    assert!(
        error
            .to_string()
            .contains("expected an HTTP answer, got something else: "),
        "{error}"
    );
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[track_caller]
    fn assert_tls(error: &Error<ListError>, portal: &str) {
        let TransportKind::Tls { reason } = transport_kind(error) else {
            panic!("{error:?}")
        };
        assert_text(
            error,
            portal,
            &format!("expected an encrypted connection, but TLS failed: {reason}"),
        );
        assert!(error.is_connect());
        assert_eq!(error.did_run(), Some(false));
    }

    #[tokio::test]
    async fn plain_text_on_the_port() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let portal = listener.local_addr().expect("an address").to_string();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 1024]).await;
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            }
        });
        let error = failure(&client(&format!("https://{portal}"))).await;
        assert_tls(&error, &portal);
    }

    #[tokio::test]
    async fn time_is_up_in_the_handshake() {
        let server = Server::stalling("").await;
        let limit = Duration::from_millis(120);
        let address = server.url().replace("http", "https");
        let client = builder(&address)
            .connect_timeout(limit)
            .build()
            .expect("a client");
        let error = failure(&client).await;
        assert_eq!(
            transport_kind(&error),
            &TransportKind::Timeout {
                phase: Phase::Connect,
                limit: Some(limit)
            }
        );
        assert_text(
            &error,
            &server.portal(),
            "expected a connection within 120ms, but the time was up",
        );
        assert!(error.is_timeout() && error.is_connect());
        assert_eq!(error.did_run(), Some(false));
    }

    #[tokio::test]
    async fn connection_closed_in_the_handshake() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let portal = listener.local_addr().expect("an address").to_string();
        tokio::spawn(async move { while listener.accept().await.is_ok() {} });
        let error = failure(&client(&format!("https://{portal}"))).await;
        assert_tls(&error, &portal);
    }

    #[tokio::test]
    async fn certificate_that_nobody_trusts() {
        let portal = support::tls::server().await;
        let error = failure(&client(&format!("https://{portal}"))).await;
        assert_tls(&error, &portal);
        #[cfg(not(feature = "native-tls"))]
        assert!(
            error
                .to_string()
                .contains("TLS failed: invalid peer certificate: "),
            "{error}"
        );
    }

    #[tokio::test]
    async fn refused_connection_is_no_tls_failure() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let portal = listener.local_addr().expect("an address").to_string();
        drop(listener);
        let error = failure(&client(&format!("https://{portal}"))).await;
        assert_eq!(
            transport_kind(&error),
            &TransportKind::Connect {
                reason: "connection refused".to_owned()
            }
        );
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
        "http://portal.example is not encrypted, and the webhook's address is its password: use https://, or \
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
