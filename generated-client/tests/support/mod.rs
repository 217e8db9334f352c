//! Servers that misbehave on purpose, and a method to call on them.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "shared by several test programs, each of which uses a part"
)]

pub mod capture;
pub mod request;
pub mod server;
pub mod tls;

use bitrix24::{Client, ClientBuilder, Limits, RetryPolicy};

/// A code that looks like a real one.
pub const CODE: &str = "8g9l071eismy9q2l";

/// Address of a webhook on a portal.
pub fn webhook(portal: &str) -> String {
    format!("{portal}/rest/17/{CODE}/")
}

/// A client that calls once, and does not wait.
pub fn builder(portal: &str) -> ClientBuilder {
    Client::builder()
        .webhook(webhook(portal))
        .retry(RetryPolicy::none())
        .limits(Limits::unlimited())
}

pub fn client(portal: &str) -> Client {
    builder(portal).build().expect("a client")
}

/// An HTTP client of the user's own, which goes to no proxy.
pub fn http() -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().no_proxy();
    // Both back ends leave the choice of cryptography or of certificates to whoever makes the
    // client.
    #[cfg(feature = "rustls")]
    let builder = {
        let config = rustls::ClientConfig::builder_with_provider(
            rustls::crypto::ring::default_provider().into(),
        )
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
        builder.tls_backend_preconfigured(config)
    };
    builder
}

/// An answer of HTTP with the length of its body.
pub fn answer(status: &str, content_type: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// An answer of HTTP with a JSON body.
pub fn json(status: &str, body: &str) -> String {
    answer(status, "application/json; charset=utf-8", body)
}
