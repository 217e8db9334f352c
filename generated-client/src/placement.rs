//! Placements (widgets), and the methods `placement.*`.
//!
//! An application binds the URL of a handler to a location in the portal's interface with the
//! method `placement.bind`. When a user opens it, the portal requests a page from the handler.
//! [`decode()`] reads this request, and [`Unverified::verify`] compares the token that proves that
//! it comes from Bitrix24.
//!
//! Each placement has a type for its codes, one for the options with which it is bound, and one for
//! what its handler receives; [`Context`] covers all of them.

#[cfg(feature = "axum")]
mod extract;
mod incoming;

pub use self::incoming::{Request, decode};
#[cfg(feature = "axum")]
pub use crate::handler::extract::Rejection;
pub use crate::handler::{
    AppStatus, ApplicationToken, Auth, DecodeError, MAX_BODY, Unverified, VerifyError,
};

/// Binds a handler to a placement with options: `placement.bind` for a code and its options.
///
/// To bind without options, use [`bind`], which takes a code too.
///
/// ```
/// use bitrix24::crm::widget::{CrmDetailActivityCode, CrmDetailActivityOptions};
/// use bitrix24::placement;
///
/// let options = CrmDetailActivityOptions::new().use_built_in_interface(true);
/// let request = placement::bind_with_options(CrmDetailActivityCode::Deal, "https://example.com/button", options)
///     .title("My button");
/// # let _ = request;
/// ```
#[cfg(feature = "placement")]
pub fn bind_with_options<C: crate::request::PlacementCode>(
    code: C,
    handler: impl crate::IntoArg<String, crate::Required>,
    options: C::Options,
) -> Bind {
    bind(code.as_code(), handler).param("OPTIONS", options)
}

// The methods `placement.*`, and the context of every placement.
include_emitted!("/placement/api.rs");
