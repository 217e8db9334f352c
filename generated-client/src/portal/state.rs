//! What the portal remembers, and the families of methods that work on it.
//!
//! A family is a module here that implements [`Family`] and stands in [`FAMILIES`]. Its methods get calls whose parameters
//! agree with the schema.

pub(super) mod bindings;
mod catalogue;
mod event_methods;
mod former_rows;
mod owners;
mod placement_methods;
mod prices;
mod product_rows;
mod seed;
mod universal_rows;

use super::answer::{Answer, Failure};
use super::arguments::Arguments;
use super::check::Problem;
use crate::describe::Method;

use self::bindings::Bindings;
use self::catalogue::Catalogue;
pub(super) use self::catalogue::Product;
#[cfg(feature = "crm")]
pub(super) use self::owners::Owner;
use self::owners::Owners;
use self::product_rows::ProductRows;

/// What the portal remembers.
#[derive(Debug)]
pub(super) struct State {
    pub(super) owners: Owners,
    pub(super) catalogue: Catalogue,
    pub(super) rows: ProductRows,
    pub(super) bindings: Bindings,
}

impl State {
    /// What the documented examples speak of, so that their requests get their answers.
    pub(super) fn seeded() -> Self {
        seed::state()
    }
}

/// A call whose parameters agree with the schema.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) method: &'static Method,
    pub(super) arguments: Arguments<'a>,
}

/// Answers a call from the state.
pub(super) type Handler = fn(&mut State, Call<'_>) -> Result<Answer, Failure>;

/// Methods that work on the same objects.
pub(super) trait Family: Sync {
    /// What answers the method; nothing for a method of another family.
    fn handler(&self, method: &str) -> Option<Handler>;

    /// The error for a problem with a parameter, where the family knows a better one than the general rule.
    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        let _ = (method, problem);
        None
    }
}

static FAMILIES: &[&dyn Family] = &[
    &universal_rows::UniversalRows,
    &former_rows::FormerRows,
    &event_methods::EventMethods,
    &placement_methods::PlacementMethods,
];

/// The family of a method, with what answers it. Nothing for methods without state.
pub(super) fn family(method: &Method) -> Option<(&'static dyn Family, Handler)> {
    FAMILIES
        .iter()
        .find_map(|family| Some((*family, family.handler(&method.name)?)))
}
