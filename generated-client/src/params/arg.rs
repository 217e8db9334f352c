//! Arguments: values of parameters.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use chrono::{NaiveDate, NaiveDateTime, TimeZone};

use super::{Erased, Params, ParamsProblem};
use crate::encode::to_value;
use crate::field::Written;
use crate::value::{Map, Value};
use crate::values::{Date, DateTime, Decimal, Entity, File, Flag, Id, IdentifiedBy, Timestamp};

/// A value for a parameter of type `T`.
///
/// `into()` converts every suitable value: whole numbers for a number, `bool` for a flag, a slice
/// for a list, an object's number for its identifier. [`Clear`] is accepted everywhere.
#[must_use]
pub struct Arg<T> {
    value: Value,
    problem: Option<Box<ParamsProblem>>,
    of: PhantomData<fn() -> T>,
}

/// Clears a field: `.comment(Clear)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clear;

impl<T> Arg<T> {
    /// Any JSON, whatever the documentation says about the parameter.
    pub fn raw(value: impl Into<Value>) -> Self {
        Self {
            value: value.into(),
            problem: None,
            of: PhantomData,
        }
    }

    /// The JSON that will be sent.
    pub fn as_value(&self) -> &Value {
        &self.value
    }

    /// An object.
    #[doc(hidden)]
    pub fn object(params: Params) -> Self {
        Self {
            value: Value::Map(params.entries),
            problem: params.problem,
            of: PhantomData,
        }
    }

    /// A typed value.
    #[doc(hidden)]
    pub fn of(value: &T) -> Self
    where
        T: Written,
    {
        Self::raw(to_value(value))
    }

    /// A reference to the result of a command of a batch.
    pub(crate) fn reference(placeholder: String, problem: Option<ParamsProblem>) -> Self {
        Self {
            value: Value::Text(placeholder),
            problem: Some(Box::new(problem.unwrap_or(ParamsProblem::Reference))),
            of: PhantomData,
        }
    }

    /// The same argument for a parameter of another type.
    pub(super) fn cast<U>(self) -> Arg<U> {
        Arg {
            value: self.value,
            problem: self.problem,
            of: PhantomData,
        }
    }

    /// An argument from its parts.
    pub(crate) fn made(Erased { value, problem }: Erased) -> Self {
        Self {
            value,
            problem,
            of: PhantomData,
        }
    }

    pub(crate) fn erase(self) -> Erased {
        Erased {
            value: self.value,
            problem: self.problem,
        }
    }

    /// Several values as a list, with the most severe problem.
    fn list<U>(items: impl Iterator<Item = Arg<U>>) -> Self {
        let mut problem = None;
        let values = items
            .map(|item| {
                problem = ParamsProblem::graver(problem.take(), item.problem);
                item.value
            })
            .collect();
        Self {
            value: Value::List(values),
            problem,
            of: PhantomData,
        }
    }

    fn map<K, V>(entries: impl Iterator<Item = (Arg<K>, Arg<V>)>) -> Self {
        let mut problem = None;
        let entries = entries
            .map(|(key, item)| {
                for each in [key.problem, item.problem] {
                    problem = ParamsProblem::graver(problem.take(), each);
                }
                let key = match key.value {
                    Value::Text(key) => key,
                    other => other.to_json(),
                };
                (key, item.value)
            })
            .collect();
        Self {
            value: Value::Map(entries),
            problem,
            of: PhantomData,
        }
    }
}

impl<T> Clone for Arg<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            problem: self.problem.clone(),
            of: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Arg<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> From<Clear> for Arg<T> {
    fn from(_clear: Clear) -> Self {
        Self::raw("")
    }
}

/// `source => target`: `Value` decides the JSON of the source.
macro_rules! from {
    ($($target:ty: $($source:ty),+;)*) => {$($(
        impl From<$source> for Arg<$target> {
            fn from(value: $source) -> Self {
                Self::raw(value)
            }
        }
    )+)*};
}

