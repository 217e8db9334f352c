//! Files over HTTP: downloads, uploads and public links, at the addresses that the methods of the
//! Drive return.

mod multipart;
mod range;

use std::fmt::Write as _;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue,
};
use hyper::http::request;
use hyper::{Method as Verb, Response, StatusCode};

use self::range::{Part, part};
use crate::answer::{self, Clock, Failure, Reply};
use crate::called::ErrorCode;
use crate::desk::Desk;
use crate::state::Content;
use crate::state::drive::Purpose;
use bitrix24::internal::php;
use bitrix24::{Map, Value};

const DOWNLOAD: &str = "/rest/download.json";
const UPLOAD: &str = "/rest/upload.json";
const ATTACHMENT: &str = "/bitrix/tools/disk/uf.php";

/// The name of the form field that takes a file.
const FIELD: &str = "file";

/// Answers a request for a file. Returns `None` for an address that is not of the Drive.
pub(crate) fn answer(
    desk: &Desk,
    head: &request::Parts,
    body: &Bytes,
) -> Option<Response<Full<Bytes>>> {
    let path = head.uri.path();
    let query = head.uri.query().unwrap_or_default();
    let query = || php::decode(query.as_bytes()).unwrap_or_default();
    Some(match path {
        DOWNLOAD => download(desk, head, purpose(desk, &query())),
        ATTACHMENT => download(desk, head, attachment(desk, &query())),
        UPLOAD if head.method == Verb::POST => upload(desk, head, body, &query()),
        _ => {
            let code = path.strip_prefix("/~")?;
            let content = desk.state().public(code);
            sent(head, content.ok_or_else(gone))
        }
    })
}

fn text<'a>(query: &'a Map<String, Value>, name: &str) -> &'a str {
    query.get(name).and_then(Value::as_text).unwrap_or_default()
}

fn purpose(desk: &Desk, query: &Map<String, Value>) -> Option<Purpose> {
    let drive = &desk.state().drive;
    drive.admits(text(query, "auth"), text(query, "token"))
}

fn attachment(desk: &Desk, query: &Map<String, Value>) -> Option<Purpose> {
    let id = text(query, "attachedId").parse().ok()?;
    let token = query.get("auth")?.get("auth").and_then(Value::as_text)?;
    desk.state().drive.admits_attachment(id, token)
}

fn gone() -> Failure {
    Failure::new(404, "ERROR_NOT_FOUND", "There is no such file")
}

fn unauthorised() -> Failure {
    Failure::system("NoAuthFound", "Wrong authorization data")
}

/// A download has the faults of the method `download`.
fn download(desk: &Desk, head: &request::Parts, purpose: Option<Purpose>) -> Response<Full<Bytes>> {
    let content = purpose.ok_or_else(unauthorised).and_then(|purpose| {
        desk.faults.befall("download", head)?;
        desk.state().content(purpose).ok_or_else(gone)
    });
    sent(head, content)
}

/// A file, or a part of it.
fn sent(head: &request::Parts, content: Result<Content, Failure>) -> Response<Full<Bytes>> {
    let content = match content {
        Ok(content) => content,
        Err(failure) => return refused(failure),
    };
    let tag = format!("\"{}-{}\"", content.number, content.bytes.len());
    let (status, bytes, range) = match part(&head.headers, &tag, content.bytes.len()) {
        Part::Whole => (StatusCode::OK, content.bytes, None),
        Part::Of(range) => {
            let written = format!(
                "bytes {}-{}/{}",
                range.start,
                range.end.saturating_sub(1),
                content.bytes.len()
            );
            let bytes = content.bytes.slice(range);
            (StatusCode::PARTIAL_CONTENT, bytes, Some(written))
        }
        Part::Beyond => {
            let written = format!("bytes */{}", content.bytes.len());
            (
                StatusCode::RANGE_NOT_SATISFIABLE,
                Bytes::new(),
                Some(written),
            )
        }
    };
    let mut response = Response::new(Full::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind(&content.name)));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let values = [
        (CONTENT_DISPOSITION, Some(disposition(&content.name))),
        (ETAG, Some(tag)),
        (CONTENT_RANGE, range),
    ];
    for (name, value) in values {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

/// The header that names a file.
fn disposition(name: &str) -> String {
    let mut escaped = String::new();
    for byte in name.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' | b'.' => {
                escaped.push(char::from(byte));
            }
            other => {
                let _ = write!(escaped, "%{other:02X}");
            }
        }
    }
    format!("attachment; filename*=UTF-8''{escaped}")
}

/// The content type of a file, by its name.
fn kind(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn upload(
    desk: &Desk,
    head: &request::Parts,
    body: &Bytes,
    query: &Map<String, Value>,
) -> Response<Full<Bytes>> {
    let clock = Clock::start();
    let stored = || {
        let Some(Purpose::Upload { folder, unique }) = purpose(desk, query) else {
            return Err(unauthorised());
        };
        desk.faults.befall("upload", head)?;
        let missing = || {
            let message = format!("The form has no file in the field {FIELD}");
            Failure::new(400, "ERROR_ARGUMENT", message)
        };
        let file = multipart::file(&head.headers, body, FIELD).ok_or_else(missing)?;
        desk.state().upload(folder, unique, file.name, file.content)
    };
    json(answer::body(stored(), clock))
}

fn refused(failure: Failure) -> Response<Full<Bytes>> {
    json(answer::body(Err(failure), Clock::start()))
}

fn json(answer: (u16, Value)) -> Response<Full<Bytes>> {
    let reply = Reply::new(answer);
    let (status, error) = (reply.status, reply.error);
    let mut response = Response::new(Full::from(reply.body));
    if let Some(code) = error {
        response.extensions_mut().insert(ErrorCode(code));
    }
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    response
}
