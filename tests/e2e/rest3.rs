//! REST 3.0: typed calls of tasks against the portal.

use bitrix24::tasks::task::Task as Marker;
use bitrix24::tasks::task::v3::{
    self as task, AddError, AddFields, DeleteError, GetError, ListError, ListFilter, Pagination,
    Status, Task, UpdateError, UpdateFields,
};
use bitrix24::{
    AnyError, ApiError, CallOptions, Client, Error, Id, Limits, RawMethod, RetryReason, Select,
    VirtualClock,
};
use bitrix24_portal::{Fault, Portal};

/// A portal, and a client for it whose waits take no time.
async fn start() -> (Portal, Client, VirtualClock) {
    let clock = VirtualClock::new();
    let builder = Portal::builder().clock(clock.clone());
    let portal = builder.start().await.expect("a portal starts");
    let client = Client::builder()
        .webhook(portal.webhook_url())
        .limits(Limits::unlimited())
        .clock(clock.clone())
        .build()
        .expect("a client");
    (portal, client, clock)
}

fn fields(title: &str) -> AddFields {
    AddFields::new(title, 1, 5)
}

async fn add(client: &Client, title: &str) -> Id<Marker> {
    let added = client.call(task::add(fields(title))).await;
    added.expect("a task").id.expect("an identifier")
}

/// The portal's error for a call.
fn api<T: std::fmt::Debug, K: std::fmt::Debug>(result: Result<T, Error<K>>) -> ApiError<K> {
    match result {
        Err(Error::Api(error)) => error,
        other => panic!("expected an error of the portal, found {other:?}"),
    }
}

/// The titles of the tasks of a list, beginning with those that the test has added.
async fn titles(client: &Client, request: task::List) -> Vec<String> {
    let select = Select::new().with(Task::TITLE);
    let tasks = client.call(request.select(select)).await.expect("tasks");
    tasks.into_iter().filter_map(|task| task.title).collect()
}

#[tokio::test]
async fn what_is_written_is_read_back() {
    let (portal, client, _) = start().await;
    let parent = add(&client, "Parent").await;
    let more = fields("Report")
        .description("With figures")
        .deadline(
            "2026-12-25T23:00:00+03:00"
                .parse::<bitrix24::DateTime>()
                .expect("a moment"),
        )
        .accomplices(vec![Id::from(7), Id::from(8)])
        .needs_control(true)
        .parent_id(parent);
    let added = client.call(task::add(more)).await.expect("a task");
    let id = added.id.expect("an identifier");
    assert_eq!(added.title.as_deref(), Some("Report"));
    assert_eq!(added.status, Some(Status::Pending));
    assert_eq!(added.needs_control, Some(true));
    assert!(added.created.is_none(), "the documented answer lacks it");

    let select = Select::new()
        .with(Task::TITLE)
        .with(Task::DEADLINE)
        .with(Task::RESPONSIBLE_ID);
    let read = client.call(task::get(id).select(select)).await;
    let read = read.expect("the task");
    assert_eq!(read.responsible_id, Some(5.into()));
    let deadline = read.deadline.expect("a deadline");
    assert_eq!(deadline.to_string(), "2026-12-25T20:00:00+00:00");
    assert_eq!(read.description, None, "it was not selected");

    let change = UpdateFields::new()
        .title("Report 2")
        .status(Status::Completed);
    assert!(
        client
            .call(task::update(id, change))
            .await
            .expect("a change")
    );
    let read = client.call(task::get(id)).await.expect("the task");
    assert_eq!(read.title.as_deref(), Some("Report 2"));
    assert!(read.closed.is_some() && read.status_changed.is_some());
    let above = client.call(task::get(parent)).await.expect("the parent");
    assert_eq!(above.contains_sub_tasks, Some(true));

    assert!(client.call(task::delete(id)).await.expect("it goes"));
    let gone = api(client.call(task::get(id)).await);
    assert_eq!((gone.kind, gone.status), (GetError::NotFound, 400));
    let gone = api(client.call(task::update(id, UpdateFields::new())).await);
    assert_eq!((gone.kind, gone.status), (UpdateError::AccessDenied, 403));
    let gone = api(client.call(task::delete(id)).await);
    assert_eq!((gone.kind, gone.status), (DeleteError::AccessDenied, 403));
    assert!(portal.requests().iter().all(|request| request.version == 3));
}

