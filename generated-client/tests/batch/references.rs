//! Results that stand in the parameters of later commands.

use bitrix24::error::{AnswerKind, BatchProblem};
use bitrix24::{Error, Params, Value};
use serde_json::json;

use super::support::request::{list, task_delegate, task_get};
use super::{answering, bodies, client, done, problem, server, support};

#[tokio::test]
async fn references_are_what_the_portal_reads() {
    let server = answering(&[done(
        json!({"c0": {"productRows": [{"id": 5, "productName": "x"}]}, "c1": {"productRows": []}, "c2": 7, "c3": true}),
        json!([]),
    )])
    .await;
    let mut batch = client(&server).batch();
    let rows = batch.add(list());
    let id = rows.first().pick(|row| &row.id);
    let second = batch.add(list().start(&id));
    let number = batch.add_raw(
        "own.method",
        Params::new().param("names", [rows.first().pick(|row| &row.name)]),
    );
    let third = batch.add(task_delegate(id));
    let mut results = batch.send().await.expect("an answer");
    let cmd = &bodies(&server)[0]["cmd"];
    assert_eq!(
        cmd["c1"],
        "crm.item.productrow.list?start=$result[c0][productRows][0][id]"
    );
    assert_eq!(
        cmd["c2"],
        "own.method?names[0]=$result[c0][productRows][0][productName]"
    );
    assert_eq!(
        cmd["c3"],
        "task.item.delegate?0=&1=$result[c0][productRows][0][id]"
    );
    assert!(results.take(second).is_ok());
    assert_eq!(results.take(number).ok(), Some(Value::from(7)));
    assert!(results.take(third).is_ok());
}

