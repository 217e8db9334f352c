//! A request to a handler of which nobody knows yet who sent it.

use std::fmt;

use super::auth::Auth;
use super::error::VerifyError;
use super::token::ApplicationToken;

/// Something that anybody on the Internet may have sent: an event or a placement's request before its token was compared.
///
/// What is in it comes out of [`verify`](Self::verify) only. The identifier of the portal can be read before, to find the
/// token by.
#[must_use = "nothing is known about it until `verify` is called"]
pub struct Unverified<T> {
    content: Box<T>,
}

/// What carries the token of its sender.
pub trait Signed {
    /// Where the token is.
    fn auth(&self) -> &Auth;
}

impl<T: Signed> Unverified<T> {
    pub(crate) fn new(content: T) -> Self {
        Self {
            content: Box::new(content),
        }
    }

    /// Gives the content if it came with that token.
    ///
    /// # Errors
    ///
    /// It has no token or another one: it is not from the portal that the token was shared with.
    pub fn verify(self, token: &ApplicationToken) -> Result<T, VerifyError> {
        match &self.content.auth().application_token {
            None => Err(VerifyError::NoToken),
            Some(given) if given.matches(token) => Ok(*self.content),
            Some(_) => Err(VerifyError::WrongToken),
        }
    }

    /// Identifier of the portal that it claims to be from: by it an application with many portals finds the token.
    pub fn member_id(&self) -> Option<&str> {
        self.content.auth().member_id.as_deref()
    }

    /// The content without a comparison of tokens.
    pub(crate) fn unproven(&self) -> &T {
        &self.content
    }

    /// The content without a comparison of tokens, by value.
    pub(crate) fn into_unproven(self) -> T {
        *self.content
    }
}

impl<T> fmt::Debug for Unverified<T> {
    /// Nothing of the content is shown: it may be anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unverified").finish_non_exhaustive()
    }
}
