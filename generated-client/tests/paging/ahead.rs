//! Pages that are asked for before anybody waits for them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::crm::EntityType;
use bitrix24::crm::item::{self, Item};
use bitrix24::paging::{Listing, Position};
use bitrix24::portal::Portal;
use bitrix24::{
    BoxFuture, CallOptions, Client, Clock, Hook, Limiter, Limits, ResponseInfo, Turn, VirtualClock,
};
use tokio::io::AsyncWriteExt;
use tokio::runtime::Builder;

use super::support::server::Server;
use super::support::{builder, json};
use super::{Inferred, Stated, bodies, ids, of, page, table};

/// Waits until something has happened without the help of whoever waits.
async fn until(happened: impl Fn() -> bool) {
    let waiting = async {
        while !happened() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), waiting).await;
    waited.expect("it happens");
}

#[tokio::test]
async fn the_same_rows_come_by_the_same_requests() {
    let ways: [fn(Listing<Stated>) -> Listing<Stated>; 3] =
        [Listing::by_rows, Listing::by_cursor, |listing| {
            listing.by_cursor().resume_from(Position::After(30))
        }];
    for rows in [0, 50, 120] {
        for way in ways {
            let (plain, ahead) = (
                table(1..=rows, |_, _| {}).await,
                table(1..=rows, |_, _| {}).await,
            );
            let expected = way(of(&plain).list(Stated::new()))
                .all()
                .await
                .expect("rows");
            let listing = way(of(&ahead).list(Stated::new())).read_ahead();
            let mut found = Vec::new();
            let mut pages = listing.pages();
            while let Some(page) = pages.next().await {
                found.extend(page.expect("a page").rows);
            }
            assert_eq!(ids(&found), ids(&expected));
            // Who has read to the end has asked for nothing beyond it.
            tokio::time::sleep(Duration::from_millis(5)).await;
            assert_eq!(bodies(&ahead), bodies(&plain));
        }
    }
}

