//! Blocking batches.

use std::sync::Arc;

use crate::batch::{Handle, Raw, Results};
use crate::calling::{CallOptions, RawMethod, RawParams};
use crate::error::AnyError;
use crate::request::Request;

use super::Driver;

/// Calls that are sent together: [`Batch`](crate::Batch).
#[derive(Debug)]
#[must_use = "a batch does nothing until it is sent"]
pub struct Batch {
    batch: crate::Batch,
    driver: Arc<Driver>,
}

impl Batch {
    pub(super) fn new(batch: crate::Batch, driver: Arc<Driver>) -> Self {
        Self { batch, driver }
    }

    /// Sets whether to stop at the first command that fails: [`Batch::halt`](crate::Batch::halt).
    pub fn halt(mut self, halt: bool) -> Self {
        self.batch = self.batch.halt(halt);
        self
    }

    /// Sets whether writes wait for the values that they refer to:
    /// [`Batch::resolve_before_writes`](crate::Batch::resolve_before_writes).
    pub fn resolve_before_writes(mut self, resolve: bool) -> Self {
        self.batch = self.batch.resolve_before_writes(resolve);
        self
    }

    /// Sets options of the requests of the batch. A deadline is that of the whole batch.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.batch = self.batch.options(options);
        self
    }

    /// Adds a call: [`Batch::add`](crate::Batch::add).
    pub fn add<R: Request>(&mut self, request: R) -> Handle<R> {
        self.batch.add(request)
    }

    /// Adds a call of any method by its name: [`Batch::add_raw`](crate::Batch::add_raw).
    pub fn add_raw(
        &mut self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
    ) -> Handle<Raw> {
        self.batch.add_raw(method, params)
    }

    /// Number of calls.
    pub fn len(&self) -> usize {
        self.batch.len()
    }

    /// Whether the batch has no calls.
    pub fn is_empty(&self) -> bool {
        self.batch.is_empty()
    }

    /// Sends the calls and waits for their answers: [`Batch::send`](crate::Batch::send).
    ///
    /// # Errors
    /// A call was refused before anything was sent, or no request was answered.
    #[track_caller]
    pub fn send(self) -> Result<Results, AnyError> {
        self.driver.wait(self.batch.send())
    }
}
