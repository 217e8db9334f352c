//! A store that fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bitrix24::VirtualClock;
use bitrix24::oauth::{MemoryStore, Saved, StoreError, StoreFuture, TokenStore, Tokens};

use super::super::{Told, list, portal, with_tokens};

/// A store that can be switched off.
#[derive(Debug, Default)]
struct Broken {
    store: MemoryStore,
    is_off: AtomicBool,
}

impl Broken {
    fn check(&self) -> Result<(), StoreError> {
        if self.is_off.load(Ordering::Relaxed) {
            Err(StoreError::new("switched off"))
        } else {
            Ok(())
        }
    }
}

impl TokenStore for Broken {
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>> {
        Box::pin(async move {
            self.check()?;
            self.store.load(member_id).await
        })
    }

    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved> {
        Box::pin(async move {
            self.check()?;
            self.store.save(tokens, replaced).await
        })
    }

    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()> {
        self.store.remove(member_id)
    }
}

#[tokio::test]
async fn a_store_that_fails_loses_no_pair() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let store = Arc::new(Broken::default());
    let told = Arc::new(Told::default());
    let first = portal.install();
    store.save(&first, None).await.expect("a store");
    let client = with_tokens(portal.application(), first.clone(), &clock)
        .token_store(store.clone())
        .hook(told.clone())
        .build()
        .expect("a client");
    store.is_off.store(true, Ordering::Relaxed);
    // Two renewals, of which the second needs the pair of the first: no pair was lost.
    for _ in 0..2 {
        portal.expire_tokens();
        client.call(list()).await.expect("rows");
    }
    assert_eq!(
        told.lines(),
        ["moved from None, by server true, unsaved Some(\"the store failed: switched off\")"; 2]
    );
    store.is_off.store(false, Ordering::Relaxed);
    let is_saved = async || {
        // What is saved in the background has a moment for it.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let kept = store
            .load(portal.member_id())
            .await
            .expect("a store")
            .expect("tokens");
        kept.is_same_pair(&client.tokens().expect("tokens"))
    };
    client.call(list()).await.expect("rows");
    assert!(!is_saved().await, "the store is left alone for a moment");
    clock.advance(Duration::from_secs(5));
    client.call(list()).await.expect("rows");
    assert!(is_saved().await);
    assert_eq!(portal.token_requests(), 2);
    let newest = client.tokens().expect("tokens");
    assert!(!newest.is_same_pair(&first), "the old pair is used up");

    // A program that ends saves at once, or is told that it cannot.
    store.is_off.store(true, Ordering::Relaxed);
    portal.expire_tokens();
    client.call(list()).await.expect("rows");
    let error = client.settled().await.expect_err("the store is off");
    let source = std::error::Error::source(&error).expect("a source");
    assert_eq!(source.to_string(), "the store failed: switched off");
    store.is_off.store(false, Ordering::Relaxed);
    client.settled().await.expect("a store");
    assert!(is_saved().await);
}
