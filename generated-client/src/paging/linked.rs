//! Several pages in one request, each linked to the one before.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::answer::{Ends, ends_of, first_of, last_of};
use crate::batch::{Handle, Results};
use crate::error::{AnyKind, ApiError, Error};
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::params::Params;
use crate::request::{Call, Method, Request};
use crate::value::Value;

use super::page_estimate::{Received, RowRange};
use super::plan::{Counts, Plan};
use super::reader::{Fetched, Next, PendingPage, Read, Reader};
use super::{ListError, Page};

/// A request of a list with the parameters of one of its pages.
struct Linked<R> {
    params: Params,
    of: PhantomData<fn() -> R>,
}

impl<R> Linked<R> {
    fn new(params: Params) -> Self {
        Self {
            params,
            of: PhantomData,
        }
    }
}

impl<R> Call for Linked<R> {
    fn params(&self) -> &Params {
        &self.params
    }

    fn into_params(self) -> Params {
        self.params
    }
}

impl<R: Request> Request for Linked<R> {
    type Output = R::Output;
    type Error = R::Error;
    const METHOD: &'static Method = R::METHOD;
}

/// A request of a list of which only the identifiers are needed, whatever the type of its rows.
struct End<R>(Linked<R>);

impl<R> Call for End<R> {
    fn params(&self) -> &Params {
        &self.0.params
    }

    fn into_params(self) -> Params {
        self.0.params
    }
}

impl<R: Request> Request for End<R> {
    type Output = Value;
    type Error = R::Error;
    const METHOD: &'static Method = R::METHOD;
}

/// The error of a whole batch as one of the method.
fn of_method<R: Request>(error: &ApiError<AnyKind>) -> R::Error {
    R::Error::select(&error.code, &error.message)
}

/// Requests the pages from a position on.
pub(super) fn fetch<R, T>(reader: Arc<Reader>, from: Next) -> PendingPage<T, R::Error>
where
    R: Request<Output = Vec<T>> + 'static,
    R::Error: Send + 'static,
    T: Field + Send + 'static,
{
    Box::pin(async move {
        let Next { position, estimate } = from;
        let broken = |error: Error<R::Error>| ListError::new(error, position);
        let plan = reader.plan().map_err(broken)?;
        let response = plan.cursor.map_or("", |cursor| cursor.response);
        let mut batch = reader.client.batch().options(reader.options.clone());
        let mut pages = Vec::with_capacity(estimate.pages);
        let mut params = Params::of(plan.page(position));
        for _ in 0..estimate.pages {
            let page = batch.add(Linked::<R>::new(params));
            let last = page.cell(plan.size().saturating_sub(1), response);
            params = Params::referring(plan.linked(last));
            pages.push(page);
        }
        let end = estimate
            .asks_for_end()
            .then(|| batch.add(End::<R>(Linked::new(Params::of(plan.end())))));
        let results = match batch.send().await {
            Ok(results) => results,
            Err(error) => return Err(broken(error.with_kind(of_method::<R>))),
        };
        let sent = Sent {
            reader: Arc::clone(&reader),
            from: Next { position, estimate },
            pages,
            end,
            results,
        };
        Ok(match sent.if_full(plan) {
            Some(next) => Fetched::Unread(next, Box::new(move || sent.read())),
            None => {
                let (page, next) = sent.read()?;
                Fetched::Page(page, next)
            }
        })
    })
}

/// A batch of pages that was answered.
struct Sent<R: Request> {
    reader: Arc<Reader>,
    from: Next,
    pages: Vec<Handle<Linked<R>>>,
    end: Option<Handle<End<R>>>,
    results: Results,
}

impl<R, T> Sent<R>
where
    R: Request<Output = Vec<T>>,
    T: Field,
{
    /// Where the list continues when every page is full, decided without decoding the rows. `None`
    /// when a page is not full, or when the batch may have reached the end of the list.
    fn if_full(&self, plan: &Plan) -> Option<Next> {
        let response = plan.cursor?.response;
        if self.end.is_some() {
            return None;
        }
        // Every page but the last has the row that the next one follows; otherwise that one would
        // have failed.
        let bodies = self.pages.iter().map(|page| self.results.body(page));
        let bodies: Option<Vec<_>> = bodies.collect();
        let bodies = bodies?;
        let first = first_of(bodies.first()?, self.reader.path(), response)?;
        let ends = ends_of(bodies.last()?, self.reader.path(), response)?;
        if ends.rows < plan.size() {
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
        next.ok()?.map(|position| Next { position, estimate })
    }

    /// Reads all rows.
    fn read(self) -> Read<T, R::Error> {
        let Self {
            reader,
            from: Next {
                position,
                mut estimate,
            },
            pages,
            end,
            mut results,
        } = self;
        let broken = |error: Error<R::Error>| ListError::new(error, position);
        let plan = reader.plan().map_err(broken)?;
        let response = plan.cursor.map_or("", |cursor| cursor.response);
        let read = |value: Option<Value>| value.and_then(|value| value.read().ok());
        let (mut rows, mut first, mut last_page, mut time) = (Vec::new(), None, None, None);
        let mut is_full = true;
        for (index, handle) in pages.into_iter().enumerate() {
            let page = match results.take_envelope(handle) {
                Ok(page) => page,
                // The pages before it are complete, and the next request returns the error of this
                // one.
                Err(_) if index > 0 => {
                    is_full = false;
                    break;
                }
                Err(error) => return Err(broken(error)),
            };
            is_full = page.result.len() >= plan.size();
            if index == 0 {
                first = read(first_of(page.body(), reader.path(), response));
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
        let last = last_page.and_then(|page| read(last_of(&page, reader.path(), response)));
        let next = plan
            .next(position, rows.len(), Counts::default(), last)
            .map_err(|stalled| broken(reader.stalled(200, plan, stalled)))?;
        // When the portal does not return the end, the list is read until a page is empty.
        let end = end.and_then(|end| {
            let end = results.take_envelope(end).ok()?;
            let Ends { first, last, .. } = ends_of(end.body(), reader.path(), response)?;
            Some(RowRange {
                rows: end.result.as_list().map_or(1, <[Value]>::len),
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
        Ok((page, next.map(|position| Next { position, estimate })))
    }
}
