//! Notifications of the user.

use std::cmp::Reverse;

use super::messages::authors;
use super::shown::of_result;
use super::{NOTIFICATION, limit};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_yes, items, text};
use crate::state::columns::flag;
use crate::state::table::{Row, RowKey, Table};
use crate::state::{Call, State};
use bitrix24::Value;

/// The chat of the notifications of a user, which no other method shows.
const CHAT: i64 = 1;

/// Deletes a notification, or those with a tag.
pub(super) fn delete_notifications(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let names = [
        ("ID", "id"),
        ("TAG", "notifytag"),
        ("SUB_TAG", "notifysubtag"),
    ];
    let wanted: Vec<(&str, RowKey)> = names
        .iter()
        .filter_map(|(name, stored)| {
            Some((*stored, call.arguments.get(name).and_then(RowKey::of)?))
        })
        .collect();
    let Some((field, value)) = wanted.first() else {
        return Err(Failure::of(
            call.method,
            "InvalidParameters",
            "Incorrect params",
        ));
    };
    let found = state.rows_with(table, field, value);
    for (key, _) in &found {
        state.remove_row(table, key);
    }
    Ok(Answer::at(call.method, !found.is_empty()))
}

/// The latest notifications first.
pub(super) fn notifications(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let keys = state.row_keys(table).into_iter();
    let rows = keys.filter_map(|key| Some((key.clone(), state.row(table, &key)?)));
    let mut all: Vec<(RowKey, Row)> = rows.collect();
    let unread = all.iter().filter(|(_, row)| is_unread(row)).count();
    let total = all.len();
    let last = call.arguments.integer("LAST_ID");
    all.retain(|(key, _)| last.is_none_or(|last| key.number() <= last));
    all.sort_by_key(|(key, _)| Reverse(key.number()));
    all.truncate(limit(call.arguments.integer("LIMIT")));
    let mut answer = table.list_answer(call, &all);
    answer.total = None;
    if let Value::Map(result) = &mut answer.result {
        let users = super::people::people(
            state,
            of_result(call.method, &["users"]),
            authors(all.iter().map(|(_, notification)| notification)),
        );
        let users = users.into_iter().map(Value::Map).collect();
        result.insert("users".to_owned(), Value::List(users));
        result.insert("chat_id".to_owned(), CHAT.into());
        for (name, count) in [("total_count", total), ("total_unread_count", unread)] {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            result.insert(name.to_owned(), count.into());
        }
    }
    Ok(answer)
}

fn is_unread(row: &Row) -> bool {
    row.get("notifyread").and_then(text).as_deref() != Some("Y")
}

/// The number of notifications that the user has not read.
pub(super) fn unread(state: &State) -> usize {
    let keys = state.row_keys(&NOTIFICATION).into_iter();
    let rows = keys.filter_map(|key| state.row(&NOTIFICATION, &key));
    rows.filter(is_unread).count()
}

/// Marks the notifications for which it holds.
fn mark(state: &mut State, table: &'static Table, read: bool, wanted: impl Fn(&RowKey) -> bool) {
    for key in state.row_keys(table) {
        if let Some(mut row) = state.row(table, &key).filter(|_| wanted(&key)) {
            row.insert("notifyread".to_owned(), flag(read));
            state.put_row(table, key, row);
        }
    }
}

pub(super) fn read_list(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let ids = call.arguments.get("IDS").map(items).unwrap_or_default();
    let ids: Vec<RowKey> = ids.into_iter().filter_map(RowKey::of).collect();
    let read = call.arguments.get("ACTION").is_none_or(is_yes);
    mark(state, table, read, |key| ids.contains(key));
    Ok(Answer::at(call.method, true))
}

pub(super) fn read_all(
    state: &mut State,
    table: &'static Table,
    _: Call<'_>,
) -> Result<Answer, Failure> {
    mark(state, table, true, |_| true);
    Ok(Answer::new(super::row([
        ("result", true.into()),
        ("newCounter", 0.into()),
    ])))
}

/// Marks a notification, with newer ones unless only it is meant.
pub(super) fn read(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let Some(id) = call.arguments.integer("ID") else {
        return Ok(Answer::at(call.method, true));
    };
    let read = call.arguments.get("ACTION").is_none_or(is_yes);
    let alone = call.arguments.get("ONLY_CURRENT").is_some_and(is_yes);
    mark(state, table, read, |key| {
        key.number() == id || !alone && key.number() > id
    });
    Ok(Answer::at(call.method, true))
}
