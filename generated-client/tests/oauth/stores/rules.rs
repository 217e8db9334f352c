//! What every store does.

use std::sync::Arc;

use bitrix24::oauth::{FileStore, MemoryStore, RedisStore, TokenStore};

use super::super::{Redis, rules};

#[tokio::test]
async fn memory_follows_the_rules() {
    rules::check(&MemoryStore::new()).await;
    let store: Arc<dyn TokenStore> = Arc::new(MemoryStore::new());
    rules::race(vec![store; 8]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn files_follow_the_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = || FileStore::new(folder.path().join("new/tokens"));
    rules::check(&store()).await;
    let stores = (0..8).map(|_| Arc::new(store()) as Arc<dyn TokenStore>);
    rules::race(stores.collect()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn redis_follows_the_rules() {
    let Some(redis) = Redis::start().await else {
        return;
    };
    let store = || RedisStore::new(&redis.address).expect("an address");
    rules::check(&store()).await;
    rules::check(&store().prefix("other:")).await;
    let stores = (0..8).map(|_| Arc::new(store()) as Arc<dyn TokenStore>);
    rules::race(stores.collect()).await;
}
