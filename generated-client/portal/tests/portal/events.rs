//! Handlers bound to events and placements, and what the portal sends them.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use axum::routing::post;
use bitrix24::event::{self, AppStatus, ApplicationToken, Data, Event};
use bitrix24::placement::{self, Context};
use bitrix24_portal::{Delivery, Outcome, Portal};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{json as call, portal};

/// What a handler has got: the query and the body of each request.
pub(crate) type Got = Arc<Mutex<Vec<(String, Bytes)>>>;

/// A handler that keeps what it gets, and answers `seen`.
pub(crate) async fn handler() -> (String, Got) {
    async fn keep(State(got): State<Got>, uri: Uri, body: Bytes) -> &'static str {
        let query = uri.query().unwrap_or_default().to_owned();
        got.lock().expect("no panic").push((query, body));
        "seen"
    }
    let got = Got::default();
    let router = Router::new()
        .route("/handler", post(keep))
        .with_state(Arc::clone(&got));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address: SocketAddr = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}/handler"), got)
}

pub(crate) fn events(got: &Got, token: &ApplicationToken) -> Vec<Event> {
    let got = got.lock().expect("no panic");
    let read = |(_, body): &(String, Bytes)| {
        event::decode(body)
            .expect("an event")
            .verify(token)
            .expect("its token")
    };
    got.iter().map(read).collect()
}

async fn result(portal: &Portal, method: &str, parameters: &Value) -> Value {
    call(portal, method, &parameters.to_string())
        .await
        .result()
        .clone()
}

fn answered(deliveries: &[Delivery]) -> Vec<(&str, Option<u16>)> {
    let each = deliveries.iter();
    each.map(|delivery| (delivery.name.as_str(), delivery.outcome.status()))
        .collect()
}

