//! The objects of REST 3.0, which its errors call DTOs, with their fields, filters, orders,
//! selections and pages.
//!
//! Methods, parameters and errors are those of the schema. Where the documentation leaves something
//! open, the portal decides as narrowly as possible; [the crate](crate) lists these decisions.

mod check;
mod filter;
mod kinds;
mod listing;
mod refusal;
mod selection;
#[cfg(test)]
mod tests;

pub(crate) use self::check::check;
pub(crate) use self::listing::Listing;
pub(crate) use self::refusal::{invalid, missing, mistyped, refused, system, violation};
pub(crate) use self::selection::Selection;
