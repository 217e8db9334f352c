//! Tokens that have expired: renewed when the portal says so, once for all, and the calls sent
//! again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bitrix24::crm::{OwnerType, item::productrow};
use bitrix24::error::{AuthCode, AuthKind};
use bitrix24::{CallOptions, Client, Clock, Error, Params, RetryPolicy, RetryReason, VirtualClock};
use secrecy::ExposeSecret;
use tokio::task::JoinSet;

use super::support::json;
use super::{
    EXPIRED, FINE, HOUR, Told, application, builder, is_renewal, list, pair, portal, renewals,
    renewed, server, tokens, until, with_tokens,
};

#[tokio::test]
async fn tokens_are_renewed_when_they_have_expired_and_not_before() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let told = Arc::new(Told::default());
    let client = builder(&portal, &clock)
        .hook(told.clone())
        .build()
        .expect("a client");
    for _ in 0..59 {
        client.call(list()).await.expect("rows");
        clock.advance(Duration::from_secs(60));
    }
    assert_eq!((portal.token_requests(), client.stats().refreshes), (0, 0));
    clock.advance(Duration::from_secs(60));
    let envelope = client.send(list(), CallOptions::new()).await.expect("rows");
    let reasons: Vec<_> = envelope.retries.iter().map(|retry| retry.reason).collect();
    assert_eq!(reasons, [RetryReason::ExpiredToken]);
    assert!(envelope.retries[0].waited.is_zero());
    assert_eq!((portal.token_requests(), client.stats().refreshes), (1, 1));
    assert_eq!(
        told.lines(),
        ["moved from None, by server true, unsaved None"]
    );
    clock.advance(Duration::from_secs(3_599));
    client.call(list()).await.expect("rows");
    assert_eq!(portal.token_requests(), 1);
    clock.advance(24 * HOUR);
    client.call(list()).await.expect("rows");
    assert_eq!(portal.token_requests(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_calls_at_once_make_one_renewal() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let client = builder(&portal, &clock).build().expect("a client");
    for round in 1..=5 {
        portal.expire_tokens();
        let mut calls = JoinSet::new();
        for _ in 0..100 {
            let client = client.clone();
            calls.spawn(async move { client.call(list()).await });
        }
        for result in calls.join_all().await {
            result.expect("rows");
        }
        assert_eq!(portal.token_requests(), round);
        assert_eq!(client.stats().refreshes, round);
    }
}

#[tokio::test]
async fn a_write_is_sent_again_since_it_did_not_run() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    portal.add_owner(OwnerType::Deal, 99);
    let client = builder(&portal, &clock).build().expect("a client");
    portal.expire_tokens();
    let fields = productrow::AddFields::new(99, OwnerType::Deal)
        .product_name("Delivery")
        .price(5);
    client.call(productrow::add(fields)).await.expect("a row");
    let rows = productrow::list(productrow::ListFilter::new(OwnerType::Deal, 99));
    assert_eq!(client.call(rows).await.expect("rows").len(), 1);
    assert_eq!(portal.token_requests(), 1);
    // The parameters came through, and the token is not one of them.
    assert_eq!(portal.requests()[0].parameters.get("auth"), None);
}

