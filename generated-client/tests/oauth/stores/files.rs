//! Stores in files.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bitrix24::oauth::{FileStore, Saved, StoreError, TokenStore};

use super::super::some_tokens;

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
