//! Structs for rows of answers, with the custom fields of a portal.
//!
//! A portal has fields that its users added, which the schema does not describe. A struct that
//! derives `bitrix24::Entity` (feature `derive`, on by default) names those that a program needs,
//! with their types, beside documented ones. It is a [`View`] of the client's own type: it selects
//! its fields, and replaces that type in answers. It also takes only the memory of its own fields,
//! whereas a row of `crm.item.list` takes 2.7 KB, whatever fields are selected.
//!
//! ```no_run
//! # #[cfg(all(feature = "crm", feature = "derive"))]
//! # mod example {
//! use bitrix24::crm::{EntityType, item};
//! use bitrix24::{AnyError, Client, Date, Entity, Id};
//!
//! #[derive(Debug, Entity)]
//! #[entity(of = item::Item)]
//! struct MyDeal {
//!     id: Id<item::Item>,
//!     // Required: a row without it is an error that names `result.items[3].title`.
//!     title: String,
//!     // A documented field under another name.
//!     #[entity(field = opportunity)]
//!     amount: Option<bitrix24::Decimal>,
//!     // Read as text, and converted by `TryFrom`.
//!     #[entity(via = String)]
//!     stage_id: Stage,
//!     // A custom field, by its name in the API.
//!     #[entity(field = "ufCrm_1721244482250")]
//!     greeting: Option<String>,
//!     // A field with several values.
//!     #[entity(field = "ufCrm_1721244482251")]
//!     visits: Vec<Date>,
//! }
//!
//! #[derive(Debug, PartialEq)]
//! enum Stage {
//!     Won,
//!     Other(String),
//! }
//!
//! impl From<String> for Stage {
//!     fn from(stage: String) -> Self {
//!         if stage == "WON" { Self::Won } else { Self::Other(stage) }
//!     }
//! }
//!
//! async fn run(client: &Client, day: Date) -> Result<(), AnyError> {
//!     let request = item::list(EntityType::Deal)
//!         .select(MyDeal::select())
//!         .filter(MyDeal::GREETING.eq("hello") & MyDeal::VISITS.gt(day))
//!         .order(MyDeal::AMOUNT.desc());
//!     for deal in client.call(request.typed::<MyDeal>()).await? {
//!         println!("{}: {:?}, visited {} times", deal.title, deal.amount, deal.visits.len());
//!     }
//!
//!     let fields = item::UpdateFields::new().uf_crm(MyDeal::GREETING, "hello again");
//!     client.call(item::update(EntityType::Deal, 7, fields)).await?;
//!     Ok(())
//! }
//! # }
//! ```
//!
//! - **One family of methods.** `crm.deal.*` uses `UF_CRM_1721244482250`, and `crm.item.*` uses
//!   `ufCrm_1721244482250`. A struct is made for one of them; it does not compile with the methods
//!   of the other.
//! - **Rows that were decoded before.** `MyDeal::from_row(&row)`, or `TryFrom`, copies the fields
//!   from the client's own type.
//! - **Constants.** The struct has one for each field, documented or custom, under the struct's own
//!   name: `MyDeal::AMOUNT.ge(dec!(1000))`, `MyDeal::AMOUNT.desc()`. For other fields use the
//!   constants of the client's type; the conditions combine:
//!   `MyDeal::AMOUNT.ge(dec!(1000)) & Item::STAGE_ID.eq("WON")`. In generic code that type is
//!   `<MyDeal as View>::Of`.
//! - **Other fields.** A field with `#[entity(extra)]` holds all fields that the struct does not
//!   name.
//! - **Read-only.** A struct has fields that no method takes, such as the identifier, and writing
//!   back old values would undo the changes of others. To write a custom field, pass its constant
//!   to a setter: `.uf_crm(MyDeal::GREETING, …)`.

mod read_from;
mod row;
mod select;
mod typed;

pub use self::read_from::ReadFrom;
pub use self::typed::{Rows, Typed, ViewOf};
pub use crate::field::TypeMismatch;

#[doc(hidden)]
pub use self::row::{custom, documented, rest};
#[doc(hidden)]
pub use self::select::{Columns, Families};

use crate::field::{Field, Record, Sink, ViewSink, knows};
use crate::filter::Select;
use crate::value::{Map, Value};

/// A type of the client with the fields of an answer's rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields of an answer",
    label = "not a type of an answer",
    note = "`#[entity(of = …)]` names the type of a method's rows, such as `bitrix24::crm::Deal`"
)]
pub trait Row: Record + Default {}

#[diagnostic::do_not_recommend]
impl<T: Record + Default> Row for T {}

/// A struct with some fields of a record and with custom ones; `#[derive(Entity)]` writes the
/// implementation.
pub trait View: Field {
    /// The record that has these fields.
    type Of: Row;

    /// The fields of the struct, for methods that take a selection.
    fn select() -> Select<Self::Of> {
        Self::columns(Columns::new()).into_select()
    }

    /// The struct from a decoded row, which stays unchanged.
    ///
    /// # Errors
    /// A required field is missing, or a custom field has another type.
    fn from_row(row: &Self::Of) -> Result<Self, TypeMismatch>
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
    fn take(row: &mut Self::Of) -> Result<Self, TypeMismatch>;
}

// The methods `entity.*`: storages of an application.
include_emitted!("/entity/api.rs");

impl<V: View> ViewSink for Option<V> {
    fn fill(&mut self, read: &mut dyn FnMut(Sink<'_>) -> bool) -> Result<(), TypeMismatch> {
        let mut row = None;
        if read(Sink::Record(&mut row))
            && let Some(mut row) = row
        {
            *self = Some(V::take(&mut row)?);
        }
        Ok(())
    }

    fn is_exact(&self, map: &Map<String, Value>) -> bool {
        knows(&V::Of::default(), map)
    }
}
