//! The client for programs without `async`.
//!
//! [`Client`] has the methods of the asynchronous client; each call blocks until its answer is
//! there.
//!
//! ```no_run
//! # #[cfg(feature = "crm")]
//! # fn main() -> Result<(), bitrix24::AnyError> {
//! use bitrix24::blocking::Client;
//! use bitrix24::crm::{OwnerType, item::productrow};
//!
//! let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/")?;
//! for row in client.call(productrow::list(productrow::ListFilter::new(OwnerType::Deal, 13142)))? {
//!     println!("{:?}: {:?}", row.product_name, row.price);
//! }
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "crm"))]
//! # fn main() {}
//! ```
//!
//! # Contents
//!
//! | asynchronous | here |
//! | --- | --- |
//! | [`bitrix24::Client`](crate::Client), all its functions | [`Client`] |
//! | [`Batch`](crate::Batch), with the same [`Handle`](crate::Handle)s and [`Results`](crate::Results) | [`Batch`] |
//! | [`paging::Listing`](crate::paging::Listing), [`Pages`](crate::paging::Pages), [`Rows`](crate::paging::Rows) | [`Listing`], and [`Pages`] and [`Rows`] as iterators |
//! | [`oauth::Portals`](crate::oauth::Portals) | [`Portals`] |
//!
//! Everything else is shared with the asynchronous client:
//!
//! - Settings are those of [`ClientBuilder`](crate::ClientBuilder), whose client [`Client::new`]
//!   takes, including hooks, limits, the retry policy and the token store.
//! - Requests, including [`typed`](mod@crate::entity) ones, answers, errors and
//!   [`File::read`](crate::File::read) do not wait.
//! - [`event`](mod@crate::event) and [`placement`](crate::placement) decode data that has arrived.
//!   (The extractors for `axum` are asynchronous, as is `axum`.)
//! - Other implementations of [`TokenStore`](crate::oauth::TokenStore), [`Limiter`](crate::Limiter)
//!   and [`Clock`](crate::Clock) return futures here too: the background thread runs renewals and
//!   waits while nobody calls. An implementation that never waits returns `Box::pin(async move { …
//!   })`.
//! - The portal in the process (package `bitrix24-portal`) is a server, and asynchronous;
//!   `Runtime::block_on` starts it.
//!
//! # Threads
//!
//! A client and its clones have one background thread, which maintains their connections and ends
//! with the last of them. Calls run in the threads that make them, concurrently, and share the
//! limits of the portal. Only pages that are [read ahead](Listing::read_ahead) are requested in the
//! background.
//!
//! # Panics
//!
//! Methods that wait panic in asynchronous code ("Cannot start a runtime from within a runtime"),
//! since they would block it: use [`bitrix24::Client`](crate::Client) there, or
//! `tokio::task::spawn_blocking`.

mod batch;
mod list;
mod portals;
mod writer;

use std::fmt;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::calling::{CallOptions, Envelope, RawMethod, RawParams};
use crate::download::Downloaded;
use crate::error::{AnyError, BuildError, DownloadError, Error};
use crate::field::Field;
use crate::oauth::{Application, Tokens};
use crate::paging::RawList;
use crate::request::Request;
use crate::stats::Stats;
use crate::value::Value;

pub use self::batch::Batch;
use self::writer::Writer;

pub use self::list::{Listing, Pages, Rows};
pub use self::portals::Portals;

/// Calls the methods of one Bitrix24 portal, and blocks until the answer is there. See [the
/// module](self).
///
/// A client is cheap to clone, and can be used from many threads at once.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    driver: Arc<Driver>,
}

impl Client {
    /// Creates a client for an incoming webhook, with the default settings.
    pub fn webhook(address: impl AsRef<str>) -> Result<Self, BuildError> {
        Self::new(crate::Client::webhook(address)?)
    }

    /// Creates a client with the tokens that a portal has issued for an application, with the
    /// default settings.
    pub fn oauth(application: Application, tokens: Tokens) -> Result<Self, BuildError> {
        Self::new(crate::Client::oauth(application, tokens)?)
    }

