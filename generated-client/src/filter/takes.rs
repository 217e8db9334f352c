//! Which conditions a filter accepts, decided by types.
//!
//! A condition has its structure as a type: [`Compare`] joined by [`And`] and [`Or`].
//! [`AcceptedBy`] walks it and asks the filter about each part, so that the emitted filter states
//! only its facts: the operators ([`Allows`]), the types on which some of them do not work
//! ([`Suits`]), whether it has [`Alternatives`], and whether each of these may be a group of
//! conditions ([`Groups`]).

use super::shape::{And, CheckedBy, Compare, Or};
use crate::field::{Kind, OfKind, Plain};
use crate::params::{Emitted, Params};
use crate::value::{Map, Value};
use crate::values::{Date, DateTime, Decimal, Entity, File, Flag, Id, Money, Timestamp};

/// The filter `F` accepts the condition.
// It is a trait of conditions and not of filters: with a chain of traits on the filter, the
// compiler would report the outer trait and not the missing fact.
pub trait AcceptedBy<F> {}

impl<F, O, V> AcceptedBy<F> for Compare<O, V>
where
    F: Allows<O, On: Covers<F, O, V::Class>>,
    V: Operand,
{
}

impl<F, A: AcceptedBy<F>, B: AcceptedBy<F>> AcceptedBy<F> for And<A, B> {}

impl<F, A, B> AcceptedBy<F> for Or<A, B>
where
    F: Alternatives,
    A: AcceptedBy<F> + Branch<F>,
    B: AcceptedBy<F> + Branch<F>,
{
}

impl<F> AcceptedBy<F> for CheckedBy<F> {}

/// The filter `F` accepts the condition beside `|`.
pub trait Branch<F> {}

impl<F, O, V> Branch<F> for Compare<O, V> {}

impl<F: Groups, A, B> Branch<F> for And<A, B> {}

impl<F, A, B> Branch<F> for Or<A, B> {}

// A checked condition has lost its structure; it is examined when the request is sent.
impl<F> Branch<F> for CheckedBy<F> {}

/// The filter accepts the operator `O`.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` does not accept the operator `{O}`",
    note = "a filter accepts the operators that its method documents; use others with `.param(\"…\", …)`"
)]
pub trait Allows<O> {
    /// The types of fields: [`AnyType`], or all but those of a [`Refusal`].
    type On;
}

/// The filter accepts groups of alternatives.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` does not accept alternatives",
    label = "joined by `|`",
    note = "only filters whose method documents `\"logic\": \"OR\"` accept conditions that are joined by `|`"
)]
pub trait Alternatives {}

/// An alternative of the filter may be a group of conditions.
#[diagnostic::on_unimplemented(
    message = "an alternative of the filter `{Self}` is a single condition",
    label = "conditions that are joined by `&` stand beside `|`",
    note = "REST 3.0 documents no form for alternatives of several conditions, such as `(a & b) | c`; `(a | c) & (b | c)` means the same"
)]
pub trait Groups {}

/// The filter may be empty, so that a condition can be the whole filter.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` has conditions that its method requires",
    note = "create the filter with them, and add others: `{Self}::new(…).and(…)`"
)]
pub trait Blank {}

/// The filter has conditions on the fields of `T`.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` has no conditions on fields of `{T}`",
    label = "a condition on fields of `{T}`"
)]
pub trait Filters<T>: Emitted {
    /// A filter of these conditions.
    fn of(params: Params) -> Self;
}

/// The types on which an operator works.
pub trait Covers<F, O, C> {}

/// Fields of every type.
#[derive(Debug)]
pub enum AnyType {}

/// Fields of all types but those of a refusal; refusals of a filter are numbered.
#[derive(Debug)]
pub enum Refusal<const N: usize> {}

impl<F, O, C> Covers<F, O, C> for AnyType {}

impl<F: Suits<O, C, N>, O, C, const N: usize> Covers<F, O, C> for Refusal<N> {}

/// Fields of the class `C` are not excluded by the filter's refusal `N`.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` does not accept the operator `{O}` on fields of the type `{C}`",
    note = "the documentation of its method says that the operator does not work on this type"
)]
pub trait Suits<O, C, const N: usize> {}

/// The type of a field, as far as filters distinguish types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of a field that can be compared",
    note = "types of the API are `i64`, `f64`, `bool`, `String`, `bitrix24::Decimal`, `bitrix24::Value`, dates, ids and the emitted types"
)]
pub trait Operand {
    /// The class of the type for filters.
    type Class;
}

macro_rules! plain {
    ($($ty:ty)*) => {$(
        impl Operand for $ty {
            type Class = Plain;
        }
    )*};
}

plain! { () i64 f64 bool String Decimal Flag Date DateTime Timestamp Money File Value }

impl<K, V> Operand for Map<K, V> {
    type Class = Plain;
}

impl<T: OfKind> Operand for T {
    type Class = <T::Kind as Kind<T>>::Class;
}

impl<E: Entity> Operand for Id<E> {
    type Class = Self;
}

/// A list has the class of its items.
impl<V: Operand> Operand for Vec<V> {
    type Class = V::Class;
}
