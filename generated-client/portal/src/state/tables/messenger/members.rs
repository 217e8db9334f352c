//! Members of chats, their owner and their managers.

use super::callers::viewer;
use super::chats::{named, of_dialog, users_in};
use super::shown::of_result;
use super::view::members;
use super::{CHAT, number, numbers, set_numbers};
use crate::answer::{Answer, Failure};
use crate::arguments::is_yes;
use crate::state::table::{Row, RowKey, Table, missing};
use crate::state::{Call, State};
use bitrix24::Value;

impl State {
    /// Adds members to a chat, and tells the bots among them.
    pub(super) fn join_chat(&mut self, key: &RowKey, mut chat: Row, new: &[i64], by: i64) {
        let mut all = members(&chat);
        let added: Vec<i64> = new
            .iter()
            .copied()
            .filter(|user| !all.contains(user))
            .collect();
        all.extend(&added);
        set_numbers(&mut chat, "users", all);
        self.write_row(&CHAT, key.clone(), chat);
        for user in added {
            self.tell_joined(user, key, by);
        }
    }

    /// Removes members of a chat. Somebody else owns a chat whose owner leaves.
    pub(super) fn leave_chat(&mut self, key: &RowKey, mut chat: Row, gone: &[i64]) {
        let mut left = members(&chat);
        left.retain(|user| !gone.contains(user));
        if gone.contains(&number(&chat, "owner")) {
            let next = left.first().copied().unwrap_or(0);
            chat.insert("owner".to_owned(), next.into());
        }
        let managers = numbers(&chat, "managerlist").into_iter();
        let managers: Vec<i64> = managers.filter(|user| !gone.contains(user)).collect();
        set_numbers(&mut chat, "managerlist", managers);
        set_numbers(&mut chat, "users", left);
        self.write_row(&CHAT, key.clone(), chat);
    }

    /// Gives a chat to an owner, who becomes a member. The former owner stays one.
    pub(super) fn give_chat(&mut self, key: RowKey, mut chat: Row, owner: i64) {
        let mut all = members(&chat);
        if !all.contains(&owner) {
            all.push(owner);
        }
        set_numbers(&mut chat, "users", all);
        chat.insert("owner".to_owned(), owner.into());
        self.write_row(&CHAT, key, chat);
    }

    /// Makes members managers, or takes that back. Others are passed over.
    pub(super) fn manage_chat(&mut self, key: &RowKey, mut chat: Row, users: &[i64], yes: bool) {
        let all = members(&chat);
        let mut managers = numbers(&chat, "managerlist");
        managers.retain(|user| !users.contains(user));
        if yes {
            managers.extend(users.iter().filter(|user| all.contains(user)));
        }
        set_numbers(&mut chat, "managerlist", managers);
        self.write_row(&CHAT, key.clone(), chat);
    }
}

pub(super) fn add(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let (key, chat) = named(state, call)?;
    let by = viewer(state, call);
    state.join_chat(&key, chat, &users_in(call), by);
    Ok(Answer::at(call.method, true))
}

pub(super) fn list(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (_, chat) = named(state, call)?;
    let mut users = members(&chat);
    users.sort_unstable();
    let users = users.into_iter().map(Value::Integer);
    Ok(Answer::at(call.method, users.collect::<Vec<_>>()))
}

/// A page of the members, as people.
pub(super) fn people(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = of_dialog(state, call)?;
    let chat = state.row(table, &key).ok_or_else(|| missing(table, call))?;
    let mut users = members(&chat);
    if call.arguments.get("SKIP_EXTERNAL").is_some_and(is_yes) {
        users.retain(|user| {
            let person = super::people::person(state, *user);
            !["bot", "connector"]
                .iter()
                .any(|name| person.get(*name).is_some_and(is_yes))
        });
    }
    if let Some(last) = call.arguments.integer("LAST_ID") {
        users.retain(|user| *user > last);
        users.sort_unstable();
    }
    let kind = of_result(call.method, &[]);
    let rows = super::people::people(state, kind, users);
    Ok(super::people::paged(call.method, call.arguments, rows))
}

pub(super) fn leave(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let viewer = viewer(state, call);
    without(state, table, call, viewer)
}

pub(super) fn delete(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let gone = users_in(call).first().copied().unwrap_or(0);
    without(state, table, call, gone)
}

/// A member leaves a chat.
fn without(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
    gone: i64,
) -> Result<Answer, Failure> {
    let (key, chat) = named(state, call)?;
    if !members(&chat).contains(&gone) {
        let rows = &call.method.errors;
        let known = ["USER_NOT_FOUND", "WRONG_REQUEST"]
            .into_iter()
            .find(|code| {
                let mut rows = rows.iter();
                rows.any(|row| row.code == *code)
            });
        let Some(code) = known else {
            return Err(missing(table, call));
        };
        let mut row = rows.iter();
        let row = row.find(|row| row.code == code);
        let message = row.and_then(|row| row.message.clone());
        let message = message.unwrap_or_else(|| "The specified user is not in the chat".to_owned());
        return Err(Failure::with_message(call.method, code, message));
    }
    state.leave_chat(&key, chat, &[gone]);
    Ok(Answer::at(call.method, true))
}

pub(super) fn set_owner(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, chat) = named(state, call)?;
    let owner = users_in(call).first().copied().unwrap_or(0);
    state.give_chat(key, chat, owner);
    Ok(Answer::at(call.method, true))
}

pub(super) fn set_manager(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, chat) = named(state, call)?;
    let yes = call.arguments.get("IS_MANAGER").is_none_or(is_yes);
    state.manage_chat(&key, chat, &users_in(call), yes);
    Ok(Answer::at(call.method, true))
}
