//! Arguments for parameters that take one of several types.
//!
//! A user's crate cannot say `impl From<i64> for Arg<OwnUnion>`, since neither `From` nor `Arg` nor `i64` is its own. So
//! the client says for every source what holds for every union: what the union is made from, its argument is made from.

use super::Arg;
use crate::field::Record;
use crate::value::{Map, Value};
use crate::values::{Date, DateTime, Decimal, Entity, File, Flag, Id, Timestamp, Union};

/// A type that the emitter writes, and that is an argument as it is.
///
/// One implementation of `From` serves them all: with one for each, the compiler would compare every two of them.
#[doc(hidden)]
pub trait Emitted: Sized {
    /// The argument.
    fn into_arg(self) -> Arg<Self>;
}

impl<T: Record + Default> Emitted for T {
    #[inline]
    fn into_arg(self) -> Arg<Self> {
        Arg::of(&self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Emitted> From<T> for Arg<T> {
    #[inline]
    fn from(value: T) -> Self {
        value.into_arg()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Emitted> From<T> for Arg<Value> {
    #[inline]
    fn from(value: T) -> Self {
        value.into_arg().cast()
    }
}

/// A type that is made from a whole number: an enumeration of numbers, or a union with such an alternative.
#[doc(hidden)]
pub trait FromInteger {
    /// The number as it is sent.
    fn from_integer(number: i64) -> Value;
}

impl<U: Union + From<i64>> FromInteger for U {
    #[inline]
    fn from_integer(number: i64) -> Value {
        U::from(number).to_value()
    }
}

macro_rules! integer {
    ($($source:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<U: FromInteger> From<$source> for Arg<U> {
            fn from(value: $source) -> Self {
                Self::raw(U::from_integer(value.into()))
            }
        }
    )*};
}

integer! { i8 i16 i32 i64 u8 u16 u32 }

macro_rules! from {
    ($($source:ty => $alternative:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<U: Union + From<$alternative>> From<$source> for Arg<U> {
            fn from(value: $source) -> Self {
                let value: $alternative = value.into();
                Self::raw(U::from(value).to_value())
            }
        }
    )*};
}

from! {
    f32 => f64, f64 => f64, bool => bool, Flag => Flag,
    &str => String, &String => String, String => String,
    Decimal => Decimal, Date => Date, DateTime => DateTime, Timestamp => Timestamp, File => File,
    Value => Value,
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Id<E>>, E: Entity> From<Id<E>> for Arg<U> {
    fn from(value: Id<E>) -> Self {
        Self::raw(U::from(value).to_value())
    }
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Vec<T>>, T> From<Vec<T>> for Arg<U> {
    fn from(value: Vec<T>) -> Self {
        Self::raw(U::from(value).to_value())
    }
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Vec<T>>, T, const N: usize> From<[T; N]> for Arg<U> {
    fn from(value: [T; N]) -> Self {
        Self::raw(U::from(Vec::from(value)).to_value())
    }
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Map<K, V>>, K, V> From<Map<K, V>> for Arg<U> {
    fn from(value: Map<K, V>) -> Self {
        Self::raw(U::from(value).to_value())
    }
}
