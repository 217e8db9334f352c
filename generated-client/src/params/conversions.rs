//! Conversions of scalars, lists and maps into arguments.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeZone};

use super::{Arg, IntoArg, Params, Required};
use crate::value::{Map, Value};
use crate::values::{Date, DateTime, Decimal, Entity, File, Flag, Id, Money, Timestamp};

/// `source => target`: `Value` decides the JSON of the source.
macro_rules! from {
    ($($target:ty: $($source:ty),+;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<P> IntoArg<$target, P> for $source {
            fn into_arg(self) -> Arg<$target> {
                Arg::raw(self)
            }
        }
    )+)*};
}

from! {
    i64: i8, i16, i32, i64, u8, u16, u32;
    Decimal: i8, i16, i32, i64, u8, u16, u32, Decimal;
    f64: i8, i16, i32, i64, u8, u16, u32, f32;
    String: &str, String, &String, Cow<'_, str>;
    Timestamp: i64, Timestamp;
    Money: Money;
    Date: Date, NaiveDate;
    DateTime: DateTime, NaiveDateTime;
    Value: i8, i16, i32, i64, u8, u16, u32, f32, &str, String, &String, Cow<'_, str>, Decimal, Timestamp,
        Date, DateTime, Money, serde_json::Value;
}

/// Yes and no, files, and JSON: as `from`, but the argument knows what it is.
macro_rules! known {
    ($($target:ty: $source:ty, $value:ident => $arg:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<P> IntoArg<$target, P> for $source {
            fn into_arg(self) -> Arg<$target> {
                let $value = self;
                $arg
            }
        }
    )*};
}

known! {
    bool: bool, value => Arg::boolean(value);
    Flag: Flag, value => Arg::boolean(value);
    Flag: bool, value => Arg::boolean(Flag(value));
    Value: bool, value => Arg::boolean(value);
    Value: Flag, value => Arg::boolean(value);
    File: File, value => Arg::file(value);
    Value: File, value => Arg::file(value);
    Value: Value, value => Arg::read(value);
    Value: Map<String, Value>, value => Arg::read(Value::Map(value));
}

#[diagnostic::do_not_recommend]
impl<Z: TimeZone, P> IntoArg<DateTime, P> for chrono::DateTime<Z> {
    fn into_arg(self) -> Arg<DateTime> {
        Arg::raw(DateTime::from(self))
    }
}

#[diagnostic::do_not_recommend]
impl<Z: TimeZone, P> IntoArg<Timestamp, P> for chrono::DateTime<Z> {
    fn into_arg(self) -> Arg<Timestamp> {
        Arg::raw(Timestamp::from(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T, P> IntoArg<Map<String, T>, P> for Params {
    fn into_arg(self) -> Arg<Map<String, T>> {
        Arg::object(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P> IntoArg<Value, P> for Params {
    fn into_arg(self) -> Arg<Value> {
        Arg::object(self)
    }
}

macro_rules! id {
    ($($key:ty: $($source:ty),+;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<E: Entity<Key = $key>, P> IntoArg<Id<E>, P> for $source {
            fn into_arg(self) -> Arg<Id<E>> {
                Arg::raw(self)
            }
        }
    )+)*};
}

id! {
    i64: i8, i16, i32, i64, u8, u16, u32;
    String: &str, String, &String;
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<T, Required>, T, P> IntoArg<Vec<T>, P> for Vec<U> {
    fn into_arg(self) -> Arg<Vec<T>> {
        Arg::list(self.into_iter().map(IntoArg::into_arg))
    }
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<T, Required>, T, const N: usize, P> IntoArg<Vec<T>, P> for [U; N] {
    fn into_arg(self) -> Arg<Vec<T>> {
        Arg::list(self.into_iter().map(IntoArg::into_arg))
    }
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<T, Required> + Clone, T, P> IntoArg<Vec<T>, P> for &[U] {
    fn into_arg(self) -> Arg<Vec<T>> {
        Arg::list(self.iter().cloned().map(IntoArg::into_arg))
    }
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<Value, Required>, P> IntoArg<Value, P> for Vec<U> {
    fn into_arg(self) -> Arg<Value> {
        Arg::list(self.into_iter().map(IntoArg::<Value, Required>::into_arg))
    }
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<Value, Required>, const N: usize, P> IntoArg<Value, P> for [U; N] {
    fn into_arg(self) -> Arg<Value> {
        Arg::list(self.into_iter().map(IntoArg::<Value, Required>::into_arg))
    }
}

/// Entries of a map, from a collection of pairs.
macro_rules! entries {
    ($($source:ty $(, const $n:ident)?);*) => {$(
        #[diagnostic::do_not_recommend]
        impl<A, B, K, V, P $(, const $n: usize)?> IntoArg<Map<K, V>, P> for $source
        where
            A: IntoArg<K, Required>,
            B: IntoArg<V, Required>,
        {
            fn into_arg(self) -> Arg<Map<K, V>> {
                Arg::map(self.into_iter().map(|(key, value)| (key.into_arg(), value.into_arg())))
            }
        }
    )*};
}

entries!(Map<A, B>; [(A, B); N], const N; Vec<(A, B)>; BTreeMap<A, B>);
