//! What conditions are made of, as types.

use std::marker::PhantomData;

/// The operator `O` on a field with values of type `V`.
#[derive(Debug)]
pub struct Used<O, V>(PhantomData<fn() -> (O, V)>);

/// Two sets of conditions that must both hold.
#[derive(Debug)]
pub struct Both<A, B>(PhantomData<fn() -> (A, B)>);

/// Two sets of conditions of which one must hold.
#[derive(Debug)]
pub struct Either<A, B>(PhantomData<fn() -> (A, B)>);

/// Conditions that the filter `F` takes, whatever they are made of.
#[derive(Debug)]
pub struct CheckedBy<F>(PhantomData<fn() -> F>);
