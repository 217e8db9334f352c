//! Calls that go well, and what the envelope and the errors keep.

mod support;

use std::time::Duration;

use bitrix24::error::{AnswerKind, AnyError, RequestKind};
use bitrix24::{CallOptions, Client, Error, Params, RawMethod, RawParams, SystemError, Value};
use support::request::{ListError, list, task_delegate, task_get};
use support::server::{Request, Server};
use support::{builder, client, json};
use tokio::io::AsyncWriteExt;

const ROWS: &str = r#"{
    "result": {"productRows": [{"id": "17622", "productName": "Lamp", "price": "80000.00", "type": 4}]},
    "total": 51, "next": 50,
    "time": {"start": 1757424671.5, "finish": 1757424672.25, "duration": 0.75, "operating": 0.5}
}"#;

#[tokio::test]
async fn typed_call() {
    let server = Server::answering(json("200 OK", ROWS)).await;
    let rows = client(&server.url())
        .call(list().start(0))
        .await
        .expect("rows");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].id, rows[0].name.as_deref()),
        (Some(17622), Some("Lamp"))
    );
    assert_eq!(rows[0].price, Some(bitrix24::Decimal::from(80_000)));

    let request = server.only_request();
    assert_eq!(
        request.line,
        "POST /rest/17/8g9l071eismy9q2l/crm.item.productrow.list HTTP/1.1"
    );
    assert_eq!(request.body, r#"{"start":0}"#);
    for header in ["content-type: application/json", "accept: application/json"] {
        assert!(
            request.headers.iter().any(|line| line == header),
            "{request:#?}"
        );
    }
    let agent = concat!("user-agent: bitrix24-rust/", env!("CARGO_PKG_VERSION"));
    assert!(
        request.headers.iter().any(|line| line == agent),
        "{request:#?}"
    );
}

