//! Arguments for parameters that accept one of several types.
//!
//! A user's crate cannot implement `From<i64>` for `Arg<OwnUnion>`, since none of the types is
//! local. So the client implements it for every union: a union's argument converts from everything
//! that the union converts from.

use super::Arg;
use crate::encode::to_value;
use crate::field::OfKind;
use crate::value::{Map, Value};
use crate::values::{Date, DateTime, Decimal, Entity, File, Flag, Id, Timestamp, Union};

/// An emitted type that is an argument by itself.
///
/// One implementation of `From` serves all of them: with one for each, the compiler would compare
/// every pair.
#[doc(hidden)]
pub trait Emitted: Sized {
    /// The argument.
    fn into_arg(self) -> Arg<Self>;
}

impl<T: OfKind> Emitted for T {
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

/// A type that converts from a whole number: an enumeration of numbers, or a union with such an
/// alternative.
#[doc(hidden)]
pub trait FromInteger {
    /// The number as it is sent.
    fn from_integer(number: i64) -> Value;
}

impl<U: OfKind + From<i64>> FromInteger for U {
    #[inline]
    fn from_integer(number: i64) -> Value {
        to_value(&U::from(number))
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
