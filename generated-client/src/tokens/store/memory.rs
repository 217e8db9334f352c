//! Tokens in memory.

use std::collections::HashMap;
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Saved, StoreFuture, TokenStore};
use crate::tokens::Tokens;

/// Stores tokens while the process runs, for tests and first steps.
///
/// ```
/// use bitrix24::oauth::{MemoryStore, TokenStore, Tokens};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = MemoryStore::new();
/// let tokens = Tokens::builder().member_id("a").domain("b.example").access_token("c").build()?;
/// store.save(&tokens, None).await?;
/// assert!(store.load("a").await?.is_some());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore {
    all: Mutex<HashMap<String, Tokens>>,
}

impl MemoryStore {
    /// Creates an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Tokens>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for MemoryStore {
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>> {
        Box::pin(ready(Ok(self.lock().get(member_id).cloned())))
    }

    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved> {
        let mut all = self.lock();
        let kept = all.get(tokens.member_id()).cloned();
        let saved = Saved::instead(kept, tokens, replaced);
        if matches!(saved, Saved::Ours) {
            all.insert(tokens.member_id().to_owned(), tokens.clone());
        }
        Box::pin(ready(Ok(saved)))
    }

    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()> {
        self.lock().remove(member_id);
        Box::pin(ready(Ok(())))
    }
}
