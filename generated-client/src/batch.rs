//! Several calls in one request.
//!
//! [`Client::batch`](crate::Client::batch) starts a [`Batch`]. It takes requests of any methods and
//! returns a [`Handle`] for each. A handle stands for the result in the parameters of later
//! requests, and returns the result once the batch was sent.
//!
//! ```no_run
//! # #[cfg(feature = "crm")]
//! # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
//! use bitrix24::crm::{OwnerType, item::productrow};
//!
//! let mut batch = client.batch();
//! let phone = batch.add(productrow::add(productrow::AddFields::new(7, OwnerType::Deal).product_id(9621)));
//! let same = batch.add(productrow::get(phone.field(productrow::Row::ID)));
//! let rows = batch.add(productrow::list(productrow::ListFilter::new(OwnerType::Deal, 7)));
//!
//! let mut done = batch.send().await?;
//! let phone: productrow::Row = done.take(phone)?;
//! let same = done.take(same)?;
//! let rows = done.take_envelope(rows)?;
//! println!("{:?} is {:?}, one of {:?}", phone.id, same.id, rows.total);
//! # Ok(())
//! # }
//! ```
//!
//! Documented in
//! [How to execute a batch request](https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html).
//!
//! # How many requests it takes
//!
//! The portal accepts 50 commands in a request. More commands are sent in several requests,
//! concurrently within the limits of the portal. Commands that refer to each other share a request
//! if they can; otherwise the later ones wait for the result and are sent with its value. The same
//! applies to REST 3.0, whose batch has no documented way to link commands, and to fields that
//! answers spell in several ways. (An application has no batch of REST 3.0: its body is a list,
//! which cannot carry the token. Such commands are refused.) Commands that do not refer to each
//! other may run in any order; with [`Batch::halt`], all of them run in the order in which they
//! were added.
//!
//! # What a command is sent as
//!
//! A command of the older REST is a query, in which everything is text: booleans are `1` and `0`;
//! `null`, and lists and objects without entries, are empty texts. (A method that requires a list
//! may refuse that: call it outside of a batch.) Names that a query cannot hold are refused before
//! anything is sent, and so is a text that contains `$result[`, which the portal would replace.
//!
//! # What can go wrong
//!
//! - Something is refused before anything is sent: [`Batch::send`] returns the error.
//! - No request is answered: [`Batch::send`] returns the error.
//! - A command fails, or a request with some of the commands: their handles return the error, and
//!   the others their results.
//! - A command refers to one that failed, or to a missing value. In another request, it is not
//!   sent. In the same request, the portal runs it without the value, so that its result does not
//!   answer the question: it is an error as well,
//!   [`AnswerKind::Dangling`](crate::error::AnswerKind::Dangling).
//!
//! # Writes that need a result
//!
//! A read without the value does no harm. A write without the value has written something that
//! nobody meant: a deal without its contact, a task without its parent. This cannot be known before
//! the batch is sent, so a program that links writes chooses what happens:
//!
//! | | requests | the earlier command fails | it succeeds without the value, as a list without rows |
//! | --- | --- | --- | --- |
//! | as it is | as few as there can be | the write runs with nothing | the write runs with nothing |
//! | [`Batch::halt`] | as few as there can be, one after another | nothing after it runs | the write runs with nothing |
//! | [`Batch::resolve_before_writes`] | one more for each write that waits for another | the write is not sent | the write is not sent |
//!
//! When one entity is created for another, whose creation either returns an identifier or fails,
//! `halt` is enough. When a write takes a value from something that was looked up, let it wait for
//! the value.
//!
//! A request is sent again after its answer was lost only when none of its commands changes
//! anything. A command that the portal refused for its limits did not run, and is sent again by the
//! client's retry policy.

mod answer;
mod command;
mod handle;
mod keyed;
mod lookup;
mod plan;
mod query;
mod reference;
mod results;
mod run;

use std::fmt;
use std::sync::Arc;

pub use self::handle::{Handle, Raw, Reply};
pub use self::reference::{Referable, Reference};
pub use self::results::Results;

use self::command::{Checked, Command};
use self::results::Called;
use crate::calling::{CallOptions, RawMethod, RawParams};
use crate::client::Client;
use crate::error::{AnyError, RequestError};
use crate::error_kind::{ErrorKind, ErrorRow};
use crate::params::Params;
use crate::platform::BoxFuture;
use crate::random;
use crate::request::{Method, Request};

impl Client {
    /// Starts a batch: several calls in one request. See [`batch`](crate::batch).
    pub fn batch(&self) -> Batch {
        Batch {
            client: self.clone(),
            token: random::identifier().into(),
            commands: Vec::new(),
            halt: false,
            resolve: false,
            options: CallOptions::new(),
        }
    }
}

/// Calls that are sent together. See [the module](self).
#[must_use = "a batch does nothing until it is sent"]
pub struct Batch {
    client: Client,
    /// Tells the references of this batch from those of others.
    token: Arc<str>,
    commands: Vec<Checked>,
    halt: bool,
    /// Whether the client inserts results into writes itself, so that none runs without them.
    resolve: bool,
    options: CallOptions,
}

