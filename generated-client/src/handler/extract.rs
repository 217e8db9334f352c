//! What the extractors of `axum` for events and for placements' requests share.

use std::fmt;

use axum_core::body::Body;
use axum_core::extract::{FromRef, Request as HttpRequest};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;

use super::MAX_BODY;
use super::error::{DecodeError, VerifyError};
use super::token::ApplicationToken;
use super::unverified::{Signed, Unverified};

/// Why a request is not an event or a placement's request. As a response, it is a short text with a
/// matching status.
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// The body is not a form: status 415.
    NoForm,
    /// The body is longer than [`MAX_BODY`](crate::event::MAX_BODY): status 413.
    TooLarge,
    /// The connection broke: status 400.
    Broken,
    /// The form cannot be decoded: status 400.
    Decode(DecodeError),
    /// The token is not the application's: status 403.
    Verify(VerifyError),
}

impl Rejection {
    /// The status of the response.
    pub fn status(&self) -> u16 {
        match self {
            Self::NoForm => 415,
            Self::TooLarge | Self::Decode(DecodeError::TooLarge { .. }) => 413,
            Self::Broken | Self::Decode(_) => 400,
            Self::Verify(_) => 403,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoForm => f.write_str("expected a form: application/x-www-form-urlencoded"),
            Self::TooLarge => write!(f, "the body has more than {MAX_BODY} bytes"),
            Self::Broken => f.write_str("the body is incomplete"),
            Self::Decode(error) => error.fmt(f),
            Self::Verify(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Rejection {}

impl From<DecodeError> for Rejection {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<VerifyError> for Rejection {
    fn from(error: VerifyError) -> Self {
        Self::Verify(error)
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        tracing::debug!(reason = %self, "a request to a handler was refused");
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::BAD_REQUEST);
        (status, self.to_string()).into_response()
    }
}

pub(crate) fn verified<S, T: Signed>(unverified: Unverified<T>, state: &S) -> Result<T, Rejection>
where
    ApplicationToken: FromRef<S>,
{
    Ok(unverified.verify(&ApplicationToken::from_ref(state))?)
}

/// Query and body of a request with a form. The body is limited here, whatever the server's limit.
pub(crate) async fn form(request: HttpRequest<Body>) -> Result<(String, Bytes), Rejection> {
    let (head, body) = request.into_parts();
    let content_type = head.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    let essence = essence.unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Rejection::NoForm);
    }
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => Ok((
            head.uri.query().unwrap_or_default().to_owned(),
            body.to_bytes(),
        )),
        Err(error) if error.is::<LengthLimitError>() => Err(Rejection::TooLarge),
        Err(_) => Err(Rejection::Broken),
    }
}
