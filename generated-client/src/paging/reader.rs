//! What all pages of a list have in common.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, OnceLock};

use crate::calling::{CallOptions, Envelope, UntypedError};
use crate::client::Client;
use crate::decode::any_within;
use crate::error::{AnswerError, AnswerKind, ApiError, Error, RequestError, RequestKind};
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::platform::BoxFuture;
use crate::transport::Answer;
use crate::value::Value;

use super::page_estimate::PageEstimate;
use super::plan::{Plan, Stalled};
use super::source::Source;
use super::{ListError, Page, Position};

/// Where a list continues, and the estimate of the pages that are left.
#[derive(Debug, Clone)]
pub(super) struct Next {
    pub(super) position: Position,
    pub(super) estimate: PageEstimate,
    /// The hash of the rows of the page before, where no answer says that the list advances.
    pub(super) before: Option<u64>,
}

impl Next {
    /// After linked pages, whose cursor shows that the list advances.
    pub(super) fn linked(position: Position, estimate: PageEstimate) -> Self {
        Self {
            position,
            estimate,
            before: None,
        }
    }
}

/// The outcome of a request.
pub(super) enum Fetched<T, K> {
    /// A page, and where the list continues after it.
    Page(Page<T>, Option<Next>),
    /// Rows that are not decoded yet, and where the list continues if they can be.
    Unread(Next, Unread<T, K>),
}

impl<T, K> Fetched<T, K> {
    /// Where the list probably continues.
    pub(super) fn likely(&self) -> Option<&Next> {
        match self {
            Self::Page(_, next) => next.as_ref(),
            Self::Unread(next, _) => Some(next),
        }
    }
}

/// Decodes the rows.
pub(super) type Unread<T, K> = Box<dyn FnOnce() -> Read<T, K> + Send>;

/// A page and where the list continues after it, or an error.
pub(super) type Read<T, K> = Result<(Page<T>, Option<Next>), ListError<K>>;

/// A request in progress.
pub(super) type PendingPage<T, K> = BoxFuture<'static, Result<Fetched<T, K>, ListError<K>>>;

/// Requests the next pages.
pub(super) type FetchPage<T, K> = fn(Arc<Reader>, Next) -> PendingPage<T, K>;

/// What all pages of a list have in common.
pub(super) struct Reader {
    pub(super) client: Client,
    pub(super) source: Source,
    pub(super) options: CallOptions,
    pub(super) plan: Result<Plan, RequestKind>,
    /// The cursor as the rows spell it, once there were some.
    pub(super) spelling: OnceLock<String>,
}

/// The kind of an error of the list's method.
pub(super) fn kind<K: ErrorKind>(error: &ApiError<()>) -> K {
    K::select(&error.code, &error.message)
}

impl Reader {
    /// The plan for requesting pages, or why there is none.
    pub(super) fn plan<K>(&self) -> Result<&Plan, Error<K>> {
        self.plan.as_ref().map_err(|kind| {
            let callee = self.client.shared.callee(self.source.name());
            Error::Request(RequestError::new(callee, kind.clone()))
        })
    }

    /// The keys that lead from `result` to the rows.
    pub(super) fn path(&self) -> impl Iterator<Item = &str> {
        let at = self.source.path().at;
        at.into_iter().flat_map(|at| at.split('.'))
    }

    /// Reads the answer to the request of a page.
    pub(super) fn open<T: Field, K: ErrorKind>(
        &self,
        answer: Result<Answer, UntypedError>,
    ) -> Result<Envelope<Vec<T>>, Error<K>> {
        let name = self.source.name();
        let read = answer.and_then(|answer| {
            match self
                .source
                .find_in_answer(&answer.body, self.client.shared.room())
            {
                Ok(()) => self.client.read(name, self.source.path(), answer),
                Err(problem) => Err(self.client.answer_error(name, &answer, problem)),
            }
        });
        read.inspect_err(|_| self.client.count_error())
            .map_err(|error| error.with_kind(kind))
    }

    /// The hash of the rows of an answer.
    pub(super) fn hash(&self, body: &[u8]) -> Option<u64> {
        let answer = any_within(body, self.client.shared.room())?;
        let rows = self.path().try_fold(answer.get("result")?, Value::get)?;
        let mut hasher = DefaultHasher::new();
        rows.to_json().hash(&mut hasher);
        Some(hasher.finish())
    }

    /// The error of a list that does not advance.
    #[cold]
    pub(super) fn stalled<K>(&self, status: u16, plan: &Plan, stalled: Stalled) -> Error<K> {
        let field = match &plan.cursor {
            Some(cursor) => cursor.response.clone(),
            None => plan.own().unwrap_or("next".into()),
        };
        let kind = match stalled {
            Stalled::Stands => AnswerKind::Stalled { field },
            Stalled::NoCursor => AnswerKind::NoCursor { field },
        };
        let callee = self.client.shared.callee(self.source.name());
        Error::Answer(AnswerError::new(callee, status, kind))
    }
}
