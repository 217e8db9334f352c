//! Files that other processes hold, and folders that others may write to.

use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bitrix24::error::AuthKind;
use bitrix24::oauth::{FileStore, Portals, Saved, StoreError, TokenStore, Tokens};
use bitrix24::{Client, Error, ExposeSecret, Limits, VirtualClock};
use tokio::runtime::Runtime;

use super::super::{portal, some_tokens};

/// Much longer than a store waits, and much shorter than forever.
const SOON: Duration = Duration::from_secs(8);

#[tokio::test]
async fn a_lock_that_another_process_holds_is_waited_for_and_then_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let limit = Duration::from_millis(200);
    let store = FileStore::new(folder.path()).lock_limit(limit);
    let tokens = some_tokens("1").build().expect("tokens");
    store.save(&tokens, None).await.expect("a store");
    let lock = File::open(folder.path().join("lock")).expect("a file");
    lock.lock().expect("the lock");
    let begin = Instant::now();
    let newer = some_tokens("2").build().expect("tokens");
    let error = store.save(&newer, Some(&tokens)).await;
    let error = error.expect_err("somebody holds it");
    assert!((limit..SOON).contains(&begin.elapsed()));
    assert!(
        matches!(&error, StoreError::Locked { waited, .. } if *waited == limit),
        "{error}"
    );
    assert!(error.to_string().contains("lock was locked by"), "{error}");
    let removed = store.remove(tokens.member_id()).await;
    assert!(matches!(removed, Err(StoreError::Locked { .. })));
    // Reading needs no lock, and nothing has changed.
    let kept = store.load(tokens.member_id()).await.expect("a store");
    assert!(kept.expect("tokens").is_same_pair(&tokens));
    // Whoever waits gets it as soon as it is free.
    let patient = FileStore::new(folder.path()).lock_limit(SOON);
    let waiting = tokio::spawn(async move { patient.save(&newer, Some(&tokens)).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(lock);
    let saved = waiting.await.expect("no panic");
    assert!(matches!(saved, Ok(Saved::Ours)), "{saved:?}");
}

#[test]
fn a_held_lock_stops_neither_an_installation_nor_the_end_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let lock = File::create(folder.path().join("lock")).expect("a file");
    lock.lock().expect("the lock");
    let begin = Instant::now();
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let portal = portal(&VirtualClock::new()).await;
        let store = FileStore::new(folder.path()).lock_limit(Duration::from_millis(300));
        let settings = Client::builder().limits(Limits::unlimited());
        let portals = Portals::with_settings(portal.application(), Arc::new(store), settings);
        let installed = portals.expect("portals").install(portal.install()).await;
        let Err(Error::Auth(error)) = installed else {
            panic!("{installed:?}");
        };
        assert_eq!(error.kind, AuthKind::Store);
        let source = std::error::Error::source(&error).expect("a source");
        assert!(source.to_string().contains("locked"), "{source}");
        // A save that is in progress when the program ends.
        let store = FileStore::new(folder.path()).lock_limit(Duration::from_millis(300));
        tokio::spawn(async move {
            let tokens = some_tokens("1").build().expect("tokens");
            store.save(&tokens, None).await
        });
        tokio::task::yield_now().await;
    });
    drop(runtime);
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_others_may_write_to_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let store = FileStore::new(folder.path());
    let tokens = some_tokens("1").build().expect("tokens");
    let set_mode = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.path(), mode).expect("a mode");
    };
    for mode in [0o777, 0o1777, 0o770, 0o702] {
        set_mode(mode);
        let loaded = store.load(tokens.member_id()).await.map(drop);
        let saved = store.save(&tokens, None).await.map(drop);
        let removed = store.remove(tokens.member_id()).await;
        for outcome in [loaded, saved, removed] {
            let error = outcome.expect_err("anybody could write there");
            assert!(matches!(error, StoreError::Unsafe { .. }), "{error}");
            assert!(error.to_string().contains("other users"), "{error}");
        }
    }
    for mode in [0o755, 0o700] {
        set_mode(mode);
        store.save(&tokens, None).await.expect("a store");
        assert!(
            store
                .load(tokens.member_id())
                .await
                .expect("a store")
                .is_some()
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_in_place_of_a_file_is_refused_and_not_waited_for() {
    let tokens = some_tokens("1").build().expect("tokens");
    for name in ["portal-a223c6b3710f85df22e9377d6c4f7553.json", "lock"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        let made = Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo").success());
        let store = FileStore::new(folder.path());
        let work = async {
            if name == "lock" {
                store.load(tokens.member_id()).await.expect("no tokens");
            } else {
                let error = store.load(tokens.member_id()).await.map(drop);
                assert!(matches!(error, Err(StoreError::Unsafe { .. })), "{error:?}");
            }
            store.save(&tokens, None).await
        };
        let outcome = tokio::time::timeout(SOON, work).await.expect("no wait");
        let error = outcome.expect_err("a pipe");
        assert!(error.to_string().contains("not a regular file"), "{error}");
    }
}

/// The folder in which a child process of these tests works.
const FOLDER: &str = "BITRIX24_TEST_FOLDER";
/// How often each child process saves.
const TIMES: u64 = 100;

/// Another process, which runs the test `a_child_process_saves_pairs`.
fn child(folder: &tempfile::TempDir, times: u64) -> Child {
    Command::new(std::env::current_exe().expect("the test"))
        .args(["--exact", "stores::locks::a_child_process_saves_pairs"])
        .env(FOLDER, folder.path())
        .env("BITRIX24_TEST_TIMES", times.to_string())
        .stdout(Stdio::null())
        .spawn()
        .expect("a process")
}

/// A long pair with a number, which a process cannot write at once. No other process makes the same.
fn numbered(number: u64) -> Tokens {
    let refresh = format!("{}-{}", std::process::id(), "x".repeat(40_000));
    let tokens = some_tokens(&number.to_string()).refresh_token(refresh);
    tokens.build().expect("tokens")
}

fn number(tokens: &Tokens) -> u64 {
    let token = tokens.access_token().expose_secret();
    token.parse().expect("a number")
}

/// Replaces each pair by the one with the next number, as a renewal does.
#[tokio::test]
async fn a_child_process_saves_pairs() {
    let Ok(folder) = std::env::var(FOLDER) else {
        // It is a test only for its parent.
        return;
    };
    let times = std::env::var("BITRIX24_TEST_TIMES").expect("a number");
    let store = FileStore::new(folder);
    let mut kept = numbered(0);
    for _ in 0..times.parse::<u64>().expect("a number") {
        loop {
            let next = numbered(number(&kept) + 1);
            match store.save(&next, Some(&kept)).await.expect("a store") {
                Saved::Ours => {
                    kept = next;
                    break;
                }
                Saved::Theirs(theirs) => kept = *theirs,
            }
        }
    }
}

#[tokio::test]
async fn two_processes_lose_no_pair_of_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = FileStore::new(folder.path());
    store.save(&numbered(0), None).await.expect("a store");
    let mut children = [child(&folder, TIMES), child(&folder, TIMES)];
    for child in &mut children {
        assert!(child.wait().expect("a process").success());
    }
    let kept = store.load(numbered(0).member_id()).await.expect("a store");
    // Each pair has replaced the one before it: none was overwritten unseen.
    assert_eq!(number(&kept.expect("tokens")), 2 * TIMES);
}

#[tokio::test]
async fn a_process_that_is_killed_in_the_middle_of_a_write_leaves_a_whole_pair() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = FileStore::new(folder.path());
    store.save(&numbered(0), None).await.expect("a store");
    let load = async || {
        let kept = store.load(numbered(0).member_id()).await;
        kept.expect("a whole file").expect("tokens")
    };
    for round in 0..12_u64 {
        let before = load().await;
        let mut child = child(&folder, u64::MAX);
        // It is killed at different moments of its work.
        while number(&load().await) < number(&before) + 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_micros(round * 373)).await;
        child.kill().expect("a process");
        child.wait().expect("a process");
        // The lock is free, and what the process has left is in nobody's way.
        let kept = load().await;
        let next = numbered(number(&kept) + 1);
        let saved = store.save(&next, Some(&kept)).await;
        assert!(matches!(saved, Ok(Saved::Ours)), "{saved:?}");
        assert!(load().await.is_same_pair(&next));
    }
}
