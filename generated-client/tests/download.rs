//! Files that are loaded, from servers that do what the test wants.

mod support;

use std::error::Error as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bitrix24::error::{AnswerKind, DownloadError, DownloadKind, Phase, RequestKind, TransportKind};
use bitrix24::{AnyError, Client, SystemError, blocking};
use support::server::{Request, Server};
use support::{CODE, answer, builder, client};
use tokio::io::{AsyncWrite, AsyncWriteExt};

const TOKEN: &str = "crm%7CYWN0aW9uPWNybS5jb250";
const PATH: &str =
    "/rest/17/8g9l071eismy9q2l/crm.controller.item.getFile/?id=7&token=crm%7CYWN0aW9uPWNybS5jb250";
const MANY: u64 = 1_000_000;

fn file(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"a.html\"\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A server that answers by the path of the request.
async fn paths(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Server {
    Server::new(move |mut stream, request| {
        let path = request.line.split(' ').nth(1).map(&answer);
        async move {
            let _ = stream.write_all(path.expect("a path").as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut headers = request.headers.iter();
    headers.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn is_send(_: impl Send) {}

/// Loads a file that does not come, and looks for secrets in the texts.
async fn failure(client: &Client, address: &str) -> (DownloadError, Vec<u8>) {
    let mut bytes = Vec::new();
    let error = client
        .download(address, &mut bytes, MANY)
        .await
        .expect_err("no file");
    assert_eq!(error.written, bytes.len() as u64);
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text} {error} {error:?}");
        source = error.source();
    }
    for secret in [CODE, TOKEN, "crm|YWN0aW9uPWNybS5jb250"] {
        assert!(!text.contains(secret), "{text}");
    }
    (error, bytes)
}

fn transport(error: &DownloadError) -> &TransportKind {
    match error.call() {
        Some(AnyError::Transport(error)) => &error.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_is_written_as_it_comes() {
    let server = Server::answering(file("<p>a file</p>")).await;
    let client = client(&server.url());
    let mut bytes = Vec::new();
    for address in [PATH.to_owned(), format!("{}{PATH}", server.url())] {
        bytes.clear();
        let loaded = client
            .download(address, &mut bytes, 13)
            .await
            .expect("a file");
        assert_eq!(bytes, b"<p>a file</p>");
        assert_eq!(loaded.bytes, 13);
        assert_eq!(loaded.content_type.as_deref(), Some("text/html"));
    }
    // It may be loaded in a task of its own.
    is_send(client.download(PATH, &mut bytes, 13));
    let requests = server.requests();
    assert_eq!(requests[0].line, format!("GET {PATH} HTTP/1.1"));
    assert_eq!(requests[0].headers, requests[1].headers);
    assert_eq!(header(&requests[0], "accept"), Some("*/*"));
    assert_eq!(
        header(&requests[0], "accept-language"),
        Some("en-us,en;q=0.9")
    );
    let root = format!("{}/", server.url());
    assert_eq!(header(&requests[0], "referer"), Some(root.as_str()));
    assert!(
        header(&requests[0], "user-agent").is_some_and(|name| name.starts_with("bitrix24-rust/"))
    );
    assert_eq!(header(&requests[0], "authorization"), None);
    let stats = client.stats();
    assert_eq!((stats.calls, stats.requests, stats.errors), (2, 2, 0));
}

#[test]
fn a_file_is_written_without_async() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(Server::answering(file("a file")));
    let client = blocking::Client::new(client(&server.url())).expect("a client");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a");
    let mut disk = std::fs::File::create(&path).expect("a file");
    let loaded = client.download(PATH, &mut disk, MANY).expect("a file");
    assert_eq!(loaded.bytes, 6);
    assert_eq!(std::fs::read(&path).expect("a file"), b"a file");

    let mut disk = std::fs::File::open(&path).expect("a file");
    let error = client
        .download(PATH, &mut disk, MANY)
        .expect_err("it cannot be written");
    assert!(matches!(error.kind, DownloadKind::Write(_)), "{error}");
}

#[tokio::test]
async fn the_bound_holds() {
    for (head, announced, expected) in [
        ("Content-Length: 6\r\n", Some(6), ""),
        ("", None, ""),
        ("Transfer-Encoding: chunked\r\n", None, "abc"),
    ] {
        let is_chunked = head.starts_with("Transfer");
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n{head}\r\n");
        let server = Server::new(move |mut stream, _| {
            let head = head.clone();
            async move {
                let _ = stream.write_all(head.as_bytes()).await;
                if is_chunked {
                    let _ = stream.write_all(b"3\r\nabc\r\n").await;
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    let _ = stream.write_all(b"3\r\ndef\r\n0\r\n\r\n").await;
                } else {
                    let _ = stream.write_all(b"abcdef").await;
                }
                let _ = stream.shutdown().await;
            }
        })
        .await;
        let mut bytes = Vec::new();
        let error = client(&server.url())
            .download(PATH, &mut bytes, 5)
            .await
            .expect_err("too large");
        assert_eq!(
            transport(&error),
            &TransportKind::TooLarge {
                limit: 5,
                announced
            }
        );
        assert_eq!(bytes, expected.as_bytes());
        assert_eq!(error.written, bytes.len() as u64);
        let loaded = client(&server.url()).download(PATH, &mut bytes, 6).await;
        assert_eq!(loaded.expect("a file").bytes, 6);
    }
}

#[tokio::test]
async fn what_is_lost_tells_how_much_came() {
    let server =
        Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcd".to_owned()).await;
    let (error, bytes) = failure(&client(&server.url()), PATH).await;
    assert_eq!(bytes, b"abcd");
    assert_eq!(
        transport(&error),
        &TransportKind::Lost { received: Some(4) }
    );
    assert!(
        error
            .to_string()
            .ends_with("; 4 bytes of the file were written before"),
        "{error}"
    );

    let server = Server::answering(String::new()).await;
    let client = client(&server.url());
    let (error, _) = failure(&client, PATH).await;
    assert_eq!(transport(&error), &TransportKind::Lost { received: None });
    assert_eq!(client.stats().errors, 1);
}

#[tokio::test]
async fn a_file_may_take_long_but_not_stand_still() {
    const LIMIT: Duration = Duration::from_millis(400);
    let server = Server::new(|mut stream, request| async move {
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 8\r\n\r\n")
            .await;
        for _ in 0..8 {
            let _ = stream.write_all(b"a").await;
            tokio::time::sleep(LIMIT / 4).await;
            if request.line.contains("/stands/") {
                std::future::pending::<()>().await;
            }
        }
    })
    .await;
    let client = builder(&server.url())
        .timeout(LIMIT)
        .build()
        .expect("a client");
    let mut bytes = Vec::new();
    let loaded = client.download("/steady/", &mut bytes, 8).await;
    assert_eq!(loaded.expect("a file").bytes, 8);
    let (error, _) = failure(&client, "/stands/").await;
    assert_eq!(
        transport(&error),
        &TransportKind::Timeout {
            phase: Phase::Body,
            limit: Some(LIMIT)
        }
    );
    assert_eq!(error.written, 1);
    let server = Server::stalling("").await;
    let client = builder(&server.url())
        .timeout(LIMIT)
        .build()
        .expect("a client");
    let (error, _) = failure(&client, PATH).await;
    assert!(error.call().expect("a call").is_timeout(), "{error}");
}

#[tokio::test]
async fn errors_of_the_portal_are_read() {
    let body =
        format!(r#"{{"error": "expired_token", "error_description": "{TOKEN} has expired"}}"#);
    let server = Server::answering(support::json("401 Unauthorized", &body)).await;
    let (error, bytes) = failure(&client(&server.url()), PATH).await;
    let api = error.call().and_then(AnyError::api).expect("its error");
    assert_eq!(api.kind.system(), Some(SystemError::ExpiredToken));
    assert_eq!((api.status, api.message.as_str()), (401, "*** has expired"));
    assert!(bytes.is_empty());
}

#[tokio::test]
async fn pages_are_no_files() {
    let page = format!("<html><title>Log in {TOKEN}</title></html>");
    for (bytes, status, text) in [
        (
            answer("200 OK", "text/html", &page),
            200,
            Some("Log in ***"),
        ),
        (
            file("nginx").replace("200 OK", "404 Not Found"),
            404,
            Some("nginx"),
        ),
        (
            answer("200 OK", "application/json", r#"{"status": "error"}"#),
            200,
            None,
        ),
        (
            answer("200 OK", "application/json", r#"{"result": true}"#),
            200,
            None,
        ),
        (answer("502 Bad Gateway", "text/html", ""), 502, None),
    ] {
        let server = Server::answering(bytes).await;
        let (error, written) = failure(&client(&server.url()), PATH).await;
        assert!(written.is_empty());
        match error.call() {
            Some(AnyError::Answer(error)) => {
                assert_eq!(error.status, status);
                match &error.kind {
                    AnswerKind::NoFile { snippet, .. } => assert_eq!(snippet.as_deref(), text),
                    other => panic!("{other:?}"),
                }
            }
            other => panic!("{other:?}"),
        }
    }
    // The web server sends uploads without marking them as files.
    let server = Server::answering(answer("200 OK", "text/html", &page)).await;
    let mut bytes = Vec::new();
    let loaded = client(&server.url())
        .download("/upload/a.html", &mut bytes, MANY)
        .await;
    assert_eq!(loaded.expect("a file").bytes, page.len() as u64);
}

#[tokio::test]
async fn redirects_carry_no_secrets_elsewhere() {
    let other = Server::answering(answer("200 OK", "text/html", "<p>kept elsewhere</p>")).await;
    let url = other.url();
    let server = paths(move |path| {
        let to = match path {
            "/here?token=abcdefgh" => "/there".to_owned(),
            "/there" => format!("{url}/bucket/a.html?signature=ok"),
            "/code?token=abcdefgh" => format!("{url}/{CODE}"),
            "/token?token=a%7Ccdefgh" => format!("{url}/a?t=a%7Ccdefgh"),
            "/decoded?auth[auth]=a%2Fcdefgh" => format!("{url}/a/cdefgh"),
            "/later?token=abcdefgh" => "/later2?again=abcdefgh".to_owned(),
            "/later2?again=abcdefgh" => format!("{url}/?x=abcdefgh"),
            "/scheme" => "ftp://127.0.0.1/a".to_owned(),
            "/nowhere" => {
                return "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .to_owned();
            }
            path => path.to_owned(),
        };
        format!(
            "HTTP/1.1 302 Found\r\nLocation: {to}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
    })
    .await;
    let client = client(&server.url());
    let mut bytes = Vec::new();
    client
        .download("/here?token=abcdefgh", &mut bytes, MANY)
        .await
        .expect("a file");
    assert_eq!(bytes, b"<p>kept elsewhere</p>");
    let request = other.only_request();
    assert_eq!(request.line, "GET /bucket/a.html?signature=ok HTTP/1.1");
    for name in ["referer", "authorization", "cookie"] {
        assert_eq!(header(&request, name), None, "{name}");
    }

    for address in [
        "/code?token=abcdefgh",
        "/token?token=a%7Ccdefgh",
        "/decoded?auth[auth]=a%2Fcdefgh",
        "/later?token=abcdefgh",
        "/scheme",
        "/nowhere",
    ] {
        let (error, _) = failure(&client, address).await;
        assert!(
            matches!(
                transport(&error),
                TransportKind::Redirect {
                    status: 302,
                    followed: false,
                    ..
                }
            ),
            "{address}: {error}"
        );
    }
    assert_eq!(other.requests().len(), 1);
    let before = server.requests().len();
    let (error, _) = failure(&client, "/again").await;
    assert!(matches!(transport(&error), TransportKind::Redirect { .. }));
    assert_eq!(server.requests().len() - before, 6);

    let own = support::http().build().expect("a client");
    let following = builder(&server.url()).http(own).build().expect("a client");
    let (error, _) = failure(&following, "/there").await;
    assert!(
        matches!(
            transport(&error),
            TransportKind::Redirect { followed: true, .. }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn addresses_that_are_none_are_refused() {
    let server = Server::answering(file("a file")).await;
    let client = client(&server.url());
    for address in [
        "",
        "http://portal.example/a?token=abcdefgh",
        "ftp://portal.example/",
        "http://",
    ] {
        let (error, _) = failure(&client, address).await;
        match error.call() {
            Some(AnyError::Request(error)) => {
                assert!(matches!(error.kind, RequestKind::Address { .. }), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(server.requests().is_empty());
}

/// Takes three bytes, one by one, and fails then.
struct Full(Vec<u8>);

impl AsyncWrite for Full {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.0.len() == 3 {
            return Poll::Ready(Err(io::ErrorKind::StorageFull.into()));
        }
        self.0.push(bytes[0]);
        Poll::Ready(Ok(1))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_full_disk_tells_how_much_is_on_it() {
    let server = Server::answering(file("a file")).await;
    let mut disk = Full(Vec::new());
    let error = client(&server.url())
        .download(PATH, &mut disk, MANY)
        .await
        .expect_err("it is full");
    assert_eq!((error.written, &disk.0[..]), (3, &b"a f"[..]));
    assert!(
        matches!(&error.kind, DownloadKind::Write(error) if error.kind() == io::ErrorKind::StorageFull)
    );
    assert!(error.call().is_none());
}

#[tokio::test]
async fn this_machine_is_reached_only_from_a_portal_on_it() {
    let here = Server::answering(file("secret")).await;
    let host = here.portal();
    let (_, port) = host.split_once(':').expect("a port");
    let hosts = ["127.0.0.1", "127.1", "2130706433", "localhost"];
    let elsewhere = || builder("http://portal.example").allow_http(true);
    let client = elsewhere().build().expect("a client");
    for host in hosts {
        let (error, _) = failure(&client, &format!("http://{host}:{port}/a")).await;
        let Some(AnyError::Request(error)) = error.call() else {
            panic!("{error:?}");
        };
        assert_eq!(
            error.kind,
            RequestKind::Address {
                why: "it is on this machine, and the portal is not (see `allow_loopback`)"
            }
        );
    }
    assert_eq!(here.requests().len(), 0);
    let client = elsewhere().allow_loopback(true).build().expect("a client");
    for host in &hosts[..3] {
        let mut bytes = Vec::new();
        let address = format!("http://{host}:{port}/a");
        let loaded = client.download(address, &mut bytes, MANY).await;
        assert_eq!(loaded.expect("a file").bytes, 6);
    }
}

#[tokio::test]
async fn an_answer_of_another_service_is_not_repeated() {
    let secret = "the password of the database is s3cr3t, and of the queue 0th3r";
    let portal = Server::answering(file("")).await;
    for (content_type, body, shown) in [
        (
            "application/json",
            format!(r#"{{"error": "{secret}", "error_description": "{secret}"}}"#),
            r#"{"error": "the password of the d…"#,
        ),
        (
            "text/plain",
            secret.to_owned(),
            "the password of the database is…",
        ),
    ] {
        let other = Server::answering(answer("404 Not Found", content_type, &body)).await;
        let address = format!("{}/a", other.url());
        let (error, _) = failure(&client(&portal.url()), &address).await;
        assert!(
            !format!("{error} {error:?}").contains("s3cr3t"),
            "{error:?}"
        );
        let Some(AnyError::Answer(error)) = error.call() else {
            panic!("{error:?}");
        };
        assert_eq!(
            error.kind,
            AnswerKind::NoFile {
                content_type: Some(content_type.to_owned()),
                snippet: Some(shown.to_owned())
            }
        );
    }
}
