//! Batches of typed calls, run by the portal.

use bitrix24::crm::item::productrow::{self, GetError, Row, UpdateFields};
use bitrix24::crm::{OwnerType, deal};
use bitrix24::error::{AnswerKind, BatchProblem, RequestKind};
use bitrix24::{Error, Id, Order, dec};

use crate::{DEAL, add, fields, of_deal, portal};

#[tokio::test]
async fn results_stand_in_later_commands() {
    let (portal, client) = portal().await;
    let mut batch = client.batch();
    let added = batch.add(productrow::add(
        fields().product_name("Я & +50% = [x]?#").price(dec!(9.90)),
    ));
    let id = added.field(Row::ID);
    let changed = batch.add(productrow::update(
        &id,
        UpdateFields::new().quantity(dec!(2.5)).tax_included(true),
    ));
    let rows = batch.add(productrow::list(of_deal()).order(Order::new().asc(Row::ID)));
    let first = batch.add(productrow::get(rows.first().field(Row::ID)));
    let gone = batch.add(productrow::delete(rows.first().field(Row::ID)));
    let missing = batch.add(productrow::get(id));

    let mut done = batch.send().await.expect("an answer");
    assert_eq!(portal.requests().len(), 1);
    let added = done.take(added).expect("a row");
    assert_eq!(added.product_name.as_deref(), Some("Я & +50% = [x]?#"));
    assert_eq!(added.price, Some(dec!(9.90)));
    let changed = done.take(changed).expect("a row");
    assert_eq!(changed.quantity, Some(dec!(2.5)));
    assert_eq!(changed.tax_included, Some(true));
    let rows = done.take_envelope(rows).expect("rows");
    assert_eq!(rows.total, Some(1));
    assert_eq!(rows.result[0].id, added.id);
    assert!(rows.time.is_some());
    assert_eq!(done.take(first).expect("a row").id, added.id);
    done.take(gone).expect("it is deleted");
    match done.take(missing) {
        Err(Error::Api(error)) => assert_eq!(error.kind, GetError::NotFound),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_list_of_rows_and_an_empty_one_arrive() {
    let (_portal, client) = portal().await;
    let row = |name: &str| {
        productrow::SetRow::new()
            .product_name(name)
            .price(dec!(0.1))
    };
    let mut batch = client.batch();
    let two = batch.add(productrow::set(
        DEAL,
        OwnerType::Deal,
        [row("a"), row("b&c")],
    ));
    let mut done = batch.send().await.expect("an answer");
    let two = done.take(two).expect("rows");
    assert_eq!(two.len(), 2);
    assert_eq!(two[1].product_name.as_deref(), Some("b&c"));
    let rows = client
        .call(productrow::list(of_deal()))
        .await
        .expect("rows");
    assert_eq!(rows.len(), 2);
    // A query has no empty lists. It becomes an empty text, which this method refuses; left out it
    // would be missing.
    let mut batch = client.batch();
    let none: [productrow::SetRow; 0] = [];
    let none = batch.add(productrow::set(DEAL, OwnerType::Deal, none));
    let mut done = batch.send().await.expect("an answer");
    let error = done.take(none).expect_err("no list");
    assert!(error.to_string().contains("found an empty text"), "{error}");
}

#[tokio::test]
async fn a_command_that_fails_takes_nothing_from_the_others() {
    let (_portal, client) = portal().await;
    let mut batch = client.batch();
    let before = batch.add(productrow::add(fields()));
    let failing = batch.add(productrow::get(404));
    let after = batch.add(productrow::add(fields()));
    // It runs with an empty name, which nobody asked for.
    let dependent = batch.add(productrow::update(
        before.field(Row::ID),
        UpdateFields::new().product_name(failing.field(Row::PRODUCT_NAME)),
    ));
    let mut done = batch.send().await.expect("an answer");
    assert!(done.check().is_err());
    assert!(done.take(before).is_ok() && done.take(after).is_ok());
    match done.take(failing) {
        Err(Error::Api(error)) => assert_eq!(error.kind, GetError::NotFound),
        other => panic!("{other:?}"),
    }
    match done.take(dependent) {
        Err(Error::Answer(error)) => assert_eq!(error.kind, AnswerKind::Dangling { command: 1 }),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        client
            .call(productrow::list(of_deal()))
            .await
            .expect("rows")
            .len(),
        2
    );
}

#[tokio::test]
async fn a_write_that_waits_for_its_value_writes_nothing_that_nobody_meant() {
    let (portal, client) = portal().await;
    let mut batch = client.batch().resolve_before_writes(true);
    let before = batch.add(productrow::add(fields().product_name("kept")));
    let failing = batch.add(productrow::get(404));
    let dependent = batch.add(productrow::update(
        before.field(Row::ID),
        UpdateFields::new().product_name(failing.field(Row::PRODUCT_NAME)),
    ));
    let priced = batch.add(productrow::update(
        before.field(Row::ID),
        UpdateFields::new().price(dec!(2)),
    ));
    let mut done = batch.send().await.expect("an answer");
    assert_eq!(portal.requests().len(), 2);
    assert!(done.take(before).is_ok() && done.take(failing).is_err());
    match done.take(dependent) {
        Err(Error::Request(error)) => {
            assert_eq!(
                error.kind,
                RequestKind::Batch(BatchProblem::MissingValue { command: 1 })
            );
        }
        other => panic!("{other:?}"),
    }
    let row = done.take(priced).expect("a row");
    assert_eq!(row.product_name.as_deref(), Some("kept"));
    assert_eq!(row.price, Some(dec!(2)));
}

#[tokio::test]
async fn a_batch_halts() {
    let (_portal, client) = portal().await;
    let mut batch = client.batch().halt(true);
    let before = batch.add(productrow::add(fields()));
    let failing = batch.add(productrow::get(404));
    let after = batch.add(productrow::add(fields()));
    let mut done = batch.send().await.expect("an answer");
    assert!(done.take(before).is_ok() && done.take(failing).is_err());
    match done.take(after) {
        Err(Error::Request(error)) => {
            assert_eq!(
                error.kind,
                RequestKind::Batch(BatchProblem::Halted { command: 1 })
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        client
            .call(productrow::list(of_deal()))
            .await
            .expect("rows")
            .len(),
        1
    );
}

#[tokio::test]
async fn hundreds_of_commands_run_once_each() {
    let (portal, client) = portal().await;
    let mut batch = client.batch();
    let mut pairs = Vec::new();
    for number in 0..130_i64 {
        let added = batch.add(productrow::add(fields().sort(number)));
        let read = batch.add(productrow::get(added.field(Row::ID)));
        pairs.push((number, added, read));
    }
    let mut done = batch.send().await.expect("answers");
    assert_eq!(portal.requests().len(), 6);
    for (number, added, read) in pairs {
        let added = done.take(added).expect("a row");
        assert_eq!(added.sort, Some(number));
        assert_eq!(done.take(read).expect("the same row").id, added.id);
    }
    let of_deal = client
        .send(productrow::list(of_deal()), bitrix24::CallOptions::new())
        .await;
    assert_eq!(of_deal.expect("rows").total, Some(130));
}

#[tokio::test]
async fn a_result_that_many_need_is_had_across_requests() {
    let (portal, client) = portal().await;
    let first = add(&client, fields().product_name("first")).await;
    let mut batch = client.batch();
    let rows = batch.add(productrow::list(of_deal()));
    let id = rows.first().field(Row::ID);
    let copies: Vec<_> = (0..70).map(|_| batch.add(productrow::get(&id))).collect();
    let mut done = batch.send().await.expect("answers");
    assert_eq!(portal.requests().len(), 3);
    for copy in copies {
        assert_eq!(done.take(copy).expect("a row").id, Some(first));
    }
    assert_eq!(done.take(rows).expect("rows")[0].id, Some(first));
}

/// The methods of deals are deprecated in favour of those of all items, and still the simplest to
/// show.
#[tokio::test]
#[expect(deprecated, reason = "an identifier is the result itself here")]
async fn an_identifier_is_a_result_too() {
    let (_portal, client) = portal().await;
    let mut batch = client.batch();
    let deal = batch.add(deal::add().fields(deal::AddFields::new().title("New")));
    let read = batch.add(deal::get(deal.result()));
    let mut done = batch.send().await.expect("an answer");
    let id: Id<bitrix24::crm::Deal> = done.take(deal).expect("an identifier");
    assert!(id.get() > 0);
    assert!(done.take(read).is_ok());
}