#[tokio::test]
async fn an_application_has_it_too() {
    let portal = Portal::start().await.expect("a portal starts");
    let client = portal.oauth_client().expect("a client");
    let id = add(&client, "By token").await;
    portal.expire_tokens();
    let read = client.call(task::get(id)).await.expect("the task");
    assert_eq!(read.title.as_deref(), Some("By token"));
    assert_eq!(client.stats().refreshes, 1);
    let seen = portal.requests();
    assert!(seen.iter().all(|one| !one.parameters.contains_key("auth")));
}

#[tokio::test]
async fn fields_of_related_objects_come_along() {
    let (_portal, client, _) = start().await;
    let more = fields("Together").accomplices(vec![Id::from(7), Id::from(8)]);
    let id = client.call(task::add(more)).await.expect("a task").id;
    let id = id.expect("an identifier");
    let select = Select::new()
        .with(Task::ID)
        .with(Task::RESPONSIBLE.then(task::Person::NAME))
        .with(Task::ACCOMPLICES.then(task::Person::EMAIL));
    let read = client.call(task::get(id).select(select)).await;
    let read = read.expect("the task");
    assert_eq!(read.title, None);
    let responsible = read.responsible.expect("a person");
    assert_eq!(responsible.name.as_deref(), Some("User 5"));
    assert_eq!(responsible.email, None);
    let accomplices = read.accomplices.expect("people").into_iter();
    let emails: Vec<_> = accomplices.filter_map(|person| person.email).collect();
    assert_eq!(emails, ["user7@example.com", "user8@example.com"]);

    // Only related fields: they are added to the default ones.
    let only = Select::new().with(Task::CREATOR.then(task::Person::NAME));
    let read = client.call(task::get(id).select(only)).await;
    let read = read.expect("the task");
    assert_eq!(read.title.as_deref(), Some("Together"));
    let creator = read.creator.and_then(|creator| creator.name);
    assert_eq!(creator.as_deref(), Some("User 1"));

    let wrong = serde_json::json!({ "id": id.get(), "select": ["responsible.stageId"] });
    let error = api(client
        .call_raw(RawMethod::v3("tasks.task.get"), wrong)
        .await);
    assert!(error.message.contains("`stageId`") && error.message.contains("`UserDto`"));
}

