//! The order of a list.

use std::fmt;
use std::marker::PhantomData;

use super::Key;
use super::uses::Sortable;
use crate::params::{Arg, IntoArg, Params, Required};

/// The fields of `T` by which a list is sorted: `Row::PRICE.desc().asc(Row::ID)`.
#[must_use]
pub struct Order<T> {
    fields: Params,
    of: PhantomData<fn() -> T>,
}

impl<T> Order<T> {
    /// An empty order.
    pub const fn new() -> Self {
        Self {
            fields: Params::new(),
            of: PhantomData,
        }
    }

    /// Adds a field, in ascending order.
    pub fn asc<V, U: Sortable>(self, key: Key<T, V, U>) -> Self {
        self.by_key(key, "asc")
    }

    /// Adds a field, in descending order.
    pub fn desc<V, U: Sortable>(self, key: Key<T, V, U>) -> Self {
        self.by_key(key, "desc")
    }

    /// Adds a field that has no constant, in a direction that the method supports: `asc`, `DESC`.
    pub fn by(mut self, field: &str, direction: &str) -> Self {
        self.fields = self.fields.with::<String, Required>(field, direction);
        self
    }

    fn by_key<V, U>(self, key: Key<T, V, U>, direction: &str) -> Self {
        let (name, problem) = key.into_parts();
        let mut order = self.by(&name, direction);
        order.fields = order.fields.with_problem(problem);
        order
    }
}

impl<T, V, U> Key<T, V, U> {
    /// Sorts by the field, in ascending order.
    pub fn asc(self) -> Order<T>
    where
        U: Sortable,
    {
        Order::new().asc(self)
    }

    /// Sorts by the field, in descending order.
    pub fn desc(self) -> Order<T>
    where
        U: Sortable,
    {
        Order::new().desc(self)
    }
}

impl<T> Default for Order<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Order<T> {
    fn clone(&self) -> Self {
        Self {
            fields: self.fields.clone(),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Order<T> {
    /// The order of the fields is significant.
    fn eq(&self, other: &Self) -> bool {
        self.fields.iter().eq(other.fields.iter())
    }
}

impl<T> fmt::Debug for Order<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields.fmt(f)
    }
}

impl<T, P> IntoArg<Order<T>, P> for Order<T> {
    fn into_arg(self) -> Arg<Self> {
        Arg::object(self.fields)
    }
}

/// What a field would need to be an order. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "a field alone is no order",
    label = "has no direction: add `.asc()` or `.desc()`"
)]
pub trait Direction {}

/// Only for its message: the bound never holds.
impl<T, V, U, P> IntoArg<Order<T>, P> for Key<T, V, U>
where
    for<'never> PhantomData<&'never ()>: Direction,
{
    fn into_arg(self) -> Arg<Order<T>> {
        Arg::object(Params::new())
    }
}

impl<T, const N: usize, P> IntoArg<Order<T>, P> for [Order<T>; N] {
    fn into_arg(self) -> Arg<Order<T>> {
        let fields = self
            .into_iter()
            .fold(Params::new(), |fields, order| fields.with_all(order.fields));
        Arg::object(fields)
    }
}
