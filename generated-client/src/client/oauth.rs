//! Clients of applications.

use crate::auth::Auth;
use crate::error::{AnyError, BuildError};
use crate::session::Application;
use crate::tokens::Tokens;

use super::Client;

impl Client {
    /// Creates a client with the tokens that a portal has issued for an application, with the
    /// default settings of [`ClientBuilder`](crate::ClientBuilder). It keeps renewed tokens in
    /// memory; [`ClientBuilder::token_store`](crate::ClientBuilder::token_store) keeps them for
    /// longer.
    ///
    /// ```
    /// use bitrix24::Client;
    /// use bitrix24::oauth::{Application, Tokens};
    ///
    /// # fn main() -> Result<(), bitrix24::error::BuildError> {
    /// // Tokens that the handler of an event received: the rights of the user who caused it, for
    /// // an hour.
    /// let tokens = Tokens::builder()
    ///     .member_id("a223c6b3710f85df22e9377d6c4f7553")
    ///     .client_endpoint("https://portal.bitrix24.com/rest/")
    ///     .access_token("s1morf609228iwyjjpvfv6wsvuja4p8u")
    ///     .build()?;
    /// let client = Client::oauth(Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u"), tokens)?;
    /// assert_eq!(client.portal(), "portal.bitrix24.com");
    /// # Ok(())
    /// # }
    /// ```
    pub fn oauth(application: Application, tokens: Tokens) -> Result<Self, BuildError> {
        Self::builder().oauth(application, tokens).build()
    }

    /// The current tokens of an application; `None` for a webhook.
    ///
    /// A program without a [store](crate::ClientBuilder::token_store) can save them from time to
    /// time: [`Hook::renewed`](crate::Hook::renewed) reports new ones.
    pub fn tokens(&self) -> Option<Tokens> {
        match &self.shared.auth {
            Auth::OAuth(session) => Some(session.pair().tokens.clone()),
            Auth::Webhook(_) => None,
        }
    }

    /// Waits until no tokens of the application are being renewed or saved, and saves those that
    /// could not be saved so far. With a webhook there is nothing to wait for.
    ///
    /// Call it before the runtime ends. A renewal continues when the call that started it is
    /// dropped, but not beyond its runtime: the old pair is used up by then, and the new one lost,
    /// so that a user would have to authorise the application anew.
    ///
    /// ```no_run
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// use std::time::Duration;
    ///
    /// // The program is told to stop: calls in progress are dropped, and tokens are not.
    /// let settled = tokio::time::timeout(Duration::from_secs(60), client.settled());
    /// if settled.await.is_err() {
    ///     println!("the authorisation server or the store does not answer");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The store fails still; the tokens are only in memory. [`tokens`](Self::tokens) returns them.
    pub async fn settled(&self) -> Result<(), AnyError> {
        match &self.shared.auth {
            Auth::OAuth(session) => Ok(session.settled().await?),
            Auth::Webhook(_) => Ok(()),
        }
    }
}
