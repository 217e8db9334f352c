//! Chats of several users, and talks of two.

use super::callers::viewer;
use super::people;
use super::shown::{of_result, shown};
use super::view::{color, is_private, members, muted_by, partner, seen_by};
use super::{CHAT, me, numbers, row, set_numbers, value};
use crate::answer::{Answer, Failure};
use crate::arguments::{integer, is_empty, is_yes, items, text};
use crate::state::table::{Fill, Row, RowKey, Table, missing};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// What follows from the members of a chat.
pub(super) fn settle(_: &mut State, chat: &mut Row, before: Option<&Row>) {
    let members = members(chat);
    if before.is_none_or(|before| super::view::members(before) != members) {
        let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
        chat.insert("usercounter".to_owned(), count.into());
    }
    let same = |name: &str| before.is_some_and(|before| before.get(name) == chat.get(name));
    if !(same("owner") && same("managerlist")) {
        chat.remove("role");
    }
    set_numbers(chat, "users", members);
    for name in ["datecreate", "datelastactivity", "dateupdate"] {
        if !chat.contains_key(name) {
            chat.insert(name.to_owned(), Fill::Now.value(None));
        }
    }
    if !chat.contains_key("lastmessageid") {
        chat.insert("lastmessageid".to_owned(), 0.into());
    }
}

/// The chat that a call names.
pub(super) fn named(state: &State, call: Call<'_>) -> Result<(RowKey, Row), Failure> {
    let key = CHAT.keys(call).pop();
    let found = key.and_then(|key| Some((key.clone(), state.row(&CHAT, &key)?)));
    found.ok_or_else(|| missing(&CHAT, call))
}

impl State {
    /// The chat of a dialog of a user: `chat5`, or that with the user of a number.
    pub(super) fn chat_of(&mut self, viewer: i64, dialog: &Value) -> Option<RowKey> {
        let is_chat = dialog
            .as_text()
            .is_some_and(|text| text.starts_with("chat"));
        if is_chat {
            let key = CHAT.key_of(dialog)?;
            return self.row(&CHAT, &key).map(|_| key);
        }
        let other = integer(dialog).filter(|user| *user > 0)?;
        let keys = self.row_keys(&CHAT).into_iter();
        let mut known = keys.filter(|key| {
            let chat = self.row(&CHAT, key);
            chat.is_some_and(|chat| {
                is_private(&chat)
                    && numbers(&chat, "users").contains(&viewer)
                    && partner(&chat, viewer) == other
            })
        });
        if let Some(key) = known.next() {
            return Some(key);
        }
        let key = self.next_row(&CHAT);
        let name = value(&people::person(self, other), "name");
        let mut chat = row([
            ("name", name),
            ("owner", 0.into()),
            ("type", "private".into()),
            ("messagetype", "P".into()),
        ]);
        set_numbers(&mut chat, "users", [viewer, other]);
        self.write_row(&CHAT, key.clone(), chat);
        Some(key)
    }
}

/// The chat that a call names by its dialog.
pub(super) fn of_dialog(state: &mut State, call: Call<'_>) -> Result<RowKey, Failure> {
    let viewer = viewer(state, call);
    let dialog = ["DIALOG_ID", "dialogId"]
        .iter()
        .find_map(|name| call.arguments.get(name));
    let chat = dialog.and_then(|dialog| state.chat_of(viewer, dialog));
    chat.ok_or_else(|| missing(&CHAT, call))
}

/// Creates a chat, and returns its key.
pub(super) fn create(state: &mut State, viewer: i64, mut chat: Row) -> RowKey {
    let key = state.next_row(&CHAT);
    let message = chat.remove("message").as_ref().and_then(text);
    for name in [
        "entitytype",
        "entityid",
        "description",
        "owner",
        "color",
        "avatar",
    ] {
        if chat.get(name).is_some_and(is_empty) {
            chat.remove(name);
        }
    }
    if let Some(named) = chat
        .get("color")
        .and_then(text)
        .and_then(|name| color(&name))
    {
        chat.insert("color".to_owned(), named.into());
    }
    if !chat.contains_key("owner") {
        chat.insert("owner".to_owned(), viewer.into());
    }
    state.write_row(&CHAT, key.clone(), chat);
    let joined = state.row(&CHAT, &key).map(|chat| members(&chat));
    for member in joined.unwrap_or_default() {
        if member != viewer {
            state.tell_joined(member, &key, viewer);
        }
    }
    if let Some(message) = message.filter(|message| !message.is_empty()) {
        state.say(&key, viewer, row([("text", message.into())]));
    }
    key
}

