//! Where calls go, with which token, and what becomes of them when the portal moves.

use std::sync::Arc;
use std::time::Duration;

use bitrix24::error::{AuthKind, BuildError, RequestKind, TransportKind};
use bitrix24::oauth::{MemoryStore, TokenStore};
use bitrix24::tasks::task::v3 as task;
use bitrix24::{CallOptions, Client, Error, Params, RawMethod, RetryReason, VirtualClock};

use super::support::request::task_delegate;
use super::support::server::Request;
use super::support::{answer, json};
use super::{
    EXPIRED, FINE, Told, application, builder, is_renewal, list, pair, portal, renewals, renewed,
    server, some_tokens, tokens, with_tokens,
};

#[tokio::test]
async fn the_token_is_in_the_body_and_for_lists_in_the_address_or_a_header() {
    let portal = server(|_| json("200 OK", FINE)).await;
    let client = with_tokens(
        application(&portal),
        tokens(&portal, "s1mor+f6", "4f9"),
        &VirtualClock::new(),
    )
    .build()
    .expect("a client");
    client
        .call_raw("user.current", Params::new())
        .await
        .expect("an answer");
    client
        .call_raw("user.get", serde_json::json!({"ID": 1}))
        .await
        .expect("an answer");
    client
        .call_raw(
            RawMethod::v3("tasks.task.get"),
            serde_json::json!({"id": 5}),
        )
        .await
        .expect("an answer");
    client.call(task_delegate(7)).await.expect("an answer");
    let seen: Vec<_> = portal
        .requests()
        .into_iter()
        .map(|request| (request.line, request.body))
        .collect();
    let expected = [
        ("POST /rest/user.current HTTP/1.1", r#"{"auth":"s1mor+f6"}"#),
        (
            "POST /rest/user.get HTTP/1.1",
            r#"{"ID":1,"auth":"s1mor+f6"}"#,
        ),
        (
            "POST /rest/api/tasks.task.get HTTP/1.1",
            r#"{"id":5,"auth":"s1mor+f6"}"#,
        ),
        (
            "POST /rest/task.item.delegate?auth=s1mor%2Bf6 HTTP/1.1",
            "[null,7]",
        ),
    ];
    assert_eq!(
        seen,
        expected.map(|(line, body)| (line.to_owned(), body.to_owned()))
    );

    client
        .call_raw(RawMethod::v3("tasks.task.get"), serde_json::json!([5]))
        .await
        .expect("an answer");
    let requests = portal.requests();
    let [.., request] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!(request.line, "POST /rest/api/tasks.task.get HTTP/1.1");
    assert_eq!(request.body, "[5]");
    let of = |request: &Request| {
        let mut headers = request.headers.iter();
        let found = headers.find_map(|line| line.strip_prefix("authorization: "));
        found.map(str::to_owned)
    };
    assert_eq!(of(request).as_deref(), Some("bearer s1mor+f6"));
    assert!(requests[..4].iter().all(|request| of(request).is_none()));

    let odd = tokens(&portal, "line\nfeed", "4f9");
    let client = with_tokens(application(&portal), odd, &VirtualClock::new());
    let client = client.build().expect("a client");
    let call = client.call_raw(RawMethod::v3("batch"), serde_json::json!([5]));
    let Error::Request(error) = call.await.expect_err("no header takes it") else {
        panic!("another error");
    };
    assert_eq!(error.kind, RequestKind::NoPlaceForToken);
    assert_eq!(portal.requests().len(), 5);
}

#[tokio::test]
async fn an_application_sends_a_batch_of_rest_3() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let client = builder(&portal, &clock).build().expect("a client");
    let send = async || {
        let mut batch = client.batch();
        let fields = task::AddFields::new("Report", 1, 5);
        let (first, second) = (batch.add(task::add(fields)), batch.add(task::get(0)));
        let mut results = batch.send().await.expect("answers");
        let added = results.take(first).expect("a task");
        assert_eq!(added.title.as_deref(), Some("Report"));
        results.take(second).expect_err("no such task");
    };
    send().await;
    let [request] = &portal.requests()[..] else {
        panic!("one request");
    };
    assert_eq!((request.method.as_str(), request.version), ("batch", 3));
    assert!(!request.parameters.contains_key("auth"));
    // A refused token is renewed here too.
    portal.expire_tokens();
    send().await;
    assert_eq!(portal.token_requests(), 1);
    assert_eq!(client.stats().retries, 1);
}

