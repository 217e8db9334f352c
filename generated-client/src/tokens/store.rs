//! Where tokens are kept.

#[cfg(not(web))]
mod file;
mod memory;
#[cfg(feature = "redis")]
mod redis;

use std::error::Error as StdError;
use std::fmt;
use std::io;

use super::Tokens;
use crate::platform::BoxFuture;

#[cfg(not(web))]
pub use file::FileStore;
pub use memory::MemoryStore;
#[cfg(feature = "redis")]
pub use redis::RedisStore;

/// What a store is doing.
pub type StoreFuture<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// Keeps the tokens of each portal that has installed the application, by its `member_id`.
///
/// There is one in [memory](MemoryStore), one in [files](FileStore), and one in Redis (`RedisStore`, with the feature
/// `redis`). For one of your own, such as a table of a database, [`Tokens::to_json`] gives one text to keep:
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
    /// Gives the tokens of a portal, when there are some.
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>>;

    /// Keeps a pair in the place of the one that it replaces.
    ///
    /// When another pair than `replaced` is there ([`Tokens::is_same_pair`]), somebody else has saved a newer one: that
    /// stays, and is given back. `replaced` is nothing when there was none. Where nothing is there, the pair is kept in any
    /// case, and where the pair itself is there already, that is a success. Comparing and keeping must be one step, also
    /// between processes.
    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved>;

    /// Forgets the tokens of a portal, as when it has removed the application.
    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()>;
}

/// What [`TokenStore::save`] has done.
#[derive(Debug, Clone)]
pub enum Saved {
    /// The pair is kept.
    Ours,
    /// Somebody else has saved this newer one, which stays.
    Theirs(Box<Tokens>),
}

impl Saved {
    /// What becomes of saving `tokens` instead of `replaced` where `kept` is there.
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

/// A store has failed. No text of it contains a token.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// What is there cannot be read as tokens, or is that of another portal.
    #[error(
        "{place} is damaged: {reason}; remove it, and let the portal's user authorise the application again"
    )]
    Damaged {
        /// What was read, such as the path of a file.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Its path.
        path: String,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// The identifier of the portal is too long for a key of this store.
    #[error("the identifier of the portal is too long: expected at most {limit} bytes")]
    MemberId {
        /// Most bytes that it may have.
        limit: usize,
    },
    /// The store did not answer in time.
    #[error("the store did not answer in time")]
    Timeout,
    /// Another failure.
    #[error("the store has failed: {0}")]
    Other(#[source] Box<dyn StdError + Send + Sync>),
}

impl StoreError {
    /// The failure of a store of one's own. Its text must not contain tokens.
    ///
    /// ```
    /// use bitrix24::oauth::StoreError;
    ///
    /// let error = StoreError::new("the database is down");
    /// assert_eq!(error.to_string(), "the store has failed: the database is down");
    /// ```
    pub fn new(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }
}
