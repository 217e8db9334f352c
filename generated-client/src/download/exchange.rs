//! One request for a file, or for the rest of it.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_LENGTH, HeaderValue, LOCATION, REFERER, RETRY_AFTER,
    USER_AGENT,
};
use reqwest::{StatusCode, Url};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::address::portal;
use crate::calling::{Outcome, Response};
use crate::error::{
    AnyError, AnyKind, Callee, DownloadKind, Error, Phase, TransportError, TransportKind,
};
use crate::platform::Incoming;
use crate::retry::RetryReason;
use crate::transport::{self, Answer, Deadline};

use super::address::Address;
use super::no_file::is_page;
use super::part::Mark;
use super::{Loading, NAME};

/// Largest part that is read of an answer that is not a file.
const ERROR_BYTES: usize = 64 * 1024;

/// The outcome of an exchange.
pub(super) enum Step {
    /// The file is complete; its `Content-Type`.
    Done(Option<HeaderValue>),
    /// The file is at another address.
    Elsewhere(Address),
}

/// The error of an exchange, and whether a retry may succeed.
pub(super) struct Broken {
    pub(super) outcome: Outcome,
    pub(super) kind: DownloadKind,
}

impl Broken {
    fn last(kind: DownloadKind) -> Self {
        Self {
            outcome: Outcome::Final,
            kind,
        }
    }
}

/// Facts about an answer, for reports.
#[derive(Default)]
struct Seen {
    status: Option<u16>,
    code: Option<String>,
    bytes: u64,
}

