//! What is sent again, and the limits of the portal.

use bitrix24::{
    Batch, CallOptions, Clock, Error, RawMethod, RetryPolicy, RetryReason, VirtualClock,
};
use serde_json::json;

use super::support::request::{counters, list, task_delegate};
use super::{SECOND, answering, bodies, done, patient, server, support};

#[tokio::test]
async fn reads_are_sent_again_and_writes_are_not() {
    let cut_first = |number, _| match number {
        0 => String::new(),
        _ => {
            let answer = done(json!({"c0": {"productRows": []}}), json!([]));
            support::json("200 OK", &answer.to_string())
        }
    };
    let clock = VirtualClock::new();
    let reads = server(cut_first).await;
    let mut batch = patient(&reads, &clock).batch();
    let rows = batch.add(list());
    let mut results = batch.send().await.expect("a second try");
    let envelope = results.take_envelope(rows).expect("rows");
    assert_eq!(envelope.retries[0].reason, RetryReason::Lost);

    let writes = server(cut_first).await;
    let mut batch = patient(&writes, &clock).batch();
    let _ = (batch.add(list()), batch.add(task_delegate(1)));
    let error = batch.send().await.expect_err("nobody knows whether it ran");
    assert_eq!(error.did_run(), None);
    assert_eq!(writes.requests().len(), 1);

    // The key that lets a write of REST 3.0 be repeated is documented for methods, and for no
    // batch.
    let newer = server(|_, _| String::new()).await;
    let mut batch = patient(&newer, &clock).batch();
    let _ = batch.add_raw(RawMethod::v3("tasks.task.add"), json!({}));
    assert!(batch.send().await.is_err());
    let headers = newer.only_request().headers;
    assert!(
        !headers
            .iter()
            .any(|line| line.starts_with("idempotency-key"))
    );
}

#[tokio::test]
async fn too_many_requests_are_tried_again_for_the_whole_batch() {
    let server = server(|number, _| match number {
        0 => support::json(
            "503 Service Unavailable",
            r#"{"error": "QUERY_LIMIT_EXCEEDED"}"#,
        ),
        _ => support::json("200 OK", &done(json!({"c0": true}), json!([])).to_string()),
    })
    .await;
    let mut batch = patient(&server, &VirtualClock::new()).batch();
    let written = batch.add(task_delegate(1));
    let mut results = batch.send().await.expect("a second try");
    assert!(results.take(written).expect("it ran"));
}

#[tokio::test]
async fn what_the_limits_kept_from_running_is_sent_again() {
    let server = answering(&[
        done(
            json!({"c0": {"productRows": []}, "c2": {"CHAT": 1}}),
            json!({"c1": {"error": "OPERATION_TIME_LIMIT", "error_description": "blocked"}}),
        ),
        done(json!({"c1": true}), json!([])),
    ])
    .await;
    let clock = VirtualClock::new();
    let client = patient(&server, &clock);
    let mut batch = client.batch();
    let rows = batch.add(list());
    let written = batch.add(task_delegate(1));
    let counts = batch.add(counters());
    let mut results = batch.send().await.expect("answers");
    assert!(clock.now() >= 60 * SECOND, "{:?}", clock.now());
    assert!(results.take(rows).is_ok() && results.take(counts).is_ok());
    let envelope = results.take_envelope(written).expect("it ran in the end");
    assert_eq!(envelope.retries.len(), 1);
    assert_eq!(envelope.retries[0].reason, RetryReason::OperationLimit);
    let bodies = bodies(&server);
    assert_eq!(bodies[1]["cmd"], json!({"c1": "task.item.delegate?0=&1=1"}));
    assert_eq!(client.stats().operation_limits, 1);
}

#[tokio::test]
async fn a_batch_that_halted_at_a_limit_goes_on_from_there() {
    let blocked = json!({"error": "OPERATION_TIME_LIMIT", "error_description": "blocked"});
    let server = answering(&[
        done(
            json!({"c0": {"productRows": [{"id": 5}]}}),
            json!({"c1": blocked}),
        ),
        done(json!({"c1": true, "c2": {"CHAT": 1}}), json!([])),
    ])
    .await;
    let mut batch = patient(&server, &VirtualClock::new()).batch().halt(true);
    let rows = batch.add(list());
    let written = batch.add(task_delegate(rows.first().pick(|row| &row.id)));
    let counts = batch.add(counters());
    let mut results = batch.send().await.expect("answers");
    assert!(results.take(rows).is_ok());
    assert!(results.take(written).expect("it ran"));
    assert!(results.take(counts).is_ok());
    let second = &bodies(&server)[1]["cmd"];
    assert_eq!(
        *second,
        json!({"c1": "task.item.delegate?0=&1=5", "c2": "im.counters.get"})
    );
}

