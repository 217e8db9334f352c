//! Many pages in one request, each linked to the one before.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::decode::{Field, first_of, last_of};
use crate::error::{AnyKind, ApiError, Error};
use crate::error_kind::ErrorKind;
use crate::params::Params;
use crate::request::{Call, Method, Request};
use crate::value::Value;

use super::outlook::{Brought, Stretch};
use super::plan::Stalled;
use super::reader::{Reader, Turning};
use super::{ListError, Page, Position};

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

/// A request of a list of which only the identifiers are wanted, whatever its rows are read as.
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

/// Asks for the pages from a position on.
pub(super) fn turn<R, T>(reader: Arc<Reader>, position: Position) -> Turning<T, R::Error>
where
    R: Request<Output = Vec<T>>,
    R::Error: Send + 'static,
    T: Field + Send + 'static,
{
    Box::pin(async move {
        let broken = |error: Error<R::Error>| ListError::new(error, position);
        let plan = reader.plan().map_err(broken)?;
        let response = plan.cursor.map_or("", |cursor| cursor.response);
        let mut outlook = reader.outlook();
        let mut batch = reader.client.batch().options(reader.options.clone());
        let mut handles = Vec::with_capacity(outlook.pages);
        let mut params = Params::of(plan.page(position));
        for _ in 0..outlook.pages {
            let handle = batch.add(Linked::<R>::new(params));
            let last = handle.cell(plan.size().saturating_sub(1), response);
            params = Params::referring(plan.linked(last));
            handles.push(handle);
        }
        let end = outlook
            .asks_for_end()
            .then(|| batch.add(End::<R>(Linked::new(Params::of(plan.end())))));
        let mut results = match batch.send().await {
            Ok(results) => results,
            Err(error) => return Err(broken(error.with_kind(of_method::<R>))),
        };
        let read = |value: Option<Value>| value.and_then(|value| value.read().ok());
        let (mut rows, mut first, mut last_page, mut time) = (Vec::new(), None, None, None);
        let mut is_full = true;
        for (index, handle) in handles.into_iter().enumerate() {
            let page = match results.take_envelope(handle) {
                Ok(page) => page,
                // The pages before it are whole, and the next request tells what is wrong with this one.
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
        let stalled = |stalled: Stalled| broken(reader.stalled(200, plan, stalled));
        let next = plan
            .next(position, rows.len(), None, last)
            .map_err(stalled)?;
        // A portal that does not tell the end is read until a page is empty.
        let end = end.and_then(|end| {
            let end = results.take_envelope(end).ok()?;
            Some(Stretch {
                rows: end.result.as_list().map_or(1, <[Value]>::len),
                // It is read from there.
                first: read(last_of(end.body(), reader.path(), response))?,
                last: read(first_of(end.body(), reader.path(), response))?,
            })
        });
        let brought = Brought {
            rows: first.zip(last).map(|(first, last)| Stretch {
                rows: rows.len(),
                first,
                last,
            }),
            is_full,
            end,
        };
        let is_over = outlook.learn(brought, plan.size());
        reader.look_out(outlook);
        let page = Page {
            rows,
            total: None,
            next,
            time,
        };
        Ok((page, next.filter(|_| !is_over)))
    })
}
