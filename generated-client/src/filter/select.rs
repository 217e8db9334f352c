//! The fields that a list returns.

use std::fmt;
use std::marker::PhantomData;

use super::Key;
use super::uses::Selectable;
use crate::params::{Arg, Erased, Form, IntoArg, ParamsProblem};
use crate::value::Value;

/// The fields of `T` that a list returns. A tuple of constants is a selection too.
///
/// ```
/// use bitrix24::crm::item::productrow::Row;
/// use bitrix24::{Arg, Select};
///
/// let select = Arg::<Select<Row>>::new((Row::ID, Row::PRICE));
/// let same = Arg::new(Select::new().with(Row::ID).with(Row::PRICE));
/// assert_eq!(select.as_value(), same.as_value());
/// ```
#[must_use]
pub struct Select<T> {
    fields: Vec<String>,
    problem: Option<ParamsProblem>,
    of: PhantomData<fn() -> T>,
}

impl<T> Select<T> {
    /// An empty selection.
    pub const fn new() -> Self {
        Self {
            fields: Vec::new(),
            problem: None,
            of: PhantomData,
        }
    }

    /// All fields that the method returns for `*`. Some methods exclude custom and multiple fields.
    pub fn all() -> Self {
        Self::new().field("*")
    }

    /// All custom fields, for methods that support `UF_*`.
    pub fn all_custom() -> Self {
        Self::new().field("UF_*")
    }

    /// Adds a field.
    pub fn with<V, U: Selectable>(mut self, key: Key<T, V, U>) -> Self {
        let (name, problem) = key.into_parts();
        self.problem = self.problem.or(problem);
        self.field(name)
    }

    /// Adds all fields of `*`.
    pub fn with_all(self) -> Self {
        self.field("*")
    }

    /// Adds all custom fields, for methods that support `UF_*`.
    pub fn with_all_custom(self) -> Self {
        self.field("UF_*")
    }

    /// Adds a field that has no constant.
    pub fn field(mut self, name: impl Into<String>) -> Self {
        self.fields.push(name.into());
        self
    }
}

impl<T> Default for Select<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Select<T> {
    fn clone(&self) -> Self {
        Self {
            fields: self.fields.clone(),
            problem: self.problem.clone(),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Select<T> {
    fn eq(&self, other: &Self) -> bool {
        self.fields == other.fields
    }
}

impl<T> fmt::Debug for Select<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields.fmt(f)
    }
}

impl<T, P> IntoArg<Select<T>, P> for Select<T> {
    fn into_arg(self) -> Arg<Self> {
        let fields: Vec<Value> = self.fields.into_iter().map(Value::Text).collect();
        Arg::made(Erased {
            value: Some(fields.into()),
            form: Form::Other,
            problem: self.problem.map(Box::new),
        })
    }
}

impl<T, S: Into<String>, const N: usize, P> IntoArg<Select<T>, P> for [S; N] {
    fn into_arg(self) -> Arg<Select<T>> {
        Arg::new(self.into_iter().fold(Select::new(), Select::field))
    }
}

impl<T, V, U: Selectable, P> IntoArg<Select<T>, P> for Key<T, V, U> {
    fn into_arg(self) -> Arg<Select<T>> {
        Arg::new(Select::new().with(self))
    }
}

/// A field of `T` that selections accept.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a field of `{T}`",
    note = "a selection takes the constants of one type"
)]
pub trait FieldOf<T> {
    /// Adds the field to a selection.
    fn add_to(self, select: Select<T>) -> Select<T>;
}

impl<T, V, U: Selectable> FieldOf<T> for Key<T, V, U> {
    fn add_to(self, select: Select<T>) -> Select<T> {
        select.with(self)
    }
}

/// Selections of several constants; each constant has a type of its own, so they cannot be in an
/// array.
macro_rules! several {
    ($($key:ident $type:ident),+) => {
        impl<T, $($type: FieldOf<T>,)+ P> IntoArg<Select<T>, P> for ($($type,)+) {
            fn into_arg(self) -> Arg<Select<T>> {
                let ($($key,)+) = self;
                let select = Select::new();
                $(let select = $key.add_to(select);)+
                Arg::new(select)
            }
        }
    };
}

several!(a A, b B);
several!(a A, b B, c C);
several!(a A, b B, c C, d D);
several!(a A, b B, c C, d D, e E);
several!(a A, b B, c C, d D, e E, f F);
several!(a A, b B, c C, d D, e E, f F, g G);
several!(a A, b B, c C, d D, e E, f F, g G, h H);
several!(a A, b B, c C, d D, e E, f F, g G, h H, i I);
several!(a A, b B, c C, d D, e E, f F, g G, h H, i I, j J);
several!(a A, b B, c C, d D, e E, f F, g G, h H, i I, j J, k K);
several!(a A, b B, c C, d D, e E, f F, g G, h H, i I, j J, k K, l L);
