//! A list that is read page by page.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::calling::CallOptions;
use crate::client::Client;

use super::page_estimate::PageEstimate;
use super::plan::{Plan, Wish};
use super::reader::{FetchPage, Fetched, Next, PendingPage, Reader};
use super::source::ListParts;
use super::{ListError, ListRequest, Page, Position, ahead, linked, single};

/// A list that is read page by page: [`Client::list`], and [`Client::list_raw`] for a method that
/// is called by its name.
///
/// A list is read in one of two ways.
///
/// - **By rows**: each page says where the next one begins, or the method has parameters of its own
///   for the number of rows to skip or of the page; then a limit of the request is the size of a
///   page. Every method with pages supports this. The portal counts all rows for most pages, which
///   is slow for long lists, and when rows are added or removed meanwhile, a row may be missing or
///   repeated.
/// - **By a cursor**: sorted by identifier, each page begins after the last identifier of the one
///   before, and nothing is counted (`start` is -1). Rows that are added or removed meanwhile cause
///   no repeated or missing rows. It is the default where the documentation states it for the
///   method, unless the request has another order. Where it is only inferred,
///   [`by_cursor`](Self::by_cursor) enables it.
///
/// A page that fails, a position that does not advance and a row without its identifier are errors
/// with the position at which to continue; a list is never shorter than it should be.
#[derive(Debug, Clone)]
#[must_use = "a listing does nothing until its pages are read"]
pub struct Listing<R> {
    client: Client,
    pub(super) request: R,
    pub(super) wish: Wish,
    from: Option<Position>,
    is_ahead: bool,
    options: CallOptions,
}

impl<R> Listing<R> {
    pub(super) fn new(client: Client, request: R) -> Self {
        Self {
            client,
            request,
            wish: Wish::Documented,
            from: None,
            is_ahead: false,
            options: CallOptions::new(),
        }
    }

    /// Reads by rows, and counts them.
    pub fn by_rows(mut self) -> Self {
        self.wish = Wish::Rows;
        self
    }

    /// Reads by a cursor, also where the documentation does not state it for this method. An order
    /// by something else than the identifier, or a filter that bounds the identifier in the
    /// direction of the list, is an error then.
    pub fn by_cursor(mut self) -> Self {
        self.wish = Wish::Cursor;
        self
    }

    /// Reads by a cursor, up to 50 pages in one request: the portal links each page to the last
    /// identifier of the one before. With pages of 50 rows, one request returns 2,500 rows.
    ///
    /// The first request asks for one page, and for the last identifier of the list, in reverse
    /// order. A list of one page ends with that. From this identifier and the density of the rows
    /// so far, each later request estimates the number of pages that are left; pages after the
    /// first one that is not full are answered too, and discarded.
    ///
    /// [`by_cursor`](Self::by_cursor) says when a cursor works.
    pub fn in_batches(mut self) -> Self {
        self.wish = Wish::Batches;
        self
    }

    /// Starts at the position of an error or of a page.
    pub fn resume_from(mut self, position: Position) -> Self {
        self.from = Some(position);
        self
    }

    /// Requests the next page while the caller processes the one before: as soon as it is known
    /// where the list continues, the next request is sent, one of many pages with
    /// [`in_batches`](Self::in_batches).
    ///
    /// The answers of two requests are in memory then instead of one. A list that is read to its
    /// end takes the same requests as without; **a caller that stops early has requested one page
    /// more**, which counts against the limits too. Dropping the stream cancels that request. An
    /// error of the page ahead is returned after the rows before it.
    ///
    /// The request is a task of the runtime. In a runtime with a single thread, as in a browser, it
    /// is sent, and its answer processed, whenever the caller awaits something.
    ///
    /// ```no_run
    /// use bitrix24::crm::{EntityType, item::{self, Item}};
    ///
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// let request = item::list(EntityType::Deal).select((Item::ID, Item::TITLE));
    /// let mut pages = client.list(request).in_batches().read_ahead().pages();
    /// while let Some(page) = pages.next().await {
    ///     // The portal works on the next 2,500 deals meanwhile.
    ///     for deal in page?.rows {
    ///         println!("{:?}", deal.title);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn read_ahead(mut self) -> Self {
        self.is_ahead = true;
        self
    }

    /// Sets options of each call.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl<R: ListRequest> Listing<R> {
    /// The pages, each requested on demand, or one earlier with [`read_ahead`](Self::read_ahead).
    pub fn pages(self) -> Pages<R::Row, R::Error> {
        let ListParts {
            source,
            paging,
            params,
        } = self.request.into_parts();
        let plan = params.and_then(|params| Plan::new(paging, params, self.wish, self.from));
        let start = plan.as_ref().map_or(Position::Row(0), Plan::start);
        let position = self.from.unwrap_or(start);
        let reader = Reader {
            client: self.client,
            source,
            options: self.options,
            plan,
            spelling: OnceLock::new(),
        };
        let next = Next {
            position,
            estimate: PageEstimate::new(),
            before: None,
        };
        Pages {
            reader: Arc::new(reader),
            fetch: match self.wish {
                Wish::Batches => linked::fetch::<R::Row, R::Error>,
                _ => single::fetch::<R::Row, R::Error>,
            },
            ahead: self.is_ahead.then_some(ahead::begin::<R::Row, R::Error>),
            state: State::Before(next),
        }
    }

    /// Number of all rows, whatever way of reading and position are set.
    ///
    /// The portal counts them, and one request for the first page brings the number. Where a method
    /// counts nothing, as in REST 3.0, the list is read to its end, by rows.
    ///
    /// ```no_run
    /// use bitrix24::crm::{EntityType, item::{self, Item}};
    ///
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// let open = item::list(EntityType::Deal).select(Item::ID).filter(Item::OPENED.eq(true));
    /// println!("{} open deals", client.list(open).count().await?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The error of the first page that could not be read.
    pub async fn count(mut self) -> Result<u64, ListError<R::Error>> {
        self.wish = Wish::Rows;
        self.from = None;
        self.is_ahead = false;
        let mut pages = self.pages();
        let mut rows = 0;
        while let Some(page) = pages.next().await {
            let page = page?;
            if let Some(total) = page.total.and_then(|total| u64::try_from(total).ok()) {
                return Ok(total);
            }
            rows += page.rows.len() as u64;
        }
        Ok(rows)
    }

    /// The rows, page after page.
    pub fn rows(self) -> Rows<R::Row, R::Error> {
        Rows {
            pages: self.pages(),
            rows: Vec::new().into_iter(),
        }
    }

    /// All rows.
    ///
    /// # Errors
    ///
    /// The error of the first page that could not be read, with its position. The rows before it
    /// are dropped: use [`pages`](Self::pages) to keep them.
    pub async fn all(self) -> Result<Vec<R::Row>, ListError<R::Error>> {
        let mut pages = self.pages();
        let mut rows = Vec::new();
        while let Some(page) = pages.next().await {
            rows.extend(page?.rows);
        }
        Ok(rows)
    }
}

