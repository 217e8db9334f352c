//! Placements (widgets), and the methods `placement.*`.
//!
//! An application binds the address of a handler to a place in the portal's interface with the method `placement.bind`.
//! When a user opens that place, the portal asks the handler for a page. [`decode()`] reads this request, and
//! [`Unverified::verify`] compares the token by which the handler knows that it comes from Bitrix24.
//!
//! Each placement has a type for its codes, one for the options with which it is bound, and one for what its handler
//! gets; [`Context`] has them all.

#[cfg(feature = "axum")]
pub use crate::handler::extract::Rejection;
pub use crate::handler::placement::{Request, decode};
pub use crate::handler::{
    AppStatus, ApplicationToken, Auth, DecodeError, MAX_BODY, Unverified, VerifyError,
};

// The methods `placement.*`, and the context of every placement.
include!(concat!(env!("OUT_DIR"), "/placement/api.rs"));
