//! The sender of an event or of the request for a widget, and its authorisation.

use std::fmt;

use secrecy::SecretString;

use super::error::DecodeError;
use super::fields::Fields;
use super::token::ApplicationToken;
use crate::value::Extra;

/// The portal that sent a request to a handler, with the tokens of the user who caused it.
///
/// Each part may be absent: an outgoing webhook gets no access token, and neither does an
/// application when an automation rule or an agent caused the event instead of a user. Tokens are
/// not printed.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Auth {
    /// Access token of the user who changed something or opened the widget.
    pub access_token: Option<SecretString>,
    /// Refresh token. Few events have it; `ONAPPINSTALL` does.
    pub refresh_token: Option<SecretString>,
    /// Seconds for which the access token is valid.
    pub expires_in: Option<i64>,
    /// When the access token expires, in Unix time. Events of bots and connectors have it.
    pub expires: Option<i64>,
    /// Identifier of the user whose access token it is. Events of bots and connectors have it.
    pub user_id: Option<i64>,
    /// Scopes of the application; see [`Auth::scopes`].
    pub scope: Option<String>,
    /// Host of the portal.
    pub domain: Option<String>,
    /// URL of the authorisation server.
    pub server_endpoint: Option<String>,
    /// Base URL of the portal's methods.
    pub client_endpoint: Option<String>,
    /// The portal's identifier, which stays when the host changes.
    pub member_id: Option<String>,
    /// The kind of application.
    pub status: Option<AppStatus>,
    /// The token with which the request is verified.
    pub application_token: Option<ApplicationToken>,
    /// Other fields. They may contain secrets, and are not printed.
    pub extra: Extra,
}

impl Auth {
    /// The scopes one by one: the portal separates them by commas or by spaces.
    ///
    /// ```
    /// # let body = b"event=ONAPPINSTALL&auth[scope]=crm,placement+user";
    /// # let event = bitrix24::event::decode(body)?.into_installation().expect("an installation");
    /// let scopes: Vec<&str> = event.auth.scopes().collect();
    /// assert_eq!(scopes, ["crm", "placement", "user"]);
    /// # Ok::<_, bitrix24::event::DecodeError>(())
    /// ```
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        let scope = self.scope.as_deref().unwrap_or_default();
        scope.split([',', ' ']).filter(|scope| !scope.is_empty())
    }

    /// Reads `auth` of an event.
    pub(crate) fn of_event(mut fields: Fields) -> Result<Self, DecodeError> {
        Ok(Self {
            access_token: fields.secret("access_token")?,
            refresh_token: fields.secret("refresh_token")?,
            expires_in: fields.number("expires_in")?,
            expires: fields.number("expires")?,
            user_id: fields.number("user_id")?,
            scope: fields.text("scope")?,
            domain: fields.text("domain")?,
            server_endpoint: fields.text("server_endpoint")?,
            client_endpoint: fields.text("client_endpoint")?,
            member_id: fields.text("member_id")?,
            status: fields.text("status")?.map(AppStatus::from),
            application_token: fields.secret("application_token")?.map(Into::into),
            extra: fields.rest(),
        })
    }

    /// Takes the same facts out of the parameters of a placement.
    pub(crate) fn of_placement(fields: &mut Fields) -> Result<Self, DecodeError> {
        Ok(Self {
            access_token: fields.secret("AUTH_ID")?,
            refresh_token: fields.secret("REFRESH_ID")?,
            expires_in: fields.number("AUTH_EXPIRES")?,
            expires: None,
            user_id: None,
            scope: fields.text("APPLICATION_SCOPE")?,
            domain: fields.text("DOMAIN")?,
            server_endpoint: fields.text("SERVER_ENDPOINT")?,
            client_endpoint: None,
            member_id: fields.text("member_id")?,
            status: fields.text("status")?.map(AppStatus::from),
            application_token: fields.secret("APPLICATION_TOKEN")?.map(Into::into),
            extra: Extra::new(),
        })
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth")
            .field("access_token", &self.access_token)
            .field("refresh_token", &self.refresh_token)
            .field("expires_in", &self.expires_in)
            .field("expires", &self.expires)
            .field("user_id", &self.user_id)
            .field("scope", &self.scope)
            .field("domain", &self.domain)
            .field("server_endpoint", &self.server_endpoint)
            .field("client_endpoint", &self.client_endpoint)
            .field("member_id", &self.member_id)
            .field("status", &self.status)
            .field("application_token", &self.application_token)
            .finish_non_exhaustive()
    }
}

/// The kind of application that a portal has installed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AppStatus {
    /// `L`: made for this portal.
    Local,
    /// `F`: free, from the market.
    Free,
    /// `D`: demo version of one from the market.
    Demo,
    /// `T`: trial version of one from the market.
    Trial,
    /// `P`: paid, from the market.
    Paid,
    /// A kind that the documentation does not list.
    Unknown(String),
}

impl AppStatus {
    /// The letter that stands for it.
    pub(crate) fn letter(&self) -> &str {
        match self {
            Self::Local => "L",
            Self::Free => "F",
            Self::Demo => "D",
            Self::Trial => "T",
            Self::Paid => "P",
            Self::Unknown(letter) => letter,
        }
    }
}

impl From<String> for AppStatus {
    fn from(letter: String) -> Self {
        match letter.as_str() {
            "L" => Self::Local,
            "F" => Self::Free,
            "D" => Self::Demo,
            "T" => Self::Trial,
            "P" => Self::Paid,
            _ => Self::Unknown(letter),
        }
    }
}
