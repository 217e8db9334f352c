//! Handles of commands: the index of a result and its type.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::answer::FailurePath;
use crate::error::{AnyKind, ApiError};
use crate::error_kind::ErrorKind;
use crate::field::{Field, Record};
use crate::filter::Key;
use crate::request::Request;
use crate::value::Value;

use super::reference::Reference;

/// The output of a command: that of a typed [`Request`], or of [`Raw`].
pub trait Reply {
    /// The result.
    type Output: Field;
    /// The errors.
    type Error;
    /// Key of `result` that holds the value.
    #[doc(hidden)]
    const AT: Option<&'static str>;
    /// Keys of `result` that hold the error of a command that failed.
    #[doc(hidden)]
    const FAILURE: Option<FailurePath>;
    /// The kind of an error.
    #[doc(hidden)]
    fn kind(error: &ApiError<()>) -> Self::Error;
}

impl<R: Request> Reply for R {
    type Output = R::Output;
    type Error = R::Error;
    const AT: Option<&'static str> = R::METHOD.at;
    const FAILURE: Option<FailurePath> = R::METHOD.failure;

    fn kind(error: &ApiError<()>) -> Self::Error {
        R::Error::select(&error.code, &error.message)
    }
}

/// A command that was added by its method's name.
#[derive(Debug)]
pub enum Raw {}

impl Reply for Raw {
    type Output = Value;
    type Error = AnyKind;
    const AT: Option<&'static str> = None;
    const FAILURE: Option<FailurePath> = None;

    fn kind(error: &ApiError<()>) -> AnyKind {
        AnyKind::undocumented(&error.code)
    }
}

/// A command of a [`Batch`](super::Batch). It refers to the result before the batch is sent, and
/// takes it afterwards.
#[must_use = "`Results::take` returns the command's result for this handle"]
pub struct Handle<C> {
    pub(super) batch: Arc<str>,
    pub(super) command: usize,
    of: PhantomData<fn() -> C>,
}

impl<C> Handle<C> {
    pub(super) fn new(batch: &Arc<str>, command: usize) -> Self {
        Self {
            batch: Arc::clone(batch),
            command,
            of: PhantomData,
        }
    }
}

impl<C: Reply> Handle<C> {
    /// A reference to the result, for the parameters of later commands, such as the identifier that
    /// `crm.deal.add` will return.
    pub fn result(&self) -> Reference<C::Output> {
        Reference::new(&self.batch, self.command, C::AT)
    }

    /// A field of the result, by the constant of its record.
    pub fn field<V, U>(&self, key: Key<C::Output, V, U>) -> Reference<V>
    where
        C::Output: Record + Default,
    {
        self.result().field(key)
    }
}

impl Handle<Raw> {
    /// A key of a row of the list that the command will return below `at`.
    pub(crate) fn cell(&self, at: Option<&str>, row: usize, key: &str) -> Value {
        let list = Reference::<Value>::new(&self.batch, self.command, at);
        list.nth(row).entry(key).into_value()
    }
}

impl<C: Reply<Output = Vec<T>>, T> Handle<C> {
    /// The first item of the list that the command will return.
    pub fn first(&self) -> Reference<T> {
        self.result().first()
    }

    /// An item of the list that the command will return, counted from 0.
    pub fn nth(&self, index: usize) -> Reference<T> {
        self.result().nth(index)
    }
}

impl<C> fmt::Debug for Handle<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({})", self.command)
    }
}
