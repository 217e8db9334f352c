//! Tokens in Redis.

use secrecy::{ExposeSecret, SecretString};

use super::{Saved, StoreError, StoreFuture, TokenStore};
use crate::redis::Redis;
use crate::tokens::Tokens;

/// Stores tokens in Redis, for processes on several machines.
///
/// Each portal has one key, with the tokens as JSON. A script replaces a pair in one step. Tokens
/// are not encrypted, so nobody else should be able to read the server; and there is no other copy,
/// so the server should write to its disk (`appendonly yes`) and must not evict keys.
///
/// ```no_run
/// use bitrix24::oauth::{Application, Portals, RedisStore};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
/// let portals = Portals::new(application, RedisStore::new("redis://127.0.0.1/")?)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct RedisStore {
    redis: Redis,
    prefix: String,
}

/// Saves the new pair, unless another one is stored than the one that it replaces; that one is
/// returned then.
///
/// `KEYS[1]` is the portal's key; the arguments are the new tokens, whether there is a pair to
/// replace, and its tokens.
const SAVE: &str = r"
local kept = redis.call('GET', KEYS[1])
if kept then
  local function pair(text)
    local is_json, tokens = pcall(cjson.decode, text)
    if not is_json or type(tokens) ~= 'table' then return nil end
    return {tokens.access_token or '', tokens.refresh_token or ''}
  end
  local function same(a, b) return a[1] == b[1] and a[2] == b[2] end
  local there, new = pair(kept), pair(ARGV[1])
  local is_replaced = ARGV[2] == '1' and there and same(there, {ARGV[3], ARGV[4]})
  -- What cannot be read is of no use to anybody, and makes room.
  if there and not is_replaced and not same(there, new) then return kept end
end
redis.call('SET', KEYS[1], ARGV[1])
return false
";

impl RedisStore {
    /// Creates a store on a server, such as `redis://127.0.0.1/` or
    /// `redis://:password@host:6379/2`. It does not connect yet.
    ///
    /// Addresses that begin with `rediss://` need the feature `redis-tls`: TLS by rustls, with the
    /// certificates that the system trusts. It uses the process's default cryptography; if the
    /// application has not set one, ring becomes the default.
    pub fn new(address: impl AsRef<str>) -> Result<Self, StoreError> {
        Ok(Self {
            redis: Redis::new(address.as_ref()).map_err(StoreError::new)?,
            prefix: "bitrix24:tokens:".to_owned(),
        })
    }

    /// Uses another prefix of the keys than `bitrix24:tokens:`, as for a second application.
    ///
    /// ```
    /// # fn main() -> Result<(), bitrix24::oauth::StoreError> {
    /// let store = bitrix24::oauth::RedisStore::new("redis://127.0.0.1/")?.prefix("warehouse:tokens:");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "returns the store with that prefix"]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    fn key(&self, member_id: &str) -> String {
        format!("{}{member_id}", self.prefix)
    }

    fn read(&self, member_id: &str, text: String) -> Result<Tokens, StoreError> {
        let damaged = |reason: &str| StoreError::Damaged {
            location: format!("the key {}", self.key(member_id).escape_debug()),
            reason: reason.to_owned(),
        };
        let tokens = Tokens::from_json(&SecretString::from(text))
            .map_err(|error| damaged(&error.to_string()))?;
        if tokens.member_id() != member_id {
            return Err(damaged("the tokens are those of another portal"));
        }
        Ok(tokens)
    }
}

impl TokenStore for RedisStore {
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>> {
        Box::pin(async move {
            let mut command = ::redis::cmd("GET");
            command.arg(self.key(member_id));
            let text: Option<String> = self.redis.query(&command).await.map_err(StoreError::new)?;
            text.map(|text| self.read(member_id, text)).transpose()
        })
    }

    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved> {
        Box::pin(async move {
            let secret =
                |token: Option<&'a SecretString>| token.map_or("", |token| token.expose_secret());
            let mut command = ::redis::cmd("EVAL");
            command
                .arg(SAVE)
                .arg(1)
                .arg(self.key(tokens.member_id()))
                .arg(tokens.to_json().expose_secret())
                .arg(i32::from(replaced.is_some()))
                .arg(secret(replaced.map(Tokens::access_token)))
                .arg(secret(replaced.and_then(Tokens::refresh_token)));
            let theirs: Option<String> =
                self.redis.query(&command).await.map_err(StoreError::new)?;
            match theirs {
                Some(text) => Ok(Saved::Theirs(Box::new(
                    self.read(tokens.member_id(), text)?,
                ))),
                None => Ok(Saved::Ours),
            }
        })
    }

    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let mut command = ::redis::cmd("DEL");
            command.arg(self.key(member_id));
            self.redis.query(&command).await.map_err(StoreError::new)
        })
    }
}
