//! Workgroups with their members.

use super::part;
use crate::answer::{Answer, Failure};
use crate::arguments::{integer, is_empty, items, text};
use crate::state::table::{Act, Fill, Row, RowKey, Table, Within, squash};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// The families of workgroups.
pub(super) static TABLES: &[&Table] = &[&GROUP, &WORKGROUP, &MEMBER];

/// Workgroups and projects.
pub(super) static GROUP: Table = Table::of("sonet_group")
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
