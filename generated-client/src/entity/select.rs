//! Which fields a view selects, and how they are taken out of a row.

use std::marker::PhantomData;

use crate::field::key_at;
use crate::filter::Select;

use super::Row;

/// A field of a record, from which a value can be taken.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a single field",
    label = "holds many fields by their names",
    note = "a custom field is named: `#[entity(field = \"UF_CRM_1721244482250\")]`",
    note = "all other fields are in `#[entity(extra)] rest: bitrix24::Extra`"
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

/// A record with families of custom fields. The emitter writes the implementation.
#[diagnostic::on_unimplemented(
    message = "the schema has no custom fields of `{Self}`",
    note = "a documented field is called by its Rust name: `#[entity(field = title)]`",
    note = "keys that the schema does not describe are in `#[entity(extra)] rest: bitrix24::Extra`"
)]
pub trait Families {
    /// The patterns of their names, such as `UF_CRM_*`.
    const PATTERNS: &'static [&'static str];
}

/// The invariant of the lookups, for panics.
pub(super) const OF_ITS_OWN: &str = "each field of a record has a key";

/// The address of a field.
pub(super) fn address<C>(column: &mut C) -> usize {
    std::ptr::from_mut(column).addr()
}

/// The names of a view's fields.
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
        self.names
            .push(key_at(&mut row, address).expect(OF_ITS_OWN));
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
