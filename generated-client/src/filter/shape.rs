//! The structure of conditions, as types.

use std::marker::PhantomData;

/// The operator `O` on a field with values of type `V`.
#[derive(Debug)]
pub struct Compare<O, V>(PhantomData<fn() -> (O, V)>);

/// Two sets of conditions that must both hold.
#[derive(Debug)]
pub struct And<A, B>(PhantomData<fn() -> (A, B)>);

/// Two sets of conditions of which one must hold.
#[derive(Debug)]
pub struct Or<A, B>(PhantomData<fn() -> (A, B)>);

/// Conditions that the filter `F` accepts, whatever their structure.
#[derive(Debug)]
pub struct CheckedBy<F>(PhantomData<fn() -> F>);
