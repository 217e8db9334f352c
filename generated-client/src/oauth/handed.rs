//! Conversions from what handlers receive into tokens.

use crate::handler::Auth;
use crate::tokens::{Tokens, TokensBuilder, TokensError};
use crate::{event, placement};

impl TryFrom<&event::Event> for Tokens {
    type Error = TokensError;

    /// The tokens of the user who caused an event; an error when no user did. Those of
    /// `ONAPPINSTALL` can be renewed, and are for [`Portals::install`](super::Portals::install);
    /// those of other events are for [`Portals::user`](super::Portals::user). The address in them is
    /// the sender's word, also in a verified event.
    ///
    /// ```
    /// use bitrix24::event::{self, ApplicationToken};
    /// use bitrix24::oauth::Tokens;
    ///
    /// let body = b"event=ONCRMDEALADD&data[FIELDS][ID]=5&auth[member_id]=a223c6&auth[access_token]=s6p6\
    ///     &auth[client_endpoint]=https://some-domain.bitrix24.com/rest/&auth[application_token]=5185";
    /// let event = event::decode(body)?.verify(&ApplicationToken::new("5185"))?;
    /// let tokens = Tokens::try_from(&event)?;
    /// assert_eq!((tokens.member_id(), tokens.portal()), ("a223c6", "some-domain.bitrix24.com"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    fn try_from(event: &event::Event) -> Result<Self, TokensError> {
        builder(&event.auth).build()
    }
}

impl TryFrom<&placement::Request> for Tokens {
    type Error = TokensError;

    /// The tokens of the user who opened a widget. They are for
    /// [`Portals::user`](super::Portals::user), or for [`Portals::install`](super::Portals::install)
    /// when the application is being installed. The address in them is the sender's word, also in a
    /// verified request.
    ///
    /// ```
    /// use bitrix24::oauth::Tokens;
    /// use bitrix24::placement::{self, ApplicationToken};
    ///
    /// let query = "DOMAIN=some-domain.bitrix24.com&PROTOCOL=1";
    /// let body = b"AUTH_ID=ahod&AUTH_EXPIRES=3600&REFRESH_ID=2lg0&member_id=a223c6&PLACEMENT=DEFAULT&APPLICATION_TOKEN=ec1b";
    /// let request = placement::decode(query, body)?.verify(&ApplicationToken::new("ec1b"))?;
    /// let tokens = Tokens::try_from(&request)?;
    /// assert_eq!(tokens.client_endpoint(), "https://some-domain.bitrix24.com/rest/");
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    fn try_from(request: &placement::Request) -> Result<Self, TokensError> {
        let builder = builder(&request.auth);
        match (&request.auth.domain, request.is_https) {
            (Some(domain), Some(false)) => {
                builder.client_endpoint(format!("http://{domain}/rest/"))
            }
            _ => builder,
        }
        .build()
    }
}

fn builder(auth: &Auth) -> TokensBuilder {
    TokensBuilder {
        member_id: auth.member_id.clone(),
        client_endpoint: auth.client_endpoint.clone(),
        domain: auth.domain.clone(),
        access_token: auth.access_token.clone(),
        refresh_token: auth.refresh_token.clone(),
        user_id: auth.user_id.and_then(|id| u64::try_from(id).ok()),
        scope: auth.scope.clone(),
        status: auth
            .status
            .as_ref()
            .map(|status| status.letter().to_owned()),
        ..match auth
            .expires_in
            .and_then(|seconds| u64::try_from(seconds).ok())
        {
            Some(seconds) => Tokens::builder().expires_in(seconds),
            None => Tokens::builder(),
        }
    }
}
