//! Two processes, or two users, with one store.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bitrix24::oauth::{FileStore, MemoryStore, Saved, StoreFuture, TokenStore, Tokens};
use bitrix24::{Client, Limits, VirtualClock};

use super::super::support::json;
use super::super::{
    EXPIRED, FINE, application, builder, is_renewal, list, portal, renewals, renewed, server,
    tokens, with_tokens,
};

/// Two processes: two clients that share only the store.
async fn two(store: &Arc<dyn TokenStore>, portal: &bitrix24_portal::Portal) -> [Client; 2] {
    let tokens = portal.install();
    store.save(&tokens, None).await.expect("a store");
    [(); 2].map(|()| {
        // A real clock: who waits for the other process waits for what really takes time.
        Client::builder()
            .oauth(portal.application(), tokens.clone())
            .limits(Limits::unlimited())
            .token_store(Arc::clone(store))
            .build()
            .expect("a client")
    })
}

#[tokio::test]
async fn what_one_process_has_renewed_another_takes() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let store: Arc<dyn TokenStore> = Arc::new(MemoryStore::new());
    let [first, second] = two(&store, &portal).await;
    for round in 1..=6 {
        portal.expire_tokens();
        // They take turns in being first.
        let order = if round % 2 == 0 {
            [&first, &second]
        } else {
            [&second, &first]
        };
        for client in order {
            client.call(list()).await.expect("rows");
        }
        assert_eq!(portal.token_requests(), round);
        let kept = store
            .load(portal.member_id())
            .await
            .expect("a store")
            .expect("tokens");
        for client in [&first, &second] {
            assert!(client.tokens().expect("tokens").is_same_pair(&kept));
        }
    }
    assert_eq!(first.stats().refreshes + second.stats().refreshes, 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_that_renew_at_once_go_on_with_one_pair() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let folder = tempfile::tempdir().expect("a folder");
    let store: Arc<dyn TokenStore> = Arc::new(Slow(FileStore::new(folder.path())));
    let [first, second] = two(&store, &portal).await;
    for round in 0..10 {
        portal.expire_tokens();
        let (one, other) = tokio::join!(first.call(list()), second.call(list()));
        // Of both refresh tokens, which are one, the server takes the first; the loser finds the
        // winner's pair.
        one.expect("rows");
        other.expect("rows");
        let kept = store
            .load(portal.member_id())
            .await
            .expect("a store")
            .expect("tokens");
        let ours = [&first, &second].map(|client| client.tokens().expect("tokens"));
        assert!(
            ours.iter().all(|pair| pair.is_same_pair(&kept)),
            "round {round}"
        );
    }
    assert_eq!(first.stats().refreshes + second.stats().refreshes, 10);
}

/// A store that takes a while, so that others come in between.
#[derive(Debug)]
struct Slow(FileStore);

impl TokenStore for Slow {
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>> {
        Box::pin(async move {
            let kept = self.0.load(member_id).await;
            tokio::time::sleep(Duration::from_millis(20)).await;
            kept
        })
    }

    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(30)).await;
            self.0.save(tokens, replaced).await
        })
    }

    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()> {
        self.0.remove(member_id)
    }
}

#[tokio::test]
async fn a_newer_pair_of_another_process_stays_and_is_taken() {
    // A server that takes old tokens more than once, so both processes get a pair.
    let asked = AtomicUsize::new(0);
    let portal = server(move |request| {
        if is_renewal(request) {
            let number = asked.fetch_add(1, Ordering::Relaxed);
            renewed(&format!("new-{number}"), "newer")
        } else if request.body.contains("\"auth\":\"old\"") {
            json("401 Unauthorized", EXPIRED)
        } else {
            json("200 OK", FINE)
        }
    })
    .await;
    let old = tokens(&portal, "old", "older");
    let store = Arc::new(Meanwhile {
        store: MemoryStore::new(),
        theirs: tokens(&portal, "theirs", "theirs-too"),
    });
    store.store.save(&old, None).await.expect("a store");
    let clock = VirtualClock::new();
    let client = with_tokens(application(&portal), old, &clock)
        .token_store(store.clone())
        .build()
        .expect("a client");
    client
        .call_raw("user.current", bitrix24::Params::new())
        .await
        .expect("an answer");
    assert_eq!(renewals(&portal), 1);
    let kept = store
        .load(store.theirs.member_id())
        .await
        .expect("a store")
        .expect("tokens");
    assert!(kept.is_same_pair(&store.theirs));
    assert!(client.tokens().expect("tokens").is_same_pair(&store.theirs));
    let last = portal.requests().pop().expect("a call");
    assert_eq!(last.body, r#"{"auth":"theirs"}"#);
}

/// A store into which another process puts a pair just before we do.
#[derive(Debug)]
struct Meanwhile {
    store: MemoryStore,
    theirs: Tokens,
}

impl TokenStore for Meanwhile {
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>> {
        self.store.load(member_id)
    }

    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved> {
        Box::pin(async move {
            self.store.save(&self.theirs, replaced).await?;
            self.store.save(tokens, replaced).await
        })
    }

    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()> {
        self.store.remove(member_id)
    }
}

#[tokio::test]
async fn tokens_of_another_user_are_neither_taken_nor_overwritten() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let store = Arc::new(MemoryStore::new());
    let own = portal.install();
    let theirs = Tokens::builder()
        .member_id(own.member_id())
        .client_endpoint(own.client_endpoint())
        .access_token("theirs")
        .user_id(99)
        .expires_in(99_999)
        .build()
        .expect("tokens");
    store.save(&theirs, None).await.expect("a store");
    let client = with_tokens(portal.application(), own, &clock)
        .token_store(store.clone())
        .build()
        .expect("a client");
    portal.expire_tokens();
    client.call(list()).await.expect("rows");
    assert_eq!(client.tokens().expect("tokens").user_id(), Some(1));
    let kept = store
        .load(theirs.member_id())
        .await
        .expect("a store")
        .expect("tokens");
    assert!(kept.is_same_pair(&theirs));
}

#[tokio::test]
async fn a_client_that_begins_with_newer_tokens_than_the_store_puts_them_there() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let store = Arc::new(MemoryStore::new());
    let stale = Tokens::builder()
        .member_id(portal.member_id())
        .domain("old.example")
        .access_token("stale")
        .refresh_token("stale")
        .expires_in(1)
        .build()
        .expect("tokens");
    store.save(&stale, None).await.expect("a store");
    let client = builder(&portal, &clock)
        .token_store(store.clone())
        .build()
        .expect("a client");
    portal.expire_tokens();
    client.call(list()).await.expect("rows");
    let kept = store
        .load(portal.member_id())
        .await
        .expect("a store")
        .expect("tokens");
    assert!(kept.is_same_pair(&client.tokens().expect("tokens")));
}
