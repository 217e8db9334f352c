//! Messages of chats.

use std::cmp::Reverse;

use super::callers::viewer;
use super::chats::{named, of_dialog};
use super::shown::{of_result, shown};
use super::view::bot_form;
use super::{CHAT, MESSAGE, PAGE, limit, me, number, value};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_empty, is_yes, text};
use crate::moment;
use crate::state::table::{Row, RowKey, Table, missing};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

impl State {
    /// Adds a message of a user to a chat, and tells the bots there of it.
    pub(super) fn say(&mut self, chat: &RowKey, author: i64, mut message: Row) -> RowKey {
        let key = self.next_row(&MESSAGE);
        message.insert("chatid".to_owned(), chat.value());
        message.insert("authorid".to_owned(), author.into());
        self.write_row(&MESSAGE, key.clone(), message);
        if let Some(mut row) = self.row(&CHAT, chat) {
            let count = number(&row, "messagecount");
            row.insert("messagecount".to_owned(), (count + 1).into());
            row.insert("lastmessageid".to_owned(), key.value());
            row.insert("hidden".to_owned(), false.into());
            for name in ["datelastactivity", "dateupdate"] {
                row.insert(name.to_owned(), moment::now().into());
            }
            // Who writes has read.
            if author == me() {
                row.insert("lastid".to_owned(), key.value());
                row.insert("counter".to_owned(), 0.into());
            } else {
                let unread = number(&row, "counter");
                row.insert("counter".to_owned(), (unread + 1).into());
            }
            self.put_row(&CHAT, chat.clone(), row);
        }
        self.tell_message("ONIMBOTV2MESSAGEADD", chat, &key);
        key
    }

    /// Changes a message, and tells the bots of it.
    pub(super) fn rewrite(&mut self, key: &RowKey, message: Row) {
        let chat = message.get("chatid").and_then(RowKey::of);
        self.write_row(&MESSAGE, key.clone(), message);
        if let Some(chat) = chat {
            self.tell_message("ONIMBOTV2MESSAGEUPDATE", &chat, key);
        }
    }

    /// Removes a message, and tells the bots of it.
    pub(super) fn unsay(&mut self, key: &RowKey, message: &Row) {
        let chat = message.get("chatid").and_then(RowKey::of);
        if let Some(chat) = &chat {
            self.tell_message("ONIMBOTV2MESSAGEDELETE", chat, key);
        }
        self.remove_row(&MESSAGE, key);
        let Some(chat) = chat else { return };
        let Some(mut row) = self.row(&CHAT, &chat) else {
            return;
        };
        let left = self.rows_with(&MESSAGE, "chatid", &chat);
        let last = left
            .last()
            .map_or(Value::Integer(0), |(key, _)| key.value());
        let count = number(&row, "messagecount");
        row.insert("messagecount".to_owned(), (count - 1).max(0).into());
        row.insert("lastmessageid".to_owned(), last);
        let unread = unread_after(&left, number(&row, "lastid"));
        row.insert("counter".to_owned(), unread.into());
        self.put_row(&CHAT, chat, row);
    }
}

/// How many messages after one are of others.
pub(super) fn unread_after(messages: &[(RowKey, Row)], last: i64) -> i64 {
    let unread = messages
        .iter()
        .filter(|(key, message)| key.number() > last && number(message, "authorid") != me());
    i64::try_from(unread.count()).unwrap_or(i64::MAX)
}

/// The message that a call names.
pub(super) fn message_of(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<(RowKey, Row), Failure> {
    let names = ["MESSAGE_ID", "messageId"];
    let id = names.iter().find_map(|name| call.arguments.get(name));
    let key = id.and_then(RowKey::of);
    let found = key.and_then(|key| Some((key.clone(), state.row(&MESSAGE, &key)?)));
    found.ok_or_else(|| missing(table, call))
}

/// A message as a call writes it. What is not its text is among its parameters.
pub(super) fn written(given: Row) -> Row {
    let mut message = Row::new();
    let mut params = Map::new();
    for (name, value) in given {
        match name.as_str() {
            "text" | "message" => {
                message.insert("text".to_owned(), value);
            }
            "attach" | "keyboard" | "menu" if !is_empty(&value) => {
                params.insert(name.to_uppercase(), value);
            }
            "system" => {
                let system = is_yes(&value);
                message.insert("issystem".to_owned(), system.into());
            }
            _ => {}
        }
    }
    if !params.is_empty() {
        message.insert("params".to_owned(), Value::Map(params));
    }
    message
}

pub(super) fn send(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let author = viewer(state, call);
    let chat = of_dialog(state, call)?;
    let message = written(MESSAGE.written(call));
    let key = state.say(&chat, author, message);
    Ok(Answer::at(call.method, key.value()))
}

/// An empty text deletes a message.
pub(super) fn update(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, mut message) = message_of(state, table, call)?;
    let given = MESSAGE.written(call);
    if given.get("text").is_some_and(is_empty) {
        state.unsay(&key, &message);
        return Ok(Answer::at(call.method, true));
    }
    let mut written = written(given);
    // What is `N` or empty is removed, what is left out stays.
    let mut params = value(&message, "params");
    let new = written.remove("params");
    for name in ["ATTACH", "KEYBOARD", "MENU"] {
        let Some(given) = call.arguments.get(name) else {
            continue;
        };
        if !matches!(params, Value::Map(_)) {
            params = Value::Map(Map::new());
        }
        let Value::Map(params) = &mut params else {
            continue;
        };
        let is_removed = is_empty(given) || given.as_text() == Some("N");
        params.remove(name);
        if let Some(value) = new.as_ref().and_then(|new| new.get(name))
            && !is_removed
        {
            params.insert(name.to_owned(), value.clone());
        }
    }
    message.extend(written);
    message.insert("params".to_owned(), params);
    state.rewrite(&key, message);
    Ok(Answer::at(call.method, true))
}

