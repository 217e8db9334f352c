//! A list that is read page by page.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::calling::CallOptions;
use crate::client::Client;
use crate::error::RequestKind;
use crate::field::Field;
use crate::request::Request;

use super::outlook::Outlook;
use super::plan::{Plan, Wish};
use super::reader::{Next, Reader, Turn, Turned, Turning};
use super::{ListError, Page, Position, ahead, linked, single};

/// A list that is read page by page: [`Client::list`].
///
/// A list is read in one of two ways.
///
/// - **By rows**: each page says where the next one begins. Every method with pages can be read so. The portal counts all
///   rows for every page, which is slow for long lists, and when rows are added or removed meanwhile, a row may be missing
///   or come twice.
/// - **By a cursor**: sorted by identifier, each page begins after the last identifier of the one before, and nothing is
///   counted (`start` is -1). What is added or removed meanwhile makes no row come twice or go missing. It is taken by
///   itself where the documentation states it for the method, unless the request is ordered by something else. Where it
///   is only inferred that it works, [`by_cursor`](Self::by_cursor) asks for it.
///
/// A page that fails, a portal that does not get any further and a row without its identifier are errors that tell where
/// to go on; a list is never shorter than it should be.
#[derive(Debug, Clone)]
#[must_use = "a listing does nothing until its pages are read"]
pub struct Listing<R> {
    client: Client,
    request: R,
    wish: Wish,
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

    /// Reads by a cursor, also where no page of the documentation says so for this method. An order by something else
    /// than the identifier, or a filter with a bound of the identifier in the direction of the list, is an error then.
    pub fn by_cursor(mut self) -> Self {
        self.wish = Wish::Cursor;
        self
    }

    /// Reads by a cursor, up to 50 pages in one request: each is linked to the last identifier of the one before by the
    /// portal itself. With pages of 50 rows, 2,500 rows come with one request.
    ///
    /// The first request asks for one page, and for the last identifier of the list, by its other end. A list of one page
    /// is over with that. By this identifier, and by how many rows came so far, each later request asks for about as many
    /// pages as there are left: what follows the first page that is not full is answered too, and thrown away.
    ///
    /// [`by_cursor`](Self::by_cursor) tells when a cursor works.
    pub fn in_batches(mut self) -> Self {
        self.wish = Wish::Batches;
        self
    }

    /// Begins at the position that an error or a page has told.
    pub fn resume_from(mut self, position: Position) -> Self {
        self.from = Some(position);
        self
    }

    /// Asks for the next page while the caller works on the one before: as soon as it is known where the list goes on, the
    /// next request is sent, one of many pages with [`in_batches`](Self::in_batches).
    ///
    /// The answers of two requests are in memory then instead of one. Whoever reads the list to its end makes the requests
    /// that are made without this; **whoever stops early has asked for one more**, which takes its turn in the limits too.
    /// Dropping the stream drops that request. An error of the page ahead is told after the rows before it.
    ///
    /// The request is a task of the runtime. Where that has a single thread, as in a browser, it is sent, and its answer
    /// comes whenever the caller waits for anything.
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

