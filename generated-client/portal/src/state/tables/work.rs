//! Work: tasks with their checklists, comments and times, and workgroups.

use crate::answer::{Answer, Failure};
use crate::arguments::{integer, is_empty, items, text};
use crate::state::table::{
    Act, Fill, Part, Row, RowKey, Store, Table, Within, missing, seeded, squash,
};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// The families of work.
pub(super) static TABLES: &[&Table] = &[
    &TASK, &CHECKLIST, &COMMENT, &RESULT, &ELAPSED, &GROUP, &WORKGROUP, &MEMBER,
];

const WAITING: i64 = 2;
const RUNNING: i64 = 3;
const COMPLETED: i64 = 5;
const DEFERRED: i64 = 6;

const fn part(of: &'static Table, by: &'static str) -> Part {
    Part {
        of,
        by,
        shown: None,
    }
}

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
    Ok(crate::state::table::row_answer(table, call, &key, &result))
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

/// Workgroups and projects.
static GROUP: Table = Table::of("sonet_group")
    .named_by(&["GROUP_ID"])
    .missing(&["GroupNotFound", "InvalidGroup"])
    .shared_by(&[&WORKGROUP])
    .parts(&[part(&MEMBER, "groupid")])
    .acts(&[("setowner", Act::Set(&[("ownerid", Fill::Param("USER_ID"))]))])
    .fills(&[
        ("ownerid", Fill::Me),
        ("siteid", Fill::Text("s1")),
        ("active", Fill::Yes(true)),
        ("visible", Fill::Yes(true)),
        ("opened", Fill::Yes(false)),
        ("closed", Fill::Yes(false)),
        ("project", Fill::Yes(false)),
        ("subjectid", Fill::Number(1)),
        ("datecreate", Fill::Now),
        ("dateupdate", Fill::Now),
        ("dateactivity", Fill::Now),
    ])
    .touches(&[("dateupdate", Fill::Now), ("dateactivity", Fill::Now)])
    .settle(|state, group, _| {
        let key = group.get("id").and_then(RowKey::of);
        let owner = group.get("ownerid").and_then(integer);
        if let (Some(key), Some(owner)) = (key, owner) {
            state.join(&key, owner, OWNER);
            let count = state.rows_with(&MEMBER, "groupid", &key).len();
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            group.insert("numberofmembers".to_owned(), count.into());
        }
    });

/// The same, by newer methods that only read.
static WORKGROUP: Table = Table::of("socialnetwork.api.workgroup")
    .named_by(&["params.groupId"])
    .sharing(&GROUP, &[]);

const OWNER: &str = "A";
const MEMBERS: &str = "K";
const INVITED: &str = "Z";

/// Members of workgroups, each with a role.
static MEMBER: Table = Table::of("sonet_group.user")
    .key("rowid")
    .aliases(&[("id", "groupid")])
    .within(&[Within::new("groupid", Some(&GROUP))])
    .acts(&[
        (
            "add",
            Act::Own(|state, _, call| Ok(enrol(state, call, MEMBERS))),
        ),
        (
            "invite",
            Act::Own(|state, _, call| Ok(enrol(state, call, INVITED))),
        ),
        ("update", Act::Own(change_roles)),
        ("delete", Act::Own(leave)),
        ("request", Act::Own(request)),
        ("groups", Act::Own(own_groups)),
    ]);

impl State {
    /// The membership of a user in a workgroup.
    fn membership(&self, group: &RowKey, user: i64) -> Option<(RowKey, Row)> {
        let members = self.rows_with(&MEMBER, "groupid", group);
        let mut members = members.into_iter();
        members.find(|(_, row)| row.get("userid").and_then(integer) == Some(user))
    }

    /// Makes a user a member, or gives a member another role.
    fn join(&mut self, group: &RowKey, user: i64, role: &str) {
        let known = self.membership(group, user);
        let (key, _) = known.unwrap_or_else(|| (self.next_row(&MEMBER), Row::new()));
        let member = [
            ("groupid", group.value()),
            ("userid", Value::Text(user.to_string())),
            ("role", role.into()),
        ];
        let member = member.map(|(name, value)| (name.to_owned(), value));
        self.write_row(&MEMBER, key, member.into());
    }
}

fn group_of(call: Call<'_>) -> RowKey {
    let group = call.arguments.get("GROUP_ID").and_then(RowKey::of);
    group.unwrap_or(RowKey::Number(0))
}

/// The users that a call names.
fn users(call: Call<'_>) -> Vec<i64> {
    match call.arguments.get("USER_ID") {
        Some(one) if integer(one).is_some() => integer(one).into_iter().collect(),
        Some(many) => items(many).into_iter().filter_map(integer).collect(),
        None => Vec::new(),
    }
}

fn answered(call: Call<'_>, users: &[i64]) -> Answer {
    let users = users.iter().map(|user| Value::Text(user.to_string()));
    Answer::at(call.method, users.collect::<Vec<_>>())
}

/// Users who are no members become so, and are answered.
fn enrol(state: &mut State, call: Call<'_>, role: &str) -> Answer {
    let group = group_of(call);
    let mut users = users(call);
    users.retain(|user| state.membership(&group, *user).is_none());
    for user in &users {
        state.join(&group, *user, role);
    }
    answered(call, &users)
}

/// Members get a role, and are answered.
fn change_roles(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let group = group_of(call);
    let role = call.arguments.text("ROLE").unwrap_or_default();
    let mut users = users(call);
    users.retain(|user| state.membership(&group, *user).is_some());
    for user in &users {
        state.join(&group, *user, &role);
    }
    Ok(answered(call, &users))
}

/// Members leave, and are answered.
fn leave(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let group = group_of(call);
    let mut left = Vec::new();
    for user in users(call) {
        if let Some((key, _)) = state.membership(&group, user) {
            state.remove_row(table, &key);
            left.push(user);
        }
    }
    Ok(answered(call, &left))
}

/// The user of the webhook asks to join.
fn request(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let me = Fill::Me.value(None);
    let group = group_of(call);
    let me = integer(&me).unwrap_or(1);
    if state.membership(&group, me).is_none() {
        state.join(&group, me, INVITED);
    }
    Ok(Answer::at(call.method, true))
}

/// The workgroups of the user of the webhook.
fn own_groups(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let me = RowKey::of(&Fill::Me.value(None)).unwrap_or(RowKey::Number(1));
    let members = state.rows_with(table, "userid", &me).into_iter();
    let groups = members.filter_map(|(_, member)| {
        let key = member.get("groupid").and_then(RowKey::of)?;
        let group = state.row(&GROUP, &key)?;
        let value = |row: &Row, name: &str| row.get(&squash(name)).cloned().unwrap_or_default();
        let id = text(&key.value()).map_or(Value::Null, Value::Text);
        let image = value(&group, "IMAGE_ID");
        let fields = [
            ("GROUP_ID", id),
            ("GROUP_NAME", value(&group, "NAME")),
            ("ROLE", value(&member, "ROLE")),
            (
                "GROUP_IMAGE_ID",
                if is_empty(&image) { Value::Null } else { image },
            ),
            ("GROUP_IMAGE", "".into()),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        Some(Value::Map(Map::from(fields)))
    });
    Ok(Answer::at(call.method, groups.collect::<Vec<_>>()))
}
