//! Chats and messages as bots work on them.

use super::callers::viewer;
use super::chats::{create, of_dialog, users_in};
use super::people;
use super::shown::{of_result, shown};
use super::view::{color, members, seen_by};
use super::{CHAT, MESSAGE, number, row, value};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_empty, is_yes, text};
use crate::state::table::{Row, RowKey, Table, squash};
use crate::state::{Call, State};
use bitrix24::Value;

pub(super) fn denied(call: Call<'_>) -> Failure {
    Failure::of(call.method, "AccessDenied", "Access denied")
}

/// The chat of the dialog that a call names. The bot is in it.
pub(super) fn own(state: &mut State, call: Call<'_>) -> Result<(RowKey, Row), Failure> {
    let bot = viewer(state, call);
    let key = of_dialog(state, call).map_err(|_| denied(call))?;
    let chat = state.row(&CHAT, &key).ok_or_else(|| denied(call))?;
    if members(&chat).contains(&bot) {
        Ok((key, chat))
    } else {
        Err(denied(call))
    }
}

/// The same chat, which the bot owns.
fn owned(state: &mut State, call: Call<'_>) -> Result<(RowKey, Row), Failure> {
    let (key, chat) = own(state, call)?;
    if number(&chat, "owner") == viewer(state, call) {
        Ok((key, chat))
    } else {
        Err(denied(call))
    }
}

/// A chat as a bot sees it, with `null` for what it does not have.
fn chat_shown(call: Call<'_>, path: &[&str], chat: &Row, bot: i64) -> Value {
    let mut seen = seen_by(chat, bot);
    for name in ["parentchatid", "parentmessageid", "markedid", "unreadid"] {
        if number(&seen, name) == 0 {
            seen.insert(name.to_owned(), Value::Null);
        }
    }
    let read = seen.get(&read_by(bot)).cloned();
    seen.insert(
        "lastid".to_owned(),
        read.unwrap_or_else(|| value(chat, "lastid")),
    );
    let kind = if path.is_empty() {
        Some(&call.method.result.kind)
    } else {
        of_result(call.method, path)
    };
    shown(kind, &seen)
}

/// The field of a chat with the message up to which a bot has read.
pub(super) fn read_by(bot: i64) -> String {
    format!("readby{bot}")
}

pub(super) fn add(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let bot = viewer(state, call);
    let fields = call.arguments.object("fields");
    let mut chat = Row::new();
    let names = [
        ("title", "name"),
        ("description", "description"),
        ("color", "color"),
        ("avatar", "avatar"),
        ("userIds", "users"),
        ("ownerId", "owner"),
        ("message", "message"),
    ];
    for (given, stored) in names {
        if let Some(value) = fields.get(given).filter(|value| !is_empty(value)) {
            chat.insert(stored.to_owned(), value.clone());
        }
    }
    // The bot stays in a chat that it gives to another owner.
    let mut users = super::numbers(&chat, "users");
    users.push(bot);
    super::set_numbers(&mut chat, "users", users);
    let key = create(state, bot, chat);
    let chat = state.row(&CHAT, &key).unwrap_or_default();
    let mut seen = chat.clone();
    seen.insert("isnew".to_owned(), true.into());
    let users = members(&chat);
    let people = people::people(state, of_result(call.method, &["users"]), users);
    Ok(Answer::new(row([
        ("chat", chat_shown(call, &["chat"], &seen, bot)),
        (
            "users",
            Value::List(people.into_iter().map(Value::Map).collect()),
        ),
    ])))
}

pub(super) fn get(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let (_, chat) = own(state, call)?;
    let bot = viewer(state, call);
    Ok(Answer::at(call.method, chat_shown(call, &[], &chat, bot)))
}

pub(super) fn update(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, mut chat) = own(state, call)?;
    let fields = call.arguments.object("fields");
    for (given, stored) in [
        ("title", "name"),
        ("description", "description"),
        ("avatar", "avatar"),
    ] {
        if let Some(value) = fields.get(given) {
            chat.insert(stored.to_owned(), value.clone());
        }
    }
    if let Some(named) = fields.text("color").and_then(|name| color(&name)) {
        chat.insert("color".to_owned(), named.into());
    }
    state.write_row(&CHAT, key, chat);
    Ok(Answer::at(call.method, true))
}

pub(super) fn leave(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, chat) = own(state, call)?;
    let bot = viewer(state, call);
    state.leave_chat(&key, chat, &[bot]);
    Ok(Answer::at(call.method, true))
}

pub(super) fn set_owner(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, chat) = owned(state, call)?;
    let owner = users_in(call).first().copied().unwrap_or(0);
    state.give_chat(key, chat, owner);
    Ok(Answer::at(call.method, true))
}

pub(super) fn join(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, chat) = own(state, call)?;
    let bot = viewer(state, call);
    state.join_chat(&key, chat, &users_in(call), bot);
    Ok(Answer::at(call.method, true))
}

/// A user who is not in the chat is no error.
pub(super) fn remove(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, chat) = own(state, call)?;
    state.leave_chat(&key, chat, &users_in(call));
    Ok(Answer::at(call.method, true))
}

pub(super) fn list(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, chat) = own(state, call)?;
    let mut users = members(&chat);
    let order = call.arguments.object("order");
    let field = order.0.iter().next();
    if let Some((name, direction)) = field {
        let messages = state.rows_with(&MESSAGE, "chatid", &key);
        let last = |user: i64| {
            let said = messages.iter().rev();
            let mut said = said.filter(|(_, message)| number(message, "authorid") == user);
            said.next().map_or(0, |(key, _)| key.number())
        };
        match squash(name).as_str() {
            "userid" => users.sort_unstable(),
            "lastsendmessageid" => users.sort_by_key(|user| last(*user)),
            // The number of the membership: members are kept in the order in which they came.
            _ => {}
        }
        if text(direction).is_some_and(|direction| direction.eq_ignore_ascii_case("desc")) {
            users.reverse();
        }
    }
    users.truncate(super::limit(call.arguments.integer("limit")));
    let people = people::people(state, of_result(call.method, &[]), users);
    let people: Vec<Value> = people.into_iter().map(Value::Map).collect();
    Ok(Answer::at(call.method, people))
}

pub(super) fn promote(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    manage(state, call, true)
}

pub(super) fn demote(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    manage(state, call, false)
}

fn manage(state: &mut State, call: Call<'_>, yes: bool) -> Result<Answer, Failure> {
    let users = users_in(call);
    if users.is_empty() {
        return Err(Failure::of(call.method, "MissingUserIds", "Empty user IDs"));
    }
    let (key, chat) = owned(state, call)?;
    state.manage_chat(&key, chat, &users, yes);
    Ok(Answer::at(call.method, true))
}

pub(super) fn text_field(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, mut chat) = own(state, call)?;
    let enabled = call.arguments.get("enabled").is_none_or(is_yes);
    chat.insert("textfieldenabled".to_owned(), enabled.into());
    state.put_row(&CHAT, key, chat);
    Ok(Answer::at(call.method, true))
}

/// Nobody sees the sign, so that only the chat has to be the bot's.
pub(super) fn notify(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    own(state, call)?;
    Ok(Answer::at(call.method, true))
}
