//! Applications, as their developers have registered them.

use std::fmt;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::tokens::endpoint::{self, AddressError};

/// An application: its code and its secret, from the partner area or from the form of a local
/// application.
///
/// The secret is sent only to the authorisation server, and the server never changes, whatever an
/// event or a portal says.
///
/// ```
/// use bitrix24::oauth::Application;
///
/// let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
/// assert_eq!(
///     format!("{application:?}"),
///     r#"Application { client_id: "app.573ad8a0346747.09223434", server: "https://oauth.bitrix.info/", .. }"#
/// );
/// ```
#[derive(Clone)]
pub struct Application {
    client_id: String,
    client_secret: SecretString,
    server: Url,
}

const SERVER: &str = "https://oauth.bitrix.info/";

impl Application {
    /// Creates an application from its `client_id` and `client_secret`.
    #[expect(clippy::missing_panics_doc, reason = "the address is written above")]
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<SecretString>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            server: Url::parse(SERVER).expect("the address of the server is one"),
        }
    }

    /// Uses another authorisation server than `https://oauth.bitrix.info/`, such as one in a test.
    /// It must use https, unless it is on this machine.
    ///
    /// ```
    /// use bitrix24::oauth::{AddressError, Application};
    ///
    /// let application = Application::new("app.1", "secret");
    /// assert!(application.clone().server("http://127.0.0.1:8080/").is_ok());
    /// let refused = application.server("http://oauth.example/").unwrap_err();
    /// assert!(matches!(refused, AddressError::Http { .. }));
    /// ```
    pub fn server(mut self, address: impl AsRef<str>) -> Result<Self, AddressError> {
        let mut url = endpoint::parse(address.as_ref())?;
        endpoint::check_encrypted(&url)?;
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        self.server = url;
        Ok(self)
    }

    /// The code of the application.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The URL to which to send a user's browser, so that the user authorises the application in
    /// their portal.
    ///
    /// `portal` is its host, or any URL on it, as the user enters it. `state` is returned with the
    /// code; use a value that only this user's session knows, and compare it, or an attacker may
    /// inject the code of somebody else.
    ///
    /// ```
    /// use bitrix24::oauth::Application;
    ///
    /// let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
    /// assert_eq!(
    ///     application.authorize_url("portal.bitrix24.com", "JJHgsdg fkd")?,
    ///     "https://portal.bitrix24.com/oauth/authorize/?client_id=app.573ad8a0346747.09223434&state=JJHgsdg+fkd"
    /// );
    /// # Ok::<_, bitrix24::oauth::AddressError>(())
    /// ```
    pub fn authorize_url(
        &self,
        portal: impl AsRef<str>,
        state: impl AsRef<str>,
    ) -> Result<String, AddressError> {
        let mut url = endpoint::at_host(portal.as_ref())?;
        url.set_path("/oauth/authorize/");
        url.query_pairs_mut()
            .append_pair("client_id", &self.client_id)
            .append_pair("state", state.as_ref());
        Ok(url.into())
    }

    /// The URL that issues tokens. It contains the secret: it goes to the HTTP client and nowhere
    /// else.
    pub(super) fn token_url(&self, grant: &Grant<'_>) -> Url {
        let mut url = self.server.clone();
        url.set_path(&format!("{}oauth/token/", self.server.path()));
        let (kind, name, secret) = match grant {
            Grant::Code(code) => ("authorization_code", "code", *code),
            Grant::Refresh(token) => ("refresh_token", "refresh_token", token.expose_secret()),
        };
        url.query_pairs_mut()
            .append_pair("grant_type", kind)
            .append_pair("client_id", &self.client_id)
            .append_pair("client_secret", self.client_secret.expose_secret())
            .append_pair(name, secret);
        url
    }

    /// The host of the authorisation server.
    pub(crate) fn server_host(&self) -> String {
        crate::address::portal(&self.server)
    }

    pub(crate) fn server_is_https(&self) -> bool {
        self.server.scheme() == "https"
    }

    pub(crate) fn server_is_loopback(&self) -> bool {
        crate::address::is_loopback(&self.server)
    }

    pub(super) fn client_secret(&self) -> &SecretString {
        &self.client_secret
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application")
            .field("client_id", &self.client_id)
            .field("server", &self.server.as_str())
            .finish_non_exhaustive()
    }
}

/// What tokens are issued for.
pub(super) enum Grant<'a> {
    /// The code from the user's browser.
    Code(&'a str),
    /// The refresh token of an earlier pair.
    Refresh(&'a SecretString),
}
