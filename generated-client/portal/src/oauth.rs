//! Applications: the authorisation server of the portal, and the tokens that it takes.

mod registry;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bitrix24::ExposeSecret;
use hyper::http::request;

use self::registry::{Grant, HOUR};
use super::answer::Failure;
use super::server::Server;
use super::{Portal, PortalBuilder};
use bitrix24::Client;
use bitrix24::Clock;
use bitrix24::Limits;
use bitrix24::error::BuildError;
use bitrix24::internal::identifier;
use bitrix24::internal::php;
use bitrix24::oauth::{Application, Tokens};
use bitrix24::{Map, Value};

pub(super) use self::registry::Registry;

/// Path of the authorisation server.
const TOKEN: &str = "/oauth/token";

/// What of a portal belongs to OAuth.
#[derive(Debug)]
pub(super) struct OAuth {
    registry: Arc<Registry>,
    member_id: String,
}

impl OAuth {
    pub(super) fn new(registry: Arc<Registry>) -> Self {
        Self {
            registry,
            member_id: identifier().replace('-', ""),
        }
    }

    pub(super) fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// A new pair for this portal.
    pub(super) fn issue(&self) -> Tokens {
        let now = self.registry.now();
        self.registry.lock().issue(&self.member_id, now)
    }

    /// The portal listens at that address from now on.
    pub(super) fn listens(&self, address: SocketAddr) {
        self.registry
            .lock()
            .addresses
            .insert(self.member_id.clone(), address);
    }

    /// Where the portal is, if that is not where it was called.
    pub(super) fn moved(&self, called: SocketAddr, head: &request::Parts) -> Option<String> {
        let path = head.uri.path_and_query()?;
        if !path.as_str().starts_with("/rest/") {
            return None;
        }
        let address = *self.registry.lock().addresses.get(&self.member_id)?;
        (address != called).then(|| format!("http://{address}{path}"))
    }

    /// The answer of the authorisation server, if it is what was called.
    pub(super) fn answer(&self, head: &request::Parts, body: &[u8]) -> Option<(u16, Value)> {
        if head.uri.path().trim_end_matches('/') != TOKEN {
            return None;
        }
        let query = head.uri.query().unwrap_or_default();
        let parameters = php::decode(query.as_bytes()).and_then(|mut parameters| {
            parameters.extend(php::decode(body)?);
            Ok(parameters)
        });
        let outcome = match parameters {
            Ok(parameters) => self.grant(&parameters),
            Err(refused) => Err(("invalid_request".to_owned(), refused.to_string())),
        };
        Some(match outcome {
            Ok(tokens) => (200, tokens),
            Err((error, description)) => {
                let body = [("error", error), ("error_description", description)];
                let body = body.map(|(key, text)| (key.to_owned(), Value::Text(text)));
                (400, Value::Map(Map::from(body)))
            }
        })
    }

    /// A pair of tokens, or code and message of an error.
    fn grant(&self, parameters: &Map<String, Value>) -> Result<Value, (String, String)> {
        let refused = |code: &str, message: &str| Err((code.to_owned(), message.to_owned()));
        let text = |name: &str| {
            parameters
                .get(name)
                .and_then(Value::as_text)
                .unwrap_or_default()
        };
        let mut registry = self.registry.lock();
        registry.asked += 1;
        if let Some(code) = &registry.refusal {
            return refused(code, "refused on demand");
        }
        let application = &registry.application;
        if text("client_id") != application.id
            || text("client_secret") != application.secret.expose_secret()
        {
            return refused("invalid_client", "Wrong client");
        }
        let now = self.registry.now();
        let member_id = match text("grant_type") {
            "authorization_code" => match registry.codes.remove(text("code")) {
                Some(code) if now < code.until => code.member_id,
                _ => return refused("invalid_grant", "Wrong code"),
            },
            "refresh_token" => match registry.refresh.remove(text("refresh_token")) {
                Some(token) if now < token.until => token.member_id,
                _ => return refused("invalid_grant", "Wrong refresh token"),
            },
            _ => return refused("invalid_request", "Wrong grant type"),
        };
        let tokens = registry.issue(&member_id, now);
        match serde_json::from_str(tokens.to_json().expose_secret()) {
            Ok(Value::Map(mut answer)) => {
                answer.insert(
                    "expires_in".to_owned(),
                    Value::Integer(HOUR.as_secs().cast_signed()),
                );
                Ok(Value::Map(answer))
            }
            _ => refused("invalid_request", "No tokens"),
        }
    }

