//! Calls: from a request to its result.

mod attempts;
mod envelope;
mod options;
mod raw;
mod read;

use serde::Serialize;
use tracing::Instrument;

use crate::answer::ResultPath;
use crate::client::Client;
use crate::error::{AnyError, AnyKind, Error, RequestError, RequestKind};
use crate::error_kind::ErrorKind as _;
use crate::params::Params;
use crate::platform::BoxFuture;
use crate::request::{Effect, Method, Request};
use crate::stats::Counters;
use crate::transport::Answer;
use crate::value::Value;

pub(crate) use attempts::{CallAttempts, Outcome, OutgoingCall, Response, span};
pub use envelope::Envelope;
pub use options::CallOptions;
pub use raw::{RawMethod, RawParams};
pub(crate) use read::beginning;

/// The future of the answer to a call.
pub(crate) type PendingAnswer<'a> = BoxFuture<'a, Result<Answer, UntypedError>>;

/// An error without the kind of its method, from the part of a call that is the same for all
/// methods.
pub(crate) type UntypedError = Error<()>;

impl Client {
    /// Calls a method and returns its result.
    ///
    /// Requests are created by the functions of the methods, such as `crm::item::productrow::list`.
    pub async fn call<R: Request>(&self, request: R) -> Result<R::Output, Error<R::Error>> {
        let answer = self
            .post_typed(R::METHOD, request.into_params(), &CallOptions::new())
            .await;
        self.open::<R>(answer).map(|envelope| envelope.result)
    }

    /// Calls a method with options and returns its result.
    pub async fn call_with<R: Request>(
        &self,
        request: R,
        options: CallOptions,
    ) -> Result<R::Output, Error<R::Error>> {
        let answer = self
            .post_typed(R::METHOD, request.into_params(), &options)
            .await;
        self.open::<R>(answer).map(|envelope| envelope.result)
    }

    /// Calls a method and returns its whole answer: the result, the paging, the time it took, the
    /// status and the bytes.
    pub async fn send<R: Request>(
        &self,
        request: R,
        options: CallOptions,
    ) -> Result<Envelope<R::Output>, Error<R::Error>> {
        let answer = self
            .post_typed(R::METHOD, request.into_params(), &options)
            .await;
        self.open::<R>(answer)
    }

    /// Calls any method by its name, such as one that a portal or an application has defined, and
    /// returns `result`, or the whole answer where it has none (`rest.documentation.openapi`).
    ///
    /// A call is sent again after its answer was lost only if it was declared to change nothing:
    /// [`RawMethod::reads`]. Lists of several pages are read by [`list_raw`](Self::list_raw).
    ///
    /// Parameters are [`Params`], or anything that converts into them, such as a
    /// `serde_json::Value` that is an object.
    ///
    /// ```no_run
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// let user = client.call_raw("user.get", serde_json::json!({ "ID": 1 })).await?;
    /// println!("{:?}", user[0]["NAME"].as_text());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call_raw(
        &self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
    ) -> Result<Value, AnyError> {
        self.send_raw(method, params, CallOptions::new())
            .await
            .map(|envelope| envelope.result)
    }

    /// Calls any method by its name with options and returns the whole answer.
    pub async fn send_raw(
        &self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
        options: CallOptions,
    ) -> Result<Envelope<Value>, AnyError> {
        let (method, params) = (method.into(), params.into());
        let body = method.check().and_then(|()| params.write());
        let answer = self
            .post(
                method.name(),
                method.version(),
                method.effect(),
                &[],
                body,
                &options,
            )
            .await;
        answer
            .and_then(|answer| self.read(method.name(), ResultPath::undocumented(), answer))
            .inspect_err(|_| self.count_error())
            .map_err(|error| error.with_kind(|error| AnyKind::undocumented(&error.code)))
    }

    /// Reads the answer to a typed request.
    pub(crate) fn open<R: Request>(
        &self,
        answer: Result<Answer, UntypedError>,
    ) -> Result<Envelope<R::Output>, Error<R::Error>> {
        answer
            .and_then(|answer| self.read(R::METHOD.name, R::METHOD.result_path(), answer))
            .inspect_err(|_| self.count_error())
            .map_err(|error| error.with_kind(|error| R::Error::select(&error.code, &error.message)))
    }

    pub(crate) fn count_error(&self) {
        Counters::add(&self.shared.counters.errors);
    }

    pub(crate) fn post_typed(
        &self,
        method: &'static Method,
        params: Params,
        options: &CallOptions,
    ) -> PendingAnswer<'_> {
        let body = match params.problem() {
            Some(problem) => Err(RequestKind::Params(problem.clone())),
            None if method.positional => Ok(raw::json(&params.into_list(method.order))),
            None => Ok(raw::json(&params)),
        };
        let (name, version) = (method.name, method.version);
        self.post(name, version, method.effect, &[], body, options)
    }

    /// Sends a request of a list by the name of its method. `order` has the names of positional
    /// parameters.
    pub(crate) fn post_list<'a>(
        &'a self,
        method: &'a RawMethod,
        order: &[String],
        params: Params,
        options: &CallOptions,
    ) -> PendingAnswer<'a> {
        let body = Ok(if order.is_empty() {
            raw::json(&params)
        } else {
            raw::json(&params.into_list(order))
        });
        let (name, version) = (method.name(), method.version());
        self.post(name, version, Effect::Read, &[], body, options)
    }

    /// Sends commands as one request; `inner` are their methods.
    pub(crate) fn post_batch<'a>(
        &'a self,
        version: u8,
        effect: Effect,
        inner: &'a [&'a str],
        body: &impl Serialize,
        options: &CallOptions,
    ) -> PendingAnswer<'a> {
        self.post(
            "batch",
            version,
            effect,
            inner,
            Ok(raw::json(body)),
            options,
        )
    }

    /// Sends a request, unless it was refused already, and waits for the answer.
    ///
    /// The future is boxed so that its code is generated once, here, and not in each crate that
    /// calls a method.
    fn post<'a>(
        &'a self,
        method: &'a str,
        version: u8,
        effect: Effect,
        inner: &'a [&'a str],
        body: Result<Vec<u8>, RequestKind>,
        options: &CallOptions,
    ) -> PendingAnswer<'a> {
        let options = options.clone();
        let auth = &self.shared.auth;
        let span = attempts::span(&auth.scrub(method), &auth.portal());
        let own = span.clone();
        let post = async move {
            let body = body.map_err(|kind| {
                let error = RequestError::new(self.shared.callee(method), kind);
                tracing::debug!(reason = %error.kind, "not sent");
                Error::Request(error)
            })?;
            let call = OutgoingCall {
                method,
                version,
                effect,
                inner,
                body: body.into(),
                span: own,
            };
            attempts::run(&self.shared, &call, &options).await
        };
        Box::pin(post.instrument(span))
    }
}
