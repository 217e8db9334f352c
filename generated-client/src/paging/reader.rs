//! What all pages of a list have in common.

use std::sync::{Arc, Mutex, PoisonError};

use crate::calling::CallOptions;
use crate::client::Client;
use crate::error::{AnswerError, AnswerKind, Error, RequestError, RequestKind};
use crate::platform::BoxFuture;
use crate::request::Method;

use super::outlook::Outlook;
use super::plan::{Plan, Stalled};
use super::{ListError, Page, Position};

/// A page under way, and where the list goes on after it.
pub(super) type Turning<T, K> =
    BoxFuture<'static, Result<(Page<T>, Option<Position>), ListError<K>>>;

/// Asks for the page at a position.
pub(super) type Turn<T, K> = fn(Arc<Reader>, Position) -> Turning<T, K>;

/// What all pages of a list have in common.
pub(super) struct Reader {
    pub(super) client: Client,
    pub(super) method: &'static Method,
    pub(super) options: CallOptions,
    plan: Result<Plan, RequestKind>,
    /// What is known of the rest, where it is read in batches.
    outlook: Mutex<Outlook>,
}

impl Reader {
    pub(super) fn new(
        client: Client,
        method: &'static Method,
        options: CallOptions,
        plan: Result<Plan, RequestKind>,
    ) -> Self {
        Self {
            client,
            method,
            options,
            plan,
            outlook: Mutex::new(Outlook::new()),
        }
    }

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

    pub(super) fn outlook(&self) -> Outlook {
        let outlook = self.outlook.lock();
        outlook.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn look_out(&self, outlook: Outlook) {
        *self.outlook.lock().unwrap_or_else(PoisonError::into_inner) = outlook;
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
