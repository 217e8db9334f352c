//! TLS that does not come about.

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
