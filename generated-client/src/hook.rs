//! A look at each request and each answer.

use std::fmt;
use std::time::Duration;

use crate::retry::RetryReason;
use crate::tokens::StoreError;

/// What is told of a request before it is sent. There is nothing secret in it: neither parameters nor tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestInfo<'a> {
    /// Name of the method.
    pub method: &'a str,
    /// Version of the REST protocol.
    pub version: u8,
    /// Host of the portal.
    pub portal: &'a str,
    /// Number of the try, from 1.
    pub attempt: u32,
    /// Size of the body in bytes.
    pub bytes: usize,
    /// How long it was held back for the limits of the portal.
    pub waited: Duration,
}

/// What is told of an answer, or of its absence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResponseInfo<'a> {
    /// Name of the method.
    pub method: &'a str,
    /// Version of the REST protocol.
    pub version: u8,
    /// Host of the portal.
    pub portal: &'a str,
    /// Number of the try, from 1.
    pub attempt: u32,
    /// HTTP status; nothing when no complete answer came.
    pub status: Option<u16>,
    /// Code of the error, where the portal answered one.
    pub code: Option<&'a str>,
    /// Size of the body in bytes.
    pub bytes: usize,
    /// From sending the request to the last byte of its answer.
    pub duration: Duration,
    /// Why the request will be sent again, when it will.
    pub retry: Option<RetryReason>,
}

/// What is told of an application's tokens that were renewed. There is nothing secret in it.
#[derive(Debug)]
#[non_exhaustive]
pub struct RenewalInfo<'a> {
    /// Identifier of the portal.
    pub member_id: &'a str,
    /// Host of the portal.
    pub portal: &'a str,
    /// The former host, when the portal has moved.
    pub moved_from: Option<&'a str>,
    /// Whether the authorisation server has given the tokens; otherwise another process had left them in the store.
    pub by_server: bool,
    /// Why they could not be saved. They are in memory then, and later calls try again to save them.
    pub unsaved: Option<&'a StoreError>,
}

/// Sees each request and each answer of a client, for metrics and for tests.
///
/// It is called in the middle of a call, so it should be quick.
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