#[tokio::test]
async fn a_portal_that_moves_is_followed() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let told = Arc::new(Told::default());
    let store = Arc::new(MemoryStore::new());
    let client = builder(&portal, &clock)
        .hook(told.clone())
        .token_store(store.clone())
        .build()
        .expect("a client");
    client.call(list()).await.expect("rows");
    let old = portal.address().to_string();
    let new = portal.relocate().await.expect("a port").to_string();
    assert_eq!(client.portal(), old);

    let envelope = client.send(list(), CallOptions::new()).await.expect("rows");
    assert_eq!(envelope.retries[0].reason, RetryReason::Moved);
    assert_eq!(client.portal(), new);
    assert_eq!(portal.token_requests(), 1);
    assert_eq!(
        told.lines(),
        [format!(
            "moved from Some({old:?}), by server true, unsaved None"
        )]
    );
    let kept = store
        .load(portal.member_id())
        .await
        .expect("a store")
        .expect("tokens");
    assert_eq!(kept.portal(), new);
    let envelope = client.send(list(), CallOptions::new()).await.expect("rows");
    assert!(envelope.retries.is_empty());

    // A change that comes with an ordinary renewal is reported too.
    let newer = portal.relocate().await.expect("a port").to_string();
    portal.expire_tokens();
    client.call(list()).await.expect("rows");
    assert_eq!(client.portal(), newer);
}

