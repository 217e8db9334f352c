//! Conversions into arguments with messages of their own, for values that often need one more step.

use std::marker::PhantomData;

use super::{Arg, IntoArg, OneOrMany};
use crate::encode::to_value;
use crate::value::Value;
use crate::values::{Entity, Id, IdentifiedBy, Union};

/// The type of a parameter that takes a floating-point number.
///
/// All conversions of one type are a single implementation of [`IntoArg`]: the compiler prints the
/// message of this trait then, and not the one of [`IntoArg`].
#[diagnostic::on_unimplemented(
    message = "a floating-point number is not a value for a parameter of type `{Self}`",
    label = "expected `{Self}`; write an amount as `dec!(49.9)`",
    note = "`bitrix24::dec!` makes an exact `Decimal` of a literal, `Decimal::try_from` converts an `f64`"
)]
pub trait TakesFloat: Sized {
    /// The argument.
    fn from_float(number: f64) -> Arg<Self>;
}

impl<T: TakesFloat, P> IntoArg<T, P> for f64 {
    fn into_arg(self) -> Arg<T> {
        T::from_float(self)
    }
}

impl TakesFloat for f64 {
    fn from_float(number: f64) -> Arg<Self> {
        Arg::raw(number)
    }
}

impl TakesFloat for Value {
    fn from_float(number: f64) -> Arg<Self> {
        Arg::raw(number)
    }
}

impl<T: TakesFloat> TakesFloat for OneOrMany<T> {
    fn from_float(number: f64) -> Arg<Self> {
        T::from_float(number).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<f64>> TakesFloat for U {
    fn from_float(number: f64) -> Arg<Self> {
        Arg::raw(U::from(number).to_value())
    }
}

/// The type of a parameter that takes an identifier of `O`.
#[diagnostic::on_unimplemented(
    message = "an identifier of `{O}` is not a value for a parameter of type `{Self}`",
    label = "expected `{Self}`, found `Id<{O}>`",
    note = "answers, references and events of methods for those objects have the identifiers to use; if both name the same object, `Id::new(id.into_key())` converts one"
)]
pub trait TakesId<O: Entity>: Sized {
    /// The argument.
    fn from_id(id: &Id<O>) -> Arg<Self>;
}

impl<T: TakesId<O>, O: Entity, P> IntoArg<T, P> for Id<O> {
    fn into_arg(self) -> Arg<T> {
        T::from_id(&self)
    }
}

impl<T: TakesId<O>, O: Entity, P> IntoArg<T, P> for &Id<O> {
    fn into_arg(self) -> Arg<T> {
        T::from_id(self)
    }
}

impl<E: IdentifiedBy<O>, O: Entity> TakesId<O> for Id<E> {
    fn from_id(id: &Id<O>) -> Arg<Self> {
        Arg::raw(to_value(id))
    }
}

impl<O: Entity> TakesId<O> for Value {
    fn from_id(id: &Id<O>) -> Arg<Self> {
        Arg::raw(to_value(id))
    }
}

impl<T: TakesId<O>, O: Entity> TakesId<O> for OneOrMany<T> {
    fn from_id(id: &Id<O>) -> Arg<Self> {
        T::from_id(id).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<U: Union + From<Id<O>>, O: Entity> TakesId<O> for U {
    fn from_id(id: &Id<O>) -> Arg<Self> {
        Arg::raw(U::from(id.clone()).to_value())
    }
}

/// What a large number would need to be a number or an identifier. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "this number may be too large: numbers and identifiers are `i64`",
    label = "may be too large: convert it by `i64::try_from`",
    note = "`i64::try_from(number)?` is accepted as a number and as an identifier, and so is `Id::new(i64::try_from(number)?)`"
)]
pub trait FitsI64 {}

/// Conversions of large numbers, which do not compile: only for their message.
///
/// The bound must not be on the type that is converted: the compiler would print the message of
/// [`IntoArg`]. The lifetime keeps it from being refused before anybody uses it.
macro_rules! large {
    ($($source:ty)*) => {$(
        impl<P> IntoArg<i64, P> for $source
        where
            for<'never> PhantomData<&'never ()>: FitsI64,
        {
            fn into_arg(self) -> Arg<i64> {
                Arg::left_out()
            }
        }

        impl<E: Entity<Key = i64>, P> IntoArg<Id<E>, P> for $source
        where
            for<'never> PhantomData<&'never ()>: FitsI64,
        {
            fn into_arg(self) -> Arg<Id<E>> {
                Arg::left_out()
            }
        }
    )*};
}

large!(u64 usize isize);
