//! What a list is read from: a typed request, or a method that is called by its name.

use std::sync::OnceLock;

use crate::answer::{EnvelopeProblem, ResultPath};
use crate::batch::{Batch, Handle, Raw};
use crate::calling::{CallOptions, PendingAnswer, RawMethod};
use crate::client::Client;
use crate::decode::{Room, any_within};
use crate::error::RequestKind;
use crate::error_kind::{ErrorKind, ErrorRow};
use crate::field::Field;
use crate::params::Params;
use crate::request::{Method, Request};
use crate::value::{Map, Value};

use super::plan::{Paging, Style};
use super::row_path;

/// A request of a list: a typed request whose output is a list, or [`RawList`](super::RawList).
/// Nothing else implements it.
pub trait ListRequest: Parts {}

impl<R: Parts> ListRequest for R {}

/// What a list consists of; not nameable, so that nobody else implements it.
pub trait Parts {
    /// A row of the list.
    type Row: Field + Send + 'static;
    /// The errors of the method.
    type Error: ErrorKind;

    /// The method, how it pages, and the parameters that every page has.
    #[doc(hidden)]
    fn into_parts(self) -> ListParts;
}

/// The method of a list, how it pages, and the parameters that every page has.
#[derive(Debug)]
pub struct ListParts {
    pub(super) source: Source,
    pub(super) paging: Paging,
    pub(super) params: Result<Map<String, Value>, RequestKind>,
}

impl<R, T> Parts for R
where
    R: Request<Output = Vec<T>>,
    T: Field + Send + 'static,
{
    type Row = T;
    type Error = R::Error;

    fn into_parts(self) -> ListParts {
        let params = self.into_params();
        let paging = R::METHOD.paging.map_or(
            Paging {
                size: 50,
                style: Style::Start,
                cursor: None,
            },
            Paging::from,
        );
        ListParts {
            source: Source::Typed(R::METHOD, R::Error::ROWS),
            paging,
            params: match params.problem() {
                Some(problem) => Err(RequestKind::Params(problem.clone())),
                None => Ok(params.into_map()),
            },
        }
    }
}

/// The method of a list.
#[derive(Debug)]
pub(super) enum Source {
    /// One that the schema describes, with its errors.
    Typed(&'static Method, &'static [ErrorRow]),
    /// One that is called by its name, with the names of positional parameters.
    Named(RawMethod, Vec<String>, RowPath),
}

/// Where the answers of a method that is called by its name have the rows.
#[derive(Debug)]
pub(super) enum RowPath {
    /// The caller says it: keys below `result`, separated by dots, none for `result` itself.
    Given(String),
    /// Found in the first answer with rows.
    Found(OnceLock<String>),
}

impl Source {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Typed(method, _) => method.name,
            Self::Named(method, ..) => method.name(),
        }
    }

    /// Where an answer has the rows.
    pub(super) fn path(&self) -> ResultPath<'_> {
        match self {
            Self::Typed(method, _) => method.result_path(),
            Self::Named(_, _, rows) => ResultPath {
                at: rows.get(),
                ..ResultPath::default()
            },
        }
    }

    /// Requests a page.
    pub(super) fn post<'a>(
        &'a self,
        client: &'a Client,
        params: Params,
        options: &CallOptions,
    ) -> PendingAnswer<'a> {
        match self {
            Self::Typed(method, _) => client.post_typed(method, params, options),
            Self::Named(method, order, _) => client.post_list(method, order, params, options),
        }
    }

    /// Adds a page to a batch.
    pub(super) fn add_to(&self, batch: &mut Batch, params: Params) -> Handle<Raw> {
        match self {
            Self::Typed(method, errors) => batch.add_list(method, errors, params),
            Self::Named(method, order, _) => batch.add_named_list(method, order, params),
        }
    }

    /// Finds the rows in a whole answer, unless it is known where they are.
    pub(super) fn find_in_answer(&self, answer: &[u8], room: Room) -> Result<(), EnvelopeProblem> {
        self.find(|| {
            let answer = any_within(answer, room)?;
            // An error is found when the rows are decoded.
            let is_error = answer.get("error").is_some_and(|error| !error.is_nothing());
            let result = answer.get("result").filter(|_| !is_error);
            result.cloned()
        })
    }

    /// Finds the rows in the result of a command, unless it is known where they are.
    pub(super) fn find_in_result(&self, result: &[u8], room: Room) -> Result<(), EnvelopeProblem> {
        self.find(|| any_within(result, room))
    }

    fn find(&self, result: impl FnOnce() -> Option<Value>) -> Result<(), EnvelopeProblem> {
        if let Self::Named(_, _, RowPath::Found(found)) = self
            && found.get().is_none()
            && let Some(result) = result()
            && let Some(path) = row_path::find(&result).map_err(EnvelopeProblem::TypeMismatch)?
        {
            // Of two requests that find it, both find the same.
            let _ = found.set(path);
        }
        Ok(())
    }
}

impl RowPath {
    fn get(&self) -> Option<&str> {
        let path = match self {
            Self::Given(path) => Some(path),
            Self::Found(path) => path.get(),
        };
        path.map(String::as_str).filter(|path| !path.is_empty())
    }
}