from! {
    i64: i8, i16, i32, i64, u8, u16, u32;
    Decimal: i8, i16, i32, i64, u8, u16, u32, Decimal;
    f64: i8, i16, i32, i64, u8, u16, u32, f32, f64;
    bool: bool;
    Flag: Flag;
    String: &str, String, &String, Cow<'_, str>;
    Timestamp: i64, Timestamp;
    Date: Date, NaiveDate;
    DateTime: DateTime, NaiveDateTime;
    File: File;
    Value: i8, i16, i32, i64, u8, u16, u32, f32, f64, bool, &str, String, &String, Cow<'_, str>, Decimal, Flag, Timestamp,
        Date, DateTime, File, Value, serde_json::Value, Map<String, Value>;
}

impl From<bool> for Arg<Flag> {
    fn from(value: bool) -> Self {
        Self::raw(Flag(value))
    }
}

impl<Z: TimeZone> From<chrono::DateTime<Z>> for Arg<DateTime> {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::raw(DateTime::from(time))
    }
}

impl<Z: TimeZone> From<chrono::DateTime<Z>> for Arg<Timestamp> {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::raw(Timestamp::from(time))
    }
}

impl<T> From<Params> for Arg<Map<String, T>> {
    fn from(params: Params) -> Self {
        Self::object(params)
    }
}

impl From<Params> for Arg<Value> {
    fn from(params: Params) -> Self {
        Self::object(params)
    }
}

impl<E: IdentifiedBy<O>, O: Entity> From<Id<O>> for Arg<Id<E>> {
    fn from(id: Id<O>) -> Self {
        Self::raw(to_value(&id))
    }
}

impl<E: IdentifiedBy<O>, O: Entity> From<&Id<O>> for Arg<Id<E>> {
    fn from(id: &Id<O>) -> Self {
        Self::raw(to_value(id))
    }
}

impl<E: Entity> From<Id<E>> for Arg<Value> {
    fn from(id: Id<E>) -> Self {
        Self::raw(to_value(&id))
    }
}

macro_rules! id {
    ($($key:ty: $($source:ty),+;)*) => {$($(
        impl<E: Entity<Key = $key>> From<$source> for Arg<Id<E>> {
            fn from(key: $source) -> Self {
                Self::raw(key)
            }
        }
    )+)*};
}

id! {
    i64: i8, i16, i32, i64, u8, u16, u32;
    String: &str, String, &String;
}

impl<U: Into<Arg<T>>, T> From<Vec<U>> for Arg<Vec<T>> {
    fn from(items: Vec<U>) -> Self {
        Self::list(items.into_iter().map(Into::into))
    }
}

impl<U: Into<Arg<T>>, T, const N: usize> From<[U; N]> for Arg<Vec<T>> {
    fn from(items: [U; N]) -> Self {
        Self::list(items.into_iter().map(Into::into))
    }
}

impl<U: Into<Arg<T>> + Clone, T> From<&[U]> for Arg<Vec<T>> {
    fn from(items: &[U]) -> Self {
        Self::list(items.iter().cloned().map(Into::into))
    }
}

impl<U: Into<Arg<Value>>> From<Vec<U>> for Arg<Value> {
    fn from(items: Vec<U>) -> Self {
        Self::list(items.into_iter().map(Into::<Arg<Value>>::into))
    }
}

impl<U: Into<Arg<Value>>, const N: usize> From<[U; N]> for Arg<Value> {
    fn from(items: [U; N]) -> Self {
        Self::list(items.into_iter().map(Into::<Arg<Value>>::into))
    }
}

impl<A: Into<Arg<K>>, B: Into<Arg<V>>, K, V> From<Map<A, B>> for Arg<Map<K, V>> {
    fn from(entries: Map<A, B>) -> Self {
        Self::map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value.into())),
        )
    }
}

impl<A: Into<Arg<K>>, B: Into<Arg<V>>, K, V, const N: usize> From<[(A, B); N]> for Arg<Map<K, V>> {
    fn from(entries: [(A, B); N]) -> Self {
        Self::map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value.into())),
        )
    }
}

impl<A: Into<Arg<K>>, B: Into<Arg<V>>, K, V> From<Vec<(A, B)>> for Arg<Map<K, V>> {
    fn from(entries: Vec<(A, B)>) -> Self {
        Self::map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value.into())),
        )
    }
}

impl<A: Into<Arg<K>>, B: Into<Arg<V>>, K, V> From<BTreeMap<A, B>> for Arg<Map<K, V>> {
    fn from(entries: BTreeMap<A, B>) -> Self {
        Self::map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value.into())),
        )
    }
}