    /// Options of each call.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl<R, T> Listing<R>
where
    R: Request<Output = Vec<T>> + 'static,
    R::Error: Send + 'static,
    T: Field + Send + 'static,
{
    /// The pages, each when it is asked for, or one earlier with [`read_ahead`](Self::read_ahead).
    pub fn pages(self) -> Pages<T, R::Error> {
        let params = self.request.into_params();
        let plan = match params.problem() {
            Some(problem) => Err(RequestKind::Params(problem.clone())),
            None => Plan::new(R::METHOD, params.into_map(), self.wish, self.from),
        };
        let start = plan.as_ref().map_or(Position::Row(0), Plan::start);
        let position = self.from.unwrap_or(start);
        let reader = Reader {
            client: self.client,
            method: R::METHOD,
            options: self.options,
            plan,
        };
        let next = Next {
            position,
            outlook: Outlook::new(),
        };
        Pages {
            reader: Arc::new(reader),
            turn: match self.wish {
                Wish::Batches => linked::turn::<R, T>,
                _ => single::turn::<R, T>,
            },
            ahead: self.is_ahead.then_some(ahead::begin::<T, R::Error>),
            state: State::Before(next),
        }
    }

    /// The rows, page after page.
    pub fn rows(self) -> Rows<T, R::Error> {
        Rows {
            pages: self.pages(),
            rows: Vec::new().into_iter(),
        }
    }

    /// All rows.
    ///
    /// # Errors
    ///
    /// What kept a page from coming, with the position at which it begins. The rows before it are dropped: whoever wants
    /// to keep them reads [`pages`](Self::pages).
    pub async fn all(self) -> Result<Vec<T>, ListError<R::Error>> {
        let mut pages = self.pages();
        let mut rows = Vec::new();
        while let Some(page) = pages.next().await {
            rows.extend(page?.rows);
        }
        Ok(rows)
    }
}

/// Begins to read a page before anybody waits for it.
type Ahead<T, K> = fn(Turn<T, K>, &Arc<Reader>, Next) -> Turning<T, K>;

/// Where the pages of a list are.
enum State<T, K> {
    Before(Next),
    Turning(Turning<T, K>),
    /// Something has come, and what is likely to come after it was begun.
    Turned(Box<Turned<T, K>>, Option<Begun<T, K>>),
    Over,
}

/// A request ahead.
struct Begun<T, K> {
    position: Position,
    turning: Turning<T, K>,
    /// How often others are still let go first.
    yields: u8,
}

/// How often others are let go first once a request ahead was begun: its task is to run, and then that of the connection. A
/// runtime with one thread runs neither before the caller waits again, and one with several may not either.
const YIELDS: u8 = 2;

/// The pages of a list, as a stream. After an error it is over.
#[must_use = "streams do nothing until they are polled"]
pub struct Pages<T, K> {
    reader: Arc<Reader>,
    turn: Turn<T, K>,
    /// How the next page is begun while the caller works on the one before, where that is wished for.
    ahead: Option<Ahead<T, K>>,
    state: State<T, K>,
}

impl<T, K> Pages<T, K> {
    /// The next page; nothing after the last.
    pub async fn next(&mut self) -> Option<Result<Page<T>, ListError<K>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, ListError<K>>>> {
        loop {
            match &mut self.state {
                State::Before(next) => {
                    let turning = (self.turn)(Arc::clone(&self.reader), next.clone());
                    self.state = State::Turning(turning);
                }
                State::Turning(turning) => match ready!(turning.as_mut().poll(context)) {
                    Ok(turned) => {
                        let begun = self.begin(turned.likely());
                        self.state = State::Turned(Box::new(turned), begun);
                    }
                    Err(error) => {
                        self.state = State::Over;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Turned(_, Some(begun)) if begun.yields > 0 => {
                    begun.yields -= 1;
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                State::Turned(..) => return Poll::Ready(self.open().transpose()),
                State::Over => return Poll::Ready(None),
            }
        }
    }

    /// Begins the next request, where that is wished for.
    fn begin(&self, next: Option<&Next>) -> Option<Begun<T, K>> {
        let (begin, next) = self.ahead.zip(next)?;
        Some(Begun {
            position: next.position,
            turning: begin(self.turn, &self.reader, next.clone()),
            yields: YIELDS,
        })
    }

    /// Gives the page that has come.
    fn open(&mut self) -> Result<Option<Page<T>>, ListError<K>> {
        let State::Turned(turned, begun) = std::mem::replace(&mut self.state, State::Over) else {
            return Ok(None);
        };
        let (page, next) = match *turned {
            Turned::Page(page, next) => (page, next),
            Turned::Unread(_, read) => read()?,
        };
        let Some(next) = next else {
            // The page that only tells that the list is over holds nothing for anybody.
            return Ok((!page.rows.is_empty()).then_some(page));
        };
        // Where rows could not be read, the list goes on at these, and what was begun after them is dropped.
        let begun = begun.filter(|begun| begun.position == next.position);
        self.state = match begun.or_else(|| self.begin(Some(&next))) {
            Some(begun) => State::Turning(begun.turning),
            None => State::Before(next),
        };
        Ok(Some(page))
    }
}

// Nothing in it is pinned: requests under way are in boxes.
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
        debug.field("method", &self.reader.method.name);
        if let State::Before(next) = &self.state {
            debug.field("position", &next.position);
        }
        debug.finish_non_exhaustive()
    }
}

/// The rows of a list, as a stream. After an error it is over.
#[must_use = "streams do nothing until they are polled"]
pub struct Rows<T, K> {
    pages: Pages<T, K>,
    rows: vec::IntoIter<T>,
}

impl<T, K> Rows<T, K> {
    /// The next row; nothing after the last.
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

// Nothing in it is pinned: requests under way are in boxes.
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
