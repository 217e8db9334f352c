//! Events, and the methods `event.*`.
//!
//! An application subscribes to an event with the method `event.bind`, or a user adds an outgoing
//! webhook in the interface; the portal then sends each event to the URL of a handler, as a form.
//! [`decode()`] reads it, and [`Unverified::verify`] compares the token that proves that it comes
//! from Bitrix24:
//!
//! ```
//! use bitrix24::event::{self, ApplicationToken, Data};
//!
//! # fn handle(body: &[u8], token: &ApplicationToken) -> Result<(), Box<dyn std::error::Error>> {
//! let event = event::decode(body)?.verify(token)?;
//! match event.data {
//!     Data::Unknown { name, .. } => println!("nobody waits for {name}"),
//!     data => println!("{data:?}"),
//! }
//! # Ok(())
//! # }
//! # let body = b"event=ONSOMETHING&auth[application_token]=5185";
//! # handle(body, &ApplicationToken::new("5185")).expect("a verified event");
//! ```
//!
//! With the feature `axum`, [`Event`] is an extractor; see the example `event_handler`.

#[cfg(feature = "axum")]
mod extract;
mod incoming;

pub use self::incoming::{Event, decode};
#[cfg(feature = "axum")]
pub use crate::handler::extract::Rejection;
pub use crate::handler::{
    AppStatus, ApplicationToken, Auth, DecodeError, MAX_BODY, Unverified, VerifyError,
};

// The methods `event.*`, and the data of every event.
include_emitted!("/event/api.rs");
