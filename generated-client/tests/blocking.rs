//! The client without `async`, against the portal and against a server that is slow.

mod support;

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use bitrix24::blocking::{Client, Portals};
use bitrix24::crm::item::{self, productrow};
use bitrix24::crm::{EntityType, OwnerType};
use bitrix24::error::AuthKind;
use bitrix24::oauth::{MemoryStore, TokenStore};
use bitrix24::paging::Position;
use bitrix24::{CallOptions, Error, Limits, Params};
use bitrix24_portal::Portal;
use support::json;
use support::request::list;
use support::server::Server;
use tokio::io::AsyncWriteExt;
use tokio::runtime::Runtime;

/// What the other side runs in.
fn runtime() -> Runtime {
    Runtime::new().expect("a runtime")
}

fn rows_of(owner: i64) -> productrow::List {
    productrow::list(productrow::ListFilter::new(OwnerType::Deal, owner))
}

#[test]
fn everything_is_there_without_async() {
    let runtime = runtime();
    let portal = runtime.block_on(Portal::start()).expect("a portal");
    portal.add_owner(OwnerType::Deal, 7);
    let client = Client::webhook(portal.webhook_url()).expect("a client");
    assert_eq!(client.portal(), portal.address().to_string());
    assert_eq!(client.user_id(), Some(1));
    assert!(client.tokens().is_none());
    assert!(format!("{client:?}").starts_with("Client { portal: "));

    let add = |name: &str| {
        productrow::add(
            productrow::AddFields::new(7, OwnerType::Deal)
                .product_name(name)
                .price(1),
        )
    };
    let row = client.call(add("first")).expect("a row");
    let id = row.id.expect("an identifier");
    let same = client
        .call_with(productrow::get(id), CallOptions::new())
        .expect("the row");
    assert_eq!(same.product_name.as_deref(), Some("first"));
    let envelope = client
        .send(rows_of(7), CallOptions::new())
        .expect("an answer");
    assert_eq!((envelope.total, envelope.result.len()), (Some(1), 1));
    let raw = client
        .call_raw(
            "crm.item.productrow.get",
            serde_json::json!({ "id": id.get() }),
        )
        .expect("the row");
    assert_eq!(raw["productRow"]["productName"].as_text(), Some("first"));
    let error = client
        .send_raw("crm.no.such", Params::new(), CallOptions::new())
        .expect_err("no such method");
    assert_eq!(error.code(), Some("ERROR_METHOD_NOT_FOUND"));
    match client.call(productrow::get(1)) {
        Err(Error::Api(error)) => assert_eq!(error.kind, productrow::GetError::NotFound),
        other => panic!("{other:?}"),
    }

    let mut batch = client.batch().halt(true).options(CallOptions::new());
    assert!(batch.is_empty());
    let added: Vec<_> = (0..119)
        .map(|row| batch.add(add(&format!("row {row}"))))
        .collect();
    let raw = batch.add_raw("crm.item.productrow.fields", Params::new());
    assert_eq!(batch.len(), 120);
    let mut done = batch.send().expect("answers");
    for handle in added {
        done.take(handle).expect("a row");
    }
    assert!(
        done.take(raw).expect("fields")["fields"]["id"]
            .as_map()
            .is_some()
    );

    let rows = client.list(rows_of(7)).all().expect("rows");
    assert_eq!(rows.len(), 120);
    let rows: Result<Vec<_>, _> = client
        .list(rows_of(7))
        .by_rows()
        .options(CallOptions::new())
        .rows()
        .collect();
    let last = rows.expect("rows").pop().and_then(|row| row.product_name);
    assert_eq!(last.as_deref(), Some("row 118"));
    let pages: Result<Vec<_>, _> = client
        .list(rows_of(7))
        .resume_from(Position::Row(50))
        .pages()
        .collect();
    let sizes: Vec<_> = pages
        .expect("pages")
        .iter()
        .map(|page| page.rows.len())
        .collect();
    assert_eq!(sizes, [50, 20]);
    let refused = client.list(rows_of(404)).rows().next().expect("an error");
    assert_eq!(
        refused.expect_err("no such deal").position,
        Position::Row(0)
    );

    let stats = client.clone().stats();
    assert_eq!((stats.errors, stats.retries), (3, 0));
    assert_eq!(stats.requests, portal.requests().len() as u64);
}

