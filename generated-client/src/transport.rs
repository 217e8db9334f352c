//! One exchange over HTTP: the request goes out as a `POST`, the answer comes in whole or becomes an error that says
//! what happened.

use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{
    ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
    USER_AGENT,
};
use reqwest::{Response, Url};
use tracing::Span;

use crate::auth::{Auth, Ticket};
use crate::client::Shared;
use crate::error::{Phase, TransportError, TransportKind};
use crate::platform::{self, Incoming, Instant};
use crate::retry::Retry;

/// A whole answer of any status, not read yet.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<HeaderValue>,
    /// How long the server asks to be left alone.
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Bytes,
    /// The tries that failed before it came.
    pub(crate) retries: Vec<Retry>,
    /// The span of the call, which ends when the answer has been read.
    pub(crate) span: Span,
}

/// What is sent.
pub(crate) struct Post<'a> {
    pub(crate) method: &'a str,
    pub(crate) ticket: Ticket,
    /// The same for every try of one call, so that REST 3.0 writes once.
    pub(crate) key: Option<&'a str>,
    /// Limit of the whole exchange.
    pub(crate) limit: Duration,
}

/// Sends a request and waits for the whole answer.
pub(crate) async fn exchange(shared: &Shared, post: Post<'_>) -> Result<Answer, TransportError> {
    let Ticket { url, body, .. } = post.ticket;
    let is_https = url.scheme() == "https";
    let deadline = Deadline::after(post.limit);
    let failed = |kind| TransportError::new(shared.callee(post.method), kind);

    let mut request = shared
        .http
        .post(url.clone())
        .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(ACCEPT, HeaderValue::from_static("application/json"))
        .body(body);
    if let Some(key) = post.key {
        request = request.header("Idempotency-Key", key);
    }
    if let Some(name) = &shared.user_agent {
        request = request.header(USER_AGENT, name.clone());
    }
    let response = match deadline.within(request.send()).await {
        Some(Ok(response)) => response,
        Some(Err(error)) => {
            let error = error.without_url();
            let kind = kind_of(&error, shared, is_https);
            return Err(failed(kind).caused_by(shared.auth.cause(error)));
        }
        None => {
            return Err(failed(TransportKind::Timeout {
                phase: Phase::Answer,
                limit: Some(post.limit),
            }));
        }
    };
    if let Some(kind) = redirect(&response, &url, &shared.auth) {
        return Err(failed(kind));
    }

    let status = response.status().as_u16();
    let content_type = content_type(&response).cloned();
    let retry_after = number(&response, RETRY_AFTER).map(Duration::from_secs);
    let bound = shared.max_answer_bytes;
    // Read from the header: reqwest's own method is that of the body, which is smaller if it was compressed.
    let announced = number(&response, CONTENT_LENGTH);
    if announced.is_some_and(|bytes| bytes > bound) {
        return Err(failed(TransportKind::TooLarge {
            limit: bound,
            announced,
        }));
    }
    let mut incoming = Incoming::new(response);
    let mut body = Body::default();
    loop {
        match deadline.within(incoming.next()).await {
            Some(Ok(Some(chunk))) if body.len() + chunk.len() as u64 > bound => {
                return Err(failed(TransportKind::TooLarge {
                    limit: bound,
                    announced: None,
                }));
            }
            Some(Ok(Some(chunk))) => body.push(chunk, announced),
            Some(Ok(None)) => break,
            Some(Err(error)) => {
                let error = error.without_url();
                let kind = lost_at(&error, body.len());
                return Err(failed(kind).caused_by(shared.auth.cause(error)));
            }
            None => {
                return Err(failed(TransportKind::Timeout {
                    phase: Phase::Body,
                    limit: Some(post.limit),
                }));
            }
        }
    }
    Ok(Answer {
        status,
        content_type,
        retry_after,
        body: body.finish(),
        retries: Vec::new(),
        span: Span::none(),
    })
}

/// A header that is a whole number.
pub(crate) fn number(response: &Response, name: HeaderName) -> Option<u64> {
    response.headers().get(name)?.to_str().ok()?.parse().ok()
}

/// The header `Content-Type`.
pub(crate) fn content_type(response: &Response) -> Option<&HeaderValue> {
    response.headers().get(CONTENT_TYPE)
}

/// The moment at which the time of an exchange is up; none where it lies beyond the clock's range.
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self(Instant::now().checked_add(limit))
    }

    /// What `future` gives, or nothing once the time is up.
    pub(crate) async fn within<F: Future>(&self, future: F) -> Option<F::Output> {
        match self.0 {
            Some(moment) => platform::timeout_at(moment, future).await,
            None => Some(future.await),
        }
    }
}

/// The body as it arrives. Most answers come in one piece, which is kept as it is.
#[derive(Default)]
struct Body {
    first: Bytes,
    rest: BytesMut,
}