#[tokio::test]
async fn the_next_page_is_asked_for_while_nobody_waits_and_only_that() {
    let server = table(1..=200, |_, _| {}).await;
    let mut rows = of(&server).list(Inferred::new()).read_ahead().rows();
    for page in 0..4 {
        let row = rows.next().await.expect("a row").expect("no error");
        assert_eq!(row.id, Some(page * 50 + 1));
        let asked = usize::try_from(page + 2).expect("it fits").min(4);
        until(|| server.requests().len() == asked).await;
        // Time for one more, if there were one.
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert_eq!(server.requests().len(), asked);
        for _ in 1..50 {
            rows.next().await.expect("a row").expect("no error");
        }
    }
    assert!(rows.next().await.is_none());
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn batches_of_pages_are_read_ahead() {
    let portal = Portal::start().await.expect("a portal");
    portal.add_deals(7_600);
    let client = Client::builder()
        .webhook(portal.webhook_url())
        .limits(Limits::unlimited());
    let client = client.build().expect("a client");
    let list = || {
        client
            .list(item::list(EntityType::Deal).select(Item::ID))
            .in_batches()
    };
    let expected = list().all().await.expect("deals");
    let requests = portal.requests().len();

    let mut pages = list().read_ahead().pages();
    let mut found = Vec::new();
    for asked in [2, 3, 4, 5, 5] {
        found.extend(pages.next().await.expect("a page").expect("deals").rows);
        until(|| portal.requests().len() == requests + asked).await;
    }
    assert!(pages.next().await.is_none());
    assert_eq!(found, expected);
    assert_eq!(portal.requests().len(), 2 * requests);
}

#[tokio::test]
async fn an_error_of_the_page_ahead_is_told_after_the_rows_before_it() {
    let answers = AtomicUsize::new(0);
    let server = Server::new(move |mut stream, request| {
        let number = answers.fetch_add(1, Ordering::Relaxed);
        async move {
            let params = serde_json::from_str(&request.body).expect("JSON");
            let answer = if number == 1 {
                json("403 Forbidden", r#"{"error": "ACCESS_DENIED"}"#)
            } else {
                json("200 OK", &page(&(1..=120).collect::<Vec<_>>(), &params))
            };
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let mut rows = of(&server).list(Stated::new()).read_ahead().rows();
    let mut found = vec![rows.next().await.expect("a row").expect("no error")];
    until(|| server.requests().len() == 2).await;
    let position = loop {
        match rows.next().await.expect("an error at last") {
            Ok(row) => found.push(row),
            Err(error) => break error.position,
        }
    };
    assert_eq!((found.len(), position), (50, Position::After(50)));
    assert!(rows.next().await.is_none(), "an error ends it");
    assert_eq!(server.requests().len(), 2, "nothing is asked for after it");
    let rest = of(&server).list(Stated::new()).read_ahead();
    found.extend(rest.resume_from(position).all().await.expect("the rest"));
    assert_eq!(ids(&found), (1..=120).collect::<Vec<_>>());
}

#[derive(Debug, Default)]
struct Answers(AtomicUsize);

impl Hook for Answers {
    fn response(&self, _: &ResponseInfo<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn an_answer_is_read_in_time_however_slow_the_caller_is() {
    let server = table(1..=120, |_, _| {}).await;
    let (answers, clock) = (Arc::new(Answers::default()), VirtualClock::new());
    let client = builder(&server.url())
        .hook(answers.clone())
        .clock(clock.clone());
    let options = CallOptions::new().deadline(Duration::from_secs(60));
    let listing = client.build().expect("a client").list(Stated::new());
    let mut pages = listing.options(options).read_ahead().pages();
    let mut found = Vec::new();
    for answered in [2, 3, 4] {
        found.extend(pages.next().await.expect("a page").expect("rows").rows);
        until(|| answers.0.load(Ordering::Relaxed) == answered).await;
        clock.advance(Duration::from_secs(3600));
    }
    assert!(pages.next().await.is_none());
    assert_eq!(ids(&found), (1..=120).collect::<Vec<_>>());
}

/// Lets one request out. Those after it wait for ever, and are counted as long as they do.
#[derive(Debug, Default)]
struct Once {
    is_over: Mutex<bool>,
    waiting: Arc<AtomicUsize>,
}

struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Limiter for Once {
    fn acquire<'a>(&'a self, _: &'a str, _: &'a Arc<dyn Clock>, _: Option<Duration>) -> Turn<'a> {
        Box::pin(async move {
            let is_over = std::mem::replace(&mut *self.is_over.lock().expect("no panic"), true);
            if is_over {
                self.waiting.fetch_add(1, Ordering::Relaxed);
                let _waiting = Waiting(Arc::clone(&self.waiting));
                std::future::pending::<()>().await;
            }
            Ok(())
        })
    }

    fn refused<'a>(&'a self, _: &'a str, _: &'a Arc<dyn Clock>) -> BoxFuture<'a, ()> {
        Box::pin(async {})
    }
}

#[tokio::test]
async fn the_request_ahead_waits_for_its_turn_and_goes_with_the_stream() {
    let server = table(1..=120, |_, _| {}).await;
    let once = Arc::new(Once::default());
    let client = builder(&server.url()).limiter(once.clone()).build();
    let listing = client.expect("a client").list(Stated::new());
    let mut rows = listing.read_ahead().rows();
    rows.next().await.expect("a row").expect("no error");
    until(|| once.waiting.load(Ordering::Relaxed) == 1).await;
    drop(rows);
    until(|| once.waiting.load(Ordering::Relaxed) == 0).await;
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_page_that_has_gone_with_its_runtime_is_asked_for_again() {
    let other = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let other = other.expect("a runtime");
    let server = other.block_on(table(1..=120, |_, _| {}));
    let runtime = || {
        Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
    };
    let mut pages = of(&server)
        .list(Stated::new())
        .by_rows()
        .read_ahead()
        .pages();
    let mut found = Vec::new();
    for _ in 0..3 {
        let page = runtime().block_on(pages.next());
        found.extend(page.expect("a page").expect("rows").rows);
    }
    assert!(runtime().block_on(pages.next()).is_none());
    assert_eq!(ids(&found), (1..=120).collect::<Vec<_>>());
}
