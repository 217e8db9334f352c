//! Scopes, the plan and the clock of the account.

use bitrix24::{AnyError, Client, DateTime, RawMethod, Value};
use bitrix24_portal::Portal;
use serde_json::json;

use crate::Call;

async fn call(client: &Client, method: &str) -> Result<Value, AnyError> {
    client.call_raw(method, json!({})).await
}

fn code(result: &Result<Value, AnyError>) -> Option<&str> {
    result.as_ref().err().and_then(AnyError::code)
}

#[tokio::test]
async fn methods_of_other_scopes_are_refused() {
    let portal = Portal::builder().scopes(["task", "user"]).start().await;
    let portal = portal.expect("a portal");
    let client = portal.client().expect("a client");
    call(&client, "profile")
        .await
        .expect("a method of every caller");
    call(&client, "user.current")
        .await
        .expect("a granted scope");
    let refused = call(&client, "crm.deal.list").await;
    assert_eq!(code(&refused), Some("insufficient_scope"));
    let commands = json!({ "cmd": { "a": "crm.deal.list", "b": "user.current" } });
    let batch = client.call_raw("batch", commands).await.expect("a batch");
    assert_eq!(
        batch["result_error"]["a"]["error"],
        Value::from("insufficient_scope")
    );
    assert!(batch["result"]["b"]["ID"].as_text().is_some(), "{batch:?}");
    let newer = RawMethod::v3("tasks.task.list");
    let newer = client.call_raw(newer, json!({ "select": ["id"] })).await;
    assert_eq!(code(&newer), Some("insufficient_scope"));

    let granted = call(&client, "scope").await.expect("scopes");
    assert_eq!(granted, json!(["task", "user"]).into());
    let all = client.call_raw("scope", json!({ "full": true })).await;
    assert!(all.expect("scopes").as_list().expect("a list").len() > 20);
}

#[tokio::test]
async fn a_form_asks_for_every_scope_too() {
    let portal = Portal::builder().scopes(["task", "user"]).start().await;
    let portal = portal.expect("a portal");
    let all = Call::json("scope", r#"{"full": true}"#).send(&portal).await;
    let all = all.result().as_array().expect("a list").clone();
    assert!(all.contains(&json!("crm")), "{all:?}");
    let same = Call::form("scope", "full=true").send(&portal).await;
    assert_eq!(*same.result(), json!(all));
}

#[tokio::test]
async fn the_account_has_a_plan_and_a_clock() {
    let builder = Portal::builder().plan("ent250");
    let portal = builder.start().await.expect("a portal");
    let client = portal.client().expect("a client");
    let refused = call(&client, "app.info").await;
    assert_eq!(code(&refused), Some("ACCESS_DENIED"));
    let with_language = Portal::builder().plan("en_ent250").start().await;
    for portal in [&portal, &with_language.expect("a portal")] {
        let info = call(&portal.oauth_client().expect("a client"), "app.info").await;
        let info = info.expect("the application");
        for (name, value) in [
            ("LICENSE", "en_ent250"),
            ("LICENSE_TYPE", "ent250"),
            ("LICENSE_FAMILY", "ent"),
        ] {
            assert_eq!(info[name], Value::from(value), "{name}");
        }
    }
    let time = call(&client, "server.time").await.expect("the time");
    let time: DateTime = time.read().expect("a time");
    let instant = time.instant().expect("with its zone").timestamp();
    assert!(instant > 1_735_689_600, "{instant}");
}
