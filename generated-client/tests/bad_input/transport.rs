//! What happens on the way: redirects, bounds, connections that fail, time that runs out.

use super::*;

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
                 a request carries its password along; if the portal has moved, use its new address"
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
    assert_eq!(to.as_deref(), Some(&*format!("{}/login/", server.url())));
    assert_text(
        &error,
        &server.portal(),
        &format!(
            "expected an answer, got a redirect (HTTP 302) to {}/login/, a page of the same host, which is not \
             followed: the portal does not answer calls, as when its licence has expired",
            server.url()
        ),
    );
    // The path may repeat the code, and no query is shown.
    let to = "/rest/17/8g9l071eismy9q2l/expired.php?a=8g9l071eismy9q2l";
    let server = Server::answering(format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\n\r\n"));
    let error = failure(&client(&server.await.url())).await.to_string();
    assert!(error.contains("/expired.php, a page"), "{error}");
    assert!(!error.contains("8g9l071eismy9q2l"), "{error}");
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
        "expected the complete answer within 120ms, but the time was up",
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
            .ends_with("within the limit of the given HTTP client, but it was exceeded")
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
            "expected the complete answer, but the connection was lost after 11 bytes of its body",
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
