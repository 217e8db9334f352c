//! Answers that cannot be read, or say something else than they should.

use super::*;

#[tokio::test]
async fn empty_body() {
    let (error, portal) = answer_to(json("200 OK", "")).await;
    assert_eq!(answer_kind(&error), (&AnswerKind::Empty, 200));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got an empty body (HTTP 200)",
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn blank_body() {
    let (error, _) = answer_to(json("200 OK", " \r\n")).await;
    assert_eq!(answer_kind(&error), (&AnswerKind::Empty, 200));
}

#[tokio::test]
async fn truncated_json() {
    let (error, portal) = answer_to(json(
        "200 OK",
        "{\"result\": {\n  \"productRows\": [{\"id\": 1",
    ))
    .await;
    assert_eq!(
        answer_kind(&error),
        (
            &AnswerKind::Truncated {
                line: 2,
                column: 26
            },
            200
        )
    );
    assert_text(
        &error,
        &portal,
        "expected a complete JSON answer, but it ends at line 2, column 26 (HTTP 200)",
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn malformed_json() {
    let (error, portal) = answer_to(json("200 OK", "{\"result\": {\"productRows\": [,]}}")).await;
    let AnswerKind::Malformed {
        line: 1,
        column: 29,
        ..
    } = answer_kind(&error).0
    else {
        panic!("{error:?}")
    };
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got malformed JSON at line 1, column 29: expected value (HTTP 200)",
    );
}

#[tokio::test]
async fn a_byte_order_mark_before_the_json() {
    let (error, portal) = answer_to(json(
        "200 OK",
        "\u{feff}{\"result\": {\"productRows\": []}}",
    ))
    .await;
    assert!(matches!(
        answer_kind(&error).0,
        AnswerKind::Malformed {
            line: 1,
            column: 1,
            ..
        }
    ));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got malformed JSON at line 1, column 1: a byte order mark stands before the JSON, \
         as when a PHP file of the portal is saved with one (HTTP 200)",
    );
}

#[tokio::test]
async fn rows_that_are_lists() {
    for rows in ["[[]]", "[{\"id\": 1}, []]", "[[{\"id\": 1}]]"] {
        let body = format!("{{\"result\": {{\"productRows\": {rows}}}}}");
        let (error, portal) = answer_to(json("200 OK", &body)).await;
        let index = usize::from(rows.starts_with("[{"));
        assert_text(
            &error,
            &portal,
            &format!("expected an object at `result.productRows[{index}]`, got a list (HTTP 200)"),
        );
    }
}

#[tokio::test]
async fn more_after_the_json() {
    let (error, _) = answer_to(json("200 OK", "{\"result\": {\"productRows\": []}}<br />")).await;
    let AnswerKind::Malformed { .. } = answer_kind(&error).0 else {
        panic!("{error:?}")
    };
}

const PAGE: &str =
    "<!DOCTYPE html>\n<html>\n  <head><title>Sign\n in</title></head>\n<body>…</body></html>";

#[tokio::test]
async fn html_instead_of_json() {
    let (error, portal) = answer_to(answer("200 OK", "text/html; charset=utf-8", PAGE)).await;
    let expected = AnswerKind::NotJson {
        content_type: Some("text/html; charset=utf-8".to_owned()),
        snippet: "Sign in".to_owned(),
    };
    assert_eq!(answer_kind(&error), (&expected, 200));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got text/html; charset=utf-8 that begins with `Sign in` (HTTP 200)",
    );
}

#[tokio::test]
async fn html_of_a_gateway() {
    let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    let (error, portal) = answer_to(answer("502 Bad Gateway", "text/html", page)).await;
    let expected = AnswerKind::Status {
        content_type: Some("text/html".to_owned()),
        snippet: Some("502 Bad Gateway".to_owned()),
    };
    assert_eq!(answer_kind(&error), (&expected, 502));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got a failure status with text/html that begins with `502 Bad Gateway` (HTTP 502)",
    );
    assert_eq!(error.status(), Some(502));
}

#[tokio::test]
async fn text_of_php() {
    let body = format!(
        "<br />\n<b>Warning</b>:  Undefined variable{}",
        " x".repeat(200)
    );
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let (error, _) = answer_to(head + &body).await;
    let AnswerKind::NotJson {
        content_type: None,
        snippet,
    } = answer_kind(&error).0
    else {
        panic!("{error:?}")
    };
    assert_eq!(snippet, "<br /> <b>Warning</b>: Undefined…");
    assert!(
        error
            .to_string()
            .contains("got a text of no declared type that begins with `<br />"),
        "{error}"
    );
}

