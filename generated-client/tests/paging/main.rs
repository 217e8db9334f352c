//! Lists of several pages: by rows and by a cursor, and what happens when a page is not what it
//! should be.

mod ahead;
mod named;
mod own;
#[path = "../support/mod.rs"]
mod support;

use std::sync::{Arc, Mutex};

use bitrix24::error::{AnswerKind, RequestKind};
use bitrix24::paging::Position;
use bitrix24::runtime as rt;
use bitrix24::{Client, Error, Value};
use support::request::ListError;
use support::server::Server;
use support::{client, json};
use tokio::io::AsyncWriteExt;

/// Requests of lists with a cursor that is stated, one that is inferred, and none.
macro_rules! lists {
    ($($name:ident = $cursor:expr;)*) => {$(
        #[derive(Clone)]
        struct $name(rt::Params);
        rt::request!($name);
        impl rt::Request for $name {
            type Output = Vec<support::request::Row>;
            type Error = ListError;
            const METHOD: &'static rt::Method = &rt::Method {
                at: Some("productRows"),
                paging: Some(rt::Paging { size: 50, style: rt::PagingStyle::Start, cursor: $cursor }),
                ..rt::Method::read("crm.item.productrow.list")
            };
        }
        impl $name {
            fn new() -> Self {
                Self(rt::Params::new())
            }
        }
    )*};
}

lists! {
    Stated = Some(rt::Cursor { field: "id", response: "id", inferred: false });
    Inferred = Some(rt::Cursor { field: "ID", response: "id", inferred: true });
    Uncounted = None;
}

