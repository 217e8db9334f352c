//! Records, and what the values of their fields are read into and written from. The types refer to
//! each other: a record has fields, which may be records.

use std::fmt;

use rust_decimal::Decimal;

use super::input::Input;
use super::type_mismatch::TypeMismatch;
use crate::value::{Extra, Map, Value};

/// An object with known keys. The emitter and `rt::record!` write the implementation.
///
/// Fields are counted from 0 in the order of [`keys`](Self::keys). All provided methods may be
/// omitted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields of an answer",
    label = "not a type of an answer"
)]
pub trait Record: fmt::Debug {
    /// The keys on the wire.
    fn keys(&self) -> &'static [&'static str];
    /// Other spellings of keys. They are read, and never written.
    fn aliases(&self) -> &'static [(&'static str, usize)] {
        &[]
    }
    /// The sink of a field.
    fn sink(&mut self, index: usize) -> Sink<'_>;
    /// The value of a field.
    fn value_ref(&self, index: usize) -> ValueRef<'_>;
    /// Patterns of keys that are not fields of their own, such as `UF_CRM_*` or `PARENT_ID_{n}`.
    fn patterns(&self) -> &'static [&'static str] {
        &[]
    }
    /// The map of the keys that match the pattern with that index, for reading.
    fn family(&mut self, index: usize) -> Option<&mut dyn EntrySink> {
        let _ = index;
        None
    }
    /// The same map, for writing.
    fn family_ref(&self, index: usize) -> Option<&dyn MapRef> {
        let _ = index;
        None
    }
    /// Keys that the schema does not describe. The emitter returns them as the field after the last
    /// one, which saves two functions per record.
    fn extra(&self) -> &Extra {
        static NONE: Extra = Extra::new();
        match self.value_ref(usize::MAX) {
            ValueRef::Extra(extra) => extra,
            _ => &NONE,
        }
    }
    /// Keys that the schema does not describe, mutably.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        match self.sink(usize::MAX) {
            Sink::Extra(extra) => Some(extra),
            _ => None,
        }
    }
}

