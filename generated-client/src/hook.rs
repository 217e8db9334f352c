//! Observers of requests and answers.

use std::fmt;
use std::time::Duration;

use crate::retry::RetryReason;
use crate::tokens::StoreError;

/// Facts about a request before it is sent. They hold no secrets: neither parameters nor tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestInfo<'a> {
    /// Name of the method.
    pub method: &'a str,
    /// Version of the REST protocol.
    pub version: u8,
    /// Host of the portal.
    pub portal: &'a str,
    /// Number of the attempt, from 1.
    pub attempt: u32,
    /// Size of the body in bytes.
    pub bytes: usize,
    /// Time that the limits of the portal delayed it.
    pub waited: Duration,
}

/// Facts about an answer, or about its absence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResponseInfo<'a> {
    /// Name of the method.
    pub method: &'a str,
    /// Version of the REST protocol.
    pub version: u8,
    /// Host of the portal.
    pub portal: &'a str,
    /// Number of the attempt, from 1.
    pub attempt: u32,
    /// HTTP status; `None` when no complete answer came.
    pub status: Option<u16>,
    /// Code of the error, if the portal answered one.
    pub code: Option<&'a str>,
    /// Size of the body in bytes.
    pub bytes: usize,
    /// Time from sending the request to the last byte of its answer.
    pub duration: Duration,
    /// Why the request will be sent again, if it will.
    pub retry: Option<RetryReason>,
}

/// Facts about renewed tokens of an application. They hold no secrets.
#[derive(Debug)]
#[non_exhaustive]
pub struct RenewalInfo<'a> {
    /// Identifier of the portal.
    pub member_id: &'a str,
    /// Host of the portal.
    pub portal: &'a str,
    /// The former host, if the portal has moved.
    pub moved_from: Option<&'a str>,
    /// Whether the authorisation server issued the tokens; otherwise another process had saved them
    /// in the store.
    pub by_server: bool,
    /// Why the tokens could not be saved. They are kept in memory then, and later calls try again
    /// to save them.
    pub unsaved: Option<&'a StoreError>,
}

/// Observes each request and each answer of a client, for metrics and tests.
///
/// It runs in the middle of a call, so it should be fast.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use bitrix24::{Hook, ResponseInfo};
///
/// #[derive(Debug, Default)]
/// struct Failures(AtomicU64);
///
/// impl Hook for Failures {
///     fn response(&self, response: &ResponseInfo<'_>) {
///         if response.status.is_none_or(|status| status >= 500) {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Hook: fmt::Debug + Send + Sync {
    /// A request is about to be sent.
    fn request(&self, _request: &RequestInfo<'_>) {}

    /// An answer has come, or will not come.
    fn response(&self, _response: &ResponseInfo<'_>) {}

    /// An application's tokens were renewed.
    fn renewed(&self, _renewal: &RenewalInfo<'_>) {}
}
