//! Arguments for parameters that accept one of several types.
//!
//! Emitted code would need an implementation for each type of each union. So the client implements it for every union: a union's argument converts from everything
//! that the union converts from.

use super::{Arg, IntoArg};
use crate::encode::to_value;
use crate::field::OfKind;
use crate::value::{Map, Value};
use crate::values::{Date, DateTime, Decimal, File, Flag, Timestamp, Union};

/// An emitted type that is an argument by itself.
///
/// One implementation of `IntoArg` serves all of them: with one for each, the compiler would compare
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
impl<T: Emitted, P> IntoArg<T, P> for T {
    #[inline]
    fn into_arg(self) -> Arg<T> {
        Emitted::into_arg(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Emitted, P> IntoArg<Value, P> for T {
    #[inline]
    fn into_arg(self) -> Arg<Value> {
        Emitted::into_arg(self).cast()
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
        impl<U: FromInteger, P> IntoArg<U, P> for $source {
            fn into_arg(self) -> Arg<U> {
                Arg::raw(U::from_integer(self.into()))
            }
        }
    )*};
}

integer! { i8 i16 i32 i64 u8 u16 u32 }

macro_rules! from {
    ($($source:ty => $alternative:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<U: Union + From<$alternative>, P> IntoArg<U, P> for $source {
            fn into_arg(self) -> Arg<U> {
                let value: $alternative = self.into();
                Arg::typed(U::from(value).to_value())
            }
        }
    )*};
}

from! {
    bool => bool, Flag => Flag,
    &str => String, &String => String, String => String,
    Decimal => Decimal, Date => Date, DateTime => DateTime, Timestamp => Timestamp, File => File,
    Value => Value,
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Vec<T>>, T, P> IntoArg<U, P> for Vec<T> {
    fn into_arg(self) -> Arg<U> {
        Arg::typed(U::from(self).to_value())
    }
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Vec<T>>, T, const N: usize, P> IntoArg<U, P> for [T; N] {
    fn into_arg(self) -> Arg<U> {
        Arg::typed(U::from(Vec::from(self)).to_value())
    }
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Map<K, V>>, K, V, P> IntoArg<U, P> for Map<K, V> {
    fn into_arg(self) -> Arg<U> {
        Arg::typed(U::from(self).to_value())
    }
}