pub(super) fn delete(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, message) = message_of(state, table, call)?;
    state.unsay(&key, &message);
    Ok(Answer::at(call.method, true))
}

/// The authors of messages, each once.
pub(super) fn authors<'a>(messages: impl Iterator<Item = &'a Row>) -> Vec<i64> {
    let mut authors = Vec::new();
    for message in messages {
        let author = number(message, "authorid");
        if author != 0 && !authors.contains(&author) {
            authors.push(author);
        }
    }
    authors
}

/// Messages of a dialog: the latest first, or those after one.
pub(super) fn messages(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let chat = of_dialog(state, call)?;
    let number = |name: &str| call.arguments.integer(name);
    let (last, first) = (number("LAST_ID"), number("FIRST_ID"));
    let mut found = state.rows_with(table, "chatid", &chat);
    found.retain(|(key, _)| {
        let id = key.number();
        last.is_none_or(|last| id < last) && first.is_none_or(|first| id > first)
    });
    if first.is_none() {
        found.sort_by_key(|(key, _)| Reverse(key.number()));
    }
    found.truncate(limit(number("LIMIT").or(Some(20))));
    let rows = found.iter().map(|(_, message)| message);
    let users = authors(rows.clone());
    let people = super::people::people(state, of_result(call.method, &["users"]), users);
    let kind = of_result(call.method, &["messages"]);
    let result = super::row([
        ("chat_id", chat.value()),
        (
            "messages",
            Value::List(rows.map(|row| shown(kind, row)).collect()),
        ),
        (
            "users",
            Value::List(people.into_iter().map(Value::Map).collect()),
        ),
        ("files", Value::List(Vec::new())),
    ]);
    Ok(Answer::new(result))
}

/// Messages of a chat by a part of their text, and by their time.
pub(super) fn search(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    const DAY: i64 = 24 * 60 * 60;
    let (chat, _) = named(state, call)?;
    let arguments = call.arguments;
    let wanted = arguments
        .text("SEARCH_MESSAGE")
        .unwrap_or_default()
        .to_lowercase();
    let time = |name: &str| arguments.get(name).and_then(moment::seconds);
    let (from, to, day) = (time("DATE_FROM"), time("DATE_TO"), time("DATE"));
    let last = arguments.integer("LAST_ID");
    let ascending = arguments.object("ORDER").text("ID").as_deref() == Some("ASC");
    let mut found = state.rows_with(table, "chatid", &chat);
    found.retain(|(key, message)| {
        let said = message.get("text").and_then(text).unwrap_or_default();
        let at = message.get("date").and_then(moment::seconds).unwrap_or(0);
        said.to_lowercase().contains(&wanted)
            && from.is_none_or(|from| at >= from)
            && to.is_none_or(|to| at <= to)
            && day.is_none_or(|day| (day..day + DAY).contains(&at))
            && last.is_none_or(|last| (key.number() > last) == ascending && key.number() != last)
    });
    if !ascending {
        found.sort_by_key(|(key, _)| Reverse(key.number()));
    }
    found.truncate(limit(arguments.integer("LIMIT").or(Some(PAGE))));
    let rows = found.iter().map(|(_, message)| message);
    let people = super::people::people(
        state,
        of_result(call.method, &["users"]),
        authors(rows.clone()),
    );
    let kind = of_result(call.method, &["messages"]);
    let nothing = || Value::List(Vec::new());
    let limits = super::row([("isHistoryLimitExceeded", false.into())]);
    let result = super::row([
        (
            "messages",
            Value::List(rows.map(|row| shown(kind, &bot_form(row))).collect()),
        ),
        (
            "users",
            Value::List(people.into_iter().map(Value::Map).collect()),
        ),
        ("files", nothing()),
        ("additionalMessages", nothing()),
        ("copilot", Value::Null),
        ("stickers", nothing()),
        ("reactions", nothing()),
        ("usersShort", nothing()),
        ("tariffRestrictions", Value::Map(limits)),
    ]);
    Ok(Answer::new(result))
}
