//! The list of dialogs of the user, and what of them is not read.

use std::cmp::Reverse;

use super::chats::of_dialog;
use super::messages::unread_after;
use super::shown::{of_result, part, shown};
use super::view::{dialog_id, is_private, members, muted_by, partner, seen_by};
use super::{CHAT, MESSAGE, me, notifications, number, people, row, value};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, is_yes, text};
use crate::moment;
use crate::page;
use crate::state::table::{Row, RowKey, Table};
use crate::state::{Call, State};
use bitrix24::describe::Kind;
use bitrix24::{Map, Value};

/// Whether the list has a chat: the user is in it, or has pinned or marked it.
fn is_listed(chat: &Row) -> bool {
    let is = |name: &str| chat.get(name).is_some_and(is_yes);
    (is("recent") || members(chat).contains(&me())) && !is("hidden")
}

fn is_of_open_channels(chat: &Row) -> bool {
    let is_lines = |name: &str| {
        let kind = chat.get(name).and_then(text).unwrap_or_default();
        kind.eq_ignore_ascii_case("lines")
    };
    is_lines("type") || is_lines("entitytype")
}

/// When something last happened in a chat.
fn active(chat: &Row) -> i64 {
    let at = chat.get("datelastactivity").and_then(moment::seconds);
    at.unwrap_or(0)
}

/// The chats of the list: pinned ones first, then the last active ones.
fn chats(state: &State, arguments: Arguments<'_>) -> Vec<Row> {
    let asks = |name: &str| arguments.get(name).is_some_and(is_yes);
    let time = |name: &str| arguments.get(name).and_then(moment::seconds);
    let since = time("LAST_UPDATE").or_else(|| time("LAST_SYNC_DATE"));
    let until = time("LAST_MESSAGE_DATE");
    let keys = state.row_keys(&CHAT).into_iter();
    let all = keys.filter_map(|key| state.row(&CHAT, &key));
    let mut listed: Vec<Row> = all
        .filter(|chat| {
            let of_lines = is_of_open_channels(chat);
            let is_two = is_private(chat);
            is_listed(chat)
                && !(asks("SKIP_OPENLINES") && of_lines)
                && (!asks("ONLY_OPENLINES") || of_lines)
                && !(asks("SKIP_CHAT") && !is_two && !of_lines)
                && !(asks("SKIP_DIALOG") && is_two)
                && !(asks("UNREAD_ONLY")
                    && number(chat, "counter") == 0
                    && !chat.get("unread").is_some_and(is_yes))
                && !(asks("ONLY_CHANNEL") || asks("ONLY_COPILOT"))
                && since.is_none_or(|since| active(chat) >= since)
                && until.is_none_or(|until| active(chat) < until)
        })
        .collect();
    listed.sort_by_key(|chat| {
        let is_pinned = chat.get("pinned").is_some_and(is_yes);
        Reverse((is_pinned, active(chat), number(chat, "lastmessageid")))
    });
    listed
}

/// An entry of the list.
fn entry(state: &State, kind: &'static Kind, chat: &Row) -> Map<String, Value> {
    let of = |name: &str| part(kind, &[name]);
    let is_two = is_private(chat);
    let message = state.row(&MESSAGE, &RowKey::Number(number(chat, "lastmessageid")));
    let mut message = message.unwrap_or_default();
    let params = value(&message, "params");
    let blanks = [
        ("id", 0.into()),
        ("text", "".into()),
        ("file", params.get("FILE_ID").is_some().into()),
        ("authorid", 0.into()),
        ("attach", params.get("ATTACH").is_some().into()),
        ("sticker", Value::Null),
        ("date", value(chat, "datelastactivity")),
        ("status", "received".into()),
        ("uuid", Value::Null),
    ];
    for (name, blank) in blanks {
        if !message.contains_key(name) {
            message.insert(name.to_owned(), blank);
        }
    }
    let user = if is_two {
        partner(chat, me())
    } else {
        number(&message, "authorid")
    };
    let person = people::person(state, user);
    let user = if user == 0 {
        Value::Map(row([("id", 0.into())]))
    } else {
        people::one(state, of("user"), user)
    };
    let mut seen = seen_by(chat, me());
    let role = seen.get("role").and_then(text).unwrap_or_default();
    seen.insert("role".to_owned(), role.to_uppercase().into());
    let looks = if is_two { &person } else { chat };
    let avatar = row([
        ("url", value(looks, "avatar")),
        ("color", value(looks, "color")),
    ]);
    let mut chat_shown = shown(of("chat"), &seen);
    if let (true, Value::Map(shown)) = (is_two, &mut chat_shown) {
        let names = ["text_field_enabled", "background_id", "mute_list"];
        let kept = names.map(|name| (name.to_owned(), value(shown, name)));
        *shown = kept.into();
    }
    let id = dialog_id(chat, me());
    let id = if is_two {
        Value::Integer(partner(chat, me()))
    } else {
        id.into()
    };
    let yes = |name: &str| Value::Bool(chat.get(name).is_some_and(is_yes));
    row([
        ("id", id),
        ("chat_id", value(chat, "id")),
        ("type", if is_two { "user" } else { "chat" }.into()),
        ("avatar", Value::Map(avatar)),
        ("title", value(if is_two { &person } else { chat }, "name")),
        ("message", shown(of("message"), &message)),
        ("counter", value(chat, "counter")),
        ("last_id", value(chat, "lastid")),
        ("pinned", yes("pinned")),
        ("unread", yes("unread")),
        ("has_reminder", false.into()),
        ("date_update", value(chat, "dateupdate")),
        ("date_last_activity", value(chat, "datelastactivity")),
        ("chat", chat_shown),
        ("user", user),
        ("options", Value::List(Vec::new())),
    ])
}