    /// Creates a client from an asynchronous one, which may have any settings.
    ///
    /// Its connections belong to the background thread from then on: a clone that is used elsewhere
    /// may lose them when this client is dropped.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), bitrix24::error::BuildError> {
    /// use bitrix24::blocking;
    ///
    /// let builder = bitrix24::Client::builder().webhook("https://example.bitrix24.com/rest/1/secret/");
    /// let client = blocking::Client::new(builder.user_agent("warehouse-sync/1.4").build()?)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(client: crate::Client) -> Result<Self, BuildError> {
        let driver = Driver::start().map_err(BuildError::Thread)?;
        Ok(Self {
            client,
            driver: Arc::new(driver),
        })
    }

    /// Calls a method and returns its result: [`Client::call`](crate::Client::call).
    #[track_caller]
    pub fn call<R: Request>(&self, request: R) -> Result<R::Output, Error<R::Error>> {
        self.wait(self.client.call(request))
    }

    /// Calls a method with options and returns its result:
    /// [`Client::call_with`](crate::Client::call_with).
    #[track_caller]
    pub fn call_with<R: Request>(
        &self,
        request: R,
        options: CallOptions,
    ) -> Result<R::Output, Error<R::Error>> {
        self.wait(self.client.call_with(request, options))
    }

    /// Calls a method and returns its whole answer: [`Client::send`](crate::Client::send).
    #[track_caller]
    pub fn send<R: Request>(
        &self,
        request: R,
        options: CallOptions,
    ) -> Result<Envelope<R::Output>, Error<R::Error>> {
        self.wait(self.client.send(request, options))
    }

    /// Calls any method by its name: [`Client::call_raw`](crate::Client::call_raw).
    ///
    /// ```no_run
    /// # fn run(client: bitrix24::blocking::Client) -> Result<(), bitrix24::AnyError> {
    /// let user = client.call_raw("user.get", serde_json::json!({ "ID": 1 }))?;
    /// println!("{:?}", user[0]["NAME"].as_text());
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn call_raw(
        &self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
    ) -> Result<Value, AnyError> {
        self.wait(self.client.call_raw(method, params))
    }

    /// Calls any method by its name and returns the whole answer:
    /// [`Client::send_raw`](crate::Client::send_raw).
    #[track_caller]
    pub fn send_raw(
        &self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
        options: CallOptions,
    ) -> Result<Envelope<Value>, AnyError> {
        self.wait(self.client.send_raw(method, params, options))
    }

    /// Reads a whole list, however many pages it has: [`Client::list`](crate::Client::list).
    ///
    /// ```no_run
    /// # #[cfg(feature = "crm")]
    /// # fn run(client: bitrix24::blocking::Client) -> Result<(), bitrix24::AnyError> {
    /// use bitrix24::crm::{OwnerType, item::productrow};
    ///
    /// let list = productrow::list(productrow::ListFilter::new(OwnerType::Deal, 13142));
    /// for row in client.list(list).rows() {
    ///     println!("{:?}", row?.product_name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list<R, T>(&self, request: R) -> Listing<R>
    where
        R: Request<Output = Vec<T>>,
        T: Field,
    {
        Listing::new(self.client.list(request), Arc::clone(&self.driver))
    }

    /// Reads a whole list of any method by its name: [`Client::list_raw`](crate::Client::list_raw).
    ///
    /// ```no_run
    /// # fn run(client: bitrix24::blocking::Client) -> Result<(), bitrix24::AnyError> {
    /// for user in client.list_raw("user.get", serde_json::json!({})).rows() {
    ///     println!("{:?}", user?["NAME"].as_text());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_raw(
        &self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
    ) -> Listing<RawList> {
        Listing::new(
            self.client.list_raw(method, params),
            Arc::clone(&self.driver),
        )
    }

    /// Starts a batch, several calls in one request: [`batch`](crate::batch).
    ///
    /// ```no_run
    /// # #[cfg(feature = "crm")]
    /// # fn run(client: bitrix24::blocking::Client) -> Result<(), bitrix24::AnyError> {
    /// use bitrix24::crm::item::productrow;
    ///
    /// let mut batch = client.batch();
    /// let (one, other) = (batch.add(productrow::get(17622)), batch.add(productrow::get(17623)));
    /// let mut done = batch.send()?;
    /// let (one, other) = (done.take(one)?, done.take(other)?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch(&self) -> Batch {
        Batch::new(self.client.batch(), Arc::clone(&self.driver))
    }

    /// Downloads a file into a writer: [`Client::download`](crate::Client::download).
    ///
    /// ```no_run
    /// # fn run(client: bitrix24::blocking::Client, address: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut file = std::fs::File::create("offer.pdf")?;
    /// let loaded = client.download(address, &mut file, 10_000_000)?;
    /// println!("{} bytes", loaded.bytes);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn download(
        &self,
        address: impl AsRef<str>,
        writer: &mut (impl io::Write + ?Sized),
        max_bytes: u64,
    ) -> Result<Downloaded, DownloadError> {
        self.wait(
            self.client
                .download(address, &mut Writer(writer), max_bytes),
        )
    }

    /// Downloads a file into a seekable writer:
    /// [`Client::download_seekable`](crate::Client::download_seekable).
    #[track_caller]
    pub fn download_seekable(
        &self,
        address: impl AsRef<str>,
        writer: &mut (impl io::Write + io::Seek + ?Sized),
        max_bytes: u64,
    ) -> Result<Downloaded, DownloadError> {
        self.wait(
            self.client
                .download_seekable(address, &mut Writer(writer), max_bytes),
        )
    }

    /// Host of the portal, with the port unless it is the default of the scheme.
    pub fn portal(&self) -> String {
        self.client.portal()
    }

    /// Identifier of the webhook's user; `None` for an application.
    pub fn user_id(&self) -> Option<u64> {
        self.client.user_id()
    }

    /// The current tokens of an application; `None` for a webhook.
    pub fn tokens(&self) -> Option<Tokens> {
        self.client.tokens()
    }

    /// Waits until no tokens are being renewed or saved:
    /// [`Client::settled`](crate::Client::settled). Call it before the program ends.
    #[track_caller]
    pub fn settled(&self) -> Result<(), AnyError> {
        self.wait(self.client.settled())
    }

    /// Counters of the client and its clones.
    pub fn stats(&self) -> Stats {
        self.client.stats()
    }

    #[track_caller]
    fn wait<F: Future>(&self, future: F) -> F::Output {
        self.driver.wait(future)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

/// A thread that runs connections and clocks, also between calls: it notices that the portal has
/// closed a connection before a call is sent over it.
#[derive(Debug)]
struct Driver {
    handle: Handle,
    /// The thread ends when this is dropped.
    _until: oneshot::Sender<()>,
}

impl Driver {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (until, dropped) = oneshot::channel();
        thread::Builder::new()
            .name("bitrix24".to_owned())
            .spawn(move || {
                // It returns an error, since nothing is ever sent.
                let _ = runtime.block_on(dropped);
            })?;
        Ok(Self {
            handle,
            _until: until,
        })
    }

    /// Runs a future in this thread, supported by the background thread.
    #[track_caller]
    fn wait<F: Future>(&self, future: F) -> F::Output {
        self.handle.block_on(future)
    }
}
