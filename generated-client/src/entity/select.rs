//! Names of fields on the wire, found by where the fields are.
//!
//! An emitted record has no table from its Rust names to the wire's, and needs none: it tells the place of the field with
//! a number, and the key with that number. So the field that `&mut row.title` points to has the key whose place points to
//! the same spot. This costs emitted code nothing, and no program but those that ask.

use std::marker::PhantomData;

use crate::field::{Place, Record};
use crate::filter::Select;

use super::Row;

/// A field of a record, which a value can be taken out of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no single field",
    label = "holds many fields by their names",
    note = "a custom field is named: `#[entity(field = \"UF_CRM_1721244482250\")]`",
    note = "everything that the struct has no field for: `#[entity(extra)] rest: bitrix24::Extra`"
)]
pub trait Column {
    /// Type of the value.
    type Value: crate::field::Field;
    /// Takes the value out.
    fn take(&mut self) -> Option<Self::Value>;
}

impl<T: crate::field::Field> Column for Option<T> {
    type Value = T;

    fn take(&mut self) -> Option<T> {
        Option::take(self)
    }
}

/// A record with families of fields that users of a portal add. The emitter writes the implementation.
#[diagnostic::on_unimplemented(
    message = "the schema knows no custom fields of `{Self}`",
    note = "a documented field is called by its Rust name: `#[entity(field = title)]`",
    note = "keys that the schema does not describe are in what is left: `#[entity(extra)] rest: bitrix24::Extra`"
)]
pub trait Families {
    /// The patterns of their names, as `UF_CRM_*`.
    const PATTERNS: &'static [&'static str];
}

/// Where a field is.
pub(super) fn address<C>(column: &mut C) -> usize {
    std::ptr::from_mut(column).addr()
}

/// The key of the field with that address.
pub(super) fn name(row: &mut dyn Record, wanted: usize) -> &'static str {
    let keys = row.keys();
    keys.iter()
        .enumerate()
        .find(|(index, _)| row.place(*index).address() == Some(wanted))
        .map(|(_, key)| *key)
        .expect("a record has a place for each of its fields")
}

impl Place<'_> {
    /// Where the value goes.
    fn address(&mut self) -> Option<usize> {
        /// Without the part that says what it is.
        fn thin<T: ?Sized>(slot: &mut T) -> usize {
            std::ptr::from_mut(slot).cast::<()>().addr()
        }
        Some(match self {
            Self::Nothing | Self::Extra(_) => return None,
            Self::Integer(slot) => thin(*slot),
            Self::Double(slot) => thin(*slot),
            Self::Decimal(slot) => thin(*slot),
            Self::Text(slot) => thin(*slot),
            Self::Flag(slot) | Self::Boolean(slot) => thin(*slot),
            Self::Any(slot) => thin(*slot),
            Self::Leaf(slot) => thin(*slot),
            Self::Record(slot) => thin(*slot),
            Self::List(slot) => thin(*slot),
            Self::Dict(slot) => thin(*slot),
            Self::Whole(slot) => thin(*slot),
            Self::View(slot) => thin(*slot),
        })
    }
}

/// The names of a view's fields, one after another.
#[must_use]
pub struct Columns<R> {
    names: Vec<&'static str>,
    of: PhantomData<fn() -> R>,
}

impl<R> Columns<R> {
    pub(super) const fn new() -> Self {
        Self {
            names: Vec::new(),
            of: PhantomData,
        }
    }

    /// Adds a documented field.
    pub fn documented<C>(mut self, field: fn(&mut R) -> &mut C) -> Self
    where
        R: Row,
    {
        let mut row = R::default();
        let address = address(field(&mut row));
        self.names.push(name(&mut row, address));
        self
    }

    /// Adds a custom field.
    pub fn custom(mut self, name: &'static str) -> Self {
        self.names.push(name);
        self
    }

    pub(super) fn into_select(self) -> Select<R> {
        self.names.into_iter().fold(Select::new(), Select::field)
    }
}
