//! The application of the portal: its tokens, and the address of the portal.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};

use bitrix24::error::BuildError;
use bitrix24::oauth::{Application, Tokens};
use bitrix24::{Client, Limits};

use super::Portal;
use crate::server::{Listen, Server};

impl Portal {
    /// The application of portals in the process, with the authorisation server of this portal.
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
        self.desk.oauth().application(&self.server.origin)
    }

    /// Identifier of the portal.
    pub fn member_id(&self) -> &str {
        self.desk.oauth().member_id()
    }

    /// Installs the application, and returns the tokens that `ONAPPINSTALL` would carry.
    pub fn install(&self) -> Tokens {
        self.desk.oauth().issue()
    }

    /// A code like the one that a user's browser returns with; it is valid once, for 30 seconds.
    pub fn authorization_code(&self) -> String {
        self.desk.oauth().authorization_code()
    }

    /// A client of the application, with tokens of its own and without limits, since this portal
    /// has none.
    pub fn oauth_client(&self) -> Result<Client, BuildError> {
        Client::builder()
            .oauth(self.application(), self.install())
            .limits(Limits::unlimited())
            .build()
    }

    /// Expires all access tokens that this portal has issued so far.
    pub fn expire_tokens(&self) {
        self.desk.oauth().expire_tokens();
    }

    /// Makes the authorisation server answer requests for tokens with this error; `None` removes
    /// it.
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

    /// The number of requests for tokens that the authorisation server has received.
    pub fn token_requests(&self) -> u64 {
        self.desk.oauth().token_requests()
    }

    /// Moves the portal to another address, as when its owner renames it. The old address answers
    /// with a redirect to the new one; the authorisation server does not move.
    pub async fn relocate(&self) -> io::Result<SocketAddr> {
        let listen = Listen {
            address: SocketAddr::new(self.listen.address.ip(), 0),
            origin: None,
            ..self.listen.clone()
        };
        let server = Server::start(Arc::clone(&self.desk), listen).await?;
        let address = server.address;
        self.desk.listens(server.portal_address());
        let moved = self.moved.lock();
        moved.unwrap_or_else(PoisonError::into_inner).push(server);
        Ok(address)
    }
}