#[tokio::test]
async fn handlers_of_events_are_bound_told_and_unbound() {
    let portal = portal().await;
    let bind = |event: &str, user: Value| json!({"event": event, "handler": "https://a.example/h", "auth_type": user});
    assert_eq!(result(&portal, "event.get", &json!({})).await, json!([]));
    for parameters in [
        json!({"event": "onCrmDealAdd", "handler": "https://a.example/h"}),
        bind("ONCRMDEALADD", json!(15)),
        bind("ONCRMLEADADD", json!(0)),
        json!({"event": "ONCRMDEALUPDATE", "event_type": "offline"}),
    ] {
        assert_eq!(
            result(&portal, "event.bind", &parameters).await,
            json!(true),
            "{parameters}"
        );
    }
    let told = |event: &str, handler: &str, user: &str, offline: i64| json!({"event": event, "handler": handler, "auth_type": user, "offline": offline});
    let all = json!([
        told("ONCRMDEALADD", "https://a.example/h", "0", 0),
        told("ONCRMDEALADD", "https://a.example/h", "15", 0),
        told("ONCRMLEADADD", "https://a.example/h", "0", 0),
        told("ONCRMDEALUPDATE", "", "0", 1),
    ]);
    assert_eq!(result(&portal, "event.get", &json!({})).await, all);

    let again = call(
        &portal,
        "event.bind",
        &bind("oncrmdealadd", json!(15)).to_string(),
    )
    .await;
    assert_eq!(
        again.error(),
        ("0", "Unable to set event handler: it is bound already")
    );
    for event in ["ONCRMDEALUPDTAE", "CRMLEADADD"] {
        let unknown = call(&portal, "event.bind", &bind(event, json!(0)).to_string()).await;
        assert_eq!(
            (unknown.status, unknown.error()),
            (400, ("ERROR_EVENT_NOT_FOUND", "Event not found"))
        );
    }
    let nowhere = call(&portal, "event.bind", r#"{"event":"ONCRMDEALADD"}"#).await;
    assert_eq!(nowhere.error(), ("0", "an online event needs `handler`"));

    let unbind = |user: Option<i64>| match user {
        Some(user) => {
            json!({"event": "onCrmDealAdd", "handler": "https://a.example/h", "auth_type": user})
        }
        None => json!({"event": "onCrmDealAdd", "handler": "https://a.example/h"}),
    };
    assert_eq!(
        result(&portal, "event.unbind", &unbind(Some(0))).await,
        json!({"count": 1})
    );
    assert_eq!(
        result(&portal, "event.unbind", &unbind(Some(0))).await,
        json!({"count": 0})
    );
    assert_eq!(
        result(&portal, "event.unbind", &unbind(None)).await,
        json!({"count": 1})
    );
    let left = result(&portal, "event.get", &json!({})).await;
    assert_eq!(left.as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn an_event_goes_to_each_of_its_handlers() {
    let portal = portal().await;
    let ((application, got), (webhook, got_by_webhook)) = (handler().await, handler().await);
    let parameters = json!({"event": "ONCRMDEALUPDATE", "handler": application});
    result(&portal, "event.bind", &parameters).await;
    let offline =
        json!({"event": "ONCRMDEALUPDATE", "handler": application, "event_type": "offline"});
    result(&portal, "event.bind", &offline).await;
    let token = portal
        .add_outgoing_webhook(&webhook, ["onCrmDealUpdate"])
        .expect("a webhook");

    let data = json!({"FIELDS": {"ID": 759, "TITLE": "a&b = Ü", "EMPTY": []}});
    let sent = portal.send_event("onCrmDealUpdate", data).await;
    assert_eq!(
        answered(&sent),
        [
            ("ONCRMDEALUPDATE", Some(200)),
            ("ONCRMDEALUPDATE", Some(200))
        ]
    );
    assert_eq!(
        sent[0].outcome,
        Outcome::Answered {
            status: 200,
            body: "seen".to_owned()
        }
    );
    assert_eq!(portal.events_sent().await, sent);

    let to_application = events(&got, &portal.application_token());
    let to_webhook = events(&got_by_webhook, &token);
    for event in [&to_application[0], &to_webhook[0]] {
        let Data::OnCrmDealUpdate(data) = &event.data else {
            panic!("{event:?}");
        };
        let fields = data.fields.as_ref().expect("fields");
        assert_eq!(fields.id.map(|id| id.get()), Some(759));
        assert_eq!(
            fields.extra.get("TITLE").and_then(bitrix24::Value::as_text),
            Some("a&b = Ü")
        );
        assert_eq!(
            event.auth.domain.as_deref(),
            Some(portal.address().to_string().as_str())
        );
        assert!(event.ts.is_some() && event.auth.member_id.is_some());
    }
    let (application, webhook) = (&to_application[0], &to_webhook[0]);
    assert_eq!(
        (application.handler_id, webhook.handler_id),
        (Some(1), Some(3))
    );
    assert_eq!(application.auth.status, Some(AppStatus::Local));
    assert_eq!(application.auth.expires_in, Some(3600));
    assert!(application.auth.access_token.is_some() && webhook.auth.access_token.is_none());
    assert_eq!(
        (&webhook.auth.status, webhook.auth.scopes().count()),
        (&None, 0)
    );
    // Each has a token of its own.
    assert!(!token.matches(&portal.application_token()));
}

#[tokio::test]
async fn what_is_changed_is_told() {
    let portal = portal().await;
    let (url, got) = handler().await;
    for event in ["ONCRMDEALADD", "ONCRMDEALUPDATE", "ONCRMDEALDELETE"] {
        result(
            &portal,
            "event.bind",
            &json!({"event": event, "handler": url}),
        )
        .await;
    }
    let added = result(
        &portal,
        "crm.deal.add",
        &json!({"fields": {"TITLE": "New"}}),
    )
    .await;
    result(
        &portal,
        "crm.deal.update",
        &json!({"id": added, "fields": {"TITLE": "Newer"}}),
    )
    .await;
    result(&portal, "crm.deal.delete", &json!({"id": added})).await;
    let sent = portal.events_sent().await;
    let names = ["ONCRMDEALADD", "ONCRMDEALUPDATE", "ONCRMDEALDELETE"];
    assert_eq!(answered(&sent), names.map(|name| (name, Some(200))));
    for event in events(&got, &portal.application_token()) {
        assert_eq!(
            event.data.to_value()["FIELDS"]["ID"].as_integer(),
            added.as_i64(),
            "{event:?}"
        );
    }
    // A call that fails changes nothing.
    call(&portal, "crm.deal.update", r#"{"id": "none"}"#).await;
    assert_eq!(portal.events_sent().await.len(), 3);
}

#[tokio::test]
async fn a_webhook_cannot_subscribe_to_everything() {
    let portal = portal().await;
    let refused = portal.add_outgoing_webhook(
        "http://127.0.0.1/",
        ["ONCRMDEALADD", "onCrmDealMoveToCategory"],
    );
    let refused = refused.expect_err("for applications");
    assert_eq!(
        refused.to_string(),
        "no outgoing webhook can subscribe to onCrmDealMoveToCategory; an application can, by `event.bind`"
    );
    assert!(
        portal
            .send_event("ONCRMDEALADD", json!({}))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn handlers_that_are_not_reached_are_told_of() {
    let portal = portal().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let closed = listener.local_addr().expect("an address");
    drop(listener);
    for url in [
        format!("http://{closed}/"),
        "https://a.example/h".to_owned(),
        "http://10.0.0.1/".to_owned(),
    ] {
        portal
            .add_outgoing_webhook(&url, ["ONCRMDEALADD"])
            .expect("a webhook");
    }
    let sent = portal.send_event("ONCRMDEALADD", json!({})).await;
    assert!(matches!(sent[0].outcome, Outcome::Failed(_)), "{sent:?}");
    assert_eq!(
        (&sent[1].outcome, &sent[2].outcome),
        (&Outcome::Outside, &Outcome::Outside)
    );
}

#[tokio::test]
async fn handlers_of_placements_are_bound_told_and_unbound() {
    let portal = portal().await;
    assert_eq!(
        result(&portal, "placement.get", &json!({})).await,
        json!([])
    );
    for parameters in [
        json!({"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": "https://a.example/tab", "TITLE": "Tab",
            "LANG_ALL": {"de": {"TITLE": "Reiter"}}, "OPTIONS": {"height": 5}}),
        json!({"PLACEMENT": "CRM_DEAL_DETAIL_ACTIVITY", "HANDLER": "https://a.example/button",
            "OPTIONS": {"useBuiltInInterface": "Y"}}),
        json!({"PLACEMENT": "PAGE_BACKGROUND_WORKER", "HANDLER": "https://a.example/worker", "USER_ID": 1,
            "OPTIONS": {"errorHandlerUrl": "https://a.example/error"}}),
    ] {
        assert_eq!(
            result(&portal, "placement.bind", &parameters).await,
            json!(true),
            "{parameters}"
        );
    }
    let told = result(&portal, "placement.get", &json!({})).await;
    assert_eq!(
        told[0],
        json!({"placement": "CRM_DEAL_DETAIL_TAB", "userId": 0, "handler": "https://a.example/tab", "options": [],
            "title": "Tab", "description": "",
            "langAll": {"de": {"TITLE": "Reiter", "DESCRIPTION": "", "GROUP_NAME": ""}}})
    );
    assert_eq!(told[1]["options"], json!({"useBuiltInInterface": "Y"}));
    assert_eq!(
        (&told[2]["userId"], &told[2]["options"]["errorHandlerUrl"]),
        (&json!(1), &json!("https://a.example/error"))
    );

    for (parameters, code) in [
        (
            json!({"PLACEMENT": "CRM_DEAL_TAB", "HANDLER": "https://a.example/"}),
            "ERROR_PLACEMENT_NOT_FOUND",
        ),
        (
            json!({"PLACEMENT": "A", "HANDLER": "ftp://a.example/"}),
            "ERROR_UNSUPPORTED_PROTOCOL",
        ),
        (
            json!({"PLACEMENT": "A", "HANDLER": "handler.php"}),
            "ERROR_WRONG_HANDLER_URL",
        ),
        (json!({"PLACEMENT": "A", "HANDLER": ""}), "ERROR_ARGUMENT"),
        (
            json!({"PLACEMENT": "A", "HANDLER": "https://a.example/", "USER_ID": 1}),
            "ERROR_PLACEMENT_USER_MODE",
        ),
        (
            json!({"PLACEMENT": "PAGE_BACKGROUND_WORKER", "HANDLER": "https://a.example/"}),
            "EMPTY_ERROR_HANDLER_URL",
        ),
        (
            json!({"PLACEMENT": "PAGE_BACKGROUND_WORKER", "HANDLER": "https://a.example/",
                "OPTIONS": {"errorHandlerUrl": "https://a.example/"}}),
            "ERROR_PLACEMENT_MAX_COUNT",
        ),
    ] {
        let refused = call(&portal, "placement.bind", &parameters.to_string()).await;
        assert_eq!(refused.error().0, code, "{parameters}");
    }

    let unbind = json!({"PLACEMENT": "CRM_DEAL_DETAIL_TAB"});
    assert_eq!(
        result(&portal, "placement.unbind", &unbind).await,
        json!({"count": 2})
    );
    assert_eq!(
        result(&portal, "placement.unbind", &unbind).await,
        json!({"count": 0})
    );
    assert_eq!(
        result(&portal, "placement.get", &json!({}))
            .await
            .as_array()
            .map(Vec::len),
        Some(2)
    );

    let codes = result(&portal, "placement.list", &json!({"SCOPE": "crm"})).await;
    assert!(
        codes
            .as_array()
            .is_some_and(|codes| codes.contains(&json!("CRM_DEAL_DETAIL_TAB"))),
        "{codes}"
    );
    assert_eq!(
        result(&portal, "placement.list", &json!({"SCOPE": "disk"})).await,
        json!([])
    );
}

#[tokio::test]
async fn a_widget_is_asked_for_its_page() {
    let portal = portal().await;
    let (url, got) = handler().await;
    let client = portal.client().expect("a client");
    let code = bitrix24::crm::widget::CrmDetailTabCode::Deal;
    client
        .call(placement::bind(code, format!("{url}?from=tab")))
        .await
        .expect("bound");
    let opened = portal
        .open_widget("CRM_DEAL_DETAIL_TAB", json!({"ID": "8061", "URI": "/crm/"}))
        .await;
    assert_eq!(answered(&opened), [("CRM_DEAL_DETAIL_TAB", Some(200))]);
    let (query, body) = got.lock().expect("no panic")[0].clone();
    assert!(query.starts_with("from=tab&DOMAIN="), "{query}");
    let request = placement::decode(&query, &body).expect("a request");
    let request = request
        .verify(&portal.application_token())
        .expect("the token");
    assert_eq!(
        (request.is_https, request.language.as_deref()),
        (Some(false), Some("en"))
    );
    match request.context {
        Context::CrmDetailTab(bitrix24::crm::widget::CrmDetailTabCode::Deal, tab) => {
            let id = tab.id.map(|id| id.get());
            assert_eq!((id, tab.uri.as_deref()), (Some(8061), Some("/crm/")));
        }
        other => panic!("{other:?}"),
    }
}
