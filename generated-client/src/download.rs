//! Files, loaded into a writer as they come.

mod address;
mod exchange;
mod no_file;
mod part;
mod rewind;

use reqwest::header::HeaderValue;
use tokio::io::{AsyncSeek, AsyncWrite, AsyncWriteExt};
use tracing::Instrument;

use crate::address::portal;
use crate::calling::{CallOptions, Course, Outcome, Outgoing, span};
use crate::client::Client;
use crate::error::{DownloadError, DownloadKind, Error, RequestError, RequestKind};
use crate::request::Effect;
use crate::retry::Retry;

use self::address::Address;
use self::exchange::{Broken, Step};
use self::part::Mark;
use self::rewind::Rewind;

/// What errors and limits know a download as.
const NAME: &str = "download";
/// Redirects that are followed.
const REDIRECTS: usize = 5;

/// A file was loaded to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Its size.
    pub bytes: u64,
    /// Its `Content-Type`, such as `image/png`.
    pub content_type: Option<String>,
    /// The tries that broke off before its end had come.
    pub retries: Vec<Retry>,
}

/// A file on its way into a writer.
struct Loading<'a, W: ?Sized> {
    client: &'a Client,
    course: Course<'a>,
    writer: &'a mut W,
    rewind: Option<Rewind<W>>,
    max_bytes: u64,
    /// Bytes that the writer has taken.
    written: u64,
    /// By which the file is known again.
    mark: Option<Mark>,
}

impl Client {
    /// Loads a file from the address that the portal has given for it ([`File::address`](crate::File::address)), and
    /// writes it as it comes. It is an error if it has more than `max_bytes`; no more than these are written.
    ///
    /// Such an address brings its own authorisation, and lasts as long as that: the client adds none, whatever host it is
    /// of. One without a host is of the portal. Redirects are followed, to other hosts only without a token of the address
    /// and of the client, and never from https to http.
    ///
    /// The file may take as long as it needs, if only the client's [`timeout`](crate::ClientBuilder::timeout) does not pass
    /// without a byte. It takes a turn of the portal's limits.
    ///
    /// It is tried again by the client's [policy](crate::ClientBuilder::retry), as a method that changes nothing is. Where it
    /// has broken off in the middle, only the rest is asked for; a server that does not give it, or whose file is another
    /// one by now, ends it, unless nothing was written yet. [`download_seekable`](Self::download_seekable) begins anew then.
    /// Statistics, hooks and `tracing` know it as the method `download`.
    ///
    /// ```no_run
    /// # #[cfg(feature = "crm")]
    /// # async fn run(client: bitrix24::Client, mut file: impl tokio::io::AsyncWrite + Unpin) -> Result<(), bitrix24::AnyError> {
    /// use bitrix24::File;
    ///
    /// let deal = client.call_raw("crm.item.get", serde_json::json!({ "entityTypeId": 2, "id": 7 })).await?;
    /// let offer = File::from(deal["item"]["ufCrm_7_1739432938"].clone());
    /// if let Some(address) = offer.address() {
    ///     match client.download(address, &mut file, 10_000_000).await {
    ///         Ok(loaded) => println!("{} bytes", loaded.bytes),
    ///         Err(error) => println!("{error}; {} bytes are there", error.written),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the address is none, when something else than a file comes, and when it does not come or cannot be written to
    /// its end. The error tells how much was written.
    pub async fn download<W>(
        &self,
        address: impl AsRef<str>,
        writer: &mut W,
        max_bytes: u64,
    ) -> Result<Downloaded, DownloadError>
    where
        W: AsyncWrite + Unpin + ?Sized,
    {
        self.load(address.as_ref(), writer, max_bytes, None).await
    }

