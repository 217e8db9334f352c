//! Stores in Redis.

use bitrix24::Error;
use bitrix24::oauth::{RedisStore, Saved, StoreError, TokenStore};

use super::super::{Redis, some_tokens};

#[tokio::test]
async fn what_redis_has_that_is_no_tokens_is_a_clear_error_and_makes_room() {
    let Some(server) = Redis::start().await else {
        return;
    };
    let store = RedisStore::new(&server.address).expect("an address");
    let pair = some_tokens("1").build().expect("tokens");
    let key = format!("bitrix24:tokens:{}", pair.member_id());
    let client = redis::Client::open(server.address.as_str()).expect("an address");
    let mut connection = client
        .get_multiplexed_async_connection()
        .await
        .expect("Redis");
    for text in ["", "{", "[]", "5", r#"{"access_token": "s3cr3tt0k3n"}"#] {
        let set: Result<(), _> = redis::cmd("SET")
            .arg(&key)
            .arg(text)
            .query_async(&mut connection)
            .await;
        set.expect("Redis");
        let error = store.load(pair.member_id()).await.expect_err(text);
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
    }
    let set: Result<(), _> = redis::cmd("SET")
        .arg(&key)
        .arg("{")
        .query_async(&mut connection)
        .await;
    set.expect("Redis");
    assert!(matches!(store.save(&pair, None).await, Ok(Saved::Ours)));
    assert!(
        store
            .load(pair.member_id())
            .await
            .expect("a store")
            .is_some()
    );

    drop(server);
    let error = store
        .load(pair.member_id())
        .await
        .expect_err("Redis has gone");
    assert!(matches!(error, StoreError::Other(_)), "{error:?}");
}

#[tokio::test]
async fn a_wrong_address_of_redis_is_refused_without_repeating_it() {
    let error = RedisStore::new("redis:/:s3cr3t@nowhere:port/").expect_err("no address");
    assert!(
        !format!("{error} {error:?}").contains("s3cr3t"),
        "{error:?}"
    );
    let store = RedisStore::new("redis://:s3cr3t@127.0.0.1:1/").expect("an address");
    let error = store.load("a").await.expect_err("nobody listens");
    let any: Error<()> = Error::Build(bitrix24::error::BuildError::NoWebhook);
    assert!(!format!("{error} {error:?} {store:?} {any}").contains("s3cr3t"));
}

#[tokio::test]
async fn redis_over_tls_is_asked_for_a_certificate_that_is_trusted() {
    let server = super::super::support::tls::server().await;
    let store = RedisStore::new(format!("rediss://:s3cr3t@{server}/")).expect("an address");
    let error = store.load("a").await.expect_err("nobody trusts it");
    let StoreError::Other(cause) = &error else {
        panic!("{error:?}");
    };
    let cause = format!("{cause} {cause:?}");
    assert!(cause.to_lowercase().contains("certificate"), "{cause}");
    assert!(!format!("{error} {cause}").contains("s3cr3t"), "{cause}");
}
