//! Filters, orders and selections of lists.
//!
//! Fields are named by the constants of their record, conditions are made from them:
//! `filter.and(Row::PRICE.gt(5000))`. A filter takes only the operators that its method documents.

pub mod op;
mod order;
mod select;

use std::fmt;
use std::marker::PhantomData;

pub use self::order::Order;
pub use self::select::Select;
use crate::params::{Arg, Erased};

/// A field of `T` with values of type `V`, for filters, orders and selections.
pub struct Key<T, V> {
    name: &'static str,
    of: PhantomData<fn() -> (T, V)>,
}

impl<T, V> Key<T, V> {
    /// The field with that name on the wire.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            of: PhantomData,
        }
    }

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        self.name
    }

    fn condition<A, O: op::Operator>(self, value: impl Into<Arg<A>>) -> Condition<T, O> {
        Condition {
            key: format!("{}{}", O::PREFIX, self.name),
            value: value.into().erase(),
            of: PhantomData,
        }
    }

    /// The field is equal to the value.
    pub fn eq(self, value: impl Into<Arg<V>>) -> Condition<T, op::Equal> {
        self.condition(value)
    }

    /// The field is equal to one of the values, for filters whose `=` takes a list.
    pub fn eq_any(self, values: impl Into<Arg<Vec<V>>>) -> Condition<T, op::Equal> {
        self.condition(values)
    }

    /// The field is not equal to the value.
    pub fn ne(self, value: impl Into<Arg<V>>) -> Condition<T, op::NotEqual> {
        self.condition(value)
    }

    /// The field is not the value, for filters that know `!`.
    pub fn not(self, value: impl Into<Arg<V>>) -> Condition<T, op::Not> {
        self.condition(value)
    }

    /// The field is greater than the value.
    pub fn gt(self, value: impl Into<Arg<V>>) -> Condition<T, op::Greater> {
        self.condition(value)
    }

    /// The field is greater than the value or equal to it.
    pub fn ge(self, value: impl Into<Arg<V>>) -> Condition<T, op::GreaterOrEqual> {
        self.condition(value)
    }

    /// The field is less than the value.
    pub fn lt(self, value: impl Into<Arg<V>>) -> Condition<T, op::Less> {
        self.condition(value)
    }

    /// The field is less than the value or equal to it.
    pub fn le(self, value: impl Into<Arg<V>>) -> Condition<T, op::LessOrEqual> {
        self.condition(value)
    }

    /// The field is one of the values.
    pub fn is_in(self, values: impl Into<Arg<Vec<V>>>) -> Condition<T, op::In> {
        self.condition(values)
    }

    /// The field is none of the values.
    pub fn not_in(self, values: impl Into<Arg<Vec<V>>>) -> Condition<T, op::NotIn> {
        self.condition(values)
    }

    /// The field has the text somewhere in it.
    pub fn contains(self, text: impl Into<Arg<String>>) -> Condition<T, op::Contains> {
        self.condition(text)
    }

    /// The field does not have the text in it.
    pub fn not_contains(self, text: impl Into<Arg<String>>) -> Condition<T, op::NotContains> {
        self.condition(text)
    }

    /// The field fits the pattern, in which `%` stands for any text.
    pub fn like(self, pattern: impl Into<Arg<String>>) -> Condition<T, op::Like> {
        self.condition(pattern)
    }

    /// The field does not fit the pattern, in which `%` stands for any text.
    pub fn not_like(self, pattern: impl Into<Arg<String>>) -> Condition<T, op::NotLike> {
        self.condition(pattern)
    }

    /// The field lies between the two values.
    pub fn between(
        self,
        low: impl Into<Arg<V>>,
        high: impl Into<Arg<V>>,
    ) -> Condition<T, op::Between> {
        self.condition::<Vec<V>, _>([low.into(), high.into()])
    }

    /// The field does not lie between the two values.
    pub fn not_between(
        self,
        low: impl Into<Arg<V>>,
        high: impl Into<Arg<V>>,
    ) -> Condition<T, op::NotBetween> {
        self.condition::<Vec<V>, _>([low.into(), high.into()])
    }

    /// Sorts by the field, smallest first.
    pub fn asc(self) -> Order<T> {
        Order::new().asc(self)
    }

    /// Sorts by the field, greatest first.
    pub fn desc(self) -> Order<T> {
        Order::new().desc(self)
    }
}

impl<T, V> Clone for Key<T, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, V> Copy for Key<T, V> {}

impl<T, V> fmt::Debug for Key<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A condition on a field of `T` with the operator `O`.
#[must_use]
pub struct Condition<T, O> {
    key: String,
    value: Erased,
    of: PhantomData<fn() -> (T, O)>,
}

impl<T, O: op::Operator> Condition<T, O> {
    /// A condition on a field that no constant names, such as a user field.
    ///
    /// ```
    /// use bitrix24::Condition;
    /// # struct Deal;
    /// let condition: Condition<Deal, bitrix24::filter::op::Equal> = Condition::raw("UF_CRM_1", 5);
    /// ```
    pub fn raw(field: &str, value: impl Into<Arg<crate::value::Value>>) -> Self {
        Self {
            key: format!("{}{field}", O::PREFIX),
            value: value.into().erase(),
            of: PhantomData,
        }
    }
}

impl<T, O> Condition<T, O> {
    pub(crate) fn into_parts(self) -> (String, Erased) {
        (self.key, self.value)
    }
}

impl<T, O> fmt::Debug for Condition<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.key, self.value.value)
    }
}

/// A filter takes conditions with the operator `O`.
#[diagnostic::on_unimplemented(
    message = "the filter `{Self}` does not take the operator `{O}`",
    note = "a filter takes the operators that its method documents; others go through `.param(\"…\", …)`"
)]
pub trait Allows<O> {}