/// All dialogs that have changed since a time.
pub(super) fn get(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let kind = &call.method.result.kind;
    let chats = chats(state, call.arguments);
    let entries = chats.iter().map(|chat| entry(state, kind, chat));
    let entries = entries.map(Value::Map).collect();
    Ok(Answer::at(call.method, Value::List(entries)))
}

/// A page of the dialogs.
pub(super) fn list(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let chats = chats(state, call.arguments);
    let kind = of_result(call.method, &["items"]);
    let entries = chats
        .iter()
        .filter_map(|chat| kind.map(|kind| entry(state, kind, chat)));
    let entries: Vec<Map<String, Value>> = entries.collect();
    let count = entries.len();
    let paged = page::page(call.method, call.arguments, entries);
    let shown = crate::arguments::items(&paged.result).len();
    let begins = call.arguments.integer("OFFSET").unwrap_or(0);
    let begins = usize::try_from(begins).unwrap_or(0);
    let more = Value::Bool(shown > 0 && begins + shown < count);
    // What the portal offers for talks with its assistant does not depend on the dialogs.
    let example = crate::example::answer(call.method)?.result;
    let result = row([
        ("items", paged.result),
        ("hasMorePages", more.clone()),
        ("hasMore", more),
        (
            "copilot",
            example.get("copilot").cloned().unwrap_or_default(),
        ),
        ("messagesAutoDeleteConfigs", Value::List(Vec::new())),
    ]);
    let mut answer = Answer::new(result);
    // Dialogs are not counted.
    answer.total = Some(-1);
    Ok(answer)
}

pub(super) fn pin(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    mark(state, call, "pinned", "PIN")
}

pub(super) fn mark_unread(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    mark(state, call, "unread", "ACTION")
}

/// Sets a mark of the user on a dialog.
fn mark(state: &mut State, call: Call<'_>, name: &str, param: &str) -> Result<Answer, Failure> {
    let key = of_dialog(state, call);
    if key.is_err() && name == "unread" {
        return Ok(Answer::at(call.method, false));
    }
    let key = key?;
    let yes = call.arguments.get(param).is_none_or(is_yes);
    if let Some(mut chat) = state.row(&CHAT, &key) {
        chat.insert(name.to_owned(), yes.into());
        if yes {
            chat.insert("recent".to_owned(), true.into());
            chat.insert("hidden".to_owned(), false.into());
        }
        if name == "unread" && !yes {
            chat.insert("counter".to_owned(), 0.into());
            chat.insert("lastid".to_owned(), value(&chat, "lastmessageid"));
        }
        state.put_row(&CHAT, key, chat);
    }
    Ok(Answer::at(call.method, true))
}

/// Removes a dialog from the list, until somebody writes.
pub(super) fn hide(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = of_dialog(state, call)?;
    if let Some(mut chat) = state.row(&CHAT, &key) {
        chat.insert("hidden".to_owned(), true.into());
        chat.insert("pinned".to_owned(), false.into());
        state.put_row(&CHAT, key, chat);
    }
    Ok(Answer::at(call.method, true))
}

