//! A pair of tokens, and its portal.

mod builder;
pub(crate) mod endpoint;
mod store;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::handler::AppStatus;
use crate::platform::system_time;

pub use self::builder::TokensBuilder;
pub use self::endpoint::AddressError;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::store::FileStore;
#[cfg(feature = "redis")]
pub use self::store::RedisStore;
pub use self::store::{MemoryStore, Saved, StoreError, StoreFuture, TokenStore};

pub(crate) use self::endpoint::Endpoint;

/// The tokens that a portal has issued for an application, for one of its users.
///
/// They come from the authorisation server, from an event such as `ONAPPINSTALL`, or with the
/// request for a widget. `Tokens::try_from` converts the results of
/// [`event::decode`](crate::event::decode()) and [`placement::decode`](crate::placement::decode());
/// a builder takes the parts of other sources:
///
/// ```
/// use bitrix24::oauth::Tokens;
///
/// // From `auth` of an event.
/// let tokens = Tokens::builder()
///     .member_id("a223c6b3710f85df22e9377d6c4f7553")
///     .client_endpoint("https://some-domain.bitrix24.com/rest/")
///     .access_token("s6p6eclrvim6da22ft9ch94ekreb52lv")
///     .refresh_token("4s386p3q0tr8dy89xvmt96234v3dljg8")
///     .expires_in(3600)
///     .build()?;
/// assert_eq!(tokens.portal(), "some-domain.bitrix24.com");
///
/// // From the request for a widget, which has `DOMAIN` instead: `AUTH_ID` and `REFRESH_ID` are the tokens.
/// let tokens = Tokens::builder()
///     .member_id("a223c6b3710f85df22e9377d6c4f7553")
///     .domain("some-domain.bitrix24.com")
///     .access_token("ahodg4h37n89vo17gbkgq0x1l825nnb5")
///     .refresh_token("2lg086mxijlpvwh0h7r4nl19udm4try5")
///     .build()?;
/// assert_eq!(tokens.client_endpoint(), "https://some-domain.bitrix24.com/rest/");
/// // Tokens are not printed.
/// assert!(!format!("{tokens:?}").contains("ahodg4h37n89"));
/// # Ok::<_, bitrix24::oauth::TokensError>(())
/// ```
///
/// Tokens have the rights of the user who opened the widget or caused the event. Tokens of other
/// users need a client of their own without a store; they must not replace those of the user who
/// has installed the application.
#[derive(Clone)]
pub struct Tokens {
    member_id: String,
    endpoint: Endpoint,
    access_token: SecretString,
    refresh_token: Option<SecretString>,
    /// Seconds since 1970.
    expires: Option<u64>,
    user_id: Option<u64>,
    scope: Option<String>,
    status: Option<String>,
}

/// Why tokens are not valid. The messages repeat no part of the input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokensError {
    /// The portal's identifier is missing.
    #[error("the tokens lack `member_id`, the identifier of their portal")]
    NoMemberId,
    /// There is no access token, as in events that no user has caused.
    #[error("the tokens lack `access_token`")]
    NoAccessToken,
    /// Neither the endpoint nor the host is given.
    #[error("the tokens lack `client_endpoint`, the URL of their portal")]
    NoEndpoint,
    /// The endpoint is not valid.
    #[error("`client_endpoint` of the tokens: {0}")]
    Endpoint(AddressError),
    /// The text is not a JSON object.
    #[error("expected tokens as a JSON object")]
    NotJson,
}

impl Tokens {
    /// A builder, for tokens from other sources than the authorisation server.
    pub fn builder() -> TokensBuilder {
        TokensBuilder::default()
    }

    /// Identifier of the portal. It stays when the portal's address changes.
    pub fn member_id(&self) -> &str {
        &self.member_id
    }

    /// The base URL of the portal's methods.
    pub fn client_endpoint(&self) -> &str {
        self.endpoint.as_str()
    }

