//! Takes the fields of a view out of a row.

use std::fmt;

use crate::decode;
use crate::encode;
use crate::field::{Field, Record, Sink, TypeMismatch, ValueRef, Written, describe, key_at};
use crate::pattern::fits;
use crate::value::{Extra, Value};

use super::Row;
use super::read_from::ReadFrom;
use super::select::{self, Column};

/// The value of a row under one name.
#[must_use]
pub struct Found<V> {
    value: Option<V>,
    name: Name,
    /// The expected type, for messages.
    expected: fn() -> &'static str,
}

/// The name in the API. That of a documented field is looked up only for a message.
#[derive(Clone, Copy)]
enum Name {
    Documented { address: usize },
    Custom(&'static str),
}

impl Name {
    #[cold]
    fn on_the_wire(self, row: &mut dyn Record) -> &'static str {
        match self {
            Self::Documented { address } => key_at(row, address).expect(select::OF_ITS_OWN),
            Self::Custom(name) => name,
        }
    }
}

/// Takes a documented field out of the row.
pub fn documented<R, C: Column>(row: &mut R, field: fn(&mut R) -> &mut C) -> Found<C::Value> {
    let column = field(row);
    let address = select::address(column);
    Found {
        value: column.take(),
        name: Name::Documented { address },
        expected: expected::<C::Value>,
    }
}

/// Reads a custom field of the row.
///
/// An empty list, in any spelling of the portal, is an empty list where a single value would be
/// absent.
pub fn custom<V: Field>(row: &impl Row, name: &'static str) -> Result<Found<V>, TypeMismatch> {
    let value = match held(row, name) {
        Some(value) if value.is_nothing() => match V::sink(&mut None) {
            Sink::List(_) => Some(decode::from_value(&Value::List(Vec::new()))?),
            _ => None,
        },
        Some(value) => {
            decode::from_value::<Option<V>>(&value).map_err(|mismatch| mismatch.under(name))?
        }
        None => None,
    };
    Ok(Found {
        value,
        name: Name::Custom(name),
        expected: expected::<V>,
    })
}

/// The value of a field by its name.
fn held(row: &dyn Record, name: &str) -> Option<Value> {
    if let Some(index) = row.keys().iter().position(|key| *key == name) {
        let value = row.value_ref(index);
        return (!value.is_absent()).then(|| encode::value_of(&value));
    }
    let family = row
        .patterns()
        .iter()
        .position(|pattern| fits(pattern, name))
        .and_then(|index| row.family_ref(index));
    if let Some(family) = family {
        return (0..family.length()).find_map(|index| match family.item(index) {
            (ValueRef::Text(key), value) if key == name => Some(encode::value_of(&value)),
            _ => None,
        });
    }
    row.extra().get(name).cloned()
}

/// The rest of the row after the fields of the view were taken: documented fields, custom ones
/// except those named, and keys that the schema does not describe.
pub fn rest(row: &impl Row, taken: &[&str]) -> Extra {
    let mut rest = Extra::new();
    encode::each_entry(&ValueRef::Record(row), &mut |key, value| {
        if !taken.contains(&key) {
            rest.push(key.to_owned(), encode::value_of(value));
        }
    });
    rest
}

impl<V> Found<V> {
    /// The value as the type of the view. It is a separate step, so that the documented type is
    /// inferred before the two are compared, and a message can name it.
    pub fn read<T: ReadFrom<V>>(self) -> Found<T> {
        Found {
            value: self.value.map(T::read_from),
            name: self.name,
            expected: self.expected,
        }
    }

    /// The value of a required field.
    pub fn required(self, row: &mut impl Row) -> Result<V, TypeMismatch> {
        match self.value {
            Some(value) => Ok(value),
            None => Err(missing(self.name.on_the_wire(row), (self.expected)())),
        }
    }

    /// The value of an optional field.
    pub fn optional(self) -> Option<V> {
        self.value
    }
}

impl<V: Written> Found<V> {
    /// The value as another type.
    pub fn via<T: TryFrom<V, Error: fmt::Display>>(
        self,
        row: &mut impl Row,
    ) -> Result<Found<T>, TypeMismatch> {
        let value = match self.value {
            Some(value) => {
                let shown = encode::to_value(&value);
                match T::try_from(value) {
                    Ok(value) => Some(value),
                    Err(error) => return Err(refused(self.name.on_the_wire(row), &error, &shown)),
                }
            }
            None => None,
        };
        Ok(Found {
            value,
            name: self.name,
            expected: self.expected,
        })
    }
}

fn expected<T: Field>() -> &'static str {
    T::sink(&mut None).expected()
}

#[cold]
fn missing(name: &str, expected: &str) -> TypeMismatch {
    TypeMismatch {
        path: String::new(),
        expected: expected.to_owned(),
        found: "nothing".to_owned(),
    }
    .under(name)
}

#[cold]
fn refused(name: &str, error: &dyn fmt::Display, value: &Value) -> TypeMismatch {
    TypeMismatch {
        path: String::new(),
        expected: format!("a value that the program takes ({error})"),
        found: describe(value),
    }
    .under(name)
}
