//! Limits that the portal keeps, and a client that keeps them too, by one clock.

use std::time::Duration;

use bitrix24::crm::{EntityType, item};
use bitrix24::paging::Position;
use bitrix24::portal::Portal;
use bitrix24::{Client, Clock, Error, Limits, RetryPolicy, VirtualClock};

const SECOND: Duration = Duration::from_secs(1);

/// A portal with limits, and a client that knows them or does not.
async fn portal(limits: Limits, known: Limits) -> (Portal, Client, VirtualClock) {
    let clock = VirtualClock::new();
    let portal = Portal::builder()
        .limits(limits)
        .execution_time(20 * SECOND)
        .clock(clock.clone())
        .start()
        .await
        .expect("a port");
    let client = Client::builder()
        .webhook(portal.webhook_url())
        .limits(known)
        .clock(clock.clone())
        .build()
        .expect("a client");
    (portal, client, clock)
}

#[tokio::test]
async fn a_client_that_knows_the_limit_is_never_refused() {
    let limits = Limits::default().operating(None);
    let (_portal, client, clock) = portal(limits, limits).await;
    for _ in 0..70 {
        client
            .call(item::fields(EntityType::Deal))
            .await
            .expect("fields");
    }
    assert_eq!(client.stats().query_limits, 0);
    assert_eq!(clock.now(), 10 * SECOND);
}

#[tokio::test]
async fn a_client_that_does_not_is_refused_and_goes_on() {
    let limits = Limits::default().operating(None);
    let (portal, client, clock) = portal(limits, Limits::unlimited()).await;
    for _ in 0..60 {
        client
            .call(item::fields(EntityType::Deal))
            .await
            .expect("fields");
    }
    assert!(client.stats().query_limits > 0);
    assert!(clock.now() >= 5 * SECOND);
    let once = Client::builder()
        .webhook(portal.webhook_url())
        .limits(Limits::unlimited())
        .retry(RetryPolicy::none())
        .clock(clock)
        .build()
        .expect("a client");
    let mut refused = None;
    for _ in 0..60 {
        refused = refused.or(once.call(item::fields(EntityType::Deal)).await.err());
    }
    let error = refused.expect("too many requests");
    assert_eq!(
        (error.code(), error.status()),
        (Some("QUERY_LIMIT_EXCEEDED"), Some(503))
    );
}

#[tokio::test]
async fn a_method_that_has_used_up_its_time_is_held_back_or_blocked() {
    let limits = Limits::unlimited().operating(Some(480 * SECOND));
    let (_portal, client, clock) = portal(limits, limits).await;
    for _ in 0..40 {
        client
            .call(item::fields(EntityType::Deal))
            .await
            .expect("fields");
    }
    assert_eq!(client.stats().operation_limits, 0, "it is held back before");
    assert!(clock.now() >= 590 * SECOND, "{:?}", clock.now());

    let (_portal, client, clock) = portal(limits, Limits::unlimited()).await;
    for _ in 0..26 {
        client
            .call(item::fields(EntityType::Deal))
            .await
            .expect("fields");
    }
    assert!(
        client.stats().operation_limits > 0,
        "it is blocked, and waits"
    );
    assert!(clock.now() >= 590 * SECOND, "{:?}", clock.now());
}

#[tokio::test]
async fn pages_in_batches_are_all_rows_with_few_requests() {
    let (portal, client, _) = portal(Limits::unlimited(), Limits::unlimited()).await;
    portal.add_deals(2_600);
    let list = || item::list(EntityType::Deal).select((item::Item::ID, item::Item::TITLE));
    let mut pages = client.list(list()).in_batches().pages();
    let page = pages.next().await.expect("a page").expect("deals");
    assert_eq!(page.rows.len(), 2_500);
    let position = page.next.expect("more");
    assert!(matches!(position, Position::After(_)));
    let listing = client.list(list()).in_batches().resume_from(position);
    let rest = listing.all().await.expect("the rest");
    let ids: Vec<_> = page.rows.iter().chain(&rest).map(|deal| deal.id).collect();
    assert!(ids.len() > 2_600 && ids.is_sorted() && ids.iter().all(Option::is_some));
    // A request for the first page, one for the rest, and one that finds nothing more.
    assert_eq!(client.stats().requests, 3);
    let by_title = list().order([item::Item::TITLE.asc()]);
    let error = client
        .list(by_title)
        .in_batches()
        .all()
        .await
        .expect_err("another order");
    assert!(matches!(*error.error, Error::Request(_)));
}
