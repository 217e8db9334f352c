//! Writes, compares and prints typed values, for all types.
//!
//! Works on [`ValueRef`], a borrowed view of a value.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::field::{Record, ValueRef, Written};
use crate::value::{Map, Value};

/// The value as JSON.
pub fn to_value<T: Written>(value: &T) -> Value {
    value_of(&value.value_ref())
}

/// The value as JSON.
pub fn value_of(value_ref: &ValueRef<'_>) -> Value {
    match value_ref {
        ValueRef::Absent | ValueRef::Extra(_) => Value::Null,
        ValueRef::Integer(value) => Value::Integer(*value),
        ValueRef::Double(value) => Value::from(*value),
        ValueRef::Decimal(value) => decimal(*value),
        ValueRef::Text(text) => Value::Text((*text).to_owned()),
        ValueRef::Flag(value) => Value::from(if *value { "Y" } else { "N" }),
        ValueRef::Boolean(value) => Value::Bool(*value),
        ValueRef::Any(value) => (*value).clone(),
        ValueRef::Owned(value) => value.clone(),
        ValueRef::List(list) => Value::List(
            (0..list.length())
                .map(|index| value_of(&list.item(index)))
                .collect(),
        ),
        ValueRef::Record(_) | ValueRef::Map(_) => {
            let mut map = Map::new();
            each_entry(value_ref, &mut |key, value| {
                map.push(key.to_owned(), value_of(value));
            });
            Value::Map(map)
        }
    }
}

/// A decimal number as it is sent.
pub fn decimal(value: Decimal) -> Value {
    let value = value.normalize();
    if value.mantissa().unsigned_abs() >= 10_u128.pow(15) {
        return Value::Text(value.to_string());
    }
    match i64::try_from(value) {
        Ok(whole) if value.scale() == 0 => Value::Integer(whole),
        // With up to 15 digits, the nearest `f64` prints the same digits.
        _ => value
            .to_string()
            .parse()
            .map_or_else(|_| Value::Text(value.to_string()), Value::Float),
    }
}

/// Calls `found` with each key and value of an object.
pub(crate) fn each_entry(value_ref: &ValueRef<'_>, found: &mut dyn FnMut(&str, &ValueRef<'_>)) {
    match value_ref {
        ValueRef::Record(record) => {
            for (index, key) in record.keys().iter().enumerate() {
                let value = record.value_ref(index);
                if !value.is_absent() {
                    found(key, &value);
                }
            }
            for index in 0..record.patterns().len() {
                if let Some(family) = record.family_ref(index) {
                    each_entry(&ValueRef::Map(family), found);
                }
            }
            for (key, value) in record.extra() {
                found(key, &ValueRef::Any(value));
            }
        }
        ValueRef::Map(dict) => {
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

impl Serialize for ValueRef<'_> {
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
            Self::Owned(value) => value.serialize(serializer),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.length()))?;
                for index in 0..list.length() {
                    seq.serialize_element(&list.item(index))?;
                }
                seq.end()
            }
            Self::Record(_) | Self::Map(_) => {
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

impl fmt::Debug for ValueRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent | Self::Extra(_) => f.write_str("null"),
            Self::Integer(value) => value.fmt(f),
            Self::Double(value) => value.fmt(f),
            Self::Decimal(value) => fmt::Display::fmt(value, f),
            Self::Text(text) => text.fmt(f),
            Self::Flag(value) | Self::Boolean(value) => value.fmt(f),
            Self::Any(value) => value.fmt(f),
            Self::Owned(value) => value.fmt(f),
            Self::Record(record) => record.fmt(f),
            Self::List(list) => f
                .debug_list()
                .entries((0..list.length()).map(|index| list.item(index)))
                .finish(),
            Self::Map(dict) => f
                .debug_map()
                .entries((0..dict.length()).map(|index| dict.item(index)))
                .finish(),
        }
    }
}

/// Prints a record: its name and the present fields, by their keys.
pub fn debug(name: &str, record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    each_entry(&ValueRef::Record(record), &mut |key, value| {
        shown.field(key, value);
    });
    shown.finish_non_exhaustive()
}

/// Whether two records of one type are equal.
pub fn same(one: &dyn Record, other: &dyn Record) -> bool {
    (0..one.keys().len()).all(|index| equal(&one.value_ref(index), &other.value_ref(index)))
        && (0..one.patterns().len()).all(|index| {
            match (one.family_ref(index), other.family_ref(index)) {
                (Some(one), Some(other)) => equal(&ValueRef::Map(one), &ValueRef::Map(other)),
                (one, other) => one.is_none() && other.is_none(),
            }
        })
        && one.extra() == other.extra()
}

/// Whether two values of one type are equal.
fn equal(one: &ValueRef<'_>, other: &ValueRef<'_>) -> bool {
    match (one, other) {
        (ValueRef::Absent, ValueRef::Absent) => true,
        (ValueRef::Integer(one), ValueRef::Integer(other)) => one == other,
        (ValueRef::Double(one), ValueRef::Double(other)) => {
            one.partial_cmp(other) == Some(Ordering::Equal)
        }
        (ValueRef::Decimal(one), ValueRef::Decimal(other)) => one == other,
        (ValueRef::Text(one), ValueRef::Text(other)) => one == other,
        (ValueRef::Flag(one), ValueRef::Flag(other))
        | (ValueRef::Boolean(one), ValueRef::Boolean(other)) => one == other,
        (ValueRef::Any(one), ValueRef::Any(other)) => one == other,
        (ValueRef::Owned(one), ValueRef::Owned(other)) => one == other,
        (ValueRef::Record(one), ValueRef::Record(other)) => same(*one, *other),
        (ValueRef::List(one), ValueRef::List(other)) => {
            one.length() == other.length()
                && (0..one.length()).all(|index| equal(&one.item(index), &other.item(index)))
        }
        (ValueRef::Map(_), ValueRef::Map(_)) => value_of(one) == value_of(other),
        _ => false,
    }
}

impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        decimal(value)
    }
}
