//! The batch of REST 3.0.

use bitrix24::Value;
use serde_json::json;

use super::support::request::{list, task_get};
use super::{answering, client, done, server, support};

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
