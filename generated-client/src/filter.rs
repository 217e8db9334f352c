//! Filters, orders and selections of lists.
//!
//! Fields are named by the constants of their record. Conditions on them are joined by `&`, and by
//! `|` where the method documents alternatives: `Row::PRICE.gt(5000) & Row::TAX_INCLUDED.eq(true)`.
//! A filter accepts only the operators that its method documents, and two conditions under one key
//! are refused before anything is sent.
//!
//! A condition can be the whole filter where the method requires no condition; otherwise conditions
//! are added: `ListFilter::new(…).and(…)`. [`Select`] and [`Order`] use the same constants. In REST
//! 3.0, a selection reaches into related objects: `Task::RESPONSIBLE.then(Person::NAME)`.

mod condition;
mod derived;
mod group;
mod key;
mod listed;
pub mod op;
mod order;
mod related;
mod select;
mod shape;
mod takes;
pub mod uses;

pub use self::condition::Condition;
#[doc(hidden)]
pub use self::derived::{KeyOf, NoKey, UsesNumbered};
pub use self::key::Key;
pub use self::order::Order;
pub use self::related::Related;
pub use self::select::{FieldOf, Select};
pub use self::shape::{And, CheckedBy, Compare, Or};
pub use self::takes::{
    AcceptedBy, Allows, Alternatives, AnyType, Blank, Branch, Filters, Groups, Refusal, Suits,
};
#[doc(hidden)]
pub use self::takes::{Covers, Operand};
pub use crate::field::Plain;
