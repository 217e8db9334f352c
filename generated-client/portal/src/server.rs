//! The HTTP server of the portal.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method as Verb, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

use crate::desk::Desk;
use crate::faults::Slot;
use crate::{protocol, transfer};

/// The running server, which stops when this is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    task: AbortHandle,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The connections belong to the task and end with it.
        self.task.abort();
    }
}

impl Server {
    /// Binds a free port of this machine.
    pub(crate) async fn start(desk: Arc<Desk>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(accept(listener, desk)).abort_handle();
        Ok(Self { address, task })
    }
}

async fn accept(listener: TcpListener, desk: Arc<Desk>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                connections.spawn(serve(stream, Arc::clone(&desk)));
            }
            // For example too many open files, which may pass.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, desk: Arc<Desk>) {
    // An answer in two packets would wait for the caller's acknowledgement.
    let _ = stream.set_nodelay(true);
    let Ok(called) = stream.local_addr() else {
        return;
    };
    let service = service_fn(move |mut request| {
        let desk = Arc::clone(&desk);
        let fault = Slot::of(&mut request);
        async move { fault.play(answer(&desk, called, request).await).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn answer(
    desk: &Desk,
    called: SocketAddr,
    request: Request<Incoming>,
) -> Response<Full<Bytes>> {
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
    if let Some(to) = desk.oauth().moved(called, &head) {
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
