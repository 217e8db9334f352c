//! All portals that have installed an application.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tracing::Instrument as _;

use crate::auth::Auth;
use crate::client::{Client, ClientBuilder};
use crate::error::{AnyError, AuthError, AuthKind, BuildError};
use crate::platform::{self, BoxFuture};
use crate::session::{Application, Server, Tasks, within};
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
    /// Installations in progress.
    tasks: Arc<Tasks>,
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
                tasks: Tasks::new(),
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
        let kept = within(self.inner.store.load(member_id)).await;
        let kept = kept.map_err(store_error)?;
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
        let (portals, code) = (self.clone(), code.as_ref().to_owned());
        let installation = async move {
            let tokens = portals.inner.server.exchange(&code).await?;
            portals.put(tokens).await
        };
        self.finish(Box::pin(installation)).await
    }

    /// Confirms new tokens of a portal, saves them, replacing those in the store, and returns the
    /// client of the portal. An existing client uses them from then on.
    ///
    /// They come from `ONAPPINSTALL` or from the request for the application's own page, which
    /// anybody may have sent, or a user of the portal may have changed:
    /// [`ApplicationToken`](crate::event::ApplicationToken) says what it does not prove. So the pair
    /// is renewed at the [application's](Application) authorisation server first. Its answer, and
    /// not the request, decides about the portal, its address, the user and the tokens. What is not
    /// confirmed replaces nothing, and nothing is sent to an address in it.
    ///
    /// What is confirmed may be the pair of any user of the portal who can open the application;
    /// it may have fewer rights than the one before. To accept only tokens of those who have
    /// installed it, [confirm](Self::confirm) and look at [`Tokens::user_id`] before.
    ///
    /// # Errors
    ///
    /// The tokens are of another portal ([`AuthKind::OtherPortal`]), have no refresh token
    /// ([`AuthKind::Unconfirmed`]) or are refused ([`AuthKind::Refused`]), the authorisation server
    /// does not answer, or the store fails.
    pub async fn install(&self, tokens: Tokens) -> Result<Client, AnyError> {
        let portals = self.clone();
        let installation = async move {
            let tokens = portals.inner.server.confirm(&tokens).await?;
            portals.put(tokens).await
        };
        self.finish(Box::pin(installation)).await
    }

    /// Confirms tokens that somebody has sent, and returns the pair that replaces them: the portal,
    /// its address and the user are those that the authorisation server names. The tokens that were
    /// sent cannot be renewed again.
    ///
    /// It saves nothing; [`install`](Self::install) does both.
    ///
    /// # Errors
    ///
    /// Those of [`install`](Self::install), except for the store's.
    pub async fn confirm(&self, tokens: &Tokens) -> Result<Tokens, AnyError> {
        Ok(self.inner.server.confirm(tokens).await?)
    }

    /// A client with the tokens of a user in passing, such as those of an event or of a widget, for
    /// a portal whose tokens are in the store.
    ///
    /// It calls the address of the stored tokens, whatever the request of the user says, and saves
    /// no tokens. The user's tokens may be those of any user: the portal checks them with each call.
    ///
    /// ```
    /// use bitrix24::event::{self, ApplicationToken};
    /// use bitrix24::oauth::{MemoryStore, Portals, Tokens};
    /// use bitrix24_portal::Portal;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let portal = Portal::start().await?;
    /// let portals = Portals::new(portal.application(), MemoryStore::new())?;
    /// portals.install(portal.install()).await?;
    ///
    /// // Somebody who knows the application token sends an address of their own.
    /// let member_id = portal.member_id();
    /// let body = format!("event=ONCRMDEALADD&auth[member_id]={member_id}&auth[access_token]=s6p6\
    ///     &auth[client_endpoint]=https://elsewhere.example/rest/&auth[application_token]=5185");
    /// let event = event::decode(body.as_bytes())?.verify(&ApplicationToken::new("5185"))?;
    /// let client = portals.user(Tokens::try_from(&event)?).await?;
    /// assert_eq!(client.portal(), portal.address().to_string());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`client`](Self::client).
    pub async fn user(&self, tokens: Tokens) -> Result<Client, AnyError> {
        let known = self.client(tokens.member_id()).await?;
        let tokens = match known.tokens() {
            Some(known) => tokens.at(known.endpoint().clone()),
            None => tokens,
        };
        let application = self.inner.server.application.clone();
        let settings = self.inner.settings.clone().without_token_store();
        Ok(settings.oauth(application, tokens).build()?)
    }

    /// Waits until no tokens are being renewed or saved, and saves those that could not be saved
    /// so far. Call it before the runtime ends: a pair that has been issued and not saved is lost
    /// with it.
    ///
    /// # Errors
    ///
    /// The store fails still; the tokens are only in memory. [`Client::tokens`] returns them.
    pub async fn settled(&self) -> Result<(), AnyError> {
        self.inner.tasks.finished().await;
        let clients: Vec<Client> = self.lock().values().cloned().collect();
        let mut settled = Ok(());
        for client in clients {
            settled = settled.and(client.settled().await);
        }
        settled
    }

    /// Runs an installation to its end, even if its caller is dropped: the pair that was sent is
    /// used up, and the new one must not be lost.
    async fn finish(
        &self,
        installation: BoxFuture<'static, Result<Client, AnyError>>,
    ) -> Result<Client, AnyError> {
        let running = self.inner.tasks.begin();
        let (sender, installed) = oneshot::channel();
        let task = async move {
            let _running = running;
            // There may be no caller any more.
            let _ = sender.send(installation.await);
        };
        platform::spawn(task.in_current_span());
        let interrupted = |_| Err(AuthError::new(AuthKind::Interrupted).into());
        installed.await.unwrap_or_else(interrupted)
    }

    /// Saves tokens of the authorisation server, and returns the client of their portal.
    async fn put(&self, tokens: Tokens) -> Result<Client, AnyError> {
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
        let removed = within(self.inner.store.remove(member_id)).await;
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
        let mut kept = match within(store.load(tokens.member_id())).await {
            // It is unusable, and is overwritten.
            Err(StoreError::Damaged { .. }) => None,
            kept => kept?,
        };
        for _ in 0..TRIES {
            match within(store.save(tokens, kept.as_ref())).await? {
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
