//! A request to a handler of which nobody knows yet who sent it.

use std::fmt;

use super::auth::Auth;
use super::error::VerifyError;
use super::event::Event;
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
    pub(super) fn new(content: T) -> Self {
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
}

impl Unverified<Event> {
    /// Name of the event in capitals, as it claims.
    pub fn name(&self) -> &str {
        self.content.name()
    }

    /// Gives the event `ONAPPINSTALL`, which is the first that an application gets: there is no token to compare with
    /// yet, and this event brings it.
    ///
    /// Whoever knows the handler's address can send one. So renew its tokens at the authorisation server that you know,
    /// or call a method with them at the portal that you expect, before you keep anything of it; the addresses in it are
    /// as unproven as the rest.
    ///
    /// # Errors
    ///
    /// Any other event, back as it was.
    ///
    /// ```
    /// let body = b"event=ONAPPINSTALL&data[VERSION]=1&auth[member_id]=a1&auth[application_token]=5185";
    /// let event = bitrix24::event::decode(body)?.into_installation().expect("an installation");
    /// let token = event.auth.application_token.expect("a token");
    /// assert_eq!(token.expose_secret(), "5185");
    /// # Ok::<_, bitrix24::event::DecodeError>(())
    /// ```
    pub fn into_installation(self) -> Result<Event, Self> {
        if self.name() == "ONAPPINSTALL" {
            Ok(*self.content)
        } else {
            Err(self)
        }
    }
}

impl<T> fmt::Debug for Unverified<T> {
    /// Nothing of the content is shown: it may be anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unverified").finish_non_exhaustive()
    }
}
