//! The authorisation server, which issues and renews tokens.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{ACCEPT, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use super::application::{Application, Grant};
use crate::clock::Clock;
use crate::error::{AuthCode, AuthError, AuthKind};
use crate::platform::{self, Incoming};
use crate::scrub::{bounded, scrub};
use crate::tokens::{Tokens, TokensBuilder, TokensError};

/// Requests tokens from the authorisation server.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) application: Application,
    pub(crate) http: reqwest::Client,
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Time limit of an answer. A code is not valid for longer.
const LIMIT: Duration = Duration::from_secs(30);
/// Largest answer that is read.
const MOST: usize = 64 * 1024;
/// Number of attempts of a renewal without an answer. If the answer to the first one was lost, its
/// token is used up, and the second one is refused: that is no worse than before.
const TRIES: u32 = 3;
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// The answer of the server.
struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Server {
    /// Exchanges the code from a user's browser.
    pub(crate) async fn exchange(&self, code: &str) -> Result<Tokens, AuthError> {
        let answer = self.ask(&Grant::Code(code)).await?;
        self.read(&answer, &[code], None)
    }

    /// Renews a pair that somebody has sent, and returns what the server says: tokens, portal and
    /// address. Of what was sent, only the refresh token is used.
    pub(crate) async fn confirm(&self, tokens: &Tokens) -> Result<Tokens, AuthError> {
        if tokens.refresh_token().is_none() {
            return Err(AuthError::new(AuthKind::Unconfirmed));
        }
        let confirmed = self.renew(tokens, None).await?;
        if confirmed.member_id() != tokens.member_id() {
            return Err(AuthError::new(AuthKind::OtherPortal {
                member_id: tokens.member_id().to_owned(),
            }));
        }
        Ok(confirmed)
    }

    /// Renews a pair.
    pub(crate) async fn refresh(&self, tokens: &Tokens) -> Result<Tokens, AuthError> {
        self.renew(tokens, Some(tokens)).await
    }

    /// Renews a pair. What the answer lacks is that of `known`.
    async fn renew(&self, tokens: &Tokens, known: Option<&Tokens>) -> Result<Tokens, AuthError> {
        let Some(token) = tokens.refresh_token() else {
            return Err(AuthError::new(AuthKind::NoRefreshToken));
        };
        let mut attempt = 1;
        loop {
            let result = match self.ask(&Grant::Refresh(token)).await {
                Ok(answer) => self.read(&answer, &secrets(tokens), known),
                Err(error) => Err(error),
            };
            match result {
                Err(error) if attempt < TRIES && may_pass(&error.kind) => {
                    tracing::debug!(reason = %error.kind, attempt, "asking the authorisation server again");
                    let wait = FIRST_WAIT * 2u32.pow(attempt - 1);
                    self.clock.sleep_until(self.clock.now() + wait).await;
                    attempt += 1;
                }
                result => return result,
            }
        }
    }

    /// Sends a request, whose URL contains secrets.
    async fn ask(&self, grant: &Grant<'_>) -> Result<Answer, AuthError> {
        let url = self.application.token_url(grant);
        match platform::timeout(LIMIT, self.get(url)).await {
            Some(answer) => answer,
            None => Err(self.unreachable(format!("no answer came within {LIMIT:?}"))),
        }
    }

    async fn get(&self, url: Url) -> Result<Answer, AuthError> {
        let failed = |error: reqwest::Error| {
            if platform::IS_WEB {
                // The browser decides what is in the text, and the URL contains secrets.
                return self.unreachable("the browser got no answer".to_owned());
            }
            let error = error.without_url();
            let reason = innermost(&error);
            self.unreachable(reason).caused_by(error)
        };
        let mut request = self
            .http
            .get(url.clone())
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(name) = &self.user_agent {
            request = request.header(USER_AGENT, name.clone());
        }
        let response = request.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let unreadable = |reason: &str| self.unreadable(status, reason);
        if response.status().is_redirection() || *response.url() != url {
            return Err(unreadable("a redirect, which no secret is sent after"));
        }
        let mut incoming = Incoming::new(response);
        let mut body = Vec::new();
        while let Some(chunk) = incoming.next().await.map_err(failed)? {
            body.extend_from_slice(&chunk);
            if body.len() > MOST {
                return Err(unreadable("an answer that is far too long"));
            }
        }
        Ok(Answer { status, body })
    }

    /// Tokens, or the error of the server. `renewed` are tokens of the same portal, whose address
    /// is known.
    fn read(
        &self,
        answer: &Answer,
        secrets: &[&str],
        renewed: Option<&Tokens>,
    ) -> Result<Tokens, AuthError> {
        let unreadable = |reason: &str| self.unreadable(answer.status, reason);
        let Ok(Value::Object(object)) = serde_json::from_slice(&answer.body) else {
            return Err(unreadable("something else than a JSON object"));
        };
        if let Some(code) = object.get("error") {
            return Err(self.refused(answer.status, code, &object, secrets));
        }
        let mut builder = TokensBuilder::of(&object);
        if let Some(renewed) = renewed
            && !builder.has_endpoint()
        {
            builder = builder.client_endpoint(renewed.client_endpoint());
        }
        let tokens = builder.build().map_err(|error| {
            let reason = match error {
                TokensError::NotJson => "something else than a JSON object".to_owned(),
                other => other.to_string(),
            };
            unreadable(&reason)
        })?;
        match renewed {
            Some(renewed) if renewed.member_id() != tokens.member_id() => {
                Err(unreadable("the tokens of another portal"))
            }
            _ => Ok(tokens),
        }
    }

    fn refused(
        &self,
        status: u16,
        code: &Value,
        object: &Map<String, Value>,
        secrets: &[&str],
    ) -> AuthError {
        let clean = |text: &str| {
            let own = self.application.client_secret().expose_secret();
            let mut clean = scrub(&bounded(text), own).into_owned();
            for secret in secrets {
                clean = scrub(&clean, secret).into_owned();
            }
            clean
        };
        let message = object.get("error_description").and_then(Value::as_str);
        let code = match code {
            Value::String(code) => clean(code),
            other => clean(&other.to_string()),
        };
        AuthError::new(AuthKind::Refused {
            code: AuthCode::from_code(&code),
            message: clean(message.unwrap_or_default()),
            status,
        })
    }

    fn unreachable(&self, reason: String) -> AuthError {
        AuthError::new(AuthKind::Unreachable {
            server: self.application.server_host(),
            reason,
        })
    }

    fn unreadable(&self, status: u16, reason: &str) -> AuthError {
        AuthError::new(AuthKind::Answer {
            server: self.application.server_host(),
            status,
            reason: reason.to_owned(),
        })
    }
}

/// The secrets of a pair.
fn secrets(tokens: &Tokens) -> Vec<&str> {
    let tokens = [Some(tokens.access_token()), tokens.refresh_token()];
    let tokens = tokens.into_iter().flatten();
    tokens.map(SecretString::expose_secret).collect()
}

/// Whether a retry of the same request may succeed.
fn may_pass(kind: &AuthKind) -> bool {
    match kind {
        AuthKind::Unreachable { .. } => true,
        AuthKind::Answer { status, .. } => *status >= 500,
        _ => false,
    }
}

fn innermost(error: &reqwest::Error) -> String {
    let mut innermost: &dyn StdError = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