#[tokio::test]
async fn a_value_that_is_not_there_is_an_error_of_whoever_refers_to_it() {
    let server = answering(&[done(
        json!({"c0": {"productRows": []}, "c1": {"productRows": [{"id": 9}]}, "c3": {"productRows": []}}),
        json!({"c2": {"error": "ACCESS_DENIED"}}),
    )])
    .await;
    let mut batch = client(&server).batch();
    let rows = batch.add(list());
    let second = batch.add(list().start(rows.first().pick(|row| &row.id)));
    let failed = batch.add(list());
    let third = batch.add(list().start(failed.first().pick(|row| &row.id)));
    let mut results = batch.send().await.expect("an answer");
    assert!(results.take(rows).is_ok());
    assert!(results.take(failed).is_err());
    for (handle, expected) in [(second, 0), (third, 2)] {
        match results.take(handle) {
            Err(Error::Answer(error)) => {
                assert_eq!(error.kind, AnswerKind::Dangling { command: expected });
                assert_eq!(error.did_run(), Some(true));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_reference_to_another_request_is_sent_as_its_value() {
    let server = server(|number, body| {
        let commands = body["cmd"].as_object().expect("commands");
        let results: serde_json::Map<String, serde_json::Value> = commands
            .keys()
            .map(|name| (name.clone(), json!({"productRows": [{"id": "41"}]})))
            .collect();
        if number > 0 {
            let other = commands
                .values()
                .find(|text| *text != "crm.item.productrow.list?start=41");
            assert_eq!(other, None);
        }
        support::json("200 OK", &done(results.into(), json!([])).to_string())
    })
    .await;
    let mut batch = client(&server).batch();
    let rows = batch.add(list());
    let id = rows.first().pick(|row| &row.id);
    let handles: Vec<_> = (0..120).map(|_| batch.add(list().start(&id))).collect();
    let mut results = batch.send().await.expect("answers");
    assert_eq!(server.requests().len(), 3);
    for handle in handles {
        assert!(results.take(handle).is_ok());
    }
}

#[tokio::test]
async fn what_refers_to_a_failure_in_another_request_is_not_sent() {
    let server = answering(&[done(json!({"c0": {"productRows": []}}), json!([]))]).await;
    let mut batch = client(&server).batch();
    let rows = batch.add(list());
    // REST 3.0 has no references, so it would wait for the value.
    let task = batch.add(task_get(rows.first().pick(|row| &row.id)));
    let after = batch.add(list().start(task.result().entry("id").read::<i64>()));
    let mut results = batch.send().await.expect("an answer");
    assert!(results.take(rows).is_ok());
    let error = results.take(task).expect_err("nothing to refer to");
    assert_eq!(error.did_run(), Some(false));
    assert_eq!(problem(error), BatchProblem::MissingValue { command: 0 });
    assert_eq!(
        problem(results.take(after).expect_err("nothing")),
        BatchProblem::MissingValue { command: 1 }
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_write_may_wait_for_its_values() {
    let server = answering(&[
        done(
            json!({"c0": {"productRows": [{"id": 5}]}, "c1": {"productRows": []}, "c5": {"productRows": []}}),
            json!({"c3": {"error": "ACCESS_DENIED"}}),
        ),
        done(json!({"c2": true, "c6": true}), json!([])),
        done(json!({"c7": true}), json!([])),
    ])
    .await;
    let mut batch = client(&server).batch().resolve_before_writes(true);
    let full = batch.add(list());
    let empty = batch.add(list());
    let id = full.first().pick(|row| &row.id);
    let written = batch.add(task_delegate(&id));
    let failed = batch.add(list());
    // Neither of these two may run: one of them would find no row, and the other a command that
    // failed.
    let without_row = batch.add(task_delegate(empty.first().pick(|row| &row.id)));
    // A read goes with what it refers to.
    let read = batch.add(list().start(&id));
    let raw = batch.add_raw("own.method", Params::new().param("id", &id));
    let chain = batch.add_raw(
        "own.method",
        Params::new().param("id", raw.result().read::<i64>()),
    );
    let without_list = batch.add(task_delegate(failed.first().pick(|row| &row.id)));
    let mut results = batch.send().await.expect("answers");
    let bodies = bodies(&server);
    let sent: Vec<_> = bodies.iter().map(|body| &body["cmd"]).collect();
    assert_eq!(
        *sent[0],
        json!({
            "c0": "crm.item.productrow.list",
            "c1": "crm.item.productrow.list",
            "c3": "crm.item.productrow.list",
            "c5": "crm.item.productrow.list?start=$result[c0][productRows][0][id]",
        })
    );
    assert_eq!(
        *sent[1],
        json!({"c2": "task.item.delegate?0=&1=5", "c6": "own.method?id=5"})
    );
    assert_eq!(*sent[2], json!({"c7": "own.method?id=1"}));
    assert!(results.take(written).expect("it ran"));
    assert!(results.take(read).is_ok() && results.take(raw).is_ok() && results.take(chain).is_ok());
    for (handle, command) in [(without_row, 1), (without_list, 3)] {
        let error = results.take(handle).expect_err("it was not sent");
        assert_eq!(error.did_run(), Some(false));
        assert_eq!(problem(error), BatchProblem::MissingValue { command });
    }
}

#[tokio::test]
async fn a_write_that_waits_halts_the_batch_where_there_is_no_value() {
    let server = answering(&[done(json!({"c0": {"productRows": []}}), json!([]))]).await;
    let batch = client(&server).batch();
    let mut batch = batch.halt(true).resolve_before_writes(true);
    let rows = batch.add(list());
    let written = batch.add(task_delegate(rows.first().pick(|row| &row.id)));
    let after = batch.add(list());
    let mut results = batch.send().await.expect("an answer");
    assert!(results.take(rows).is_ok());
    for (handle, expected) in [
        (
            results.take(written).map(drop).map_err(problem),
            BatchProblem::MissingValue { command: 0 },
        ),
        (
            results.take(after).map(drop).map_err(problem),
            BatchProblem::Halted { command: 1 },
        ),
    ] {
        assert_eq!(handle, Err(expected));
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn with_halt_nothing_refers_to_a_command_that_failed() {
    let server = answering(&[done(json!([]), json!({"c0": {"error": "ACCESS_DENIED"}}))]).await;
    let mut batch = client(&server).batch().halt(true);
    let rows = batch.add(list());
    let written = batch.add(task_delegate(rows.first().pick(|row| &row.id)));
    let mut results = batch.send().await.expect("an answer");
    assert!(results.take(rows).is_err());
    let error = results.take(written).expect_err("it did not run");
    assert_eq!(error.did_run(), Some(false));
    assert_eq!(problem(error), BatchProblem::Halted { command: 0 });
}
