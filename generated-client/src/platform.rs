//! What differs between native programs and the web: clocks and timers, tasks, unpredictable
//! numbers, and the details of errors of the HTTP library.
//!
//! The web is `wasm32-unknown-unknown`. Whatever differs is here, or under a `cfg` of this target
//! where it is only a few lines.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod web;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) use native::{
    Incoming, Instant, cause, is_connect, is_dns, number, sleep_until, spawn, system_time, timeout,
    timeout_at,
};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use web::{
    Incoming, Instant, cause, is_connect, is_dns, number, sleep_until, spawn, system_time, timeout,
    timeout_at,
};

use std::future::Future;
use std::pin::Pin;

/// Whether the client runs on the web.
pub(crate) const IS_WEB: bool = cfg!(all(target_arch = "wasm32", target_os = "unknown"));

/// Removes all secrets from a text.
pub(crate) type Scrub<'a> = &'a dyn Fn(&str) -> String;

/// A boxed future of the client. It is `Send`, except in a browser, which has one thread.
///
/// Asynchronous methods of this crate's traits return it, such as those of [`Clock`](crate::Clock)
/// and [`Limiter`](crate::Limiter).
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future of the client. It is not `Send` here, since a browser has one thread.
///
/// Asynchronous methods of this crate's traits return it, such as those of [`Clock`](crate::Clock)
/// and [`Limiter`](crate::Limiter).
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
