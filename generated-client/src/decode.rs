//! Reading JSON into typed places.
//!
//! One visitor walks the JSON once. A [`Record`] tells it, key by key, which [`Place`] a value goes to, so that no code is
//! generated for a record but a table of its keys and a `match` over its fields. What the portal's answers spell in
//! several ways is understood in [`lenient`] and in [`dates`], and nowhere else.

mod context;
mod dates;
mod exact;
mod lenient;
mod record;
mod slot;
mod source;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};

pub(crate) use self::context::Context;
pub(crate) use self::dates::{date, date_time};
pub use self::exact::attempt;
pub(crate) use self::exact::other_spelling;
pub(crate) use self::lenient::{decimal_of_text, flag, integer, text};
pub(crate) use self::record::TextKey;
pub(crate) use self::slot::Slot;

use crate::field::{Field, Misfit, Place, describe};
use crate::value::Value;

/// Reads a value out of JSON text.
pub fn from_slice<T: Field>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = from_deserializer(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a typed value out of one of any shape.
pub fn from_value<T: Field>(value: &Value) -> Result<T, Misfit> {
    let mut slot = None;
    match fill_from(value, T::place(&mut slot)) {
        Err(misfit) => Err(misfit),
        Ok(()) => slot
            .or_else(T::absent)
            .ok_or_else(|| nothing(T::place(&mut None).expected(), value)),
    }
}

/// Reads a value from any deserializer of serde that knows what its input looks like.
pub fn from_deserializer<'de, T: Field, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut slot = None;
    fill(deserializer, T::place(&mut slot))?;
    slot.or_else(T::absent).ok_or_else(|| {
        D::Error::custom(format_args!(
            "expected {}, got nothing",
            T::place(&mut None).expected()
        ))
    })
}

fn fill<'de, D: Deserializer<'de>>(deserializer: D, place: Place<'_>) -> Result<(), D::Error> {
    let mut context = Context::default();
    let filled = Slot::new(place, &mut context).deserialize(deserializer);
    filled.map_err(|error| match context.take("") {
        Some(misfit) => D::Error::custom(misfit),
        None => error,
    })
}

fn fill_from(value: &Value, place: Place<'_>) -> Result<(), Misfit> {
    let mut context = Context::default();
    Slot::new(place, &mut context)
        .deserialize(value)
        .map_err(|error| context.take("").unwrap_or_else(|| Misfit::other(&error)))
}

fn nothing(expected: &'static str, value: &Value) -> Misfit {
    Misfit {
        path: String::new(),
        expected: expected.to_owned(),
        found: describe(value),
    }
}

impl Value {
    /// Reads the value as another type, with the leniency of answers.
    ///
    /// # Errors
    /// The first place that cannot be read, with its JSON path.
    pub fn read<T: Field>(&self) -> Result<T, Misfit> {
        from_value(self)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_deserializer(deserializer)
    }
}