#[tokio::test]
async fn rest_3_has_another_address() {
    let body = r#"{"result": {"item": {"id": 42, "title": "Report"}}}"#;
    let server = Server::answering(json("200 OK", body)).await;
    let item = client(&server.url())
        .call(task_get(42))
        .await
        .expect("a task");
    assert_eq!(item.get("title"), Some(&Value::from("Report")));
    let request = server.only_request();
    assert_eq!(
        request.line,
        "POST /rest/api/17/8g9l071eismy9q2l/tasks.task.get HTTP/1.1"
    );
    assert_eq!(request.body, r#"{"id":42}"#);
}

#[tokio::test]
async fn envelope() {
    let server = Server::answering(json("200 OK", ROWS)).await;
    let envelope = client(&server.url())
        .send(list(), CallOptions::new())
        .await
        .expect("an envelope");
    assert_eq!(envelope.result.len(), 1);
    assert_eq!(
        (envelope.total, envelope.next, envelope.status),
        (Some(51), Some(50), 200)
    );
    assert_eq!(
        envelope.time.as_ref().and_then(|time| time.operating),
        Some(0.5)
    );
    assert_eq!(envelope.body(), ROWS.as_bytes());
    assert_eq!(envelope.map(|rows| rows.len()).result, 1);
}

#[tokio::test]
async fn a_raw_answer_without_result_is_the_whole_one() {
    let answer_to = async |status: &str, body: &str| {
        let server = Server::answering(json(status, body)).await;
        let method = RawMethod::v3("rest.documentation.openapi");
        let client = client(&server.url());
        client
            .send_raw(method, Params::new(), CallOptions::new())
            .await
    };
    for body in [
        r#"{"openapi":"3.0.0","paths":{"/user.get":{}}}"#,
        r#"{"info":{"title":"REST"},"time":{"start":1.5}}"#,
        r#"[{"name":"user.get"}]"#,
    ] {
        let envelope = answer_to("200 OK", body).await.expect(body);
        assert_eq!(envelope.result.to_json(), body);
        assert_eq!(envelope.body(), body.as_bytes());
    }
    // What says nothing, and what a gateway says, is no result.
    for (status, body) in [
        ("200 OK", "{}"),
        ("200 OK", "[]"),
        ("200 OK", r#""text""#),
        ("200 OK", r#"{"time":{"start":1.5},"total":3}"#),
        ("404 Not Found", r#"{"message":"no route"}"#),
    ] {
        let error = answer_to(status, body).await.expect_err(body);
        assert!(
            matches!(&error, Error::Answer(error) if matches!(error.kind, AnswerKind::NoResult { .. })),
            "{error}"
        );
    }
    let error = answer_to("200 OK", r#"{"error":"ACCESS_DENIED","openapi":1}"#).await;
    assert_eq!(error.expect_err("refused").code(), Some("ACCESS_DENIED"));
    let null = answer_to("200 OK", r#"{"result":null,"more":1}"#).await;
    assert_eq!(null.expect("an answer").result, Value::Null);
}

#[tokio::test]
async fn raw_call() {
    let server =
        Server::answering(json("200 OK", r#"{"result": {"ID": "1", "ACTIVE": true}}"#)).await;
    let client = client(&server.url());
    let none = client
        .call_raw("user.current", Params::new())
        .await
        .expect("a user");
    let Value::Map(user) = none else {
        panic!("{none:?}")
    };
    assert_eq!(user.get("ACTIVE"), Some(&Value::Bool(true)));
    client
        .call_raw("user.current.json", Params::from_iter([("a", 1)]))
        .await
        .expect("a user");
    client
        .call_raw(String::from("x"), serde_json::json!({"b": [1, null]}))
        .await
        .expect("a user");
    client
        .call_raw(RawMethod::v3("tasks.task.get"), Params::new())
        .await
        .expect("a user");
    let requests: Vec<_> = server
        .requests()
        .into_iter()
        .map(|Request { line, body, .. }| (line, body))
        .collect();
    let path = |path: &str| format!("POST /rest/{path} HTTP/1.1");
    assert_eq!(
        requests,
        [
            (path("17/8g9l071eismy9q2l/user.current"), "{}".to_owned()),
            (
                path("17/8g9l071eismy9q2l/user.current.json"),
                r#"{"a":1}"#.to_owned()
            ),
            (
                path("17/8g9l071eismy9q2l/x"),
                r#"{"b":[1,null]}"#.to_owned()
            ),
            (
                path("api/17/8g9l071eismy9q2l/tasks.task.get"),
                "{}".to_owned()
            ),
        ]
    );
}

#[tokio::test]
async fn raw_method_is_checked_before_sending() {
    let server = Server::answering(json("200 OK", r#"{"result": 1}"#)).await;
    let client = client(&server.url());
    for name in [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a b",
        "a?b",
        "a..b",
        ".a",
        "a.",
        "crm.é",
        "a%2e",
        "https://x/rest/1/y/",
    ] {
        let error = client.call_raw(name, Params::new()).await.expect_err(name);
        let Error::Request(refused) = &error else {
            panic!("{name}: {error:?}")
        };
        assert_eq!(refused.kind, RequestKind::Method, "{name}");
        assert_eq!(error.did_run(), Some(false));
    }
    assert!(server.requests().is_empty());
    let error = client
        .call_raw("a b", Params::new())
        .await
        .expect_err("a refusal");
    assert_eq!(
        error.to_string(),
        format!(
            "`a b` on {}: the request was not sent: expected the name of a method, such as `crm.item.list`, got other \
             characters",
            server.portal()
        )
    );
}

#[tokio::test]
async fn parameters_that_are_scalars_are_not_sent() {
    let server = Server::answering(json("200 OK", r#"{"result": 1}"#)).await;
    let client = client(&server.url());
    for (params, found) in [
        (RawParams::from(serde_json::json!("id=1")), "text"),
        (RawParams::from(serde_json::json!(null)), "another scalar"),
        (RawParams::from(Value::from("id=1")), "text"),
        (RawParams::from(Value::from(1)), "another scalar"),
    ] {
        let error = client.call_raw("x", params).await.expect_err("a refusal");
        let Error::Request(refused) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(refused.kind, RequestKind::NoParameters { found });
        let text = format!(
            "x on {}: the request was not sent: expected the parameters as an object or a list, got {found}",
            server.portal()
        );
        assert_eq!(error.to_string(), text);
    }
    assert!(server.requests().is_empty());
    client
        .call_raw("x", serde_json::json!([1, {"a": 2}]))
        .await
        .expect("a result");
    assert_eq!(server.only_request().body, r#"[1,{"a":2}]"#);
}

#[tokio::test]
async fn positional_parameters_are_a_list() {
    let server = Server::answering(json("200 OK", r#"{"result": true}"#)).await;
    client(&server.url())
        .call(task_delegate(8))
        .await
        .expect("a result");
    assert_eq!(server.only_request().body, "[null,8]");
}

#[cfg(feature = "crm")]
#[tokio::test]
async fn conditions_that_contradict_each_other_are_not_sent() {
    use bitrix24::crm::OwnerType;
    use bitrix24::crm::item::productrow::{self, ListFilter, Row};

    let server = Server::answering(json("200 OK", ROWS)).await;
    let filter = ListFilter::new(OwnerType::Deal, 13142)
        .and(Row::ID.gt(1))
        .and(Row::ID.gt(2));
    let error = client(&server.url())
        .call(productrow::list(filter))
        .await
        .expect_err("a refusal");
    let Error::Request(refused) = &error else {
        panic!("{error:?}")
    };
    assert!(
        matches!(refused.kind, RequestKind::Params(_)),
        "{refused:?}"
    );
    let text = format!(
        "crm.item.productrow.list on {}: the request was not sent: the filter has two conditions `>id`, of which the \
         portal would see only one",
        server.portal()
    );
    assert_eq!((error.to_string(), error.did_run()), (text, Some(false)));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn documented_error_is_told_by_its_message_where_the_code_is_empty() {
    let server = Server::answering(json(
        "200 OK",
        r#"{"error": "", "error_description": "No rows"}"#,
    ))
    .await;
    let error = client(&server.url())
        .call(list())
        .await
        .expect_err("an error");
    assert_eq!(error.api().map(|api| &api.kind), Some(&ListError::Empty));
    let text = format!(
        "crm.item.productrow.list on {}: the portal answered an error: No rows (HTTP 200)",
        server.portal()
    );
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn system_error() {
    let body = r#"{"error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests"}"#;
    let server = Server::answering(json("503 Service Unavailable", body)).await;
    let error = client(&server.url())
        .call(list())
        .await
        .expect_err("an error");
    assert_eq!(
        error.api().map(|api| &api.kind),
        Some(&ListError::System(SystemError::QueryLimitExceeded))
    );
    assert_eq!(error.did_run(), Some(false));
    let error = client(&server.url())
        .call_raw("x", Params::new())
        .await
        .expect_err("an error");
    assert_eq!(
        error.api().and_then(|api| api.kind.system()),
        Some(SystemError::QueryLimitExceeded)
    );
}

#[tokio::test]
async fn undocumented_error() {
    let server = Server::answering(json(
        "400 Bad Request",
        r#"{"error": "NEW", "error_description": "New one"}"#,
    ))
    .await;
    let error = client(&server.url())
        .call(list())
        .await
        .expect_err("an error");
    let kind = ListError::Unknown {
        code: "NEW".to_owned(),
        message: "New one".to_owned(),
    };
    assert_eq!(error.api().map(|api| &api.kind), Some(&kind));
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn error_of_rest_3() {
    let body = r#"{"error": {"code": "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION",
        "message": "Error validating request object",
        "validation": [{"message": "Required field `id` is not specified", "field": "id"}]}}"#;
    let server = Server::answering(json("400 Bad Request", body)).await;
    let error = client(&server.url())
        .call(task_get(1))
        .await
        .expect_err("an error");
    let api = error.api().expect("an error of the portal");
    assert_eq!(api.validation().len(), 1);
    assert_eq!(api.validation()[0].field, "id");
    assert_eq!(
        error.to_string(),
        format!(
            "tasks.task.get on {}: the portal answered error \
             `BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION`: Error validating request object; \
             field `id`: Required field `id` is not specified (HTTP 400)",
            server.portal()
        )
    );
}

#[tokio::test]
async fn any_error_keeps_what_the_portal_said() {
    async fn both(client: &Client) -> Result<(), AnyError> {
        client.call_raw("user.current", Params::new()).await?;
        client.call(list()).await?;
        Ok(())
    }
    fn is_error<E: std::error::Error + Send + Sync + 'static>(_: &E) {}

    let server = Server::new(|mut stream, request| async move {
        let body = if request.line.contains("user.current") {
            json("200 OK", r#"{"result": 1}"#)
        } else {
            json(
                "403 Forbidden",
                r#"{"error": "ACCESS_DENIED", "error_description": "Access denied."}"#,
            )
        };
        let _ = stream.write_all(body.as_bytes()).await;
    })
    .await;
    let error = both(&client(&server.url())).await.expect_err("an error");
    is_error(&error);
    assert_eq!(
        (error.code(), error.status()),
        (Some("ACCESS_DENIED"), Some(403))
    );
    let api = error.api().expect("an error of the portal");
    assert_eq!(
        (api.message.as_str(), api.kind.name()),
        ("Access denied.", Some("AccessDenied"))
    );
    assert_eq!(api.method(), "crm.item.productrow.list");

    let refused: AnyError = Client::webhook("nonsense").expect_err("no webhook").into();
    is_error(&refused);
    assert!(
        refused
            .to_string()
            .contains("https://<portal>/rest/<user id>/<code>/"),
        "{refused}"
    );
}

#[tokio::test]
async fn options_of_a_call() {
    let server = Server::stalling("").await;
    let options = CallOptions::new().timeout(Duration::from_millis(100));
    let error = client(&server.url())
        .call_with(list(), options.clone())
        .await
        .expect_err("an error");
    assert!(
        error.is_timeout() && error.to_string().contains("within 100ms"),
        "{error}"
    );
    let error = client(&server.url())
        .send_raw("x", Params::new(), options)
        .await
        .expect_err("an error");
    assert!(error.is_timeout(), "{error}");
    // Longer than the clock can count.
    let forever = CallOptions::new().timeout(Duration::MAX);
    let server = Server::answering(json("200 OK", ROWS)).await;
    client(&server.url())
        .call_with(list(), forever)
        .await
        .expect("rows");
}

#[tokio::test]
async fn connection_is_kept() {
    let server = Server::new(|mut stream, _| async move {
        for _ in 0..2 {
            let _ = stream.write_all(json("200 OK", ROWS).as_bytes()).await;
            if support::server::read(&mut stream).await.is_none() {
                return;
            }
        }
        panic!("a third request");
    })
    .await;
    let client = client(&server.url());
    client.call(list()).await.expect("rows");
    client.clone().call(list()).await.expect("rows");
    // Only the first request of a connection is logged.
    server.only_request();
}

#[tokio::test]
async fn call_that_is_dropped_leaves_the_client_usable() {
    let server = Server::new(|mut stream, request| async move {
        if request.body.contains("start") {
            std::future::pending::<()>().await;
        }
        let _ = stream.write_all(json("200 OK", ROWS).as_bytes()).await;
    })
    .await;
    let client = client(&server.url());
    let dropped =
        tokio::time::timeout(Duration::from_millis(100), client.call(list().start(1))).await;
    assert!(dropped.is_err());
    client.call(list()).await.expect("rows");
}

#[tokio::test]
async fn settings_reach_the_wire() {
    let server = Server::answering(json("200 OK", ROWS)).await;
    let client = builder("https://portal.example")
        .base_url(server.url())
        .user_agent("sync/1.4")
        .build()
        .expect("a client");
    client.call(list()).await.expect("rows");
    let request = server.only_request();
    assert!(
        request
            .line
            .starts_with("POST /rest/17/8g9l071eismy9q2l/crm."),
        "{request:?}"
    );
    assert!(
        request
            .headers
            .iter()
            .any(|line| line == "user-agent: sync/1.4"),
        "{request:#?}"
    );
}

#[test]
fn clients_and_calls_travel_between_threads() {
    fn travels<T: Send>(_: &T) {}
    fn is_shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let client = client("http://127.0.0.1:9");
    is_shared(&client);
    travels(&client.call(list()));
    travels(&client.send(list(), CallOptions::new()));
    travels(&client.call_raw("x", Params::new()));
    is_shared(&None::<std::sync::Arc<Error<ListError>>>);
}
