//! Calls that are tried again, and those that must not be.

mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::error::{AnswerKind, RequestKind};
use bitrix24::{
    CallOptions, Client, Clock, Error, Hook, LimiterError, Limits, RawMethod, RequestInfo,
    ResponseInfo, RetryPolicy, RetryReason, SystemError, Value, VirtualClock,
};
use support::json;
use support::request::{list, task_delegate};
use support::server::{Request, Server};
use tokio::io::AsyncWriteExt;

const FINE: &str = r#"{"result": {"productRows": []}}"#;
const BUSY: &str = r#"{"error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests"}"#;
const BLOCKED: &str = r#"{"error": "OPERATION_TIME_LIMIT", "error_description": "blocked"}"#;
const OVERLOAD: &str = r#"{"error": "OVERLOAD_LIMIT", "error_description": "blocked by hand"}"#;
const SECOND: Duration = Duration::from_secs(1);

/// A server that returns these answers one after the other; an empty one cuts the connection.
async fn server(answers: &[&str]) -> Server {
    let answers: VecDeque<String> = answers.iter().map(ToString::to_string).collect();
    let answers = Arc::new(Mutex::new(answers));
    Server::new(move |mut stream, _| {
        let answer = answers.lock().expect("no panic").pop_front();
        async move {
            let answer = answer.expect("as many answers as requests");
            // The client may have gone already.
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

fn answer(status: &str, body: &str) -> String {
    json(status, body)
}

fn client(server: &Server, clock: &VirtualClock) -> Client {
    Client::builder()
        .webhook(support::webhook(&server.url()))
        .clock(clock.clone())
        .build()
        .expect("a client")
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut headers = request.headers.iter();
    headers.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[tokio::test]
async fn too_many_requests_are_tried_again_also_for_writes() {
    let busy = answer("503 Service Unavailable", BUSY);
    let fine = answer("200 OK", r#"{"result": true}"#);
    let server = server(&[&busy, &busy, &fine]).await;
    let clock = VirtualClock::new();
    let client = client(&server, &clock);
    let envelope = client
        .send(task_delegate(1), CallOptions::new())
        .await
        .expect("the third try");
    let reasons: Vec<_> = envelope.retries.iter().map(|retry| retry.reason).collect();
    assert_eq!(reasons, [RetryReason::QueryLimit; 2]);
    assert!(
        clock.now() >= Duration::from_millis(1_500),
        "{:?}",
        clock.now()
    );
    let stats = client.stats();
    assert_eq!(
        (
            stats.calls,
            stats.requests,
            stats.retries,
            stats.query_limits,
            stats.errors
        ),
        (1, 3, 2, 2, 0)
    );
    assert!(stats.waited >= Duration::from_millis(1_500));
}

#[tokio::test]
async fn settings_of_any_size_saturate() {
    let busy = answer("503 Service Unavailable", BUSY);
    let server = server(&[&busy, &busy, &answer("200 OK", FINE)]).await;
    let clock = VirtualClock::new();
    let policy = RetryPolicy::default()
        .first_wait(Duration::MAX)
        .longest_wait(Duration::MAX)
        .time(Duration::MAX);
    let options = CallOptions::new().retry(policy).timeout(Duration::MAX);
    let envelope = client(&server, &clock)
        .send(list(), options)
        .await
        .expect("the third try");
    assert_eq!(clock.now(), Duration::MAX);
    let waits: Vec<_> = envelope.retries.iter().map(|retry| retry.waited).collect();
    assert_eq!(waits, [Duration::MAX; 2]);
}

#[tokio::test]
async fn the_server_may_ask_for_a_longer_wait() {
    let busy =
        answer("503 Service Unavailable", BUSY).replacen("\r\n", "\r\nRetry-After: 17\r\n", 1);
    let server = server(&[&busy, &answer("200 OK", FINE)]).await;
    let clock = VirtualClock::new();
    client(&server, &clock).call(list()).await.expect("rows");
    assert!(clock.now() >= 17 * SECOND && clock.now() < 19 * SECOND);
}

#[tokio::test]
async fn a_blocked_method_waits_and_others_go_on() {
    let server = server(&[
        &answer("429 Too Many Requests", BLOCKED),
        &answer("200 OK", FINE),
        &answer("200 OK", r#"{"result": true}"#),
    ])
    .await;
    let clock = VirtualClock::new();
    let client = client(&server, &clock);
    client.call(list()).await.expect("rows");
    assert!(clock.now() >= 60 * SECOND, "{:?}", clock.now());
    let before = clock.now();
    client.call(task_delegate(1)).await.expect("another method");
    assert_eq!(clock.now(), before);
    assert_eq!(client.stats().operation_limits, 1);
}

/// Limits of REST 3.0, of a gateway, and without any text.
const LIMITS: [&str; 4] = [
    r#"{"error": {"code": "BITRIX_REST_V3_EXCEPTION_RATELIMITEXCEPTION", "message": "Wait"}}"#,
    r#"{"message": "slow down"}"#,
    "<html><title>Too many</title></html>",
    "",
];

#[tokio::test]
async fn a_limit_in_any_shape_is_waited_for_also_by_writes() {
    for body in LIMITS {
        let limit = answer("429 Too Many Requests", body);
        let asked = limit.replacen("\r\n", "\r\nRetry-After: 17\r\n", 1);
        let fine = answer("200 OK", r#"{"result": true}"#);
        let server = server(&[&asked, &fine, &limit, &fine]).await;
        let clock = VirtualClock::new();
        let client = client(&server, &clock);
        for (from, to) in [(17, 18), (60, 61)] {
            let before = clock.now();
            let call = client.send(task_delegate(1), CallOptions::new());
            let envelope = call.await.expect("the second try");
            let reasons: Vec<_> = envelope.retries.iter().map(|retry| retry.reason).collect();
            assert_eq!(reasons, [RetryReason::OperationLimit], "{body}");
            let waited = clock.now().saturating_sub(before);
            assert!(
                waited >= from * SECOND && waited < to * SECOND,
                "{body} {waited:?}"
            );
        }
        assert_eq!(client.stats().operation_limits, 2);
    }
}

#[tokio::test]
async fn a_limit_in_any_shape_holds_back_its_method_and_is_said_not_to_have_run() {
    for body in LIMITS {
        let limit = answer("429 Too Many Requests", body);
        let fine = answer("200 OK", r#"{"result": true}"#);
        let server = server(&[&limit, &answer("200 OK", FINE), &fine]).await;
        let clock = VirtualClock::new();
        let client = client(&server, &clock);
        let options = CallOptions::new().retry(RetryPolicy::none());
        let error = client.call_with(task_delegate(1), options).await;
        let error = error.expect_err("a limit");
        assert_eq!(error.did_run(), Some(false), "{error}");
        client.call(list()).await.expect("another method");
        assert_eq!(clock.now(), Duration::ZERO);
        client.call(task_delegate(1)).await.expect("later");
        assert_eq!(clock.now(), 60 * SECOND);
    }
}

#[tokio::test]
async fn a_key_that_is_used_after_a_lost_attempt_says_that_it_ran() {
    const REUSED: &str = r#"{"error": {"message": "used",
        "code": "BITRIX_REST_V3_EXCEPTION_IDEMPOTENCYKEYREUSEDEXCEPTION"}}"#;
    let reused = answer("422 Unprocessable Content", REUSED);
    let call = async |answers: &[&str], options| {
        let server = server(answers).await;
        let client = client(&server, &VirtualClock::new());
        let call = client.send_raw(RawMethod::v3("tasks.task.add"), params(), options);
        call.await.expect_err("used")
    };
    let error = call(&["", &reused], CallOptions::new()).await;
    assert_eq!(error.did_run(), Some(true), "{error}");
    let Error::Answer(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!((&error.kind, error.status), (&AnswerKind::AlreadyRan, 422));
    assert_eq!(error.retries()[0].reason, RetryReason::Lost);
    // Without a lost attempt, or where another call may have used the key, nobody knows.
    let own = || CallOptions::new().idempotency_key("order-17");
    for (answers, options) in [
        (&[reused.as_str()][..], CallOptions::new()),
        (&["", &reused][..], own()),
    ] {
        let error = call(answers, options).await;
        assert!(error.api().is_some(), "{error}");
        assert_eq!(error.did_run(), None, "{error}");
    }
}

#[test]
fn classes_of_rest_3_are_known_errors() {
    for (code, error) in [
        ("METHODNOTFOUND", SystemError::MethodNotFound),
        ("RATELIMIT", SystemError::OperationTimeLimit),
    ] {
        let code = format!("BITRIX_REST_V3_EXCEPTION_{code}EXCEPTION");
        assert_eq!(SystemError::from_code(&code), Some(error));
    }
    for (code, error) in [
        ("wrong_client", SystemError::InvalidClient),
        ("invalid_token", SystemError::InvalidToken),
        ("PORTAL_DELETED", SystemError::PortalDeleted),
    ] {
        assert_eq!(SystemError::from_code(code), Some(error));
    }
}

#[tokio::test]
async fn a_method_is_held_back_before_the_portal_blocks_it() {
    let used = r#"{"result": {"productRows": []}, "time": {"start": 1000.0, "finish": 1010.0,
        "duration": 10.0, "operating": 475.0, "operating_reset_at": 1100}}"#;
    let server = server(&[&answer("200 OK", used), &answer("200 OK", FINE)]).await;
    let clock = VirtualClock::new();
    let client = client(&server, &clock);
    client.call(list()).await.expect("rows");
    assert_eq!(clock.now(), Duration::ZERO);
    let options = CallOptions::new().deadline(30 * SECOND);
    let error = client
        .call_with(list(), options)
        .await
        .expect_err("it would wait");
    let Error::Request(error) = error else {
        panic!("{error:?}");
    };
    let wait = 90 * SECOND;
    assert_eq!(
        error.kind,
        RequestKind::RateLimited(LimiterError::Deadline { wait })
    );
    client.call(list()).await.expect("rows");
    assert_eq!(clock.now(), 90 * SECOND);
    assert_eq!(client.stats().operation_limits, 0);
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_only_by_a_read() {
    let lost = "";
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"result\"";
    let gateway = answer("502 Bad Gateway", "<html><title>Bad Gateway</title></html>");
    for failure in [lost, cut, &gateway] {
        let fine = answer("200 OK", FINE);
        let server = server(&[failure, failure, &fine]).await;
        let clock = VirtualClock::new();
        client(&server, &clock).call(list()).await.expect("rows");
        assert_eq!(server.requests().len(), 3);
        assert!(clock.now() > SECOND);
    }
    for failure in [lost, cut, &gateway] {
        let server = server(&[failure]).await;
        let clock = VirtualClock::new();
        let error = client(&server, &clock)
            .call(task_delegate(1))
            .await
            .expect_err("nobody knows whether it ran");
        assert_eq!(error.did_run(), None, "{error}");
        assert!(error.retries().is_empty());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_raw_call_is_asked_for_again_when_it_is_declared_to_read() {
    let gateway = answer("502 Bad Gateway", "<html><title>Bad Gateway</title></html>");
    for failure in ["", &gateway] {
        let fine = answer("200 OK", r#"{"result": 5}"#);
        let server = server(&[failure, &fine, failure, &fine, failure]).await;
        let client = client(&server, &VirtualClock::new());
        let declared = client.call_raw(RawMethod::from("acme.get").reads(), params());
        assert_eq!(declared.await.expect("the second try"), Value::from(5));
        let options = CallOptions::new().repeatable();
        let call = client.send_raw("acme.set", params(), options).await;
        assert_eq!(call.expect("the second try").retries.len(), 1);
        let undeclared = client.call_raw("acme.get", params()).await;
        assert_eq!(undeclared.expect_err("nobody knows").did_run(), None);
        assert_eq!(server.requests().len(), 5);
    }
}

#[tokio::test]
async fn a_typed_write_and_a_batch_are_repeatable_on_demand() {
    let fine = answer("200 OK", r#"{"result": true}"#);
    let batch = answer("200 OK", r#"{"result": {"result": {"0": 1}}}"#);
    let server = server(&["", &fine, "", &batch, "", &batch]).await;
    let client = client(&server, &VirtualClock::new());
    let options = || CallOptions::new().repeatable();
    let call = client.call_with(task_delegate(1), options());
    call.await.expect("the second try");
    // A batch of reads needs no option.
    let methods = [
        (RawMethod::from("acme.set"), options()),
        (RawMethod::from("acme.get").reads(), CallOptions::new()),
    ];
    for (method, options) in methods {
        let mut batch = client.batch().options(options);
        let _ = batch.add_raw(method, params());
        let done = batch.send().await.expect("the second try");
        done.check().expect("no error");
    }
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn a_repeatable_write_of_rest_3_needs_no_key_and_no_wait_for_it() {
    let fine = answer("200 OK", r#"{"result": true}"#);
    let server = server(&["", &fine, "", &fine]).await;
    let clock = VirtualClock::new();
    let client = client(&server, &clock);
    let options = CallOptions::new().repeatable();
    let write = |options| client.send_raw(RawMethod::v3("tasks.task.update"), params(), options);
    write(options.clone()).await.expect("the second try");
    assert!(clock.now() < 60 * SECOND);
    write(options.idempotency_key("order-17"))
        .await
        .expect("the second try");
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| header(request, "idempotency-key"))
        .collect();
    assert_eq!(keys, [None, None, Some("order-17"), Some("order-17")]);
}

#[tokio::test]
async fn a_lost_write_of_rest_3_is_sent_again_with_its_key_once_the_first_is_over() {
    let fine = answer("200 OK", r#"{"result": {"item": {"id": 5}}}"#);
    let server = server(&["", &fine, &fine]).await;
    let clock = VirtualClock::new();
    let client = client(&server, &clock);
    let write = || {
        client.send_raw(
            RawMethod::v3("tasks.task.add"),
            params(),
            CallOptions::new(),
        )
    };
    let envelope = write().await.expect("the second try");
    assert_eq!(envelope.retries[0].reason, RetryReason::Lost);
    assert!(clock.now() >= 60 * SECOND);
    write().await.expect("another call");
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| header(request, "idempotency-key").expect("a key"))
        .collect();
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[0], keys[2]);
    assert_eq!(requests[0].body, requests[1].body);
}

fn params() -> bitrix24::Params {
    bitrix24::Params::new().with::<String, bitrix24::Required>("fields", "x")
}

#[tokio::test]
async fn a_key_of_ones_own_is_sent_to_rest_3_only() {
    let fine = answer("200 OK", r#"{"result": true}"#);
    let server = server(&[&fine, &fine]).await;
    let clock = VirtualClock::new();
    let client = client(&server, &clock);
    let options = || CallOptions::new().idempotency_key("order-17");
    let call = client.send_raw(RawMethod::v3("tasks.task.add"), params(), options());
    call.await.expect("an answer");
    client
        .call_with(task_delegate(1), options())
        .await
        .expect("an answer");
    let keys = server.requests();
    let keys: Vec<_> = keys
        .iter()
        .map(|request| header(request, "idempotency-key"))
        .collect();
    assert_eq!(keys, [Some("order-17"), None]);
}

#[tokio::test]
async fn what_a_try_cannot_mend_is_not_tried_again() {
    for (status, body) in [
        ("503 Service Unavailable", OVERLOAD),
        ("403 Forbidden", r#"{"error": "ACCESS_DENIED"}"#),
        ("404 Not Found", r#"{"error": "ERROR_METHOD_NOT_FOUND"}"#),
        ("401 Unauthorized", r#"{"error": "NO_AUTH_FOUND"}"#),
        ("200 OK", "<html></html>"),
    ] {
        let server = server(&[&answer(status, body)]).await;
        let clock = VirtualClock::new();
        let error = client(&server, &clock).call(list()).await.expect_err(body);
        assert!(error.retries().is_empty(), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn tries_end_and_the_error_tells_of_them() {
    let broken = answer(
        "500 Internal Server Error",
        r#"{"error": "INTERNAL_SERVER_ERROR"}"#,
    );
    let server = server(&[broken.as_str(); 3]).await;
    let clock = VirtualClock::new();
    let client = client(&server, &clock);
    let options = CallOptions::new().retry(RetryPolicy::default().attempts(3));
    let error = client
        .call_with(list(), options)
        .await
        .expect_err("it is broken");
    assert_eq!(error.retries().len(), 2);
    assert_eq!(error.retries()[0].reason, RetryReason::Server);
    assert!(error.to_string().contains("(try 3)"), "{error}");
    let api = error.api().expect("an error of the portal");
    assert_eq!(api.code, "INTERNAL_SERVER_ERROR");
    assert_eq!(client.stats().errors, 1);
}

#[tokio::test]
async fn a_deadline_bounds_all_tries() {
    let busy = answer("503 Service Unavailable", BUSY);
    let server = server(&[&busy, &busy, &busy]).await;
    let clock = VirtualClock::new();
    let options = CallOptions::new().deadline(3 * SECOND);
    let error = client(&server, &clock)
        .call_with(list(), options)
        .await
        .expect_err("it is busy");
    assert!(clock.now() <= 3 * SECOND);
    assert_eq!(error.code(), Some("QUERY_LIMIT_EXCEEDED"));
    assert_eq!(
        SystemError::from_code("QUERY_LIMIT_EXCEEDED"),
        Some(SystemError::QueryLimitExceeded)
    );
}

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = port.local_addr().expect("an address");
    drop(port);
    let clock = VirtualClock::new();
    let client = Client::builder()
        .webhook(support::webhook(&format!("http://{address}")))
        .clock(clock.clone())
        .build()
        .expect("a client");
    let error = client
        .call(task_delegate(1))
        .await
        .expect_err("nobody listens");
    assert!(error.is_connect());
    assert_eq!(error.did_run(), Some(false));
    assert_eq!(error.retries().len(), 4);
    assert!(
        error
            .retries()
            .iter()
            .all(|retry| retry.reason == RetryReason::Connect)
    );
}

/// What a hook has seen.
#[derive(Debug, Default)]
struct Seen(Mutex<Vec<String>>);

impl Hook for Seen {
    fn request(&self, request: &RequestInfo<'_>) {
        let line = format!("{} {} {}", request.attempt, request.method, request.bytes);
        self.0.lock().expect("no panic").push(line);
    }

    fn response(&self, response: &ResponseInfo<'_>) {
        let line = format!(
            "{} {:?} {:?} {:?}",
            response.attempt, response.status, response.code, response.retry
        );
        self.0.lock().expect("no panic").push(line);
    }
}

#[tokio::test]
async fn hooks_see_every_request_and_every_answer() {
    let busy = answer("503 Service Unavailable", BUSY);
    let server = server(&[&busy, "", &answer("200 OK", FINE)]).await;
    let seen = Arc::new(Seen::default());
    let client = Client::builder()
        .webhook(support::webhook(&server.url()))
        .clock(VirtualClock::new())
        .hook(seen.clone())
        .build()
        .expect("a client");
    client.call(list()).await.expect("rows");
    assert_eq!(
        *seen.0.lock().expect("no panic"),
        [
            "1 crm.item.productrow.list 2",
            "1 Some(503) Some(\"QUERY_LIMIT_EXCEEDED\") Some(QueryLimit)",
            "2 crm.item.productrow.list 2",
            "2 None None Some(Lost)",
            "3 crm.item.productrow.list 2",
            "3 Some(200) None None",
        ]
    );
}

#[tokio::test]
async fn clones_share_one_bucket_in_the_order_of_their_calls() {
    let fine = answer("200 OK", FINE);
    let server = server(&vec![fine.as_str(); 60]).await;
    let clock = VirtualClock::new();
    let client = Client::builder()
        .webhook(support::webhook(&server.url()))
        .clock(clock.clone())
        .limits(Limits::new(2.0, 50))
        .build()
        .expect("a client");
    for _ in 0..60 {
        client.clone().call(list()).await.expect("rows");
    }
    assert_eq!(clock.now(), 5 * SECOND);
}