#[tokio::test]
async fn what_others_refer_to_is_not_sent_again_and_neither_is_anything_without_retries() {
    let blocked = json!({"error": "OPERATION_TIME_LIMIT", "error_description": "blocked"});
    let answer = done(json!({"c1": true}), json!({"c0": blocked}));
    let server = answering(&[answer.clone(), answer]).await;
    let mut batch = patient(&server, &VirtualClock::new()).batch();
    let rows = batch.add(list());
    let written = batch.add(task_delegate(rows.first().pick(|row| &row.id)));
    let mut results = batch.send().await.expect("an answer");
    let error = results.take(rows).expect_err("blocked");
    assert_eq!(error.code(), Some("OPERATION_TIME_LIMIT"));
    assert!(matches!(results.take(written), Err(Error::Answer(_))));

    let mut batch = patient(&server, &VirtualClock::new())
        .batch()
        .options(CallOptions::new().retry(RetryPolicy::none()));
    let rows = batch.add(list());
    let written = batch.add(task_delegate(1));
    let mut results = batch.send().await.expect("an answer");
    let error = results.take(rows).expect_err("blocked");
    assert_eq!(error.did_run(), Some(false));
    assert!(results.take(written).is_ok());
}

#[tokio::test]
async fn the_time_of_each_method_is_learned_and_kept() {
    let used =
        json!({"finish": 1000.0, "duration": 20.0, "operating": 479.0, "operating_reset_at": 1300});
    let mut first = done(
        json!({"c0": {"productRows": []}, "c1": {"CHAT": 1}}),
        json!([]),
    );
    first["result"]["result_time"] = json!({"c0": used});
    let server = answering(&[
        first,
        done(json!({"c0": {"CHAT": 1}}), json!([])),
        done(
            json!({"c0": {"CHAT": 1}, "c1": {"productRows": []}}),
            json!([]),
        ),
    ])
    .await;
    let clock = VirtualClock::new();
    let client = patient(&server, &clock);
    let send = async |batch: Batch| batch.send().await.and_then(|results| results.check());

    let mut batch = client.batch();
    let _ = (batch.add(list()), batch.add(counters()));
    send(batch).await.expect("no error");
    // Another method goes on; this one waits, in a batch too.
    let mut batch = client.batch();
    let _ = batch.add(counters());
    send(batch).await.expect("no error");
    assert!(clock.now() < SECOND, "{:?}", clock.now());
    let options = CallOptions::new().deadline(10 * SECOND);
    let mut batch = client.batch().options(options);
    let _ = batch.add(list());
    let error = send(batch).await.expect_err("too late");
    assert!(matches!(error, Error::Request(_)), "{error}");
    let mut batch = client.batch();
    let _ = (batch.add(counters()), batch.add(list()));
    send(batch).await.expect("no error");
    assert!(clock.now() >= 299 * SECOND, "{:?}", clock.now());
}

#[tokio::test]
async fn the_time_of_the_whole_batch_in_each_part_counts_once() {
    let used = |operating: f64| json!({"finish": 1000.0, "duration": 20.0, "operating": operating, "operating_reset_at": 1300});
    let answer = |parts: [f64; 2], whole: Option<f64>| {
        let results = json!({"c0": {"productRows": []}, "c1": {"CHAT": 1}});
        let mut answer = done(results, json!([]));
        answer["result"]["result_time"] = json!({"c0": used(parts[0]), "c1": used(parts[1])});
        if let Some(whole) = whole {
            answer["time"] = used(whole);
        }
        answer
    };
    let fine = json!({"result": {"productRows": []}});
    // The times of the parts, that of the batch, and what waits then: a method, a batch.
    for (parts, whole, method, batch) in [
        ([479.0, 479.0], None, false, true),
        ([479.0, 479.0], Some(479.0), false, true),
        ([479.0, 1.0], None, true, false),
        ([479.0, 479.0], Some(1.0), true, false),
    ] {
        let server = answering(&[answer(parts, whole), fine.clone()]).await;
        let clock = VirtualClock::new();
        let client = patient(&server, &clock);
        let both = || {
            let mut batch = client.batch();
            let _ = (batch.add(list()), batch.add(counters()));
            batch
        };
        let results = both().send().await.expect("an answer");
        results.check().expect("no error");
        client.call(list()).await.expect("rows");
        let waited = clock.now() >= 299 * SECOND;
        assert_eq!(waited, method, "{parts:?} {whole:?}");
        let others = || {
            let options = CallOptions::new().deadline(10 * SECOND);
            let mut batch = client.batch().options(options);
            let _ = batch.add(task_delegate(1));
            batch
        };
        if batch {
            let error = others().send().await.expect_err("too late");
            assert!(matches!(error, Error::Request(_)), "{error}");
        }
    }
}
