//! Methods and answers of a test's own, and settings of the builder.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::{Client, Error, ExposeSecret, Limits};
use bitrix24_portal::{Answered, Called, Fault, Portal, Refusal};
use serde_json::json;

use crate::{Call, error, json, portal, result};

mod ship {
    bitrix24::schema!("tests/schema/ship.yaml");
}

async fn with_ships() -> Portal {
    let builder = Portal::builder().schema(ship::DESCRIPTION);
    let builder = builder.expect("a description");
    builder.start().await.expect("a port")
}

#[tokio::test]
async fn a_schema_of_a_test_is_served() {
    let portal = with_ships().await;
    let client = portal.client().expect("a client");
    let added = client
        .call(ship::add("Anna").weight(7))
        .await
        .expect("a ship");
    assert_eq!(
        (added.name.as_deref(), added.weight),
        (Some("Anna"), Some(7))
    );
    assert!(added.id.is_some());
    assert_eq!(client.call(ship::list()).await.expect("ships"), []);
    let (code, message) = error(&portal, "acme.ship.add", &json!({"weight": 7})).await;
    assert_eq!(
        (&*code, &*message),
        ("100", "Could not find value for parameter {name}")
    );
    let wrong = error(
        &portal,
        "ACME.ship.add",
        &json!({"name": "Anna", "wieght": 7}),
    )
    .await;
    assert_eq!(wrong.0, "0");
    assert!(wrong.1.contains("wieght"), "{wrong:?}");
    // Another portal does not have it.
    let (code, _) = error(
        &self::portal().await,
        "acme.ship.add",
        &json!({"name": "Anna"}),
    )
    .await;
    assert_eq!(code, "ERROR_METHOD_NOT_FOUND");
    assert!(Portal::builder().schema("{}").is_err());
}

