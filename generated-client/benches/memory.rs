//! The memory that a hostile answer takes: 4 MiB of empty rows, read with and without the bound on
//! decoded values.
//!
//! ```sh
//! cargo bench -p bitrix24 --bench memory
//! ```
//!
//! Linux only: it reads the peak from `/proc/self`.

use std::fs;

use bitrix24::crm::{EntityType, item};
use bitrix24::{Client, ClientBuilder, Limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const BYTES: usize = 4 << 20;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(serve(listener));
    println!("one row takes {} bytes", size_of::<item::Item>());
    let address = format!("http://127.0.0.1:{port}/rest/1/abcdefghijklmnop/");
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

/// A value of `/proc/self/status` in MiB.
fn status(key: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(key));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|number| number.parse().ok()).unwrap_or(0) / 1024
}

async fn serve(listener: TcpListener) {
    let mut body = r#"{"result":{"items":[{}"#.to_owned();
    while body.len() < BYTES {
        body.push_str(",{}");
    }
    body.push_str("]}}");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    while let Ok((mut stream, _)) = listener.accept().await {
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.write_all(body.as_bytes()).await;
    }
}
