//! Where a value of the JSON goes, and the traits by which types offer such places.

use rust_decimal::Decimal;

use super::exact;
use super::input::{Input, Misread};
use super::misfit::Misfit;
use super::peek::{DictPeek, Peek};
use super::source::{Failed, Source};
use crate::value::{Extra, Map, Value};

/// Where a value of the JSON goes. Always an `Option`, since any value can be absent.
///
/// Scalars have variants of their own, so that emitted records need no search for traits.
pub enum Place<'a> {
    /// Nowhere: the value is passed over.
    Nothing,
    /// The keys of a record that nobody described; no value goes there, but they are found by it.
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
    Leaf(&'a mut dyn LeafSlot),
    /// An object with known keys.
    Record(&'a mut dyn RecordSlot),
    /// A list.
    List(&'a mut dyn ListSlot),
    /// An object whose keys are data.
    Dict(&'a mut dyn DictSlot),
    /// A value that is judged as a whole: a union, a file.
    Whole(&'a mut dyn WholeSlot),
    /// An object that is read as a record, of which a user's struct takes what it wants.
    View(&'a mut dyn ViewSlot),
}

impl Place<'_> {
    /// What belongs there, for messages.
    #[cold]
    pub fn expected(&self) -> &'static str {
        match self {
            Self::Nothing | Self::Extra(_) | Self::Any(_) => "any value",
            Self::Integer(_) => "a whole number",
            Self::Double(_) => "a number",
            Self::Decimal(_) => "a decimal number of at most 28 digits (15 when it is not quoted)",
            Self::Text(_) => "text",
            Self::Flag(_) => "`Y` or `N`",
            Self::Boolean(_) => "`true` or `false`",
            Self::Leaf(slot) => slot.expected(),
            Self::Record(_) | Self::Dict(_) | Self::View(_) => "an object",
            Self::List(_) => "a list",
            Self::Whole(_) => "one of the documented types",
        }
    }
}

/// A type that can stand in an answer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no type of the Bitrix24 API",
    note = "types of the API are `i64`, `f64`, `bool`, `String`, `bitrix24::Decimal`, `bitrix24::Value`, dates, ids, the emitted types, and `Option`, `Vec` and `bitrix24::Map` of these"
)]
pub trait Field: Sized {
    /// The place that fills the slot.
    fn place(slot: &mut Option<Self>) -> Place<'_>;
    /// The value that stands for an absent one, for types that have such a value.
    fn absent() -> Option<Self> {
        None
    }
    /// How many rows it has, for a type that may be a list.
    fn rows(&self) -> Option<usize> {
        None
    }
}

/// A type whose values can be written. Views of records are the ones that can only be read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to the Bitrix24 API",
    note = "types of the API are `i64`, `f64`, `bool`, `String`, `bitrix24::Decimal`, `bitrix24::Value`, dates, ids, the emitted types, and `Option`, `Vec` and `bitrix24::Map` of these"
)]
pub trait Written: Field {
    /// The value, to be written.
    fn peek(&self) -> Peek<'_>;
}

#[diagnostic::do_not_recommend]
impl<T: Record + Default> Field for T {
    #[inline]
    fn place(slot: &mut Option<Self>) -> Place<'_> {
        Place::Record(slot)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Record + Default> Written for T {
    #[inline]
    fn peek(&self) -> Peek<'_> {
        Peek::Record(self)
    }
}

/// The place of a field; a function, so that emitted code reads well.
#[inline]
pub fn place<T: Field>(slot: &mut Option<T>) -> Place<'_> {
    T::place(slot)
}

/// An object with known keys. `rt::record!` and the emitter write the implementation.
///
/// Fields are counted from 0 in the order of [`keys`](Self::keys). Anything but the required methods may be left out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that an answer gives",
    label = "no type of an answer"
)]
pub trait Record: std::fmt::Debug {
    /// The keys on the wire.
    fn keys(&self) -> &'static [&'static str];
    /// Other spellings of keys: they are read, and never written.
    fn aliases(&self) -> &'static [(&'static str, usize)] {
        &[]
    }
    /// The place of a field.
    fn place(&mut self, index: usize) -> Place<'_>;
    /// The value of a field.
    fn peek(&self, index: usize) -> Peek<'_>;
    /// Patterns of keys that are no field of their own, as `UF_CRM_*` or `PARENT_ID_{n}`.
    fn patterns(&self) -> &'static [&'static str] {
        &[]
    }
    /// The map that holds what fits the pattern with that index.
    fn family(&mut self, index: usize) -> Option<&mut dyn Dict> {
        let _ = index;
        None
    }
    /// The same map, to be written.
    fn peek_family(&self, index: usize) -> Option<&dyn DictPeek> {
        let _ = index;
        None
    }
    /// Keys that nobody described. The emitter gives them as the field after the last one, which saves two functions for
    /// each record.
    fn extra(&self) -> &Extra {
        static NONE: Extra = Extra::new();
        match self.peek(usize::MAX) {
            Peek::Extra(extra) => extra,
            _ => &NONE,
        }
    }
    /// Keys that nobody described, to add to them.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        match self.place(usize::MAX) {
            Place::Extra(extra) => Some(extra),
            _ => None,
        }
    }
}

