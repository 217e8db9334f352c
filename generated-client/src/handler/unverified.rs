//! Requests to a handler whose sender is not verified.

use std::fmt;

use super::auth::Auth;
use super::error::VerifyError;
use super::token::ApplicationToken;

/// A request that anybody on the Internet may have sent: an event or a placement's request before
/// its token was compared.
///
/// Only [`verify`](Self::verify) returns its content. The identifier of the portal can be read
/// before, to look up the token.
#[must_use = "the content is only available through `verify`"]
pub struct Unverified<T> {
    content: Box<T>,
}

/// A request that carries the token of its sender.
pub trait Signed {
    /// The sender and its token.
    fn auth(&self) -> &Auth;
}

impl<T: Signed> Unverified<T> {
    pub(crate) fn new(content: T) -> Self {
        Self {
            content: Box::new(content),
        }
    }

    /// Returns the content if its token is equal to `token`.
    ///
    /// # Errors
    ///
    /// It has no token or another one: it is not from the portal that shares the token.
    pub fn verify(self, token: &ApplicationToken) -> Result<T, VerifyError> {
        match &self.content.auth().application_token {
            None => Err(VerifyError::NoToken),
            Some(given) if given.matches(token) => Ok(*self.content),
            Some(_) => Err(VerifyError::WrongToken),
        }
    }

    /// Identifier of the portal, as the request claims. An application with many portals looks up
    /// the token by it.
    pub fn member_id(&self) -> Option<&str> {
        self.content.auth().member_id.as_deref()
    }

    /// The content, unverified.
    pub(crate) fn unproven(&self) -> &T {
        &self.content
    }

    /// The content by value, unverified.
    pub(crate) fn into_unproven(self) -> T {
        *self.content
    }
}

impl<T> fmt::Debug for Unverified<T> {
    /// The content is not printed: it may be anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unverified").finish_non_exhaustive()
    }
}
