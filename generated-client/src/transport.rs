//! One exchange over HTTP: sends a `POST` request, and returns the whole answer or an error with
//! the cause.

use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION,
    RETRY_AFTER, USER_AGENT,
};
use reqwest::{Response, Url};
use tracing::Span;

use crate::answer::{self, EnvelopeProblem, ResultPath};
use crate::auth::Auth;
use crate::client::Shared;
use crate::decode::Room;
use crate::error::{Phase, TOO_MANY_REQUESTS, TransportError, TransportKind};
use crate::platform::{self, Incoming, Instant};
use crate::retry::Retry;
use crate::session::SignedRequest;

/// A whole answer of any status, not decoded yet.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<HeaderValue>,
    /// Wait that the server asks for before the next request.
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Bytes,
    /// What [`look_for_error`](Self::look_for_error) found.
    pub(crate) problem: Option<EnvelopeProblem>,
    /// The attempts that failed before it.
    pub(crate) retries: Vec<Retry>,
    /// The span of the call, which ends when the answer has been read.
    pub(crate) span: Span,
}

impl Answer {
    /// Decodes the answer if it may be an error, and keeps the error, so that no later step decodes
    /// it again. A long answer with a success status is not decoded here.
    pub(crate) fn look_for_error(&mut self, room: Room) {
        /// Longest answer with a success status that is examined: errors are short.
        const SHORT: usize = 4096;
        let body = &self.body;
        let succeeded = (200..300).contains(&self.status);
        if succeeded && (body.len() > SHORT || !has_error(body)) {
            return;
        }
        self.problem = match answer::read::<()>(body, ResultPath::default(), &mut { room }) {
            Err(problem @ (EnvelopeProblem::Error(_) | EnvelopeProblem::Malformed { .. })) => {
                Some(problem)
            }
            // These depend on the path of the method's result.
            Err(
                EnvelopeProblem::TypeMismatch(_)
                | EnvelopeProblem::NoResult { .. }
                | EnvelopeProblem::TooLarge,
            )
            | Ok(_) => None,
        };
    }

    /// Whether the server refused the request because of a limit, before the method ran.
    pub(crate) fn is_limit(&self) -> bool {
        self.status == TOO_MANY_REQUESTS
    }

    /// The code of the error, if the answer is one.
    pub(crate) fn code(&self) -> Option<&str> {
        match &self.problem {
            Some(EnvelopeProblem::Error(error)) => Some(&error.code),
            _ => None,
        }
    }
}

fn has_error(body: &[u8]) -> bool {
    const KEY: &[u8] = b"\"error\"";
    /// `error` is the first key of an error.
    const START: usize = 256;
    let start = &body[..body.len().min(START)];
    start.windows(KEY.len()).any(|window| window == KEY)
}

/// A request to be sent.
pub(crate) struct Post<'a> {
    pub(crate) method: &'a str,
    pub(crate) request: SignedRequest,
    /// The same for all attempts of one call, so that REST 3.0 writes once.
    pub(crate) key: Option<&'a str>,
    /// Time limit of the whole exchange.
    pub(crate) limit: Duration,
}

/// Sends a request and waits for the whole answer.
pub(crate) async fn exchange(shared: &Shared, post: Post<'_>) -> Result<Answer, TransportError> {
    let SignedRequest {
        url,
        body,
        authorization,
        ..
    } = post.request;
    let is_https = url.scheme() == "https";
    let deadline = Deadline::after(post.limit);
    let failed = |kind| TransportError::new(shared.callee(post.method), kind);

    let mut request = shared
        .http
        .post(url.clone())
        .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(ACCEPT, HeaderValue::from_static("application/json"))
        .body(body);
    if let Some(value) = authorization {
        request = request.header(AUTHORIZATION, value);
    }
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
    // From the header, since reqwest's own method returns the size of the body, which is smaller if
    // it was compressed.
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
        problem: None,
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

/// The moment at which an exchange times out; `None` beyond the clock's range.
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self(Instant::now().checked_add(limit))
    }

    /// The output of `future`, or `None` once the time is up.
    pub(crate) async fn within<F: Future>(&self, future: F) -> Option<F::Output> {
        match self.0 {
            Some(moment) => platform::timeout_at(moment, future).await,
            None => Some(future.await),
        }
    }
}

/// The body as it arrives. Most answers arrive in one chunk, which is kept without a copy.
#[derive(Default)]
struct Body {
    first: Bytes,
    rest: BytesMut,
}

/// Largest size that is reserved because of a header.
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

/// A redirect, or one that the user's HTTP client has followed.
fn redirect(response: &Response, asked: &Url, auth: &Auth) -> Option<TransportKind> {
    let status = response.status();
    if response.url() != asked {
        let to = Some(origin(response.url(), auth));
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
    let to = to.map(|url| {
        let origin = origin(&url, auth);
        if url.host() == asked.host()
            && url.port_or_known_default() == asked.port_or_known_default()
        {
            // The query may have anything, and the path may repeat the webhook's code.
            origin + &auth.clean(url.path())
        } else {
            origin
        }
    });
    Some(TransportKind::Redirect {
        status: status.as_u16(),
        to,
        followed: false,
    })
}

/// Scheme, host and port of a URL: the path of a redirect to another host repeats the webhook's
/// code, and is of no use.
pub(crate) fn origin(url: &Url, auth: &Auth) -> String {
    let (scheme, host) = (url.scheme(), url.host_str().unwrap_or_default());
    let text = match url.port() {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    };
    auth.scrub(&text).into_owned()
}

/// The kind of an error that came before the answer.
pub(crate) fn kind_of(error: &reqwest::Error, shared: &Shared, is_https: bool) -> TransportKind {
    let reason = || shared.auth.clean(&innermost(error).to_string());
    let io_error = io_error(error);
    // A time limit of connecting, or one of the user's HTTP client. (Timeouts of the operating
    // system are I/O errors, and mean that a connection fails or is lost.)
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
    // A browser does not report the cause, so the request may have arrived.
    if platform::IS_WEB
        || io_error.is_some()
        || text.contains("closed")
        || text.contains("canceled")
    {
        return TransportKind::Lost { received: None };
    }
    TransportKind::Protocol { reason: reason() }
}

/// Whether a connection failed before TLS began. The HTTP library reveals it only in its texts,
/// which name the socket and the tunnel of a proxy; any other failure to connect over https is one
/// of TLS.
fn before_tls(error: &reqwest::Error) -> bool {
    chain(error).any(|cause| {
        let text = cause.to_string();
        text.starts_with("tcp ") || text.contains("tunnel") || text.contains("proxy")
    })
}

/// The kind of an error in the middle of a body.
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
