//! What authorises a call.

mod webhook;

use std::borrow::Cow;
use std::sync::Arc;

use reqwest::Url;

pub(crate) use webhook::Webhook;
pub use webhook::WebhookError;

/// Whose rights the calls of a client have.
#[derive(Debug)]
pub(crate) enum Auth {
    /// Those of an incoming webhook.
    Webhook(Webhook),
}

/// What one request is sent with. The address may be a password, so it goes to the HTTP client and nowhere else.
pub(crate) struct Ticket {
    pub(crate) url: Url,
}

impl Auth {
    /// Host of the portal, with the port unless it is the scheme's own.
    pub(crate) fn portal(&self) -> Arc<str> {
        match self {
            Self::Webhook(webhook) => webhook.portal().into(),
        }
    }

    /// The user whose rights a webhook has.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "an application acts for whoever its token is of"
    )]
    pub(crate) fn user(&self) -> Option<u64> {
        match self {
            Self::Webhook(webhook) => Some(webhook.user()),
        }
    }

    /// Whether the calls stay on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        match self {
            Self::Webhook(webhook) => webhook.is_loopback(),
        }
    }

    /// Whether the calls are encrypted.
    pub(crate) fn is_https(&self) -> bool {
        match self {
            Self::Webhook(webhook) => webhook.is_https(),
        }
    }

    /// Text from outside with everything secret blotted out: a server may repeat it in a page, an error or a redirect.
    pub(crate) fn scrub<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self {
            Self::Webhook(webhook) => webhook.scrub(text),
        }
    }

    /// What the next request to a method is sent with.
    pub(crate) fn ticket(&self, version: u8, method: &str) -> Ticket {
        match self {
            Self::Webhook(webhook) => Ticket {
                url: webhook.url(version, method),
            },
        }
    }
}
