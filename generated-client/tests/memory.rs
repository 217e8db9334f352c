//! The bound on the memory that decoded values take: a small answer may have many rows, and each
//! takes as much memory as its type.

mod support;

use std::sync::Arc;

use bitrix24::crm::item::{self, Item};
use bitrix24::crm::{Deal, EntityType};
use bitrix24::error::AnswerKind;
use bitrix24::runtime as rt;
use bitrix24::tasks;
use bitrix24::{Client, Entity, Error, Id, Params, RawMethod, Value, blocking};
use support::request::task_get;
use support::server::Server;
use tokio::io::AsyncWriteExt;

/// The bound in these tests.
const LIMIT: u64 = 1 << 20;

/// `count` empty rows, without brackets.
fn rows(count: usize) -> String {
    vec!["{}"; count].join(",")
}

/// A server that returns the same answer to every request.
async fn answering(body: String) -> Server {
    let answer: Arc<str> = support::json("200 OK", &body).into();
    Server::new(move |mut stream, _| {
        let answer = Arc::clone(&answer);
        async move {
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

fn client(server: &Server) -> Client {
    let builder = support::builder(&server.url()).max_decoded_bytes(LIMIT);
    builder.build().expect("a client")
}

#[track_caller]
fn assert_too_large<T, K: std::fmt::Debug>(result: Result<T, Error<K>>) {
    match result {
        Err(Error::Answer(error)) => {
            assert_eq!(error.kind, AnswerKind::TooLarge { limit: LIMIT });
            assert_eq!(error.did_run(), Some(true));
            let text = error.to_string();
            let expected = "expected values that take at most 1048576 bytes of memory, got more";
            assert!(text.contains(expected), "{text}");
        }
        Err(other) => panic!("another error: {other:?}"),
        Ok(_) => panic!("it fits"),
    }
}

#[tokio::test]
async fn rows_of_an_answer_are_bounded_by_the_memory_that_they_take() {
    let server = answering(format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(5000))).await;
    let client = client(&server);
    assert_too_large(client.call(item::list(EntityType::Deal)).await);
    // The same answer fits where rows are small, or where more memory is permitted.
    let raw = client
        .call_raw("crm.item.list", Params::new())
        .await
        .expect("an answer");
    assert_eq!(
        raw.get("items").and_then(Value::as_list).map(<[_]>::len),
        Some(5000)
    );
    let patient = support::client(&server.url());
    let items = patient.call(item::list(EntityType::Deal)).await;
    assert_eq!(items.expect("rows").len(), 5000);
}

#[tokio::test]
async fn as_many_rows_as_fit_are_read() {
    let most = usize::try_from(LIMIT).expect("a size") / size_of::<Item>();
    let at = async |count: usize| {
        let server = answering(format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(count))).await;
        client(&server).call(item::list(EntityType::Deal)).await
    };
    assert_eq!(at(most).await.expect("rows").len(), most);
    assert_too_large(at(most + 1).await);
}

#[tokio::test]
async fn the_bound_follows_that_on_the_size_of_answers() {
    // Three times the bytes of the answer would be enough for neither.
    let body = format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(20_000));
    let server = answering(body).await;
    let client = |bytes: u64| {
        let builder = support::builder(&server.url()).max_answer_bytes(bytes);
        builder.build().expect("a client")
    };
    let error = client(100_000).call(item::list(EntityType::Deal)).await;
    match error {
        Err(Error::Answer(error)) => {
            assert_eq!(error.kind, AnswerKind::TooLarge { limit: 16 << 20 });
        }
        other => panic!("{:?}", other.map(|rows| rows.len())),
    }
    let rows = client(64 << 20).call(item::list(EntityType::Deal)).await;
    assert_eq!(rows.expect("rows").len(), 20_000);
}

#[tokio::test]
async fn an_error_after_the_rows_takes_precedence() {
    let body = format!(
        r#"{{"result":{{"items":[{}]}},"error":"QUERY_LIMIT_EXCEEDED","error_description":"x"}}"#,
        rows(5000)
    );
    let server = answering(body).await;
    let error = client(&server).call(item::list(EntityType::Deal)).await;
    let error = error.expect_err("an error");
    assert_eq!(
        error.api().map(|error| &*error.code),
        Some("QUERY_LIMIT_EXCEEDED")
    );
}

#[tokio::test]
async fn lists_are_bounded_page_by_page() {
    let server = answering(format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(5000))).await;
    let client = client(&server);
    let all = client.list(item::list(EntityType::Deal)).all().await;
    assert_too_large(all.map_err(|error| *error.error));
    let all = client
        .list(item::list(EntityType::Deal))
        .by_rows()
        .all()
        .await;
    assert_too_large(all.map_err(|error| *error.error));
}

