//! All portals that have installed an application.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::auth::Auth;
use crate::client::{Client, ClientBuilder};
use crate::error::{AnyError, AuthError, AuthKind, BuildError};

use crate::session::{Application, Server};
use crate::tokens::{Saved, StoreError, TokenStore, Tokens};

/// The portals that have installed an application: a [`Client`] for each, by its `member_id`.
///
/// The clients share their connections, the clock and the limiter, which counts each portal
/// separately, and keep their tokens in one [`TokenStore`]. A portal's client is created on first
/// use, and stays the same.
///
/// ```
/// use bitrix24::oauth::{MemoryStore, Portals};
/// use bitrix24_portal::Portal;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let portal = Portal::start().await?;
/// let portals = Portals::new(portal.application(), MemoryStore::new())?;
///
/// // The handler of `ONAPPINSTALL` receives the tokens of a portal.
/// portals.install(portal.install()).await?;
///
/// // From then on there is a client for the portal.
/// let client = portals.client(portal.member_id()).await?;
/// client.call_raw("crm.item.productrow.fields", serde_json::json!({})).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Portals {
    inner: Arc<Inner>,
}

struct Inner {
    server: Server,
    store: Arc<dyn TokenStore>,
    settings: ClientBuilder,
    clients: Mutex<HashMap<String, Client>>,
}

impl Portals {
    /// The portals of an application, with the default settings of [`ClientBuilder`].
    pub fn new(
        application: Application,
        store: impl TokenStore + 'static,
    ) -> Result<Self, BuildError> {
        Self::with_settings(application, Arc::new(store), Client::builder())
    }

    /// The portals of an application, with settings of their clients. Without a limiter in the
    /// settings, all of them share one.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use bitrix24::Client;
    /// use bitrix24::oauth::{Application, MemoryStore, Portals};
    ///
    /// # fn main() -> Result<(), bitrix24::error::BuildError> {
    /// let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
    /// let settings = Client::builder().user_agent("warehouse-sync/1.4");
    /// let portals = Portals::with_settings(application, Arc::new(MemoryStore::new()), settings)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_settings(
        application: Application,
        store: Arc<dyn TokenStore>,
        settings: ClientBuilder,
    ) -> Result<Self, BuildError> {
        let (settings, server) = settings.for_portals(application, Arc::clone(&store))?;
        Ok(Self {
            inner: Arc::new(Inner {
                server,
                store,
                settings,
                clients: Mutex::default(),
            }),
        })
    }

    /// The client of a portal whose tokens are in the store.
    ///
    /// # Errors
    ///
    /// The store has no tokens of the portal ([`AuthKind::UnknownPortal`]), or fails
    /// ([`AuthKind::Store`]).
    pub async fn client(&self, member_id: impl AsRef<str>) -> Result<Client, AnyError> {
        let member_id = member_id.as_ref();
        if let Some(client) = self.lock().get(member_id) {
            return Ok(client.clone());
        }
        let kept = self
            .inner
            .store
            .load(member_id)
            .await
            .map_err(store_error)?;
        let tokens = kept.ok_or_else(|| {
            AuthError::new(AuthKind::UnknownPortal {
                member_id: member_id.to_owned(),
            })
        })?;
        Ok(self.enter(tokens)?.0)
    }

    /// Exchanges the code with which a user's browser has come back from
    /// [`authorize_url`](Application::authorize_url), saves the tokens, and returns the client of
    /// the portal.
    ///
    /// The code is valid for 30 seconds, and once.
    pub async fn exchange(&self, code: impl AsRef<str>) -> Result<Client, AnyError> {
        let tokens = self.inner.server.exchange(code.as_ref()).await?;
        self.install(tokens).await
    }

    /// Saves new tokens of a portal, replacing those in the store, and returns the client of the
    /// portal. An existing client uses them from then on.
    ///
    /// They come from `ONAPPINSTALL` or from the request for the application's own page. Verify the
    /// application token before: whoever can make you accept tokens decides in whose portal you
    /// work.
    pub async fn install(&self, tokens: Tokens) -> Result<Client, AnyError> {
        self.keep(&tokens).await.map_err(store_error)?;
        let (client, is_new) = self.enter(tokens.clone())?;
        if let (Auth::OAuth(session), false) = (&client.shared.auth, is_new) {
            session.replace(tokens);
        }
        Ok(client)
    }

    /// Removes a portal, for example when it has removed the application. Existing clones of its
    /// client keep the tokens in memory, which the portal no longer accepts.
    pub async fn remove(&self, member_id: impl AsRef<str>) -> Result<(), AnyError> {
        let member_id = member_id.as_ref();
        self.lock().remove(member_id);
        let removed = self.inner.store.remove(member_id).await;
        removed.map_err(|error| store_error(error).into())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Client>> {
        let clients = &self.inner.clients;
        clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The client for these tokens, and whether it was created for them.
    fn enter(&self, tokens: Tokens) -> Result<(Client, bool), BuildError> {
        let application = self.inner.server.application.clone();
        // Two concurrent callers must get the same client, or both would renew one pair.
        let mut clients = self.lock();
        if let Some(client) = clients.get(tokens.member_id()) {
            return Ok((client.clone(), false));
        }
        let member_id = tokens.member_id().to_owned();
        let settings = self.inner.settings.clone();
        let client = settings.oauth(application, tokens).build()?;
        if let Auth::OAuth(session) = &client.shared.auth {
            session.is_stored();
        }
        clients.insert(member_id, client.clone());
        Ok((client, true))
    }

    /// Saves tokens, whatever is in the store.
    async fn keep(&self, tokens: &Tokens) -> Result<(), StoreError> {
        /// How often another process may save in between.
        const TRIES: u32 = 10;
        let store = &self.inner.store;
        let mut kept = match store.load(tokens.member_id()).await {
            // It is unusable, and is overwritten.
            Err(StoreError::Damaged { .. }) => None,
            kept => kept?,
        };
        for _ in 0..TRIES {
            match store.save(tokens, kept.as_ref()).await? {
                Saved::Ours => return Ok(()),
                Saved::Theirs(theirs) => kept = Some(*theirs),
            }
        }
        Err(StoreError::new(
            "others save tokens of the same portal all the time",
        ))
    }
}

fn store_error(error: StoreError) -> AuthError {
    AuthError::new(AuthKind::Store).caused_by(error)
}

impl fmt::Debug for Portals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Portals")
            .field("application", &self.inner.server.application)
            .field("store", &self.inner.store)
            .field("clients", &self.lock().len())
            .finish_non_exhaustive()
    }
}
