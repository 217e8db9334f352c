//! Scopes, the plan and the clock of the account.

use bitrix24::oauth::{MemoryStore, Portals};
use bitrix24::{AnyError, Client, DateTime, RawMethod, Value};
use bitrix24_portal::Portal;
use serde_json::json;

use crate::Call;
use crate::events::{events, handler};

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
    let all = all.expect("scopes");
    let all = all.as_list().expect("a list");
    // Those of every method that the tests enable, granted or not.
    for scope in [
        "calendar", "crm", "disk", "im", "lists", "sale", "task", "user",
    ] {
        assert!(all.contains(&scope.into()), "{scope}: {all:?}");
    }
    assert!(!all.contains(&"basic".into()), "{all:?}");
}

/// The scopes that a pair of tokens, an event and a widget name.
async fn named(portal: &Portal) -> [String; 3] {
    let (url, got) = handler().await;
    let bind = json!({ "event": "ONCRMDEALADD", "handler": url });
    let client = portal.client().expect("a client");
    client.call_raw("event.bind", bind).await.expect("bound");
    let bind = json!({ "PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": url });
    client
        .call_raw("placement.bind", bind)
        .await
        .expect("bound");
    portal.send_event("ONCRMDEALADD", json!({})).await;
    let event = events(&got, &portal.application_token()).remove(0);
    portal
        .open_widget("CRM_DEAL_DETAIL_TAB", json!({ "ID": "1" }))
        .await;
    let form = got.lock().expect("no panic")[1].1.clone();
    let widget = url::form_urlencoded::parse(&form)
        .find(|(name, _)| name == "APPLICATION_SCOPE")
        .map(|(_, scope)| scope.into_owned());

    let portals = Portals::new(portal.application(), MemoryStore::new()).expect("portals");
    let client = portals.exchange(portal.authorization_code()).await;
    let tokens = client.expect("tokens").tokens().expect("tokens");
    let scopes: Vec<&str> = tokens.scopes().collect();
    [
        scopes.join(","),
        event.auth.scope.unwrap_or_default(),
        widget.unwrap_or_default(),
    ]
}

#[tokio::test]
async fn tokens_events_and_widgets_name_the_granted_scopes() {
    let granted = "crm,placement,user";
    let portal = Portal::builder().scopes(granted.split(',')).start().await;
    let portal = portal.expect("a portal");
    assert_eq!(named(&portal).await, [granted; 3]);

    let portal = Portal::start().await.expect("a portal");
    let all = call(&portal.client().expect("a client"), "scope").await;
    let all: Vec<String> = all.expect("scopes").read().expect("names");
    let all = all.join(",");
    assert_eq!(named(&portal).await, [all.as_str(); 3]);
}

#[tokio::test]
async fn portals_of_one_application_have_scopes_of_their_own() {
    let first = Portal::builder().scopes(["crm"]).start().await;
    let first = first.expect("a portal");
    let second = Portal::builder().scopes(["task"]).authorised_by(&first);
    let second = second.start().await.expect("a portal");
    let portals = Portals::new(first.application(), MemoryStore::new()).expect("portals");
    for (portal, scope) in [(&first, "crm"), (&second, "task")] {
        let client = portals.exchange(portal.authorization_code()).await;
        let tokens = client.expect("tokens").tokens().expect("tokens");
        assert_eq!(tokens.scopes().collect::<Vec<_>>(), [scope]);
    }
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
