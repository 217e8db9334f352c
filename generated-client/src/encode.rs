//! Writing, comparing and showing typed values, shared by all types.
//!
//! All of it goes by [`Peek`], which is what a value looks like from outside.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::field::{Peek, Record, Written};
use crate::value::{Map, Value};

/// The value as JSON.
pub fn to_value<T: Written>(value: &T) -> Value {
    value_of(&value.peek())
}

/// What a peek shows, as JSON.
pub fn value_of(peek: &Peek<'_>) -> Value {
    match peek {
        Peek::Absent | Peek::Extra(_) => Value::Null,
        Peek::Integer(value) => Value::Integer(*value),
        Peek::Double(value) => Value::from(*value),
        Peek::Decimal(value) => decimal(*value),
        Peek::Text(text) => Value::Text((*text).to_owned()),
        Peek::Flag(value) => Value::from(if *value { "Y" } else { "N" }),
        Peek::Boolean(value) => Value::Bool(*value),
        Peek::Any(value) => (*value).clone(),
        Peek::Made(value) => value.clone(),
        Peek::List(list) => Value::List(
            (0..list.length())
                .map(|index| value_of(&list.item(index)))
                .collect(),
        ),
        Peek::Record(_) | Peek::Dict(_) => {
            let mut map = Map::new();
            each_entry(peek, &mut |key, value| {
                map.push(key.to_owned(), value_of(value));
            });
            Value::Map(map)
        }
    }
}

/// A decimal number as the wire wants it.
pub fn decimal(value: Decimal) -> Value {
    let value = value.normalize();
    if value.mantissa().unsigned_abs() >= 10_u128.pow(15) {
        return Value::Text(value.to_string());
    }
    match i64::try_from(value) {
        Ok(whole) if value.scale() == 0 => Value::Integer(whole),
        // Up to 15 digits the nearest `f64` is written with the same digits again.
        _ => value
            .to_string()
            .parse()
            .map_or_else(|_| Value::Text(value.to_string()), Value::Float),
    }
}

/// Calls `found` with each key and value that an object writes.
pub(crate) fn each_entry(peek: &Peek<'_>, found: &mut dyn FnMut(&str, &Peek<'_>)) {
    match peek {
        Peek::Record(record) => {
            for (index, key) in record.keys().iter().enumerate() {
                let value = record.peek(index);
                if !value.is_absent() {
                    found(key, &value);
                }
            }
            for index in 0..record.patterns().len() {
                if let Some(family) = record.peek_family(index) {
                    each_entry(&Peek::Dict(family), found);
                }
            }
            for (key, value) in record.extra() {
                found(key, &Peek::Any(value));
            }
        }
        Peek::Dict(dict) => {
            for index in 0..dict.length() {
                let (key, value) = dict.item(index);
                match value_of(&key) {
                    Value::Text(key) => found(&key, &value),
                    key => found(&key.to_json(), &value),
                }
            }
        }
        _ => {}
    }
}

impl Serialize for Peek<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Extra(_) => serializer.serialize_unit(),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Double(value) => serializer.serialize_f64(*value),
            Self::Decimal(value) => decimal(*value).serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(value) => serializer.serialize_str(if *value { "Y" } else { "N" }),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Any(value) => value.serialize(serializer),
            Self::Made(value) => value.serialize(serializer),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.length()))?;
                for index in 0..list.length() {
                    seq.serialize_element(&list.item(index))?;
                }
                seq.end()
            }
            Self::Record(_) | Self::Dict(_) => {
                let mut map = serializer.serialize_map(None)?;
                let mut result = Ok(());
                each_entry(self, &mut |key, value| {
                    if result.is_ok() {
                        result = map.serialize_entry(key, value);
                    }
                });
                result?;
                map.end()
            }
        }
    }
}

impl fmt::Debug for Peek<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent | Self::Extra(_) => f.write_str("null"),
            Self::Integer(value) => value.fmt(f),
            Self::Double(value) => value.fmt(f),
            Self::Decimal(value) => fmt::Display::fmt(value, f),
            Self::Text(text) => text.fmt(f),
            Self::Flag(value) | Self::Boolean(value) => value.fmt(f),
            Self::Any(value) => value.fmt(f),
            Self::Made(value) => value.fmt(f),
            Self::Record(record) => record.fmt(f),
            Self::List(list) => f
                .debug_list()
                .entries((0..list.length()).map(|index| list.item(index)))
                .finish(),
            Self::Dict(dict) => f
                .debug_map()
                .entries((0..dict.length()).map(|index| dict.item(index)))
                .finish(),
        }
    }
}

/// Shows a record: its name and the fields that are there, by their names on the wire.
pub fn debug(name: &str, record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    each_entry(&Peek::Record(record), &mut |key, value| {
        shown.field(key, value);
    });
    shown.finish_non_exhaustive()
}

/// Whether two records of one type hold the same.
pub fn same(one: &dyn Record, other: &dyn Record) -> bool {
    (0..one.keys().len()).all(|index| equal(&one.peek(index), &other.peek(index)))
        && (0..one.patterns().len()).all(|index| {
            match (one.peek_family(index), other.peek_family(index)) {
                (Some(one), Some(other)) => equal(&Peek::Dict(one), &Peek::Dict(other)),
                (one, other) => one.is_none() && other.is_none(),
            }
        })
        && one.extra() == other.extra()
}

/// Whether two values of one type are the same.
fn equal(one: &Peek<'_>, other: &Peek<'_>) -> bool {
    match (one, other) {
        (Peek::Absent, Peek::Absent) => true,
        (Peek::Integer(one), Peek::Integer(other)) => one == other,
        (Peek::Double(one), Peek::Double(other)) => one.partial_cmp(other) == Some(Ordering::Equal),
        (Peek::Decimal(one), Peek::Decimal(other)) => one == other,
        (Peek::Text(one), Peek::Text(other)) => one == other,
        (Peek::Flag(one), Peek::Flag(other)) | (Peek::Boolean(one), Peek::Boolean(other)) => {
            one == other
        }
        (Peek::Any(one), Peek::Any(other)) => one == other,
        (Peek::Made(one), Peek::Made(other)) => one == other,
        (Peek::Record(one), Peek::Record(other)) => same(*one, *other),
        (Peek::List(one), Peek::List(other)) => {
            one.length() == other.length()
                && (0..one.length()).all(|index| equal(&one.item(index), &other.item(index)))
        }
        (Peek::Dict(_), Peek::Dict(_)) => value_of(one) == value_of(other),
        _ => false,
    }
}

impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        decimal(value)
    }
}
