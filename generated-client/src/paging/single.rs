//! One page in one request.

use std::sync::Arc;

use crate::answer::last_of;
use crate::error::Error;
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::params::Params;

use super::plan::{Counts, Stalled};
use super::reader::{Fetched, Next, PendingPage, Reader};
use super::{ListError, Page};

/// Requests the page at a position.
pub(super) fn fetch<T, K>(reader: Arc<Reader>, from: Next) -> PendingPage<T, K>
where
    T: Field + Send + 'static,
    K: ErrorKind,
{
    Box::pin(async move {
        let Next {
            position,
            estimate,
            before,
        } = from;
        let broken = |error: Error<K>| ListError::new(error, position);
        let plan = reader.plan().map_err(broken)?;
        let params = Params::of(plan.page(position));
        let answer = reader
            .source
            .post(&reader.client, params, &reader.options)
            .await;
        let envelope = reader.open::<T, K>(answer).map_err(broken)?;
        let last = plan.cursor.as_ref().and_then(|cursor| {
            let path = std::iter::once("result").chain(reader.path());
            last_of(envelope.body(), path, &cursor.response)?
                .read()
                .ok()
        });
        let rows = match plan.own() {
            Some(_) if !envelope.result.is_empty() => reader.hash(envelope.body()),
            _ => None,
        };
        // A method that ignores the parameter would answer the same page without end.
        if rows.is_some() && rows == before {
            return Err(broken(reader.stalled(
                envelope.status,
                plan,
                Stalled::Stands,
            )));
        }
        let counts = Counts {
            next: envelope.next,
            total: envelope.total,
        };
        let next = plan
            .next(position, envelope.result.len(), counts, last)
            .map_err(|stalled| broken(reader.stalled(envelope.status, plan, stalled)))?;
        let page = Page {
            rows: envelope.result,
            total: envelope.total.filter(|_| plan.cursor.is_none()),
            next,
            time: envelope.time,
        };
        let next = next.map(|position| Next {
            position,
            estimate,
            before: rows,
        });
        Ok(Fetched::Page(page, next))
    })
}
