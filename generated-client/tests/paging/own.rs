//! Pages that are chosen by parameters of the method's own.

use bitrix24::error::{AnswerKind, RequestKind};
use bitrix24::paging::{Listing, Position, RawList, Window};
use bitrix24::runtime as rt;
use bitrix24::{Error, Value};
use serde_json::json as value;
use tokio::io::AsyncWriteExt;

use super::support::request::{ListError, Row};
use super::support::server::Server;
use super::support::{client, json};
use super::{bodies, ids};

macro_rules! lists {
    ($($name:ident = $style:expr;)*) => {$(
        #[derive(Clone)]
        struct $name(rt::Params);
        rt::request!($name);
        impl rt::Request for $name {
            type Output = Vec<Row>;
            type Error = ListError;
            const METHOD: &'static rt::Method = &rt::Method {
                paging: Some(rt::Paging { size: 20, style: $style, cursor: None }),
                ..rt::Method::read("demo.list")
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
    Skipped = rt::PagingStyle::Offset(rt::Window { at: "OFFSET", limit: Some("LIMIT"), most: Some(50) });
    Numbered = rt::PagingStyle::Number(rt::Window { at: "PARAMS.NAV.page", limit: None, most: None });
}

/// A table with these identifiers. The rows whose identifier a page is not to show are left out of
/// it.
async fn table(all: i64, hidden: &'static [i64], with_total: bool) -> Server {
    Server::new(move |mut stream, request| {
        let params: Value = serde_json::from_str(&request.body).expect("JSON");
        let integer = |value: &Value| value.read::<i64>().ok();
        let limit = integer(&params["LIMIT"]).unwrap_or(20);
        let page = integer(&params["PARAMS"]["NAV"]["page"]);
        let first = match page {
            Some(page) => (page - 1) * limit,
            None => integer(&params["OFFSET"]).unwrap_or(0),
        };
        let rows: Vec<String> = (first + 1..=all.min(first + limit))
            .filter(|id| !hidden.contains(id))
            .map(|id| format!(r#"{{"id": {id}}}"#))
            .collect();
        let total = if with_total {
            format!(r#", "total": {all}"#)
        } else {
            String::new()
        };
        let answer = json(
            "200 OK",
            &format!(r#"{{"result": [{}]{total}}}"#, rows.join(",")),
        );
        async move {
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

#[tokio::test]
async fn rows_are_skipped_until_a_page_is_empty() {
    let server = table(45, &[7, 8], true).await;
    let rows = client(&server.url())
        .list(Skipped::new())
        .all()
        .await
        .expect("rows");
    let expected: Vec<i64> = (1..=45).filter(|id| ![7, 8].contains(id)).collect();
    assert_eq!(
        ids(&rows),
        expected,
        "a page that is not full is not the last"
    );
    let sent = [0, 20, 40, 60].map(|row| format!(r#"{{"OFFSET":{row},"LIMIT":20}}"#));
    assert_eq!(bodies(&server), sent);
}

#[tokio::test]
async fn a_page_has_as_many_rows_as_the_user_asks_for() {
    for (asked, sent) in [(30, 30), (500, 50)] {
        let server = table(60, &[], false).await;
        let request = Skipped::new().param("FIND", "x").param("LIMIT", asked);
        let rows = client(&server.url())
            .list(request)
            .all()
            .await
            .expect("rows");
        assert_eq!(ids(&rows), (1..=60).collect::<Vec<_>>());
        let second = format!(r#"{{"FIND":"x","LIMIT":{sent},"OFFSET":{sent}}}"#);
        assert_eq!(bodies(&server)[1], second);
    }
}

#[tokio::test]
async fn numbered_pages_end_with_the_total_or_an_empty_page() {
    let number = |page: i64| format!(r#"{{"PARAMS":{{"NAV":{{"page":{page}}}}}}}"#);
    for (with_total, pages) in [(true, 2), (false, 3)] {
        let server = table(40, &[], with_total).await;
        let rows = client(&server.url())
            .list(Numbered::new())
            .all()
            .await
            .expect("rows");
        assert_eq!(ids(&rows), (1..=40).collect::<Vec<_>>());
        assert_eq!(bodies(&server), (1..=pages).map(number).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_numbered_list_resumes_at_the_start_of_a_page() {
    let server = table(45, &[], true).await;
    let client = client(&server.url());
    let mut pages = client.list(Numbered::new()).pages();
    let first = pages.next().await.expect("a page").expect("rows");
    assert_eq!(
        (first.total, first.next),
        (Some(45), Some(Position::Row(20)))
    );
    let rest = client.list(Numbered::new()).resume_from(Position::Row(20));
    assert_eq!(rest.all().await.expect("rows").len(), 25);
    let within = client.list(Numbered::new()).resume_from(Position::Row(21));
    let error = within.all().await.expect_err("no page begins there");
    assert!(
        matches!(&*error.error, Error::Request(error) if matches!(error.kind, RequestKind::List { .. }))
    );
}

/// A list of a method that is called by its name.
fn named(server: &Server, params: serde_json::Value, window: Window) -> Listing<RawList> {
    let listing = client(&server.url()).list_raw("demo.list", params);
    listing.page_size(20).window(window)
}

fn identifiers(rows: &[Value]) -> Vec<i64> {
    rows.iter()
        .map(|row| row["id"].as_integer().expect("an identifier"))
        .collect()
}

#[tokio::test]
async fn a_method_that_is_called_by_its_name_pages_likewise() {
    let server = table(45, &[7, 8], true).await;
    let window = Window::offset("OFFSET").limit("LIMIT").most(50);
    let rows = named(&server, value!({}), window.clone()).all().await;
    let expected: Vec<i64> = (1..=45).filter(|id| ![7, 8].contains(id)).collect();
    assert_eq!(identifiers(&rows.expect("rows")), expected);
    let sent = [0, 20, 40, 60].map(|row| format!(r#"{{"OFFSET":{row},"LIMIT":20}}"#));
    assert_eq!(bodies(&server), sent);

    let server = table(120, &[], false).await;
    let params = value!({"LIMIT": 500, "FIND": "x"});
    let rows = named(&server, params, window).all().await.expect("rows");
    assert_eq!(identifiers(&rows), (1..=120).collect::<Vec<_>>());
    assert_eq!(bodies(&server)[1], r#"{"FIND":"x","LIMIT":50,"OFFSET":50}"#);

    let server = table(40, &[], true).await;
    let number = Window::number("PARAMS.NAV.page");
    let params = value!({"PARAMS": {"NAV": {"page": 7}}});
    let mut pages = named(&server, params.clone(), number.clone()).pages();
    let first = pages.next().await.expect("a page").expect("rows");
    assert_eq!(first.next, Some(Position::Row(20)));
    let rest = named(&server, params, number).resume_from(Position::Row(20));
    assert_eq!(rest.all().await.expect("rows").len(), 20);
    assert_eq!(
        bodies(&server),
        [1, 2].map(|page| format!(r#"{{"PARAMS":{{"NAV":{{"page":{page}}}}}}}"#))
    );
}

#[tokio::test]
async fn positional_parameters_are_sent_as_a_list() {
    let window = Window::number("PARAMS.NAV.page");
    let answer = json("200 OK", r#"{"result": [{"id": 1}], "total": 1}"#);
    for given in [value!({"TASK": 7}), value!([7]), value!([7, null])] {
        let server = Server::answering(answer.clone()).await;
        let listing = named(&server, given, window.clone()).positional(["TASK", "ORDER", "PARAMS"]);
        let rows = listing.all().await.expect("rows");
        assert_eq!(identifiers(&rows), [1]);
        assert_eq!(bodies(&server), [r#"[7,null,{"NAV":{"page":1}}]"#]);
    }
    // Nothing is left out without a word: neither a value without a name, nor a name without a
    // position, nor the page.
    let (task, page) = (&["TASK"][..], &["TASK", "PARAMS"][..]);
    for (given, names, why) in [
        (value!([7, 8, 9]), page, "there are more parameters"),
        (value!({"TASK": 7, "ORDR": {}}), page, "a parameter is not"),
        (value!({"TASK": 7}), task, "the parameter that chooses"),
    ] {
        let server = Server::answering(answer.clone()).await;
        let listing = named(&server, given, window.clone()).positional(names.iter().copied());
        let error = listing.all().await.expect_err("a value without a position");
        let message = error.error.to_string();
        assert!(message.contains(why), "{message}");
        assert!(bodies(&server).is_empty());
    }
    let server = Server::answering(answer).await;
    let listing = named(&server, value!({"task": 7}), window).positional(page.iter().copied());
    assert_eq!(identifiers(&listing.all().await.expect("rows")), [1]);
    assert_eq!(bodies(&server), [r#"[7,{"NAV":{"page":1}}]"#]);
}

#[tokio::test]
async fn a_page_that_comes_again_is_an_error() {
    // The method ignores the parameter.
    let same = json("200 OK", r#"{"result": [{"id": 1}, {"id": 2}]}"#);
    for window in [Window::offset("OFFSET"), Window::number("page")] {
        let server = Server::answering(same.clone()).await;
        let mut pages = named(&server, value!({}), window).pages();
        let first = pages.next().await.expect("a page").expect("rows");
        assert_eq!(identifiers(&first.rows), [1, 2]);
        let error = pages.next().await.expect("a page");
        let error = error.expect_err("the same page");
        assert_eq!(error.position, Position::Row(20));
        assert!(
            matches!(&*error.error, Error::Answer(answer) if matches!(answer.kind, AnswerKind::Stalled { .. })),
            "{error}"
        );
        assert!(pages.next().await.is_none());
    }
}