impl State {
    /// Sets up to which message the user has read a chat. Returns how many are not read.
    fn read_until(&mut self, key: &RowKey, last: i64) -> i64 {
        let messages = self.rows_with(&MESSAGE, "chatid", key);
        let unread = unread_after(&messages, last);
        if let Some(mut chat) = self.row(&CHAT, key) {
            chat.insert("lastid".to_owned(), last.into());
            chat.insert("counter".to_owned(), unread.into());
            chat.insert("unread".to_owned(), false.into());
            self.put_row(&CHAT, key.clone(), chat);
        }
        unread
    }
}

pub(super) fn read(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = of_dialog(state, call)?;
    let chat = state.row(&CHAT, &key).unwrap_or_default();
    let last = call.arguments.integer("MESSAGE_ID");
    let newest = number(&chat, "lastmessageid");
    let last = last.map_or(newest, |last| last.min(newest));
    let last = last.max(number(&chat, "lastid"));
    let unread = state.read_until(&key, last);
    Ok(Answer::new(row([
        ("dialogId", dialog_id(&chat, me()).into()),
        ("chatId", key.value()),
        ("lastId", last.into()),
        ("counter", unread.into()),
    ])))
}

/// Marks a message and those after it as not read.
pub(super) fn unread(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = of_dialog(state, call)?;
    let first = call.arguments.integer("MESSAGE_ID").unwrap_or(0);
    let before = state.rows_with(&MESSAGE, "chatid", &key);
    let before = before.iter().rev().find(|(key, _)| key.number() < first);
    let last = before.map_or(0, |(key, _)| key.number());
    state.read_until(&key, last);
    Ok(Answer::at(call.method, true))
}

pub(super) fn read_all(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    for key in state.row_keys(&CHAT) {
        if let Some(chat) = state.row(&CHAT, &key) {
            state.read_until(&key, number(&chat, "lastmessageid"));
        }
    }
    Ok(Answer::at(call.method, true))
}

/// What of the listed dialogs and of the notifications is not read.
pub(super) fn counters(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let none = Map::new();
    let mut of: [Map<String, Value>; 4] = [none.clone(), none.clone(), none.clone(), none];
    let [of_chats, of_muted, of_lines, of_dialogs] = &mut of;
    let (mut marked_chats, mut marked_dialogs) = (Vec::new(), Vec::new());
    for key in state.row_keys(&CHAT) {
        let Some(chat) = state.row(&CHAT, &key).filter(is_listed) else {
            continue;
        };
        let count = number(&chat, "counter");
        let is_two = is_private(&chat);
        let (kind, id) = match () {
            () if is_two => (&mut *of_dialogs, partner(&chat, me())),
            () if is_of_open_channels(&chat) => (&mut *of_lines, key.number()),
            () if muted_by(&chat).contains(&me()) => (&mut *of_muted, key.number()),
            () => (&mut *of_chats, key.number()),
        };
        if count > 0 {
            kind.insert(id.to_string(), count.into());
        }
        if chat.get("unread").is_some_and(is_yes) {
            let marked = if is_two {
                &mut marked_dialogs
            } else {
                &mut marked_chats
            };
            marked.push(Value::Integer(id));
        }
    }
    let sum =
        |map: &Map<String, Value>| -> i64 { map.values().filter_map(Value::as_integer).sum() };
    let [of_chats, of_muted, of_lines, of_dialogs] = of;
    let (chats, lines, dialogs) = (sum(&of_chats), sum(&of_lines), sum(&of_dialogs));
    let notices = i64::try_from(notifications::unread(state)).unwrap_or(i64::MAX);
    let messages = chats + lines + dialogs;
    let totals = row([
        ("ALL", (messages + notices).into()),
        ("NOTIFY", notices.into()),
        ("CHAT", chats.into()),
        ("LINES", lines.into()),
        ("DIALOG", dialogs.into()),
        ("MESSENGER", messages.into()),
    ]);
    // As in PHP, what is empty is a list.
    let counted = |map: Map<String, Value>| {
        if map.is_empty() {
            Value::List(Vec::new())
        } else {
            Value::Map(map)
        }
    };
    Ok(Answer::at(
        call.method,
        row([
            ("TYPE", Value::Map(totals)),
            ("CHAT", counted(of_chats)),
            ("CHAT_MUTED", counted(of_muted)),
            ("CHAT_UNREAD", Value::List(marked_chats)),
            ("LINES", counted(of_lines)),
            ("DIALOG", counted(of_dialogs)),
            ("DIALOG_UNREAD", Value::List(marked_dialogs)),
        ]),
    ))
}
