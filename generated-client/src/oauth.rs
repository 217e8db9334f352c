//! OAuth 2.0: applications, their tokens, and token stores.
//!
//! An [`Application`] is registered with its code and secret. Each portal that has installed it
//! issues a pair of [`Tokens`]: an access token for calls, valid for an hour, and a refresh token,
//! valid for 180 days. A client renews the pair when the portal says that it has expired and not
//! before, once for all waiting calls, and then sends the calls again.
//!
//! Documented in
//! [Complete OAuth 2.0 Authorization Protocol](https://apidocs.bitrix24.com/settings/oauth/index.html).
//!
//! # Getting tokens
//!
//! ```no_run
//! use bitrix24::oauth::{Application, FileStore, Portals};
//!
//! # async fn run(code: &str) -> Result<(), bitrix24::AnyError> {
//! let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
//!
//! // 1. The user's browser is sent to their portal,
//! let address = application.authorize_url("portal.bitrix24.com", "what you know the user by")?;
//!
//! // 2. and comes back with a code that is valid for 30 seconds.
//! let portals = Portals::new(application, FileStore::new("/var/lib/my-app/tokens"))?;
//! let client = portals.exchange(code).await?;
//!
//! // 3. Later, also in another process:
//! let client = portals.client("a223c6b3710f85df22e9377d6c4f7553").await?;
//! # Ok(())
//! # }
//! ```
//!
//! Events and widgets bring a pair too: see [`Tokens`]. It is confirmed by the authorisation server
//! before it replaces another one: [`Portals::install`].
//!
//! # Several processes
//!
//! Processes that work for the same portals share a [`TokenStore`]. It saves a new pair only when
//! the stored one is the pair that was renewed, so no process overwrites what another has saved
//! since: a process that comes late uses the pair of the other.
//!
//! # When a store fails
//!
//! A pair that cannot be saved is not lost: the client uses it, reports it
//! ([`Hook::renewed`](crate::Hook::renewed) and a warning of `tracing`), and tries to save it again
//! with later calls, at most every five seconds, until it succeeds. The pair is lost only when the
//! process ends before that, and then the user has to authorise the application anew;
//! [`Client::tokens`](crate::Client::tokens) returns the pair, to save it elsewhere.
//!
//! # When a program ends
//!
//! A renewal is a task of the runtime. When the runtime ends during it, the old pair is used up and
//! the new one lost. So a program waits for [`Portals::settled`] or
//! [`Client::settled`](crate::Client::settled) before it ends.
//!
//! # When a portal moves
//!
//! Users may change the address of their portal. A call to the old address is answered with a
//! redirect, which is not followed: the token is sent only to the address that the authorisation
//! server names. So the pair is renewed, the address is taken from the answer, and the call is sent
//! again. The store receives the new address with the new pair, and hooks are notified.

mod handed;
mod portals;

pub use self::portals::Portals;
pub use crate::session::Application;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use crate::tokens::FileStore;
#[cfg(feature = "redis")]
pub use crate::tokens::RedisStore;
pub use crate::tokens::{
    AddressError, MemoryStore, Saved, StoreError, StoreFuture, TokenStore, Tokens, TokensBuilder,
    TokensError,
};
