//! What all pages of a list have in common.

use std::sync::Arc;

use crate::calling::CallOptions;
use crate::client::Client;
use crate::error::{AnswerError, AnswerKind, Error, RequestError, RequestKind};
use crate::platform::BoxFuture;
use crate::request::Method;

use super::outlook::Outlook;
use super::plan::{Plan, Stalled};
use super::{ListError, Page, Position};

/// Where a list goes on, and how many pages are likely to be left there.
#[derive(Debug, Clone)]
pub(super) struct Next {
    pub(super) position: Position,
    pub(super) outlook: Outlook,
}

/// What a request has brought.
pub(super) enum Turned<T, K> {
    /// A page, and where the list goes on after it.
    Page(Page<T>, Option<Next>),
    /// Rows that are not read yet, and where the list goes on if they can be.
    Unread(Next, Unread<T, K>),
}

impl<T, K> Turned<T, K> {
    /// Where the list is likely to go on.
    pub(super) fn likely(&self) -> Option<&Next> {
        match self {
            Self::Page(_, next) => next.as_ref(),
            Self::Unread(next, _) => Some(next),
        }
    }
}

/// Reads what has come.
pub(super) type Unread<T, K> = Box<dyn FnOnce() -> Read<T, K> + Send>;

/// A page and where the list goes on after it, or what is wrong with it.
pub(super) type Read<T, K> = Result<(Page<T>, Option<Next>), ListError<K>>;

/// A request under way.
pub(super) type Turning<T, K> = BoxFuture<'static, Result<Turned<T, K>, ListError<K>>>;

/// Asks for what comes next.
pub(super) type Turn<T, K> = fn(Arc<Reader>, Next) -> Turning<T, K>;

/// What all pages of a list have in common.
pub(super) struct Reader {
    pub(super) client: Client,
    pub(super) method: &'static Method,
    pub(super) options: CallOptions,
    pub(super) plan: Result<Plan, RequestKind>,
}

impl Reader {
    /// How the pages are asked for, or why they cannot be.
    pub(super) fn plan<K>(&self) -> Result<&Plan, Error<K>> {
        self.plan.as_ref().map_err(|kind| {
            let callee = self.client.shared.callee(self.method.name);
            Error::Request(RequestError::new(callee, kind.clone()))
        })
    }

    /// The keys that lead to the rows from `result`.
    pub(super) fn path(&self) -> impl Iterator<Item = &'static str> {
        self.method.at.into_iter().flat_map(|at| at.split('.'))
    }

    /// The error of a list that does not go on.
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
