//! Lists of methods that are called by their names.

use bitrix24::error::{AnswerKind, RequestKind};
use bitrix24::paging::{Listing, Position, RawList};
use bitrix24::{
    AnyError, Client, Error, Limits, RawMethod, RetryPolicy, SystemError, UndocumentedError, Value,
};
use bitrix24_portal::Portal;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use super::support::server::Server;
use super::support::{self, client};
use super::{bodies, of, table};

fn named(server: &Server) -> Listing<RawList> {
    of(server).list_raw("acme.row.list", json!({}))
}

fn ids(rows: &[Value]) -> Vec<i64> {
    let id = |row: &Value| row["id"].read().or_else(|_| row["ID"].read());
    rows.iter()
        .map(|row| id(row).expect("an identifier"))
        .collect()
}

#[tokio::test]
async fn by_rows_until_no_page_follows() {
    let server = table(1..=120, |_, _| {}).await;
    let mut pages = named(&server).pages();
    let first = pages.next().await.expect("a page").expect("rows");
    assert_eq!(first.total, Some(120));
    assert_eq!(first.next, Some(Position::Row(50)));
    assert_eq!(first.rows[0], json!({"id": "1"}).into());
    let rest = named(&server).resume_from(Position::Row(50)).all().await;
    let all = [first.rows, rest.expect("the rest")].concat();
    assert_eq!(ids(&all), (1..=120).collect::<Vec<_>>());
    assert_eq!(
        bodies(&server),
        [r#"{"start":0}"#, r#"{"start":50}"#, r#"{"start":100}"#]
    );
    let line = &server.requests()[0].line;
    assert!(line.contains("/acme.row.list "), "{line}");
}

#[tokio::test]
async fn by_a_cursor_that_the_caller_names() {
    let server = table(1..=60, |_, _| {}).await;
    let params = json!({"filter": {"@type": [1]}, "select": ["price"]});
    let listing = of(&server).list_raw("acme.row.list", params).cursor("ID");
    assert_eq!(
        ids(&listing.all().await.expect("rows")),
        (1..=60).collect::<Vec<_>>()
    );
    assert_eq!(
        bodies(&server)[1],
        r#"{"filter":{"@type":[1],">ID":50},"select":["price","ID"],"order":{"ID":"ASC"},"start":-1}"#
    );
    // The caller may still want rows, and a key of another name is an error that says so.
    let server = table(1..=60, |_, _| {}).await;
    let rows = named(&server).cursor("ID").by_rows().all().await;
    assert_eq!(rows.expect("rows").len(), 60);
    assert_eq!(bodies(&server)[1], r#"{"start":50}"#);
    let error = named(&server).cursor("ID").cursor_key("rowId").all().await;
    let error = error.expect_err("no such key");
    assert!(
        matches!(&*error.error, Error::Answer(answer)
            if matches!(&answer.kind, AnswerKind::NoCursor { field } if field == "rowId")),
        "{error}"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_before_it_is_sent() {
    let server = table(1..=60, |_, _| {}).await;
    let client = of(&server);
    for (listing, why) in [
        (
            client.list_raw("a.list", json!({})).in_batches(),
            "no cursor is known",
        ),
        (
            client.list_raw("a.list", json!([1])),
            "the parameters are a list",
        ),
        (
            client
                .list_raw("a.list", json!({"order": {"price": "asc"}}))
                .cursor("id"),
            "ordered by something else",
        ),
        (
            client
                .list_raw(RawMethod::v3("a.list"), json!({}))
                .cursor("id")
                .in_batches(),
            "a batch of REST 3.0",
        ),
    ] {
        let error = listing.all().await.expect_err(why);
        assert!(
            matches!(&*error.error, Error::Request(error) if matches!(error.kind, RequestKind::List { .. })),
            "{error}"
        );
        assert!(error.to_string().contains(why), "{error}");
    }
    let error = client.list_raw("a/b", json!({})).all().await;
    assert!(
        matches!(&*error.expect_err("a path").error, Error::Request(error) if error.kind == RequestKind::Method)
    );
    assert!(server.requests().is_empty());
}

/// Answers one result, whatever is asked for.
async fn result(result: &str) -> Server {
    let body = format!(r#"{{"result": {result}, "total": 2}}"#);
    Server::answering(support::json("200 OK", &body)).await
}

#[tokio::test]
async fn rows_are_found_or_said() {
    for (json, count) in [
        (r#"[{"ID": 1}, {"ID": 2}]"#, 2),
        (r#"{"3": {"ID": 1}, "7": {"ID": 2}}"#, 2),
        (r#"{"tasks": [{"id": 1}, {"id": 2}]}"#, 2),
        (r#"{"tasks": []}"#, 0),
        ("[]", 0),
    ] {
        let rows = named(&result(json).await).all().await.expect(json);
        assert_eq!(ids(&rows), (1..=count).collect::<Vec<_>>(), "{json}");
    }
    let two = r#"{"chats": [{"id": 1}], "more": {"users": [{"id": 1}, {"id": 2}]}}"#;
    let server = result(two).await;
    let error = named(&server).all().await.expect_err("which one?");
    let text = error.to_string();
    assert!(
        text.contains("`rows_at`") && text.contains("an object with `chats`, `more` (HTTP 200)"),
        "{text}"
    );
    let rows = named(&server).rows_at("more.users").all().await;
    assert_eq!(ids(&rows.expect("users")), [1, 2]);
    let error = named(&server).rows_at("users").all().await;
    assert!(error.is_err(), "a wrong key is no empty list");
    for other in [r#"{"ID": 5, "PHONE": [{"ID": 1}]}"#, "null", "5"] {
        let error = named(&result(other).await).all().await;
        assert!(error.is_err(), "{other} is no list");
    }
}

#[tokio::test]
async fn errors_are_those_of_any_method() {
    let body = r#"{"error": "ERROR_METHOD_NOT_FOUND", "error_description": "No such method"}"#;
    let server = Server::answering(support::json("404 Not Found", body)).await;
    let error = named(&server).all().await.expect_err("no such method");
    assert_eq!(error.position, Position::Row(0));
    assert!(
        error
            .to_string()
            .ends_with("; no page of the list was read"),
        "{error}"
    );
    let Error::Api(api) = &*error.error else {
        panic!("{error}")
    };
    assert_eq!(
        api.kind,
        UndocumentedError::System(SystemError::MethodNotFound)
    );
    let error: AnyError = error.into();
    assert_eq!(
        error.api().and_then(|error| error.kind.system()),
        Some(SystemError::MethodNotFound)
    );
}

#[tokio::test]
async fn a_page_whose_answer_is_lost_is_requested_again() {
    let first = std::sync::atomic::AtomicBool::new(true);
    let server = Server::new(move |mut stream, _| {
        let is_lost = first.swap(false, std::sync::atomic::Ordering::SeqCst);
        async move {
            if !is_lost {
                let answer = support::json("200 OK", r#"{"result": [{"ID": 1}]}"#);
                let _ = stream.write_all(answer.as_bytes()).await;
            }
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let client = support::builder(&server.url())
        .retry(RetryPolicy::default())
        .clock(bitrix24::VirtualClock::new())
        .build()
        .expect("a client");
    let rows = client.list_raw("acme.row.list", json!({})).all().await;
    assert_eq!(rows.expect("rows").len(), 1);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn rest_3_is_read_by_rows_and_by_a_cursor() {
    // A table of 70 rows that pages as REST 3.0 does.
    let table = || {
        Server::new(move |mut stream, request| {
            let params: Value = serde_json::from_str(&request.body).expect("JSON");
            let integer = |value: &Value| value.read::<i64>().ok();
            let limit = integer(&params["pagination"]["limit"]).expect("a limit");
            let skipped = integer(&params["pagination"]["offset"]).unwrap_or(0);
            let after = integer(&params["filter"][0][2]).unwrap_or(0);
            let first = skipped + after + 1;
            let rows: Vec<String> = (first..first + limit)
                .filter(|id| *id <= 70)
                .map(|id| format!(r#"{{"id": {id}}}"#))
                .collect();
            let body = format!(r#"{{"result": {{"items": [{}]}}}}"#, rows.join(","));
            let answer = support::json("200 OK", &body);
            async move {
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        })
    };
    let server = table().await;
    let list = |server: &Server| {
        let method = RawMethod::v3("main.eventlog.list");
        client(&server.url()).list_raw(method, json!({}))
    };
    // Nothing is counted there.
    assert_eq!(list(&server).count().await.expect("a number"), 70);
    let server = table().await;
    let rows = list(&server).page_size(40).all().await.expect("rows");
    assert_eq!(ids(&rows), (1..=70).collect::<Vec<_>>());
    let page = |offset| format!(r#"{{"pagination":{{"limit":40,"offset":{offset}}}}}"#);
    assert_eq!(bodies(&server), [0, 40, 70].map(page));
    assert!(server.requests()[0].line.contains("/rest/api/"));
    let server = table().await;
    let method = RawMethod::v3("main.eventlog.list");
    let params = json!({"pagination": {"limit": 5000}});
    let listing = client(&server.url()).list_raw(method, params).most(60);
    assert_eq!(listing.all().await.expect("rows").len(), 70);
    assert!(bodies(&server)[0].contains(r#""limit":60"#));

    let server = table().await;
    let rows = list(&server).cursor("id").all().await.expect("rows");
    assert_eq!(ids(&rows), (1..=70).collect::<Vec<_>>());
    assert_eq!(
        bodies(&server)[1],
        r#"{"filter":[["id",">",50]],"order":{"id":"ASC"},"pagination":{"limit":50}}"#
    );
}

async fn portal(deals: u32) -> (Portal, Client) {
    let portal = Portal::start().await.expect("a portal");
    portal.add_deals(deals);
    let client = Client::builder()
        .webhook(portal.webhook_url())
        .limits(Limits::unlimited());
    (portal, client.build().expect("a client"))
}

#[tokio::test]
async fn linked_pages_have_the_rows_of_typed_ones() {
    let (portal, client) = portal(600).await;
    let requests = || portal.requests().len();
    // The rows stand under a key, and their identifier is spelt as in the filter.
    let items = json!({"entityTypeId": 2, "select": ["id", "title"]});
    let items = || client.list_raw("crm.item.list", items.clone()).cursor("id");
    let expected = items().by_rows().all().await.expect("deals");
    let before = requests();
    let linked = items().in_batches().all().await.expect("deals");
    assert_eq!(linked, expected);
    assert!(requests() <= before + 3, "{}", requests() - before);
    let ahead = items().in_batches().read_ahead().all().await;
    assert_eq!(ahead.expect("deals"), expected);
    // The result itself is the list.
    let deals = || {
        let params = json!({"select": ["ID", "TITLE"]});
        client.list_raw("crm.deal.list", params).cursor("ID")
    };
    let linked = deals().in_batches().all().await.expect("deals");
    assert_eq!(ids(&linked), ids(&expected));
    let mut pages = deals().in_batches().pages();
    let first = pages.next().await.expect("a page").expect("deals");
    let position = first.next.expect("more");
    let rest = deals().in_batches().resume_from(position).all().await;
    assert_eq!([first.rows, rest.expect("the rest")].concat(), linked);
}

#[tokio::test]
async fn linked_pages_find_the_cursor_in_the_spelling_of_the_rows() {
    // Six rows in pages of two. The last command of each request asks for the end of the list.
    let next = std::sync::atomic::AtomicI64::new(1);
    let server = Server::new(move |mut stream, request| {
        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        let commands = body["cmd"].as_map().expect("commands");
        let two = |first: i64, second: i64| json!({"tasks": [{"id": first}, {"id": second}]});
        let results = commands.keys().enumerate().map(|(index, key)| {
            let is_end = index + 1 == commands.len();
            let rows = if is_end {
                two(6, 5)
            } else {
                let first = next.fetch_add(2, std::sync::atomic::Ordering::SeqCst);
                two(first, first + 1)
            };
            (key.clone(), rows)
        });
        let results: serde_json::Map<_, _> = results.collect();
        let answer = json!({"result": {"result": results}}).to_string();
        let answer = support::json("200 OK", &answer);
        async move {
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let tasks = of(&server).list_raw("tasks.task.list", json!({}));
    let tasks = tasks.cursor("ID").page_size(2).in_batches().all().await;
    assert_eq!(ids(&tasks.expect("tasks")), [1, 2, 3, 4, 5, 6]);
    let bodies = bodies(&server);
    assert_eq!(bodies.len(), 2);
    let link = "[tasks][1][id]";
    assert!(
        !bodies[0].contains("result[") && bodies[1].contains(link),
        "{bodies:?}"
    );
}

#[tokio::test]
async fn pages_of_an_unexpected_size_leave_no_gap_and_repeat_nothing() {
    let (_portal, client) = portal(150).await;
    let params = json!({"entityTypeId": 2, "select": ["id"]});
    let list = || {
        client
            .list_raw("crm.item.list", params.clone())
            .cursor("id")
    };
    let expected = list().all().await.expect("deals");
    for size in [20, 500] {
        let linked = list().page_size(size).in_batches().all().await;
        assert_eq!(linked.expect("deals"), expected, "{size}");
    }
}