    /// Loads a file as [`download`](Self::download) does, into a writer that can go back: where the rest of a file that has
    /// broken off cannot be had, it is loaded from its beginning again, over what was written of it.
    ///
    /// What the writer has beyond the end of the file stays there.
    ///
    /// ```no_run
    /// # async fn run(client: bitrix24::Client, mut file: impl tokio::io::AsyncWrite + tokio::io::AsyncSeek + Unpin) -> Result<(), bitrix24::error::DownloadError> {
    /// let loaded = client.download_seekable("/upload/offer.pdf", &mut file, 10_000_000).await?;
    /// println!("{} bytes in {} tries", loaded.bytes, loaded.retries.len() + 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for `download`. The error tells how much of the file is there.
    pub async fn download_seekable<W>(
        &self,
        address: impl AsRef<str>,
        writer: &mut W,
        max_bytes: u64,
    ) -> Result<Downloaded, DownloadError>
    where
        W: AsyncWrite + AsyncSeek + Unpin + ?Sized,
    {
        let rewind = Some(Rewind::new());
        self.load(address.as_ref(), writer, max_bytes, rewind).await
    }

    async fn load<W>(
        &self,
        address: &str,
        writer: &mut W,
        max_bytes: u64,
        rewind: Option<Rewind<W>>,
    ) -> Result<Downloaded, DownloadError>
    where
        W: AsyncWrite + Unpin + ?Sized,
    {
        let shared = &self.shared;
        let at = Address::new(&shared.auth.base(), address);
        let host = match &at {
            Ok(at) => portal(at.url()).into(),
            Err(_) => shared.auth.portal(),
        };
        let call = Outgoing {
            method: NAME,
            version: 2,
            effect: Effect::Read,
            inner: &[],
            body: bytes::Bytes::new(),
            span: span(NAME, &host),
        };
        let options = CallOptions::new();
        let mut loading = Loading {
            client: self,
            course: Course::begin(shared, &call, &options),
            writer,
            rewind,
            max_bytes,
            written: 0,
            mark: None,
        };
        let loaded = match at {
            Ok(at) => loading.run(&at).instrument(call.span.clone()).await,
            Err(why) => {
                let kind = RequestKind::Address { why };
                let error = RequestError::new(shared.callee(NAME), kind);
                Err(DownloadKind::Call(Error::Request(error)))
            }
        };
        let Loading {
            course,
            writer,
            written,
            ..
        } = loading;
        match loaded {
            Ok(content_type) => Ok(Downloaded {
                bytes: written,
                content_type: content_type
                    .as_ref()
                    .and_then(|value| value.to_str().ok())
                    .map(ToOwned::to_owned),
                retries: course.retries,
            }),
            Err(kind) => {
                self.count_error();
                let kind = match kind {
                    DownloadKind::Call(Error::Transport(error)) => {
                        DownloadKind::Call(Error::Transport(error.after(&course.retries)))
                    }
                    kind => kind,
                };
                if matches!(kind, DownloadKind::Call(_)) && written > 0 {
                    // What was counted should be there; that it is not the whole file is the error that matters.
                    let _ = writer.flush().await;
                }
                Err(DownloadError { kind, written })
            }
        }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Loading<'_, W> {
    /// Loads the file, and tries again where that may help.
    async fn run(&mut self, start: &Address) -> Result<Option<HeaderValue>, DownloadKind> {
        let mut before = None;
        loop {
            self.course.count();
            let Broken { outcome, kind } = match self.attempt(start, &mut before).await {
                Ok(content_type) => return Ok(content_type),
                Err(broken) => broken,
            };
            // What was written must be continued, or written over.
            let may_go_on = self.written == 0 || self.mark.is_some() || self.rewind.is_some();
            let wait = match outcome {
                Outcome::Failed { reason, wait } if may_go_on => {
                    let wait = self.course.wait(reason, wait, false);
                    wait.map(|wait| (reason, wait))
                }
                _ => None,
            };
            let Some((reason, wait)) = wait else {
                return Err(kind);
            };
            self.course.retry(reason, wait).await;
            before = Some(kind);
        }
    }

    /// Follows the address to the file, and loads it. `before` is what broke off the last try.
    async fn attempt(
        &mut self,
        start: &Address,
        before: &mut Option<DownloadKind>,
    ) -> Result<Option<HeaderValue>, Broken> {
        let (mut at, mut redirects) = (start.clone(), 0);
        loop {
            match self.exchange(&at, redirects < REDIRECTS, before).await? {
                Step::Done(content_type) => return Ok(content_type),
                Step::Elsewhere(next) => at = next,
            }
            redirects += 1;
        }
    }
}
