//! Decodes the body of a request into a typed event.

use std::fmt;

use super::Data;
use crate::decode::from_value;
use crate::field::TypeMismatch;
use crate::handler::fields::Fields;
use crate::handler::{Auth, DecodeError, Signed, Unverified};
use crate::request;
use crate::value::{Extra, Map, Value};
use crate::values::Timestamp;

/// An event: a change in a portal.
///
/// Most events contain only an identifier; a method such as `crm.deal.get` returns the object.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event {
    /// The data of the change, typed by the name of the event.
    pub data: Data,
    /// Number of the handler's registration.
    pub handler_id: Option<i64>,
    /// When the queue sent it.
    pub ts: Option<Timestamp>,
    /// The portal, and tokens of the user who caused it.
    pub auth: Auth,
    /// Other fields. They may contain secrets, and are not printed.
    pub extra: Extra,
}

impl Event {
    /// Name of the event in capitals.
    pub fn name(&self) -> &str {
        self.data.name()
    }

    /// Reads the data as another type, if the event is of that type: for events of a user's own
    /// schema.
    ///
    /// # Errors
    ///
    /// The name matches, and the data have another type.
    pub fn read<T: request::Event>(&self) -> Option<Result<T, TypeMismatch>> {
        (self.name() == T::NAME).then(|| from_value(&self.data.to_value()))
    }
}

impl Signed for Event {
    fn auth(&self) -> &Auth {
        &self.auth
    }
}

impl Unverified<Event> {
    /// Name of the event in capitals, as the request claims.
    pub fn name(&self) -> &str {
        self.unproven().name()
    }

    /// Returns the event `ONAPPINSTALL`, the first one that an application receives: there is no
    /// token to compare with yet, since this event brings it.
    ///
    /// Whoever knows the handler's URL can send one. So let
    /// [`Portals::install`](crate::oauth::Portals::install) confirm its tokens, which asks the
    /// authorisation server that you know, before you store any of it; the addresses in it are as
    /// unproven as the rest.
    ///
    /// # Errors
    ///
    /// Any other event, unchanged.
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

/// Decodes an event from the body of a handler's request: a form
/// (`application/x-www-form-urlencoded`), as PHP writes it.
///
/// Names of events are matched without regard to case. An event that the schema does not describe
/// is [`Data::Unknown`], with all its data. Empty values are absent.
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
/// A body that is too large, nested too deep or not UTF-8, that names no event, or whose data have
/// another type than the event's.
pub fn decode(body: &[u8]) -> Result<Unverified<Event>, DecodeError> {
    let mut fields = Fields::read(&[body])?;
    let name = fields
        .text("event")?
        .ok_or(DecodeError::Missing { name: "event" })?
        .to_ascii_uppercase();
    let data = fields.take("data").unwrap_or(Value::Map(Map::new()));
    let auth = fields.object("auth", "auth.")?;
    Ok(Unverified::new(Event {
        // Events of connectors call it otherwise.
        handler_id: match fields.number("event_handler_id")? {
            None => fields.number("eventId")?,
            found => found,
        },
        ts: fields.number("ts")?,
        auth: Auth::of_event(auth)?,
        data: Data::read(&name, data)
            .map_err(|mismatch| DecodeError::TypeMismatch { of: name, mismatch })?,
        extra: fields.rest(),
    }))
}
