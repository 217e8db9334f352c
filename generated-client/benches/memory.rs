//! The memory that a hostile answer takes: 4 MiB of empty rows, read with and without the bound on
//! decoded values; and what 100,000 rows of two selected fields take, as documented rows and as a
//! struct with these fields.
//!
//! ```sh
//! cargo bench -p bitrix24 --bench memory
//! ```
//!
//! Linux only: it reads the peak from `/proc/self`.

use std::fs;
use std::sync::Arc;

use bitrix24::crm::EntityType;
use bitrix24::crm::item::{self, Item};
use bitrix24::{Client, ClientBuilder, Entity, Id, Limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const BYTES: usize = 4 << 20;
const ROWS: usize = 100_000;

/// The selected fields of a deal.
#[derive(Debug, Entity)]
#[entity(of = Item)]
struct Titled {
    #[expect(dead_code, reason = "only its size counts")]
    id: Id<Item>,
    #[expect(dead_code, reason = "only its size counts")]
    title: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    selected().await;
    hostile().await;
}

async fn hostile() {
    let mut body = r#"{"result":{"items":[{}"#.to_owned();
    while body.len() < BYTES {
        body.push_str(",{}");
    }
    body.push_str("]}}");
    let body: Arc<str> = body.into();
    let address = start(move |_| body.clone()).await;
    println!("one row takes {} bytes", size_of::<Item>());
    let builder = || {
        Client::builder()
            .webhook(&address)
            .limits(Limits::unlimited())
    };
    read("warm-up, 1 MiB", builder().max_decoded_bytes(1 << 20)).await;
    read("16 MiB", builder().max_decoded_bytes(16 << 20)).await;
    read("default", builder()).await;
    read("no bound", builder().max_decoded_bytes(u64::MAX)).await;
}

async fn read(name: &str, builder: ClientBuilder) {
    let client = builder.build().expect("a client");
    // Resets the peak.
    fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let before = status("VmRSS");
    let read = client.call(item::list(EntityType::Deal)).await;
    let peak = status("VmHWM");
    let read = match read {
        Ok(rows) => format!("{} rows", rows.len()),
        Err(error) => error.to_string(),
    };
    println!("{name}: {} MiB above {before} MiB: {read}", peak - before);
}

async fn selected() {
    let address = start(|request| {
        // Pages by cursor: the rows after the last identifier.
        let last = request
            .split_once(r#"">id":"#)
            .and_then(|(_, number)| number.split_once('}'))
            .map_or(0, |(number, _)| {
                number.trim_matches('"').parse().unwrap_or(0)
            });
        let rows: Vec<_> = (last + 1..=ROWS.min(last + 50))
            .map(|id| format!(r#"{{"id":{id},"title":"Deal {id}"}}"#))
            .collect();
        format!(r#"{{"result":{{"items":[{}]}}}}"#, rows.join(",")).into()
    })
    .await;
    let client = Client::builder()
        .webhook(&address)
        .limits(Limits::unlimited())
        .build()
        .expect("a client");
    let list = || item::list(EntityType::Deal).select((Item::ID, Item::TITLE));
    let before = status("VmRSS");
    let own = client.list(list().typed::<Titled>()).all().await;
    let own = own.expect("rows");
    let between = status("VmRSS");
    let documented = client.list(list()).all().await.expect("rows");
    let after = status("VmRSS");
    println!(
        "{} rows of {} bytes: {} MiB; {} rows of {} bytes: {} MiB",
        own.len(),
        size_of::<Titled>(),
        between.saturating_sub(before),
        documented.len(),
        size_of::<Item>(),
        after.saturating_sub(between),
    );
}

/// A value of `/proc/self/status` in MiB.
fn status(key: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(key));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|number| number.parse().ok()).unwrap_or(0) / 1024
}

/// Starts a server on loopback, and gives the address of its webhook.
async fn start(answer: impl Fn(&str) -> Arc<str> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(serve(listener, answer));
    format!("http://127.0.0.1:{port}/rest/1/abcdefghijklmnop/")
}

async fn serve(listener: TcpListener, answer: impl Fn(&str) -> Arc<str>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let mut request = [0; 4096];
        let length = stream.read(&mut request).await.unwrap_or(0);
        let body = answer(&String::from_utf8_lossy(&request[..length]));
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.write_all(body.as_bytes()).await;
    }
}
