//! What the portal answers to REST 3.0, byte by byte.

use bitrix24::describe::{self, ExampleKind};
use bitrix24_portal::{Fault, Portal};
use serde_json::{Value, json};

use crate::{Answer, Call, portal};

const CODE: &str = "BITRIX_REST_V3_EXCEPTION_";

/// The path of a method of REST 3.0.
fn path(portal: &Portal, method: &str) -> String {
    let url = portal.webhook_url();
    let (_, code) = url.split_once("/rest/").expect("a webhook");
    format!("/rest/api/{code}{method}")
}

async fn send(portal: &Portal, method: &str, body: &Value) -> Answer {
    let target = path(portal, method);
    let body = body.to_string();
    Call::json(method, &body).send_to(portal, &target).await
}

/// Status and code of the error that a call ends with, and the fields that it names.
async fn error(portal: &Portal, method: &str, body: Value) -> (u16, String, Vec<String>) {
    told(&send(portal, method, &body).await)
}

fn told(answer: &Answer) -> (u16, String, Vec<String>) {
    let error = &answer.body["error"];
    assert!(error["message"].is_string(), "{answer:?}");
    assert!(answer.body["result"].is_null(), "{answer:?}");
    let code = error["code"].as_str().unwrap_or_default();
    let fields = error["validation"].as_array().into_iter().flatten();
    let fields = fields.map(|one| {
        assert!(one["message"].is_string(), "{answer:?}");
        one["field"].as_str().unwrap_or_default().to_owned()
    });
    let code = code.strip_prefix(CODE).unwrap_or(code).to_owned();
    (answer.status, code, fields.collect())
}

