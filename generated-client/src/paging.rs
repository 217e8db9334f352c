//! Long lists: page after page, without a gap and without an end that nobody asked for.

mod ahead;
mod linked;
mod listing;
mod outlook;
mod plan;
mod position;
mod reader;
mod single;

use std::fmt;

use crate::client::Client;
use crate::error::{AnyError, Error};
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::request::Request;
use crate::time::Time;

pub use listing::{Listing, Pages, Rows};
pub use position::{ParsePositionError, Position};

/// One page of a list.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The rows of the page.
    pub rows: Vec<T>,
    /// Number of rows on all pages, where the portal has counted them: it does not when a list is read by a cursor.
    pub total: Option<i64>,
    /// Where the list goes on; nothing after the last page. By a cursor every page has it, since what is added later
    /// comes after it.
    pub next: Option<Position>,
    /// How long the portal took.
    pub time: Option<Time>,
}

/// A list broke off. What came before was given; [`position`](Self::position) is where the rest begins.
#[derive(Debug)]
#[non_exhaustive]
pub struct ListError<K> {
    /// What happened. Boxed so that a `Result` of a list stays small.
    pub error: Box<Error<K>>,
    /// Where to go on: [`Listing::resume_from`].
    pub position: Position,
}

impl<K> ListError<K> {
    fn new(error: Error<K>, position: Position) -> Self {
        Self {
            error: Box::new(error),
            position,
        }
    }
}

impl<K> fmt::Display for ListError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; the list goes on at {}", self.error, self.position)
    }
}

impl<K: fmt::Debug> std::error::Error for ListError<K> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&*self.error)
    }
}

impl<K: ErrorKind> From<ListError<K>> for AnyError {
    /// The position is lost.
    fn from(error: ListError<K>) -> Self {
        (*error.error).into()
    }
}

impl Client {
    /// Reads a whole list, however many pages it has.
    ///
    /// The listing is a stream of pages or of rows, or gathers them all. How the pages are asked for depends on what the
    /// documentation says of the method: see [`Listing`].
    ///
    /// ```no_run
    /// use bitrix24::crm::item::productrow::{self, ListFilter};
    /// use bitrix24::crm::OwnerType;
    ///
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// let filter = ListFilter::new(OwnerType::Deal, 13142);
    /// let rows = client.list(productrow::list(filter)).all().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list<R, T>(&self, request: R) -> Listing<R>
    where
        R: Request<Output = Vec<T>>,
        T: Field,
    {
        const {
            assert!(
                R::METHOD.paging.is_some(),
                "this method has no pages: use `Client::call`"
            );
        };
        Listing::new(self.clone(), request)
    }
}
