//! What a batch is sent as, and how its answer is read.

use bitrix24::error::AnswerKind;
use bitrix24::{AnyError, Error, Map, SystemError, Value};
use serde_json::json;

use super::support::request::{ListError, counters, list, task_delegate};
use super::{answering, bodies, client, done, server, support};

#[tokio::test]
async fn a_batch_is_sent_as_documented_and_its_answer_read_by_type() {
    let server = answering(&[json!({
        "result": {
            "result": {
                "c0": {"productRows": [{"id": "7", "productName": "x", "price": "1.50", "new": 1}], "more": 2},
                "c1": {"CHAT": "3"},
                "c2": true,
                "c3": {"NAME": "Klaus"},
            },
            "result_error": [],
            "result_total": {"c0": 51},
            "result_next": {"c0": "50"},
            "result_time": {"c0": {"duration": 0.25, "operating": 1.5}},
        },
        "time": {"duration": 0.5},
    })])
    .await;
    let mut batch = client(&server).batch();
    let rows = batch.add(list().start(0));
    let counts = batch.add(counters());
    let delegated = batch.add(task_delegate(17));
    let user = batch.add_raw("user.current", json!({"a": {"b&": [1, "x y"]}}));
    assert_eq!(batch.len(), 4);
    let mut results = batch.send().await.expect("an answer");
    assert_eq!(
        bodies(&server),
        [json!({"halt": 0, "cmd": {
            "c0": "crm.item.productrow.list?start=0",
            "c1": "im.counters.get",
            "c2": "task.item.delegate?0=&1=17",
            "c3": "user.current?a[b%26][0]=1&a[b%26][1]=x%20y",
        }})]
    );
    assert!(server.only_request().line.contains("/batch HTTP"));
    results.check().expect("no error");
    let envelope = results.take_envelope(rows).expect("rows");
    assert_eq!((envelope.total, envelope.next), (Some(51), Some(50)));
    assert_eq!(
        envelope.time.as_ref().and_then(|time| time.operating),
        Some(1.5)
    );
    assert_eq!(envelope.result[0].name.as_deref(), Some("x"));
    assert_eq!(envelope.beside.get("more"), Some(&Value::from(2)));
    assert_eq!(envelope.status, 200);
    let body: serde_json::Value = serde_json::from_slice(envelope.body()).expect("JSON");
    assert_eq!(body["productRows"][0]["id"], "7");
    let counts: Map<String, i64> = results.take(counts).expect("counts");
    assert_eq!(counts.get("CHAT"), Some(&3));
    assert!(results.take(delegated).expect("a truth value"));
    assert_eq!(
        results.take(user).expect("a user")["NAME"].as_text(),
        Some("Klaus")
    );
}

#[tokio::test]
async fn results_and_errors_may_come_as_lists() {
    let server = answering(&[
        done(json!([{"productRows": []}, {"CHAT": 1}]), json!([])),
        done(
            json!([]),
            json!([{"error": "ACCESS_DENIED", "error_description": ""}]),
        ),
        done(
            json!(false),
            json!({"c0": {"error": "", "error_description": "No rows"}}),
        ),
    ])
    .await;
    let client = client(&server);
    let mut batch = client.batch();
    let (rows, counts) = (batch.add(list()), batch.add(counters()));
    let mut results = batch.send().await.expect("an answer");
    assert!(results.take(rows).expect("rows").is_empty());
    assert_eq!(results.take(counts).expect("counts").len(), 1);
    for expected in [ListError::AccessDenied, ListError::Empty] {
        let mut batch = client.batch();
        let rows = batch.add(list());
        let mut results = batch.send().await.expect("an answer");
        let any = results.check().expect_err("it failed");
        assert!(any.api().is_some_and(|error| error.kind.name().is_some()));
        match results.take(rows) {
            Err(Error::Api(error)) => assert_eq!(error.kind, expected),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn one_that_fails_takes_nothing_from_the_others() {
    let server = answering(&[done(
        json!({"c0": {"productRows": []}, "c2": {"CHAT": "no number"}, "c4": {"CHAT": 4}}),
        json!({
            "c1": {"error": "ERROR_BATCH_METHOD_NOT_ALLOWED", "error_description": "Method is not allowed for batch usage"},
            "c5": {"error": "ERROR_BATCH_LENGTH_EXCEEDED", "error_description": "Max batch length exceeded"},
        }),
    )])
    .await;
    let mut batch = client(&server).batch();
    let fine = batch.add(list());
    let not_allowed = batch.add(task_delegate(1));
    let mismatch = batch.add(counters());
    let missing = batch.add(counters());
    let also_fine = batch.add(counters());
    let too_long = batch.add(list());
    let mut results = batch.send().await.expect("an answer");
    assert!(results.take(fine).is_ok());
    assert!(results.take(also_fine).is_ok());
    for (error, expected) in [
        (
            results.take(not_allowed).expect_err("an error"),
            SystemError::BatchMethodNotAllowed,
        ),
        (
            results.take(too_long).expect_err("an error"),
            SystemError::BatchLengthExceeded,
        ),
    ] {
        let error = error.api().expect("an error of the portal");
        assert_eq!(error.kind, ListError::System(expected));
        assert_eq!(error.status, 200);
    }
    match results.take(mismatch) {
        Err(Error::Answer(error)) => {
            assert_eq!(error.method(), "im.counters.get");
            assert!(
                matches!(&error.kind, AnswerKind::Shape { path, .. } if path == "result.CHAT"),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
    match results.take(missing) {
        Err(Error::Answer(error)) => {
            assert!(matches!(error.kind, AnswerKind::NoResult { .. }), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn more_than_fifty_go_in_several_requests_side_by_side() {
    let server = server(|_, body| {
        let commands = body["cmd"].as_object().expect("commands");
        assert!(commands.len() <= 50);
        let results: serde_json::Map<String, serde_json::Value> = commands
            .iter()
            .map(|(name, command)| {
                let start = command.as_str().and_then(|text| text.rsplit('=').next());
                (name.clone(), json!({"productRows": [{"id": start}]}))
            })
            .collect();
        support::json("200 OK", &done(results.into(), json!([])).to_string())
    })
    .await;
    let mut batch = client(&server).batch();
    let handles: Vec<_> = (0..120)
        .map(|start| batch.add(list().start(start)))
        .collect();
    let mut results = batch.send().await.expect("answers");
    for (start, handle) in (0..).zip(handles) {
        assert_eq!(results.take(handle).expect("rows")[0].id, Some(start));
    }
    let mut sizes: Vec<_> = bodies(&server)
        .iter()
        .map(|body| body["cmd"].as_object().map_or(0, serde_json::Map::len))
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [20, 50, 50]);
}

#[tokio::test]
async fn a_batch_can_be_sent_from_any_task() {
    let server = answering(&[done(json!({"c0": {"CHAT": 1}}), json!([]))]).await;
    let mut batch = client(&server).batch();
    let counts = batch.add(counters());
    let task = async move { batch.send().await?.take(counts).map_err(AnyError::from) };
    let counts = tokio::spawn(task).await.expect("no panic");
    assert_eq!(counts.expect("counts").len(), 1);
}
