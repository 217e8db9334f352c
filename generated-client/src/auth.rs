//! What authorises a call.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::Url;

use crate::platform;
use crate::session::{Pair, Session, Stamped, Unstamped};
use crate::webhook::Webhook;

/// Whose rights the calls of a client have.
#[derive(Debug)]
pub(crate) enum Auth {
    /// Those of an incoming webhook.
    Webhook(Webhook),
    /// Those of a user who has authorised an application.
    OAuth(Arc<Session>),
}

/// What one request is sent with. The address may be a password, so it goes to the HTTP client and nowhere else.
pub(crate) struct Ticket {
    pub(crate) url: Url,
    pub(crate) body: Bytes,
    /// The tokens of an application.
    pub(crate) pair: Option<Arc<Pair>>,
}

impl Auth {
    /// Host of the portal, with the port unless it is the scheme's own.
    pub(crate) fn portal(&self) -> Arc<str> {
        match self {
            Self::Webhook(webhook) => Arc::clone(webhook.portal()),
            Self::OAuth(session) => session.portal(),
        }
    }

    /// Root of the portal's address, with nothing secret in it.
    pub(crate) fn base(&self) -> Url {
        let mut url = match self {
            Self::Webhook(webhook) => webhook.url(2, ""),
            Self::OAuth(session) => session.pair().tokens.endpoint().method(2, ""),
        };
        url.set_path("/");
        url
    }

    /// The user whose rights a webhook has.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "an application acts for whoever its token is of"
    )]
    pub(crate) fn user(&self) -> Option<u64> {
        match self {
            Self::Webhook(webhook) => Some(webhook.user()),
            Self::OAuth(_) => None,
        }
    }

    /// Whether calls carry the token of an application.
    pub(crate) fn is_oauth(&self) -> bool {
        matches!(self, Self::OAuth(_))
    }

    /// Text from outside with everything secret blotted out: a server may repeat it in a page, an error or a redirect.
    pub(crate) fn scrub<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self {
            Self::Webhook(webhook) => webhook.scrub(text),
            Self::OAuth(session) => session.scrub(text),
        }
    }

    /// What is kept of an error of the HTTP library whose address was taken away.
    pub(crate) fn cause(&self, error: reqwest::Error) -> Box<dyn StdError + Send + Sync> {
        platform::cause(error, &|text| self.scrub(text).into_owned())
    }

    /// What the next request to a method is sent with.
    pub(crate) fn ticket(
        &self,
        version: u8,
        method: &str,
        body: &Bytes,
    ) -> Result<Ticket, Unstamped> {
        match self {
            Self::Webhook(webhook) => Ok(Ticket {
                url: webhook.url(version, method),
                body: body.clone(),
                pair: None,
            }),
            Self::OAuth(session) => {
                let Stamped { url, body, pair } = session.stamp(version, method, body)?;
                Ok(Ticket {
                    url,
                    body,
                    pair: Some(pair),
                })
            }
        }
    }
}