    /// Host of the portal, with the port unless it is the default of the scheme.
    pub fn portal(&self) -> &str {
        self.endpoint.portal()
    }

    /// The access token.
    pub fn access_token(&self) -> &SecretString {
        &self.access_token
    }

    /// The refresh token. Most events have none.
    pub fn refresh_token(&self) -> Option<&SecretString> {
        self.refresh_token.as_ref()
    }

    /// The moment at which the access token expires, by the clock of this machine.
    pub fn expires_at(&self) -> Option<SystemTime> {
        UNIX_EPOCH.checked_add(Duration::from_secs(self.expires?))
    }

    /// Identifier of the tokens' user.
    pub fn user_id(&self) -> Option<u64> {
        self.user_id
    }

    /// The scopes of the application.
    ///
    /// ```
    /// # let tokens = bitrix24::oauth::Tokens::builder().member_id("a").domain("b.example").access_token("c");
    /// let tokens = tokens.scope("crm,im, task").build()?;
    /// assert_eq!(tokens.scopes().collect::<Vec<_>>(), ["crm", "im", "task"]);
    /// # Ok::<_, bitrix24::oauth::TokensError>(())
    /// ```
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        let scope = self.scope.as_deref().unwrap_or_default();
        scope.split([',', ' ']).filter(|scope| !scope.is_empty())
    }

    /// What kind of application the portal has installed.
    pub fn status(&self) -> Option<AppStatus> {
        self.status.clone().map(AppStatus::from)
    }

    /// Whether both are the same pair, whatever their source.
    ///
    /// A [`TokenStore`](crate::oauth::TokenStore) compares pairs with it: it compares the tokens,
    /// and none of the facts about them.
    pub fn is_same_pair(&self, other: &Self) -> bool {
        let secret =
            |token: Option<&SecretString>| token.map(|token| token.expose_secret().to_owned());
        self.access_token.expose_secret() == other.access_token.expose_secret()
            && secret(self.refresh_token()) == secret(other.refresh_token())
    }

    /// The tokens as JSON, for other stores. It is a secret; [`Tokens::from_json`] reads it.
    ///
    /// ```
    /// use bitrix24::oauth::Tokens;
    ///
    /// let tokens = Tokens::builder().member_id("a").domain("b.example").access_token("c").build()?;
    /// let kept = Tokens::from_json(&tokens.to_json())?;
    /// assert!(kept.is_same_pair(&tokens));
    /// # Ok::<_, bitrix24::oauth::TokensError>(())
    /// ```
    pub fn to_json(&self) -> SecretString {
        let mut object = serde_json::Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("member_id", self.member_id.as_str().into());
        put("client_endpoint", self.client_endpoint().into());
        put("access_token", self.access_token.expose_secret().into());
        if let Some(token) = &self.refresh_token {
            put("refresh_token", token.expose_secret().into());
        }
        if let Some(expires) = self.expires {
            put("expires", expires.into());
        }
        if let Some(user) = self.user_id {
            put("user_id", user.into());
        }
        if let Some(scope) = &self.scope {
            put("scope", scope.as_str().into());
        }
        if let Some(status) = &self.status {
            put("status", status.as_str().into());
        }
        Value::Object(object).to_string().into()
    }

    /// Reads the JSON of [`Tokens::to_json`], or the answer of the authorisation server.
    pub fn from_json(text: &SecretString) -> Result<Self, TokensError> {
        match serde_json::from_str(text.expose_secret()) {
            Ok(Value::Object(object)) => TokensBuilder::of(&object).build(),
            _ => Err(TokensError::NotJson),
        }
    }

    /// The same tokens for another address of their portal.
    pub(crate) fn at(self, endpoint: Endpoint) -> Self {
        Self { endpoint, ..self }
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// How long the access token is still valid.
    pub(crate) fn lifetime(&self) -> Option<Duration> {
        self.expires_at()?.duration_since(system_time()).ok()
    }

    /// Whether the other tokens may belong to another user.
    pub(crate) fn is_of_another_user(&self, other: &Self) -> bool {
        matches!((self.user_id, other.user_id), (Some(ours), Some(theirs)) if ours != theirs)
    }

    /// Whether they are certainly valid for longer than the other ones.
    pub(crate) fn lasts_longer_than(&self, other: &Self) -> bool {
        matches!((self.expires, other.expires), (Some(ours), Some(theirs)) if ours > theirs)
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("member_id", &self.member_id)
            .field("client_endpoint", &self.endpoint)
            .field("refresh_token", &self.refresh_token)
            .field("expires", &self.expires)
            .field("user_id", &self.user_id)
            .field("scope", &self.scope)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_of_the_server_is_read() {
        let answer = r#"{"access_token": "ydtj8pho532wydb5ixk78ol7uqlb7sch",
            "client_endpoint": "https://portal.bitrix24.com/rest/", "domain": "oauth.bitrix.info", "expires": 1780319382,
            "expires_in": 3600, "member_id": "a223c6b3710f85df22e9377d6c4f7553",
            "refresh_token": "3s6lr4kr3cv2od4v853gvrchb875bwxb", "scope": "crm,entity,im,task",
            "server_endpoint": "https://oauth.bitrix.info/rest/", "status": "F", "user_id": 67}"#;
        let tokens = Tokens::from_json(&answer.into()).expect("tokens");
        assert_eq!(tokens.portal(), "portal.bitrix24.com");
        assert_eq!(tokens.member_id(), "a223c6b3710f85df22e9377d6c4f7553");
        assert_eq!(
            (tokens.user_id(), tokens.status()),
            (Some(67), Some(AppStatus::Free))
        );
        assert_eq!(tokens.scopes().count(), 4);
        let lifetime = tokens.lifetime().expect("a lifetime").as_secs();
        assert!((3590..=3600).contains(&lifetime), "{lifetime}");
        let again = Tokens::from_json(&tokens.to_json()).expect("tokens");
        assert!(again.is_same_pair(&tokens));
        assert_eq!(again.expires_at(), tokens.expires_at());
        assert_eq!(format!("{again:?}"), format!("{tokens:?}"));
        for secret in ["ydtj8pho", "3s6lr4kr"] {
            assert!(!format!("{tokens:?}").contains(secret));
        }
    }

    #[test]
    fn what_lacks_is_named() {
        let full = || {
            Tokens::builder()
                .member_id("a")
                .domain("b.example")
                .access_token("c")
        };
        assert!(full().build().is_ok());
        let refused = |builder: TokensBuilder| builder.build().expect_err("something lacks");
        assert_eq!(refused(full().member_id(" ")), TokensError::NoMemberId);
        assert_eq!(refused(full().access_token("")), TokensError::NoAccessToken);
        assert_eq!(refused(full().domain("")), TokensError::NoEndpoint);
        assert_eq!(
            refused(full().client_endpoint("nowhere")),
            TokensError::Endpoint(AddressError::Url)
        );
        let text = r#"{"access_token": 5}"#.into();
        assert_eq!(
            Tokens::from_json(&text).expect_err("no tokens"),
            TokensError::NoEndpoint
        );
    }

    #[test]
    fn pairs_are_told_apart_by_both_tokens() {
        let pair = |access: &str, refresh: Option<&str>| {
            let builder = Tokens::builder()
                .member_id("a")
                .domain("b.example")
                .access_token(access);
            let builder = match refresh {
                Some(token) => builder.refresh_token(token),
                None => builder,
            };
            builder.build().expect("tokens")
        };
        assert!(pair("1", Some("2")).is_same_pair(&pair("1", Some("2"))));
        assert!(!pair("1", Some("2")).is_same_pair(&pair("1", Some("3"))));
        assert!(!pair("1", Some("2")).is_same_pair(&pair("2", Some("2"))));
        assert!(!pair("1", Some("2")).is_same_pair(&pair("1", None)));
    }
}
