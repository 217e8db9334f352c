//! The fields of a record by name.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::condition::Condition;
use super::op;
use super::shape::Compare;
use super::uses::{self, Filterable, Numbered, Settable};
use crate::field::Record;
use crate::params::{Arg, FieldName, IntoArg, ParamsProblem, Required};
use crate::pattern::fits;

/// A field of `T` with values of type `V`, for filters, orders and selections.
///
/// The emitted types have a constant for each field. `U` is what the field can be used for.
///
/// ```
/// use bitrix24::crm::item::productrow::Row;
/// use bitrix24::dec;
///
/// let condition = Row::PRICE.ge(dec!(1000)) & Row::PRODUCT_NAME.contains("phone");
/// let order = Row::PRICE.desc();
/// # let _ = (condition, order);
/// ```
pub struct Key<T, V, U = uses::Every> {
    name: Cow<'static, str>,
    problem: Option<ParamsProblem>,
    of: Of<T, V, U>,
}

/// The types of a key, which holds none of their values.
type Of<T, V, U> = PhantomData<fn() -> (T, V, U)>;

impl<T, V, U> Key<T, V, U> {
    /// The field with a name as in the API.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            problem: None,
            of: PhantomData,
        }
    }

    /// A field whose name is known only at run time, whatever the documentation says about it.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: Cow::Owned(name.into()),
            problem: None,
            of: PhantomData,
        }
    }

    /// A field of one of the record's families. A name that does not match is reported when the
    /// request is sent.
    #[doc(hidden)]
    pub fn custom(name: impl Into<Cow<'static, str>>) -> Self
    where
        T: Record + Default,
    {
        let name = name.into();
        let patterns = T::default().patterns();
        let problem = patterns
            .first()
            .filter(|_| !patterns.iter().any(|pattern| fits(pattern, &name)))
            .map(|pattern| ParamsProblem::WrongName {
                name: name.clone().into_owned(),
                pattern,
            });
        Self {
            name,
            problem,
            of: PhantomData,
        }
    }

    /// Its name in the API.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number of its uses.
    #[doc(hidden)]
    pub const fn uses(self) -> u8
    where
        U: Numbered,
    {
        std::mem::forget(self);
        U::NUMBER
    }

    /// The same field with values of another type; only for constants.
    #[doc(hidden)]
    pub const fn with_value<W>(self) -> Key<T, W, U> {
        let name = match self.name {
            Cow::Borrowed(name) => name,
            Cow::Owned(_) => panic!("a constant has a static name"),
        };
        std::mem::forget(self);
        Key::new(name)
    }

    pub(crate) fn into_parts(self) -> (String, Option<ParamsProblem>) {
        (self.name.into_owned(), self.problem)
    }

    /// A field of the object that this field holds, with the first problem of the two.
    pub(super) fn joined<W, X, Y>(self, field: Key<V, W, X>) -> Key<T, W, Y> {
        Key {
            name: Cow::Owned(format!("{}.{}", self.name, field.name)),
            problem: self.problem.or(field.problem),
            of: PhantomData,
        }
    }

    fn condition<A, O: op::Operator>(
        self,
        value: impl IntoArg<A, Required>,
    ) -> Condition<T, Compare<O, V>> {
        let key = format!("{}{}", O::PREFIX, self.name);
        Condition::new(&key, value.into_arg().erase(), self.problem)
    }

    /// The field is equal to the value.
    pub fn eq(self, value: impl IntoArg<V, Required>) -> Condition<T, Compare<op::Equal, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is equal to one of the values, for filters whose `=` takes a list.
    pub fn eq_any(
        self,
        values: impl IntoArg<Vec<V>, Required>,
    ) -> Condition<T, Compare<op::EqualToAny, V>>
    where
        U: Filterable,
    {
        self.condition(values)
    }

    /// The field is not equal to the value.
    pub fn ne(self, value: impl IntoArg<V, Required>) -> Condition<T, Compare<op::NotEqual, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is not the value, for filters that support `!`.
    pub fn not(self, value: impl IntoArg<V, Required>) -> Condition<T, Compare<op::Not, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is equal to the value or is `null`, for filters that support `+`.
    pub fn eq_or_null(
        self,
        value: impl IntoArg<V, Required>,
    ) -> Condition<T, Compare<op::EqualOrNull, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is not equal to any of the values, for filters whose `!=` takes a list.
    pub fn ne_any(
        self,
        values: impl IntoArg<Vec<V>, Required>,
    ) -> Condition<T, Compare<op::NotEqualToAny, V>>
    where
        U: Filterable,
    {
        self.condition(values)
    }

    /// The field is none of the values, for filters whose `!` takes a list.
    pub fn not_any(
        self,
        values: impl IntoArg<Vec<V>, Required>,
    ) -> Condition<T, Compare<op::NotAny, V>>
    where
        U: Filterable,
    {
        self.condition(values)
    }

    /// The field is greater than the value.
    pub fn gt(self, value: impl IntoArg<V, Required>) -> Condition<T, Compare<op::Greater, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is greater than the value or equal to it.
    pub fn ge(
        self,
        value: impl IntoArg<V, Required>,
    ) -> Condition<T, Compare<op::GreaterOrEqual, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is less than the value.
    pub fn lt(self, value: impl IntoArg<V, Required>) -> Condition<T, Compare<op::Less, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is less than the value or equal to it.
    pub fn le(self, value: impl IntoArg<V, Required>) -> Condition<T, Compare<op::LessOrEqual, V>>
    where
        U: Filterable,
    {
        self.condition(value)
    }

    /// The field is one of the values.
    pub fn is_in(self, values: impl IntoArg<Vec<V>, Required>) -> Condition<T, Compare<op::In, V>>
    where
        U: Filterable,
    {
        self.condition(values)
    }

    /// The field is none of the values.
    pub fn not_in(
        self,
        values: impl IntoArg<Vec<V>, Required>,
    ) -> Condition<T, Compare<op::NotIn, V>>
    where
        U: Filterable,
    {
        self.condition(values)
    }

    /// The field contains the text.
    pub fn contains(
        self,
        text: impl IntoArg<String, Required>,
    ) -> Condition<T, Compare<op::Contains, V>>
    where
        U: Filterable,
    {
        self.condition(text)
    }

    /// The field does not contain the text.
    pub fn not_contains(
        self,
        text: impl IntoArg<String, Required>,
    ) -> Condition<T, Compare<op::NotContains, V>>
    where
        U: Filterable,
    {
        self.condition(text)
    }

    /// The field matches the pattern, in which `%` stands for any text.
    pub fn like(self, pattern: impl IntoArg<String, Required>) -> Condition<T, Compare<op::Like, V>>
    where
        U: Filterable,
    {
        self.condition(pattern)
    }

    /// The field contains the text, for filters that use `?`; those of `entity.*` check whether the
    /// field has a value.
    pub fn search(
        self,
        text: impl IntoArg<String, Required>,
    ) -> Condition<T, Compare<op::Search, V>>
    where
        U: Filterable,
    {
        self.condition(text)
    }

    /// The field does not match the pattern, in which `%` stands for any text.
    pub fn not_like(
        self,
        pattern: impl IntoArg<String, Required>,
    ) -> Condition<T, Compare<op::NotLike, V>>
    where
        U: Filterable,
    {
        self.condition(pattern)
    }

    /// The field is between the two values.
    pub fn between(
        self,
        low: impl IntoArg<V, Required>,
        high: impl IntoArg<V, Required>,
    ) -> Condition<T, Compare<op::Between, V>>
    where
        U: Filterable,
    {
        self.condition::<Vec<V>, _>([Arg::new(low), Arg::new(high)])
    }

    /// The field is not between the two values.
    pub fn not_between(
        self,
        low: impl IntoArg<V, Required>,
        high: impl IntoArg<V, Required>,
    ) -> Condition<T, Compare<op::NotBetween, V>>
    where
        U: Filterable,
    {
        self.condition::<Vec<V>, _>([Arg::new(low), Arg::new(high)])
    }
}

impl<T, V, U> Clone for Key<T, V, U> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            problem: self.problem.clone(),
            of: PhantomData,
        }
    }
}

impl<T, V, U> fmt::Debug for Key<T, V, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl<R, V, U: Settable<V>, T> FieldName<T> for Key<R, V, U> {
    type Value = U::Value;

    fn name(&self) -> &str {
        Self::name(self)
    }
}
