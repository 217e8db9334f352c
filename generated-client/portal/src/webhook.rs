//! The webhook of the portal: its user and its code.

use std::hash::{BuildHasher, RandomState};

use bitrix24::{ExposeSecret, SecretString};

/// User whose rights the webhook has.
pub(crate) const USER: u64 = 1;

/// The webhook of a portal.
pub(crate) struct Webhook {
    code: SecretString,
}

impl Webhook {
    /// A webhook with this code, or with one of its own.
    pub(crate) fn new(given: Option<SecretString>) -> Self {
        Self {
            code: given.unwrap_or_else(|| SecretString::from(code())),
        }
    }

    /// The path of the webhook, which contains its code.
    pub(crate) fn path(&self) -> String {
        format!("/rest/{USER}/{}/", self.code.expose_secret())
    }

    /// Whether a path with this user and this code belongs to the webhook.
    pub(crate) fn admits(&self, user: &str, code: &str) -> bool {
        user == USER.to_string() && code == self.code.expose_secret()
    }
}

/// A code like those of real webhooks: 16 random letters and digits. It guards only a port of this
/// machine, so the seeds of the standard library's hash maps are random enough.
pub(crate) fn code() -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut number = u128::from(RandomState::new().hash_one(1)) << 64
        | u128::from(RandomState::new().hash_one(2));
    let mut code = String::new();
    for _ in 0..16 {
        let letter = usize::try_from(number % 36).unwrap_or_default();
        code.push(char::from(LETTERS[letter]));
        number /= 36;
    }
    code
}
