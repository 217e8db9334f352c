//! The application that the portal knows: its tokens, and where the portal is.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};

use bitrix24::error::BuildError;
use bitrix24::oauth::{Application, Tokens};
use bitrix24::{Client, Limits};

use super::Portal;
use crate::server::Server;

impl Portal {
    /// The application that portals in the process know, with the authorisation server of this portal.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::oauth::{MemoryStore, Portals};
    /// use bitrix24_portal::Portal;
    ///
    /// let portal = Portal::start().await?;
    /// let portals = Portals::new(portal.application(), MemoryStore::new())?;
    /// let client = portals.exchange(portal.authorization_code()).await?;
    ///
    /// portal.expire_tokens();
    /// client.call_raw("crm.item.productrow.fields", serde_json::json!({})).await?;
    /// assert_eq!(client.stats().refreshes, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn application(&self) -> Application {
        self.desk.oauth().application(self.server.address)
    }

    /// Identifier of the portal.
    pub fn member_id(&self) -> &str {
        self.desk.oauth().member_id()
    }

    /// Installs the application, and gives the tokens that `ONAPPINSTALL` would bring.
    pub fn install(&self) -> Tokens {
        self.desk.oauth().issue()
    }

    /// A code as the browser of a user would bring it; it is good for 30 seconds, and once.
    pub fn authorization_code(&self) -> String {
        self.desk.oauth().authorization_code()
    }

    /// A client of the application, with tokens of its own. It keeps no limits, as this portal has none.
    pub fn oauth_client(&self) -> Result<Client, BuildError> {
        Client::builder()
            .oauth(self.application(), self.install())
            .limits(Limits::unlimited())
            .build()
    }

    /// Lets all access tokens of this portal expire that were given so far.
    pub fn expire_tokens(&self) {
        self.desk.oauth().expire_tokens();
    }

    /// Lets the authorisation server refuse to give tokens with this error, until it is given `None`.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::error::AuthCode;
    /// use bitrix24::Error;
    /// use bitrix24_portal::Portal;
    ///
    /// let portal = Portal::start().await?;
    /// let client = portal.oauth_client()?;
    /// portal.expire_tokens();
    /// portal.refuse_tokens(Some("PAYMENT_REQUIRED"));
    /// let error = client.call_raw("crm.item.productrow.fields", serde_json::json!({})).await.unwrap_err();
    /// assert!(matches!(error, Error::Auth(error) if error.code() == Some(&AuthCode::PaymentRequired)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn refuse_tokens(&self, code: Option<&str>) {
        self.desk.oauth().refuse_tokens(code);
    }

    /// How often the authorisation server was asked for tokens.
    pub fn token_requests(&self) -> u64 {
        self.desk.oauth().token_requests()
    }

    /// Moves the portal to another address, as when its owner renames it. What comes to the old one is answered with a
    /// redirect to the new one; the authorisation server stays where it is.
    pub async fn relocate(&self) -> io::Result<SocketAddr> {
        let server = Server::start(Arc::clone(&self.desk)).await?;
        let address = server.address;
        self.desk.oauth().listens(address);
        let moved = self.moved.lock();
        moved.unwrap_or_else(PoisonError::into_inner).push(server);
        Ok(address)
    }
}
