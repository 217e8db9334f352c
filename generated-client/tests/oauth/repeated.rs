//! A write of REST 3.0 that is repeated with another token: the portal takes it for another request
//! under the same key.

use std::time::Duration;

use bitrix24::error::AnswerKind;
use bitrix24::tasks::task::v3::{self as task, AddFields};
use bitrix24::{Error, RetryReason, VirtualClock};
use bitrix24_portal::Fault;

use super::{builder, portal};

#[tokio::test]
async fn a_lost_write_whose_token_was_renewed_is_known_to_have_run() {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let client = builder(&portal, &clock).build().expect("a client");
    // The token expires before the write is repeated.
    clock.advance(Duration::from_secs(3_599));
    let fault: Fault = "cut-after".parse().expect("a fault");
    portal.fail_next("tasks.task.add", fault);
    let error = client
        .call(task::add(AddFields::new("Report", 1, 5)))
        .await
        .expect_err("the key is used");
    assert_eq!(error.did_run(), Some(true), "{error}");
    let Error::Answer(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!((&error.kind, error.status), (&AnswerKind::AlreadyRan, 422));
    let reasons: Vec<_> = error.retries().iter().map(|retry| retry.reason).collect();
    assert_eq!(reasons, [RetryReason::Lost, RetryReason::ExpiredToken]);
    assert_eq!(portal.token_requests(), 1);
    let tasks = client.call(task::list().select((task::Task::ID, task::Task::TITLE)));
    let tasks = tasks.await.expect("tasks").into_iter();
    let written = tasks.filter(|task| task.title.as_deref() == Some("Report"));
    assert_eq!(written.count(), 1);
}
