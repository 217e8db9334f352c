//! Scalars of the API that have no type in the standard library.

mod builtin;
mod date;
mod date_time;
mod decimal;
mod enumeration;
mod file;
mod flag;
mod id;
mod json;
mod money;
mod timestamp;
mod union;

pub use rust_decimal::Decimal;

pub use self::date::Date;
pub use self::date_time::DateTime;
#[doc(hidden)]
pub use self::decimal::decimal_literal;
pub use self::enumeration::Enumeration;
#[doc(hidden)]
pub use self::enumeration::EnumerationKind;
pub use self::file::{File, FileError};
pub(crate) use self::file::{authorises, remove_addresses};
pub use self::flag::Flag;
pub use self::id::{Entity, Id, IdentifiedBy, Key};
pub use self::money::Money;
pub use self::timestamp::Timestamp;
pub use self::union::Union;
#[doc(hidden)]
pub use self::union::UnionKind;