/// Requests a page in advance.
type Ahead<T, K> = fn(FetchPage<T, K>, &Arc<Reader>, Next) -> PendingPage<T, K>;

/// State of a stream of pages.
enum State<T, K> {
    Before(Next),
    PendingPage(PendingPage<T, K>),
    /// A page has arrived, and the next request may have been started.
    Fetched(Box<Fetched<T, K>>, Option<Begun<T, K>>),
    Over,
}

/// A request ahead.
struct Begun<T, K> {
    position: Position,
    pending: PendingPage<T, K>,
    /// Number of times that the stream still yields to other tasks.
    yields: u8,
}

/// Number of times that the stream yields after a request ahead was started, so that its task and
/// the connection's task run. A single-threaded runtime would run neither before the caller awaits
/// again, and a multi-threaded one may not either.
const YIELDS: u8 = 2;

/// The pages of a list, as a stream. An error ends it.
#[must_use = "streams do nothing until they are polled"]
pub struct Pages<T, K> {
    reader: Arc<Reader>,
    fetch: FetchPage<T, K>,
    /// How the next page is requested in advance, if enabled.
    ahead: Option<Ahead<T, K>>,
    state: State<T, K>,
}

impl<T, K> Pages<T, K> {
    /// The next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Page<T>, ListError<K>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, ListError<K>>>> {
        loop {
            match &mut self.state {
                State::Before(next) => {
                    let pending = (self.fetch)(Arc::clone(&self.reader), next.clone());
                    self.state = State::PendingPage(pending);
                }
                State::PendingPage(pending) => match ready!(pending.as_mut().poll(context)) {
                    Ok(fetched) => {
                        let begun = self.begin(fetched.likely());
                        self.state = State::Fetched(Box::new(fetched), begun);
                    }
                    Err(error) => {
                        self.state = State::Over;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Fetched(_, Some(begun)) if begun.yields > 0 => {
                    begun.yields -= 1;
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                State::Fetched(..) => return Poll::Ready(self.open().transpose()),
                State::Over => return Poll::Ready(None),
            }
        }
    }

    /// Starts the next request, if enabled.
    fn begin(&self, next: Option<&Next>) -> Option<Begun<T, K>> {
        let (begin, next) = self.ahead.zip(next)?;
        Some(Begun {
            position: next.position,
            pending: begin(self.fetch, &self.reader, next.clone()),
            yields: YIELDS,
        })
    }

    /// Returns the page that has arrived.
    fn open(&mut self) -> Result<Option<Page<T>>, ListError<K>> {
        let State::Fetched(fetched, begun) = std::mem::replace(&mut self.state, State::Over) else {
            return Ok(None);
        };
        let (page, next) = match *fetched {
            Fetched::Page(page, next) => (page, next),
            Fetched::Unread(_, read) => read()?,
        };
        let Some(next) = next else {
            // The page that only marks the end of the list is empty.
            return Ok((!page.rows.is_empty()).then_some(page));
        };
        // When rows cannot be decoded, the list continues at these, and the request after them is
        // dropped.
        let begun = begun.filter(|begun| begun.position == next.position);
        self.state = match begun.or_else(|| self.begin(Some(&next))) {
            Some(begun) => State::PendingPage(begun.pending),
            None => State::Before(next),
        };
        Ok(Some(page))
    }
}

// Nothing in it is structurally pinned: requests are boxed.
impl<T, K> Unpin for Pages<T, K> {}

impl<T, K> Stream for Pages<T, K> {
    type Item = Result<Page<T>, ListError<K>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, K> fmt::Debug for Pages<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Pages");
        debug.field("method", &self.reader.source.name());
        if let State::Before(next) = &self.state {
            debug.field("position", &next.position);
        }
        debug.finish_non_exhaustive()
    }
}

/// The rows of a list, as a stream. An error ends it.
#[must_use = "streams do nothing until they are polled"]
pub struct Rows<T, K> {
    pages: Pages<T, K>,
    rows: vec::IntoIter<T>,
}

impl<T, K> Rows<T, K> {
    /// The next row; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, ListError<K>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, ListError<K>>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.rows = page.rows.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is structurally pinned: requests are boxed.
impl<T, K> Unpin for Rows<T, K> {}

impl<T, K> Stream for Rows<T, K> {
    type Item = Result<T, ListError<K>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, K> fmt::Debug for Rows<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("pages", &self.pages)
            .field("left", &self.rows.len())
            .finish()
    }
}
