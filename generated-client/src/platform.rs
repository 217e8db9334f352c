//! What differs between native programs and the web: clocks and timers, tasks, unpredictable
//! numbers, and the details of errors of the HTTP library.
//!
//! The web is `wasm32-unknown-unknown`, for which the build script sets `web`. Whatever differs is
//! here, or marked by `cfg(web)` where it is only a few lines.

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

/// Removes all secrets from a text.
pub(crate) type Scrub<'a> = &'a dyn Fn(&str) -> String;

/// A boxed future of the client. It is `Send`, except in a browser, which has one thread.
///
/// Asynchronous methods of this crate's traits return it, such as those of [`Clock`](crate::Clock)
/// and [`Limiter`](crate::Limiter).
#[cfg(not(web))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future of the client. It is not `Send` here, since a browser has one thread.
///
/// Asynchronous methods of this crate's traits return it, such as those of [`Clock`](crate::Clock)
/// and [`Limiter`](crate::Limiter).
#[cfg(web)]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
