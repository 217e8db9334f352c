//! Tasks with their checklists, comments, results and times.

mod shown;

use super::part;
use crate::answer::{Answer, Failure};
use crate::arguments::{integer, text};
use crate::state::table::{
    Act, Fill, Row, RowKey, Store, Table, Within, missing, row_answer, seeded,
};
use crate::state::{Call, State};
use bitrix24::Value;

/// The families of tasks.
pub(super) static TABLES: &[&Table] = &[&TASK, &CHECKLIST, &COMMENT, &RESULT, &ELAPSED];

const WAITING: i64 = 2;
const RUNNING: i64 = 3;
const COMPLETED: i64 = 5;
const DEFERRED: i64 = 6;

/// Sets the status.
macro_rules! becomes {
    ($status:expr) => {
        Act::Set(&[("status", Fill::Number($status))])
    };
}

/// Sets a flag.
macro_rules! flagged {
    ($name:literal, $yes:literal) => {
        Act::Set(&[($name, Fill::Yes($yes))])
    };
}

/// Tasks of all generations of methods.
static TASK: Table = Table::of("tasks.task")
    .store(Store::Tasks)
    .named_by(&["taskId", "TASKID", "TASK_ID"])
    .missing(&["wrong task id"])
    .parts(&[
        part(&CHECKLIST, "taskid"),
        part(&COMMENT, "taskid"),
        part(&ELAPSED, "taskid"),
    ])
    .aliases(&[
        ("createdby", "creatorid"),
        ("createddate", "created"),
        ("changedby", "changedbyid"),
        ("changeddate", "changed"),
        ("statuschangedby", "statuschangedbyid"),
        ("statuschangeddate", "statuschanged"),
        ("closedby", "closedbyid"),
        ("closeddate", "closed"),
        ("activitydate", "activity"),
        ("datestart", "started"),
        ("startdateplan", "startplan"),
        ("enddateplan", "endplan"),
        ("allowchangedeadline", "allowschangedeadline"),
        ("allowtimetracking", "allowstimetracking"),
        ("taskcontrol", "needscontrol"),
        ("timeestimate", "estimatedtime"),
        ("matchworktime", "matchesworktime"),
        ("durationplan", "plannedduration"),
        ("durationfact", "actualduration"),
        ("multitask", "ismultitask"),
        ("ufcrmtask", "crmitemids"),
        ("realstatus", "status"),
        ("substatus", "status"),
        ("auditor", "auditors"),
        ("accomplice", "accomplices"),
        ("tag", "tags"),
    ])
    .fills(&[
        ("creatorid", Fill::Me),
        ("status", Fill::Number(WAITING)),
        ("priority", Fill::Number(1)),
    ])
    .touches(&[
        ("changed", Fill::Now),
        ("activity", Fill::Now),
        ("changedbyid", Fill::Me),
    ])
    .check(check_parent)
    .settle(settle_task)
    .adorn(shown::show_people)
    .acts(&[
        ("start", becomes!(RUNNING)),
        ("pause", becomes!(WAITING)),
        ("complete", becomes!(COMPLETED)),
        ("renew", becomes!(WAITING)),
        ("defer", becomes!(DEFERRED)),
        ("approve", becomes!(COMPLETED)),
        ("disapprove", becomes!(WAITING)),
        (
            "delegate",
            Act::Set(&[("responsibleid", Fill::Param("userId"))]),
        ),
        ("startwatch", flagged!("iswatched", true)),
        ("stopwatch", flagged!("iswatched", false)),
        ("mute", flagged!("ismuted", true)),
        ("unmute", flagged!("ismuted", false)),
        ("pin", flagged!("ispinned", true)),
        ("unpin", flagged!("ispinned", false)),
        ("tasks.task.favorite.add", flagged!("favorite", true)),
        ("tasks.task.favorite.remove", flagged!("favorite", false)),
        ("task.item.add", Act::Add),
        ("task.item.update", Act::Update),
        ("task.item.delete", Act::Delete),
        ("task.item.getdata", Act::Get),
        ("task.item.getdescription", Act::Own(description)),
        ("task.item.list", Act::List),
        ("task.items.getlist", Act::List),
        ("task.item.startexecution", becomes!(RUNNING)),
        ("task.item.complete", becomes!(COMPLETED)),
        ("task.item.renew", becomes!(WAITING)),
        ("task.item.defer", becomes!(DEFERRED)),
        ("task.item.approve", becomes!(COMPLETED)),
        ("task.item.disapprove", becomes!(WAITING)),
        (
            "task.item.delegate",
            Act::Set(&[("responsibleid", Fill::Param("USERID"))]),
        ),
        ("task.item.addtofavorite", flagged!("favorite", true)),
        ("task.item.deletefromfavorite", flagged!("favorite", false)),
    ]);

/// A parent has to exist, and is not the task itself.
fn check_parent(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    let fields = ["fields", "TASKDATA"].map(|name| call.arguments.object(name));
    let parent = fields.iter().find_map(|fields| {
        let names = ["PARENT_ID", "parentId"];
        names.into_iter().find_map(|name| fields.integer(name))
    });
    let Some(parent) = parent.filter(|parent| *parent > 0) else {
        return Ok(());
    };
    let refused = |messages: &[&str]| Err(Failure::worded(call.method, "ERROR_CORE", messages));
    if TASK.keys(call).contains(&RowKey::Number(parent)) {
        return refused(&["Cannot bind the node to itself<br>"]);
    }
    if state.row(&TASK, &RowKey::Number(parent)).is_none() {
        return refused(&[
            "Task specified in the \"Parent Task\" field not found<br>",
            "The task specified in the \"Parent Task\" field was not found<br>",
        ]);
    }
    Ok(())
}

