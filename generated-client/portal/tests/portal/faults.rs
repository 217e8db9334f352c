//! Each fault as the client sees it: the error, whether the method ran, and what is tried again.

use std::fmt::Debug;
use std::time::Duration;

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, AddFields, ListFilter};
use bitrix24::error::{AnswerKind, Phase, TransportKind};
use bitrix24::{CallOptions, Client, Error, Limits, RetryPolicy, RetryReason, VirtualClock};
use bitrix24_portal::{Fault, Portal};

use crate::portal;

const ADD: &str = "crm.item.productrow.add";
const LIST: &str = "crm.item.productrow.list";
/// A deal that is empty at first.
const DEAL: i64 = 7;

/// A portal with an empty deal, and a client whose waits take no time.
async fn start() -> (Portal, Client) {
    let portal = portal().await;
    portal.add_owner(OwnerType::Deal, DEAL);
    let client = Client::builder()
        .webhook(portal.webhook_url())
        .limits(Limits::unlimited())
        .clock(VirtualClock::new())
        .build()
        .expect("a client");
    (portal, client)
}

fn add() -> productrow::Add {
    let fields = AddFields::new(DEAL, OwnerType::Deal);
    productrow::add(fields.product_name("Delivery").price(15))
}

fn list() -> productrow::List {
    productrow::list(ListFilter::new(OwnerType::Deal, DEAL))
}

/// How many rows the deal really has.
async fn rows(portal: &Portal) -> usize {
    let client = portal.client().expect("a client");
    client.call(list()).await.expect("rows").len()
}

/// How often a method was called.
fn calls(portal: &Portal, method: &str) -> usize {
    let requests = portal.requests();
    requests.iter().filter(|one| one.method == method).count()
}

/// What is left of an error when its method is not looked at.
#[derive(Debug, PartialEq)]
enum Seen {
    Code(String),
    Transport(TransportKind),
    Answer(AnswerKind),
}

fn seen<K: Debug>(error: Error<K>) -> Seen {
    match error {
        Error::Api(error) => Seen::Code(error.code),
        Error::Transport(error) => Seen::Transport(error.kind),
        Error::Answer(error) => Seen::Answer(error.kind),
        other => panic!("{other:?}"),
    }
}

/// A fault, what a write is told of it, and why a read is tried again, if it is.
type Case = (Fault, Option<bool>, fn(&Seen) -> bool, Option<RetryReason>);

fn cases() -> Vec<Case> {
    fn lost(seen: &Seen) -> bool {
        *seen == Seen::Transport(TransportKind::Lost { received: None })
    }
    fn within(seen: &Seen) -> bool {
        matches!(seen, Seen::Transport(TransportKind::Lost { received: Some(bytes) }) if *bytes > 50)
    }
    fn internal(seen: &Seen) -> bool {
        *seen == Seen::Code("INTERNAL_SERVER_ERROR".to_owned())
    }
    fn gateway(seen: &Seen) -> bool {
        matches!(seen, Seen::Answer(AnswerKind::Status { content_type: Some(kind), snippet: Some(text) })
            if kind.starts_with("text/html") && text.starts_with("50"))
    }
    fn redirect(seen: &Seen) -> bool {
        matches!(seen, Seen::Transport(TransportKind::Redirect { status: 302, to: Some(to), followed: false })
            if to == "https://elsewhere.invalid")
    }
    fn html(seen: &Seen) -> bool {
        matches!(seen, Seen::Answer(AnswerKind::NotJson { snippet, .. }) if snippet.contains("Sign in"))
    }
    fn shape(seen: &Seen) -> bool {
        matches!(seen, Seen::Answer(AnswerKind::Shape { path, .. }) if path.starts_with("result.productRow"))
    }
    fn truncated(seen: &Seen) -> bool {
        matches!(seen, Seen::Answer(AnswerKind::Truncated { .. }))
    }
    let (again, server) = (Some(RetryReason::Lost), Some(RetryReason::Server));
    let mut cases: Vec<Case> = vec![
        (Fault::CutBefore, None, lost, again),
        (Fault::CutAfter, None, lost, again),
        (Fault::CutWithin, None, within, again),
        (Fault::Redirect, Some(false), redirect, None),
        (Fault::WrongTypes, Some(true), shape, None),
        (Fault::Truncated, None, truncated, None),
    ];
    for ran in [false, true] {
        cases.extend([
            (Fault::InternalError { ran }, None, internal as _, server),
            (Fault::BadGateway { ran }, None, gateway as _, server),
            (Fault::Unavailable { ran }, None, gateway as _, server),
            (Fault::Html { ran }, None, html as _, None),
        ]);
    }
    cases
}

#[tokio::test]
async fn a_write_fails_by_each_fault_and_is_never_sent_twice() {
    for (fault, did_run, fits, _) in cases() {
        let (portal, client) = start().await;
        portal.fail_next(ADD, fault.clone());
        let error = client.call(add()).await.expect_err("a fault");
        assert_eq!(error.did_run(), did_run, "{fault:?}: {error}");
        assert!(error.retries().is_empty(), "{fault:?}: {error}");
        let seen = seen(error);
        assert!(fits(&seen), "{fault:?}: {seen:?}");
        assert_eq!(calls(&portal, ADD), 1, "{fault:?}");
        assert_eq!(rows(&portal).await, usize::from(fault.ran()), "{fault:?}");
        assert_eq!(portal.faults_played(), 1);
        client.call(add()).await.expect("the next one is fine");
    }
}

