//! Events: from the body of a request to typed data.

use std::fmt;

use super::Data;
use crate::decode::from_value;
use crate::field::Misfit;
use crate::handler::fields::Fields;
use crate::handler::{Auth, DecodeError, Signed, Unverified};
use crate::request;
use crate::value::{Extra, Map, Value};
use crate::values::Timestamp;

/// An event: something that has changed in a portal.
///
/// Most events tell an identifier only; the object itself is read with a method, such as `crm.deal.get`.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event {
    /// What has changed, typed by the name of the event.
    pub data: Data,
    /// Number of the handler's registration.
    pub handler_id: Option<i64>,
    /// When the queue has sent it.
    pub ts: Option<Timestamp>,
    /// The portal, and tokens of the user who caused it.
    pub auth: Auth,
    /// What else came. It may hold secrets, and is not printed.
    pub extra: Extra,
}

impl Event {
    /// Name of the event in capitals.
    pub fn name(&self) -> &str {
        self.data.name()
    }

    /// Reads the data as a type of your own, if the event is of that type: for events of a schema of your own.
    ///
    /// # Errors
    ///
    /// The name is right, and the data are not of the type.
    pub fn read<T: request::Event>(&self) -> Option<Result<T, Misfit>> {
        (self.name() == T::NAME).then(|| from_value(&self.data.to_value()))
    }
}

impl Signed for Event {
    fn auth(&self) -> &Auth {
        &self.auth
    }
}

impl Unverified<Event> {
    /// Name of the event in capitals, as it claims.
    pub fn name(&self) -> &str {
        self.unproven().name()
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
            Ok(self.into_unproven())
        } else {
            Err(self)
        }
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("data", &self.data)
            .field("handler_id", &self.handler_id)
            .field("ts", &self.ts)
            .field("auth", &self.auth)
            .finish_non_exhaustive()
    }
}

/// Reads an event from the body of the request that a handler got: a form (`application/x-www-form-urlencoded`), as PHP
/// writes it.
///
/// Names of events are matched without regard to case. An event that is not described is [`Data::Unknown`], with all that
/// came. Values that are empty are absent.
///
/// ```
/// use bitrix24::event::{self, ApplicationToken, Data};
///
/// let body = b"event=ONSOMETHING&data[ID]=5&ts=1736405807&auth[application_token]=5185";
/// let event = event::decode(body)?.verify(&ApplicationToken::new("5185"))?;
/// assert_eq!(event.name(), "ONSOMETHING");
/// match event.data {
///     Data::Unknown { data, .. } => assert_eq!(data["ID"].as_text(), Some("5")),
///     other => println!("{other:?}"),
/// }
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// A body that is too large, nested too deep or no UTF-8, that names no event, or whose data are not of the event's type.
pub fn decode(body: &[u8]) -> Result<Unverified<Event>, DecodeError> {
    let mut fields = Fields::read(&[body])?;
    let name = fields
        .text("event")?
        .ok_or(DecodeError::Missing { name: "event" })?
        .to_ascii_uppercase();
    let data = fields.take("data").unwrap_or(Value::Map(Map::new()));
    let auth = fields.object("auth", "auth.")?;
    Ok(Unverified::new(Event {
        handler_id: fields.number("event_handler_id")?,
        ts: fields.number("ts")?,
        auth: Auth::of_event(auth)?,
        data: Data::read(&name, data).map_err(|misfit| DecodeError::Misfit { of: name, misfit })?,
        extra: fields.rest(),
    }))
}