/// Most that is reserved on the word of a header.
const RESERVE: u64 = 1024 * 1024;

impl Body {
    fn len(&self) -> u64 {
        (self.first.len() + self.rest.len()) as u64
    }

    fn push(&mut self, chunk: Bytes, announced: Option<u64>) {
        if self.first.is_empty() && self.rest.is_empty() {
            self.first = chunk;
            return;
        }
        if self.rest.is_empty() {
            let reserve = announced.unwrap_or_default().min(RESERVE);
            self.rest.reserve(
                usize::try_from(reserve)
                    .unwrap_or_default()
                    .max(self.first.len() + chunk.len()),
            );
            self.rest
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&chunk);
    }

    fn finish(self) -> Bytes {
        if self.rest.is_empty() {
            self.first
        } else {
            self.rest.freeze()
        }
    }
}

/// A redirect that came, or that an HTTP client of the user's own has followed.
fn redirect(response: &Response, asked: &Url, auth: &Auth) -> Option<TransportKind> {
    let status = response.status();
    if response.url() != asked {
        let to = Some(place(response.url(), auth));
        return Some(TransportKind::Redirect {
            status: status.as_u16(),
            to,
            followed: true,
        });
    }
    if !status.is_redirection() {
        return None;
    }
    let to = response
        .headers()
        .get(LOCATION)
        .and_then(|value| asked.join(value.to_str().ok()?).ok());
    let to = to.map(|url| place(&url, auth));
    Some(TransportKind::Redirect {
        status: status.as_u16(),
        to,
        followed: false,
    })
}

/// Scheme, host and port of a URL: the path of a redirect repeats the webhook's code.
pub(crate) fn place(url: &Url, auth: &Auth) -> String {
    let (scheme, host) = (url.scheme(), url.host_str().unwrap_or_default());
    let text = match url.port() {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    };
    auth.scrub(&text).into_owned()
}

/// What an error before the answer means.
pub(crate) fn kind_of(error: &reqwest::Error, shared: &Shared, is_https: bool) -> TransportKind {
    let reason = || {
        shared
            .auth
            .scrub(&innermost(error).to_string())
            .into_owned()
    };
    let io_error = io_error(error);
    // A limit that is not ours: the one for connecting, or one of an HTTP client of the user's own. (The operating
    // system's timeouts are I/O errors, and mean a connection that does not come about or is lost.)
    let timeout = error.is_timeout() && io_error.is_none();
    if platform::is_connect(error) {
        if timeout {
            return TransportKind::Timeout {
                phase: Phase::Connect,
                limit: shared.connect_timeout,
            };
        }
        if platform::is_dns(error) {
            return TransportKind::Dns;
        }
        if is_https && !before_tls(error) {
            return TransportKind::Tls { reason: reason() };
        }
        return match io_error.map(io::Error::kind) {
            Some(kind) if kind != io::ErrorKind::Other => TransportKind::Connect {
                reason: kind.to_string(),
            },
            _ => TransportKind::Connect { reason: reason() },
        };
    }
    if error.is_builder() {
        return TransportKind::Refused { reason: reason() };
    }
    if timeout {
        return TransportKind::Timeout {
            phase: Phase::Answer,
            limit: None,
        };
    }
    let text = innermost(error).to_string();
    // A browser says nothing of what kept an answer from it, so the request may have arrived.
    if cfg!(web) || io_error.is_some() || text.contains("closed") || text.contains("canceled") {
        return TransportKind::Lost { received: None };
    }
    TransportKind::Protocol { reason: reason() }
}

/// Whether a connection failed before TLS began. The HTTP library does not tell but by its texts, which stand for the
/// socket and the tunnel of a proxy; whatever else fails in connecting over https is TLS.
fn before_tls(error: &reqwest::Error) -> bool {
    chain(error).any(|cause| {
        let text = cause.to_string();
        text.starts_with("tcp ") || text.contains("tunnel") || text.contains("proxy")
    })
}

/// What an error in the middle of a body means.
pub(crate) fn lost_at(error: &reqwest::Error, received: u64) -> TransportKind {
    if error.is_timeout() && io_error(error).is_none() {
        TransportKind::Timeout {
            phase: Phase::Body,
            limit: None,
        }
    } else {
        TransportKind::Lost {
            received: Some(received),
        }
    }
}

fn io_error(error: &reqwest::Error) -> Option<&io::Error> {
    chain(error).find_map(|cause| cause.downcast_ref::<io::Error>())
}

fn innermost(error: &reqwest::Error) -> &(dyn StdError + 'static) {
    chain(error).last().unwrap_or(error)
}

fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(Some(error as &(dyn StdError + 'static)), |&cause| {
        cause.source()
    })
}
