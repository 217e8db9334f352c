//! Which conditions a filter takes, told by its types.
//!
//! A condition knows what it is made of: [`Used`] operators, joined by [`Both`] and [`Either`]. [`Fits`] goes through
//! that and asks the filter about each part, so that the emitted filter says its facts only: the operators
//! ([`Allows`]), the types on which some of them do not work ([`Suits`]), whether it has [`Alternatives`], and whether each
//! of these may be a group of conditions ([`Groups`]).

use super::shape::{Both, CheckedBy, Either, Used};
use crate::field::Record;
use crate::params::{Emitted, Params};
use crate::value::{Map, Value};
use crate::values::{Date, DateTime, Decimal, Entity, File, Flag, Id, Timestamp};

/// What conditions are made of fits the filter `F`.
// It is a trait of the conditions and not of the filter: where both had one trait after another, the compiler would
// tell the outer one, and not the fact that is missing.
pub trait Fits<F> {}

impl<F, O, V> Fits<F> for Used<O, V>
where
    F: Allows<O, On: Covers<F, O, V::Class>>,
    V: Operand,
{
}

impl<F, A: Fits<F>, B: Fits<F>> Fits<F> for Both<A, B> {}

impl<F, A, B> Fits<F> for Either<A, B>
where
    F: Alternatives,
    A: Fits<F> + Branch<F>,
    B: Fits<F> + Branch<F>,
{
}

impl<F> Fits<F> for CheckedBy<F> {}

/// What conditions are made of can stand beside `|` in the filter `F`.
pub trait Branch<F> {}

impl<F, O, V> Branch<F> for Used<O, V> {}

impl<F: Groups, A, B> Branch<F> for Both<A, B> {}

impl<F, A, B> Branch<F> for Either<A, B> {}

// What was checked before tells nothing of its parts any more; they are looked at when the request is sent.
impl<F> Branch<F> for CheckedBy<F> {}

/// A filter takes the operator `O`.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` does not take the operator `{O}`",
    note = "a filter takes the operators that its method documents; others go through `.param(\"…\", …)`"
)]
pub trait Allows<O> {
    /// On which types: [`AnyType`], or all but those of a [`Refusal`].
    type On;
}

/// The filter takes groups of alternatives.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` does not take alternatives",
    label = "made with `|`",
    note = "only filters whose method documents `\"logic\": \"OR\"` take conditions that are joined by `|`"
)]
pub trait Alternatives {}

/// The alternatives that the filter takes may be groups of conditions.
#[diagnostic::on_unimplemented(
    message = "an alternative of the filter `{Self}` is a single condition",
    label = "conditions that are joined by `&` stand beside `|`",
    note = "REST 3.0 documents no form of alternatives that are several conditions: `(a & b) | c`; `(a | c) & (b | c)` says the same"
)]
pub trait Groups {}

/// The filter may start without a condition, so that a condition can stand for it.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` has conditions that its method requires",
    note = "start with them, and add the others: `{Self}::new(…).and(…)`"
)]
pub trait Blank {}

/// The filter has conditions on the fields of `T`.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` has no conditions on fields of `{T}`",
    label = "a condition on fields of `{T}`"
)]
pub trait Filters<T>: Emitted {
    /// The filter with these conditions.
    fn of(params: Params) -> Self;
}

/// The types on which an operator works.
pub trait Covers<F, O, C> {}

/// Fields of every type.
#[derive(Debug)]
pub enum AnyType {}

/// Fields of all types but those of a refusal; a filter counts its refusals.
#[derive(Debug)]
pub enum Refusal<const N: usize> {}

impl<F, O, C> Covers<F, O, C> for AnyType {}

impl<F: Suits<O, C, N>, O, C, const N: usize> Covers<F, O, C> for Refusal<N> {}

/// Fields of the class `C` are not among those of the filter's refusal `N`.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` does not take the operator `{O}` on fields of the type `{C}`",
    note = "the documentation of its method says that the operator does not work on this type"
)]
pub trait Suits<O, C, const N: usize> {}

/// The type of a field, as far as filters tell types apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no type of a field that can be compared",
    note = "types of the API are `i64`, `f64`, `bool`, `String`, `bitrix24::Decimal`, `bitrix24::Value`, dates, ids and the emitted types"
)]
pub trait Operand {
    /// What filters know it as.
    type Class;
}

/// A type that no filter refuses an operator for.
#[derive(Debug)]
pub enum Plain {}

macro_rules! plain {
    ($($ty:ty)*) => {$(
        impl Operand for $ty {
            type Class = Plain;
        }
    )*};
}

plain! { () i64 f64 bool String Decimal Flag Date DateTime Timestamp File Value }

impl<K, V> Operand for Map<K, V> {
    type Class = Plain;
}

impl<T: Record + Default> Operand for T {
    type Class = Plain;
}

impl<E: Entity> Operand for Id<E> {
    type Class = Self;
}

/// A list is as what is in it.
impl<V: Operand> Operand for Vec<V> {
    type Class = V::Class;
}
