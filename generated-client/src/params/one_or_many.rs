//! Arguments for parameters that accept one value or a list of values.

use std::borrow::Cow;

use super::{Arg, Emitted, IntoArg, Required};
use crate::values::{Date, DateTime, Decimal, Flag, Timestamp};

/// One value of type `T`, or a list of them. It is only a parameter type; its arguments are those
/// of `T`, and lists of them.
#[derive(Debug)]
pub enum OneOrMany<T> {
    /// One.
    One(T),
    /// Many.
    Many(Vec<T>),
}

macro_rules! one {
    ($lifetime:lifetime: $($source:ty),*) => {$(
        impl<$lifetime, T, P> IntoArg<OneOrMany<T>, P> for $source
        where
            $source: IntoArg<T, Required>,
        {
            fn into_arg(self) -> Arg<OneOrMany<T>> {
                IntoArg::<T, Required>::into_arg(self).cast()
            }
        }
    )*};
}

one! { 'a:
    i8, i16, i32, i64, u8, u16, u32, u64, usize, isize, f32, bool, Flag, &'a str, &'a String, String, Cow<'a, str>, Decimal, Date,
    DateTime, Timestamp
}

#[diagnostic::do_not_recommend]
impl<T: Emitted, P> IntoArg<OneOrMany<T>, P> for T {
    fn into_arg(self) -> Arg<OneOrMany<T>> {
        Emitted::into_arg(self).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<T, Required>, T, P> IntoArg<OneOrMany<T>, P> for Vec<U> {
    fn into_arg(self) -> Arg<OneOrMany<T>> {
        Arg::<Vec<T>>::new(self).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<T, Required>, T, const N: usize, P> IntoArg<OneOrMany<T>, P> for [U; N] {
    fn into_arg(self) -> Arg<OneOrMany<T>> {
        Arg::<Vec<T>>::new(self).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: IntoArg<T, Required> + Clone, T, P> IntoArg<OneOrMany<T>, P> for &[U] {
    fn into_arg(self) -> Arg<OneOrMany<T>> {
        Arg::<Vec<T>>::new(self).cast()
    }
}
