//! Calls: by name, with additional parameters, many at once, within a deadline.

use std::collections::BTreeSet;
use std::time::Duration;

use bitrix24::crm::item::productrow::{self, GetError, UpdateFields};
use bitrix24::{CallOptions, Client, Error, Params, RetryPolicy, SystemError, Value, dec};
use bitrix24_portal::Portal;
use serde_json::json;
use tokio::net::TcpListener;

use crate::{DEAL, add, fields, of_deal, portal};

#[tokio::test]
async fn a_method_is_called_by_its_name() {
    let (_portal, client) = portal().await;
    let row = json!({ "fields": { "ownerId": DEAL, "ownerType": "D", "price": 12.5 } });
    let answer = client
        .call_raw("crm.item.productrow.add", row)
        .await
        .expect("an answer");
    let id = answer["productRow"]["id"]
        .as_integer()
        .expect("an identifier");
    let params = Params::new().with::<i64, bitrix24::Required>("id", id);
    let answer = client
        .call_raw("crm.item.productrow.get", params)
        .await
        .expect("an answer");
    assert_eq!(answer["productRow"]["price"], Value::Float(12.5));
    let typed = client.call(productrow::get(id)).await.expect("a row");
    assert_eq!(typed.price, Some(dec!(12.5)));

    let error = client
        .call_raw("crm.no.such.method", json!({}))
        .await
        .expect_err("there is none");
    let kind = error.api().and_then(|error| error.kind.system());
    assert_eq!(kind, Some(SystemError::MethodNotFound));
}

#[tokio::test]
async fn parameters_that_the_schema_lacks_are_sent() {
    let portal = Portal::builder()
        .ignore_unknown_parameters(true)
        .start()
        .await
        .expect("a portal");
    let client = portal.client().expect("an address");
    let request = productrow::get(17622)
        .param("colour", "red")
        .param("sizes", vec![1, 2]);
    client.call(request).await.expect("a row");
    let requests = portal.requests();
    let sent = &requests.last().expect("a call was made").parameters;
    let expected = json!({ "id": 17622, "colour": "red", "sizes": [1, 2] });
    assert_eq!(serde_json::to_value(sent).expect("JSON"), expected);
}

#[tokio::test]
async fn the_whole_answer_is_there_for_who_asks() {
    let (_portal, client) = portal().await;
    let id = add(&client, fields().price(1)).await;
    let one = client
        .send(productrow::get(id), CallOptions::new())
        .await
        .expect("an answer");
    assert_eq!((one.status, one.total, one.next), (200, None, None));
    assert!(one.beside.is_empty() && one.extra.is_empty(), "{one:?}");
    assert!(
        one.body().starts_with(b"{"),
        "the answer is there as it came"
    );
    let time = one.time.expect("answers have a time");
    assert!(
        time.duration.is_some_and(|duration| duration >= 0.0),
        "{time:?}"
    );

    let list = productrow::list(of_deal());
    let many = client
        .send(list, CallOptions::new())
        .await
        .expect("an answer");
    assert_eq!(
        (many.total, many.next, many.result.len()),
        (Some(1), None, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn many_calls_go_at_once() {
    const TASKS: i32 = 50;
    let (portal, client) = portal().await;
    let tasks: Vec<_> = (1..=TASKS)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let id = add(&client, fields().price(number)).await;
                let change = UpdateFields::new().quantity(number);
                client
                    .call(productrow::update(id, change))
                    .await
                    .expect("it is changed");
                let row = client.call(productrow::get(id)).await.expect("it is read");
                assert_eq!(
                    (row.price, row.quantity),
                    (Some(number.into()), Some(number.into()))
                );
                *id.key()
            })
        })
        .collect();
    let mut ids = BTreeSet::new();
    for task in tasks {
        ids.insert(task.await.expect("no task panics"));
    }
    assert_eq!(ids.len(), 50, "no two rows have one identifier");
    assert_eq!(portal.requests().len(), 150);
}

#[tokio::test]
async fn a_call_ends_after_its_time() {
    // Connections are taken, and nothing is answered.
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = silent.local_addr().expect("an address");
    let client = Client::webhook(format!("http://{address}/rest/1/code/")).expect("a client");
    let options = CallOptions::new()
        .timeout(Duration::from_millis(50))
        .retry(RetryPolicy::none());
    let error = client
        .call_with(productrow::get(1), options)
        .await
        .expect_err("nobody answers");
    assert!(error.is_timeout(), "{error}");
    assert!(matches!(error, Error::Transport(_)), "{error}");

    let (_portal, client) = portal().await;
    let options = CallOptions::new().timeout(Duration::from_secs(30));
    let error = client
        .call_with(productrow::get(1), options)
        .await
        .expect_err("no such row");
    assert_eq!(
        error.api().map(|error| &error.kind),
        Some(&GetError::NotFound)
    );
}