#[tokio::test]
async fn an_expired_token_is_no_attempt() {
    let calls = AtomicUsize::new(0);
    let portal = server(move |request| {
        if is_renewal(request) {
            return renewed("new", "newer");
        }
        match calls.fetch_add(1, Ordering::Relaxed) {
            0 => json("401 Unauthorized", EXPIRED),
            1 => json("502 Bad Gateway", ""),
            _ => json("200 OK", r#"{"result": {"productRows": []}}"#),
        }
    })
    .await;
    let clock = VirtualClock::new();
    let client = with_tokens(
        application(&portal),
        tokens(&portal, "old", "older"),
        &clock,
    )
    .retry(RetryPolicy::default().attempts(2))
    .build()
    .expect("a client");
    let envelope = client.send(list(), CallOptions::new()).await.expect("rows");
    let reasons: Vec<_> = envelope.retries.iter().map(|retry| retry.reason).collect();
    assert_eq!(reasons, [RetryReason::ExpiredToken, RetryReason::Server]);
}

#[tokio::test]
async fn a_fresh_token_that_is_refused_is_an_error_and_no_loop() {
    let portal = server(|request| {
        if is_renewal(request) {
            renewed("new", "newer")
        } else {
            json("401 Unauthorized", EXPIRED)
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
    for calls in 1..=10 {
        let error = client.call(list()).await.expect_err("no token is taken");
        assert_eq!(error.did_run(), Some(false));
        let retries = error.retries().len();
        let Error::Auth(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind, AuthKind::FreshTokenRefused);
        assert_eq!(error.method(), Some("crm.item.productrow.list"));
        assert_eq!(retries, usize::from(calls == 1), "{error}");
    }
    assert_eq!(renewals(&portal), 1, "the server is left alone for a while");
    clock.advance(Duration::from_secs(61));
    client.call(list()).await.expect_err("no token is taken");
    assert_eq!(renewals(&portal), 2);
    assert_eq!(client.stats().errors, 11);
}

#[tokio::test]
async fn whoever_wants_no_retries_gets_the_error_of_the_portal() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let client = builder(&portal, &clock)
        .retry(RetryPolicy::none())
        .build()
        .expect("a client");
    portal.expire_tokens();
    let error = client
        .call(list())
        .await
        .expect_err("the token has expired");
    assert_eq!(
        (error.code(), error.status()),
        (Some("expired_token"), Some(401))
    );
    assert_eq!(portal.token_requests(), 0);
}

#[tokio::test]
async fn without_a_refresh_token_there_is_nothing_to_renew() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let full = portal.install();
    let tokens = bitrix24::oauth::Tokens::builder()
        .member_id(full.member_id())
        .client_endpoint(full.client_endpoint())
        .access_token(full.access_token().clone())
        .build()
        .expect("tokens");
    let client = with_tokens(portal.application(), tokens, &clock)
        .build()
        .expect("a client");
    client.call(list()).await.expect("rows");
    portal.expire_tokens();
    let error = client
        .call(list())
        .await
        .expect_err("the token has expired");
    assert!(
        matches!(&error, Error::Auth(error) if error.kind == AuthKind::NoRefreshToken),
        "{error:?}"
    );
    assert_eq!(portal.token_requests(), 0);
}

#[tokio::test]
async fn refusals_of_the_server_are_typed_and_not_asked_for_again_at_once() {
    for (code, expected) in [
        ("invalid_request", AuthCode::InvalidRequest),
        ("invalid_client", AuthCode::InvalidClient),
        ("invalid_grant", AuthCode::InvalidGrant),
        ("insufficient_scope", AuthCode::InvalidScope),
        ("invalid_scope", AuthCode::InvalidScope),
        ("PAYMENT_REQUIRED", AuthCode::PaymentRequired),
        ("brand_new", AuthCode::Unknown("brand_new".to_owned())),
    ] {
        let clock = VirtualClock::new();
        let portal = portal(&clock).await;
        let client = builder(&portal, &clock).build().expect("a client");
        portal.expire_tokens();
        portal.refuse_tokens(Some(code));
        for _ in 0..5 {
            let error = client.call(list()).await.expect_err(code);
            let Error::Auth(error) = error else {
                panic!("{error:?}");
            };
            assert_eq!(error.code(), Some(&expected));
            let text = error.to_string();
            assert!(
                text.starts_with("crm.item.productrow.list on 127.0.0.1:"),
                "{text}"
            );
            assert!(text.ends_with(": refused on demand (HTTP 400)"), "{text}");
        }
        assert_eq!(portal.token_requests(), 1);
        portal.refuse_tokens(None);
        clock.advance(Duration::from_secs(60));
        client
            .call(list())
            .await
            .expect("the subscription was paid");
    }
}

#[tokio::test]
async fn a_server_that_gives_no_answer_is_asked_again() {
    let asked = AtomicUsize::new(0);
    let portal = server(move |request| {
        if !is_renewal(request) {
            let is_new = request.body.contains("\"auth\":\"new\"");
            return if is_new {
                json("200 OK", FINE)
            } else {
                json("401 Unauthorized", EXPIRED)
            };
        }
        match asked.fetch_add(1, Ordering::Relaxed) {
            0 => String::new(),
            1 => json("502 Bad Gateway", "<html></html>"),
            _ => renewed("new", "newer"),
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
    client
        .call_raw("user.current", Params::new())
        .await
        .expect("an answer");
    assert_eq!(renewals(&portal), 3);
    assert_eq!(clock.now(), Duration::from_millis(1_500));
}

#[tokio::test]
async fn answers_that_are_no_tokens_are_told_apart() {
    let wrong = [
        (
            json("200 OK", "<html></html>"),
            "something else than a JSON object",
        ),
        (json("200 OK", "[]"), "something else than a JSON object"),
        (
            json(
                "200 OK",
                r#"{"member_id": "a223c6b3710f85df22e9377d6c4f7553"}"#,
            ),
            "lack `access_token`",
        ),
        (
            pair("http://127.0.0.1:1", "new", "newer").replace("a223", "b223"),
            "the tokens of another portal",
        ),
        (
            pair("nowhere", "new", "newer"),
            "`client_endpoint` of the tokens",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
                .to_owned(),
            "a redirect",
        ),
        (json("200 OK", &" ".repeat(70_000)), "far too long"),
    ];
    for (answer, expected) in wrong {
        let portal = server(move |request| {
            if is_renewal(request) {
                answer.clone()
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
        let error = client.call(list()).await.expect_err(expected);
        assert!(
            matches!(&error, Error::Auth(error) if matches!(error.kind, AuthKind::Answer { .. })),
            "{error:?}"
        );
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(renewals(&portal), 1, "{expected}");
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_does_not_take_the_new_pair_with_it() {
    let clock = VirtualClock::new();
    let slow = super::support::server::Server::new(|mut stream, request| async move {
        use tokio::io::AsyncWriteExt;
        let answer = if is_renewal(&request) {
            tokio::time::sleep(Duration::from_millis(300)).await;
            renewed("new", "newer")
        } else if request.body.contains("\"auth\":\"new\"") {
            json("200 OK", FINE)
        } else {
            json("401 Unauthorized", EXPIRED)
        };
        let _ = stream.write_all(answer.as_bytes()).await;
    })
    .await;
    let client: Client = with_tokens(application(&slow), tokens(&slow, "old", "older"), &clock)
        .build()
        .expect("a client");
    tokio::select! {
        answer = client.call_raw("user.current", Params::new()) => panic!("{answer:?}"),
        () = until(|| renewals(&slow) == 1) => {}
    }
    let is_new = || {
        client
            .tokens()
            .is_some_and(|tokens| tokens.access_token().expose_secret() == "new")
    };
    assert!(!is_new());
    until(is_new).await;
    client
        .call_raw("user.current", Params::new())
        .await
        .expect("an answer");
    assert_eq!(renewals(&slow), 1);
    let calls = slow.requests();
    let tokens: Vec<_> = calls
        .iter()
        .filter(|request| !is_renewal(request))
        .map(|request| &request.body)
        .collect();
    assert_eq!(tokens, [r#"{"auth":"old"}"#, r#"{"auth":"new"}"#]);
}
