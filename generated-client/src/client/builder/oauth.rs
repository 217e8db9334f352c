//! Settings of a client for a portal that has installed an application.

use std::sync::Arc;

use super::{ClientBuilder, Http, Parts, Reach};
use crate::address::Unreachable;
use crate::auth::Auth;
use crate::client::Client;
use crate::clock::{Clock, RealClock};
use crate::error::BuildError;
use crate::limits::Bucket;
use crate::session::{Application, Server, Session};
use crate::tokens::{TokenStore, Tokens};

impl ClientBuilder {
    /// Calls with the tokens that a portal has issued for an application.
    ///
    /// When several processes work for the portal, give them a shared [store](Self::token_store),
    /// and tokens from it: [`Portals`](crate::oauth::Portals) does both.
    ///
    /// ```
    /// use bitrix24::Client;
    /// use bitrix24::oauth::{Application, Tokens};
    ///
    /// # fn main() -> Result<(), bitrix24::error::BuildError> {
    /// let tokens = Tokens::builder()
    ///     .member_id("a223c6b3710f85df22e9377d6c4f7553")
    ///     .client_endpoint("https://portal.bitrix24.com/rest/")
    ///     .access_token("s1morf609228iwyjjpvfv6wsvuja4p8u")
    ///     .refresh_token("4f9k4jpmg13usmybzuqknt2v9fh0q6rl")
    ///     .build()?;
    /// let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
    /// let client = Client::builder().oauth(application, tokens).user_agent("warehouse-sync/1.4").build()?;
    /// assert_eq!(client.portal(), "portal.bitrix24.com");
    /// # Ok(())
    /// # }
    /// ```
    pub fn oauth(mut self, application: Application, tokens: Tokens) -> Self {
        self.oauth = Some((application, tokens));
        self.webhook = None;
        self
    }

    /// The store for new tokens. Without one they are kept in memory only, and lost with the
    /// client.
    pub fn token_store(mut self, store: Arc<dyn TokenStore>) -> Self {
        self.token_store = Some(store);
        self
    }

    /// The same settings without a store, for tokens that are not to be saved.
    pub(crate) fn without_token_store(mut self) -> Self {
        self.token_store = None;
        self
    }

    pub(super) fn build_oauth(
        self,
        application: Application,
        tokens: Tokens,
    ) -> Result<Client, BuildError> {
        if self.base_url.is_some() {
            return Err(BuildError::BaseUrl);
        }
        let endpoint = tokens.endpoint();
        let reachable = self.reachable(application.server_is_loopback());
        endpoint.check(reachable).map_err(|reason| {
            let portal = endpoint.portal().to_string();
            match reason {
                Unreachable::Http => BuildError::Http { portal },
                Unreachable::Loopback => BuildError::Loopback { portal },
            }
        })?;
        let parts = self.parts(&reach(&application, Some(&tokens)))?;
        let session = Session::new(
            server(application, &parts),
            tokens,
            self.token_store.clone(),
            reachable,
            (self.hooks.clone(), Arc::clone(&parts.counters)),
        );
        Ok(self.assemble(parts, Auth::OAuth(Arc::new(session)), reachable))
    }

    /// The same settings for many portals. What they share is created now.
    pub(crate) fn for_portals(
        mut self,
        application: Application,
        store: Arc<dyn TokenStore>,
    ) -> Result<(Self, Server), BuildError> {
        if self.base_url.is_some() {
            return Err(BuildError::BaseUrl);
        }
        self.clock
            .get_or_insert_with(|| Arc::new(RealClock::default()) as Arc<dyn Clock>);
        let limits = self.limits.unwrap_or_default();
        self.limiter
            .get_or_insert_with(|| Arc::new(Bucket::new(limits)));
        let parts = self.parts(&reach(&application, None))?;
        let server = server(application, &parts);
        self.http.get_or_insert(Http::Made(parts.http));
        self.token_store = Some(store);
        Ok((self, server))
    }
}

/// The hosts that an application calls. A portal may move, so https is prepared unless all hosts
/// are this machine without it.
fn reach(application: &Application, tokens: Option<&Tokens>) -> Reach {
    let is_https =
        application.server_is_https() || tokens.is_some_and(|tokens| tokens.endpoint().is_https());
    let host = tokens.map_or_else(
        || application.server_host(),
        |tokens| tokens.portal().to_owned(),
    );
    Reach {
        https: is_https.then_some(host),
        is_loopback: application.server_is_loopback()
            && tokens.is_none_or(|tokens| tokens.endpoint().is_loopback()),
    }
}

fn server(application: Application, parts: &Parts) -> Server {
    Server {
        application,
        http: parts.http.clone(),
        user_agent: parts.user_agent.clone(),
        clock: Arc::clone(&parts.clock),
    }
}