/// A scalar beyond the ones that [`Place`] knows by itself.
pub trait Scalar: Written {
    /// What belongs there, for messages.
    const EXPECTED: &'static str;
    /// Reads it with the leniency of answers; `None` when the portal means that there is nothing.
    fn read(input: Input<'_>) -> Result<Option<Self>, Misread>;
    /// Whether it is spelt exactly as this type is, so that another alternative of a union need not be tried.
    fn is_exact(input: Input<'_>) -> bool;
}

/// A type that is judged by the value as a whole.
pub trait Whole: Field {
    /// Reads the value; `None` when the portal means that there is nothing.
    fn read(value: Value) -> Option<Self>;
    /// Whether the value is exactly of this type.
    fn is_exact(value: &Value) -> bool;
}

/// The place of a [`Scalar`].
pub trait LeafSlot {
    /// Reads a scalar; `false` when it does not fit.
    fn read(&mut self, input: Input<'_>) -> bool;
    /// Whether the scalar is spelt exactly as the type is.
    fn is_exact(&self, input: Input<'_>) -> bool;
    /// What belongs there, for messages.
    fn expected(&self) -> &'static str;
}

impl<T: Scalar> LeafSlot for Option<T> {
    fn read(&mut self, input: Input<'_>) -> bool {
        match T::read(input) {
            Ok(value) => {
                *self = value;
                true
            }
            Err(Misread) => false,
        }
    }

    fn is_exact(&self, input: Input<'_>) -> bool {
        T::is_exact(input)
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}

/// The place of a [`Record`].
pub trait RecordSlot {
    /// Puts an empty record in and gives it back.
    fn open(&mut self) -> &mut dyn Record;
    /// Whether the record knows keys of the object.
    fn is_exact(&self, map: &Map<String, Value>) -> bool;
}

impl<T: Record + Default> RecordSlot for Option<T> {
    #[inline]
    fn open(&mut self) -> &mut dyn Record {
        self.insert(T::default())
    }

    fn is_exact(&self, map: &Map<String, Value>) -> bool {
        exact::knows(&T::default(), map)
    }
}

/// The place of a list.
pub trait ListSlot {
    /// Reads all items.
    fn fill(&mut self, source: &mut dyn Source) -> Result<(), Failed>;
    /// Whether the value is exactly of the type of the items.
    fn is_exact(&self, item: &Value) -> bool;
}

impl<T: Field> ListSlot for Option<Vec<T>> {
    fn fill(&mut self, source: &mut dyn Source) -> Result<(), Failed> {
        let items = self.insert(Vec::new());
        let mut slot = None;
        while source.next(T::place(&mut slot))? {
            match slot.take().or_else(T::absent) {
                Some(item) => items.push(item),
                None => return Err(source.refuse(T::place(&mut None).expected(), &"nothing")),
            }
        }
        Ok(())
    }

    fn is_exact(&self, item: &Value) -> bool {
        exact::is_exact(&T::place(&mut None), item)
    }
}

/// The place of a [`Dict`].
pub trait DictSlot {
    /// Puts an empty map in and gives it back.
    fn open(&mut self) -> &mut dyn Dict;
    /// Whether key and value are exactly of the map's types.
    fn is_exact(&self, key: &str, value: &Value) -> bool;
}

/// A map that is filled entry by entry.
pub trait Dict {
    /// Reads the value of a key. A value that means "nothing" leaves no entry.
    fn read(&mut self, key: &str, source: &mut dyn Source) -> Result<(), Failed>;
}

impl<K: Scalar, V: Field> Dict for Map<K, V> {
    fn read(&mut self, key: &str, source: &mut dyn Source) -> Result<(), Failed> {
        let Ok(Some(key)) = K::read(Input::Text(key)) else {
            return Err(source.refuse(K::EXPECTED, &format_args!("the key {}", Input::Text(key))));
        };
        let mut slot = None;
        if source.next(V::place(&mut slot))?
            && let Some(value) = slot.or_else(V::absent)
        {
            self.push(key, value);
        }
        Ok(())
    }
}

impl<K: Scalar, V: Field> DictSlot for Option<Map<K, V>> {
    fn open(&mut self) -> &mut dyn Dict {
        self.insert(Map::new())
    }

    fn is_exact(&self, key: &str, value: &Value) -> bool {
        matches!(K::read(Input::Text(key)), Ok(Some(_)))
            && exact::is_exact(&V::place(&mut None), value)
    }
}

/// The place of a [`Whole`].
pub trait WholeSlot {
    /// Takes the value.
    fn take(&mut self, value: Value);
    /// Whether the value is exactly of the type.
    fn is_exact(&self, value: &Value) -> bool;
}

impl<T: Whole> WholeSlot for Option<T> {
    fn take(&mut self, value: Value) {
        *self = T::read(value);
    }

    fn is_exact(&self, value: &Value) -> bool {
        T::is_exact(value)
    }
}

/// The place of a view.
pub trait ViewSlot {
    /// Has the object read into a place, and takes what it wants from there. `read` says whether it was read; what went
    /// wrong otherwise is remembered by the walk.
    fn fill(&mut self, read: &mut dyn FnMut(Place<'_>) -> bool) -> Result<(), Misfit>;
    /// Whether the record knows keys of the object.
    fn is_exact(&self, map: &Map<String, Value>) -> bool;
}
