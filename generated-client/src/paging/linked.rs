//! Many pages in one request, each linked to the one before.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::decode::{Field, last_of};
use crate::error::{AnyKind, ApiError, Error};
use crate::error_kind::ErrorKind;
use crate::method::{Call, Method, Request};
use crate::params::Params;

use super::listing::{Reader, Turning};
use super::plan::Stalled;
use super::{ListError, Page, Position};

/// Pages in one request: as many as a batch takes.
const PAGES: usize = 50;

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
        let (client, method) = (&reader.client, reader.method);
        let broken = |error: Error<R::Error>| ListError::new(error, position);
        let plan = match &reader.plan {
            Ok(plan) => plan,
            Err(kind) => return Err(broken(client.refuse(method.name, kind.clone()))),
        };
        let response = plan.cursor.map_or("", |cursor| cursor.response);
        let mut batch = client.batch().options(reader.options.clone());
        let mut handles = Vec::with_capacity(PAGES);
        let mut params = Params::of(plan.page(position));
        for _ in 0..PAGES {
            let handle = batch.add(Linked::<R>::new(params));
            let last = handle.cell(plan.size().saturating_sub(1), response);
            params = Params::referring(plan.linked(last));
            handles.push(handle);
        }
        let mut results = match batch.send().await {
            Ok(results) => results,
            Err(error) => return Err(broken(error.with_kind(of_method::<R>))),
        };
        let (mut rows, mut last, mut time) = (Vec::new(), None, None);
        for (index, handle) in handles.into_iter().enumerate() {
            let page = match results.take_envelope(handle) {
                Ok(page) => page,
                // The pages before it are whole, and the next request tells what is wrong with this one.
                Err(_) if index > 0 => break,
                Err(error) => return Err(broken(error)),
            };
            let is_full = page.result.len() >= plan.size();
            if !page.result.is_empty() {
                let at = method.at.into_iter().flat_map(|at| at.split('.'));
                last = last_of(page.body(), at, response).and_then(|last| last.read().ok());
            }
            let before = rows.len();
            rows.extend(page.result);
            time = page.time.or(time);
            if !is_full || last.is_none() || rows.len() == before {
                break;
            }
        }
        let stalled = |stalled: Stalled| broken(client.stalled(method.name, 200, plan, stalled));
        let next = plan
            .next(position, rows.len(), None, last)
            .map_err(stalled)?;
        let page = Page {
            rows,
            total: None,
            next,
            time,
        };
        Ok((page, next))
    })
}
