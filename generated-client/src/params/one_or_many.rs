//! Arguments for parameters that accept one value or a list of values.

use std::borrow::Cow;

use super::{Arg, Emitted};
use crate::values::{Date, DateTime, Decimal, Entity, Flag, Id, Timestamp};

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
        #[diagnostic::do_not_recommend]
        impl<$lifetime, T> From<$source> for Arg<OneOrMany<T>>
        where
            Arg<T>: From<$source>,
        {
            fn from(value: $source) -> Self {
                Arg::<T>::from(value).cast()
            }
        }
    )*};
}

one! { 'a:
    i8, i16, i32, i64, u8, u16, u32, f32, f64, bool, Flag, &'a str, &'a String, String, Cow<'a, str>, Decimal, Date,
    DateTime, Timestamp
}

#[diagnostic::do_not_recommend]
impl<T, E: Entity> From<Id<E>> for Arg<OneOrMany<T>>
where
    Arg<T>: From<Id<E>>,
{
    fn from(id: Id<E>) -> Self {
        Arg::<T>::from(id).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Emitted> From<T> for Arg<OneOrMany<T>> {
    fn from(value: T) -> Self {
        value.into_arg().cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: Into<Arg<T>>, T> From<Vec<U>> for Arg<OneOrMany<T>> {
    fn from(values: Vec<U>) -> Self {
        Arg::<Vec<T>>::from(values).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: Into<Arg<T>>, T, const N: usize> From<[U; N]> for Arg<OneOrMany<T>> {
    fn from(values: [U; N]) -> Self {
        Arg::<Vec<T>>::from(values).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: Into<Arg<T>> + Clone, T> From<&[U]> for Arg<OneOrMany<T>> {
    fn from(values: &[U]) -> Self {
        Arg::<Vec<T>>::from(values).cast()
    }
}
