//! Several calls in one request.
//!
//! [`Client::batch`](crate::Client::batch) starts a [`Batch`]. It takes requests of any methods and gives a [`Handle`] for
//! each, which stands for its result in the parameters of later ones, and gives the result once the batch was sent.
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
//! Documented in [How to execute a batch request](https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html).
//!
//! # How many requests it takes
//!
//! The portal takes 50 commands in a request; more of them go in several, which run side by side within the limits of the
//! portal. Commands that refer to each other stay in one request where they can; where they cannot, the later ones wait
//! for the result and are sent with its value. So it is for REST 3.0 too, whose batch has no documented way to link
//! commands, and for fields that answers spell in several ways. (An application has no batch of REST 3.0: its body is a
//! list, in which the token has no place. Such commands are refused.) Commands that do not refer to each other may run in any order; with [`Batch::halt`] all
//! of them run in theirs.
//!
//! # What a command is sent as
//!
//! A command of the older REST is a query, in which everything is text: truth values are `1` and `0`; `null`, and lists and
//! objects without entries, are empty texts. (A method that insists on a list may refuse that: call it on its own.) Names that such a query cannot hold are refused before anything is sent, and
//! so is a text with `$result[` in it, which the portal would replace.
//!
//! # What can go wrong
//!
//! - Something is refused before anything is sent: [`Batch::send`] gives the error.
//! - No request was answered: so it does then.
//! - A command failed, or a request with some of the commands: its handles give the error, and the others their results.
//! - A command refers to one that failed, or to a value that there is not. In another request, it is not sent. In the same
//!   one, the portal runs it with nothing in that place, so that its result is no answer to what was asked: it is an error
//!   as well, with [`AnswerKind::Dangling`](crate::error::AnswerKind::Dangling).
//!
//! # Writes that need a result
//!
//! Of a read with nothing in a place nobody takes harm. A write has then written something that nobody meant: a deal without
//! its contact, a task without its parent. Nothing can be known of that before the batch is sent, so whoever links writes
//! chooses what is to happen:
//!
//! | | requests | the earlier command fails | it succeeds without the value, as a list without rows |
//! | --- | --- | --- | --- |
//! | as it is | as few as there can be | the write runs with nothing | the write runs with nothing |
//! | [`Batch::halt`] | as few as there can be, one after another | nothing after it runs | the write runs with nothing |
//! | [`Batch::resolve_before_writes`] | one more for each write that waits for another | the write is not sent | the write is not sent |
//!
//! Where one entity is created for another, which either has an identifier or fails, `halt` is enough. Where a write takes a
//! value of something that was looked up, let it wait for the value.
//!
//! A request is sent again after its answer was lost only when all its commands are known to change nothing. A command that
//! the portal refused for its limits did not run, and is sent again by the client's retry policy.

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
use crate::error_kind::ErrorKind;
use crate::platform::BoxFuture;
use crate::random;
use crate::request::Request;

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
    /// By which its references are told from those of others.
    token: Arc<str>,
    commands: Vec<Checked>,
    halt: bool,
    /// Whether the client puts results into writes itself, so that none runs without.
    resolve: bool,
    options: CallOptions,
}

impl Batch {
    /// Whether to stop at the first command that fails. The commands then run in the order in which they were added, and
    /// none of those after the one that failed.
    ///
    /// A command that succeeds without the value that another refers to has not failed:
    /// [`resolve_before_writes`](Self::resolve_before_writes) is for that.
    pub fn halt(mut self, halt: bool) -> Self {
        self.halt = halt;
        self
    }

    /// Whether a command that changes something is sent only once the values that it refers to are there. It goes in a later
    /// request then, with the values themselves; where there is none it is not sent, and its error is
    /// [`BatchProblem::Nothing`](crate::error::BatchProblem::Nothing).
    ///
    /// Otherwise the portal puts the values in, and runs the command with nothing in a place for which there is none: see
    /// [the module](self). Commands that are known to change nothing still go with those that they refer to; one that was
    /// added by its name may change something.
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

    /// Options for the requests of the batch. A deadline is that of the whole batch.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Adds a call. What the handle's [`result`](Handle::result) gives may stand in the parameters of later ones.
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
        let command = Command::raw(&method.into(), params.into(), &self.token);
        self.push(command)
    }

    /// How many calls have been added.
    pub fn len(&self) -> usize {
        self.commands.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// Sends the calls and waits for their answers. A batch without calls sends nothing.
    ///
    /// # Errors
    /// When a call is refused before anything is sent, and when no request is answered. The errors of single calls are had
    /// by their handles.
    pub async fn send(self) -> Result<Results, AnyError> {
        let client = self.client;
        let commands: Result<Vec<_>, _> = self.commands.into_iter().collect();
        let commands = commands.map_err(|(method, kind)| {
            let error = RequestError::new(client.shared.callee(&method), kind);
            tracing::debug!(reason = %error.kind, "not sent");
            AnyError::Request(error)
        })?;
        // Boxed, so that the code is made here and not in each crate that sends a batch.
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
        let results = Results {
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
    /// The parameters are not shown: there may be many.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("commands", &self.commands.len())
            .field("halt", &self.halt)
            .field("resolve_before_writes", &self.resolve)
            .finish_non_exhaustive()
    }
}
