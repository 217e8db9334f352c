//! The results of the commands of a batch.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use tracing::Span;

use crate::answer::{self, EnvelopeProblem, ResultPath};
use crate::calling::{Envelope, UntypedError};
use crate::client::Client;
use crate::decode::Room;
use crate::error::{AnyError, AnyKind, BatchProblem, Error, RequestError, RequestKind};
use crate::error_kind::ErrorRow;
use crate::field::Field;
use crate::retry::Retry;
use crate::time::Time;
use crate::transport::Answer;
use crate::value::Extra;

use super::handle::{Handle, Reply};

/// The result of a command.
pub(super) type Outcome = Result<Part, UntypedError>;

/// The part of an answer that belongs to one command; its result is not decoded yet.
pub(super) struct Part {
    pub(super) result: Bytes,
    pub(super) time: Option<Time>,
    pub(super) total: Option<i64>,
    pub(super) next: Option<i64>,
    pub(super) status: u16,
    pub(super) retries: Vec<Retry>,
}

/// The results of the commands of a batch, each taken by its [`Handle`].
///
/// A failed command does not affect the others.
#[must_use = "commands may have failed: take their results, or call `check`"]
pub struct Results {
    pub(super) client: Client,
    pub(super) batch: Arc<str>,
    /// The methods of the commands.
    pub(super) methods: Vec<Called>,
    pub(super) outcomes: Vec<Outcome>,
    /// Memory that results which are not taken yet may take.
    pub(super) room: Room,
}

impl Results {
    /// The result of a command, or its error.
    pub fn take<C: Reply>(&mut self, handle: Handle<C>) -> Result<C::Output, Error<C::Error>> {
        self.take_envelope(handle).map(|envelope| envelope.result)
    }

    /// The whole answer of a command: its result, its paging and its time, and the JSON of its
    /// result.
    pub fn take_envelope<C: Reply>(
        &mut self,
        handle: Handle<C>,
    ) -> Result<Envelope<C::Output>, Error<C::Error>> {
        let path = ResultPath {
            at: C::AT,
            failure: C::FAILURE,
            ..ResultPath::default()
        };
        self.take_at(handle, path)
            .map_err(|error| error.with_kind(C::kind))
    }

    /// The whole answer of a command whose result is at a path.
    #[expect(clippy::needless_pass_by_value, reason = "each result is taken once")]
    pub(crate) fn take_at<C, T: Field>(
        &mut self,
        handle: Handle<C>,
        path: ResultPath<'_>,
    ) -> Result<Envelope<T>, UntypedError> {
        let part = self.part(&handle.batch, handle.command)?;
        match answer::read_result(&part.result, path, &mut self.room) {
            Ok((value, beside)) => Ok(part.envelope(value, beside)),
            Err(problem) => Err(self.mismatch(handle.command, part, problem)),
        }
    }

    /// The error of a command whose result has another type.
    #[cold]
    pub(crate) fn refuse<C>(
        &mut self,
        handle: &Handle<C>,
        problem: EnvelopeProblem,
    ) -> UntypedError {
        match self.part(&handle.batch, handle.command) {
            Ok(part) => self.mismatch(handle.command, part, problem),
            Err(error) => error,
        }
    }

    /// The JSON of a result that was not taken yet; `None` for a failed command.
    pub(crate) fn body<C>(&self, handle: &Handle<C>) -> Option<&Bytes> {
        let outcome = self.outcomes.get(handle.command)?;
        Some(&outcome.as_ref().ok()?.result)
    }

    /// Number of commands of the batch.
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Whether the batch had no commands.
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// Returns the error of the first command that failed, for a program that only needs to know
    /// whether all succeeded. It ignores results that were taken already, and does not check
    /// whether the others can be decoded.
    ///
    /// ```no_run
    /// # #[cfg(feature = "crm")]
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// use bitrix24::crm::item::productrow;
    ///
    /// let mut batch = client.batch();
    /// for id in [17622, 17623] {
    ///     let _ = batch.add(productrow::delete(id));
    /// }
    /// batch.send().await?.check()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn check(&self) -> Result<(), AnyError> {
        let mut outcomes = self.outcomes.iter().zip(&self.methods);
        let failed = outcomes.find_map(|(each, called)| Some((each.as_ref().err()?, called)));
        failed.map_or(Ok(()), |(error, called)| Err(called.any(repeat(error))))
    }

    /// Takes the result of a command.
    fn part(&mut self, batch: &Arc<str>, command: usize) -> Outcome {
        let other = BatchProblem::OtherHandle;
        if *batch != self.batch {
            return Err(not_sent(&self.client, "batch", other));
        }
        // A handle is consumed with its result, so it cannot be taken twice.
        let taken = not_sent(&self.client, "batch", other);
        match self.outcomes.get_mut(command) {
            Some(outcome) => std::mem::replace(outcome, Err(taken)),
            None => Err(taken),
        }
    }

    #[cold]
    fn mismatch(&self, command: usize, part: Part, problem: EnvelopeProblem) -> UntypedError {
        self.client.count_error();
        let answer = Answer {
            status: part.status,
            content_type: None,
            retry_after: None,
            body: part.result,
            problem: None,
            retries: part.retries,
            span: Span::none(),
        };
        self.client
            .answer_error(&self.methods[command].name, &answer, problem)
    }
}

impl Part {
    fn envelope<T>(self, result: T, beside: Extra) -> Envelope<T> {
        Envelope {
            result,
            time: self.time,
            total: self.total,
            next: self.next,
            status: self.status,
            retries: self.retries,
            beside,
            extra: Extra::new(),
            body: self.result,
        }
    }
}

/// The error of a command that was not sent.
pub(super) fn not_sent(client: &Client, method: &str, problem: BatchProblem) -> UntypedError {
    let callee = client.shared.callee(method);
    Error::Request(RequestError::new(callee, RequestKind::Batch(problem)))
}

/// Copies the error of a failed request for each of its commands.
pub(super) fn repeat(error: &UntypedError) -> UntypedError {
    match error {
        Error::Api(error) => Error::Api(error.clone()),
        Error::Request(error) => Error::Request(error.clone()),
        Error::Transport(error) => Error::Transport(error.clone()),
        Error::Answer(error) => Error::Answer(error.clone()),
        Error::Auth(error) => Error::Auth(error.clone()),
        Error::Build(_) => unreachable!("what is called has a client"),
    }
}

/// A method, and its documented errors.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) name: Cow<'static, str>,
    pub(super) errors: &'static [ErrorRow],
}

impl Called {
    /// The error of a call of the method as one of any method.
    pub(super) fn any(&self, error: UntypedError) -> AnyError {
        error.with_kind(|error| AnyKind::among(self.errors, error))
    }
}

impl fmt::Debug for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed = self.outcomes.iter().filter(|each| each.is_err()).count();
        f.debug_struct("Results")
            .field("commands", &self.outcomes.len())
            .field("failed", &failed)
            .finish_non_exhaustive()
    }
}
