//! What every store has to do.

use std::sync::Arc;

use bitrix24::oauth::{Saved, TokenStore, Tokens};
use tokio::task::JoinSet;

use super::some_tokens;

fn pair(number: usize) -> Tokens {
    some_tokens(&format!("access-{number}"))
        .refresh_token(format!("refresh-{number}"))
        .scope("crm, \"im\"\n")
        .user_id(67)
        .build()
        .expect("tokens")
}

async fn load(store: &dyn TokenStore) -> Option<Tokens> {
    store.load(pair(0).member_id()).await.expect("a store")
}

async fn is_kept(store: &dyn TokenStore, number: usize) -> bool {
    load(store)
        .await
        .is_some_and(|kept| kept.is_same_pair(&pair(number)))
}

/// Goes through the rules of [`TokenStore`].
pub(crate) async fn check(store: &dyn TokenStore) {
    assert!(load(store).await.is_none());

    // An empty store keeps any pair.
    assert!(matches!(store.save(&pair(1), None).await, Ok(Saved::Ours)));
    let kept = load(store).await.expect("tokens");
    assert_eq!(format!("{kept:?}"), format!("{:?}", pair(1)));
    assert!(kept.is_same_pair(&pair(1)));

    // It replaces the given pair,
    assert!(matches!(
        store.save(&pair(2), Some(&pair(1))).await,
        Ok(Saved::Ours)
    ));
    assert!(is_kept(store, 2).await);

    // and of no other, nor of any where none was known.
    for replaced in [Some(pair(1)), Some(pair(3)), None] {
        match store
            .save(&pair(4), replaced.as_ref())
            .await
            .expect("a store")
        {
            Saved::Theirs(theirs) => assert!(theirs.is_same_pair(&pair(2))),
            Saved::Ours => panic!("a newer pair was overwritten"),
        }
        assert!(is_kept(store, 2).await);
    }

    // Saving the stored pair again is a success.
    assert!(matches!(
        store.save(&pair(2), Some(&pair(1))).await,
        Ok(Saved::Ours)
    ));

    // A pair without a token to renew it with is another one.
    let bare = some_tokens("access-2").build().expect("tokens");
    assert!(matches!(
        store.save(&pair(5), Some(&bare)).await,
        Ok(Saved::Theirs(_))
    ));

    // Portals do not meet.
    let other = Tokens::builder()
        .member_id("A223/../é")
        .domain("b.example")
        .access_token("other");
    let other = other.build().expect("tokens");
    assert!(matches!(store.save(&other, None).await, Ok(Saved::Ours)));
    let loaded = store
        .load("A223/../é")
        .await
        .expect("a store")
        .expect("tokens");
    assert!(loaded.is_same_pair(&other) && loaded.refresh_token().is_none());
    assert!(is_kept(store, 2).await);

    store.remove(pair(0).member_id()).await.expect("a store");
    store.remove(pair(0).member_id()).await.expect("a store");
    assert!(load(store).await.is_none());
    assert!(store.load("A223/../é").await.expect("a store").is_some());
    store.remove("A223/../é").await.expect("a store");
    assert!(matches!(
        store.save(&pair(6), Some(&pair(5))).await,
        Ok(Saved::Ours)
    ));
    store.remove(pair(0).member_id()).await.expect("a store");
}

/// Many replace one pair at once, each by way of a store of its own: one of them does it.
pub(crate) async fn race(stores: Vec<Arc<dyn TokenStore>>) {
    for round in 0..20 {
        let before = pair(1_000 * round);
        stores[0].remove(before.member_id()).await.expect("a store");
        stores[0].save(&before, None).await.expect("a store");
        let mut all = JoinSet::new();
        for (number, store) in stores.iter().enumerate() {
            let (store, before) = (Arc::clone(store), before.clone());
            all.spawn(async move {
                let ours = pair(1_000 * round + number + 1);
                match store.save(&ours, Some(&before)).await.expect("a store") {
                    Saved::Ours => (true, ours),
                    Saved::Theirs(theirs) => (false, *theirs),
                }
            });
        }
        let all = all.join_all().await;
        let winners: Vec<_> = all.iter().filter(|(won, _)| *won).collect();
        assert_eq!(winners.len(), 1, "round {round}");
        assert!(all.iter().all(|(_, pair)| pair.is_same_pair(&winners[0].1)));
        let kept = stores[0]
            .load(before.member_id())
            .await
            .expect("a store")
            .expect("tokens");
        assert!(kept.is_same_pair(&winners[0].1));
    }
}
