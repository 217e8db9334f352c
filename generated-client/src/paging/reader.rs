//! What all pages of a list have in common.

use std::sync::Arc;

use crate::calling::CallOptions;
use crate::client::Client;
use crate::error::{AnswerError, AnswerKind, Error, RequestError, RequestKind};
use crate::platform::BoxFuture;
use crate::request::Method;

use super::page_estimate::PageEstimate;
use super::plan::{Plan, Stalled};
use super::{ListError, Page, Position};

/// Where a list continues, and the estimate of the pages that are left.
#[derive(Debug, Clone)]
pub(super) struct Next {
    pub(super) position: Position,
    pub(super) estimate: PageEstimate,
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
    pub(super) method: &'static Method,
    pub(super) options: CallOptions,
    pub(super) plan: Result<Plan, RequestKind>,
}

impl Reader {
    /// The plan for requesting pages, or why there is none.
    pub(super) fn plan<K>(&self) -> Result<&Plan, Error<K>> {
        self.plan.as_ref().map_err(|kind| {
            let callee = self.client.shared.callee(self.method.name);
            Error::Request(RequestError::new(callee, kind.clone()))
        })
    }

    /// The keys that lead from `result` to the rows.
    pub(super) fn path(&self) -> impl Iterator<Item = &'static str> {
        self.method.at.into_iter().flat_map(|at| at.split('.'))
    }

    /// The error of a list that does not advance.
    #[cold]
    pub(super) fn stalled<K>(&self, status: u16, plan: &Plan, stalled: Stalled) -> Error<K> {
        let field = plan.cursor.map_or("next", |cursor| cursor.response);
        let kind = match stalled {
            Stalled::Stands => AnswerKind::Stalled { field },
            Stalled::NoCursor => AnswerKind::NoCursor { field },
        };
        let callee = self.client.shared.callee(self.method.name);
        Error::Answer(AnswerError::new(callee, status, kind))
    }
}
