//! The fields that a list returns.

use std::fmt;
use std::marker::PhantomData;

use super::Key;
use super::uses::Selectable;
use crate::params::{Arg, Erased, ParamsProblem};
use crate::value::Value;

/// The fields of `T` that a list returns. A tuple of constants is a selection too.
///
/// ```
/// use bitrix24::crm::item::productrow::Row;
/// use bitrix24::{Arg, Select};
///
/// let select: Arg<Select<Row>> = (Row::ID, Row::PRICE).into();
/// let same: Arg<Select<Row>> = Select::new().with(Row::ID).with(Row::PRICE).into();
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

impl<T> From<Select<T>> for Arg<Select<T>> {
    fn from(select: Select<T>) -> Self {
        let fields: Vec<Value> = select.fields.into_iter().map(Value::Text).collect();
        Self::made(Erased {
            value: fields.into(),
            problem: select.problem.map(Box::new),
        })
    }
}

impl<T, S: Into<String>, const N: usize> From<[S; N]> for Arg<Select<T>> {
    fn from(names: [S; N]) -> Self {
        names.into_iter().fold(Select::new(), Select::field).into()
    }
}

impl<T, V, U: Selectable> From<Key<T, V, U>> for Arg<Select<T>> {
    fn from(key: Key<T, V, U>) -> Self {
        Select::new().with(key).into()
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
        impl<T, $($type: FieldOf<T>),+> From<($($type,)+)> for Arg<Select<T>> {
            fn from(($($key,)+): ($($type,)+)) -> Self {
                let select = Select::new();
                $(let select = $key.add_to(select);)+
                select.into()
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