#[tokio::test]
async fn text_that_is_not_utf8() {
    let (error, _) =
        answer_to(&b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\xcf\xf0\xe8!"[..]).await;
    let AnswerKind::NotJson { snippet, .. } = answer_kind(&error).0 else {
        panic!("{error:?}")
    };
    assert!(snippet.ends_with('!'), "{snippet}");
}

#[tokio::test]
async fn success_with_an_error_object() {
    let body = r#"{"error": "ACCESS_DENIED", "error_description": "Access denied."}"#;
    let (error, portal) = answer_to(json("200 OK", body)).await;
    let Error::Api(api) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(api.kind, ListError::AccessDenied);
    assert_eq!(
        (api.code.as_str(), api.message.as_str(), api.status),
        ("ACCESS_DENIED", "Access denied.", 200)
    );
    assert_text(
        &error,
        &portal,
        "the portal answered error `ACCESS_DENIED`: Access denied. (HTTP 200)",
    );
}

#[tokio::test]
async fn failure_with_an_error_object() {
    let (error, portal) = answer_to(json(
        "400 Bad Request",
        r#"{"error": 100, "error_description": "No filter"}"#,
    ))
    .await;
    let Error::Api(api) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (&api.kind, api.code.as_str(), api.status),
        (&ListError::MissingParameter, "100", 400)
    );
    assert_text(
        &error,
        &portal,
        "the portal answered error `100`: No filter (HTTP 400)",
    );
}

#[tokio::test]
async fn failure_without_a_body() {
    let (error, portal) =
        answer_to("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n").await;
    let expected = AnswerKind::Status {
        content_type: None,
        snippet: None,
    };
    assert_eq!(answer_kind(&error), (&expected, 500));
    assert_text(
        &error,
        &portal,
        "expected a JSON answer, got a failure status without a body (HTTP 500)",
    );
    assert_eq!(error.did_run(), None);
}

#[tokio::test]
async fn neither_result_nor_error() {
    let (error, portal) = answer_to(json("200 OK", r#"{"time": {"start": 1.5}}"#)).await;
    let expected = AnswerKind::NoResult {
        found: "an object without `result`".to_owned(),
    };
    assert_eq!(answer_kind(&error), (&expected, 200));
    assert_text(
        &error,
        &portal,
        "expected an object with `result` or `error`, got an object without `result` (HTTP 200)",
    );
}

#[tokio::test]
async fn json_that_is_no_object() {
    for (body, found) in [
        ("[]", "a list"),
        ("17", "a number"),
        ("\"result\"", "text"),
        ("null", "null"),
        ("true", "a truth value"),
    ] {
        let (error, portal) = answer_to(json("200 OK", body)).await;
        assert_eq!(
            answer_kind(&error),
            (
                &AnswerKind::NoResult {
                    found: found.to_owned()
                },
                200
            )
        );
        assert_text(
            &error,
            &portal,
            &format!("expected an object with `result` or `error`, got {found} (HTTP 200)"),
        );
        assert_eq!(error.did_run(), None, "{body}");
    }
}

#[tokio::test]
async fn result_of_another_shape() {
    let body = r#"{"result": {"productRows": [{"id": 1}, {"id": "first"}]}}"#;
    let (error, portal) = answer_to(json("200 OK", body)).await;
    let expected = AnswerKind::Shape {
        path: "result.productRows[1].id".to_owned(),
        expected: "a whole number".to_owned(),
        found: "\"first\"".to_owned(),
    };
    assert_eq!(answer_kind(&error), (&expected, 200));
    assert_text(
        &error,
        &portal,
        "expected a whole number at `result.productRows[1].id`, got \"first\" (HTTP 200)",
    );
    assert_eq!(error.did_run(), Some(true));
}

#[tokio::test]
async fn the_text_of_an_error_is_bounded() {
    let long = "ü".repeat(1024 * 1024);
    let fields = vec![format!(r#"{{"field": "{long}", "message": "x"}}"#); 3].join(",");
    for (body, fields) in [
        (
            format!(r#"{{"error": "{long}", "error_description": "{long}"}}"#),
            0,
        ),
        (
            format!(
                r#"{{"error": {{"code": "{long}", "message": "{long}", "validation": [{fields}]}}}}"#
            ),
            3,
        ),
    ] {
        let (error, _) = answer_to(json("400 Bad Request", &body)).await;
        let api = error.api().expect("an error of the portal");
        let cut = format!("{}…", "ü".repeat(2048));
        assert_eq!((&api.code, &api.message), (&cut, &cut));
        assert_eq!(api.validation().len(), fields);
        assert!(api.validation().iter().all(|each| each.field == cut));
    }
    let many = vec![r#"{"field": "a", "message": "b"}"#; 1000].join(",");
    let body = format!(r#"{{"error": {{"code": "A", "message": "B", "validation": [{many}]}}}}"#);
    let (error, _) = answer_to(json("400 Bad Request", &body)).await;
    assert_eq!(error.api().expect("an error").validation().len(), 100);
}