#[tokio::test]
async fn answers_are_set_by_hand() {
    let portal = with_ships().await;
    portal.on("acme.ship.add", |params| {
        if params["name"] == "Anna".into() {
            return Err(Refusal::new("NAME_TAKEN", "There is an Anna").status(409));
        }
        Ok(json!({"ship": {"id": 9, "name": params["name"].as_text(), "deal": 4}}))
    });
    let client = portal.client().expect("a client");
    let added = client.call(ship::add("Berta")).await.expect("a ship");
    assert_eq!(added.name.as_deref(), Some("Berta"));
    let taken = client.call(ship::add("Anna")).await.expect_err("an error");
    assert!(
        matches!(taken, Error::Api(error) if error.kind == ship::AddError::NameTaken && error.status == 409)
    );

    // Pages of a list.
    portal.on("acme.ship.list", |params| {
        let start = params["start"].as_integer().unwrap_or(0);
        let rows: Vec<_> = (start..(start + 50).min(70))
            .map(|id| json!({"id": id}))
            .collect();
        let page = Answered::new(serde_json::Value::from(rows)).total(70);
        if start == 0 { page.next(50) } else { page }
    });
    let ships = client.list(ship::list()).all().await.expect("ships");
    assert_eq!(ships.len(), 70);

    // A method that nothing describes, alone and in a batch, with a reference.
    portal.on(
        "acme.port.get",
        |params| json!({"got": params["id"].as_text(), "port": 80}),
    );
    let commands = json!({"cmd": {
        "a": "acme.port.get?id=5",
        "b": "acme.port.get?id=$result[a][port]",
        "c": "acme.port.close",
    }});
    let answer = result(&portal, "batch", &commands).await;
    assert_eq!(answer["result"]["a"]["got"], "5");
    assert_eq!(answer["result"]["b"]["got"], "80");
    assert_eq!(
        answer["result_error"]["c"]["error"],
        "ERROR_METHOD_NOT_FOUND"
    );

    // A described one.
    portal.on(
        "crm.deal.get",
        |params| json!({"ID": params["id"].as_integer(), "TITLE": "Mine"}),
    );
    assert_eq!(
        result(&portal, "crm.deal.get", &json!({"id": 3})).await["TITLE"],
        "Mine"
    );
    let missing = error(&portal, "crm.deal.get", &json!({})).await;
    assert_eq!(missing.1, "ID is not defined or invalid");

    // REST 3.0, alone and in a batch.
    portal.on(
        "tasks.task.get",
        |params| json!({"item": {"id": params["id"].as_integer()}}),
    );
    let code = portal.webhook_url();
    let (_, path) = code.split_once("/rest/").expect("a path");
    let task = Call::json("", r#"{"id": 12}"#);
    let task = task
        .send_to(&portal, &format!("/rest/api/{path}tasks.task.get"))
        .await;
    assert_eq!(task.result()["item"]["id"], 12);
    let batch = Call::json("", r#"[{"method": "acme.port.get", "query": {"id": "x"}}]"#);
    let batch = batch
        .send_to(&portal, &format!("/rest/api/{path}batch"))
        .await;
    assert_eq!(batch.result()[0]["got"], "x");
}

#[tokio::test]
async fn the_nth_call_fails() {
    let portal = portal().await;
    portal.fail_nth("crm.status.list", 3, Fault::InternalError { ran: false });
    portal.fail_next("crm.status.list", Fault::Html { ran: false });
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let answer = json(&portal, "crm.status.list", "{}").await;
        statuses.push((answer.status, answer.body.is_object()));
    }
    assert_eq!(
        statuses,
        [(200, false), (200, true), (500, true), (200, true)]
    );
    assert_eq!(portal.faults_played(), 2);
    portal.fail_nth("crm.status.list", 1, Fault::QueryLimit);
    portal.stop_failing();
    assert_eq!(json(&portal, "crm.status.list", "{}").await.status, 200);
}

#[tokio::test]
async fn a_hook_sees_every_call() {
    let seen: Arc<Mutex<Vec<Called>>> = Arc::default();
    let log = Arc::clone(&seen);
    let builder = Portal::builder().on_call(move |called| {
        log.lock().expect("a lock").push(called.clone());
    });
    let portal = builder.start().await.expect("a port");
    json(&portal, "crm.deal.get", r#"{"id": 0}"#).await;
    portal.fail_next("crm.status.list", Fault::BadGateway { ran: true });
    json(&portal, "crm.status.list", "{}").await;
    let client = portal.oauth_client().expect("a client");
    portal.expire_tokens();
    client
        .call_raw("crm.status.list", json!({}))
        .await
        .expect("an answer");
    portal.fail_next("crm.status.fields", Fault::CutBefore);
    let lost = portal.client().expect("a client");
    let lost = lost.call_raw("crm.status.fields", json!({})).await;
    assert!(lost.is_err());
    let seen = seen.lock().expect("a lock").clone();
    let shown: Vec<_> = seen
        .iter()
        .map(|called| {
            (
                called.method.as_str(),
                called.by_application,
                called.status,
                called.error.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("crm.deal.get", false, Some(400), Some("")),
            ("crm.status.list", false, Some(502), None),
            ("crm.status.list", true, Some(401), Some("expired_token")),
            ("oauth.token", true, Some(200), None),
            ("crm.status.list", true, Some(200), None),
            (
                "crm.status.fields",
                false,
                None,
                Some("INTERNAL_SERVER_ERROR")
            ),
        ]
    );
    assert_eq!(seen[1].fault, Some(Fault::BadGateway { ran: true }));
    assert!(
        seen.iter()
            .all(|called| called.duration < Duration::from_secs(60))
    );
}

#[tokio::test]
async fn faults_have_names() {
    for fault in [
        Fault::Delay(Duration::from_millis(20)),
        Fault::CutWithin,
        Fault::Html { ran: true },
        Fault::Truncated,
    ] {
        assert_eq!(fault.to_string().parse(), Ok(fault));
    }
    let message = "rain".parse::<Fault>().expect_err("no fault").to_string();
    assert!(
        message.starts_with(
            "there is no fault `rain`; expected delay:<milliseconds> or one of cut-before,"
        ),
        "{message}"
    );
}

#[tokio::test]
async fn the_application_is_chosen() {
    let builder = Portal::builder().application("local.1", "top secret");
    let portal = builder.start().await.expect("a port");
    let code = portal.authorization_code();
    let query = format!(
        "grant_type=authorization_code&client_id=local.1&client_secret=top+secret&code={code}"
    );
    let tokens = Call::get("", "")
        .send_to(&portal, &format!("/oauth/token/?{query}"))
        .await;
    assert_eq!(tokens.status, 200, "{tokens:?}");
    let address = portal.address();
    // Both are of the authorisation server, which here is that of the portal.
    assert_eq!(tokens.body["domain"], address.to_string());
    assert_eq!(
        tokens.body["server_endpoint"],
        format!("http://{address}/rest/")
    );
    assert_eq!(
        tokens.body["client_endpoint"],
        format!("http://{address}/rest/")
    );
    assert_eq!(tokens.body["expires_in"], 3600);
}

#[tokio::test]
async fn an_address_for_clients_is_chosen() {
    let builder = Portal::builder()
        .host([0, 0, 0, 0].into())
        .webhook_code("abc");
    let portal = builder
        .origin("http://portal.test:8080/")
        .start()
        .await
        .expect("a port");
    assert_eq!(portal.webhook_url(), "http://portal.test:8080/rest/1/abc/");
    let tokens = portal.install();
    assert_eq!(tokens.client_endpoint(), "http://portal.test:8080/rest/");
    let deal = Call::json("", "{}")
        .send_to(&portal, "/rest/1/abc/crm.deal.fields")
        .await;
    assert_eq!(deal.status, 200);
    let token = tokens.access_token().expose_secret().to_owned();
    let deal = Call::json("", &json!({"auth": token}).to_string())
        .send_to(&portal, "/rest/crm.deal.fields")
        .await;
    assert_eq!(deal.status, 200);
}

#[tokio::test]
async fn parameters_of_sdks_pass_at_the_top_only() {
    let portal = portal().await;
    let transport = json!({
        "start": 0, "bx24_request_id": "1", "bx24_sdk_ver": "2", "bx24_sdk_type": "js", "__order": ["a"],
    });
    for (method, call) in [
        ("crm.deal.fields", json!({})),
        ("crm.deal.add", json!({"fields": {"TITLE": "x"}})),
        (
            "crm.deal.list",
            json!({"select": ["ID"], "filter": {">ID": 0}, "order": {"ID": "ASC"}}),
        ),
    ] {
        let mut with = call.clone();
        with.as_object_mut()
            .expect("an object")
            .extend(transport.as_object().expect("an object").clone());
        let answer = json(&portal, method, &with.to_string()).await;
        assert_eq!(answer.status, 200, "{method}: {answer:?}");
        for inner in ["fields", "filter", "order"] {
            let mut with = call.clone();
            let Some(inner) = with.get_mut(inner).and_then(|inner| inner.as_object_mut()) else {
                continue;
            };
            inner.insert("bx24_sdk_ver".to_owned(), json!("asc"));
            let answer = json(&portal, method, &with.to_string()).await;
            assert_eq!(answer.status, 400, "{method} {with}: {answer:?}");
        }
    }
    let unknown = json!({"select": ["ID", "bx24_sdk_ver"]});
    assert_eq!(
        json(&portal, "crm.deal.list", &unknown.to_string())
            .await
            .status,
        400
    );
    assert_eq!(
        json(&portal, "crm.deal.fields", r#"{"bx24_sdk_vers": 1}"#)
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn rest_3_takes_parameters_of_sdks_and_page_0() {
    let portal = portal().await;
    let url = portal.webhook_url();
    let (_, path) = url.split_once("/rest/").expect("a path");
    let list = async |page: i64| {
        let body = json!({"select": ["id"], "bx24_request_id": "1", "pagination": {"page": page, "limit": 2}});
        let body = body.to_string();
        let answer = Call::json("", &body);
        answer
            .send_to(&portal, &format!("/rest/api/{path}tasks.task.list"))
            .await
    };
    let first = list(1).await;
    assert_eq!(list(0).await.result(), first.result());
    assert_ne!(list(2).await.result(), first.result());
    assert_eq!(list(-1).await.status, 400);
}

#[tokio::test]
async fn a_method_is_called_without_a_request() {
    let portal = portal().await;
    let added = portal
        .call("crm.deal.add", json!({"fields": {"TITLE": "Roof"}}))
        .expect("a deal");
    let client = Client::builder()
        .webhook(portal.webhook_url())
        .limits(Limits::unlimited())
        .build();
    let deal = client
        .expect("a client")
        .call_raw("crm.deal.get", json!({"id": added.result.as_integer()}))
        .await;
    assert_eq!(deal.expect("a deal")["TITLE"].as_text(), Some("Roof"));
    let list = portal.call("crm.deal.list", json!({})).expect("deals");
    assert!(list.total.is_some());
    let refusal = portal
        .call("crm.deal.get", json!({}))
        .expect_err("an error");
    assert_eq!(refusal.message, "ID is not defined or invalid");
}
