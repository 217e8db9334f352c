//! Secrets of an application, which texts may repeat.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};

use crate::scrub::scrub;
use crate::tokens::Tokens;

/// The secret of the application and its recent tokens: a late answer may repeat an earlier one.
pub(super) struct Secrets {
    application: SecretString,
    tokens: Mutex<VecDeque<SecretString>>,
}

/// Number of tokens that are kept: those of eight pairs.
const MOST: usize = 16;

impl Secrets {
    pub(super) fn new(application: SecretString) -> Self {
        Self {
            application,
            tokens: Mutex::default(),
        }
    }

    pub(super) fn keep(&self, tokens: &Tokens) {
        let mut kept = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let new = [Some(tokens.access_token()), tokens.refresh_token()];
        for token in new.into_iter().flatten() {
            if kept
                .iter()
                .any(|kept| kept.expose_secret() == token.expose_secret())
            {
                continue;
            }
            if kept.len() == MOST {
                kept.pop_front();
            }
            kept.push_back(token.clone());
        }
    }

    pub(super) fn scrub<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let kept = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let mut clean = Cow::Borrowed(text);
        for secret in kept.iter().chain([&self.application]) {
            let secret = secret.expose_secret();
            if secret.is_empty() {
                continue;
            }
            if let Cow::Owned(scrubbed) = scrub(&clean, secret) {
                clean = Cow::Owned(scrubbed);
            }
        }
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_late_and_the_secret_are_blotted_out() {
        let secrets = Secrets::new("LJSl0lNB76B5YY6u".into());
        for number in 0..9 {
            let tokens = Tokens::builder()
                .member_id("a")
                .domain("b.example")
                .access_token(format!("access-token-{number}"))
                .refresh_token(format!("refresh-token-{number}"));
            secrets.keep(&tokens.build().expect("tokens"));
        }
        let text = "access-token-8 refresh-token-1 LJSl0lNB76B5YY6u access-token-0";
        assert_eq!(secrets.scrub(text), "*** *** *** access-token-0");
        assert!(matches!(secrets.scrub("nothing"), Cow::Borrowed(_)));
    }
}
