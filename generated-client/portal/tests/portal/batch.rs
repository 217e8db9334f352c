//! Batches, as they come over HTTP.

use serde_json::json;

use crate::{Answer, Call, portal};

async fn batch(body: serde_json::Value) -> Answer {
    let portal = portal().await;
    crate::json(&portal, "batch", &body.to_string()).await
}

const ADD: &str =
    "crm.item.productrow.add?fields[ownerId]=13142&fields[ownerType]=D&fields[productName]=a%26b";

#[tokio::test]
async fn commands_are_linked_by_their_names() {
    let answer = batch(json!({"halt": 0, "cmd": {
        "add": ADD,
        "get": "crm.item.productrow.get?id=$result[add][productRow][id]",
        "list": "crm.item.productrow.list?filter[%3DownerType]=D&filter[%3DownerId]=$result[get][productRow][ownerId]",
        "name": "crm.item.productrow.add?fields[ownerId]=13142&fields[ownerType]=D&fields[productName]=copy%20of%20$result[get][productRow][productName]",
    }}))
    .await;
    let result = answer.result();
    assert_eq!(result["result_error"], json!([]), "{result}");
    assert_eq!(result["result"]["get"]["productRow"]["productName"], "a&b");
    let id = |name: &str| result["result"][name]["productRow"]["id"].as_i64();
    assert!(id("get").is_some() && id("get") == id("add"));
    assert_eq!(
        result["result"]["name"]["productRow"]["productName"],
        "copy of a&b"
    );
    let rows = result["result"]["list"]["productRows"]
        .as_array()
        .expect("rows");
    assert_eq!(result["result_total"]["list"], rows.len());
    assert_eq!(result["result_next"], json!([]));
    assert!(result["result_time"]["add"]["duration"].is_number());
    assert!(answer.body["time"].is_object());
}

#[tokio::test]
async fn numbered_commands_give_lists_and_failures_leave_the_rest() {
    let answer = batch(json!({"cmd": [ADD, ADD]})).await;
    assert_eq!(answer.result()["result"].as_array().map(Vec::len), Some(2));

    let failing = json!([ADD, "crm.item.productrow.get?id=404", ADD, "no.such.method"]);
    let answer = batch(json!({"cmd": failing})).await;
    let result = answer.result();
    assert_eq!(
        result["result"].as_object().map(serde_json::Map::len),
        Some(2)
    );
    assert_eq!(result["result_error"]["1"]["error"], "NOT_FOUND");
    assert_eq!(
        result["result_error"]["3"]["error"],
        "ERROR_METHOD_NOT_FOUND"
    );

    for halt in [json!(1), json!(true), json!("1")] {
        let answer = batch(json!({"cmd": failing, "halt": halt})).await;
        let result = answer.result();
        assert_eq!(result["result"].as_array().map(Vec::len), Some(1), "{halt}");
        assert_eq!(
            result["result_error"].as_object().map(serde_json::Map::len),
            Some(1)
        );
    }
}

#[tokio::test]
async fn what_a_batch_must_not_have_fails_alone() {
    let answer = batch(json!({"cmd": {"inner": "batch?cmd[0]=crm.item.productrow.fields", "fields": "crm.item.productrow.fields"}})).await;
    let result = answer.result();
    assert_eq!(
        result["result_error"]["inner"]["error"],
        "ERROR_BATCH_METHOD_NOT_ALLOWED"
    );
    assert!(result["result"]["fields"].is_object());

    let answer = batch(json!({"cmd": vec!["crm.item.productrow.fields"; 52]})).await;
    let result = answer.result();
    assert_eq!(result["result"].as_array().map(Vec::len), Some(50));
    for late in ["50", "51"] {
        assert_eq!(
            result["result_error"][late]["error"],
            "ERROR_BATCH_LENGTH_EXCEEDED"
        );
    }
}

#[tokio::test]
async fn a_batch_may_be_a_form_or_an_address() {
    let portal = portal().await;
    // As on the page about encoding: first the command, then all of it.
    let form = "cmd[a]=crm.item.productrow.add%3Ffields%5BownerId%5D%3D13142%26fields%5BownerType%5D%3DD%26fields%5BproductName%5D%3Da%2526b";
    for call in [Call::form("batch", form), Call::get("batch", form)] {
        let answer = call.send(&portal).await;
        assert_eq!(
            answer.result()["result"]["a"]["productRow"]["productName"],
            "a&b"
        );
    }
    let answer = crate::json(&portal, "batch", "{}").await;
    assert_eq!(answer.result()["result"], json!([]));
    assert_eq!(portal.requests()[0].method, "batch");
}
