//! Support for the tests of the client: the concept schemas as code, the harness that makes typed
//! calls from data, the checks of payloads, the soak, and a portal in another process.

#![allow(
    rustdoc::redundant_explicit_links,
    reason = "emitted documentation links by full paths"
)]

pub mod apart;
pub mod checks;
pub mod harness;
pub mod soak;

/// The runtime, at the path that emitted code uses.
#[doc(hidden)]
pub use bitrix24::runtime;

include!(concat!(env!("OUT_DIR"), "/api.rs"));

/// A hand-written module of the client, with the items that are emitted into it for the concept
/// schemas.
#[allow(clippy::all, clippy::pedantic)]
pub mod event {
    include!(concat!(env!("OUT_DIR"), "/event/api.rs"));
}

/// A hand-written module of the client, with the items that are emitted into it for the concept
/// schemas.
#[allow(clippy::all, clippy::pedantic)]
pub mod placement {
    include!(concat!(env!("OUT_DIR"), "/placement/api.rs"));
}

/// The methods of the shipped schema.
#[allow(
    clippy::match_single_binding,
    clippy::too_many_lines,
    reason = "written by the build script, a step for each field"
)]
pub mod shipped {
    include!(concat!(env!("OUT_DIR"), "/harness/shipped.rs"));
}

/// The methods of the concept schemas.
#[allow(
    clippy::match_single_binding,
    clippy::too_many_lines,
    reason = "written by the build script, a step for each field"
)]
pub mod concepts {
    include!(concat!(env!("OUT_DIR"), "/harness/concepts.rs"));
}

/// The code that the README shows, as doctests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The code of the guide from the vendor's SDKs, as doctests.
#[cfg(doctest)]
#[doc = include_str!("../generated-client/MIGRATING.md")]
struct Migrating;
