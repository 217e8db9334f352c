//! Downloads of files into writers.

mod address;
mod exchange;
mod no_file;
mod part;
mod rewind;

use reqwest::header::HeaderValue;
use tokio::io::{AsyncSeek, AsyncWrite, AsyncWriteExt};
use tracing::Instrument;

use crate::address::portal;
use crate::calling::{CallAttempts, CallOptions, Outcome, OutgoingCall, span};
use crate::client::Client;
use crate::error::{DownloadError, DownloadKind, Error, RequestError, RequestKind};
use crate::request::Effect;
use crate::retry::Retry;

use self::address::Address;
use self::exchange::{Broken, Step};
use self::part::Mark;
use self::rewind::Rewind;

/// The name of downloads in errors and limits.
const NAME: &str = "download";
/// Largest number of redirects that are followed.
const REDIRECTS: usize = 5;

/// A complete download.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Its size.
    pub bytes: u64,
    /// Its `Content-Type`, such as `image/png`.
    pub content_type: Option<String>,
    /// The attempts that failed before.
    pub retries: Vec<Retry>,
}

/// A download in progress.
struct Loading<'a, W: ?Sized> {
    client: &'a Client,
    attempts: CallAttempts<'a>,
    writer: &'a mut W,
    rewind: Option<Rewind<W>>,
    max_bytes: u64,
    /// Bytes written.
    written: u64,
    /// The validators of the file.
    mark: Option<Mark>,
}

impl Client {
    /// Downloads a file from the address that the portal provides for it
    /// ([`File::address`](crate::File::address)), and writes it as it arrives. A file of more than
    /// `max_bytes` is an error; at most `max_bytes` are written.
    ///
    /// Such an address contains its own authorisation, and is valid as long as that: the client
    /// adds none, whatever the host. An address without a host is one of the portal. Redirects are
    /// followed, to other hosts only without a token of the address or of the client, and never
    /// from https to http. An address on this machine is refused, as is a redirect to one, unless
    /// the portal is on it too, or
    /// [`allow_loopback`](crate::ClientBuilder::allow_loopback) permits it.
    ///
    /// There is no limit for the whole download, but for each wait for bytes, the client's
    /// [`timeout`](crate::ClientBuilder::timeout). A download counts against the portal's limits.
    ///
    /// It is retried by the client's [policy](crate::ClientBuilder::retry), as a method that
    /// changes nothing. An interrupted download resumes: only the rest is requested. It fails when
    /// the server does not support that or the file has changed, unless nothing was written yet;
    /// [`download_seekable`](Self::download_seekable) starts again from the beginning then.
    /// Statistics, hooks and `tracing` use the method name `download`.
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
    /// The address is not valid, something else than a file arrives, or the file does not arrive or
    /// cannot be written completely. The error has the number of bytes written.
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

    /// Downloads a file as [`download`](Self::download) does, into a seekable writer. When an
    /// interrupted download cannot resume, it starts again from the beginning and overwrites what
    /// was written.
    ///
    /// Bytes of the writer after the end of the file stay unchanged.
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
    /// The same as for `download`. The error has the number of bytes of the file that are written.
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
        let at = Address::new(&shared.auth.base(), address, shared.reachable);
        let host = match &at {
            Ok(at) => portal(at.url()).into(),
            Err(_) => shared.auth.portal(),
        };
        let call = OutgoingCall {
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
            attempts: CallAttempts::begin(shared, &call, &options),
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
            attempts,
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
                retries: attempts.retries,
            }),
            Err(kind) => {
                self.count_error();
                let kind = match kind {
                    DownloadKind::Call(Error::Transport(error)) => {
                        DownloadKind::Call(Error::Transport(error.after(&attempts.retries)))
                    }
                    kind => kind,
                };
                if matches!(kind, DownloadKind::Call(_)) && written > 0 {
                    // Counted bytes should be written; the error that matters is that the file is
                    // incomplete.
                    let _ = writer.flush().await;
                }
                Err(DownloadError { kind, written })
            }
        }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Loading<'_, W> {
    /// Downloads the file, with retries.
    async fn run(&mut self, start: &Address) -> Result<Option<HeaderValue>, DownloadKind> {
        let mut before = None;
        loop {
            self.attempts.count();
            let Broken { outcome, kind } = match self.attempt(start, &mut before).await {
                Ok(content_type) => return Ok(content_type),
                Err(broken) => broken,
            };
            // A partial file must be resumed or overwritten.
            let may_go_on = self.written == 0 || self.mark.is_some() || self.rewind.is_some();
            let wait = match outcome {
                Outcome::Failed { reason, wait } if may_go_on => {
                    let wait = self.attempts.wait(reason, wait, false);
                    wait.map(|wait| (reason, wait))
                }
                _ => None,
            };
            let Some((reason, wait)) = wait else {
                return Err(kind);
            };
            self.attempts.retry(reason, wait).await;
            before = Some(kind);
        }
    }

    /// Follows the address to the file, and downloads it. `before` is the error of the last
    /// attempt.
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