#[tokio::test]
async fn a_read_is_tried_again_where_that_may_help() {
    for (fault, _, fits, reason) in cases() {
        let (portal, client) = start().await;
        client.call(add()).await.expect("a row");
        portal.fail_next(LIST, fault.clone());
        let result = client.send(list(), CallOptions::new()).await;
        let retries: Vec<_> = match result {
            Ok(envelope) => {
                assert_eq!(envelope.result.len(), 1, "{fault:?}");
                envelope.retries.iter().map(|retry| retry.reason).collect()
            }
            Err(error) => {
                assert!(error.retries().is_empty(), "{fault:?}");
                let seen = seen(error);
                assert!(fits(&seen), "{fault:?}: {seen:?}");
                Vec::new()
            }
        };
        assert_eq!(retries, Vec::from_iter(reason), "{fault:?}");
        assert_eq!(calls(&portal, LIST), 1 + retries.len(), "{fault:?}");
    }
}

#[tokio::test]
async fn the_limit_of_requests_lets_a_write_come_again() {
    let (portal, client) = start().await;
    portal.fail_next(ADD, Fault::QueryLimit);
    portal.fail_next(ADD, Fault::QueryLimit);
    let envelope = client.send(add(), CallOptions::new()).await.expect("a row");
    let reasons: Vec<_> = envelope.retries.iter().map(|retry| retry.reason).collect();
    assert_eq!(reasons, [RetryReason::QueryLimit; 2]);
    assert_eq!((calls(&portal, ADD), rows(&portal).await), (3, 1));

    portal.fail_next(ADD, Fault::QueryLimit);
    let once = CallOptions::new().retry(RetryPolicy::none());
    let error = client.call_with(add(), once).await.expect_err("once only");
    assert_eq!(error.did_run(), Some(false));
    assert_eq!(error.status(), Some(503));
    assert_eq!(rows(&portal).await, 1);
}

#[tokio::test]
async fn a_late_answer_is_one_until_the_time_is_up() {
    let (portal, client) = start().await;
    let late = Duration::from_millis(200);
    portal.fail_next(ADD, Fault::Delay(late));
    let begin = std::time::Instant::now();
    client.call(add()).await.expect("a row, later");
    assert!(begin.elapsed() >= late);

    portal.fail_next(ADD, Fault::Delay(Duration::from_secs(60)));
    let limit = Duration::from_secs(1);
    let short = CallOptions::new().timeout(limit);
    let error = client.call_with(add(), short).await.expect_err("too late");
    assert_eq!(error.did_run(), None);
    let timeout = TransportKind::Timeout {
        phase: Phase::Answer,
        limit: Some(limit),
    };
    assert_eq!(seen(error), Seen::Transport(timeout));
    assert_eq!(rows(&portal).await, 2, "it ran nevertheless");
}

#[tokio::test]
async fn a_fault_is_for_one_call_of_its_method() {
    let (portal, client) = start().await;
    portal.fail_next("CRM.item.productRow.ADD", Fault::CutBefore);
    portal.fail_next(ADD, Fault::Redirect);
    client.call(list()).await.expect("another method");
    // A call without the code takes no fault.
    let stranger = portal.webhook_url().replace("/rest/1/", "/rest/2/");
    let stranger = Client::builder()
        .webhook(stranger)
        .limits(Limits::unlimited())
        .build()
        .expect("a client");
    let error = stranger.call(add()).await.expect_err("it is no one");
    assert_eq!(error.code(), Some("NO_AUTH_FOUND"));
    let first = client.call(add()).await.expect_err("cut");
    let lost = TransportKind::Lost { received: None };
    assert_eq!(seen(first), Seen::Transport(lost));
    let second = client.call(add()).await.expect_err("redirected");
    assert_eq!(second.did_run(), Some(false));
    client.call(add()).await.expect("a row");
    assert_eq!(portal.faults_played(), 2);
}

#[tokio::test]
async fn a_batch_fails_as_a_whole() {
    let (portal, client) = start().await;
    portal.fail_next(ADD, Fault::CutBefore);
    portal.fail_next("batch", Fault::CutAfter);
    let mut batch = client.batch();
    let _ = batch.add(add());
    let _ = batch.add(add());
    let error = batch.send().await.expect_err("the answer is lost");
    assert_eq!(error.did_run(), None, "{error}");
    assert_eq!(calls(&portal, "batch"), 1);
    assert_eq!(rows(&portal).await, 2, "commands have no faults");
}

#[tokio::test]
async fn a_seed_gives_the_same_faults_each_time() {
    let mut all = Vec::new();
    for seed in [5, 5, 6] {
        let (portal, client) = start().await;
        let faults = [
            Fault::Redirect,
            Fault::Truncated,
            Fault::Html { ran: false },
        ];
        portal.fail_randomly(seed, 0.5, &faults);
        let mut course = Vec::new();
        for _ in 0..40 {
            course.push(client.call(list()).await.map_err(seen).err());
        }
        let failed = course.iter().flatten().count();
        assert_eq!(portal.faults_played(), failed as u64);
        assert!((10..30).contains(&failed), "{failed}");
        portal.stop_failing();
        client.call(list()).await.expect("nothing fails any more");
        let kinds: Vec<_> = course
            .iter()
            .map(|seen| seen.as_ref().map(std::mem::discriminant))
            .collect();
        all.push(kinds);
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[1], all[2]);
}
