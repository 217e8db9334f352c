//! Many portals in one process.

use std::sync::Arc;
use std::time::Duration;

use bitrix24::error::{AuthCode, AuthKind};
use bitrix24::oauth::{FileStore, MemoryStore, Portals, TokenStore, Tokens};
use bitrix24::{AnyError, Client, Clock, Error, Limits, VirtualClock, event, placement};
use bitrix24_portal::Portal;
use serde_json::json;

use super::support::answer;
use super::support::server::Request;
use super::{HOUR, list, portal, server, with_tokens};

fn portals(portal: &Portal, clock: &VirtualClock, store: Arc<dyn TokenStore>) -> Portals {
    let settings = Client::builder()
        .limits(Limits::unlimited())
        .clock(clock.clone());
    Portals::with_settings(portal.application(), store, settings).expect("portals")
}

fn kind(error: AnyError) -> AuthKind {
    match error {
        Error::Auth(error) => error.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_portal_has_a_client_of_its_own() {
    let clock = VirtualClock::new();
    let first = portal(&clock).await;
    let second = Portal::builder()
        .authorised_by(&first)
        .start()
        .await
        .expect("a port");
    let folder = tempfile::tempdir().expect("a folder");
    let store = || Arc::new(FileStore::new(folder.path()));
    let both = portals(&first, &clock, store());
    both.exchange(first.authorization_code())
        .await
        .expect("a client");
    both.install(second.install()).await.expect("a client");

    // Another process, later.
    clock.advance(48 * HOUR);
    let both = portals(&first, &clock, store());
    for (number, portal) in [&first, &second].into_iter().enumerate() {
        let client = both.client(portal.member_id()).await.expect("a client");
        assert_eq!(client.portal(), portal.address().to_string());
        client.call(list()).await.expect("rows");
        assert_eq!(portal.requests().len(), 1);
        // One for the code, one to confirm what was sent, and one for each portal.
        assert_eq!(first.token_requests(), 3 + number as u64);
    }
    // The token of one portal is of no use at the other.
    let tokens = both
        .client(first.member_id())
        .await
        .expect("a client")
        .tokens()
        .expect("tokens");
    let stray = bitrix24::oauth::Tokens::builder()
        .member_id(second.member_id())
        .client_endpoint(format!("http://{}/rest/", second.address()))
        .access_token(tokens.access_token().clone());
    let stray =
        Client::oauth(first.application(), stray.build().expect("tokens")).expect("a client");
    let error = stray
        .call(list())
        .await
        .expect_err("a token of another portal");
    assert_eq!(error.code(), Some("invalid_token"));
}

#[tokio::test]
async fn a_code_is_good_for_half_a_minute_and_once() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let portals = portals(&portal, &clock, Arc::new(MemoryStore::new()));
    let code = portal.authorization_code();
    clock.advance(Duration::from_secs(29));
    let client = portals.exchange(&code).await.expect("a client");
    client.call(list()).await.expect("rows");
    let late = portal.authorization_code();
    clock.advance(Duration::from_secs(30));
    for code in [code, late, String::new()] {
        let error = kind(portals.exchange(code).await.expect_err("it is too late"));
        assert!(
            matches!(
                error,
                AuthKind::Refused {
                    code: AuthCode::InvalidGrant,
                    status: 400,
                    ..
                }
            ),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_portal_that_is_not_known_is_an_error() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let portals = portals(&portal, &clock, Arc::new(MemoryStore::new()));
    let error = kind(portals.client("nobody").await.expect_err("no tokens"));
    let member_id = "nobody".to_owned();
    assert_eq!(error, AuthKind::UnknownPortal { member_id });
    portals.install(portal.install()).await.expect("a client");
    portals.remove(portal.member_id()).await.expect("a store");
    let error = kind(
        portals
            .client(portal.member_id())
            .await
            .expect_err("no tokens"),
    );
    assert!(matches!(error, AuthKind::UnknownPortal { .. }));
}

#[tokio::test]
async fn a_store_that_cannot_be_read_is_an_error_with_its_source() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("portal-a1.json"), "{").expect("a file");
    let portals = portals(&portal, &clock, Arc::new(FileStore::new(folder.path())));
    let error = portals.client("a1").await.expect_err("it is damaged");
    let source = std::error::Error::source(&error)
        .expect("a source")
        .to_string();
    assert!(source.contains("portal-a1.json is damaged"), "{source}");
    assert_eq!(kind(error), AuthKind::Store);
}

#[tokio::test]
async fn clients_go_on_with_tokens_that_come_anew() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let store = Arc::new(MemoryStore::new());
    let portals = portals(&portal, &clock, store.clone());
    let client = portals.install(portal.install()).await.expect("a client");
    // The refresh token is too old, so only the user can help.
    clock.advance(181 * 24 * HOUR);
    let error = client
        .call(list())
        .await
        .expect_err("both tokens have expired");
    assert!(matches!(error, Error::Auth(_)), "{error:?}");
    portals
        .exchange(portal.authorization_code())
        .await
        .expect("a client");
    client.call(list()).await.expect("rows");
    let kept = store
        .load(portal.member_id())
        .await
        .expect("a store")
        .expect("tokens");
    assert!(kept.is_same_pair(&client.tokens().expect("tokens")));
    // Their next pair replaces these.
    clock.advance(HOUR);
    client.call(list()).await.expect("rows");
    let kept = store
        .load(portal.member_id())
        .await
        .expect("a store")
        .expect("tokens");
    assert!(kept.is_same_pair(&client.tokens().expect("tokens")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_who_ask_at_once_get_one_client_and_one_limiter() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let store = MemoryStore::new();
    store.save(&portal.install(), None).await.expect("a store");
    let settings = Client::builder()
        .limits(Limits::new(2.0, 50))
        .clock(clock.clone());
    let portals =
        Portals::with_settings(portal.application(), Arc::new(store), settings).expect("portals");
    portal.expire_tokens();
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (portals, id) = (portals.clone(), portal.member_id().to_owned());
        all.spawn(async move {
            portals
                .client(id)
                .await
                .expect("a client")
                .call(list())
                .await
        });
    }
    for result in all.join_all().await {
        result.expect("rows");
    }
    assert_eq!(portal.token_requests(), 1);
    let requests = portals
        .client(portal.member_id())
        .await
        .expect("a client")
        .stats()
        .requests;
    assert!((51..=100).contains(&requests), "{requests}");
    // What is beyond the burst has waited its turn, whichever call it was.
    let waited = (requests - 50) * 500;
    assert_eq!(clock.now(), Duration::from_millis(waited));
}

#[tokio::test]
async fn tokens_of_events_and_widgets_open_their_portal() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let portals = portals(&portal, &clock, Arc::new(MemoryStore::new()));
    let handler = server(|_| answer("200 OK", "text/html", "seen")).await;
    let bound = portal.oauth_client().expect("a client");
    for event in ["ONAPPINSTALL", "ONCRMDEALADD"] {
        let bind = json!({"event": event, "handler": handler.url()});
        bound.call_raw("event.bind", bind).await.expect("bound");
    }
    let bind = json!({"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": handler.url()});
    bound.call_raw("placement.bind", bind).await.expect("bound");
    portal
        .send_event("ONAPPINSTALL", json!({"ACTIVE": "Y"}))
        .await;
    portal
        .send_event("ONCRMDEALADD", json!({"FIELDS": {"ID": 5}}))
        .await;
    portal
        .open_widget("CRM_DEAL_DETAIL_TAB", json!({"ID": "5"}))
        .await;

    let [installed, added, opened] = &handler.requests()[..] else {
        panic!("{:?}", handler.requests());
    };
    let token = portal.application_token();
    let event = |request: &Request| {
        let event = event::decode(request.body.as_bytes()).expect("an event");
        event.verify(&token).expect("its token")
    };
    let tokens = Tokens::try_from(&event(installed)).expect("tokens");
    assert_eq!(tokens.member_id(), portal.member_id());
    let client = portals.install(tokens).await.expect("a client");
    portal.expire_tokens();
    client.call(list()).await.expect("rows");

    // Those of a user in passing cannot be renewed, unless they have opened a widget.
    let passing = Tokens::try_from(&event(added)).expect("tokens");
    assert!(passing.refresh_token().is_none());
    let query = opened.line.split(['?', ' ']).nth(2).expect("a query");
    let opened = placement::decode(query, opened.body.as_bytes()).expect("a request");
    let widget = Tokens::try_from(&opened.verify(&token).expect("its token")).expect("tokens");
    assert!(widget.refresh_token().is_some());
    for tokens in [passing, widget] {
        assert_eq!(
            tokens.client_endpoint(),
            format!("http://{}/rest/", portal.address())
        );
        let is_renewable = tokens.refresh_token().is_some();
        let client = with_tokens(portal.application(), tokens, &clock)
            .build()
            .expect("a client");
        let called = client.call(list()).await;
        // They had expired with the others.
        assert_eq!(called.is_ok(), is_renewable, "{called:?}");
    }
}