    /// Lets a call with the token of an application in, or says why not.
    pub(super) fn admit(&self, parameters: &Map<String, Value>) -> Result<(), Failure> {
        let token = parameters
            .get("auth")
            .and_then(Value::as_text)
            .unwrap_or_default();
        if token.is_empty() {
            return Err(Failure::system("NoAuthFound", "Wrong authorization data"));
        }
        let now = self.registry.now();
        match self.registry.lock().access.get(token) {
            Some(access) if access.member_id != self.member_id => Err(Failure::system(
                "InvalidToken",
                "Unable to get application by token",
            )),
            Some(access) if now >= access.until => Err(Failure::system(
                "ExpiredToken",
                "The access token provided has expired.",
            )),
            Some(_) => Ok(()),
            None => Err(Failure::system(
                "InvalidToken",
                "Unable to get application by token",
            )),
        }
    }
}

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
    #[expect(clippy::missing_panics_doc, reason = "the address is on this machine")]
    pub fn application(&self) -> Application {
        let registry = self.desk.oauth().registry.lock();
        let application = &registry.application;
        Application::new(&application.id, application.secret.clone())
            .server(format!("http://{}", self.server.address))
            .expect("it is on this machine")
    }

    /// Identifier of the portal.
    pub fn member_id(&self) -> &str {
        &self.desk.oauth().member_id
    }

    /// Installs the application, and gives the tokens that `ONAPPINSTALL` would bring.
    pub fn install(&self) -> Tokens {
        self.desk.oauth().issue()
    }

    /// A code as the browser of a user would bring it; it is good for 30 seconds, and once.
    pub fn authorization_code(&self) -> String {
        let oauth = self.desk.oauth();
        let until = oauth.registry.now() + Duration::from_secs(30);
        let code = registry::secret();
        let grant = Grant {
            member_id: oauth.member_id.clone(),
            until,
        };
        oauth.registry.lock().codes.insert(code.clone(), grant);
        code
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
        let oauth = self.desk.oauth();
        let now = oauth.registry.now();
        for access in oauth.registry.lock().access.values_mut() {
            if access.member_id == oauth.member_id {
                access.until = access.until.min(now);
            }
        }
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
        self.desk.oauth().registry.lock().refusal = code.map(str::to_owned);
    }

    /// How often the authorisation server was asked for tokens.
    pub fn token_requests(&self) -> u64 {
        self.desk.oauth().registry.lock().asked
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

impl PortalBuilder {
    /// The time that tokens go by; by default the real one. [`VirtualClock`](bitrix24::VirtualClock) lets them expire at
    /// once.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Shares the application and the authorisation server with another portal, whose clock counts then: several portals
    /// that have installed one application.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::oauth::{MemoryStore, Portals};
    /// use bitrix24_portal::Portal;
    ///
    /// let first = Portal::start().await?;
    /// let second = Portal::builder().authorised_by(&first).start().await?;
    /// let portals = Portals::new(first.application(), MemoryStore::new())?;
    /// for portal in [&first, &second] {
    ///     let client = portals.install(portal.install()).await?;
    ///     assert_eq!(client.portal(), portal.address().to_string());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn authorised_by(mut self, portal: &Portal) -> Self {
        self.registry = Some(Arc::clone(portal.desk.oauth().registry()));
        self
    }
}
