//! Token stores.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod file;
mod memory;
#[cfg(feature = "redis")]
mod redis;

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use super::Tokens;
use crate::platform::BoxFuture;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use file::FileStore;
pub use memory::MemoryStore;
#[cfg(feature = "redis")]
pub use redis::RedisStore;

/// The future of a store's operation.
pub type StoreFuture<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// Stores the tokens of each portal that has installed the application, by its `member_id`.
///
/// There are stores in [memory](MemoryStore), in [files](FileStore), and in Redis (`RedisStore`,
/// with the feature `redis`). For another one, such as a table of a database, [`Tokens::to_json`]
/// returns the text to store:
///
/// ```
/// use std::collections::HashMap;
/// use std::sync::Mutex;
/// use bitrix24::oauth::{Saved, StoreError, StoreFuture, TokenStore, Tokens};
/// use secrecy::SecretString;
///
/// /// It stands for a table with the columns `member_id` and `tokens`.
/// #[derive(Debug, Default)]
/// struct Table(Mutex<HashMap<String, SecretString>>);
///
/// fn read(text: &SecretString) -> Result<Tokens, StoreError> {
///     Tokens::from_json(text).map_err(StoreError::new)
/// }
///
/// impl TokenStore for Table {
///     fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>> {
///         Box::pin(async move { self.0.lock().unwrap().get(member_id).map(read).transpose() })
///     }
///
///     fn save<'a>(&'a self, tokens: &'a Tokens, replaced: Option<&'a Tokens>) -> StoreFuture<'a, Saved> {
///         Box::pin(async move {
///             // In a database, all of this is one transaction.
///             let mut table = self.0.lock().unwrap();
///             if let Some(kept) = table.get(tokens.member_id()).map(read).transpose()? {
///                 let is_expected = replaced.is_some_and(|replaced| kept.is_same_pair(replaced));
///                 if !is_expected && !kept.is_same_pair(tokens) {
///                     return Ok(Saved::Theirs(Box::new(kept)));
///                 }
///             }
///             table.insert(tokens.member_id().to_owned(), tokens.to_json());
///             Ok(Saved::Ours)
///         })
///     }
///
///     fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()> {
///         Box::pin(async move {
///             self.0.lock().unwrap().remove(member_id);
///             Ok(())
///         })
///     }
/// }
/// ```
pub trait TokenStore: fmt::Debug + Send + Sync {
    /// Returns the tokens of a portal, if there are any.
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>>;

    /// Saves a pair that replaces another one.
    ///
    /// When another pair than `replaced` is stored ([`Tokens::is_same_pair`]), another process has
    /// saved a newer one: it stays, and is returned. `replaced` is `None` when there was none. When
    /// nothing is stored, the pair is saved in any case, and when the pair itself is stored
    /// already, that is a success. Comparing and saving must be one atomic step, also between
    /// processes.
    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved>;

    /// Removes the tokens of a portal, for example when it has removed the application.
    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()>;
}

/// The outcome of [`TokenStore::save`].
#[derive(Debug, Clone)]
pub enum Saved {
    /// The pair is saved.
    Ours,
    /// Another process has saved this newer pair, which stays.
    Theirs(Box<Tokens>),
}

impl Saved {
    /// Decides the outcome of saving `tokens` instead of `replaced` when `kept` is stored.
    fn instead(kept: Option<Tokens>, tokens: &Tokens, replaced: Option<&Tokens>) -> Self {
        match kept {
            Some(kept)
                if !kept.is_same_pair(tokens)
                    && !replaced.is_some_and(|replaced| kept.is_same_pair(replaced)) =>
            {
                Self::Theirs(Box::new(kept))
            }
            _ => Self::Ours,
        }
    }
}

/// A store failed. No message contains a token.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The stored data are not tokens, or belong to another portal.
    #[error(
        "{location} is damaged: {reason}; remove it, and have a user of the portal authorise the application again"
    )]
    Damaged {
        /// Where the data are, such as the path of a file.
        location: String,
        /// What is wrong.
        reason: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Its path.
        path: String,
        /// The message of the operating system.
        #[source]
        source: io::Error,
    },
    /// Another process, or another task, holds the lock of a store.
    #[error("{path} was locked by another process for {waited:?}")]
    Locked {
        /// Path of the lock.
        path: String,
        /// How long it was waited for.
        waited: Duration,
    },
    /// Something in the file system that no tokens are read from or written to.
    #[error("{path} {reason}")]
    Unsafe {
        /// Its path.
        path: String,
        /// Why.
        reason: &'static str,
    },
    /// The identifier of the portal is too long for a key of this store.
    #[error("the identifier of the portal is too long: expected at most {limit} bytes")]
    MemberId {
        /// Largest number of bytes.
        limit: usize,
    },
    /// The store did not answer in time.
    #[error("the store did not answer in time")]
    Timeout,
    /// Another error.
    #[error("the store failed: {0}")]
    Other(#[source] Box<dyn StdError + Send + Sync>),
}

impl StoreError {
    /// The error of another store. Its message must not contain tokens.
    ///
    /// ```
    /// use bitrix24::oauth::StoreError;
    ///
    /// let error = StoreError::new("the database is down");
    /// assert_eq!(error.to_string(), "the store failed: the database is down");
    /// ```
    pub fn new(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }
}
