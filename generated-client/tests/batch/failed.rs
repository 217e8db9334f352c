//! Batches that halt, and requests that are not answered.

use bitrix24::error::BatchProblem;
use bitrix24::{AnyError, Error};
use serde_json::json;

use super::support::request::{counters, list};
use super::{answering, bodies, client, done, problem, server, support};

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
