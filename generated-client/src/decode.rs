//! Reads JSON into sinks.
//!
//! One visitor walks the JSON once. For each key, a [`Record`] returns the [`Sink`] of its value,
//! so a record needs no generated code but a table of keys and a `match` over its fields. All
//! leniency, for values that portals spell in several ways, is in [`lenient`] and [`dates`].

mod context;
mod dates;
mod exact;
mod key;
mod lenient;
mod room;
mod visitor;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};

pub(crate) use self::context::Context;
pub(crate) use self::dates::{date, date_time};
pub use self::exact::attempt;
pub(crate) use self::exact::other_spelling;
pub(crate) use self::key::TextKey;
pub(crate) use self::lenient::{decimal_of_text, flag, integer, text};
pub(crate) use self::room::Room;
pub(crate) use self::visitor::SinkSeed;

use crate::field::{Field, Sink, TypeMismatch, describe};
use crate::value::Value;

/// Reads a value from JSON text.
pub fn from_slice<T: Field>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = from_deserializer(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads any JSON from text. `None` if it is malformed, or takes more than the room.
pub(crate) fn any_within(bytes: &[u8], room: Room) -> Option<Value> {
    let mut slot = None;
    let mut context = Context::within(room);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    SinkSeed::new(Sink::Any(&mut slot), &mut context)
        .deserialize(&mut deserializer)
        .ok()?;
    deserializer.end().ok()?;
    slot.or(Some(Value::Null))
}

/// Reads a typed value from a [`Value`].
pub fn from_value<T: Field>(value: &Value) -> Result<T, TypeMismatch> {
    let mut slot = None;
    match fill_from(value, T::sink(&mut slot)) {
        Err(mismatch) => Err(mismatch),
        Ok(()) => slot
            .or_else(T::absent)
            .ok_or_else(|| nothing(T::sink(&mut None).expected(), value)),
    }
}

/// Reads a value from any self-describing deserializer of serde.
pub fn from_deserializer<'de, T: Field, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut slot = None;
    fill(deserializer, T::sink(&mut slot))?;
    slot.or_else(T::absent).ok_or_else(|| {
        D::Error::custom(format_args!(
            "expected {}, got nothing",
            T::sink(&mut None).expected()
        ))
    })
}

fn fill<'de, D: Deserializer<'de>>(deserializer: D, sink: Sink<'_>) -> Result<(), D::Error> {
    let mut context = Context::default();
    let filled = SinkSeed::new(sink, &mut context).deserialize(deserializer);
    filled.map_err(|error| match context.take("") {
        Some(mismatch) => D::Error::custom(mismatch),
        None => error,
    })
}

fn fill_from(value: &Value, sink: Sink<'_>) -> Result<(), TypeMismatch> {
    // A union or a view may be read from the value within a walk.
    let mut context = Context::within(Room::lent());
    let filled = SinkSeed::new(sink, &mut context).deserialize(value);
    context.room.give_back();
    filled.map_err(|error| {
        context
            .take("")
            .unwrap_or_else(|| TypeMismatch::other(&error))
    })
}

fn nothing(expected: &'static str, value: &Value) -> TypeMismatch {
    TypeMismatch {
        path: String::new(),
        expected: expected.to_owned(),
        found: describe(value),
    }
}

impl Value {
    /// Reads the value as another type, with the leniency of answers.
    ///
    /// # Errors
    /// The first value that cannot be read, with its path.
    pub fn read<T: Field>(&self) -> Result<T, TypeMismatch> {
        from_value(self)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_deserializer(deserializer)
    }
}
