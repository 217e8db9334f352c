//! Requests of placements as extractors of `axum`.

use axum_core::extract::{FromRef, FromRequest, Request as HttpRequest};

use super::incoming::{Request, decode};
use crate::handler::extract::{Rejection, form, verified};
use crate::handler::{ApplicationToken, Unverified};

/// The request before its token was compared.
impl<S: Sync> FromRequest<S> for Unverified<Request> {
    type Rejection = Rejection;

    async fn from_request(request: HttpRequest, _state: &S) -> Result<Self, Rejection> {
        let (query, body) = form(request).await?;
        Ok(decode(&query, &body)?)
    }
}

/// The request, verified with the token of the state.
impl<S> FromRequest<S> for Request
where
    S: Sync,
    ApplicationToken: FromRef<S>,
{
    type Rejection = Rejection;

    async fn from_request(request: HttpRequest, state: &S) -> Result<Self, Rejection> {
        verified(
            Unverified::<Request>::from_request(request, state).await?,
            state,
        )
    }
}