/// What follows from the status.
fn settle_task(_: &mut State, task: &mut Row, before: Option<&Row>) {
    let status = |row: &Row| row.get("status").and_then(integer);
    let Some(before) = before else { return };
    if status(task) == status(before) {
        return;
    }
    let is_completed = status(task) == Some(COMPLETED);
    let closed = |fill: Fill| {
        if is_completed {
            fill.value(None)
        } else {
            Value::Null
        }
    };
    let values = [
        ("statuschanged", Fill::Now.value(None)),
        ("statuschangedbyid", Fill::Me.value(None)),
        ("closed", closed(Fill::Now)),
        ("closedbyid", closed(Fill::Me)),
    ];
    task.extend(values.map(|(name, value)| (name.to_owned(), value)));
    if status(task) == Some(RUNNING) {
        task.insert("started".to_owned(), Fill::Now.value(None));
    }
}

fn description(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = table.keys(call).pop();
    let task = key.and_then(|key| state.row(table, &key));
    let task = task.ok_or_else(|| missing(table, call))?;
    let text = task.get("description").cloned().unwrap_or_default();
    Ok(Answer::at(call.method, text))
}

/// The first task of the examples that exists. Requests name lower ones too, and programs take those
/// for tasks that do not exist.
const FIRST: i64 = 5;

/// The tasks of the examples, where the portal does not have them yet.
pub(super) fn seed(state: &mut State) {
    for (key, row) in seeded(&TASK).iter() {
        if key.number() >= FIRST && !state.tasks.has(key.number()) {
            state.put_row(&TASK, key.clone(), row.clone());
        }
    }
}

static OF_TASK: [Within; 1] = [Within::new("taskid", Some(&TASK))];

static CHECKLIST: Table = Table::of("task.checklistitem")
    .within(&OF_TASK)
    .missing(&[
        "NotFound",
        "ActionNotAllowed",
        "Incorrect value",
        "NotPositive",
    ])
    .parts(&[part(&CHECKLIST, "parentid")])
    .fills(&[
        ("createdby", Fill::Me),
        ("iscomplete", Fill::Yes(false)),
        ("isimportant", Fill::Yes(false)),
        ("sortindex", Fill::Number(0)),
    ])
    .settle(|_, item, before| {
        let is_complete = |row: &Row| row.get("iscomplete").and_then(text);
        if before.is_some_and(|before| is_complete(before) != is_complete(item)) {
            item.insert("toggledby".to_owned(), Fill::Me.value(None));
            item.insert("toggleddate".to_owned(), Fill::Now.value(None));
        }
    })
    .acts(&[
        ("complete", flagged!("iscomplete", true)),
        ("renew", flagged!("iscomplete", false)),
    ]);

static COMMENT: Table = Table::of("task.commentitem")
    .within(&OF_TASK)
    .missing(&["NotFound", "ActionNotAllowed"])
    .aliases(&[("commenttext", "postmessage")])
    .fills(&[("authorid", Fill::Me), ("postdate", Fill::Now)])
    .acts(&[("task.comment.add", Act::Add)]);

/// Comments that are pinned as what the work led to.
static RESULT: Table = Table::of("tasks.task.result").acts(&[
    ("addFromComment", Act::Own(pin_comment)),
    ("deleteFromComment", Act::Own(unpin_comment)),
]);

/// The result that a comment is, unless it is closed.
fn pinned(state: &State, comment: &RowKey) -> Option<RowKey> {
    let results = state.rows_with(&RESULT, "commentid", comment).into_iter();
    let mut open = results.filter(|(_, row)| row.get("status").and_then(integer) != Some(1));
    open.next().map(|(key, _)| key)
}

/// A comment is pinned once, until its result is closed.
fn pin_comment(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let refused = || Failure::of(call.method, "AccessDenied", "Access denied");
    let comment = call.arguments.get("commentId").and_then(RowKey::of);
    let comment = comment.ok_or_else(refused)?;
    let row = state.row(&COMMENT, &comment).ok_or_else(refused)?;
    if pinned(state, &comment).is_some() {
        return Err(refused());
    }
    let value = |name: &str| row.get(name).cloned().unwrap_or_default();
    let now = || Value::from(crate::moment::now());
    let key = state.next_row(table);
    let result = [
        ("id", key.value()),
        ("taskid", value("taskid")),
        ("commentid", comment.value()),
        ("createdby", Fill::Me.value(None)),
        ("createdat", now()),
        ("updatedat", now()),
        ("status", 0.into()),
        ("text", value("postmessage")),
        ("formattedtext", value("postmessage")),
        ("files", Value::Null),
    ];
    let result = Row::from(result.map(|(name, value)| (name.to_owned(), value)));
    state.put_row(table, key.clone(), result.clone());
    Ok(row_answer(table, call, &key, &result))
}

fn unpin_comment(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let comment = call.arguments.get("commentId").and_then(RowKey::of);
    let key = comment.and_then(|comment| pinned(state, &comment));
    let key =
        key.ok_or_else(|| Failure::of(call.method, "ActionNotAllowed", "Action not allowed"))?;
    state.remove_row(table, &key);
    Ok(Answer::new(Value::Null))
}

static ELAPSED: Table = Table::of("task.elapseditem")
    .within(&OF_TASK)
    .missing(&["ActionNotAllowed"])
    .fills(&[
        ("userid", Fill::Me),
        ("createddate", Fill::Now),
        ("datestart", Fill::Now),
        ("datestop", Fill::Now),
        ("source", Fill::Number(2)),
    ])
    .settle(|_, elapsed, _| {
        if let Some(seconds) = elapsed.get("seconds").and_then(integer) {
            elapsed.insert("minutes".to_owned(), (seconds / 60).into());
        }
    });
