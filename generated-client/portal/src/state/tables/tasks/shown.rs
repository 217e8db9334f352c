//! What answers about tasks show beside their own values.

use super::{COMPLETED, DEFERRED, RUNNING, TASK, WAITING};
use crate::answer::Answer;
use crate::arguments::{integer, is_yes, text};
use crate::state::columns::flag;
use crate::state::table::RowKey;
use crate::state::tables::groups::GROUP;
use crate::state::tables::office::{USER, full_name};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// Answers of `tasks.task.*` show people and the workgroup beside their numbers, and the answer about
/// one task what may be done with it.
pub(super) fn show_people(state: &State, call: Call<'_>, answer: &mut Answer) {
    let Value::Map(result) = &mut answer.result else {
        return;
    };
    if let Some(Value::Map(task)) = result.get_mut("task") {
        show_people_of(state, task);
        if call.method.name == "tasks.task.get" {
            show_actions(state, task);
        }
    }
    if let Some(Value::List(tasks)) = result.get_mut("tasks") {
        for task in tasks {
            if let Value::Map(task) = task {
                show_people_of(state, task);
            }
        }
    }
}

fn show_people_of(state: &State, task: &mut Map<String, Value>) {
    for (number, shown) in [("createdBy", "creator"), ("responsibleId", "responsible")] {
        if let Some(user) = task.get(number).and_then(RowKey::of) {
            task.insert(shown.to_owned(), person(state, &user));
        }
    }
    if let Some(group) = task.get("groupId") {
        let group = RowKey::of(group).filter(|group| group.number() > 0);
        let row = group.and_then(|group| state.row(&GROUP, &group));
        let shown = row.map(|row| {
            let of = |name: &str| row.get(name).cloned().unwrap_or_default();
            let fields = [
                ("id", of("id")),
                ("name", of("name")),
                ("opened", of("opened")),
            ];
            Value::Map(fields.map(|(name, value)| (name.to_owned(), value)).into())
        });
        let none = || Value::List(Vec::new());
        task.insert("group".to_owned(), shown.unwrap_or_else(none));
    }
}

fn person(state: &State, user: &RowKey) -> Value {
    let id = text(&user.value()).unwrap_or_default();
    let row = state.row(&USER, user).unwrap_or_default();
    let part = |name: &str| row.get(name).and_then(text).unwrap_or_default();
    let name = full_name(&id, &row);
    let fields = [
        ("link", format!("/company/personal/user/{id}/")),
        ("id", id),
        ("name", name),
        ("icon", "/bitrix/images/tasks/default_avatar.png".to_owned()),
        ("workPosition", part("workposition")),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.into()));
    Value::Map(fields.into())
}

/// What the user of the webhook, who may do everything, can do with a task in its status.
fn show_actions(state: &State, task: &mut Map<String, Value>) {
    let key = task.get("id").and_then(RowKey::of);
    let row = key
        .and_then(|key| state.row(&TASK, &key))
        .unwrap_or_default();
    let status = row.get("status").and_then(integer).unwrap_or(WAITING);
    let is_over = status == COMPLETED;
    let favorite = row.get("favorite").is_some_and(is_yes);
    let actions = [
        ("accept", false),
        ("decline", false),
        ("complete", !is_over),
        ("approve", false),
        ("disapprove", false),
        ("start", status == WAITING),
        ("pause", status == RUNNING),
        ("delegate", !is_over),
        ("remove", true),
        ("edit", true),
        ("defer", !is_over && status != DEFERRED),
        ("renew", is_over || status == DEFERRED),
        ("create", true),
        ("changeDeadline", true),
        ("checklistAddItems", true),
        ("addFavorite", !favorite),
        ("deleteFavorite", favorite),
        ("rate", true),
        ("take", false),
    ];
    let actions = actions.map(|(name, may)| (name.to_owned(), may.into()));
    task.insert("action".to_owned(), Value::Map(actions.into()));
    task.insert("favorite".to_owned(), flag(favorite));
    task.insert("descriptionInBbcode".to_owned(), "Y".into());
}
