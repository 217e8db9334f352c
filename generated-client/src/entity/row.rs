//! Taking the fields of a view out of a row.

use std::fmt;

use crate::decode;
use crate::encode;
use crate::field::{Field, Misfit, Peek, Place, Record, Written, describe};
use crate::pattern::fits;
use crate::value::{Extra, Value};

use super::Row;
use super::read_from::ReadFrom;
use super::select::{self, Column};

/// What a row has under one name.
#[must_use]
pub struct Found<V> {
    value: Option<V>,
    name: Name,
    /// What belongs there, for messages.
    expected: fn() -> &'static str,
}

/// The name on the wire. That of a documented field is looked up when a message needs it.
#[derive(Clone, Copy)]
enum Name {
    Documented { address: usize },
    Custom(&'static str),
}

impl Name {
    #[cold]
    fn on_the_wire(self, row: &mut dyn Record) -> &'static str {
        match self {
            Self::Documented { address } => select::name(row, address),
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
/// A list without items, however the portal spells it, is an empty one where a single value would be missing.
pub fn custom<V: Field>(row: &impl Row, name: &'static str) -> Result<Found<V>, Misfit> {
    let value = match held(row, name) {
        Some(value) if value.is_nothing() => match V::place(&mut None) {
            Place::List(_) => Some(decode::from_value(&Value::List(Vec::new()))?),
            _ => None,
        },
        Some(value) => {
            decode::from_value::<Option<V>>(&value).map_err(|misfit| misfit.under(name))?
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
        let value = row.peek(index);
        return (!value.is_absent()).then(|| encode::value_of(&value));
    }
    let family = row
        .patterns()
        .iter()
        .position(|pattern| fits(pattern, name))
        .and_then(|index| row.peek_family(index));
    if let Some(family) = family {
        return (0..family.length()).find_map(|index| match family.item(index) {
            (Peek::Text(key), value) if key == name => Some(encode::value_of(&value)),
            _ => None,
        });
    }
    row.extra().get(name).cloned()
}

/// What is left of the row once the fields of the view were taken: documented fields, custom ones but those named, and
/// keys that nobody described.
pub fn rest(row: &impl Row, taken: &[&str]) -> Extra {
    let mut rest = Extra::new();
    encode::each_entry(&Peek::Record(row), &mut |key, value| {
        if !taken.contains(&key) {
            rest.push(key.to_owned(), encode::value_of(value));
        }
    });
    rest
}

impl<V> Found<V> {
    /// The value as the type that a view has for it. A step of its own, so that the documented type is known when the
    /// two are compared, and a message can name it.
    pub fn read<T: ReadFrom<V>>(self) -> Found<T> {
        Found {
            value: self.value.map(T::read_from),
            name: self.name,
            expected: self.expected,
        }
    }

    /// The value, which must be there.
    pub fn required(self, row: &mut impl Row) -> Result<V, Misfit> {
        match self.value {
            Some(value) => Ok(value),
            None => Err(missing(self.name.on_the_wire(row), (self.expected)())),
        }
    }

    /// The value, if it is there.
    pub fn optional(self) -> Option<V> {
        self.value
    }
}

impl<V: Written> Found<V> {
    /// The value as another type.
    pub fn via<T: TryFrom<V, Error: fmt::Display>>(
        self,
        row: &mut impl Row,
    ) -> Result<Found<T>, Misfit> {
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
    T::place(&mut None).expected()
}

#[cold]
fn missing(name: &str, expected: &str) -> Misfit {
    Misfit {
        path: String::new(),
        expected: expected.to_owned(),
        found: "nothing".to_owned(),
    }
    .under(name)
}

#[cold]
fn refused(name: &str, error: &dyn fmt::Display, value: &Value) -> Misfit {
    Misfit {
        path: String::new(),
        expected: format!("a value that the program takes ({error})"),
        found: describe(value),
    }
    .under(name)
}
