//! What a call costs over bare `reqwest` with structs written by hand, against the same server on
//! this machine.
//!
//! ```sh
//! cargo bench -p bitrix24 --bench call
//! ```
//!
//! The two take turns, a hundred calls each, so that whatever else the machine does falls on both.
//! Printed are the median time of a call for each, and the median of their ratio turn by turn.

use std::hint::black_box;
use std::time::{Duration, Instant};

use bitrix24::crm::{OwnerType, item::productrow};
use bitrix24::{Client, Limits};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How often the two take turns.
const TURNS: usize = 60;
/// Calls of a turn.
const CALLS: usize = 100;
/// The code of the webhook; the server does not care.
const PATH: &str = "/rest/1/abcdefghijklmnop/";

#[derive(Serialize)]
struct Request {
    id: i64,
}

#[derive(Deserialize)]
struct Answer {
    result: Result,
    #[expect(dead_code, reason = "a client written by hand reads it too")]
    time: serde_json::Value,
}

#[derive(Deserialize)]
struct Result {
    #[serde(rename = "productRow")]
    product_row: Row,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "a client written by hand reads it too")]
struct Row {
    id: i64,
    owner_id: i64,
    owner_type: String,
    product_id: i64,
    product_name: String,
    price: f64,
    price_account: f64,
    price_exclusive: f64,
    price_netto: f64,
    price_brutto: f64,
    quantity: f64,
    discount_type_id: i64,
    discount_rate: f64,
    discount_sum: f64,
    tax_rate: Option<f64>,
    tax_included: String,
    customized: String,
    measure_code: i64,
    measure_name: String,
    sort: i64,
    xml_id: String,
    r#type: i64,
    store_id: i64,
}

fn main() {
    // Only `http` is spoken, but a plain `reqwest` client wants to be able to do more.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let address = serve();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let typed = Client::builder()
            .webhook(format!("http://{address}{PATH}"))
            .limits(Limits::unlimited())
            .build()
            .expect("the address is right");
        let bare = reqwest::Client::builder()
            .build()
            .expect("a client is built");
        let url = format!("http://{address}{PATH}crm.item.productrow.get");
        let mut turns = Vec::with_capacity(TURNS);
        // The first turn opens connections and fills caches.
        for turn in 0..=TURNS {
            let (by_hand, by_type) = if turn % 2 == 0 {
                let by_hand = measure(async || call_bare(&bare, &url).await).await;
                (by_hand, measure(async || call_typed(&typed).await).await)
            } else {
                let by_type = measure(async || call_typed(&typed).await).await;
                (
                    measure(async || call_bare(&bare, &url).await).await,
                    by_type,
                )
            };
            if turn > 0 {
                turns.push((by_hand, by_type));
            }
        }
        report(&turns);
    });
}

async fn measure(mut call: impl AsyncFnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..CALLS {
        call().await;
    }
    start.elapsed()
}

async fn call_bare(client: &reqwest::Client, url: &str) {
    let body = serde_json::to_vec(&Request { id: 17622 }).expect("a number is JSON");
    let request = client
        .post(url)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
    let answer = request.body(body).send().await.expect("the server answers");
    let bytes = answer.bytes().await.expect("the server answers");
    let answer: Answer = serde_json::from_slice(&bytes).expect("the answer is right");
    black_box(answer.result.product_row.id);
}

async fn call_typed(client: &Client) {
    let row = client
        .call(productrow::get(17622))
        .await
        .expect("the server answers");
    assert_ne!(row.owner_type, Some(OwnerType::Lead));
    black_box(row.id);
}

fn report(turns: &[(Duration, Duration)]) {
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    #[expect(clippy::cast_precision_loss, reason = "a hundred is exact")]
    let each = |time: Duration| time.as_secs_f64() * 1e6 / CALLS as f64;
    let by_hand = median(turns.iter().map(|(by_hand, _)| each(*by_hand)).collect());
    let by_type = median(turns.iter().map(|(_, by_type)| each(*by_type)).collect());
    let ratio = median(
        turns
            .iter()
            .map(|(by_hand, by_type)| by_type.as_secs_f64() / by_hand.as_secs_f64())
            .collect(),
    );
    println!("{TURNS} turns of {CALLS} calls each, median");
    println!("  bare reqwest, structs by hand   {by_hand:8.1} µs a call");
    println!("  bitrix24                        {by_type:8.1} µs a call");
    println!("  ratio                           {ratio:8.3}");
}

/// Starts a server that answers every request with the documented answer of
/// `crm.item.productrow.get`.
fn serve() -> std::net::SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0")
                .await
                .expect("a port is free");
            tell.send(listener.local_addr().expect("a bound port has an address"))
                .expect("somebody listens");
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream));
            }
        });
    });
    told.recv().expect("the server starts")
}

async fn answer(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let body = ANSWER;
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut received = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(length) => received.extend_from_slice(&chunk[..length]),
        }
        // Bodies have a few bytes, as the head says.
        while let Some(length) = whole_request(&received) {
            received.drain(..length);
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}

fn whole_request(received: &[u8]) -> Option<usize> {
    let head = received
        .windows(4)
        .position(|window| window == b"\r\n\r\n")?
        + 4;
    let text = std::str::from_utf8(&received[..head])
        .ok()?
        .to_ascii_lowercase();
    let length = text
        .split("content-length:")
        .nth(1)?
        .lines()
        .next()?
        .trim()
        .parse::<usize>()
        .ok()?;
    (received.len() >= head + length).then_some(head + length)
}

const ANSWER: &str = r#"{"result":{"productRow":{"id":17622,"ownerId":13141,"ownerType":"D","productId":9621,"productName":"iphone 14","price":79999,"priceAccount":79999,"priceExclusive":79999,"priceNetto":79999,"priceBrutto":79999,"quantity":11,"discountTypeId":2,"discountRate":0,"discountSum":0,"taxRate":null,"taxIncluded":"Y","customized":"Y","measureCode":796,"measureName":"pcs","sort":10,"xmlId":"sale_basket_8145","type":4,"storeId":19}},"time":{"start":1716821358.26828,"finish":1716821358.701454,"duration":0.43317389488220215,"processing":0.240645170211792,"date_start":"2024-05-27T17:49:18+03:00","date_finish":"2024-05-27T17:49:18+03:00"}}"#;