#[test]
fn linked_pages_come_without_async() {
    let runtime = runtime();
    let portal = runtime.block_on(Portal::start()).expect("a portal");
    portal.add_deals(2_600);
    let client = Client::webhook(portal.webhook_url()).expect("a client");
    let list = || item::list(EntityType::Deal).select(item::Item::ID);
    let rows = client.list(list()).in_batches().all().expect("deals");
    assert!(rows.len() >= 2_600);
    assert!(client.stats().requests <= 3);

    // The same, with a break.
    let mut pages = client.list(list()).in_batches().pages();
    let first = pages.next().expect("a page").expect("deals");
    let rest: Result<Vec<_>, _> = client
        .list(list())
        .in_batches()
        .resume_from(first.next.expect("more"))
        .rows()
        .collect();
    let ids: Vec<_> = [first.rows, rest.expect("the rest")].concat();
    let ids: Vec<_> = ids.iter().map(|deal| deal.id).collect();
    assert_eq!(ids, rows.iter().map(|deal| deal.id).collect::<Vec<_>>());
}

#[test]
fn lists_by_name_come_without_async() {
    let runtime = runtime();
    let portal = runtime.block_on(Portal::start()).expect("a portal");
    portal.add_deals(120);
    let client = Client::webhook(portal.webhook_url()).expect("a client");
    let list = || {
        let params = serde_json::json!({ "entityTypeId": 2, "select": ["id"] });
        client.list_raw("crm.item.list", params)
    };
    let expected = list().all().expect("deals");
    assert!(expected.len() >= 120);
    let found: Result<Vec<_>, _> = list().rows_at("items").cursor("id").rows().collect();
    assert_eq!(found.expect("deals"), expected);
    let linked = list().cursor("id").cursor_key("id").page_size(50);
    assert_eq!(linked.in_batches().all().expect("deals"), expected);
}

#[test]
fn the_next_page_comes_while_the_caller_works() {
    let runtime = runtime();
    let portal = runtime.block_on(Portal::start()).expect("a portal");
    portal.add_deals(2_600);
    let client = Client::webhook(portal.webhook_url()).expect("a client");
    let list = || client.list(item::list(EntityType::Deal).select(item::Item::ID));
    let expected = list().in_batches().all().expect("deals");
    let before = portal.requests().len();
    let mut rows = list().in_batches().read_ahead().rows();
    let mut found = vec![rows.next().expect("a row").expect("a deal")];
    // This thread does not wait for the client.
    let begin = Instant::now();
    while portal.requests().len() < before + 2 {
        assert!(begin.elapsed() < Duration::from_secs(20));
        thread::sleep(Duration::from_millis(1));
    }
    for row in rows {
        found.push(row.expect("a deal"));
    }
    assert_eq!(found, expected);
    assert_eq!(portal.requests().len(), 2 * before);
}

