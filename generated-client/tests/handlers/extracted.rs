//! Handlers of an `axum` server, over HTTP.

use axum::Router;
use axum::extract::FromRef;
use axum::routing::post;
use bitrix24::event::{ApplicationToken, Event, MAX_BODY, Unverified};
use bitrix24::placement;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::{TOKEN, token};

#[derive(Clone)]
struct App(ApplicationToken);

impl FromRef<App> for ApplicationToken {
    fn from_ref(app: &App) -> Self {
        app.0.clone()
    }
}

async fn event(event: Event) -> String {
    event.name().to_owned()
}

async fn install(event: Unverified<Event>) -> String {
    match event.into_installation() {
        Ok(event) => format!("installed {}", event.auth.application_token.is_some()),
        Err(other) => format!("from {:?}", other.member_id()),
    }
}

async fn widget(request: placement::Request) -> String {
    request.code().to_owned()
}

async fn any_widget(request: Unverified<placement::Request>) -> String {
    format!("from {:?}", request.member_id())
}

async fn server() -> std::net::SocketAddr {
    let router = Router::new()
        .route("/event", post(event))
        .route("/install", post(install))
        .route("/widget", post(widget))
        .route("/any-widget", post(any_widget))
        .with_state(App(token()));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Status and body of the answer.
async fn send(path: &str, content_type: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(server().await)
        .await
        .expect("a connection");
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {content_type}\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    stream
        .write_all(head.as_bytes())
        .await
        .expect("the server reads");
    // A server that has refused the rest may hang up before it is written.
    let _ = stream.write_all(body.as_bytes()).await;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (status.expect("a status"), body.to_owned())
}

#[tokio::test]
async fn verified_requests_reach_their_handlers() {
    let auth = format!("auth%5Bapplication_token%5D={TOKEN}");
    let answer = send(
        "/event",
        FORM,
        &format!("event=ONCRMDEALADD&data[FIELDS][ID]=5&{auth}"),
    )
    .await;
    assert_eq!(answer, (200, "ONCRMDEALADD".to_owned()));
    let charset = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
    let answer = send("/event", charset, &format!("event=ONANYTHING&{auth}")).await;
    assert_eq!(answer, (200, "ONANYTHING".to_owned()));

    let path = format!("/widget?DOMAIN=a.example&APPLICATION_TOKEN={TOKEN}");
    assert_eq!(
        send(&path, FORM, "PLACEMENT=DEFAULT").await,
        (200, "DEFAULT".to_owned())
    );
}

#[tokio::test]
async fn requests_without_verification_show_little() {
    let body = format!("event=ONAPPINSTALL&auth[application_token]={TOKEN}");
    assert_eq!(
        send("/install", FORM, &body).await,
        (200, "installed true".to_owned())
    );
    let body = "event=ONCRMDEALADD&auth[member_id]=a1";
    assert_eq!(
        send("/install", FORM, body).await,
        (200, "from Some(\"a1\")".to_owned())
    );
    let body = "PLACEMENT=DEFAULT&member_id=a1";
    assert_eq!(
        send("/any-widget", FORM, body).await,
        (200, "from Some(\"a1\")".to_owned())
    );
}

#[tokio::test]
async fn other_requests_are_refused_with_a_status() {
    let large = format!("event=A&data[x]={}", "x".repeat(MAX_BODY));
    let wrong = "event=ONCRMDEALADD&auth[application_token]=guessed";
    for (path, content_type, body, status, told) in [
        (
            "/event",
            FORM,
            wrong,
            403,
            "the request has another application token",
        ),
        (
            "/event",
            FORM,
            "event=ONCRMDEALADD",
            403,
            "the request has no application token",
        ),
        ("/event", FORM, "", 400, "the form has no `event`"),
        (
            "/event",
            FORM,
            "event=A&ts=now",
            400,
            "expected a whole number at `ts`",
        ),
        (
            "/event",
            "application/json",
            "{}",
            415,
            "expected a form: application/x-www-form-urlencoded",
        ),
        (
            "/event",
            FORM,
            &large,
            413,
            "the body has more than 1048576 bytes",
        ),
        (
            "/install",
            FORM,
            "event[]=A",
            400,
            "expected text at `event`",
        ),
        (
            "/widget",
            FORM,
            "PLACEMENT=DEFAULT",
            403,
            "the request has no application token",
        ),
        ("/any-widget", FORM, "", 400, "the form has no `PLACEMENT`"),
    ] {
        let answer = send(path, content_type, body).await;
        assert_eq!(answer, (status, told.to_owned()), "{path}");
    }
}
