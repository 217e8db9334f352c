//! What a value looks like from outside. Emitted records hand out peeks by index, as they do with places.

use rust_decimal::Decimal;

use super::sink::{Record, Written};
use crate::value::{Extra, Map, Value};

/// A value as it is written.
#[derive(Clone)]
pub enum Peek<'a> {
    /// Nothing: `null` in a list, no key in an object.
    Absent,
    /// The keys of a record that nobody described.
    Extra(&'a Extra),
    /// A whole number.
    Integer(i64),
    /// A number.
    Double(f64),
    /// An exact number: written as a number up to 15 significant digits, as text beyond.
    Decimal(Decimal),
    /// Text.
    Text(&'a str),
    /// `"Y"` or `"N"`.
    Flag(bool),
    /// `true` or `false`.
    Boolean(bool),
    /// Any JSON.
    Any(&'a Value),
    /// JSON that was made for writing.
    Made(Value),
    /// An object with known keys.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn ListPeek),
    /// An object whose keys are data.
    Dict(&'a dyn DictPeek),
}

impl<'a> Peek<'a> {
    /// A whole number or nothing.
    #[inline]
    pub fn integer(value: Option<i64>) -> Self {
        value.map_or(Self::Absent, Self::Integer)
    }

    /// A number or nothing.
    #[inline]
    pub fn double(value: Option<f64>) -> Self {
        value.map_or(Self::Absent, Self::Double)
    }

    /// An exact number or nothing.
    #[inline]
    pub fn decimal(value: Option<Decimal>) -> Self {
        value.map_or(Self::Absent, Self::Decimal)
    }

    /// Text or nothing.
    #[inline]
    pub fn text(value: &'a Option<String>) -> Self {
        value.as_deref().map_or(Self::Absent, Self::Text)
    }

    /// `Y`, `N` or nothing.
    #[inline]
    pub fn flag(value: Option<bool>) -> Self {
        value.map_or(Self::Absent, Self::Flag)
    }

    /// A truth value or nothing.
    #[inline]
    pub fn boolean(value: Option<bool>) -> Self {
        value.map_or(Self::Absent, Self::Boolean)
    }

    /// Whether there is nothing to write.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent | Self::Extra(_))
    }
}

/// What a field holds, or nothing.
#[inline]
pub fn peek<T: Written>(value: &Option<T>) -> Peek<'_> {
    value.as_ref().map_or(Peek::Absent, T::peek)
}

/// A list, to be written.
pub trait ListPeek {
    /// How many items there are.
    fn length(&self) -> usize;
    /// An item.
    fn item(&self, index: usize) -> Peek<'_>;
}

impl<T: Written> ListPeek for Vec<T> {
    fn length(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Peek<'_> {
        self.get(index).map_or(Peek::Absent, T::peek)
    }
}

/// A map, to be written.
pub trait DictPeek {
    /// How many entries there are.
    fn length(&self) -> usize;
    /// An entry: key and value.
    fn item(&self, index: usize) -> (Peek<'_>, Peek<'_>);
}

impl<K: Written, V: Written> DictPeek for Map<K, V> {
    fn length(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> (Peek<'_>, Peek<'_>) {
        self.entry(index)
            .map_or((Peek::Absent, Peek::Absent), |(key, value)| {
                (key.peek(), value.peek())
            })
    }
}
