//! Applications: the authorisation server of the portal, and the tokens that it accepts.

mod registry;

use std::sync::Arc;
use std::time::Duration;

use hyper::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use hyper::http::request;

use self::registry::{Grant, HOUR, Installed};
use crate::answer::Failure;
use bitrix24::internal::{identifier, php};
use bitrix24::oauth::{Application, Tokens};
use bitrix24::{ExposeSecret, Map, Value};

pub(crate) use self::registry::{PortalAddress, Registry};

/// Path of the authorisation server.
const TOKEN: &str = "/oauth/token";

/// The OAuth state of a portal.
#[derive(Debug)]
pub(crate) struct OAuth {
    registry: Arc<Registry>,
    member_id: String,
    /// The scopes of the application, separated by commas.
    scope: String,
}

impl OAuth {
    pub(crate) fn new(registry: Arc<Registry>, scope: String) -> Self {
        Self {
            registry,
            member_id: identifier().replace('-', ""),
            scope,
        }
    }

    pub(crate) fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// A new pair for this portal.
    pub(crate) fn issue(&self) -> Tokens {
        let now = self.registry.now();
        self.registry.lock().issue(&self.member_id, now)
    }

    /// Sets the address at which the portal listens. The first portal has the authorisation server.
    pub(crate) fn listens(&self, address: PortalAddress) {
        let mut registry = self.registry.lock();
        if registry.server.is_none() {
            registry.server = Some(address.origin.clone());
        }
        let installed = Installed {
            address,
            scope: self.scope.clone(),
        };
        registry.portals.insert(self.member_id.clone(), installed);
    }

    /// The address of the portal, if the call went to another one.
    pub(crate) fn moved(&self, port: u16, head: &request::Parts) -> Option<String> {
        let path = head.uri.path_and_query()?;
        if !path.as_str().starts_with("/rest/") {
            return None;
        }
        let registry = self.registry.lock();
        let address = &registry.portals.get(&self.member_id)?.address;
        (address.port != port).then(|| format!("{}{path}", address.origin))
    }

    /// The answer of the authorisation server, if the call was for it.
    pub(crate) fn answer(&self, head: &request::Parts, body: &[u8]) -> Option<(u16, Value)> {
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
        let server = registry.server.clone().unwrap_or_default();
        let (_, host) = server.split_once("://").unwrap_or_default();
        match serde_json::from_str(tokens.to_json().expose_secret()) {
            Ok(Value::Map(mut answer)) => {
                answer.insert(
                    "expires_in".to_owned(),
                    Value::Integer(HOUR.as_secs().cast_signed()),
                );
                answer.insert("domain".to_owned(), host.into());
                answer.insert(
                    "server_endpoint".to_owned(),
                    format!("{server}/rest/").into(),
                );
                Ok(Value::Map(answer))
            }
            _ => refused("invalid_request", "No tokens"),
        }
    }

    /// Admits a call with the token of an application, or returns the error.
    pub(crate) fn admit(&self, parameters: &Map<String, Value>) -> Result<(), Failure> {
        let token = parameters.get("auth").and_then(Value::as_text);
        self.admit_token(token.unwrap_or_default())
    }

    /// Admits a call whose token may be in the header `Authorization` instead.
    pub(crate) fn admit_bearer(
        &self,
        parameters: &Map<String, Value>,
        headers: &HeaderMap,
    ) -> Result<(), Failure> {
        match headers
            .get(AUTHORIZATION)
            .filter(|_| !parameters.contains_key("auth"))
        {
            Some(value) => self.admit_token(bearer(value).unwrap_or_default()),
            None => self.admit(parameters),
        }
    }

    fn admit_token(&self, token: &str) -> Result<(), Failure> {
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

    /// The application with the authorisation server at an address of this machine.
    pub(crate) fn application(&self, server: &str) -> Application {
        let registry = self.registry.lock();
        let application = &registry.application;
        Application::new(&application.id, application.secret.clone())
            .server(server)
            .expect("it is on this machine")
    }

    /// The scopes of the application, separated by commas.
    pub(crate) fn scope(&self) -> &str {
        &self.scope
    }

    /// Identifier of the portal.
    pub(crate) fn member_id(&self) -> &str {
        &self.member_id
    }

    /// A code that can be exchanged for tokens within 30 seconds, once.
    pub(crate) fn authorization_code(&self) -> String {
        let until = self.registry.now() + Duration::from_secs(30);
        let code = registry::secret();
        let grant = Grant {
            member_id: self.member_id.clone(),
            until,
        };
        self.registry.lock().codes.insert(code.clone(), grant);
        code
    }

    /// Expires all access tokens that this portal has issued so far.
    pub(crate) fn expire_tokens(&self) {
        let now = self.registry.now();
        for access in self.registry.lock().access.values_mut() {
            if access.member_id == self.member_id {
                access.until = access.until.min(now);
            }
        }
    }

    /// Sets the error with which the authorisation server answers requests for tokens; `None`
    /// removes it.
    pub(crate) fn refuse_tokens(&self, code: Option<&str>) {
        self.registry.lock().refusal = code.map(str::to_owned);
    }

    /// The number of requests for tokens.
    pub(crate) fn token_requests(&self) -> u64 {
        self.registry.lock().asked
    }
}

/// The token in a header `Authorization: Bearer …`; the scheme has no case.
fn bearer(value: &HeaderValue) -> Option<&str> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim_ascii())
}
