//! The portal in the process, over HTTP.

mod account;
mod batch;
mod checks;
mod client;
mod deal_lists;
mod deal_parts;
mod deals;
mod documented;
mod drive;
mod events;
mod faults;
#[cfg(feature = "tls")]
mod guide;
mod http;
mod limits;
mod own;
mod payments;
mod rest3;
mod rows;
#[cfg(feature = "tls")]
mod sdks;
mod state;
#[cfg(feature = "tls")]
mod tls;

use bitrix24_portal::Portal;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A call to a portal, written byte by byte so that it can be wrong.
struct Call<'a> {
    verb: &'a str,
    method: &'a str,
    query: &'a str,
    content_type: Option<&'a str>,
    body: &'a [u8],
}

impl<'a> Call<'a> {
    fn json(method: &'a str, body: &'a str) -> Self {
        Self {
            verb: "POST",
            method,
            query: "",
            content_type: Some("application/json"),
            body: body.as_bytes(),
        }
    }

    fn form(method: &'a str, body: &'a str) -> Self {
        Self {
            content_type: Some("application/x-www-form-urlencoded"),
            ..Self::json(method, body)
        }
    }

    fn get(method: &'a str, query: &'a str) -> Self {
        Self {
            verb: "GET",
            query,
            content_type: None,
            ..Self::json(method, "")
        }
    }

    async fn send(self, portal: &Portal) -> Answer {
        let url = portal.webhook_url();
        let (_, path) = url
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('/'))
            .expect("a path");
        let query = if self.query.is_empty() {
            String::new()
        } else {
            format!("?{}", self.query)
        };
        let target = format!("/{path}{}{query}", self.method);
        self.send_to(portal, &target).await
    }

    async fn send_to(self, portal: &Portal, target: &str) -> Answer {
        let Self { verb, body, .. } = self;
        let content_type = self
            .content_type
            .map(|name| format!("Content-Type: {name}\r\n"))
            .unwrap_or_default();
        let length = body.len();
        let head = format!(
            "{verb} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{content_type}Content-Length: {length}\r\n\r\n",
        );
        Answer::read(portal, &[head.as_bytes(), body].concat()).await
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    /// Status line and headers.
    head: String,
    /// `null` when the body is no JSON.
    body: Value,
    text: String,
}

impl Answer {
    /// Sends bytes and reads the answer to them.
    async fn read(portal: &Portal, bytes: &[u8]) -> Self {
        let mut stream = TcpStream::connect(portal.address())
            .await
            .expect("the portal listens");
        stream.write_all(bytes).await.expect("the portal reads");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .await
            .expect("the portal answers");
        let (head, text) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("a status");
        Self {
            status,
            head: head.to_owned(),
            body: serde_json::from_str(text).unwrap_or_default(),
            text: text.to_owned(),
        }
    }

    /// Code and message of an error.
    fn error(&self) -> (&str, &str) {
        let text = |key: &str| self.body[key].as_str().unwrap_or("no error");
        (text("error"), text("error_description"))
    }

    fn result(&self) -> &Value {
        assert_eq!(self.status, 200, "{self:?}");
        &self.body["result"]
    }
}

async fn json(portal: &Portal, method: &str, body: &str) -> Answer {
    Call::json(method, body).send(portal).await
}

/// A portal that has just started. Should it panic, the connection would end without an answer.
async fn portal() -> Portal {
    Portal::start().await.expect("a port")
}

/// The result of a call that succeeds.
async fn result(portal: &Portal, method: &str, body: &Value) -> Value {
    json(portal, method, &body.to_string())
        .await
        .result()
        .clone()
}

/// Code and message of a call that fails.
async fn error(portal: &Portal, method: &str, body: &Value) -> (String, String) {
    let answer = json(portal, method, &body.to_string()).await;
    assert_ne!(answer.status, 200, "{method} {body}: {}", answer.text);
    let (code, message) = answer.error();
    (code.to_owned(), message.to_owned())
}

/// Adds a deal and gives its identifier.
async fn add_deal(portal: &Portal, fields: Value) -> i64 {
    let id = result(
        portal,
        "crm.deal.add",
        &serde_json::json!({ "fields": fields }),
    )
    .await;
    id.as_i64().expect("an identifier")
}
