//! Files, loaded into a writer as they come.

mod address;

use bytes::{Bytes, BytesMut};
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue,
    LOCATION, REFERER, USER_AGENT,
};
use reqwest::{Response, Url};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::auth::address::portal;
use crate::call::Fault;
use crate::client::Client;
use crate::error::{
    AnswerKind, AnyError, AnyKind, Callee, DownloadError, DownloadKind, Error, Phase, RequestError,
    RequestKind, TransportError, TransportKind,
};
use crate::stats::Counters;
use crate::transport::{self, Answer, Deadline};
use crate::value::Value;

use self::address::Address;

/// What errors and limits know a download as.
const NAME: &str = "download";
/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// Most that is read of an answer that is no file.
const ERROR_BYTES: usize = 64 * 1024;

/// A file was loaded to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Its size.
    pub bytes: u64,
    /// Its `Content-Type`, such as `image/png`.
    pub content_type: Option<String>,
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
    /// without a byte. It takes a turn of the portal's limits. It is not tried again: the writer would have to go back.
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
        let mut written = 0;
        let loaded = async {
            let (mut response, at) = self.fetch(address.as_ref(), max_bytes).await?;
            let too_large = |kind| DownloadKind::Call(lost(&at, kind));
            while let Some(chunk) = self.chunk(&mut response, &at, written).await? {
                if written + chunk.len() as u64 > max_bytes {
                    return Err(too_large(TransportKind::TooLarge {
                        limit: max_bytes,
                        announced: None,
                    }));
                }
                let mut rest = chunk;
                while !rest.is_empty() {
                    // Not `write_all`, which does not tell how far it has come.
                    match writer.write(&rest).await {
                        Ok(0) => {
                            return Err(DownloadKind::Write(std::io::ErrorKind::WriteZero.into()));
                        }
                        Ok(bytes) => {
                            let taken = rest.split_to(bytes);
                            written += taken.len() as u64;
                        }
                        Err(error) => return Err(DownloadKind::Write(error)),
                    }
                }
            }
            writer.flush().await.map_err(DownloadKind::Write)?;
            Ok(content_type(&response).cloned())
        };
        match loaded.await {
            Ok(content_type) => Ok(Downloaded {
                bytes: written,
                content_type: content_type
                    .as_ref()
                    .and_then(|value| value.to_str().ok())
                    .map(ToOwned::to_owned),
            }),
            Err(kind) => {
                self.count_error();
                if matches!(kind, DownloadKind::Call(_)) && written > 0 {
                    // What was counted should be there; that it is not the whole file is the error that matters.
                    let _ = writer.flush().await;
                }
                Err(DownloadError { kind, written })
            }
        }
    }

    /// Asks for a file, until an answer brings it.
    async fn fetch(
        &self,
        address: &str,
        max_bytes: u64,
    ) -> Result<(Response, Address), DownloadKind> {
        let shared = &self.shared;
        Counters::add(&shared.counters.calls);
        let refuse = |kind| {
            let error = RequestError::new(shared.callee(NAME), kind);
            DownloadKind::Call(Error::Request(error))
        };
        let mut at = Address::new(&shared.auth.base(), address)
            .map_err(|why| refuse(RequestKind::Address { why }))?;
        let mut redirects = 0;
        loop {
            if at.is_portal() {
                let portal = shared.auth.portal();
                let turn = shared.limiter.acquire(&portal, &shared.clock, None);
                turn.await
                    .map_err(|error| refuse(RequestKind::NoTurn(error)))?;
            }
            let response = self.get(&at).await?;
            let status = response.status();
            let redirect = |to: Option<&Url>, followed| TransportKind::Redirect {
                status: status.as_u16(),
                to: to.map(|url| transport::place(url, &shared.auth)),
                followed,
            };
            let call = |kind| DownloadKind::Call(lost(&at, kind));
            if response.url() != at.url() {
                return Err(call(redirect(Some(response.url()), true)));
            }
            if status.is_redirection() {
                let location = response.headers().get(LOCATION);
                let to = location.and_then(|to| at.url().join(to.to_str().ok()?).ok());
                let next = to.clone().and_then(|to| at.follow(to, &shared.auth));
                redirects += 1;
                match next {
                    Some(next) if redirects <= REDIRECTS => at = next,
                    _ => return Err(call(redirect(to.as_ref(), false))),
                }
                continue;
            }
            if !status.is_success() || is_page(&response, &at) {
                let fault = self.no_file(response, &at).await?;
                let error = fault.with_kind(|error| AnyKind::undocumented(&error.code));
                return Err(DownloadKind::Call(error));
            }
            let announced = transport::number(&response, CONTENT_LENGTH);
            if announced.is_some_and(|bytes| bytes > max_bytes) {
                return Err(call(TransportKind::TooLarge {
                    limit: max_bytes,
                    announced,
                }));
            }
            return Ok((response, at));
        }
    }

    /// Sends a request with the headers that the documentation asks for.
    async fn get(&self, at: &Address) -> Result<Response, DownloadKind> {
        let shared = &self.shared;
        let mut request = shared
            .http
            .get(at.url().clone())
            .header(ACCEPT, HeaderValue::from_static("*/*"))
            .header(ACCEPT_LANGUAGE, HeaderValue::from_static("en-US,en;q=0.9"));
        if let Some(name) = &shared.user_agent {
            request = request.header(USER_AGENT, name.clone());
        }
        if at.is_portal() {
            request = request.header(REFERER, at.root());
        }
        Counters::add(&shared.counters.requests);
        let error = match Deadline::after(shared.timeout).within(request.send()).await {
            Some(Ok(response)) => return Ok(response),
            Some(Err(error)) => {
                let error = error.without_url();
                let kind = transport::kind_of(&error, shared, at.url().scheme() == "https");
                TransportError::new(callee(at), kind).caused_by(error)
            }
            None => TransportError::new(
                callee(at),
                TransportKind::Timeout {
                    phase: Phase::Answer,
                    limit: Some(shared.timeout),
                },
            ),
        };
        Err(DownloadKind::Call(Error::Transport(error)))
    }

    /// The next bytes; nothing at the end.
    async fn chunk(
        &self,
        response: &mut Response,
        at: &Address,
        received: u64,
    ) -> Result<Option<Bytes>, DownloadKind> {
        let limit = self.shared.timeout;
        let error = match Deadline::after(limit).within(response.chunk()).await {
            Some(Ok(chunk)) => return Ok(chunk),
            Some(Err(error)) => {
                let error = error.without_url();
                let kind = transport::lost_at(&error, received);
                AnyError::Transport(TransportError::new(callee(at), kind).caused_by(error))
            }
            None => lost(
                at,
                TransportKind::Timeout {
                    phase: Phase::Body,
                    limit: Some(limit),
                },
            ),
        };
        Err(DownloadKind::Call(error))
    }

    /// What came instead of a file.
    async fn no_file(&self, mut response: Response, at: &Address) -> Result<Fault, DownloadKind> {
        let mut body = BytesMut::new();
        while let Some(chunk) = self.chunk(&mut response, at, body.len() as u64).await? {
            body.extend_from_slice(&chunk);
            if body.len() > ERROR_BYTES {
                body.truncate(ERROR_BYTES);
                break;
            }
        }
        let answer = Answer {
            status: response.status().as_u16(),
            content_type: content_type(&response).cloned(),
            retry_after: None,
            body: at.scrub(&body),
            retries: Vec::new(),
            span: tracing::Span::none(),
        };
        let status = answer.status;
        let content_type = answer
            .content_type
            .as_ref()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        Ok(match self.read::<Value>(NAME, None, answer) {
            Err(Error::Answer(mut error)) => {
                error.kind = AnswerKind::NoFile {
                    content_type,
                    snippet: match error.kind {
                        AnswerKind::NotJson { snippet, .. } => Some(snippet),
                        AnswerKind::Status { snippet, .. } => snippet,
                        _ => None,
                    },
                };
                Error::Answer(error)
            }
            Err(fault) => fault,
            Ok(_) => {
                let kind = AnswerKind::NoFile {
                    content_type,
                    snippet: None,
                };
                self.unreadable(NAME, status, &[], kind)
            }
        })
    }
}

fn lost(at: &Address, kind: TransportKind) -> AnyError {
    let error = TransportError::new(callee(at), kind);
    tracing::debug!(reason = %error.kind, "no file");
    Error::Transport(error)
}

fn callee(at: &Address) -> Callee {
    Callee::new(NAME, &portal(at.url()))
}

fn content_type(response: &Response) -> Option<&HeaderValue> {
    response.headers().get(CONTENT_TYPE)
}

/// Whether the portal has answered a page for browsers, such as the one to log in, or a message: what it gives out as a
/// file says so, and only what lies in its folder of uploads is given out by the web server alone.
fn is_page(response: &Response, at: &Address) -> bool {
    if !at.is_portal()
        || at.url().path().starts_with("/upload/")
        || response.headers().contains_key(CONTENT_DISPOSITION)
    {
        return false;
    }
    let text = content_type(response).and_then(|value| value.to_str().ok());
    let text = text.unwrap_or_default().to_ascii_lowercase();
    ["text/html", "application/json"]
        .iter()
        .any(|page| text.starts_with(page))
}
