//! Applies a fault to the answer.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::{BodyExt, Either, Full};
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::{Request, Response, StatusCode};

use super::fault::Fault;
use crate::answer::{self, Clock, Failure};
use bitrix24::Value;

/// The fault of one request: the desk chooses it, and the server applies it to the answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slot(Arc<Mutex<Option<(Fault, u8)>>>);

/// The body of an answer: complete, or truncated.
pub(crate) type Payload = Either<Full<Bytes>, Broken>;

impl Slot {
    /// A slot that goes with the request.
    pub(crate) fn of<B>(request: &mut Request<B>) -> Self {
        let slot = Self::default();
        request.extensions_mut().insert(slot.clone());
        slot
    }

    /// Sets the fault, with the version of the protocol for its error.
    pub(super) fn put(&self, fault: Fault, version: u8) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((fault, version));
    }

    /// The fault, if there is one.
    pub(crate) fn fault(&self) -> Option<Fault> {
        let slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slot.as_ref().map(|(fault, _)| fault.clone())
    }

    /// Applies the fault to the answer. An error ends the connection.
    pub(crate) async fn play(
        &self,
        answer: Response<Full<Bytes>>,
    ) -> io::Result<Response<Payload>> {
        let fault = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((fault, version)) = fault else {
            return Ok(answer.map(Either::Left));
        };
        let replaced = match fault {
            Fault::Delay(time) => {
                tokio::time::sleep(time).await;
                answer
            }
            Fault::CutBefore | Fault::CutAfter => {
                return Err(io::Error::other("a cut that was asked for"));
            }
            Fault::CutWithin => {
                let (head, body) = answer.into_parts();
                let body = Broken::new(&bytes(body).await);
                return Ok(Response::from_parts(head, Either::Right(body)));
            }
            Fault::InternalError { .. } => error(internal(), version),
            Fault::BadGateway { .. } => html(StatusCode::BAD_GATEWAY, "502 Bad Gateway"),
            Fault::Unavailable { .. } => html(
                StatusCode::SERVICE_UNAVAILABLE,
                "503 Service Temporarily Unavailable",
            ),
            Fault::Redirect => {
                let mut page = html(StatusCode::FOUND, "302 Found");
                let to = HeaderValue::from_static("https://elsewhere.invalid/rest/");
                page.headers_mut().insert(LOCATION, to);
                page
            }
            Fault::Html { .. } => html(StatusCode::OK, "Sign in"),
            Fault::WrongTypes => {
                let (head, body) = answer.into_parts();
                Response::from_parts(head, Full::from(mistyped(bytes(body).await)))
            }
            Fault::QueryLimit => error(
                Failure::system("QueryLimitExceeded", "Too many requests"),
                version,
            ),
            Fault::Truncated => {
                let (head, body) = answer.into_parts();
                let body = bytes(body).await;
                Response::from_parts(head, Full::from(body.slice(..body.len() / 2)))
            }
        };
        Ok(replaced.map(Either::Left))
    }
}

async fn bytes(body: Full<Bytes>) -> Bytes {
    match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(never) => match never {},
    }
}

pub(super) fn internal() -> Failure {
    Failure::system("InternalServerError", "Internal server error")
}

fn error(failure: Failure, version: u8) -> Response<Full<Bytes>> {
    let shape = match version {
        3 => answer::unified,
        _ => answer::body,
    };
    let (status, body) = shape(Err(failure), Clock::start());
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    page(status, "application/json; charset=utf-8", body.to_json())
}

fn html(status: StatusCode, title: &str) -> Response<Full<Bytes>> {
    let text = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<h1>{title}</h1>\r\n</body>\r\n</html>\r\n"
    );
    page(status, "text/html; charset=utf-8", text)
}

fn page(status: StatusCode, content_type: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut page = Response::new(Full::from(body));
    *page.status_mut() = status;
    page.headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    page
}

/// The answer with each value of its result replaced by one of another type.
fn mistyped(body: Bytes) -> Bytes {
    let Ok(Value::Map(mut answer)) = serde_json::from_slice::<Value>(&body) else {
        return body;
    };
    let Some(result) = answer.remove("result") else {
        return body;
    };
    let result = match result {
        Value::Map(parts) if !parts.is_empty() => {
            let parts = parts.into_iter();
            Value::Map(parts.map(|(key, value)| (key, other(value))).collect())
        }
        result => other(result),
    };
    answer.insert("result".to_owned(), result);
    Bytes::from(Value::Map(answer).to_json())
}

/// A value of another type.
fn other(value: Value) -> Value {
    match value {
        Value::List(_) | Value::Map(_) => Value::from("of another type"),
        value => Value::List(vec![Value::List(vec![value])]),
    }
}

/// A body that announces its whole length and ends in the middle.
#[derive(Debug)]
pub(crate) struct Broken {
    length: u64,
    half: Option<Bytes>,
    /// Whether the first half could be sent.
    is_sent: bool,
}

impl Broken {
    fn new(whole: &Bytes) -> Self {
        Self {
            length: whole.len() as u64,
            half: Some(whole.slice(..whole.len() / 2)),
            is_sent: false,
        }
    }
}

impl Body for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(half) = self.half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        if !self.is_sent {
            // The server flushes when nothing is ready, and drops its buffer on an error.
            self.is_sent = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::other("a cut that was asked for"))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_of_a_result_gets_another_type() {
        let mistyped = |body: &'static str| mistyped(Bytes::from_static(body.as_bytes()));
        for (body, expected) in [
            (r#"{"result":[1]}"#, r#"{"result":"of another type"}"#),
            (r#"{"result":5}"#, r#"{"result":[[5]]}"#),
            (
                r#"{"result":{"rows":[],"x":"y"}}"#,
                r#"{"result":{"rows":"of another type","x":[["y"]]}}"#,
            ),
            (r#"{"error":"X"}"#, r#"{"error":"X"}"#),
        ] {
            assert_eq!(mistyped(body), expected);
        }
    }
}
