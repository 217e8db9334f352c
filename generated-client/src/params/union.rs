//! Arguments for parameters that take one of several types.
//!
//! A user's crate cannot say `impl From<i64> for Arg<OwnUnion>`, since neither `From` nor `Arg` nor `i64` is its own. So
//! the client says for every source what holds for every union: what the union is made from, its argument is made from.

use super::Arg;
use crate::decode::Record;
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
    i8 => i64, i16 => i64, i32 => i64, i64 => i64, u8 => i64, u16 => i64, u32 => i64,
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
