//! What is refused before anything is sent.

use bitrix24::error::{BatchProblem, RequestKind};
use bitrix24::filter::Key;
use bitrix24::runtime::and;
use bitrix24::{Batch, Error, Params, ParamsProblem, Value};
use serde_json::json;

use super::support::request::{Row, list, upload};
use super::{answering, client, problem, refused};

#[tokio::test]
async fn what_is_wrong_is_refused_before_anything_is_sent() {
    let server = answering(&[]).await;
    let client = client(&server);
    let refers = |batch: &mut Batch| {
        let rows = batch.add(list());
        rows.first().pick(|row| &row.id)
    };

    let mut other = client.batch();
    let of_other = refers(&mut other);
    let mut batch = client.batch();
    let _ = batch.add(list());
    let _ = batch.add(list().start(&of_other));
    assert_eq!(
        refused(batch).await,
        RequestKind::Batch(BatchProblem::OtherBatch)
    );

    // A text of a user is none, be it the very text that stands for a result.
    for text in [
        "$result[c0][ID]",
        "see $result[0]",
        &format!("{of_other:?}"),
    ] {
        for params in [
            json!({"a": text}),
            json!({"a": [{"b": text}]}),
            json!({"a": {text: 1}}),
        ] {
            let mut batch = client.batch();
            let _ = batch.add_raw("own.method", params);
            assert_eq!(
                refused(batch).await,
                RequestKind::Batch(BatchProblem::Text),
                "{text}"
            );
        }
    }
    let mut batch = client.batch();
    let own = refers(&mut batch);
    let text = format!("x{own:?}");
    let _ = batch.add_raw(
        "own.method",
        Params::new().param("id", own).param("text", text),
    );
    assert_eq!(refused(batch).await, RequestKind::Batch(BatchProblem::Text));

    for (method, params, expected) in [
        (
            "batch",
            json!({}),
            RequestKind::Batch(BatchProblem::NotAllowed),
        ),
        (
            "Batch",
            json!({}),
            RequestKind::Batch(BatchProblem::NotAllowed),
        ),
        ("a?b", json!({}), RequestKind::Method),
        (
            "a.b",
            json!({"x.y": 1}),
            RequestKind::Batch(BatchProblem::Name),
        ),
        (
            "a.b",
            json!(1),
            RequestKind::NoParameters {
                found: "another scalar",
            },
        ),
    ] {
        let mut batch = client.batch();
        let _ = batch.add_raw(method, params);
        assert_eq!(refused(batch).await, expected);
    }
    let mut batch = client.batch();
    let _ = batch.add(upload());
    assert_eq!(
        refused(batch).await,
        RequestKind::Batch(BatchProblem::NotAllowed)
    );

    // Outside of its batch nobody knows the result.
    let mut batch = client.batch();
    let id = refers(&mut batch);
    match client.call(list().start(&id)).await {
        Err(Error::Request(error)) => {
            assert_eq!(error.kind, RequestKind::Params(ParamsProblem::Reference));
        }
        other => panic!("{other:?}"),
    }
    // A more serious problem takes precedence over the reference.
    let twice = Params::new().param("id", &id);
    let named = || Key::<Row, Value>::named("id");
    let twice = and(and(twice, named().eq(1)), named().eq(2));
    let _ = batch.add_raw("own.method", twice);
    assert!(matches!(
        refused(batch).await,
        RequestKind::Params(ParamsProblem::SameCondition { .. })
    ));

    let mut results = client.batch().send().await.expect("nothing to send");
    assert!(results.is_empty());
    let mut batch = client.batch();
    let handle = batch.add(list());
    let error = results.take(handle).expect_err("another batch");
    assert_eq!(problem(error), BatchProblem::OtherHandle);
    assert_eq!(server.requests().len(), 0);
}