pub(super) fn add(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let viewer = viewer(state, call);
    let mut chat = table.written(call);
    chat.remove("clientid");
    chat.remove("botid");
    if chat.get("type").and_then(text).as_deref() == Some("OPEN") {
        chat.insert("messagetype".to_owned(), "O".into());
        chat.insert("type".to_owned(), "open".into());
    } else {
        chat.remove("type");
    }
    let key = create(state, viewer, chat);
    Ok(Answer::at(call.method, key.value()))
}

/// The chat of an object that is named by its type and identifier.
pub(super) fn of_object(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let value = |name: &str| call.arguments.get(name).and_then(RowKey::of);
    let of = value("ENTITY_ID").unwrap_or(RowKey::Number(0));
    let chats = state.rows_with(table, "entityid", &of);
    let mut chats = chats.into_iter();
    let chat =
        chats.find(|(_, chat)| chat.get("entitytype").and_then(RowKey::of) == value("ENTITY_TYPE"));
    let found = chat.map(|(key, _)| Map::from([("ID".to_owned(), key.value())]));
    Ok(Answer::at(
        call.method,
        found.map_or(Value::Null, Value::Map),
    ))
}

pub(super) fn set_title(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    write(state, call, "name", "TITLE")
}

pub(super) fn set_color(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    write(state, call, "color", "COLOR")
}

pub(super) fn set_avatar(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    write(state, call, "avatar", "AVATAR")
}

/// Changes a value of a chat.
fn write(
    state: &mut State,
    call: Call<'_>,
    name: &'static str,
    param: &str,
) -> Result<Answer, Failure> {
    let (key, mut chat) = named(state, call)?;
    let mut given = call.arguments.get(param).cloned().unwrap_or_default();
    if let Some(named) = given.as_text().filter(|_| name == "color").and_then(color) {
        given = named.into();
    }
    chat.insert(name.to_owned(), given);
    state.write_row(&CHAT, key, chat);
    Ok(Answer::at(call.method, true))
}

/// The user turns the sound of a chat off, or on again.
pub(super) fn mute(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, mut chat) = named(state, call)?;
    let is_off = call.arguments.get("MUTE").is_none_or(is_yes);
    let mut muted = muted_by(&chat);
    muted.retain(|user| *user != me());
    if is_off {
        muted.push(me());
    }
    set_numbers(&mut chat, "mutelist", muted);
    state.write_row(&CHAT, key, chat);
    Ok(Answer::at(call.method, true))
}

pub(super) fn dialog(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = of_dialog(state, call)?;
    let chat = state.row(table, &key).ok_or_else(|| missing(table, call))?;
    let seen = seen_by(&chat, viewer(state, call));
    let result = shown(of_result(call.method, &[]), &seen);
    Ok(Answer::at(call.method, result))
}

/// Nobody sees the sign, so that only the dialog has to exist.
pub(super) fn writing(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    of_dialog(state, call)?;
    Ok(Answer::at(call.method, true))
}

/// Chats by a part of their titles.
pub(super) fn search(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let wanted = call
        .arguments
        .text("FIND")
        .unwrap_or_default()
        .to_lowercase();
    let keys = state.row_keys(table).into_iter();
    let chats = keys.filter_map(|key| state.row(table, &key));
    let found = chats.filter(|chat| {
        let name = chat.get("name").and_then(text).unwrap_or_default();
        !is_private(chat) && name.to_lowercase().contains(&wanted)
    });
    let kind = of_result(call.method, &[]);
    let rows = found.map(|chat| shown(kind, &seen_by(&chat, me())));
    let rows = rows.filter_map(|row| match row {
        Value::Map(map) => Some(map),
        _ => None,
    });
    Ok(people::paged(call.method, call.arguments, rows.collect()))
}

/// The members whom a call names.
pub(super) fn users_in(call: Call<'_>) -> Vec<i64> {
    let names = ["USERS", "userIds", "USER_ID", "userId"];
    let given = names.iter().find_map(|name| call.arguments.get(name));
    match given {
        Some(many @ (Value::List(_) | Value::Map(_))) => {
            items(many).into_iter().filter_map(integer).collect()
        }
        Some(one) => integer(one).into_iter().collect(),
        None => Vec::new(),
    }
}
