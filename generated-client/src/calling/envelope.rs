//! Whole answers of methods.

use std::fmt;

use bytes::Bytes;

use crate::answer::Answered;
use crate::retry::Retry;
use crate::time::Time;
use crate::transport::Answer;
use crate::value::Extra;

/// The whole answer of a method: its result and the keys around it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Envelope<T> {
    /// The result of the method.
    pub result: T,
    /// Time that the portal took, and used time of the method.
    pub time: Option<Time>,
    /// Number of rows on all pages.
    pub total: Option<i64>,
    /// Start of the next page; `None` on the last page.
    pub next: Option<i64>,
    /// HTTP status.
    pub status: u16,
    /// The attempts that failed before this answer.
    pub retries: Vec<Retry>,
    /// Keys of `result` beside the one that holds the result.
    pub beside: Extra,
    /// Other keys of the answer.
    pub extra: Extra,
    pub(crate) body: Bytes,
}

impl<T> Envelope<T> {
    /// The envelope of a decoded answer.
    pub(super) fn of(read: Answered<T>, answer: Answer) -> Self {
        Self {
            result: read.value,
            time: read.time,
            total: read.total,
            next: read.next,
            status: answer.status,
            retries: answer.retries,
            beside: read.beside,
            extra: read.extra,
            body: answer.body,
        }
    }

    /// The bytes of the answer.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The same envelope around another result.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Envelope<U> {
        Envelope {
            result: change(self.result),
            time: self.time,
            total: self.total,
            next: self.next,
            status: self.status,
            retries: self.retries,
            beside: self.beside,
            extra: self.extra,
            body: self.body,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Envelope<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("result", &self.result)
            .field("time", &self.time)
            .field("total", &self.total)
            .field("next", &self.next)
            .field("status", &self.status)
            .field("retries", &self.retries)
            .field("beside", &self.beside)
            .field("extra", &self.extra)
            .finish_non_exhaustive()
    }
}
