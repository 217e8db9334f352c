//! Several pages in one request, each linked to the one before.

use std::sync::Arc;

use crate::answer::{Ends, ends_of};
use crate::batch::{Handle, Raw, Results};
use crate::calling::Envelope;
use crate::error::Error;
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::params::Params;
use crate::value::Value;

use super::page_estimate::{Received, RowRange};
use super::plan::{Counts, Plan};
use super::reader::{Fetched, Next, PendingPage, Read, Reader, kind};
use super::{ListError, Page};

/// Requests the pages from a position on.
pub(super) fn fetch<T, K>(reader: Arc<Reader>, from: Next) -> PendingPage<T, K>
where
    T: Field + Send + 'static,
    K: ErrorKind,
{
    Box::pin(async move {
        let Next {
            position, estimate, ..
        } = from;
        let broken = |error: Error<K>| ListError::new(error, position);
        let plan = reader.plan().map_err(broken)?;
        let source = &reader.source;
        let key = match reader.spelling.get() {
            Some(spelling) => spelling,
            None => response(plan),
        };
        let mut batch = reader.client.batch().options(reader.options.clone());
        let mut pages = Vec::with_capacity(estimate.pages);
        let mut params = Params::of(plan.page(position));
        for _ in 0..estimate.pages {
            let page = source.add_to(&mut batch, params);
            let last = page.cell(source.path().at, plan.size().saturating_sub(1), key);
            params = Params::referring(plan.linked(last));
            pages.push(page);
        }
        let end = estimate
            .asks_for_end()
            .then(|| source.add_to(&mut batch, Params::of(plan.end())));
        let results = match batch.send().await {
            Ok(results) => results,
            Err(error) => {
                let of_method = error.with_kind(|error| K::select(&error.code, &error.message));
                return Err(broken(of_method));
            }
        };
        let sent = Sent {
            reader: Arc::clone(&reader),
            from: Next::linked(position, estimate),
            pages,
            end,
            results,
        };
        Ok(match sent.if_full(plan) {
            Some(next) => Fetched::Unread(next, Box::new(move || sent.read::<T, K>())),
            None => {
                let (page, next) = sent.read()?;
                Fetched::Page(page, next)
            }
        })
    })
}

/// A batch of pages that was answered.
struct Sent {
    reader: Arc<Reader>,
    from: Next,
    pages: Vec<Handle<Raw>>,
    end: Option<Handle<Raw>>,
    results: Results,
}

/// Name of the cursor in the answer.
fn response(plan: &Plan) -> &str {
    plan.cursor.as_ref().map_or("", |cursor| &cursor.response)
}

impl Sent {
    /// Where the list continues when every page is full, decided without decoding the rows. `None`
    /// when a page is not full, or when the batch may have reached the end of the list.
    fn if_full(&self, plan: &Plan) -> Option<Next> {
        let response = &*plan.cursor.as_ref()?.response;
        if self.end.is_some() {
            return None;
        }
        // Every page but the last has the row that the next one follows; otherwise that one would
        // have failed.
        let bodies = self.pages.iter().map(|page| self.results.body(page));
        let bodies: Option<Vec<_>> = bodies.collect();
        let bodies = bodies?;
        let first = ends_of(bodies.first()?, self.reader.path(), response)?.first?;
        let ends = ends_of(bodies.last()?, self.reader.path(), response)?;
        if ends.rows != plan.size() {
            return None;
        }
        let rows = RowRange {
            rows: plan.size() * bodies.len(),
            first: first.read().ok()?,
            last: ends.last?.read().ok()?,
        };
        let next = plan.next(
            self.from.position,
            rows.rows,
            Counts::default(),
            Some(rows.last),
        );
        let mut estimate = self.from.estimate.clone();
        let received = Received {
            rows: Some(rows),
            is_full: true,
            end: None,
        };
        estimate.learn(received, plan.size());
        next.ok()?.map(|position| Next::linked(position, estimate))
    }

    /// Reads all rows.
    fn read<T: Field, K: ErrorKind>(self) -> Read<T, K> {
        let Self {
            reader,
            from:
                Next {
                    position,
                    mut estimate,
                    ..
                },
            pages,
            end,
            mut results,
        } = self;
        let broken = |error: Error<K>| ListError::new(error, position);
        let plan = reader.plan().map_err(broken)?;
        let response = response(plan);
        let read = |value: Option<Value>| value.and_then(|value| value.read().ok());
        let (mut rows, mut first, mut last_page, mut time) = (Vec::new(), None, None, None);
        let mut is_full = true;
        for (index, handle) in pages.into_iter().enumerate() {
            let page = match take_page::<T, K>(&reader, &mut results, handle) {
                Ok(page) => page,
                // The pages before it are complete, and the next request returns the error of this
                // one.
                Err(_) if index > 0 => {
                    is_full = false;
                    break;
                }
                Err(error) => return Err(broken(error)),
            };
            // The page after a larger one does not follow its last row.
            is_full = page.result.len() == plan.size();
            if index == 0
                && let Some(ends) = ends_of(page.body(), reader.path(), response)
            {
                first = read(ends.first);
                if let Some(key) = ends.key {
                    // It was set by an earlier request, to the same.
                    let _ = reader.spelling.set(key);
                }
            }
            if !page.result.is_empty() {
                last_page = Some(page.body().clone());
            }
            let before = rows.len();
            rows.extend(page.result);
            time = page.time.or(time);
            if !is_full || rows.len() == before {
                break;
            }
        }
        let last = last_page.and_then(|page| ends_of(&page, reader.path(), response)?.last);
        let last = read(last);
        let next = plan
            .next(position, rows.len(), Counts::default(), last)
            .map_err(|stalled| broken(reader.stalled(200, plan, stalled)))?;
        // When the portal does not return the end, the list is read until a page is empty.
        let end = end.and_then(|end| {
            let end = results.body(&end)?;
            let Ends {
                first, last, rows, ..
            } = ends_of(end, reader.path(), response)?;
            Some(RowRange {
                rows,
                // It is read in reverse.
                first: read(last)?,
                last: read(first)?,
            })
        });
        let received = Received {
            rows: first.zip(last).map(|(first, last)| RowRange {
                rows: rows.len(),
                first,
                last,
            }),
            is_full,
            end,
        };
        let is_over = estimate.learn(received, plan.size());
        let page = Page {
            rows,
            total: None,
            next,
            time,
        };
        let next = next.filter(|_| !is_over);
        Ok((page, next.map(|position| Next::linked(position, estimate))))
    }
}

/// Takes a page, and finds its rows if it is not known where they are.
fn take_page<T: Field, K: ErrorKind>(
    reader: &Reader,
    results: &mut Results,
    handle: Handle<Raw>,
) -> Result<Envelope<Vec<T>>, Error<K>> {
    let found = match results.body(&handle) {
        Some(body) => reader
            .source
            .find_in_result(body, reader.client.shared.room()),
        None => Ok(()),
    };
    match found {
        Ok(()) => results.take_at(handle, reader.source.path()),
        Err(problem) => Err(results.refuse(&handle, problem)),
    }
    .map_err(|error| error.with_kind(kind))
}
