//! Long lists, read page by page without gaps.

mod ahead;
mod linked;
mod listing;
mod page_estimate;
mod plan;
mod position;
mod raw;
mod reader;
mod row_path;
mod single;
mod source;
mod window;

use std::fmt;

use crate::client::Client;
use crate::error::{AnyError, Error};
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::request::Request;
use crate::time::Time;

pub use listing::{Listing, Pages, Rows};
pub use position::{ParsePositionError, Position};
pub use raw::RawList;
pub use source::ListRequest;
pub use window::Window;

/// One page of a list.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The rows of the page.
    pub rows: Vec<T>,
    /// Number of rows on all pages, if the portal has counted them: it does not when a list is read
    /// by a cursor.
    pub total: Option<i64>,
    /// Where the list continues; `None` after the last page. With a cursor, every page has a
    /// position, since rows that are added later come after it.
    pub next: Option<Position>,
    /// Time statistics of the request.
    pub time: Option<Time>,
}

/// A page of a list could not be read. The pages before it were returned;
/// [`position`](Self::position) is the start of the rest.
#[derive(Debug)]
#[non_exhaustive]
pub struct ListError<K> {
    /// The error, boxed so that a `Result` of a list stays small.
    pub error: Box<Error<K>>,
    /// Where to continue: [`Listing::resume_from`].
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
        self.error.fmt(f)?;
        match self.position {
            Position::Row(0) | Position::After(0) => f.write_str("; no page of the list was read"),
            Position::Row(rows) => write!(f, "; the list continues after {rows} rows"),
            Position::After(id) => {
                write!(
                    f,
                    "; the list continues after the row with the identifier {id}"
                )
            }
        }
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
    /// The listing is a stream of pages or of rows, or collects all rows. The documentation of the
    /// method decides how pages are requested: see [`Listing`].
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
