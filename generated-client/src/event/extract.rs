//! Events as extractors of `axum`.

use axum_core::extract::{FromRef, FromRequest, Request as HttpRequest};

use super::incoming::{Event, decode};
use crate::handler::extract::{Rejection, form, verified};
use crate::handler::{ApplicationToken, Unverified};

/// The event before its token was compared: for an application with many portals, which finds the
/// token by [`Unverified::member_id`], and for the event `ONAPPINSTALL`.
impl<S: Sync> FromRequest<S> for Unverified<Event> {
    type Rejection = Rejection;

    async fn from_request(request: HttpRequest, _state: &S) -> Result<Self, Rejection> {
        let (_, body) = form(request).await?;
        Ok(decode(&body)?)
    }
}

/// The event, verified with the token of the state.
impl<S> FromRequest<S> for Event
where
    S: Sync,
    ApplicationToken: FromRef<S>,
{
    type Rejection = Rejection;

    async fn from_request(request: HttpRequest, state: &S) -> Result<Self, Rejection> {
        verified(
            Unverified::<Event>::from_request(request, state).await?,
            state,
        )
    }
}