/// Sends a write with a key, and gives the answer with its head in small letters.
async fn keyed(portal: &Portal, key: &str, body: &str) -> (String, Answer) {
    let target = path(portal, "tasks.task.add");
    let request = format!(
        "POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = Answer::read(portal, request.as_bytes()).await;
    (answer.head.to_ascii_lowercase(), answer)
}

#[tokio::test]
async fn documented_requests_get_their_answers() {
    /// What the portal gives out itself.
    const FREE: [&str; 8] = [
        "id",
        "deadline",
        "chatId",
        "changed",
        "activity",
        "guid",
        "link",
        "archiveLink",
    ];
    let portal = portal().await;
    let of = |method: &str, kind| {
        let method = describe::method(method, 3).expect("a method");
        let mut examples = method.examples();
        let example = examples.find(|example| example.kind == kind);
        serde_json::from_str::<Value>(&example.expect("an example").body).expect("JSON")
    };
    let add = "tasks.task.add";
    let answer = send(&portal, add, &of(add, ExampleKind::Request)).await;
    let (expected, found) = (of(add, ExampleKind::Response), answer.result());
    let (expected, found) = (&expected["result"]["item"], &found["item"]);
    let keys = |value: &Value| {
        let map = value.as_object().expect("an object");
        map.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(keys(expected), keys(found));
    for key in keys(expected) {
        let is_same = expected[&key] == found[&key] || FREE.contains(&key.as_str());
        assert!(is_same, "{key}: {} and {}", expected[&key], found[&key]);
    }
    assert_eq!(found["deadline"], "2025-12-31T21:59:59+00:00");

    // The request has a field that its own page refuses.
    let update = "tasks.task.update";
    let answer = send(&portal, update, &of(update, ExampleKind::Request)).await;
    let expected = of(update, ExampleKind::Error);
    assert_eq!(answer.body["error"]["code"], expected["error"]["code"]);
    assert_eq!(told(&answer).2, ["creatorId"]);

    let list = "tasks.task.list";
    let answer = send(&portal, list, &of(list, ExampleKind::Request)).await;
    let expected = of(list, ExampleKind::Response);
    let expected = expected["result"]["items"].as_array().expect("tasks");
    let found = answer.result()["items"].as_array().expect("tasks");
    for task in expected {
        let same = found.iter().find(|found| found["id"] == task["id"]);
        let same = same.expect("the documented task");
        assert_eq!((keys(task), &task["title"]), (keys(same), &same["title"]));
    }

    let get = "tasks.task.get";
    let answer = send(&portal, get, &of(get, ExampleKind::Request)).await;
    let expected = of(get, ExampleKind::Response);
    assert_eq!(keys(&expected["result"]["item"]), {
        let mut keys = keys(&answer.result()["item"]);
        keys.sort();
        keys
    });

    let delete = "tasks.task.delete";
    let answer = send(&portal, delete, &of(delete, ExampleKind::Request)).await;
    assert_eq!(*answer.result(), json!({ "result": true }));
    assert!(answer.body["time"]["duration"].is_number());
}

#[tokio::test]
async fn a_body_is_json_and_a_query_is_not_read() {
    let portal = portal().await;
    let target = path(&portal, "tasks.task.get");
    let form = Call::form("", "id=8017").send_to(&portal, &target).await;
    assert_eq!(told(&form).1, "INVALIDJSONEXCEPTION");
    let half = Call::json("", r#"{"id": "#).send_to(&portal, &target).await;
    assert_eq!(told(&half).1, "INVALIDJSONEXCEPTION");
    let list = Call::json("", "[8017]").send_to(&portal, &target).await;
    assert_eq!(told(&list).1, "INVALIDJSONEXCEPTION");
    let validation = "VALIDATION_REQUESTVALIDATIONEXCEPTION";
    let query = format!("{target}?id=8017");
    let query = Call::get("", "").send_to(&portal, &query).await;
    assert_eq!(
        told(&query),
        (400, validation.to_owned(), vec!["id".to_owned()])
    );
    let text = send(&portal, "tasks.task.get", &json!({ "id": "8017" })).await;
    assert_eq!(told(&text).2, ["id"]);
    let unknown = error(
        &portal,
        "tasks.task.get",
        json!({ "id": 8017, "colour": 1 }),
    )
    .await;
    assert_eq!(unknown.2, ["colour"]);

    for (method, status, code) in [
        ("tasks.task.nothing", 404, "ERROR_METHOD_NOT_FOUND"),
        ("Tasks.Task.Get", 404, "ERROR_METHOD_NOT_FOUND"),
        ("crm.deal.get", 404, "ERROR_METHOD_NOT_FOUND"),
    ] {
        let found = error(&portal, method, json!({ "id": 1 })).await;
        assert_eq!((found.0, found.1.as_str()), (status, code), "{method}");
    }
    let stranger = Call::json("", "{}").send_to(&portal, "/rest/api/1/wrong/tasks.task.list");
    assert_eq!(told(&stranger.await).0, 401);
    let tokenless = Call::json("", "{}").send_to(&portal, "/rest/api/tasks.task.list");
    assert_eq!(told(&tokenless.await).1, "NO_AUTH_FOUND");
    // The classic address does not have what is of REST 3.0 only.
    let classic = crate::json(&portal, "rest.scope.list", "{}").await;
    assert_eq!(
        (classic.status, classic.error().0),
        (404, "ERROR_METHOD_NOT_FOUND")
    );
}

#[tokio::test]
async fn the_portal_describes_itself() {
    let portal = portal().await;
    for method in ["rest.documentation.openapi", "documentation"] {
        let answer = Call::get("", "")
            .send_to(&portal, &path(&portal, method))
            .await;
        assert_eq!(
            (answer.status, &answer.body["openapi"]),
            (200, &json!("3.0.0"))
        );
        let schemas = &answer.body["components"]["schemas"];
        let fields = &answer.body["paths"]["/tasks.task.add"]["post"]["requestBody"]["content"]["application/json"]
            ["schema"]["properties"]["fields"]["$ref"];
        let name = fields.as_str().and_then(|name| name.rsplit('/').next());
        let fields = &schemas[name.expect("the name of a schema")];
        assert_eq!(
            fields["required"],
            json!(["title", "creatorId", "responsibleId"])
        );
        assert!(answer.body["paths"]["/rest.scope.list"].is_object());
    }
    let scopes = send(&portal, "rest.scope.list", &json!({})).await;
    assert_eq!(scopes.result()["tasks.task.add"], json!(["tasks"]));
}

#[tokio::test]
async fn lists_are_asked_for_as_documented() {
    let portal = portal().await;
    let list = async |body: Value| error(&portal, "tasks.task.list", body).await;
    for (body, code) in [
        (json!({ "filter": { "id": 5 } }), "INVALIDFILTER"),
        (json!({ "filter": ["id", ">", 5] }), "INVALIDFILTER"),
        (json!({ "filter": [["id"]] }), "INVALIDFILTER"),
        (
            json!({ "filter": [{ "logic": "and", "conditions": [["id", 1]] }] }),
            "INVALIDFILTER",
        ),
        (
            json!({ "filter": [{ "logic": "or", "conditions": [{ "logic": "or", "conditions": [["id", 1]] }] }] }),
            "INVALIDFILTER",
        ),
        (
            json!({ "filter": [["id", "like", 5]] }),
            "UNKNOWNFILTEROPERATOR",
        ),
        (json!({ "filter": [["colour", 5]] }), "UNKNOWNDTOPROPERTY"),
        (
            json!({ "filter": [["title", "x"]] }),
            "VALIDATION_REQUESTVALIDATION",
        ),
        (
            json!({ "filter": [["id", "=", "5"]] }),
            "VALIDATION_REQUESTVALIDATION",
        ),
        (
            json!({ "filter": [["id", "between", [1]]] }),
            "VALIDATION_REQUESTVALIDATION",
        ),
        (
            json!({ "filter": [["id", "in", 1]] }),
            "VALIDATION_REQUESTVALIDATION",
        ),
        (json!({ "order": { "id": "up" } }), "INVALIDORDER"),
        (json!({ "order": { "description": "ASC" } }), "INVALIDORDER"),
        (json!({ "order": ["id"] }), "INVALIDORDER"),
        (json!({ "select": "id" }), "INVALIDSELECT"),
        (json!({ "select": [1] }), "INVALIDSELECT"),
        (json!({ "select": ["nobody.name"] }), "UNKNOWNDTOPROPERTY"),
        (json!({ "select": ["title.name"] }), "UNKNOWNDTOPROPERTY"),
        (
            json!({ "pagination": { "limit": "abc" } }),
            "INVALIDPAGINATION",
        ),
        (json!({ "pagination": { "size": 5 } }), "INVALIDPAGINATION"),
        (json!({ "pagination": 5 }), "INVALIDPAGINATION"),
    ] {
        let shown = body.to_string();
        let found = list(body).await;
        assert_eq!(
            (found.0, found.1),
            (400, format!("{code}EXCEPTION")),
            "{shown}"
        );
    }
    let ids = async |body: Value| {
        let answer = send(&portal, "tasks.task.list", &body).await;
        answer.result()["items"].clone()
    };
    let short = json!({ "filter": [["id", [3835, 3836]], { "logic": "or", "conditions": [["id", 3836], ["id", ">", 4000]] }] });
    assert_eq!(ids(short).await, json!([{ "id": 3836 }]));
    // An unknown field of the task itself is passed over, and so is a related object without its
    // fields.
    let select =
        json!({ "filter": [["id", 3836]], "select": ["id", "stageId", "colour", "responsible"] });
    assert_eq!(ids(select).await, json!([{ "id": 3836 }]));
}

#[tokio::test]
async fn a_key_gives_the_first_answer_again() {
    let portal = portal().await;
    let body = r#"{"fields": {"title": "x", "creatorId": 1, "responsibleId": 1}}"#;
    let (head, first) = keyed(&portal, "a key", body).await;
    assert!(head.contains("idempotency-key: a key"), "{head}");
    assert!(!head.contains("idempotent-replayed"), "{head}");
    let (head, again) = keyed(&portal, "a key", body).await;
    assert!(head.contains("idempotency-key: a key"), "{head}");
    assert!(head.contains("idempotent-replayed: true"), "{head}");
    assert_eq!(first.text, again.text);
    let (_, other) = keyed(&portal, "a key", &body.replace('x', "y")).await;
    assert_eq!(told(&other).0, 422);
    let long = "k".repeat(256);
    for wrong in ["", "é", "tab\tkey", long.as_str()] {
        let (_, refused) = keyed(&portal, wrong, body).await;
        let (status, code, _) = told(&refused);
        assert_eq!(
            (status, code.as_str()),
            (400, "INVALIDIDEMPOTENCYKEYEXCEPTION")
        );
    }
    let (_, fine) = keyed(&portal, &long[1..], body).await;
    assert_ne!(first.text, fine.text);

    // A fault that lets the method run leaves its answer behind.
    portal.fail_next("tasks.task.add", Fault::InternalError { ran: true });
    let (_, failed) = keyed(&portal, "third", body).await;
    assert_eq!(told(&failed).1, "INTERNAL_SERVER_ERROR");
    let (head, _) = keyed(&portal, "third", body).await;
    assert!(head.contains("idempotent-replayed: true"), "{head}");
}

#[tokio::test]
async fn a_batch_is_a_list() {
    let portal = portal().await;
    let batch = async |body: Value| send(&portal, "batch", &body).await;
    let call = |method: &str, query: Value| json!({ "method": method, "query": query });
    let text = "$result[0][item][id]";
    let body = json!([
        call("tasks.task.get", json!({ "id": 3836, "select": ["id"] })),
        call("tasks.task.get", json!({ "id": 1 })),
        call("batch", json!({})),
        call("tasks.task.nothing", json!({})),
        call("tasks.task.get", json!({ "id": text })),
        call(
            "tasks.task.update",
            json!({ "id": 3836, "fields": { "title": text } })
        ),
        call("tasks.task.get", json!({ "id": 3836, "select": ["title"] })),
    ]);
    let answer = batch(body.clone()).await;
    let result = answer.result();
    assert_eq!(result[0], json!({ "item": { "id": 3836 } }));
    for (index, code) in [
        (1, format!("{CODE}ENTITYNOTFOUNDEXCEPTION")),
        (2, "ERROR_BATCH_METHOD_NOT_ALLOWED".to_owned()),
        (3, "ERROR_METHOD_NOT_FOUND".to_owned()),
        (4, format!("{CODE}VALIDATION_REQUESTVALIDATIONEXCEPTION")),
    ] {
        assert_eq!(result[index]["error"]["code"], code);
    }
    // Nothing is put in.
    assert_eq!(result[6], json!({ "item": { "title": text } }));
    let kept = &portal.requests()[0];
    assert_eq!((kept.method.as_str(), kept.version), ("batch", 3));
    assert_eq!(kept.parameters.len(), 7);

    for (body, code) in [
        (
            json!({ "cmd": { "a": "tasks.task.get?id=1" } }),
            format!("{CODE}INVALIDSELECTEXCEPTION"),
        ),
        (
            json!([{ "method": "tasks.task.get" }]),
            format!("{CODE}VALIDATION_REQUESTVALIDATIONEXCEPTION"),
        ),
        (
            json!(vec![call("rest.scope.list", json!({})); 51]),
            "ERROR_BATCH_LENGTH_EXCEEDED".to_owned(),
        ),
    ] {
        let answer = batch(body).await;
        assert_eq!(answer.body["error"]["code"], code);
    }
    assert_eq!(*batch(json!([])).await.result(), json!([]));
}

#[tokio::test]
async fn calls_of_a_batch_refer_to_earlier_results() {
    let portal = portal().await;
    let add = json!({ "fields": { "title": "Roof", "creatorId": 1, "responsibleId": 5 } });
    let added = send(&portal, "tasks.task.add", &add).await;
    let id = added.result()["item"]["id"].clone();
    let by_id = |id: Value| json!({ "id": id, "select": ["id", "title"] });
    let listed = json!({ "select": ["id"], "filter": [["id", "=", id]] });
    let found = |ids: Value| json!({ "select": ["title"], "filter": [["id", "in", ids]] });
    let calls = json!([
        { "method": "tasks.task.list", "as": "tasks", "query": listed },
        { "method": "tasks.task.get", "query": by_id(json!({ "$ref": "tasks.items.0.id" })) },
        { "method": "tasks.task.list", "query": found(json!({ "$refArray": "tasks.id" })) },
        { "method": "tasks.task.get", "query": by_id(json!({ "$ref": "1.item.id" })), "parallel": true },
        { "method": "tasks.task.get", "query": by_id(json!({ "$ref": "tasks.items.1.id" })) },
        { "method": "tasks.task.list", "query": found(json!({ "$refArray": "tasks" })) },
        { "method": "tasks.task.get", "query": by_id(json!({ "$ref": "later.item.id" })) },
        { "method": "tasks.task.get", "as": "later", "query": by_id(id.clone()) },
    ]);
    // An SDK of the vendor sends an object with numbers as keys.
    let calls_of = calls.as_array().expect("calls").iter().enumerate();
    let numbered: serde_json::Map<_, _> = calls_of
        .map(|(index, call)| (index.to_string(), call.clone()))
        .collect();
    for body in [calls.clone(), Value::Object(numbered)] {
        let answer = send(&portal, "batch", &body).await;
        let result = answer.result();
        let task = json!({ "item": { "id": id, "title": "Roof" } });
        assert_eq!(result[0], json!({ "items": [{ "id": id }] }));
        for index in [1, 3, 7] {
            assert_eq!(result[index], task, "{index}");
        }
        assert_eq!(result[2], json!({ "items": [{ "title": "Roof" }] }));
        for index in [4, 5, 6] {
            let code = format!("{CODE}INVALIDSELECTEXCEPTION");
            assert_eq!(result[index]["error"]["code"], code, "{index}");
        }
    }
    let wrong = json!([{ "method": "tasks.task.get", "as": 1, "query": by_id(id) }]);
    let (_, code, fields) = error(&portal, "batch", wrong).await;
    assert_eq!(
        (code.as_str(), fields),
        (
            "VALIDATION_REQUESTVALIDATIONEXCEPTION",
            vec!["as".to_owned()]
        )
    );
}