#[tokio::test]
async fn a_redirect_is_not_believed() {
    let evil = server(|_| json("200 OK", FINE)).await;
    let to = format!("{}/rest/user.current", evil.url());
    let redirect = move || {
        let head = format!("302 Found\r\nLocation: {to}");
        answer(&head, "text/plain", "")
    };
    let portal = server(move |request| {
        if is_renewal(request) {
            // The authorisation server knows no other address.
            renewed("new", "newer")
        } else {
            redirect()
        }
    })
    .await;
    let clock = VirtualClock::new();
    let client = with_tokens(
        application(&portal),
        tokens(&portal, "old", "older"),
        &clock,
    )
    .build()
    .expect("a client");
    for _ in 0..5 {
        let error = client
            .call_raw("user.current", Params::new())
            .await
            .expect_err("a redirect");
        let Error::Transport(error) = error else {
            panic!("{error:?}");
        };
        assert!(matches!(
            error.kind,
            TransportKind::Redirect {
                status: 302,
                followed: false,
                ..
            }
        ));
    }
    assert_eq!(
        renewals(&portal),
        1,
        "the server is not asked for each of them"
    );
    assert!(evil.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_on_the_same_host_is_no_move() {
    let portal = server(|_| answer("302 Found\r\nLocation: /auth/", "text/plain", "")).await;
    let client = with_tokens(
        application(&portal),
        tokens(&portal, "old", "older"),
        &VirtualClock::new(),
    )
    .build()
    .expect("a client");
    let error = client
        .call_raw("user.current", Params::new())
        .await
        .expect_err("a redirect");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(renewals(&portal), 0);
}

#[tokio::test]
async fn no_token_goes_out_without_encryption() {
    let tokens_over_http = some_tokens("s1morf609228iwyj")
        .client_endpoint("http://portal.example/rest/")
        .build()
        .expect("tokens");
    let app = bitrix24::oauth::Application::new("app.1", "secret");
    let refused = Client::oauth(app, tokens_over_http).expect_err("http");
    assert!(matches!(refused, BuildError::Http { .. }), "{refused:?}");

    // Nor when the portal is said to have moved there. The new pair is kept all the same.
    let portal = server(|request| {
        if is_renewal(request) {
            pair("http://portal.example", "new", "newer")
        } else {
            json("401 Unauthorized", EXPIRED)
        }
    })
    .await;
    let client = with_tokens(
        application(&portal),
        tokens(&portal, "old", "older"),
        &VirtualClock::new(),
    )
    .build()
    .expect("a client");
    let error = client.call(list()).await.expect_err("http");
    let Error::Auth(error) = error else {
        panic!("{error:?}");
    };
    let host = "portal.example".to_owned();
    assert_eq!(error.kind, AuthKind::Http { portal: host });
    let kept = client.tokens().expect("tokens");
    assert_eq!(kept.client_endpoint(), "http://portal.example/rest/");
}

#[tokio::test]
async fn no_event_leads_to_this_machine_unless_the_portals_are_on_it() {
    let portal = server(|_| json("200 OK", FINE)).await;
    let body = format!(
        "event=ONCRMDEALADD&data[FIELDS][ID]=5&auth[member_id]=a223c6&auth[access_token]=s6p6abcd\
         &auth[client_endpoint]={}/rest/&auth[application_token]=5185",
        portal.url()
    );
    let event = bitrix24::event::decode(body.as_bytes()).expect("an event");
    let known = bitrix24::event::ApplicationToken::new("5185");
    let event = event.verify(&known).expect("it is known");
    let tokens = || bitrix24::oauth::Tokens::try_from(&event).expect("tokens");
    let cloud = || bitrix24::oauth::Application::new("app.1", "secret");
    let refused = Client::oauth(cloud(), tokens()).expect_err("this machine");
    let BuildError::Loopback { portal: host } = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(*host, portal.portal());
    let http = super::support::http().build().expect("a client");
    let allowed = with_tokens(cloud(), tokens(), &VirtualClock::new())
        .http(http)
        .allow_loopback(true);
    let local = with_tokens(application(&portal), tokens(), &VirtualClock::new());
    for client in [allowed, local] {
        let client = client.build().expect("a client");
        let answer = client.call_raw("user.current", Params::new()).await;
        answer.expect("an answer");
    }
    assert_eq!(portal.requests().len(), 2);
}

#[tokio::test]
async fn the_secret_goes_to_the_authorisation_server_alone() {
    let auth = server(|_| renewed("new", "newer")).await;
    let portal = server(|request| {
        if request.body.contains("new") {
            json("200 OK", FINE)
        } else {
            json("401 Unauthorized", EXPIRED)
        }
    })
    .await;
    let client = with_tokens(
        application(&auth),
        tokens(&portal, "old", "older"),
        &VirtualClock::new(),
    )
    .build()
    .expect("a client");
    client
        .call_raw("user.current", Params::new())
        .await
        .expect("an answer");
    assert_eq!(
        auth.only_request().line,
        "GET /oauth/token/?grant_type=refresh_token&client_id=app.1&client_secret=LJSl0lNB76B5YY6u&refresh_token=older \
         HTTP/1.1"
    );
    let all = format!("{:?}", portal.requests());
    assert!(
        !all.contains("LJSl0lNB76B5YY6u") && !all.contains("older"),
        "{all}"
    );
}

#[test]
fn a_base_address_is_for_webhooks() {
    let app = bitrix24::oauth::Application::new("app.1", "secret");
    let tokens = some_tokens("1")
        .expires_at(std::time::UNIX_EPOCH + Duration::from_secs(1))
        .build()
        .expect("tokens");
    let refused = Client::builder()
        .oauth(app, tokens)
        .base_url("http://127.0.0.1:1")
        .build();
    assert!(matches!(refused, Err(BuildError::BaseUrl)));
}
