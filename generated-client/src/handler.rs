//! Requests of the portal to an application's handlers: the common parts of events and placements.
//!
//! The modules `event` and `placement`, which also have the methods of these names, re-export it.

mod auth;
mod error;
#[cfg(feature = "axum")]
pub(crate) mod extract;
pub(crate) mod fields;
mod token;
mod unverified;

pub use self::auth::{AppStatus, Auth};
pub use self::error::{DecodeError, VerifyError};
pub use self::token::ApplicationToken;
pub(crate) use self::unverified::Signed;
pub use self::unverified::Unverified;

/// Largest body that is read, in bytes. Events contain identifiers, and placements the location of
/// a widget; neither is ever long.
pub const MAX_BODY: usize = 1024 * 1024;
