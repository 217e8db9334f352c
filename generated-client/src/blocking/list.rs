//! Lists as iterators.

use std::fmt;
use std::iter::FusedIterator;
use std::sync::Arc;

use crate::calling::CallOptions;
use crate::paging::{self, ListError, ListRequest, Page, Position, RawList};

use super::Driver;

/// A list that is read page by page: [`paging::Listing`], which describes the ways.
#[derive(Debug, Clone)]
#[must_use = "a listing does nothing until its pages are read"]
pub struct Listing<R> {
    listing: paging::Listing<R>,
    driver: Arc<Driver>,
}

impl<R> Listing<R> {
    pub(super) fn new(listing: paging::Listing<R>, driver: Arc<Driver>) -> Self {
        Self { listing, driver }
    }

    /// Reads by rows, and counts them.
    pub fn by_rows(mut self) -> Self {
        self.listing = self.listing.by_rows();
        self
    }

    /// Reads by a cursor: [`paging::Listing::by_cursor`].
    pub fn by_cursor(mut self) -> Self {
        self.listing = self.listing.by_cursor();
        self
    }

    /// Reads many pages in one request: [`paging::Listing::in_batches`].
    pub fn in_batches(mut self) -> Self {
        self.listing = self.listing.in_batches();
        self
    }

    /// Starts at the position of an error or of a page.
    pub fn resume_from(mut self, position: Position) -> Self {
        self.listing = self.listing.resume_from(position);
        self
    }

    /// Requests the next page while the caller processes the one before:
    /// [`paging::Listing::read_ahead`]. The background thread reads it.
    pub fn read_ahead(mut self) -> Self {
        self.listing = self.listing.read_ahead();
        self
    }

    /// Sets options of each call.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.listing = self.listing.options(options);
        self
    }
}

/// What is not known of a method that is called by its name.
impl Listing<RawList> {
    /// The keys below `result` that lead to the rows: [`paging::Listing::rows_at`].
    pub fn rows_at(mut self, path: impl Into<String>) -> Self {
        self.listing = self.listing.rows_at(path);
        self
    }

    /// Reads by a cursor: [`paging::Listing::cursor`].
    pub fn cursor(mut self, field: impl Into<String>) -> Self {
        self.listing = self.listing.cursor(field);
        self
    }

    /// The key of the cursor in the rows: [`paging::Listing::cursor_key`].
    pub fn cursor_key(mut self, key: impl Into<String>) -> Self {
        self.listing = self.listing.cursor_key(key);
        self
    }

    /// Number of rows of a full page: [`paging::Listing::page_size`].
    pub fn page_size(mut self, rows: u32) -> Self {
        self.listing = self.listing.page_size(rows);
        self
    }
}

impl<R: ListRequest> Listing<R> {
    /// The pages, each requested on demand, or one earlier with [`read_ahead`](Self::read_ahead).
    pub fn pages(self) -> Pages<R::Row, R::Error> {
        Pages {
            pages: self.listing.pages(),
            driver: self.driver,
        }
    }

    /// The rows, page after page.
    pub fn rows(self) -> Rows<R::Row, R::Error> {
        Rows {
            rows: self.listing.rows(),
            driver: self.driver,
        }
    }

    /// Number of all rows: [`paging::Listing::count`].
    ///
    /// # Errors
    /// The error of the first page that could not be read.
    #[track_caller]
    pub fn count(self) -> Result<u64, ListError<R::Error>> {
        self.driver.wait(self.listing.count())
    }

    /// All rows: [`paging::Listing::all`].
    ///
    /// # Errors
    /// The error of the first page that could not be read, with its position.
    #[track_caller]
    pub fn all(self) -> Result<Vec<R::Row>, ListError<R::Error>> {
        self.driver.wait(self.listing.all())
    }
}

/// The pages of a list. An error ends it.
#[must_use = "iterators do nothing until they are consumed"]
pub struct Pages<T, K> {
    pages: paging::Pages<T, K>,
    driver: Arc<Driver>,
}

impl<T, K> Iterator for Pages<T, K> {
    type Item = Result<Page<T>, ListError<K>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.driver.wait(self.pages.next())
    }
}

impl<T, K> FusedIterator for Pages<T, K> {}

impl<T, K> fmt::Debug for Pages<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

/// The rows of a list. An error ends it.
#[must_use = "iterators do nothing until they are consumed"]
pub struct Rows<T, K> {
    rows: paging::Rows<T, K>,
    driver: Arc<Driver>,
}

impl<T, K> Iterator for Rows<T, K> {
    type Item = Result<T, ListError<K>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.driver.wait(self.rows.next())
    }
}

impl<T, K> FusedIterator for Rows<T, K> {}

impl<T, K> fmt::Debug for Rows<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}
