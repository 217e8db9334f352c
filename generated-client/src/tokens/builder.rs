//! Tokens from their parts.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::{Endpoint, Tokens, TokensError};
use crate::platform::system_time;

/// Builds [`Tokens`].
#[derive(Clone, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct TokensBuilder {
    pub(crate) member_id: Option<String>,
    pub(crate) client_endpoint: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) access_token: Option<SecretString>,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) expires: Option<u64>,
    pub(crate) user_id: Option<u64>,
    pub(crate) scope: Option<String>,
    pub(crate) status: Option<String>,
}

impl TokensBuilder {
    /// Identifier of the portal.
    pub fn member_id(mut self, id: impl Into<String>) -> Self {
        self.member_id = Some(id.into());
        self
    }

    /// The base URL of the portal's methods, `https://<portal>/rest/`.
    pub fn client_endpoint(mut self, address: impl Into<String>) -> Self {
        self.client_endpoint = Some(address.into());
        self
    }

    /// Host of the portal, if its base URL is unknown; it is called over https then.
    pub fn domain(mut self, host: impl Into<String>) -> Self {
        self.domain = Some(host.into());
        self
    }

    /// The access token.
    pub fn access_token(mut self, token: impl Into<SecretString>) -> Self {
        self.access_token = Some(token.into());
        self
    }

    /// The refresh token.
    pub fn refresh_token(mut self, token: impl Into<SecretString>) -> Self {
        self.refresh_token = Some(token.into());
        self
    }

    /// Seconds for which the access token is still valid.
    pub fn expires_in(mut self, seconds: u64) -> Self {
        let now = system_time().duration_since(UNIX_EPOCH);
        self.expires = Some(now.unwrap_or_default().as_secs().saturating_add(seconds));
        self
    }

    /// The moment at which the access token expires.
    pub fn expires_at(mut self, moment: SystemTime) -> Self {
        self.expires = moment
            .duration_since(UNIX_EPOCH)
            .ok()
            .map(|time| time.as_secs());
        self
    }

    /// Identifier of the tokens' user.
    pub fn user_id(mut self, id: u64) -> Self {
        self.user_id = Some(id);
        self
    }

    /// The scopes of the application, separated by commas or spaces.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// The kind of application that the portal has installed, by its letter, such as `L` for a
    /// local one.
    pub fn status(mut self, status: impl Into<String>) -> Self {
        self.status = Some(status.into());
        self
    }

    /// Builds the tokens.
    pub fn build(self) -> Result<Tokens, TokensError> {
        let is_there = |text: &String| !text.trim().is_empty();
        let is_token = |token: &SecretString| !token.expose_secret().is_empty();
        let member_id = self.member_id.filter(is_there);
        let endpoint = match (
            self.client_endpoint.filter(is_there),
            self.domain.filter(is_there),
        ) {
            (Some(address), _) => Endpoint::parse(&address),
            (None, Some(host)) => Endpoint::of_host(&host),
            (None, None) => return Err(TokensError::NoEndpoint),
        };
        Ok(Tokens {
            member_id: member_id.ok_or(TokensError::NoMemberId)?,
            endpoint: endpoint.map_err(TokensError::Endpoint)?,
            access_token: self
                .access_token
                .filter(is_token)
                .ok_or(TokensError::NoAccessToken)?,
            refresh_token: self.refresh_token.filter(is_token),
            expires: self.expires,
            user_id: self.user_id,
            scope: self.scope,
            status: self.status,
        })
    }

    /// Whether there is a base URL or a host.
    pub(crate) fn has_endpoint(&self) -> bool {
        self.client_endpoint.is_some()
    }

    /// The answer of the authorisation server, or the JSON of a store. Its `domain` is that of the
    /// server.
    pub(crate) fn of(object: &serde_json::Map<String, Value>) -> Self {
        let text =
            |key: &str| Some(object.get(key)?.as_str()?.to_owned()).filter(|text| !text.is_empty());
        let number = |key: &str| match object.get(key)? {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let builder = Self {
            member_id: text("member_id"),
            client_endpoint: text("client_endpoint"),
            domain: None,
            access_token: text("access_token").map(Into::into),
            refresh_token: text("refresh_token").map(Into::into),
            expires: number("expires"),
            user_id: number("user_id"),
            scope: text("scope"),
            status: text("status"),
        };
        // By this machine's clock, since the difference to the server's is unknown.
        match number("expires_in") {
            Some(seconds) => builder.expires_in(seconds),
            None => builder,
        }
    }
}

impl fmt::Debug for TokensBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokensBuilder")
            .field("member_id", &self.member_id)
            .field("client_endpoint", &self.client_endpoint)
            .field("domain", &self.domain)
            .finish_non_exhaustive()
    }
}
