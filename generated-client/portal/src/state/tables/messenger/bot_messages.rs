//! Messages as bots send, read and change them.

use super::bot_chats::{denied, own, read_by};
use super::callers::viewer;
use super::messages::{authors, message_of, written};
use super::people;
use super::shown::{of_result, shown};
use super::view::bot_form;
use super::{BOT, CHAT, MESSAGE, number, row, value};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_empty, text};
use crate::state::table::{Row, RowKey, Table, squash};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

pub(super) fn send(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, _) = own(state, call)?;
    let bot = viewer(state, call);
    let fields = call.arguments.object("fields");
    let given = fields.0.iter();
    let message = written(
        given
            .map(|(name, value)| (squash(name), value.clone()))
            .collect(),
    );
    let is_said = message.get("text").is_some_and(|text| !is_empty(text));
    let forwards = fields.object("forwardIds");
    if !is_said && !message.contains_key("params") && forwards.0.is_empty() {
        return Err(Failure::of(call.method, "EmptyMessage", "Message is empty"));
    }
    let mut ids = Map::new();
    for (uuid, id) in forwards.0 {
        let Some(original) = RowKey::of(id).and_then(|id| state.row(&MESSAGE, &id)) else {
            continue;
        };
        let forward = row([
            ("id", id.clone()),
            ("userId", value(&original, "authorid")),
            ("chatId", value(&original, "chatid")),
            ("date", value(&original, "date")),
        ]);
        let copy = row([
            ("text", value(&original, "text")),
            ("params", value(&original, "params")),
            ("forward", Value::Map(forward)),
            ("uuid", uuid.as_str().into()),
        ]);
        let copied = state.say(&key, bot, copy);
        ids.insert(uuid.clone(), copied.value());
    }
    let id = if is_said || message.contains_key("params") {
        state.say(&key, bot, message).value()
    } else {
        ids.values().next().cloned().unwrap_or_default()
    };
    Ok(Answer::new(row([("id", id), ("uuidMap", Value::Map(ids))])))
}

/// A message that the bot wrote.
fn own_message(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<(RowKey, Row), Failure> {
    let (key, message) = message_of(state, table, call)?;
    let chat = message.get("chatid").and_then(RowKey::of);
    let chat = chat.and_then(|chat| state.row(&CHAT, &chat));
    let bot = viewer(state, call);
    let owns = chat.is_some_and(|chat| number(&chat, "owner") == bot);
    if number(&message, "authorid") == bot || owns {
        Ok((key, message))
    } else {
        Err(denied(call))
    }
}

pub(super) fn rewrite(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, mut message) = own_message(state, table, call)?;
    let given = call.arguments.object("fields").0.iter();
    let given = given.map(|(name, value)| (squash(name), value.clone()));
    message.extend(written(given.collect()));
    state.rewrite(&key, message);
    Ok(Answer::at(call.method, true))
}

pub(super) fn delete(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, message) = own_message(state, table, call)?;
    state.unsay(&key, &message);
    Ok(Answer::at(call.method, true))
}

/// Only some kinds of bots read messages.
fn check_kind(state: &State, call: Call<'_>) -> Result<i64, Failure> {
    let bot = viewer(state, call);
    let row = state.row(&BOT, &RowKey::Number(bot)).unwrap_or_default();
    let kind = row.get("type").and_then(text);
    if matches!(kind.as_deref(), Some("supervisor" | "personal")) {
        Ok(bot)
    } else {
        let message = "Bot type not allowed";
        Err(Failure::of(call.method, "WrongBotType", message))
    }
}

/// A message in the form of a part of the answer.
fn message_shown(call: Call<'_>, path: &[&str], message: &Row) -> Value {
    shown(of_result(call.method, path), &bot_form(message))
}

pub(super) fn message(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    check_kind(state, call)?;
    let (_, message) = message_of(state, table, call)?;
    let author = number(&message, "authorid");
    Ok(Answer::new(row([
        ("message", message_shown(call, &["message"], &message)),
        (
            "user",
            people::one(state, of_result(call.method, &["user"]), author),
        ),
    ])))
}

/// The messages around one.
pub(super) fn context(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    check_kind(state, call)?;
    let (key, message) = message_of(state, table, call)?;
    let range = super::limit(call.arguments.integer("range"));
    let chat = message.get("chatid").and_then(RowKey::of);
    let all = chat.map(|chat| state.rows_with(&MESSAGE, "chatid", &chat));
    let all = all.unwrap_or_default();
    let at = all.iter().position(|(other, _)| *other == key).unwrap_or(0);
    let (first, end) = (at.saturating_sub(range), (at + range + 1).min(all.len()));
    let around = all[first..end].iter().map(|(_, message)| message);
    let users = authors(around.clone());
    let people = people::people(state, of_result(call.method, &["users"]), users);
    let messages = around.map(|message| message_shown(call, &["messages"], message));
    Ok(Answer::new(row([
        ("messages", Value::List(messages.collect())),
        (
            "users",
            Value::List(people.into_iter().map(Value::Map).collect()),
        ),
        ("hasPrevPage", (first > 0).into()),
        ("hasNextPage", (end < all.len()).into()),
    ])))
}

/// The bot reads up to a message, or everything.
pub(super) fn read(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, mut chat) = own(state, call)?;
    let bot = viewer(state, call);
    let newest = number(&chat, "lastmessageid");
    let until = match call.arguments.integer("messageId") {
        Some(_) => message_of(state, table, call)?.0.number().min(newest),
        None => newest,
    };
    let before = number(&chat, &read_by(bot));
    let messages = state.rows_with(&MESSAGE, "chatid", &key);
    let others = messages
        .iter()
        .filter(|(_, message)| number(message, "authorid") != bot);
    let (viewed, unread): (Vec<i64>, Vec<i64>) = others
        .map(|(key, _)| key.number())
        .filter(|id| *id > before)
        .partition(|id| *id <= until);
    let last = until.max(before);
    chat.insert(read_by(bot), last.into());
    state.put_row(&CHAT, key.clone(), chat);
    for id in &viewed {
        let key = RowKey::Number(*id);
        if let Some(mut message) = state.row(&MESSAGE, &key) {
            message.insert("viewedbyothers".to_owned(), true.into());
            state.put_row(&MESSAGE, key, message);
        }
    }
    let viewed = viewed.into_iter().map(Value::Integer).collect();
    let unread = i64::try_from(unread.len()).unwrap_or(i64::MAX);
    Ok(Answer::new(row([
        ("chatId", key.value()),
        ("lastId", last.into()),
        ("counter", unread.into()),
        ("viewedMessages", Value::List(viewed)),
    ])))
}

pub(super) fn react(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    set_reaction(state, table, call, true)
}

pub(super) fn take_back(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    set_reaction(state, table, call, false)
}

fn set_reaction(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
    add: bool,
) -> Result<Answer, Failure> {
    let (key, message) = message_of(state, table, call)?;
    let bot = viewer(state, call);
    let code = call.arguments.text("reaction").unwrap_or_default();
    let changed = state.react((key, message), bot, &code, add);
    if changed || !add {
        return Ok(Answer::at(call.method, true));
    }
    let message = "Reaction already set";
    Err(Failure::of(call.method, "ReactionAlreadySet", message))
}
