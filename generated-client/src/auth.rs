//! The authorisation of calls.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::Url;

use crate::platform;
use crate::scrub::bounded;
use crate::session::{Session, SignError, SignedRequest};
use crate::webhook::Webhook;

/// The authorisation of a client.
#[derive(Debug)]
pub(crate) enum Auth {
    /// An incoming webhook.
    Webhook(Webhook),
    /// An application that a user has authorised.
    OAuth(Arc<Session>),
}

impl Auth {
    /// Host of the portal, with the port unless it is the default of the scheme.
    pub(crate) fn portal(&self) -> Arc<str> {
        match self {
            Self::Webhook(webhook) => Arc::clone(webhook.portal()),
            Self::OAuth(session) => session.portal(),
        }
    }

    /// Root of the portal's URL, without secrets.
    pub(crate) fn base(&self) -> Url {
        let mut url = match self {
            Self::Webhook(webhook) => webhook.url(2, ""),
            Self::OAuth(session) => session.pair().tokens.endpoint().method(2, ""),
        };
        url.set_path("/");
        url
    }

    /// The user of a webhook.
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

    /// Replaces secrets in text from outside. A server may repeat them in a page, an error or a
    /// redirect.
    pub(crate) fn scrub<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self {
            Self::Webhook(webhook) => webhook.scrub(text),
            Self::OAuth(session) => session.scrub(text),
        }
    }

    /// The text of a server as errors keep it: bounded, then without secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.scrub(&bounded(text)).into_owned()
    }

    /// The source to keep of an error of the HTTP library whose URL was removed.
    pub(crate) fn cause(&self, error: reqwest::Error) -> Box<dyn StdError + Send + Sync> {
        platform::cause(error, &|text| self.clean(text))
    }

    /// Signs the next request to a method: adds the webhook's code or the application's token.
    pub(crate) fn sign(
        &self,
        version: u8,
        method: &str,
        body: &Bytes,
    ) -> Result<SignedRequest, SignError> {
        match self {
            Self::Webhook(webhook) => Ok(SignedRequest {
                url: webhook.url(version, method),
                body: body.clone(),
                authorization: None,
                pair: None,
            }),
            Self::OAuth(session) => session.sign(version, method, body),
        }
    }
}
