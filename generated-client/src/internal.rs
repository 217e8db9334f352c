//! What the client shares with `bitrix24-portal`, so that both read and write the same. It is not
//! for users, and may change with any version.
//!
//! | item | the client's use | the portal's use |
//! | --- | --- | --- |
//! | [`php`] | the bodies that handlers receive | parameters of calls |
//! | [`fits`], [`message_fits`] | families of fields, errors that only a message tells apart | the same names and messages |
//! | [`decimal`] | numbers in requests | numbers in answers |
//! | [`map_of_distinct`] | | objects with many keys |
//! | [`RealClock`] | limits and tokens | the same, at the same time as all clients |
//! | [`identifier`] | idempotency keys | keys, codes and tokens |
//! | [`LimitValues`] | | what the portal enforces |

use std::time::Duration;

pub use crate::clock::RealClock;
pub use crate::encode::decimal;
use crate::limits::Limits;
pub use crate::pattern::{fits, message_fits};
pub use crate::random::identifier;
pub use crate::value::map_of_distinct;

/// PHP's form encoding.
pub mod php {
    pub use crate::php::{Refused, array, decode};
}

/// The values of [`Limits`].
#[derive(Debug, Clone, Copy)]
pub struct LimitValues {
    /// Requests that are forgotten each second; `None` when requests are not counted.
    pub rate: Option<f64>,
    /// Largest count of requests.
    pub burst: u32,
    /// Time that a method may use; `None` when it is not counted.
    pub operating: Option<Duration>,
}

impl From<Limits> for LimitValues {
    fn from(limits: Limits) -> Self {
        Self {
            rate: limits.rate,
            burst: limits.burst,
            operating: limits.operating,
        }
    }
}
