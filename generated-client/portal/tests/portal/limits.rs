//! Limits that the portal keeps, and a client that keeps them too, by one clock.

use std::time::Duration;

use bitrix24::crm::{EntityType, item};
use bitrix24::paging::Position;
use bitrix24::{Client, Clock, Error, Limits, RetryPolicy, VirtualClock};
use bitrix24_portal::{Portal, Received};

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

/// How many pages the portal has been asked for in each batch, and whether for the end of the list.
fn pages(requests: &[Received]) -> Vec<(usize, usize)> {
    let commands = requests.iter().map(|request| {
        let commands = request.parameters.get("cmd").and_then(|cmd| cmd.as_map());
        commands.expect("a batch").values().cloned().collect()
    });
    let ends = commands.map(|commands: Vec<bitrix24::Value>| {
        let mut texts = commands.iter().filter_map(|command| command.as_text());
        let ends = texts.by_ref().filter(|text| text.contains("=DESC")).count();
        (commands.len() - ends, ends)
    });
    ends.collect()
}

#[tokio::test]
async fn a_short_list_in_batches_is_one_page() {
    let (portal, client, _) = portal(Limits::unlimited(), Limits::unlimited()).await;
    portal.add_deals(40);
    let list = || item::list(EntityType::Deal).select((item::Item::ID, item::Item::TITLE));
    let all = client.list(list()).all().await.expect("deals");
    let before = portal.requests().len();
    for above in [all.len() - 1, all.len() - 30, 0] {
        let ids: Vec<_> = all[above..].iter().map(|deal| deal.id).collect();
        let begin = all[above].id.expect("an identifier");
        let filter = item::ListFilter::new().and(item::Item::ID.ge(begin));
        let listing = client.list(list().filter(filter)).in_batches();
        let rows = listing.all().await.expect("deals");
        assert_eq!(rows.iter().map(|deal| deal.id).collect::<Vec<_>>(), ids);
    }
    let nothing = item::ListFilter::new().and(item::Item::ID.ge(1_000_000));
    let nothing = client.list(list().filter(nothing)).in_batches().all().await;
    assert!(nothing.expect("no deals").is_empty());
    let asked = pages(&portal.requests()[before..]);
    assert_eq!(asked[..2], [(1, 1), (1, 1)]);
    assert_eq!(asked.last(), Some(&(1, 1)));
    assert!(
        asked.iter().all(|(pages, ends)| *pages <= 2 && *ends == 1),
        "{asked:?}"
    );
}

#[tokio::test]
async fn pages_in_batches_are_all_rows_with_few_requests() {
    let (portal, client, _) = portal(Limits::unlimited(), Limits::unlimited()).await;
    portal.add_deals(2_600);
    let list = || item::list(EntityType::Deal).select((item::Item::ID, item::Item::TITLE));
    let mut pages = client.list(list()).in_batches().pages();
    let first = pages.next().await.expect("a page").expect("deals");
    assert_eq!(first.rows.len(), 50);
    let second = pages.next().await.expect("a page").expect("deals");
    assert_eq!(second.rows.len(), 2_500);
    let position = second.next.expect("more");
    assert!(matches!(position, Position::After(_)));
    let listing = client.list(list()).in_batches().resume_from(position);
    let rest = listing.all().await.expect("the rest");
    let rows = [first.rows, second.rows, rest].concat();
    let ids: Vec<_> = rows.iter().map(|deal| deal.id).collect();
    assert!(ids.len() > 2_600 && ids.is_sorted() && ids.iter().all(Option::is_some));
    assert_eq!(client.stats().requests, 4);
    let all = client.list(list()).in_batches().all().await.expect("deals");
    assert_eq!(all.len(), ids.len());
    // One page, most of the rest, and what is left.
    assert_eq!(client.stats().requests, 4 + 3);
    let by_title = list().order([item::Item::TITLE.asc()]);
    let error = client
        .list(by_title)
        .in_batches()
        .all()
        .await
        .expect_err("another order");
    assert!(matches!(*error.error, Error::Request(_)));
}
