//! Stores: what they keep, what happens when two processes use one, and when it fails.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use bitrix24::oauth::{
    FileStore, MemoryStore, RedisStore, Saved, StoreError, StoreFuture, TokenStore, Tokens,
};
use bitrix24::{Client, Error, Limits, VirtualClock};

use super::support::json;
use super::{
    EXPIRED, FINE, Redis, Told, application, builder, is_renewal, list, portal, renewals, renewed,
    rules, server, some_tokens, tokens, with_tokens,
};

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

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| {
        fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("tokens");
    let store = FileStore::new(&folder);
    let tokens = some_tokens("1").build().expect("tokens");
    let file = folder.join("portal-a223c6b3710f85df22e9377d6c4f7553.json");
    for _ in 0..2 {
        store.save(&tokens, None).await.expect("a store");
        assert_eq!((mode(&file), mode(&folder)), (0o600, 0o700));
        // What a process has left that ended in the middle, and anybody may read.
        let left = file.with_extension("new");
        fs::write(&left, "half a fi").expect("a file");
        fs::set_permissions(&left, fs::Permissions::from_mode(0o644)).expect("a mode");
        store.remove(tokens.member_id()).await.expect("a store");
    }
    store.save(&tokens, None).await.expect("a store");
    assert_eq!(mode(&file), 0o600);
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["lock", "portal-a223c6b3710f85df22e9377d6c4f7553.json"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_file_is_never_seen_half_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = FileStore::new(folder.path());
    let long = |number: usize| {
        let builder =
            some_tokens(&number.to_string().repeat(5_000)).refresh_token("x".repeat(10_000));
        builder.build().expect("tokens")
    };
    store.save(&long(1), None).await.expect("a store");
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (store, done) = (store.clone(), Arc::clone(&done));
            tokio::spawn(async move {
                let mut reads = 0;
                while !done.load(Ordering::Relaxed) {
                    let kept = store.load("a223c6b3710f85df22e9377d6c4f7553").await;
                    assert!(kept.expect("a whole file").is_some());
                    reads += 1;
                }
                reads
            })
        })
        .collect();
    for number in 1..100 {
        let saved = store.save(&long(number + 1), Some(&long(number))).await;
        assert!(matches!(saved, Ok(Saved::Ours)));
    }
    done.store(true, Ordering::Relaxed);
    for reader in readers {
        assert!(reader.await.expect("no panic") > 0);
    }
}

#[tokio::test]
async fn a_damaged_file_is_a_clear_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = FileStore::new(folder.path());
    let tokens = some_tokens("s3cr3tt0k3n").build().expect("tokens");
    store.save(&tokens, None).await.expect("a store");
    let path = folder
        .path()
        .join("portal-a223c6b3710f85df22e9377d6c4f7553.json");
    let whole = fs::read_to_string(&path).expect("a file");
    let half = whole[..whole.len() - 9].to_owned();
    for text in [
        b"".to_vec(),
        half.into_bytes(),
        b"s3cr3tt0k3n".to_vec(),
        b"\xff\xfe".to_vec(),
        whole.replace("access_token", "s3cr3t").into_bytes(),
        whole.replace("a223", "b223").into_bytes(),
    ] {
        fs::write(&path, &text).expect("a file");
        let error = store
            .load(tokens.member_id())
            .await
            .expect_err("it is damaged");
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        let text = format!("{error} {error:?}");
        assert!(
            text.contains("portal-a223c6b3710f85df22e9377d6c4f7553.json"),
            "{text}"
        );
        assert!(!text.contains("s3cr3t"), "{text}");
    }
    // Whoever has tokens may put them there.
    assert!(matches!(store.save(&tokens, None).await, Ok(Saved::Ours)));
    assert!(
        store
            .load(tokens.member_id())
            .await
            .expect("a store")
            .is_some()
    );

    let store = FileStore::new(path.join("below/a/file"));
    let error = store.save(&tokens, None).await.expect_err("no folder");
    assert!(matches!(error, StoreError::File { .. }), "{error}");
}

/// Two processes: two clients that share nothing but the store.
async fn two(store: &Arc<dyn TokenStore>, portal: &bitrix24::portal::Portal) -> [Client; 2] {
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
        // Of both refresh tokens, which are one, the server takes the first; the loser finds the winner's pair.
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
    let client = with_tokens(portal.application(), first, &clock)
        .token_store(store.clone())
        .hook(told.clone())
        .build()
        .expect("a client");
    store.is_off.store(true, Ordering::Relaxed);
    // Two renewals, of which the second needs the pair of the first: nothing was lost.
    for _ in 0..2 {
        portal.expire_tokens();
        client.call(list()).await.expect("rows");
    }
    assert_eq!(
        told.lines(),
        ["moved from None, by server true, unsaved Some(\"the store has failed: switched off\")";
            2]
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
