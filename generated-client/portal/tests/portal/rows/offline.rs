//! Events that wait until they are fetched.

use serde_json::{Value, json};

use crate::{portal, result};

#[tokio::test]
async fn offline_events_wait_until_they_are_fetched() {
    let portal = portal().await;
    let deal = json!({"fields": {"TITLE": "Roof"}});
    result(&portal, "crm.deal.add", &deal).await;
    let bind = json!({"event": "ONCRMDEALADD", "event_type": "offline"});
    result(&portal, "event.bind", &bind).await;
    let deal = result(&portal, "crm.deal.add", &deal).await;
    let listed = result(&portal, "event.offline.list", &json!({})).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(listed[0]["EVENT_DATA"]["FIELDS"]["ID"], deal.to_string());

    let kept = result(&portal, "event.offline.get", &json!({"clear": 0})).await;
    let process = &kept["process_id"];
    let event = &kept["events"][0];
    assert_eq!(event["EVENT_NAME"], "ONCRMDEALADD");
    let again = result(&portal, "event.offline.get", &json!({})).await;
    assert_eq!(again["events"], json!([]));
    let failed = json!({"process_id": process, "message_id": [event["MESSAGE_ID"]]});
    result(&portal, "event.offline.error", &failed).await;
    let failed = result(
        &portal,
        "event.offline.get",
        &json!({"error": 1, "clear": 0}),
    )
    .await;
    assert_eq!(failed["events"][0]["ID"], event["ID"]);
    result(
        &portal,
        "event.offline.clear",
        &json!({"process_id": failed["process_id"]}),
    )
    .await;
    assert_eq!(
        result(&portal, "event.offline.list", &json!({})).await,
        json!([])
    );

    result(
        &portal,
        "event.bind",
        &json!({"event": "ONCRMCONTACTADD", "event_type": "offline"}),
    )
    .await;
    result(
        &portal,
        "crm.contact.add",
        &json!({"fields": {"NAME": "Ada"}}),
    )
    .await;
    let taken = result(&portal, "event.offline.get", &json!({})).await;
    assert_eq!(taken["process_id"], Value::Null);
    assert_eq!(taken["events"][0]["EVENT_NAME"], "ONCRMCONTACTADD");
    assert_eq!(
        result(&portal, "event.offline.list", &json!({})).await,
        json!([])
    );
}