#[test]
fn portals_are_there_without_async() {
    let runtime = runtime();
    let first = runtime.block_on(Portal::start()).expect("a portal");
    let second = runtime
        .block_on(Portal::builder().authorised_by(&first).start())
        .expect("a portal");
    for portal in [&first, &second] {
        portal.add_owner(OwnerType::Deal, 7);
    }
    let store = Arc::new(MemoryStore::new());
    let portals = Portals::new(first.application(), MemoryStore::new()).expect("portals");
    assert!(format!("{portals:?}").starts_with("Portals { "));
    let portals = Portals::with_settings(
        first.application(),
        store.clone(),
        bitrix24::Client::builder().limits(Limits::unlimited()),
    )
    .expect("portals");

    let client = portals
        .exchange(first.authorization_code())
        .expect("a client");
    assert_eq!(client.portal(), first.address().to_string());
    assert!(client.call(rows_of(7)).expect("rows").is_empty());
    portals.install(second.install()).expect("a client");
    // The pair is renewed while the thread waits, and kept.
    first.expire_tokens();
    second.expire_tokens();
    thread::scope(|scope| {
        for portal in [&first, &second] {
            scope.spawn(|| {
                let client = portals.clone().client(portal.member_id()).expect("tokens");
                client.call(rows_of(7)).expect("rows");
                assert_eq!(client.stats().refreshes, 1);
                let kept = runtime.block_on(store.load(portal.member_id()));
                let kept = kept.expect("a store").expect("tokens");
                assert!(kept.is_same_pair(&client.tokens().expect("tokens")));
            });
        }
    });
    portals.remove(second.member_id()).expect("a store");
    match portals.client(second.member_id()) {
        Err(Error::Auth(error)) => {
            assert!(matches!(error.kind, AuthKind::UnknownPortal { .. }));
        }
        other => panic!("{other:?}"),
    }
    // A client outlives the portals that it came from.
    drop(portals);
    assert!(client.call(rows_of(7)).is_ok());
}

/// Answers only when so many requests are there: calls that came one after another would never be
/// answered.
#[test]
fn threads_call_at_the_same_time() {
    const THREADS: usize = 8;
    let runtime = runtime();
    let all = Arc::new(tokio::sync::Barrier::new(THREADS));
    let server = runtime.block_on(Server::new(move |mut stream, _| {
        let all = Arc::clone(&all);
        async move {
            all.wait().await;
            let answer = json("200 OK", r#"{"result": {"productRows": []}}"#);
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    }));
    let client = Client::new(support::client(&server.url())).expect("a client");
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                start.wait();
                client.call(list()).expect("an answer");
            });
        }
    });
    assert_eq!(server.requests().len(), THREADS);
}

#[test]
fn time_limits_hold() {
    let runtime = runtime();
    let server = runtime.block_on(Server::stalling("HTTP/1.1 200 OK\r\n"));
    let client = Client::new(support::client(&server.url())).expect("a client");
    let begin = Instant::now();
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let error = client.call_with(list(), options).expect_err("too slow");
    assert!(error.is_timeout(), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(10));
}

#[test]
fn iterators_outlive_the_client() {
    let runtime = runtime();
    let portal = runtime.block_on(Portal::start()).expect("a portal");
    portal.add_owner(OwnerType::Deal, 7);
    let client = Client::webhook(portal.webhook_url()).expect("a client");
    let mut rows = client.list(rows_of(7)).rows();
    drop(client);
    assert!(rows.next().is_none());
}

#[test]
fn in_asynchronous_code_it_panics_and_beside_it_it_works() {
    let runtime = runtime();
    let portal = runtime.block_on(Portal::start()).expect("a portal");
    portal.add_owner(OwnerType::Deal, 7);
    let client = Client::webhook(portal.webhook_url()).expect("a client");

    let other = client.clone();
    let beside = runtime.block_on(async move {
        tokio::task::spawn_blocking(move || other.call(rows_of(7)).expect("rows").len()).await
    });
    assert_eq!(beside.expect("no panic"), 0);

    let inside = runtime.block_on(async move {
        // A client may be made, and dropped, there.
        drop(Client::webhook(portal.webhook_url()).expect("a client"));
        tokio::spawn(async move { client.call(rows_of(7)).map(|rows| rows.len()) }).await
    });
    let panic = inside.expect_err("a panic").into_panic();
    let text = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned());
    let text = text.expect("a text");
    assert!(
        text.contains("Cannot start a runtime from within a runtime"),
        "{text}"
    );
}
