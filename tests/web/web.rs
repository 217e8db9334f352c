//! The client in WebAssembly, against a portal in another process whose address was in
//! `BITRIX24_PORTAL` when this was compiled. `tests/README.md` shows how.

#![cfg(all(target_arch = "wasm32", target_os = "unknown"))]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::crm::item::{self, Item};
use bitrix24::crm::{EntityType, OwnerType, item::productrow};
use bitrix24::error::TransportKind;
use bitrix24::{Client, Error, Hook, Limits, RequestInfo, ResponseInfo, RetryPolicy};
use wasm_bindgen_test::wasm_bindgen_test;

/// Nobody listens there.
const NOBODY: &str = "http://127.0.0.1:9/rest/1/abcdefghijklmnop/";

fn portal() -> &'static str {
    env!(
        "BITRIX24_PORTAL",
        "it is to be the address of a portal's webhook"
    )
}

/// The time that requests waited for permits, and the time until answers.
#[derive(Debug, Default)]
struct Times(Mutex<(Vec<Duration>, Vec<Duration>)>);

impl Hook for Times {
    fn request(&self, info: &RequestInfo<'_>) {
        self.0.lock().unwrap().0.push(info.waited);
    }

    fn response(&self, info: &ResponseInfo<'_>) {
        self.0.lock().unwrap().1.push(info.duration);
    }
}

#[wasm_bindgen_test]
async fn a_deal_is_added_changed_and_found() {
    let client = Client::webhook(portal()).unwrap();
    let fields = item::AddFields::new().title("from the web");
    let deal = client
        .call(item::add(EntityType::Deal, fields))
        .await
        .unwrap();
    let id = deal.id.unwrap().get();
    let row = productrow::AddFields::new(id, OwnerType::Deal)
        .product_name("phone")
        .price(800);
    let row = client.call(productrow::add(row)).await.unwrap();
    let wanted = productrow::ListFilter::new(OwnerType::Deal, id);
    let rows = client.call(productrow::list(wanted)).await.unwrap();
    assert_eq!(rows, [row]);

    let error = client.call(productrow::get(4_000_000)).await.unwrap_err();
    assert!(matches!(error, Error::Api(e) if e.kind == productrow::GetError::NotFound));
}

#[wasm_bindgen_test]
async fn lists_and_batches_work() {
    let client = Client::builder()
        .webhook(portal())
        .limits(Limits::unlimited())
        .build()
        .unwrap();
    let mut batch = client.batch();
    for number in 0..120 {
        let _ = batch.add(item::add(
            EntityType::Deal,
            item::AddFields::new().title(format!("{number}")),
        ));
    }
    batch.send().await.unwrap().check().unwrap();
    let request = || item::list(EntityType::Deal).select((Item::ID, Item::TITLE));
    let pages = client.list(request()).all().await.unwrap();
    let batches = client.list(request()).in_batches().all().await.unwrap();
    assert!(pages.len() >= 120);
    assert_eq!(pages, batches);
    let ahead = client.list(request()).read_ahead().all().await.unwrap();
    assert_eq!(pages, ahead);
}

#[wasm_bindgen_test]
async fn limits_hold_requests_back_by_the_timers_of_the_web() {
    let times = Arc::new(Times::default());
    let client = Client::builder()
        .webhook(portal())
        .limits(Limits::new(2.0, 1))
        .hook(times.clone())
        .build()
        .unwrap();
    for _ in 0..3 {
        let _ = client.call(productrow::get(4_000_000)).await;
    }
    // An answer that takes long leaves less to wait for.
    let times = times.0.lock().unwrap();
    let all: Duration = times.0.iter().chain(&times.1).sum();
    assert!(all >= Duration::from_millis(900), "{times:?}");
    assert!(all < Duration::from_secs(20), "{times:?}");
}

#[wasm_bindgen_test]
async fn what_is_unreachable_is_lost_and_tried_again_where_that_is_safe() {
    let client = Client::webhook(NOBODY).unwrap();
    let read = client.call(productrow::get(1)).await.unwrap_err();
    let Error::Transport(read) = read else {
        panic!("{read}")
    };
    assert_eq!(read.kind, TransportKind::Lost { received: None });
    assert!(!read.retries().is_empty());
    let write = client.call(productrow::delete(1)).await.unwrap_err();
    let Error::Transport(write) = write else {
        panic!("{write}")
    };
    assert!(write.retries().is_empty());
    assert!(!format!("{write:?} {write}").contains("abcdefghijklmnop"));
}

#[wasm_bindgen_test]
async fn the_time_of_a_request_is_up() {
    let client = Client::builder()
        .webhook(portal())
        .timeout(Duration::from_nanos(1))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.call(productrow::get(1)).await.unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error}")
    };
    assert!(
        matches!(error.kind, TransportKind::Timeout { .. }),
        "{error}"
    );
}

/// Batches are distinguished by unpredictable numbers.
#[wasm_bindgen_test]
async fn a_reference_from_another_batch_is_refused() {
    let client = Client::webhook(NOBODY).unwrap();
    let mut one = client.batch();
    let deal = one.add(item::add(EntityType::Deal, item::AddFields::new()));
    let id = deal.field(Item::ID);
    let mut other = client.batch();
    let row = productrow::AddFields::new(id.key(), OwnerType::Deal);
    let _ = other.add(productrow::add(row));
    assert!(matches!(other.send().await, Err(Error::Request(_))));
}
