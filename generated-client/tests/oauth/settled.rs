//! Programs that end while tokens are being renewed.

use std::sync::Arc;
use std::time::Duration;

use bitrix24::oauth::{MemoryStore, TokenStore};
use bitrix24::{Client, ExposeSecret, Params, VirtualClock};
use tokio::io::AsyncWriteExt;
use tokio::runtime::{Builder, Runtime};

use super::support::json;
use super::support::server::Server;
use super::{
    EXPIRED, FINE, application, is_renewal, renewals, renewed, tokens, until, with_tokens,
};

fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime")
}

/// A portal whose authorisation server takes its time.
async fn slow() -> Server {
    Server::new(|mut stream, request| async move {
        let answer = if is_renewal(&request) {
            tokio::time::sleep(Duration::from_millis(200)).await;
            renewed("new", "newer")
        } else if request.body.contains("\"auth\":\"new\"") {
            json("200 OK", FINE)
        } else {
            json("401 Unauthorized", EXPIRED)
        };
        let _ = stream.write_all(answer.as_bytes()).await;
    })
    .await
}

#[test]
fn a_pair_outlives_the_runtime_that_waits_for_it() {
    // The servers stay when the runtime of the program ends.
    let outer = Builder::new_multi_thread().enable_all().build();
    let outer = outer.expect("a runtime");
    for waits in [true, false] {
        let server = outer.block_on(slow());
        let store = Arc::new(MemoryStore::new());
        let old = tokens(&server, "old", "older");
        outer.block_on(store.save(&old, None)).expect("a store");
        let program = runtime();
        let client: Client = with_tokens(application(&server), old.clone(), &VirtualClock::new())
            .token_store(store.clone())
            .build()
            .expect("a client");
        program.block_on(async {
            tokio::select! {
                answer = client.call_raw("user.current", Params::new()) => panic!("{answer:?}"),
                () = until(|| renewals(&server) == 1) => {}
            }
            if waits {
                client.settled().await.expect("a store");
            }
        });
        drop(program);
        let kept = outer.block_on(store.load(old.member_id()));
        let kept = kept.expect("a store").expect("tokens");
        let expected = if waits { "new" } else { "old" };
        assert_eq!(kept.access_token().expose_secret(), expected);
    }
}

#[tokio::test]
async fn there_is_nothing_to_wait_for_without_tokens_in_progress() {
    let server = slow().await;
    let webhook = super::support::client(&server.url());
    webhook.settled().await.expect("no tokens");
    let old = tokens(&server, "old", "older");
    let client = with_tokens(application(&server), old, &VirtualClock::new());
    let client = client.build().expect("a client");
    client.settled().await.expect("no store");
    client
        .call_raw("user.current", Params::new())
        .await
        .expect("an answer");
    client.settled().await.expect("no store");
}