#[tokio::test]
async fn any_json_is_bounded() {
    let lists = vec!["[[],[]]"; 20_000].join(",");
    let text = "x".repeat(2 << 20);
    let keys: Vec<String> = (0..20_000).map(|key| format!(r#""{key}":0"#)).collect();
    let keys = keys.join(",");
    for body in [
        format!(r#"{{"result":[{lists}]}}"#),
        format!(r#"{{"result":"{text}"}}"#),
        format!(r#"{{"result":{{{keys}}}}}"#),
        format!(r#"{{"result":1,{keys}}}"#),
    ] {
        let server = answering(body).await;
        let client = client(&server);
        assert_too_large(client.call_raw("app.any", Params::new()).await);
        assert_too_large(
            client
                .call_raw(RawMethod::v3("app.any"), Params::new())
                .await,
        );
    }
}

#[tokio::test]
async fn keys_beside_the_value_count() {
    let body = format!(
        r#"{{"result":{{"items":[],"other":[{}]}}}}"#,
        "0,".repeat(50_000) + "0"
    );
    let server = answering(body).await;
    assert_too_large(client(&server).call(item::list(EntityType::Deal)).await);
}

#[tokio::test]
async fn the_new_rest_is_bounded() {
    let server = answering(format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(50_000))).await;
    let filter = tasks::task::result::v3::ListFilter::new();
    assert_too_large(
        client(&server)
            .call(tasks::task::result::v3::list(filter))
            .await,
    );
    let entries: Vec<String> = (0..20_000).map(|key| format!(r#""{key}":0"#)).collect();
    let body = format!(r#"{{"result":{{"item":{{{}}}}}}}"#, entries.join(","));
    let server = answering(body).await;
    assert_too_large(client(&server).call(task_get(1)).await);
}

#[derive(Debug, Entity)]
#[entity(of = Item)]
struct Small {
    id: Option<Id<Item>>,
}

#[derive(Debug, Entity)]
#[entity(of = Item)]
struct Whole {
    #[entity(field = "ufCrm_1721")]
    lines: Option<Vec<Deal>>,
}

#[tokio::test]
async fn structs_of_users_count_by_their_own_size() {
    let server = answering(format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(5000))).await;
    let small = client(&server)
        .call(item::list(EntityType::Deal).typed::<Small>())
        .await
        .expect("small rows");
    assert_eq!(small.len(), 5000);
    assert!(small[0].id.is_none());
    let server = answering(format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(200_000))).await;
    let many = client(&server)
        .call(item::list(EntityType::Deal).typed::<Small>())
        .await;
    assert_too_large(many);
    // A custom field is read after the row.
    let row = format!(r#"{{"ufCrm_1721":[{}]}}"#, rows(5000));
    let server = answering(format!(r#"{{"result":{{"items":[{row}]}}}}"#)).await;
    let items = client(&server)
        .call(item::list(EntityType::Deal).typed::<Whole>())
        .await;
    match items {
        Ok(items) => panic!("{:?}", items[0].lines.as_ref().map(Vec::len)),
        error => assert_too_large(error),
    }
}

/// A method whose answer is rows or text.
#[derive(Clone)]
struct Either(rt::Params);
rt::request!(Either);
impl rt::Request for Either {
    type Output = RowsOrText;
    type Error = rt::UndocumentedError;
    const METHOD: &'static rt::Method = &rt::Method::read("app.either");
}

#[derive(Debug, Clone, PartialEq)]
enum RowsOrText {
    Rows(Vec<Deal>),
    Text(String),
    Unknown(Value),
}
rt::union!(RowsOrText);
impl rt::Union for RowsOrText {
    fn from_value(value: Value) -> Self {
        if let Some(rows) = rt::attempt(&value) {
            return Self::Rows(rows);
        }
        if let Some(text) = rt::attempt(&value) {
            return Self::Text(text);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> Value {
        match self {
            Self::Rows(rows) => rt::to_value(rows),
            Self::Text(text) => rt::to_value(text),
            Self::Unknown(value) => value.clone(),
        }
    }
}

#[tokio::test]
async fn alternatives_of_unions_count() {
    let server = answering(format!(r#"{{"result":[{}]}}"#, rows(5000))).await;
    assert_too_large(client(&server).call(Either(rt::Params::new())).await);
    let few = answering(format!(r#"{{"result":[{}]}}"#, rows(50))).await;
    let read = client(&few).call(Either(rt::Params::new())).await;
    assert!(matches!(read, Ok(RowsOrText::Rows(rows)) if rows.len() == 50));
}

#[tokio::test]
async fn the_results_of_a_batch_have_a_common_bound() {
    let part = format!(r#"{{"items":[{}]}}"#, rows(150));
    let parts: Vec<String> = (0..4)
        .map(|index| format!(r#""c{index}":{part}"#))
        .collect();
    let body = format!(
        r#"{{"result":{{"result":{{{}}},"result_error":[]}}}}"#,
        parts.join(",")
    );
    let server = answering(body).await;
    let mut batch = client(&server).batch();
    let handles: Vec<_> = (0..4)
        .map(|_| batch.add(item::list(EntityType::Deal)))
        .collect();
    let mut results = batch.send().await.expect("answers");
    let read: Vec<_> = handles
        .into_iter()
        .map(|handle| results.take(handle))
        .collect();
    let fitting = usize::try_from(LIMIT).expect("a size") / (150 * size_of::<Item>());
    assert!((1..4).contains(&fitting), "{fitting}");
    for (index, result) in read.into_iter().enumerate() {
        if index < fitting {
            assert_eq!(result.expect("rows").len(), 150);
        } else {
            assert_too_large(result);
        }
    }
}

#[tokio::test]
async fn a_batch_of_the_new_rest_is_bounded() {
    let keys: Vec<String> = (0..20_000).map(|key| format!(r#""{key}":0"#)).collect();
    let body = format!(r#"{{"result":[{{"item":{{{}}}}}]}}"#, keys.join(","));
    let server = answering(body).await;
    let mut batch = client(&server).batch();
    let task = batch.add(task_get(1));
    let mut results = batch.send().await.expect("answers");
    assert_too_large(results.take(task));
}

#[test]
fn the_client_without_async_is_bounded() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let body = format!(r#"{{"result":{{"items":[{}]}}}}"#, rows(5000));
    let server = runtime.block_on(answering(body));
    let client = blocking::Client::new(client(&server)).expect("a client");
    assert_too_large(client.call(item::list(EntityType::Deal)));
}
