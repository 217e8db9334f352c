//! Pages that are asked for before anybody waits for them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bitrix24::crm::EntityType;
use bitrix24::crm::item::{self, Item};
use bitrix24::paging::{Listing, Position};
use bitrix24::{
    BoxFuture, CallOptions, Client, Clock, Hook, Limiter, Limits, Permit, ResponseInfo, Value,
    VirtualClock,
};
use bitrix24_portal::Portal;
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
            // Reading to the end requests nothing beyond it.
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

/// Answers batches of linked pages of 10,000 rows. The row with the identifier `broken` cannot be
/// read.
async fn linked_pages(broken: i64) -> Server {
    Server::new(move |mut stream, request| {
        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        let commands = body["cmd"].as_map().expect("commands");
        let mut next = 1;
        let results: Vec<String> = commands
            .iter()
            .map(|(name, command)| {
                let command = command.as_text().expect("text");
                if command.contains("=DESC") {
                    return format!(r#""{name}": {{"productRows": [{{"id": 10000}}]}}"#);
                }
                // The first page says where it begins, the others refer to the one before.
                let bound = command
                    .split("id]=")
                    .nth(1)
                    .or(command.split("id%5D=").nth(1));
                let bound = bound.and_then(|rest| rest.split('&').next()?.parse::<i64>().ok());
                next = bound.map_or(next, |bound| bound + 1);
                let rows: Vec<String> = (next..next + 50)
                    .filter(|id| *id <= 10_000)
                    .map(|id| {
                        let name = if id == broken { "[{}]" } else { "null" };
                        format!(r#"{{"id": {id}, "productName": {name}}}"#)
                    })
                    .collect();
                next += 50;
                format!(r#""{name}": {{"productRows": [{}]}}"#, rows.join(","))
            })
            .collect();
        let answer = format!(r#"{{"result": {{"result": {{{}}}}}}}"#, results.join(","));
        async move {
            let _ = stream.write_all(json("200 OK", &answer).as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

#[tokio::test]
async fn what_was_begun_after_rows_that_cannot_be_read_is_dropped() {
    // The row is on the third page of the second request of 50.
    for broken in [0, 50 + 2500 + 50 + 50 + 7] {
        let mut read = Vec::new();
        for is_ahead in [false, true] {
            let server = linked_pages(broken).await;
            let mut listing = of(&server).list(Stated::new()).in_batches();
            if is_ahead {
                listing = listing.read_ahead();
            }
            let (mut rows, mut found, mut stopped) = (listing.rows(), Vec::new(), None);
            while let Some(row) = rows.next().await {
                match row {
                    Ok(row) => found.push(row.id.expect("an identifier")),
                    Err(error) => stopped = Some(error.position),
                }
            }
            read.push((found, stopped));
        }
        let ahead = read.remove(1);
        assert!(
            ahead == read[0],
            "{} and {}",
            ahead.0.len(),
            read[0].0.len()
        );
        let (found, stopped) = ahead;
        let count = if broken > 0 { 2650 } else { 10_000 };
        assert!(found.into_iter().eq(1..=count));
        assert_eq!(stopped, (broken > 0).then_some(Position::After(2650)));
    }
}

/// Reads a page and then does not let the runtime go on. The request ahead has been sent all the
/// same.
async fn the_request_is_out(client: Client, portal: Arc<Portal>) {
    let list = client.list(item::list(EntityType::Deal).select(Item::ID));
    let mut pages = list.in_batches().read_ahead().pages();
    for asked in [2, 3] {
        pages.next().await.expect("a page").expect("deals");
        let begin = Instant::now();
        while portal.requests().len() < asked {
            assert!(begin.elapsed() < Duration::from_secs(20), "request {asked}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

#[test]
fn the_request_ahead_is_sent_before_the_caller_goes_on() {
    let of_portal = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let of_portal = of_portal.expect("a runtime");
    let single = || Builder::new_current_thread().enable_all().build();
    let several = || {
        Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
    };
    for runtime in [single(), several()] {
        let portal = of_portal.block_on(Portal::start()).expect("a portal");
        portal.add_deals(7_600);
        let client = Client::builder()
            .webhook(portal.webhook_url())
            .limits(Limits::unlimited());
        let client = client.build().expect("a client");
        let portal = Arc::new(portal);
        let runtime = runtime.expect("a runtime");
        let task = runtime.spawn(the_request_is_out(client, portal));
        runtime.block_on(task).expect("no panic");
    }
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
    fn acquire<'a>(&'a self, _: &'a str, _: &'a Arc<dyn Clock>, _: Option<Duration>) -> Permit<'a> {
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
