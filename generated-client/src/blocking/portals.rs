//! All portals that have installed an application, for programs without `async`.

use std::fmt;
use std::sync::Arc;

use crate::client::ClientBuilder;
use crate::error::{AnyError, BuildError};
use crate::oauth::{self, Application, TokenStore, Tokens};

use super::{Client, Driver};

/// The portals that have installed an application, a [`Client`] for each: [`oauth::Portals`].
///
/// All clients share one background thread.
///
/// ```no_run
/// use bitrix24::blocking::Portals;
/// use bitrix24::oauth::{Application, FileStore};
///
/// # fn main() -> Result<(), bitrix24::AnyError> {
/// let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
/// let portals = Portals::new(application, FileStore::new("/var/lib/my-app/tokens"))?;
/// let client = portals.client("a223c6b3710f85df22e9377d6c4f7553")?;
/// client.call_raw("user.current", serde_json::json!({}))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Portals {
    portals: oauth::Portals,
    driver: Arc<Driver>,
}

impl Portals {
    /// The portals of an application, with the default settings of [`ClientBuilder`].
    pub fn new(
        application: Application,
        store: impl TokenStore + 'static,
    ) -> Result<Self, BuildError> {
        Self::from_asynchronous(oauth::Portals::new(application, store)?)
    }

    /// The portals of an application, with settings of their clients:
    /// [`oauth::Portals::with_settings`].
    pub fn with_settings(
        application: Application,
        store: Arc<dyn TokenStore>,
        settings: ClientBuilder,
    ) -> Result<Self, BuildError> {
        Self::from_asynchronous(oauth::Portals::with_settings(application, store, settings)?)
    }

    fn from_asynchronous(portals: oauth::Portals) -> Result<Self, BuildError> {
        Ok(Self {
            portals,
            driver: Arc::new(Driver::start().map_err(BuildError::Thread)?),
        })
    }

    /// The client of a portal whose tokens are in the store: [`oauth::Portals::client`].
    ///
    /// # Errors
    /// There are no tokens, or the store fails.
    #[track_caller]
    pub fn client(&self, member_id: impl AsRef<str>) -> Result<Client, AnyError> {
        self.wait(self.portals.client(member_id))
    }

    /// Exchanges the code with which a user's browser has come back, saves the tokens, and returns
    /// the client of the portal: [`oauth::Portals::exchange`].
    #[track_caller]
    pub fn exchange(&self, code: impl AsRef<str>) -> Result<Client, AnyError> {
        self.wait(self.portals.exchange(code))
    }

    /// Confirms new tokens of a portal, saves them, and returns the client of the portal:
    /// [`oauth::Portals::install`].
    #[track_caller]
    pub fn install(&self, tokens: Tokens) -> Result<Client, AnyError> {
        self.wait(self.portals.install(tokens))
    }

    /// Confirms tokens that somebody has sent: [`oauth::Portals::confirm`].
    #[track_caller]
    pub fn confirm(&self, tokens: &Tokens) -> Result<Tokens, AnyError> {
        self.driver.wait(self.portals.confirm(tokens))
    }

    /// A client with the tokens of a user in passing: [`oauth::Portals::user`].
    #[track_caller]
    pub fn user(&self, tokens: Tokens) -> Result<Client, AnyError> {
        self.wait(self.portals.user(tokens))
    }

    /// Waits until no tokens are being renewed or saved: [`oauth::Portals::settled`].
    #[track_caller]
    pub fn settled(&self) -> Result<(), AnyError> {
        self.driver.wait(self.portals.settled())
    }

    /// Removes a portal, for example when it has removed the application:
    /// [`oauth::Portals::remove`].
    #[track_caller]
    pub fn remove(&self, member_id: impl AsRef<str>) -> Result<(), AnyError> {
        self.driver.wait(self.portals.remove(member_id))
    }

    #[track_caller]
    fn wait(
        &self,
        client: impl Future<Output = Result<crate::Client, AnyError>>,
    ) -> Result<Client, AnyError> {
        let client = self.driver.wait(client)?;
        Ok(Client {
            client,
            driver: Arc::clone(&self.driver),
        })
    }
}

impl fmt::Debug for Portals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.portals.fmt(f)
    }
}
