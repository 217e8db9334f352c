//! Each documented request gets its documented answer from a portal that has just started.

use bitrix24::describe::{self, ExampleKind};
use serde_json::Value;

use crate::{json, portal};

/// Keys whose values the portal gives out itself, and keys that the examples have and lack by turns.
const FREE: [&str; 2] = ["id", "xmlId"];

/// Methods whose examples tell of handlers that somebody has bound before; nobody has when a portal starts.
const OF_HANDLERS: [&str; 5] = [
    "event.get",
    "event.unbind",
    "placement.get",
    "placement.list",
    "placement.unbind",
];

/// Numbers are compared by their value: JSON has `100000` and `100000.0` for one.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(expected), Value::Number(found)) => expected.as_f64() == found.as_f64(),
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .all(|(expected, found)| same(expected, found))
        }
        (Value::Object(expected), Value::Object(found)) => {
            let keys =
                |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
            let free = |key: &str| FREE.contains(&key) && expected.contains_key("ownerId");
            keys(expected) == keys(found)
                && expected
                    .iter()
                    .all(|(key, value)| free(key) || same(value, &found[key]))
        }
        _ => expected == found,
    }
}

#[tokio::test]
async fn requests_get_their_answers() {
    let mut answered = 0;
    for method in describe::methods() {
        let body = |kind| {
            method
                .examples()
                .find(|example| example.kind == kind)
                .map(|example| &example.body)
        };
        let (Some(request), Some(response)) =
            (body(ExampleKind::Request), body(ExampleKind::Response))
        else {
            continue;
        };
        if OF_HANDLERS.contains(&method.name.as_str()) {
            continue;
        }
        let portal = portal().await;
        let answer = json(&portal, &method.name, request).await;
        let expected: Value = serde_json::from_str(response).expect("an example is JSON");
        for key in ["result", "total", "next"] {
            let (expected, found) = (&expected[key], &answer.body[key]);
            assert!(
                same(expected, found),
                "{} {key}\nexpected {expected}\nfound    {found}",
                method.name
            );
        }
        answered += 1;
    }
    assert!(answered >= 10, "only {answered} methods have examples");
}

#[tokio::test]
async fn answers_have_the_documented_time() {
    let answer = json(&portal().await, "crm.item.productrow.fields", "{}").await;
    let time = &answer.body["time"];
    for key in ["start", "finish", "duration", "processing"] {
        assert!(time[key].is_number(), "{key} of {time}");
    }
    for key in ["date_start", "date_finish"] {
        let date = time[key].as_str().unwrap_or_default();
        assert!(
            date.len() == 25 && date.ends_with("+00:00"),
            "{key} of {time}"
        );
    }
    assert!(time["start"].as_f64() <= time["finish"].as_f64());
}
