//! Client for the [Bitrix24](https://www.bitrix24.com/) REST API in which every described method is
//! typed: its parameters, its answer and its errors.
//!
//! A method's name leads to its function: `crm.item.productrow.add` is
//! [`crm::item::productrow::add()`]. Required parameters are arguments of the function; optional
//! ones are setters of the request that it returns. [`Client::call`] sends the request.
//!
//! ```no_run
//! use bitrix24::crm::{OwnerType, item::productrow};
//! use bitrix24::{Client, Error, dec};
//!
//! # async fn run() -> Result<(), bitrix24::AnyError> {
//! let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/")?;
//! let fields = productrow::AddFields::new(13142, OwnerType::Deal).product_id(9621).price(dec!(80000));
//! let row = client.call(productrow::add(fields)).await?;
//!
//! match client.call(productrow::get(17622)).await {
//!     Ok(row) => println!("{:?} costs {:?}", row.product_name, row.price),
//!     Err(Error::Api(e)) if e.kind == productrow::GetError::NotFound => println!("no such row"),
//!     Err(other) => return Err(other.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - Fields of answers are `Option`s, since any can be absent: it depends on the user's rights, the
//!   version of the portal and the selection. Keys that the schema does not describe are in
//!   `extra`.
//! - Each method has an enumeration of its errors, in [`ApiError::kind`]; [`AnyError`] holds an
//!   error of any method.
//! - [`Client::send`] returns the whole answer; [`Client::call_raw`] and [`Client::list_raw`] call
//!   methods that the schema does not describe.
//! - [`oauth`] is for applications with OAuth 2.0.
//! - [`mod@event`] and [`placement`] read what a portal sends to an application's handlers.
//! - Custom fields of a portal are fields of a struct that derives `Entity`: see [`entity`].
//! - Files are sent as a [`File`], and received with [`Client::download`].
//! - Each call is a span `bitrix24.call` of `tracing` at the debug level, with `method`, `portal`,
//!   the number of the last `attempt`, its HTTP `status` and `duration`, the time `waited` for
//!   limits and between attempts, and the number of `rows` of a list. A [`Hook`] observes each
//!   request and each answer, and [`Client::stats`] counts them.
//! - The feature `blocking` has a client without `async`.
//! - Features are scopes of the API (`crm`; `full` for all), TLS back ends (`rustls`,
//!   `native-tls`), `blocking`, `derive`, `macros`, `redis`, `describe` and `axum`.
//! - The package `bitrix24-portal` is a portal in the process, for tests.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![allow(
    special_module_name,
    reason = "`main` is a namespace of the API; the lint ignores attributes of the module itself"
)]
#![allow(
    rustdoc::redundant_explicit_links,
    reason = "emitted links name the whole path, whatever the module has in scope"
)]

#[macro_use]
mod emitted;

mod address;
mod answer;
mod auth;
pub mod batch;
#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub mod blocking;
mod calling;
mod client;
mod clock;
mod decode;
#[cfg(feature = "describe")]
pub mod describe;
mod download;
mod encode;
#[allow(
    clippy::all,
    clippy::pedantic,
    reason = "a part of it is emitted, and nobody could mend its style"
)]
pub mod entity;
pub mod error;
mod error_kind;
#[allow(
    clippy::all,
    clippy::pedantic,
    reason = "most of it is emitted, and nobody could mend its style"
)]
pub mod event;
mod field;
pub mod filter;
mod handler;
mod hook;
#[doc(hidden)]
pub mod internal;
mod limits;
pub mod oauth;
pub mod paging;
mod params;
mod pattern;
mod php;
#[allow(
    clippy::all,
    clippy::pedantic,
    reason = "most of it is emitted, and nobody could mend its style"
)]
pub mod placement;
mod platform;
mod random;
#[cfg(feature = "redis")]
mod redis;
mod request;
mod retry;
#[doc(hidden)]
pub mod runtime;
mod scrub;
mod session;
mod stats;
mod time;
mod tokens;
mod transport;
mod value;
pub mod values;
mod webhook;

pub use crate::batch::{Batch, Handle, Reference, Results};
pub use crate::calling::{CallOptions, Envelope, RawMethod, RawParams};
pub use crate::client::{Client, ClientBuilder};
pub use crate::clock::{Clock, Sleep, VirtualClock};
pub use crate::download::Downloaded;
pub use crate::error::{AnyError, ApiError, Error};
pub use crate::error_kind::{SystemError, UndocumentedError};
pub use crate::filter::{Condition, Key, Order, Select};
pub use crate::hook::{Hook, RenewalInfo, RequestInfo, ResponseInfo};
#[cfg(feature = "redis")]
pub use crate::limits::RedisBucket;
pub use crate::limits::{Bucket, Limiter, LimiterError, Limits, Permit};
pub use crate::params::{Arg, Clear, IntoArg, Optional, Params, ParamsProblem, Required};
pub use crate::platform::BoxFuture;
pub use crate::request::{Call, Method, Request};
pub use crate::retry::{Retry, RetryPolicy, RetryReason};
pub use crate::stats::Stats;
pub use crate::time::Time;
pub use crate::value::{Extra, Map, Value};
pub use crate::values::{Date, DateTime, Decimal, File, Flag, Id, Money, Timestamp};

/// Secrets, such as the tokens of [`event::Auth`], and the trait that reveals them.
pub use secrecy::{ExposeSecret, SecretString};

/// ```
/// # #[cfg(feature = "crm")]
/// # mod example {
/// use bitrix24::{Id, crm};
///
/// #[derive(Debug, bitrix24::Entity)]
/// #[entity(of = crm::Deal)]
/// struct MyDeal {
///     id: Id<crm::Deal>,
///     title: String,
///     #[entity(field = "UF_CRM_1721244482250")]
///     greeting: Option<String>,
/// }
///
/// pub fn read() -> serde_json::Result<()> {
///     let row: crm::Deal = serde_json::from_str(
///         r#"{"ID": "7", "TITLE": "Roof", "UF_CRM_1721244482250": "Hello world!"}"#,
///     )?;
///     let deal = MyDeal::from_row(&row).expect("it has an identifier and a title");
///     assert_eq!((deal.id.get(), deal.title.as_str()), (7, "Roof"));
///     assert_eq!(deal.greeting.as_deref(), Some("Hello world!"));
///     Ok(())
/// }
/// # }
/// # #[cfg(feature = "crm")]
/// # example::read()?;
/// # Ok::<_, serde_json::Error>(())
/// ```
#[cfg(feature = "derive")]
pub use bitrix24_macros::Entity;
#[cfg(feature = "macros")]
pub use bitrix24_macros::schema;

// The emitted API: `crm`, `catalog` and so on.
include_emitted!("/api.rs");