impl<W: AsyncWrite + Unpin + ?Sized> Loading<'_, W> {
    /// Sends one request once it has a permit, and reports it to hooks.
    pub(super) async fn exchange(
        &mut self,
        at: &Address,
        may_follow: bool,
        before: &mut Option<DownloadKind>,
    ) -> Result<Step, Broken> {
        let mut held = Duration::ZERO;
        if at.is_portal() {
            held = self.attempts.acquire_permit().await.map_err(|error| {
                let error = error.with_kind(|error| AnyKind::undocumented(&error.code));
                Broken::last(DownloadKind::Call(error))
            })?;
        }
        let attempt = self.attempts.begin_attempt(portal(at.url()).into(), held);
        let mut seen = Seen::default();
        let step = self.step(at, may_follow, before, &mut seen).await;
        let retry = match &step {
            Err(Broken {
                outcome: Outcome::Failed { reason, .. },
                ..
            }) => Some(*reason),
            _ => None,
        };
        let duration = attempt.end(&Response {
            status: seen.status,
            code: seen.code.as_deref(),
            bytes: seen.bytes,
            retry,
        });
        match &step {
            Ok(_) => tracing::debug!(
                status = seen.status,
                ?duration,
                bytes = seen.bytes,
                "answered"
            ),
            Err(Broken { kind, .. }) => {
                let bytes = seen.bytes;
                tracing::debug!(?duration, bytes, reason = %reason(kind), "no file");
            }
        }
        step
    }

    async fn step(
        &mut self,
        at: &Address,
        may_follow: bool,
        before: &mut Option<DownloadKind>,
        seen: &mut Seen,
    ) -> Result<Step, Broken> {
        let shared = &self.client.shared;
        let response = self.ask(at).await?;
        let status = response.status();
        seen.status = Some(status.as_u16());
        let redirect = |to: Option<&Url>, followed| TransportKind::Redirect {
            status: status.as_u16(),
            to: to.map(|url| transport::origin(url, &shared.auth)),
            followed,
        };
        let call = |kind| Broken::last(DownloadKind::Call(lost(at, kind)));
        if response.url() != at.url() {
            return Err(call(redirect(Some(response.url()), true)));
        }
        if status.is_redirection() {
            let location = response.headers().get(LOCATION);
            let to = location.and_then(|to| at.url().join(to.to_str().ok()?).ok());
            let next = to.clone().and_then(|to| at.follow(to, &shared.auth));
            return match next {
                Some(next) if may_follow => Ok(Step::Elsewhere(next)),
                _ => Err(call(redirect(to.as_ref(), false))),
            };
        }
        let is_beyond = status == StatusCode::RANGE_NOT_SATISFIABLE && self.written > 0;
        if !is_beyond && (!status.is_success() || is_page(&response, at)) {
            return Err(self.no_file(response, at, seen).await);
        }
        if self.written > 0 {
            self.resume(&response, before).await?;
        }
        if self.written == 0 {
            self.mark = Mark::of(&response);
        }
        let announced = transport::number(&response, CONTENT_LENGTH);
        let whole = announced.map(|bytes| bytes.saturating_add(self.written));
        if whole.is_some_and(|bytes| bytes > self.max_bytes) {
            return Err(call(TransportKind::TooLarge {
                limit: self.max_bytes,
                announced: whole,
            }));
        }
        let content_type = transport::content_type(&response).cloned();
        let mut incoming = Incoming::new(response);
        while let Some(chunk) = self.chunk(&mut incoming, at, self.written).await? {
            seen.bytes += chunk.len() as u64;
            if self.written + chunk.len() as u64 > self.max_bytes {
                return Err(call(TransportKind::TooLarge {
                    limit: self.max_bytes,
                    announced: None,
                }));
            }
            self.write(chunk).await.map_err(write)?;
        }
        self.writer.flush().await.map_err(write)?;
        Ok(Step::Done(content_type))
    }

    /// Prepares the writer for an answer after a part of the file was written. If that is
    /// impossible, the error of the last attempt is final.
    async fn resume(
        &mut self,
        response: &reqwest::Response,
        before: &mut Option<DownloadKind>,
    ) -> Result<(), Broken> {
        let is_rest = |mark: &Mark| mark.is_continued_by(response, self.written);
        if self.mark.as_ref().is_some_and(is_rest) {
            return Ok(());
        }
        match &self.rewind {
            Some(rewind) if response.status() == StatusCode::OK => {
                let back = rewind.by(self.writer, self.written).await;
                back.map_err(write)?;
                tracing::debug!(
                    bytes = self.written,
                    "the download cannot resume: it starts again from the beginning"
                );
                self.written = 0;
                Ok(())
            }
            // Without its validators the whole file is requested next.
            rewind => Err(Broken {
                outcome: if rewind.is_some() && self.mark.take().is_some() {
                    Outcome::Failed {
                        reason: RetryReason::Lost,
                        wait: None,
                    }
                } else {
                    Outcome::Final
                },
                kind: before
                    .take()
                    .expect("a part was written by a try that broke off"),
            }),
        }
    }

    async fn write(&mut self, mut rest: Bytes) -> std::io::Result<()> {
        while !rest.is_empty() {
            // Not `write_all`, which does not return how much it wrote.
            let bytes = self.writer.write(&rest).await?;
            if bytes == 0 {
                return Err(std::io::ErrorKind::WriteZero.into());
            }
            let taken = rest.split_to(bytes);
            self.written += taken.len() as u64;
        }
        Ok(())
    }

    /// Sends a request with the headers that the documentation requires.
    async fn ask(&self, at: &Address) -> Result<reqwest::Response, Broken> {
        let shared = &self.client.shared;
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
        if self.written > 0
            && let Some(mark) = &self.mark
        {
            request = mark.ask(request, self.written);
        }
        let error = match Deadline::after(shared.timeout).within(request.send()).await {
            Some(Ok(response)) => return Ok(response),
            Some(Err(error)) => {
                let error = error.without_url();
                let kind = transport::kind_of(&error, shared, at.url().scheme() == "https");
                TransportError::new(callee(at), kind)
                    .caused_by(self.client.shared.auth.cause(error))
            }
            None => TransportError::new(
                callee(at),
                TransportKind::Timeout {
                    phase: Phase::Answer,
                    limit: Some(shared.timeout),
                },
            ),
        };
        Err(self.broken(error))
    }

    /// The next bytes; `None` at the end.
    async fn chunk(
        &self,
        incoming: &mut Incoming,
        at: &Address,
        received: u64,
    ) -> Result<Option<Bytes>, Broken> {
        let limit = self.client.shared.timeout;
        let error = match Deadline::after(limit).within(incoming.next()).await {
            Some(Ok(chunk)) => return Ok(chunk),
            Some(Err(error)) => {
                let error = error.without_url();
                let kind = transport::lost_at(&error, received);
                TransportError::new(callee(at), kind)
                    .caused_by(self.client.shared.auth.cause(error))
            }
            None => TransportError::new(
                callee(at),
                TransportKind::Timeout {
                    phase: Phase::Body,
                    limit: Some(limit),
                },
            ),
        };
        Err(self.broken(error))
    }

    /// Whether a lost answer may arrive on a retry.
    fn broken(&self, error: TransportError) -> Broken {
        let outcome = match self.attempts.lost(&error, false) {
            // It concerns the host of calls.
            Outcome::Stale(_) => Outcome::Final,
            outcome => outcome,
        };
        Broken {
            outcome,
            kind: DownloadKind::Call(Error::Transport(error)),
        }
    }

    /// The error for an answer that is not a file, and whether a retry may succeed.
    async fn no_file(&self, response: reqwest::Response, at: &Address, seen: &mut Seen) -> Broken {
        let status = response.status().as_u16();
        let content_type = transport::content_type(&response).cloned();
        let retry_after = transport::number(&response, RETRY_AFTER).map(Duration::from_secs);
        let mut incoming = Incoming::new(response);
        let mut body = BytesMut::new();
        loop {
            match self.chunk(&mut incoming, at, body.len() as u64).await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(broken) => return broken,
            }
            if body.len() > ERROR_BYTES {
                body.truncate(ERROR_BYTES);
                break;
            }
        }
        seen.bytes = body.len() as u64;
        let mut answer = Answer {
            status,
            content_type,
            retry_after,
            body: at.scrub(&body),
            problem: None,
            retries: self.attempts.retries.clone(),
            span: tracing::Span::none(),
        };
        if at.is_portal() {
            answer.look_for_error(self.client.shared.room());
        }
        seen.code = answer.code().map(ToOwned::to_owned);
        let outcome = match self.attempts.judge(&answer, at.is_portal()).await {
            // The token belongs to the address.
            Outcome::Stale(_) => Outcome::Final,
            outcome => outcome,
        };
        let error = self.client.no_file(answer, at.is_portal());
        let error = error.with_kind(|error| AnyKind::undocumented(&error.code));
        Broken {
            outcome,
            kind: DownloadKind::Call(error),
        }
    }
}

fn write(error: std::io::Error) -> Broken {
    Broken::last(DownloadKind::Write(error))
}

/// The error as it may be logged.
fn reason(kind: &DownloadKind) -> &dyn std::fmt::Display {
    match kind {
        DownloadKind::Call(error) => error,
        DownloadKind::Write(error) => error,
    }
}

fn lost(at: &Address, kind: TransportKind) -> AnyError {
    Error::Transport(TransportError::new(callee(at), kind))
}

fn callee(at: &Address) -> Callee {
    Callee::new(NAME, &portal(at.url()))
}
