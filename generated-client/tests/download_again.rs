//! Files whose loading breaks off, and goes on.

mod support;

use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

use bitrix24::error::{DownloadError, TransportKind};
use bitrix24::{
    AnyError, Client, Hook, Limits, RequestInfo, ResponseInfo, RetryReason, VirtualClock, blocking,
};
use support::json;
use support::server::{Request, Server};
use tokio::io::AsyncWriteExt;

const PATH: &str = "/upload/offer.pdf?token=crm7CYWN0aW9u";
const FILE: &str = "0123456789";

/// A server that returns these answers one after the other.
async fn answering(answers: &[&str]) -> Server {
    let answers: Vec<String> = answers.iter().rev().map(ToString::to_string).collect();
    let answers = Mutex::new(answers);
    Server::new(move |mut stream, _| {
        let answer = answers.lock().expect("no panic").pop();
        async move {
            let answer = answer.expect("as many answers as requests");
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

/// The answer with a whole file, of which only the beginning comes.
fn begun(head: &str, part: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n{head}\r\n\r\n{part}"
    )
}

fn whole() -> String {
    begun("Content-Length: 10\r\nETag: \"a\"", FILE)
}

fn half() -> String {
    begun("Content-Length: 10\r\nETag: \"a\"", "0123")
}

fn rest(head: &str) -> String {
    format!(
        "HTTP/1.1 206 Partial Content\r\nContent-Type: image/png\r\nConnection: close\r\nContent-Length: 6\r\n\
         {head}\r\n\r\n456789"
    )
}

/// Tries again, by a clock that does not wait.
fn builder(server: &Server) -> bitrix24::ClientBuilder {
    Client::builder()
        .webhook(support::webhook(&server.url()))
        .limits(Limits::unlimited())
        .clock(VirtualClock::new())
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut headers = request.headers.iter();
    headers.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn received(error: &DownloadError) -> Option<u64> {
    match error.call() {
        Some(AnyError::Transport(error)) => match error.kind {
            TransportKind::Lost { received } => received,
            ref other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// What hooks see.
#[derive(Debug, Default)]
struct Told(Mutex<Vec<String>>);

impl Hook for Told {
    fn request(&self, request: &RequestInfo<'_>) {
        let line = format!("{} {}", request.method, request.attempt);
        self.0.lock().expect("no panic").push(line);
    }
    fn response(&self, response: &ResponseInfo<'_>) {
        let line = format!(
            "{:?} {} {:?}",
            response.status, response.bytes, response.retry
        );
        self.0.lock().expect("no panic").push(line);
    }
}

#[tokio::test]
async fn what_breaks_off_goes_on_where_it_was() {
    let server = answering(&[&half(), &rest("Content-Range: bytes 4-9/10\r\nETag: \"a\"")]).await;
    let told = Arc::new(Told::default());
    let client = builder(&server).hook(told.clone()).build();
    let client = client.expect("a client");
    let mut bytes = Vec::new();
    let loaded = client.download(PATH, &mut bytes, 10).await.expect("a file");
    assert_eq!(bytes, FILE.as_bytes());
    assert_eq!(loaded.bytes, 10);
    assert_eq!(loaded.retries.len(), 1);
    assert_eq!(loaded.retries[0].reason, RetryReason::Lost);
    let requests = server.requests();
    assert_eq!(header(&requests[0], "range"), None);
    assert_eq!(header(&requests[1], "range"), Some("bytes=4-"));
    assert_eq!(header(&requests[1], "if-range"), Some("\"a\""));
    assert_eq!(header(&requests[1], "accept-encoding"), Some("identity"));
    let stats = client.stats();
    assert_eq!((stats.calls, stats.requests), (1, 2));
    assert_eq!((stats.retries, stats.errors), (1, 0));
    assert_eq!(
        *told.0.lock().expect("no panic"),
        [
            "download 1",
            "None 4 Some(Lost)",
            "download 2",
            "Some(206) 6 None"
        ]
    );
}

#[tokio::test]
async fn it_may_break_off_several_times_and_be_known_by_its_date_or_size() {
    for (head, known) in [
        (
            "Content-Length: 10\r\nLast-Modified: Wed, 21 Oct 2026 07:28:00 GMT",
            Some("wed, 21 oct 2026 07:28:00 gmt"),
        ),
        // A weak tag says that another file may have it too.
        ("Content-Length: 10\r\nETag: W/\"a\"", None),
    ] {
        let between = "HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Length: 6\r\n\
                       Content-Range: bytes 4-9/10\r\n\r\n45";
        let last = "HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Length: 4\r\n\
                    Content-Range: bytes 6-9/10\r\n\r\n6789";
        let server = answering(&[&begun(head, "0123"), between, last]).await;
        let mut bytes = Vec::new();
        let loaded = client(&server).download(PATH, &mut bytes, 10).await;
        assert_eq!(loaded.expect("a file").retries.len(), 2);
        assert_eq!(bytes, FILE.as_bytes());
        let requests = server.requests();
        assert_eq!(header(&requests[2], "range"), Some("bytes=6-"));
        assert_eq!(header(&requests[2], "if-range"), known);
    }
}

#[tokio::test]
async fn a_server_that_gives_no_rest_ends_it_unless_the_writer_goes_back() {
    let changed = rest("Content-Range: bytes 4-9/10\r\nETag: \"b\"");
    let longer = rest("Content-Range: bytes 4-9/11\r\nETag: \"a\"");
    let elsewhere = rest("Content-Range: bytes 3-8/10\r\nETag: \"a\"");
    let beyond = support::answer("416 Range Not Satisfiable", "text/html", "");
    for second in [&whole(), &changed, &longer, &elsewhere, &beyond] {
        let server = answering(&[&half(), second, &whole()]).await;
        let client = client(&server);
        let mut bytes = Vec::new();
        let error = client.download(PATH, &mut bytes, 10).await;
        let error = error.expect_err("only a part");
        assert_eq!((error.written, &bytes[..]), (4, &b"0123"[..]));
        assert_eq!(received(&error), Some(4));
        let text = error.to_string();
        assert!(
            text.ends_with("; 4 bytes of the file were written before"),
            "{text}"
        );
        assert_eq!(client.stats().errors, 1);

        let server = answering(&[&half(), second, &whole()]).await;
        let mut file = Cursor::new(b"head: ".to_vec());
        file.set_position(6);
        let loaded = self::client(&server)
            .download_seekable(PATH, &mut file, 10)
            .await;
        assert_eq!(loaded.expect("a file").bytes, 10);
        assert_eq!(file.get_ref(), b"head: 0123456789");
        // Whoever answers the whole file to a request for the rest of it has given it already.
        let expected = if *second == whole() { 2 } else { 3 };
        let requests = server.requests();
        assert_eq!(requests.len(), expected);
        if let Some(third) = requests.get(2) {
            assert_eq!(header(third, "range"), None);
        }
    }
}

#[tokio::test]
async fn a_file_that_nothing_is_known_of_is_not_put_together() {
    for head in [
        "X-Nothing: 1",
        "Content-Length: 10\r\nAccept-Ranges: none",
        "Content-Length: 10\r\nContent-Encoding: br",
    ] {
        // Without a length a chunked body shows that the rest is missing.
        let first = if head.contains("Length") {
            begun(head, "0123")
        } else {
            begun("Transfer-Encoding: chunked", "4\r\n0123\r\n")
        };
        let server = answering(&[&first]).await;
        let mut bytes = Vec::new();
        let error = client(&server).download(PATH, &mut bytes, 10).await;
        assert_eq!(error.expect_err("only a part").written, 4, "{head}");
        assert_eq!(server.requests().len(), 1, "{head}");

        let server = answering(&[&first, &whole()]).await;
        let mut file = Cursor::new(Vec::new());
        let loaded = client(&server).download_seekable(PATH, &mut file, 10).await;
        assert_eq!(loaded.expect("a file").bytes, 10);
        assert_eq!(file.get_ref(), FILE.as_bytes());
        assert_eq!(header(&server.requests()[1], "range"), None);
    }
}

#[tokio::test]
async fn before_the_first_byte_it_is_tried_as_any_read() {
    let server = answering(&[
        "",
        &support::answer("502 Bad Gateway", "text/html", "<p>"),
        &json(
            "503 Service Unavailable",
            r#"{"error": "QUERY_LIMIT_EXCEEDED"}"#,
        ),
        &begun("Content-Length: 10\r\nETag: \"a\"", ""),
        &whole(),
    ])
    .await;
    let client = client(&server);
    let mut bytes = Vec::new();
    let loaded = client.download(PATH, &mut bytes, 10).await.expect("a file");
    assert_eq!(bytes, FILE.as_bytes());
    let reasons: Vec<_> = loaded.retries.iter().map(|retry| retry.reason).collect();
    assert_eq!(
        reasons,
        [
            RetryReason::Lost,
            RetryReason::Server,
            RetryReason::QueryLimit,
            RetryReason::Lost
        ]
    );
    assert_eq!(client.stats().query_limits, 1);

    // What will not change is asked for once, and what does not come five times.
    let server = Server::answering(json("403 Forbidden", r#"{"error": "ACCESS_DENIED"}"#)).await;
    let client = self::client(&server);
    let error = client.download(PATH, &mut bytes, 10).await;
    let error = error.expect_err("no file");
    assert_eq!(error.call().and_then(AnyError::code), Some("ACCESS_DENIED"));
    assert_eq!(server.requests().len(), 1);
    let server = Server::answering(String::new()).await;
    let client = self::client(&server);
    let error = client.download(PATH, &mut bytes, 10).await;
    let error = error.expect_err("no file");
    assert_eq!(error.call().map(|call| call.retries().len()), Some(4));
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn the_bound_holds_for_all_parts_together() {
    let first = begun("Transfer-Encoding: chunked\r\nETag: \"a\"", "4\r\n0123\r\n");
    let server = answering(&[&first, &rest("Content-Range: bytes 4-9/10\r\nETag: \"a\"")]).await;
    let mut bytes = Vec::new();
    let error = client(&server).download(PATH, &mut bytes, 9).await;
    let error = error.expect_err("too large");
    assert_eq!((error.written, &bytes[..]), (4, &b"0123"[..]));
    match error.call() {
        Some(AnyError::Transport(error)) => assert_eq!(
            error.kind,
            TransportKind::TooLarge {
                limit: 9,
                announced: Some(10)
            }
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_rest_may_be_behind_a_redirect_too() {
    let there =
        "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: /there\r\n\r\n";
    let last = rest("Content-Range: bytes 4-9/10\r\nETag: \"a\"");
    let server = answering(&[there, &half(), there, &last]).await;
    let mut bytes = Vec::new();
    let loaded = client(&server).download(PATH, &mut bytes, 10).await;
    assert_eq!(loaded.expect("a file").retries.len(), 1);
    assert_eq!(bytes, FILE.as_bytes());
}

#[test]
fn without_async_it_goes_on_too() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(answering(&[&half(), &whole()]));
    let client = blocking::Client::new(client(&server)).expect("a client");
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(b"head: ").expect("a file");
    let loaded = client.download_seekable(PATH, &mut file, 10);
    assert_eq!(loaded.expect("a file").bytes, 10);
    let mut text = String::new();
    std::io::Seek::rewind(&mut file).expect("a file");
    std::io::Read::read_to_string(&mut file, &mut text).expect("a file");
    assert_eq!(text, "head: 0123456789");
}
