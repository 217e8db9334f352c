//! Batches against servers that answer what the test wants.

mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::error::{AnswerKind, BatchProblem, RequestKind};
use bitrix24::filter::Key;
use bitrix24::runtime::and;
use bitrix24::{
    AnyError, Batch, CallOptions, Client, Clock, Error, Map, Params, ParamsProblem, RawMethod,
    RetryPolicy, RetryReason, SystemError, Value, VirtualClock,
};
use serde_json::json;
use support::request::{ListError, Row, counters, list, task_delegate, task_get, upload};
use support::server::Server;
use tokio::io::AsyncWriteExt;

const SECOND: Duration = Duration::from_secs(1);

/// A server that answers each request by a function of its body and number; an empty answer cuts the connection.
async fn server(
    answer: impl Fn(usize, serde_json::Value) -> String + Send + Sync + 'static,
) -> Server {
    let (answer, number) = (Arc::new(answer), Arc::new(Mutex::new(0)));
    Server::new(move |mut stream, request| {
        let number = {
            let mut number = number.lock().expect("no panic");
            *number += 1;
            *number - 1
        };
        let body = serde_json::from_str(&request.body).expect("JSON");
        let bytes = answer(number, body);
        async move {
            // The client may have gone already.
            let _ = stream.write_all(bytes.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

/// A server that gives these answers one after the other.
async fn answering(answers: &[serde_json::Value]) -> Server {
    let answers: VecDeque<String> = answers.iter().map(ToString::to_string).collect();
    let answers = Mutex::new(answers);
    server(move |_, _| {
        let body = answers.lock().expect("no panic").pop_front();
        support::json("200 OK", &body.expect("as many answers as requests"))
    })
    .await
}

/// The answer of a batch: results, then errors.
fn done(results: serde_json::Value, errors: serde_json::Value) -> serde_json::Value {
    let mut answer = json!({"result": {"result_total": [], "result_next": [], "result_time": []}});
    answer["result"]["result"] = results;
    answer["result"]["result_error"] = errors;
    answer
}

fn bodies(server: &Server) -> Vec<serde_json::Value> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| serde_json::from_str(&request.body).expect("JSON"))
        .collect()
}

fn client(server: &Server) -> Client {
    support::client(&server.url())
}

/// Keeps the limits and tries again, by a clock that does not wait.
fn patient(server: &Server, clock: &VirtualClock) -> Client {
    Client::builder()
        .webhook(support::webhook(&server.url()))
        .clock(clock.clone())
        .build()
        .expect("a client")
}

fn problem<K: std::fmt::Debug>(error: Error<K>) -> BatchProblem {
    match error {
        Error::Request(error) => match error.kind {
            RequestKind::Batch(problem) => problem,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

async fn refused(batch: Batch) -> RequestKind {
    match batch.send().await.expect_err("it is refused") {
        Error::Request(error) => error.kind,
        other => panic!("{other:?}"),
    }
}

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
    let misfit = batch.add(counters());
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
    match results.take(misfit) {
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
    // The new REST links nothing, so it would wait for the value.
    let task = batch.add(task_get(rows.first().pick(|row| &row.id)));
    let after = batch.add(list().start(task.result().entry("id").read::<i64>()));
    let mut results = batch.send().await.expect("an answer");
    assert!(results.take(rows).is_ok());
    let error = results.take(task).expect_err("nothing to refer to");
    assert_eq!(error.did_run(), Some(false));
    assert_eq!(problem(error), BatchProblem::Nothing { command: 0 });
    assert_eq!(
        problem(results.take(after).expect_err("nothing")),
        BatchProblem::Nothing { command: 1 }
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_refused_before_anything_is_sent() {
    let server = answering(&[]).await;
    let client = client(&server);
    let refers = |batch: &mut Batch| {
        let rows = batch.add(list());
        rows.first().pick(|row| &row.id)
    };

    let mut other = client.batch();
    let of_other = refers(&mut other);
    let mut batch = client.batch();
    let _ = batch.add(list());
    let _ = batch.add(list().start(&of_other));
    assert_eq!(
        refused(batch).await,
        RequestKind::Batch(BatchProblem::OtherBatch)
    );

    // A text of a user is none, be it the very text that stands for a result.
    for text in [
        "$result[c0][ID]",
        "see $result[0]",
        &format!("{of_other:?}"),
    ] {
        for params in [
            json!({"a": text}),
            json!({"a": [{"b": text}]}),
            json!({"a": {text: 1}}),
        ] {
            let mut batch = client.batch();
            let _ = batch.add_raw("own.method", params);
            assert_eq!(
                refused(batch).await,
                RequestKind::Batch(BatchProblem::Text),
                "{text}"
            );
        }
    }
    let mut batch = client.batch();
    let own = refers(&mut batch);
    let text = format!("x{own:?}");
    let _ = batch.add_raw(
        "own.method",
        Params::new().param("id", own).param("text", text),
    );
    assert_eq!(refused(batch).await, RequestKind::Batch(BatchProblem::Text));

    for (method, params, expected) in [
        (
            "batch",
            json!({}),
            RequestKind::Batch(BatchProblem::NotAllowed),
        ),
        (
            "Batch",
            json!({}),
            RequestKind::Batch(BatchProblem::NotAllowed),
        ),
        ("a?b", json!({}), RequestKind::Method),
        (
            "a.b",
            json!({"x.y": 1}),
            RequestKind::Batch(BatchProblem::Name),
        ),
        (
            "a.b",
            json!(1),
            RequestKind::NoParameters {
                found: "another scalar",
            },
        ),
    ] {
        let mut batch = client.batch();
        let _ = batch.add_raw(method, params);
        assert_eq!(refused(batch).await, expected);
    }
    let mut batch = client.batch();
    let _ = batch.add(upload());
    assert_eq!(
        refused(batch).await,
        RequestKind::Batch(BatchProblem::NotAllowed)
    );

    // Outside of its batch nobody knows the result.
    let mut batch = client.batch();
    let id = refers(&mut batch);
    match client.call(list().start(&id)).await {
        Err(Error::Request(error)) => {
            assert_eq!(error.kind, RequestKind::Params(ParamsProblem::Reference));
        }
        other => panic!("{other:?}"),
    }
    // A graver problem is told rather than that there is a reference.
    let twice = Params::new().param("id", &id);
    let named = || Key::<Row, Value>::named("id");
    let twice = and(and(twice, named().eq(1)), named().eq(2));
    let _ = batch.add_raw("own.method", twice);
    assert!(matches!(
        refused(batch).await,
        RequestKind::Params(ParamsProblem::SameCondition { .. })
    ));

    let mut results = client.batch().send().await.expect("nothing to send");
    assert!(results.is_empty());
    let mut batch = client.batch();
    let handle = batch.add(list());
    let error = results.take(handle).expect_err("another batch");
    assert_eq!(problem(error), BatchProblem::OtherHandle);
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_batch_halts_at_the_first_failure() {
    let server = answering(&[done(
        json!({"c0": {"productRows": []}}),
        json!({"c1": {"error": "ACCESS_DENIED"}}),
    )])
    .await;
    let mut batch = client(&server).batch().halt(true);
    let first = batch.add(list());
    let second = batch.add(list());
    let rest: Vec<_> = (0..60).map(|_| batch.add(list())).collect();
    let mut results = batch.send().await.expect("an answer");
    assert_eq!(bodies(&server)[0]["halt"], 1);
    assert!(results.take(first).is_ok());
    let error = results.take(second).expect_err("it failed");
    assert_eq!(error.code(), Some("ACCESS_DENIED"));
    for handle in rest {
        let error = results.take(handle).expect_err("it did not run");
        assert_eq!(error.did_run(), Some(false));
        assert_eq!(problem(error), BatchProblem::Halted { command: 1 });
    }
}

#[tokio::test]
async fn when_no_request_is_answered_the_batch_fails() {
    for answer in [
        String::new(),
        support::answer("200 OK", "text/html", "<p>"),
        support::json("401 Unauthorized", r#"{"error": "NO_AUTH_FOUND"}"#),
        support::json("200 OK", r#"{"result": true}"#),
        support::json("200 OK", r#"{"error": "", "result": {"result": []}}"#),
    ] {
        let server = server(move |_, _| answer.clone()).await;
        let mut batch = client(&server).batch();
        let _ = (batch.add(list()), batch.add(counters()));
        let error: AnyError = batch.send().await.expect_err("no answer");
        assert!(error.to_string().starts_with("batch on "), "{error}");
    }
}

#[tokio::test]
async fn a_request_that_is_lost_takes_its_own_commands_with_it() {
    let server = server(|_, body| {
        let commands = body["cmd"].as_object().expect("commands");
        if commands.len() < 50 {
            return String::new();
        }
        let results: serde_json::Map<String, serde_json::Value> = commands
            .keys()
            .map(|name| (name.clone(), json!({"productRows": []})))
            .collect();
        support::json("200 OK", &done(results.into(), json!([])).to_string())
    })
    .await;
    let mut batch = client(&server).batch();
    let handles: Vec<_> = (0..60).map(|_| batch.add(list())).collect();
    let mut results = batch.send().await.expect("one request is answered");
    let any = results.check().expect_err("the other is not");
    assert_eq!(any.did_run(), None);
    for (index, handle) in handles.into_iter().enumerate() {
        match results.take(handle) {
            Ok(_) => assert!(index < 50),
            Err(Error::Transport(_)) => assert!(index >= 50),
            Err(other) => panic!("{other:?}"),
        }
    }
}

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

    // The key that lets a write of REST 3.0 be repeated is documented for methods, and for no batch.
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
async fn the_new_rest_has_a_batch_of_its_own() {
    let server = server(|_, body| {
        let answer = if body.is_array() {
            let query = |id: i64| json!({"method": "tasks.task.get", "query": {"id": id}});
            assert_eq!(body, json!([query(1), query(2)]));
            json!({"result": [
                {"item": {"id": 1, "title": "x"}},
                {"error": {"code": "BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION", "message": "no task"}},
            ]})
        } else {
            assert_eq!(body["cmd"], json!({"c2": "crm.item.productrow.list?start=1"}));
            done(json!({"c2": {"productRows": []}}), json!([]))
        };
        support::json("200 OK", &answer.to_string())
    })
    .await;
    let mut batch = client(&server).batch();
    let first = batch.add(task_get(1));
    let second = batch.add(task_get(2));
    let rows = batch.add(list().start(first.result().entry("id").read::<i64>()));
    let mut results = batch.send().await.expect("answers");
    let line = &server.requests()[0].line;
    assert!(
        line.contains("/rest/api/17/") && line.contains("/batch "),
        "{line}"
    );
    let task = results.take(first).expect("a task");
    assert_eq!(task.get("title"), Some(&Value::from("x")));
    let error = results.take(second).expect_err("no task");
    assert_eq!(
        error.api().map(|error| error.message.as_str()),
        Some("no task")
    );
    assert!(results.take(rows).is_ok());
}

#[tokio::test]
async fn the_new_rest_must_answer_every_command() {
    let server = answering(&[json!({"result": [{"item": {}}]})]).await;
    let mut batch = client(&server).batch();
    let _ = (batch.add(task_get(1)), batch.add(task_get(2)));
    let error = batch.send().await.expect_err("one is missing");
    let text = error.to_string();
    assert!(text.contains("as many results as commands"), "{text}");
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
