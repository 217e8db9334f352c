//! The HTTP server of the portal.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method as Verb, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

use crate::called::{Called, ErrorCode};
use crate::desk::Desk;
use crate::faults::Slot;
use crate::oauth::PortalAddress;
use crate::tls::Tls;
use crate::{protocol, transfer};

/// The running server, which stops when this is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// The address for clients, such as `http://127.0.0.1:8080`.
    pub(crate) origin: String,
    task: AbortHandle,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The connections belong to the task and end with it.
        self.task.abort();
    }
}

/// Where a server listens, and how.
#[derive(Debug, Clone)]
pub(crate) struct Listen {
    pub(crate) address: SocketAddr,
    pub(crate) tls: Option<Tls>,
    /// The address for clients, if it is another one.
    pub(crate) origin: Option<String>,
}

impl Server {
    /// Binds the port.
    pub(crate) async fn start(desk: Arc<Desk>, listen: Listen) -> io::Result<Self> {
        let listener = TcpListener::bind(listen.address).await?;
        let address = listener.local_addr()?;
        let scheme = if listen.tls.is_some() {
            "https"
        } else {
            "http"
        };
        let own = || format!("{scheme}://{address}");
        let origin = listen.origin.unwrap_or_else(own);
        let task = tokio::spawn(accept(listener, desk, listen.tls)).abort_handle();
        Ok(Self {
            address,
            origin,
            task,
        })
    }

    pub(crate) fn portal_address(&self) -> PortalAddress {
        PortalAddress {
            origin: self.origin.clone(),
            port: self.address.port(),
        }
    }
}

async fn accept(listener: TcpListener, desk: Arc<Desk>, tls: Option<Tls>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                connections.spawn(serve(stream, Arc::clone(&desk), tls.clone()));
            }
            // For example too many open files, which may pass.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, desk: Arc<Desk>, tls: Option<Tls>) {
    // An answer in two packets would wait for the caller's acknowledgement.
    let _ = stream.set_nodelay(true);
    let Ok(called) = stream.local_addr() else {
        return;
    };
    let port = called.port();
    let Some(tls) = tls else {
        return exchange(stream, desk, port).await;
    };
    #[cfg(feature = "tls")]
    match tls.accept(stream).await {
        Ok(stream) => exchange(stream, desk, port).await,
        Err(error) => tracing::debug!(%error, "a client did not agree on TLS"),
    }
    #[cfg(not(feature = "tls"))]
    match tls {}
}

async fn exchange(stream: impl AsyncRead + AsyncWrite + Unpin, desk: Arc<Desk>, port: u16) {
    let service = service_fn(move |mut request| {
        let desk = Arc::clone(&desk);
        let fault = Slot::of(&mut request);
        async move {
            let started = Instant::now();
            let mut called = Called::new(&request);
            let answer = answer(&desk, port, request).await;
            let code = answer.extensions().get::<ErrorCode>();
            called.error = code.map(|code| code.0.clone());
            called.fault = fault.fault();
            let played = fault.play(answer).await;
            let status = played.as_ref().map(|answer| answer.status().as_u16());
            called.status = status.ok();
            called.duration = started.elapsed();
            desk.on_call(&called);
            played
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn answer(desk: &Desk, port: u16, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    if !matches!(head.method, Verb::GET | Verb::POST) {
        return plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "GET and POST are taken here",
        );
    }
    let body = match Limited::new(body, desk.max_request_bytes()).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            return plain(
                StatusCode::PAYLOAD_TOO_LARGE,
                "the body of the request is too large",
            );
        }
        Err(_) => return plain(StatusCode::BAD_REQUEST, "the body of the request broke off"),
    };
    if let Some(to) = desk.oauth().moved(port, &head) {
        return redirect(&to);
    }
    if let Some(file) = transfer::answer(desk, &head, &body) {
        return file;
    }
    match protocol::answer(desk, &head, &body) {
        Some(reply) => {
            let status =
                StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = response(status, "application/json; charset=utf-8", reply.body);
            response.headers_mut().extend(reply.headers);
            if let Some(code) = reply.error {
                response.extensions_mut().insert(ErrorCode(code));
            }
            response
        }
        None => plain(
            StatusCode::NOT_FOUND,
            "there is nothing here; methods are at /rest/<user>/<code>/<method>",
        ),
    }
}

fn redirect(to: &str) -> Response<Full<Bytes>> {
    let mut response = plain(StatusCode::FOUND, "the portal has moved");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn plain(status: StatusCode, text: &str) -> Response<Full<Bytes>> {
    response(status, "text/plain; charset=utf-8", text.to_owned())
}

fn response(status: StatusCode, content_type: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