#[tokio::test]
async fn conditions_and_alternatives_filter() {
    let (_portal, client, _) = start().await;
    let mut ids = Vec::new();
    for number in 1..=6 {
        ids.push(add(&client, &number.to_string()).await);
    }
    let list = |filter| task::list().filter(filter);
    let own = || ListFilter::new().and(Task::ID.ge(ids[0]));
    let cases: [(ListFilter, &[&str]); 8] = [
        (ListFilter::new().and(Task::ID.eq(ids[2])), &["3"]),
        (own().and(Task::ID.ne(ids[2])), &["1", "2", "4", "5", "6"]),
        (ListFilter::new().and(Task::ID.gt(ids[3])), &["5", "6"]),
        (own().and(Task::ID.lt(ids[1])), &["1"]),
        (own().and(Task::ID.le(ids[1])), &["1", "2"]),
        (
            ListFilter::new().and(Task::ID.is_in(vec![ids[0], ids[5]])),
            &["1", "6"],
        ),
        (
            ListFilter::new().and(Task::ID.between(ids[1], ids[3])),
            &["2", "3", "4"],
        ),
        (
            own()
                .and(Task::ID.eq(ids[0]) | Task::ID.gt(ids[3]))
                .and(Task::ID.lt(ids[4]) | Task::ID.eq(ids[5])),
            &["1", "6"],
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(titles(&client, list(filter)).await, expected);
    }
    let sorted = list(own()).order(Task::TITLE.desc());
    assert_eq!(
        titles(&client, sorted).await,
        ["6", "5", "4", "3", "2", "1"]
    );

    // Without a selection there is only the identifier.
    let bare = client.call(list(own())).await.expect("tasks");
    assert!(
        bare.iter()
            .all(|task| task.id.is_some() && task.title.is_none())
    );
}

#[tokio::test]
async fn pages_follow_each_other() {
    let (portal, client, _) = start().await;
    let first = add(&client, "0").await;
    for number in 1..120 {
        add(&client, &number.to_string()).await;
    }
    let list = || task::list().filter(ListFilter::new().and(Task::ID.ge(first)));
    let page = |pagination: Pagination| list().pagination(pagination);
    let by_number = page(Pagination::new().page(3).limit(50));
    assert_eq!(titles(&client, by_number).await.len(), 20);
    let by_offset = page(Pagination::new().offset(118).limit(2));
    assert_eq!(titles(&client, by_offset).await, ["118", "119"]);
    // A page takes precedence over an offset.
    let both = page(Pagination::new().page(2).limit(3).offset(0));
    assert_eq!(titles(&client, both).await, ["3", "4", "5"]);
    assert_eq!(titles(&client, list()).await.len(), 50);
    // The vendor's SDKs count from 0.
    let zeroth = page(Pagination::new().page(0).limit(2));
    assert_eq!(titles(&client, zeroth).await, ["0", "1"]);

    let all = client.list(list()).all().await.expect("all pages");
    assert_eq!(all.len(), 120);
    // A page has as many rows as are asked for, up to the documented most: two requests, since only
    // an empty page is the last.
    let before = portal.requests().len();
    let wide = page(Pagination::new().limit(5000));
    let all = client.list(wide).all().await.expect("all pages");
    assert_eq!(all.len(), 120);
    let requests = portal.requests().split_off(before);
    let limits: Vec<_> = requests
        .iter()
        .map(|request| request.parameters.get("pagination").expect("a page")["limit"].as_integer())
        .collect();
    assert_eq!(limits, [Some(1000), Some(1000)]);
    for pagination in [
        Pagination::new().limit(0),
        Pagination::new().limit(1001),
        Pagination::new().page(-1),
        Pagination::new().offset(-1),
    ] {
        let error = api(client.call(page(pagination)).await);
        assert_eq!(error.kind, ListError::InvalidPagination);
    }
}

#[tokio::test]
async fn a_task_whose_answer_is_lost_is_written_once() {
    for fault in [Fault::CutBefore, Fault::CutAfter, Fault::CutWithin] {
        let (portal, client, _) = start().await;
        portal.fail_next("tasks.task.add", fault.clone());
        let request = task::add(fields("Once"));
        let envelope = client.send(request, CallOptions::new()).await;
        let envelope = envelope.expect("the second try");
        assert_eq!(envelope.retries[0].reason, RetryReason::Lost);
        let last = envelope.result.id.expect("an identifier");
        assert_eq!(portal.requests().len(), 2);

        let filter = ListFilter::new().and(Task::ID.ge(last));
        let found = titles(&client, task::list().filter(filter)).await;
        assert_eq!(found, ["Once"], "{fault:?}");
        let before = ListFilter::new().and(Task::ID.eq(last.get() - 1));
        let before = titles(&client, task::list().filter(before)).await;
        assert_ne!(before, ["Once"], "{fault:?}");
    }
}

#[tokio::test]
async fn a_key_of_ones_own_is_good_for_a_day_and_one_request() {
    let (_portal, client, clock) = start().await;
    let key = || CallOptions::new().idempotency_key("order-17");
    let write = async |title: &str| {
        let added = client.call_with(task::add(fields(title)), key()).await;
        added.map(|task| task.id.expect("an identifier"))
    };
    let first = write("A").await.expect("a task");
    assert_eq!(write("A").await.expect("the same answer"), first);
    let reused = api(write("B").await);
    assert_eq!(
        reused.kind,
        AddError::System(bitrix24::SystemError::IdempotencyKeyReused)
    );
    assert_eq!(reused.status, 422);

    bitrix24::Clock::sleep_until(&clock, std::time::Duration::from_secs(24 * 60 * 60 + 1)).await;
    let later = write("B").await.expect("the key is free");
    assert_ne!(later, first);

    // An error is not kept, and a key of one method is none of another.
    let broken = api(client
        .call_with(
            task::add(fields("")),
            CallOptions::new().idempotency_key("k"),
        )
        .await);
    assert_eq!(broken.kind, AddError::Invalid);
    let fine = client.call_with(
        task::add(fields("C")),
        CallOptions::new().idempotency_key("k"),
    );
    let id = fine
        .await
        .expect("the key is free")
        .id
        .expect("an identifier");
    let change = task::update(id, UpdateFields::new().title("D"));
    let changed = client.call_with(change, CallOptions::new().idempotency_key("k"));
    assert!(changed.await.expect("another method"));
}

#[tokio::test]
async fn fields_that_are_refused_are_named() {
    let (_portal, client, _) = start().await;
    let violated = |error: &ApiError<AddError>| {
        let all = error.validation().iter();
        all.map(|one| one.field.clone()).collect::<Vec<_>>()
    };
    let error = api(client.call(task::add(fields("").parent_id(404_404))).await);
    assert_eq!((error.kind.clone(), error.status), (AddError::Invalid, 400));
    assert_eq!(violated(&error), ["title"]);
    let error = api(client.call(task::add(fields("x").parent_id(404_404))).await);
    assert_eq!(violated(&error), ["parentId"]);

    let body =
        serde_json::json!({ "fields": { "deadline": "soon", "creatorId": "1", "title": "x" } });
    let result: Result<_, AnyError> = client.call_raw(RawMethod::v3("tasks.task.add"), body).await;
    let error = api(result);
    let all: Vec<_> = error
        .validation()
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(all, ["responsibleId", "creatorId", "deadline"]);
}

#[tokio::test]
async fn a_batch_answers_each_call_in_its_place() {
    let (portal, client, _) = start().await;
    let mut batch = client.batch();
    let one = batch.add(task::add(fields("One")));
    let missing = batch.add(task::get(404_404));
    let two = batch.add(task::add(fields("Two")));
    let mut done = batch.send().await.expect("an answer");
    assert_eq!(portal.requests().len(), 1);
    let title = |task: Task| task.title.unwrap_or_default();
    assert_eq!(title(done.take(one).expect("a task")), "One");
    assert_eq!(api(done.take(missing)).kind, GetError::NotFound);
    assert_eq!(title(done.take(two).expect("a task")), "Two");

    // What refers to a result goes in a request of its own, since nothing is put in by the portal.
    let mut batch = client.batch();
    let added = batch.add(task::add(fields("Three")));
    let read = batch.add(task::get(added.field(Task::ID)));
    let mut done = batch.send().await.expect("an answer");
    assert_eq!(portal.requests().len(), 3);
    assert_eq!(title(done.take(read).expect("the task")), "Three");
}

#[tokio::test]
async fn faults_and_limits_are_there_too() {
    let (portal, client, _) = start().await;
    for (fault, reason) in [
        (Fault::QueryLimit, RetryReason::QueryLimit),
        (Fault::InternalError { ran: false }, RetryReason::Server),
        (Fault::CutWithin, RetryReason::Lost),
    ] {
        portal.fail_next("tasks.task.list", fault);
        let envelope = client.send(task::list(), CallOptions::new()).await;
        let envelope = envelope.expect("the second try");
        assert_eq!(envelope.retries[0].reason, reason);
    }
    let limits = Limits::new(2.0, 2);
    let builder = Portal::builder().limits(limits).clock(VirtualClock::new());
    let portal = builder.start().await.expect("a portal starts");
    let client = portal.client().expect("a client");
    let never = || CallOptions::new().retry(bitrix24::RetryPolicy::none());
    let mut refused = None;
    for _ in 0..3 {
        refused = client.call_with(task::list(), never()).await.err();
    }
    let refused = refused.expect("the third is one too many");
    assert_eq!(
        (refused.status(), refused.did_run()),
        (Some(503), Some(false))
    );
}

#[tokio::test]
async fn the_portal_describes_its_methods() {
    let (_portal, client, _) = start().await;
    let request = bitrix24::rest::documentation::v3::openapi();
    let description = client.call(request).await.expect("a description");
    assert_eq!(description["openapi"].as_text(), Some("3.0.0"));
    assert!(description["paths"]["/tasks.task.get"].as_map().is_some());
}
