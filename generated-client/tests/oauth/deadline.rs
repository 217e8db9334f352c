//! Calls that have a deadline while tokens are renewed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bitrix24::error::{AuthKind, TransportKind};
use bitrix24::oauth::{MemoryStore, TokenStore};
use bitrix24::{CallOptions, Client, Error, Limits};
use tokio::io::AsyncWriteExt;

use super::support::json;
use super::support::server::Server;
use super::{EXPIRED, FINE, application, is_renewal, renewals, renewed, tokens, until};

const SHORT: Duration = Duration::from_millis(150);

/// A portal that knows the token `new` alone, and an authorisation server that takes its time.
async fn slow() -> Server {
    Server::new(|mut stream, request| async move {
        let answer = if is_renewal(&request) {
            tokio::time::sleep(4 * SHORT).await;
            renewed("new", "newer")
        } else if request.body.contains("\"auth\":\"new\"") {
            json("200 OK", FINE)
        } else {
            json("401 Unauthorized", EXPIRED)
        };
        // The client may have gone already.
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.shutdown().await;
    })
    .await
}

fn client(server: &Server, store: &Arc<MemoryStore>) -> Client {
    Client::builder()
        .oauth(application(server), tokens(server, "old", "older"))
        .limits(Limits::unlimited())
        .token_store(Arc::clone(store) as Arc<dyn TokenStore>)
        .build()
        .expect("a client")
}

async fn call(
    client: &Client,
    options: CallOptions,
) -> Result<(), Error<bitrix24::error::AnyKind>> {
    let call = client.send_raw("user.current", bitrix24::Params::new(), options);
    call.await.map(drop)
}

#[tokio::test]
async fn who_cannot_wait_for_the_renewal_leaves_it_to_the_others() {
    let server = slow().await;
    let store = Arc::new(MemoryStore::new());
    let client = client(&server, &store);
    let begin = Instant::now();
    let hasty = async {
        let error = call(&client, CallOptions::new().deadline(SHORT)).await;
        (error.expect_err("too slow"), begin.elapsed())
    };
    let ((error, took), patient) = tokio::join!(hasty, call(&client, CallOptions::new()));
    assert!(took >= SHORT && took < 3 * SHORT, "{took:?}");
    assert!(error.is_timeout());
    assert_eq!(error.did_run(), Some(false));
    match &error {
        Error::Auth(error) => {
            assert_eq!(error.kind, AuthKind::Deadline);
            assert_eq!(error.method(), Some("user.current"));
        }
        other => panic!("{other:?}"),
    }
    patient.expect("an answer");
    assert_eq!(renewals(&server), 1);
    assert_eq!(client.stats().refreshes, 1);
}

#[tokio::test]
async fn a_renewal_that_nobody_waits_for_is_saved_all_the_same() {
    let server = slow().await;
    let store = Arc::new(MemoryStore::new());
    let client = client(&server, &store);
    let options = || CallOptions::new().deadline(SHORT);
    for _ in 0..2 {
        let error = call(&client, options()).await.expect_err("too slow");
        assert!(error.is_timeout(), "{error}");
    }
    until(|| client.stats().refreshes == 1).await;
    let member_id = client.tokens().expect("tokens").member_id().to_owned();
    let kept = store.load(&member_id).await.expect("a store");
    let kept = kept.expect("the new pair");
    assert!(kept.is_same_pair(&client.tokens().expect("tokens")));
    call(&client, options()).await.expect("the new pair");
    assert_eq!(renewals(&server), 1);
}

#[tokio::test]
async fn a_request_is_not_waited_for_beyond_the_deadline() {
    let server = Server::stalling("HTTP/1.1 200 OK\r\n").await;
    let client = client(&server, &Arc::new(MemoryStore::new()));
    let begin = Instant::now();
    let options = CallOptions::new()
        .timeout(Duration::from_secs(60))
        .deadline(SHORT);
    let error = call(&client, options).await.expect_err("no answer");
    assert!(begin.elapsed() < Duration::from_secs(10));
    match error {
        Error::Transport(error) => {
            assert!(
                matches!(error.kind, TransportKind::Timeout { .. }),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
}