/// Where a JSON value is written. The target is always an `Option`, since any value can be absent.
///
/// Common scalars have variants of their own, so that emitted records need no trait lookup.
pub enum Sink<'a> {
    /// The value is skipped.
    Discard,
    /// The keys of a record that the schema does not describe. No value is written here; the
    /// variant provides access to the map.
    Extra(&'a mut Extra),
    /// A whole number.
    Integer(&'a mut Option<i64>),
    /// A number.
    Double(&'a mut Option<f64>),
    /// An exact number.
    Decimal(&'a mut Option<Decimal>),
    /// Text.
    Text(&'a mut Option<String>),
    /// `Y` or `N`.
    Flag(&'a mut Option<bool>),
    /// `true` or `false`.
    Boolean(&'a mut Option<bool>),
    /// Any JSON.
    Any(&'a mut Option<Value>),
    /// Another scalar: an identifier, an enumeration, a date.
    Scalar(&'a mut dyn ScalarSink),
    /// An object with known keys.
    Record(&'a mut dyn RecordSink),
    /// A list.
    List(&'a mut dyn ListSink),
    /// An object whose keys are data.
    Map(&'a mut dyn MapSink),
    /// A value that is judged as a whole, such as a union or a file.
    Whole(&'a mut dyn WholeSink),
    /// An object that is read as a record, from which a user's struct takes fields.
    View(&'a mut dyn ViewSink),
}

impl Sink<'_> {
    /// What the sink expects, for messages.
    #[cold]
    pub fn expected(&self) -> &'static str {
        match self {
            Self::Discard | Self::Extra(_) | Self::Any(_) => "any value",
            Self::Integer(_) => "a whole number",
            Self::Double(_) => "a number",
            Self::Decimal(_) => "a decimal number of at most 28 digits (17 when it is not quoted)",
            Self::Text(_) => "text",
            Self::Flag(_) => "`Y` or `N`",
            Self::Boolean(_) => "`true` or `false`",
            Self::Scalar(slot) => slot.expected(),
            Self::Record(_) | Self::Map(_) | Self::View(_) => "an object",
            Self::List(_) => "a list",
            Self::Whole(_) => "one of the documented types",
        }
    }
}

/// The sink of a [`Scalar`](super::Scalar).
pub trait ScalarSink {
    /// Reads a scalar. Returns `false` when it does not fit.
    fn read(&mut self, input: Input<'_>) -> bool;
    /// Whether the scalar has exactly the form of the type.
    fn is_exact(&self, input: Input<'_>) -> bool;
    /// What the sink expects, for messages.
    fn expected(&self) -> &'static str;
}

/// The sink of a [`Record`].
pub trait RecordSink {
    /// Inserts an empty record and returns it.
    fn open(&mut self) -> &mut dyn Record;
    /// Whether the record knows at least one key of the object.
    fn is_exact(&self, map: &Map<String, Value>) -> bool;
}

/// The sink of a list.
pub trait ListSink {
    /// Reads all items.
    fn fill(&mut self, source: &mut dyn Source) -> Result<(), Failed>;
    /// Whether the value has exactly the form of the item type.
    fn is_exact(&self, item: &Value) -> bool;
}

/// Reading failed. The visitor keeps the reason.
#[derive(Debug, Clone, Copy)]
pub struct Failed;

/// Yields items one after another.
pub trait Source {
    /// Reads the next item into the sink. Returns `false` at the end. `size` is what the item takes
    /// in the list or map, in bytes.
    fn next(&mut self, sink: Sink<'_>, size: usize) -> Result<bool, Failed>;
    /// Rejects the item that was just read.
    fn refuse(&mut self, expected: &'static str, found: &dyn fmt::Display) -> Failed;
}

/// The sink of a map: opens an [`EntrySink`].
pub trait MapSink {
    /// Inserts an empty map and returns it.
    fn open(&mut self) -> &mut dyn EntrySink;
    /// Whether key and value have exactly the form of the map's types.
    fn is_exact(&self, key: &str, value: &Value) -> bool;
}

/// A map that receives its entries one by one.
pub trait EntrySink {
    /// Reads the value of a key. A value that the portal uses for "no value" adds no entry.
    fn read(&mut self, key: &str, source: &mut dyn Source) -> Result<(), Failed>;
}

/// The sink of a [`Whole`](super::Whole).
pub trait WholeSink {
    /// Stores the value.
    fn take(&mut self, value: Value);
    /// Whether the value has exactly the form of the type.
    fn is_exact(&self, value: &Value) -> bool;
}

/// The sink of a view.
pub trait ViewSink {
    /// Calls `read` with the sink of a row, and takes the fields of the view out of the row. `read`
    /// returns whether the row was read; the visitor keeps the error.
    fn fill(&mut self, read: &mut dyn FnMut(Sink<'_>) -> bool) -> Result<(), TypeMismatch>;
    /// Whether the record knows at least one key of the object.
    fn is_exact(&self, map: &Map<String, Value>) -> bool;
}

/// A borrowed view of a value.
#[derive(Clone)]
pub enum ValueRef<'a> {
    /// No value: `null` in a list, no key in an object.
    Absent,
    /// The keys of a record that the schema does not describe.
    Extra(&'a Extra),
    /// A whole number.
    Integer(i64),
    /// A number.
    Double(f64),
    /// An exact number. It is written as a number up to 15 significant digits, and as text beyond.
    Decimal(Decimal),
    /// Text.
    Text(&'a str),
    /// `"Y"` or `"N"`.
    Flag(bool),
    /// `true` or `false`.
    Boolean(bool),
    /// Any JSON.
    Any(&'a Value),
    /// JSON that was built for writing.
    Owned(Value),
    /// An object with known keys.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn ListRef),
    /// An object whose keys are data.
    Map(&'a dyn MapRef),
}

impl<'a> ValueRef<'a> {
    /// A whole number, or [`Absent`](Self::Absent).
    #[inline]
    pub fn integer(value: Option<i64>) -> Self {
        value.map_or(Self::Absent, Self::Integer)
    }

    /// A number, or [`Absent`](Self::Absent).
    #[inline]
    pub fn double(value: Option<f64>) -> Self {
        value.map_or(Self::Absent, Self::Double)
    }

    /// An exact number, or [`Absent`](Self::Absent).
    #[inline]
    pub fn decimal(value: Option<Decimal>) -> Self {
        value.map_or(Self::Absent, Self::Decimal)
    }

    /// Text, or [`Absent`](Self::Absent).
    #[inline]
    pub fn text(value: &'a Option<String>) -> Self {
        value.as_deref().map_or(Self::Absent, Self::Text)
    }

    /// `Y` or `N`, or [`Absent`](Self::Absent).
    #[inline]
    pub fn flag(value: Option<bool>) -> Self {
        value.map_or(Self::Absent, Self::Flag)
    }

    /// `true` or `false`, or [`Absent`](Self::Absent).
    #[inline]
    pub fn boolean(value: Option<bool>) -> Self {
        value.map_or(Self::Absent, Self::Boolean)
    }

    /// Whether no value is written.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent | Self::Extra(_))
    }
}

/// A list, for writing.
pub trait ListRef {
    /// Number of items.
    fn length(&self) -> usize;
    /// An item.
    fn item(&self, index: usize) -> ValueRef<'_>;
}

/// A map, for writing.
pub trait MapRef {
    /// Number of entries.
    fn length(&self) -> usize;
    /// The key and the value of an entry.
    fn item(&self, index: usize) -> (ValueRef<'_>, ValueRef<'_>);
}