/// A table of rows with these identifiers, which answers like a portal. Before each request
/// `change` may change it.
async fn table(
    ids: impl IntoIterator<Item = i64>,
    change: impl Fn(usize, &mut Vec<i64>) + Send + Sync + 'static,
) -> Server {
    let rows: Arc<Mutex<(usize, Vec<i64>)>> = Arc::new(Mutex::new((0, ids.into_iter().collect())));
    Server::new(move |mut stream, request| {
        let params: Value = serde_json::from_str(&request.body).expect("JSON");
        let answer = {
            let mut rows = rows.lock().expect("no panic");
            rows.0 += 1;
            let number = rows.0;
            change(number, &mut rows.1);
            page(&rows.1, &params)
        };
        async move {
            let _ = stream.write_all(json("200 OK", &answer).as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

fn page(ids: &[i64], params: &Value) -> String {
    let integer = |value: &Value| value.read::<i64>().ok();
    let start = integer(&params["start"]).unwrap_or(0);
    let filter = params["filter"].as_map().cloned().unwrap_or_default();
    let bound = |sign: &str| {
        let key = filter
            .keys()
            .find(|key| key.eq_ignore_ascii_case(&format!("{sign}id")));
        key.and_then(|key| integer(filter.get(key.as_str())?))
    };
    let (above, below) = (bound(">"), bound("<"));
    let mut ids: Vec<i64> = ids.to_vec();
    ids.retain(|id| above.is_none_or(|bound| *id > bound) && below.is_none_or(|bound| *id < bound));
    let order = params["order"]
        .as_map()
        .and_then(|order| order.values().next().cloned());
    if order.is_some_and(|direction| {
        direction
            .as_text()
            .is_some_and(|word| word.eq_ignore_ascii_case("desc"))
    }) {
        ids.sort_by(|one, other| other.cmp(one));
    } else {
        ids.sort_unstable();
    }
    let skipped = usize::try_from(start.max(0)).expect("it fits");
    let rows: Vec<String> = ids
        .iter()
        .skip(skipped)
        .take(50)
        .map(|id| format!(r#"{{"id": "{id}"}}"#))
        .collect();
    let next = if start >= 0 && ids.len() > skipped + 50 {
        format!(r#", "next": {}, "total": {}"#, skipped + 50, ids.len())
    } else if start >= 0 {
        format!(r#", "total": {}"#, ids.len())
    } else {
        r#", "total": 0"#.to_owned()
    };
    format!(
        r#"{{"result": {{"productRows": [{}]}}{next}}}"#,
        rows.join(",")
    )
}

fn ids(rows: &[support::request::Row]) -> Vec<i64> {
    rows.iter()
        .map(|row| row.id.expect("an identifier"))
        .collect()
}

fn bodies(server: &Server) -> Vec<String> {
    server
        .requests()
        .into_iter()
        .map(|request| request.body)
        .collect()
}

fn of(server: &Server) -> Client {
    client(&server.url())
}

#[tokio::test]
async fn by_rows_until_no_page_follows() {
    let server = table(1..=120, |_, _| {}).await;
    let rows = of(&server)
        .list(Uncounted::new())
        .all()
        .await
        .expect("rows");
    assert_eq!(ids(&rows), (1..=120).collect::<Vec<_>>());
    assert_eq!(
        bodies(&server),
        [r#"{"start":0}"#, r#"{"start":50}"#, r#"{"start":100}"#]
    );

    let server = table(1..=120, |_, _| {}).await;
    let mut pages = of(&server).list(Inferred::new()).pages();
    let page = pages.next().await.expect("a page").expect("rows");
    assert_eq!(
        (page.total, page.next),
        (Some(120), Some(Position::Row(50)))
    );
    assert_eq!(page.rows.len(), 50);
    drop(pages);
    assert_eq!(
        server.requests().len(),
        1,
        "pages come when they are asked for"
    );
}

#[tokio::test]
async fn rows_are_counted_by_one_request() {
    for count in [0, 50, 120] {
        let server = table(1..=count, |_, _| {}).await;
        let listing = of(&server).list(Stated::new()).in_batches();
        let listing = listing.resume_from(Position::After(30));
        let counted = listing.count().await.expect("a number");
        assert_eq!(counted, u64::try_from(count).expect("it fits"));
        assert_eq!(bodies(&server), [r#"{"start":0}"#]);
    }
}

#[tokio::test]
async fn by_the_cursor_that_is_stated_until_a_page_is_empty() {
    let server = table(1..=100, |_, _| {}).await;
    let rows = of(&server).list(Stated::new()).all().await.expect("rows");
    assert_eq!(ids(&rows), (1..=100).collect::<Vec<_>>());
    assert_eq!(
        bodies(&server),
        [
            r#"{"order":{"id":"ASC"},"start":-1}"#,
            r#"{"filter":{">id":50},"order":{"id":"ASC"},"start":-1}"#,
            r#"{"filter":{">id":100},"order":{"id":"ASC"},"start":-1}"#,
        ]
    );
}

#[tokio::test]
async fn an_inferred_cursor_is_taken_when_it_is_asked_for() {
    let server = table(1..=60, |_, _| {}).await;
    let listing = of(&server).list(Inferred::new()).by_cursor();
    assert_eq!(listing.all().await.expect("rows").len(), 60);
    assert_eq!(
        bodies(&server)[1],
        r#"{"filter":{">ID":50},"order":{"ID":"ASC"},"start":-1}"#
    );
    let error = of(&server)
        .list(Uncounted::new())
        .by_cursor()
        .all()
        .await
        .expect_err("no cursor");
    assert!(
        matches!(&*error.error, Error::Request(error) if matches!(error.kind, RequestKind::List { .. }))
    );
}

#[tokio::test]
async fn the_users_filter_order_and_selection_are_kept() {
    let server = table(1..=120, |_, _| {}).await;
    let request = Stated::new()
        .param("filter", serde_json::json!({ "<id": 90, "@type": [1, 2] }))
        .param("order", serde_json::json!({ "id": "desc" }))
        .param("select", serde_json::json!(["price"]));
    let rows = of(&server).list(request).all().await.expect("rows");
    // The bound of the filter is in the direction of the list: only reading by rows allows both.
    assert_eq!(ids(&rows), (1..90).rev().collect::<Vec<_>>());
    assert!(bodies(&server)[0].contains(r#""start":0"#));

    let server = table(1..=120, |_, _| {}).await;
    let request = Stated::new()
        .param("filter", serde_json::json!({ ">id": 30, "@type": [1, 2] }))
        .param("order", serde_json::json!({ "id": "desc" }))
        .param("select", serde_json::json!(["price"]));
    let rows = of(&server).list(request).all().await.expect("rows");
    assert_eq!(ids(&rows), (31..=120).rev().collect::<Vec<_>>());
    let last = r#"{"filter":{">id":30,"@type":[1,2],"<id":71},"order":{"id":"DESC"},"select":["price","id"],"start":-1}"#;
    assert_eq!(bodies(&server)[1], last);
}

#[tokio::test]
async fn another_order_is_read_by_rows_or_refused() {
    let order = || Stated::new().param("order", serde_json::json!({ "price": "asc" }));
    let server = table(1..=60, |_, _| {}).await;
    assert_eq!(
        of(&server).list(order()).all().await.expect("rows").len(),
        60
    );
    assert!(bodies(&server)[1].contains(r#""start":50"#));
    let error = of(&server)
        .list(order())
        .by_cursor()
        .all()
        .await
        .expect_err("a contradiction");
    assert!(
        error.to_string().contains("ordered by something else"),
        "{error}"
    );
}

#[tokio::test]
async fn changes_meanwhile_leave_no_gap_and_repeat_nothing_by_a_cursor() {
    let change = |number: usize, ids: &mut Vec<i64>| {
        if number == 2 {
            ids.retain(|id| *id > 20);
            ids.extend([1001, 1002, 0]);
        }
    };
    let server = table(1..=120, change).await;
    let rows = of(&server).list(Stated::new()).all().await.expect("rows");
    let expected: Vec<i64> = (1..=120).chain([1001, 1002]).collect();
    assert_eq!(ids(&rows), expected);

    // By rows the same changes lose rows: the reason why a cursor is better.
    let server = table(1..=120, change).await;
    let rows = of(&server)
        .list(Stated::new())
        .by_rows()
        .all()
        .await
        .expect("rows");
    assert_ne!(ids(&rows), expected);
}

#[tokio::test]
async fn a_list_that_does_not_go_on_is_an_error() {
    for (answer, listing_by_rows) in [
        (
            r#"{"result": {"productRows": [{"id": 1}]}, "next": 0}"#,
            true,
        ),
        (r#"{"result": {"productRows": [{"id": 1}]}}"#, false),
    ] {
        let server = Server::answering(json("200 OK", answer)).await;
        let listing = of(&server).list(Stated::new());
        let listing = if listing_by_rows {
            listing.by_rows()
        } else {
            listing
        };
        let error = listing.all().await.expect_err("it stands");
        let Error::Answer(answer) = &*error.error else {
            panic!("{error}");
        };
        assert!(matches!(answer.kind, AnswerKind::Stalled { .. }), "{error}");
    }
    let server = Server::answering(json(
        "200 OK",
        r#"{"result": {"productRows": [{"price": 1}]}}"#,
    ))
    .await;
    let error = of(&server)
        .list(Stated::new())
        .all()
        .await
        .expect_err("no identifier");
    assert!(error.to_string().contains("`id`"), "{error}");
}

#[tokio::test]
async fn a_failed_page_tells_where_to_go_on() {
    let server = table(1..=120, |_, _| {}).await;
    let broken = Arc::new(Mutex::new(0));
    let seen = Arc::clone(&broken);
    let flaky = Server::new(move |mut stream, request| {
        let number = {
            let mut seen = seen.lock().expect("no panic");
            *seen += 1;
            *seen
        };
        async move {
            let params: Value = serde_json::from_str(&request.body).expect("JSON");
            let all: Vec<i64> = (1..=120).collect();
            let answer = if number == 2 {
                json("403 Forbidden", r#"{"error": "ACCESS_DENIED"}"#)
            } else {
                json("200 OK", &page(&all, &params))
            };
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    drop(server);
    let mut rows = of(&flaky).list(Stated::new()).rows();
    let mut found = Vec::new();
    let position = loop {
        match rows.next().await {
            Some(Ok(row)) => found.push(row),
            Some(Err(error)) => break error.position,
            None => panic!("the list ended early"),
        }
    };
    assert_eq!((found.len(), position), (50, Position::After(50)));
    assert!(rows.next().await.is_none(), "an error ends it");
    let rest = of(&flaky)
        .list(Stated::new())
        .resume_from(position)
        .all()
        .await
        .expect("the rest");
    found.extend(rest);
    assert_eq!(ids(&found), (1..=120).collect::<Vec<_>>());
}

#[tokio::test]
async fn positions_of_the_other_kind_are_refused() {
    let server = table(1..=60, |_, _| {}).await;
    for listing in [
        of(&server)
            .list(Stated::new())
            .by_rows()
            .resume_from(Position::After(5)),
        of(&server)
            .list(Stated::new())
            .by_cursor()
            .resume_from(Position::Row(50)),
    ] {
        let error = listing.all().await.expect_err("a contradiction");
        assert!(matches!(*error.error, Error::Request(_)), "{error}");
    }
    // Without a wish the position says it.
    let listing = of(&server)
        .list(Stated::new())
        .resume_from(Position::Row(50));
    assert_eq!(listing.all().await.expect("rows").len(), 10);
    let listing = of(&server)
        .list(Inferred::new())
        .resume_from(Position::After(55));
    assert_eq!(listing.all().await.expect("rows").len(), 5);
}
