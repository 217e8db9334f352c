//! What a program has on a machine of its own in one way and on the web in another: clocks and timers, tasks, numbers
//! that nobody foresees, and what the HTTP library tells.
//!
//! The web is `wasm32-unknown-unknown`, for which the build script sets `web`. Whatever differs for it stands here, or is
//! marked by `cfg(web)` where only a few lines do.

#[cfg(not(web))]
mod native;
#[cfg(web)]
mod web;

#[cfg(not(web))]
pub(crate) use native::{
    Incoming, Instant, cause, is_connect, is_dns, number, sleep_until, spawn, system_time, timeout,
    timeout_at,
};
#[cfg(web)]
pub(crate) use web::{
    Incoming, Instant, cause, is_connect, is_dns, number, sleep_until, spawn, system_time, timeout,
    timeout_at,
};

use std::future::Future;
use std::pin::Pin;

/// Takes everything secret out of a text.
pub(crate) type Scrub<'a> = &'a dyn Fn(&str) -> String;

/// A future of the client in a box. It is `Send`, except in a browser, which has one thread and futures that stay there.
///
/// What waits in a trait of this crate gives one, such as [`Clock`](crate::Clock) and [`Limiter`](crate::Limiter).
#[cfg(not(web))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future of the client in a box. It is not `Send` here, since a browser has one thread and futures that stay there.
///
/// What waits in a trait of this crate gives one, such as [`Clock`](crate::Clock) and [`Limiter`](crate::Limiter).
#[cfg(web)]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
