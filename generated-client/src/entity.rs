//! Structs of your own for rows of answers, with the custom fields of your portal.
//!
//! Portals have fields that their users added, and no schema knows them. A struct that derives
#![cfg_attr(feature = "derive", doc = "[`Entity`](crate::Entity)")]
#![cfg_attr(not(feature = "derive"), doc = "`Entity` (feature `derive`)")]
//! names those that a program needs, with their types, beside the documented ones. It is a [`View`]: it says which fields
//! to ask for, and is read in place of the client's own struct.

mod fits;
mod row;
mod select;
mod typed;

pub use self::fits::Fits;
pub use self::typed::{Rows, Typed, ViewOf};
pub use crate::decode::Misfit;

#[doc(hidden)]
pub use self::row::{custom, documented, rest};
#[doc(hidden)]
pub use self::select::{Columns, Families};

use crate::decode::{Field, Record};
use crate::filter::Select;

/// A type of the client with the fields of an answer's rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that an answer gives",
    label = "no type of an answer",
    note = "`#[entity(of = …)]` names the type of a method's rows, such as `bitrix24::crm::Deal`"
)]
pub trait Row: Record + Default {}

#[diagnostic::do_not_recommend]
impl<T: Record + Default> Row for T {}

/// A struct with some of the fields of a record and with custom ones; `#[derive(Entity)]` writes the implementation.
pub trait View: Field {
    /// The record whose fields these are.
    type Of: Row;

    /// The fields of the struct, for methods that take a selection.
    fn select() -> Select<Self::Of> {
        Self::columns(Columns::new()).into_select()
    }

    /// The struct from a row that was read already; the row stays as it is.
    ///
    /// # Errors
    /// A required field is missing, or a custom field has another type.
    fn from_row(row: &Self::Of) -> Result<Self, Misfit>
    where
        Self::Of: Clone,
    {
        Self::take(&mut row.clone())
    }

    /// Adds the names of the fields.
    #[doc(hidden)]
    fn columns(columns: Columns<Self::Of>) -> Columns<Self::Of>;

    /// Takes the fields out of a row.
    #[doc(hidden)]
    fn take(row: &mut Self::Of) -> Result<Self, Misfit>;
}
