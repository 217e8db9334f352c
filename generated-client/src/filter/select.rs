//! The fields that a list gives.

use std::fmt;
use std::marker::PhantomData;

use super::Key;
use crate::params::Arg;
use crate::value::Value;

/// Which fields of `T` a list gives: `Select::new().with(Row::ID).with(Row::PRICE)`.
#[must_use]
pub struct Select<T> {
    fields: Vec<String>,
    of: PhantomData<fn() -> T>,
}

impl<T> Select<T> {
    /// No field yet.
    pub const fn new() -> Self {
        Self {
            fields: Vec::new(),
            of: PhantomData,
        }
    }

    /// All fields that the method gives for `*`.
    pub fn all() -> Self {
        Self::new().field("*")
    }

    /// That field too.
    pub fn with<V>(self, key: Key<T, V>) -> Self {
        self.field(key.name())
    }

    /// A field that no constant names too, such as `UF_*`.
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
        Self::raw(
            select
                .fields
                .into_iter()
                .map(Value::Text)
                .collect::<Vec<_>>(),
        )
    }
}

impl<T, S: Into<String>, const N: usize> From<[S; N]> for Arg<Select<T>> {
    fn from(names: [S; N]) -> Self {
        names.into_iter().fold(Select::new(), Select::field).into()
    }
}