impl Batch {
    /// Sets whether to stop at the first command that fails. The commands then run in the order in
    /// which they were added, and none after the failed one runs.
    ///
    /// A command that succeeds without the value that another one refers to has not failed: see
    /// [`resolve_before_writes`](Self::resolve_before_writes).
    pub fn halt(mut self, halt: bool) -> Self {
        self.halt = halt;
        self
    }

    /// Sets whether a command that changes something is sent only once the values that it refers to
    /// are known. It is sent in a later request then, with the values themselves. When a value is
    /// missing, it is not sent, and its error is
    /// [`BatchProblem::MissingValue`](crate::error::BatchProblem::MissingValue).
    ///
    /// Otherwise the portal inserts the values, and runs a command without those that are missing:
    /// see [the module](self). Commands that change nothing are still sent with those that they
    /// refer to; a command that was added by its name counts as one that changes something.
    ///
    /// ```no_run
    /// # #[cfg(feature = "crm")]
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// use bitrix24::crm::{OwnerType, item::productrow};
    ///
    /// let mut batch = client.batch().resolve_before_writes(true);
    /// let rows = batch.add(productrow::list(productrow::ListFilter::new(OwnerType::Deal, 7)));
    /// let first = productrow::delete(rows.first().field(productrow::Row::ID));
    /// let deleted = batch.add(first);
    /// let mut done = batch.send().await?;
    /// if done.take(deleted).is_err_and(|error| error.did_run() == Some(false)) {
    ///     println!("the deal has no rows");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn resolve_before_writes(mut self, resolve: bool) -> Self {
        self.resolve = resolve;
        self
    }

    /// Sets options of the requests of the batch. A deadline is that of the whole batch.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Adds a call. The handle's [`result`](Handle::result) can be a parameter of later calls.
    pub fn add<R: Request>(&mut self, request: R) -> Handle<R> {
        let params = request.into_params();
        let command = Command::typed(R::METHOD, R::Error::ROWS, params, &self.token);
        self.push(command)
    }

    /// Adds a call of any method by its name, such as one that an application has defined.
    ///
    /// ```no_run
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// let mut batch = client.batch();
    /// let user = batch.add_raw("user.current", serde_json::json!({}));
    /// let mut done = batch.send().await?;
    /// println!("{:?}", done.take(user)?["NAME"].as_text());
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_raw(
        &mut self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
    ) -> Handle<Raw> {
        let command = Command::raw(&method.into(), params.into(), &[], &self.token);
        self.push(command)
    }

    /// Adds a page of a list that is called by its name.
    pub(crate) fn add_named_list(
        &mut self,
        method: &RawMethod,
        order: &[String],
        params: Params,
    ) -> Handle<Raw> {
        let command = Command::raw(&method.clone().reads(), params.into(), order, &self.token);
        self.push(command)
    }

    /// Adds a request of a list, whose rows are not decoded by its type.
    pub(crate) fn add_list(
        &mut self,
        method: &'static Method,
        errors: &'static [ErrorRow],
        params: Params,
    ) -> Handle<Raw> {
        let command = Command::typed(method, errors, params, &self.token);
        self.push(command)
    }

    /// Number of calls.
    pub fn len(&self) -> usize {
        self.commands.len()
    }

    /// Whether the batch has no calls.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// Sends the calls and waits for their answers. An empty batch sends nothing.
    ///
    /// # Errors
    /// A call was refused before anything was sent, or no request was answered. The errors of
    /// single calls are returned by [`Results::take`].
    pub async fn send(self) -> Result<Results, AnyError> {
        let client = self.client;
        let commands: Result<Vec<_>, _> = self.commands.into_iter().collect();
        let commands = commands.map_err(|(method, kind)| {
            let error = RequestError::new(client.shared.callee(&method), kind);
            tracing::debug!(reason = %error.kind, "not sent");
            AnyError::Request(error)
        })?;
        // Boxed, so that the code is generated here and not in each crate that sends a batch.
        let order = run::Order {
            halt: self.halt,
            resolve: self.resolve,
        };
        let done = run::run(&client, &commands, order, &self.options);
        let done: BoxFuture<'_, run::Done> = Box::pin(done);
        let done = done.await;
        let called = |command: Command| Called {
            name: command.method,
            errors: command.errors,
        };
        let requests = commands.len().div_ceil(plan::MOST).max(1);
        let results = Results {
            room: client.shared.room_of(requests),
            client,
            batch: self.token,
            methods: commands.into_iter().map(called).collect(),
            outcomes: done.outcomes,
        };
        if !done.is_answered {
            results.check()?;
        }
        Ok(results)
    }

    fn push<C>(&mut self, command: Checked) -> Handle<C> {
        self.commands.push(command);
        Handle::new(&self.token, self.commands.len() - 1)
    }
}

impl fmt::Debug for Batch {
    /// Parameters are not printed, since there may be many.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("commands", &self.commands.len())
            .field("halt", &self.halt)
            .field("resolve_before_writes", &self.resolve)
            .finish_non_exhaustive()
    }
}
