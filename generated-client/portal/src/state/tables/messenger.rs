//! The messenger: chats with their members, messages, notifications, and bots with what happened to
//! them.

use std::cmp::Reverse;

use crate::answer::{Answer, Failure};
use crate::arguments::{integer, items, text};
use crate::state::table::{Act, Fill, Part, Row, RowKey, Table, missing, row_answer};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// The families of the messenger.
pub(super) static TABLES: &[&Table] = &[&CHAT, &MESSAGE, &NOTIFICATION, &BOT, &BOT_EVENT];

/// Rows of a page.
const PAGE: i64 = 50;

const fn part(of: &'static Table, by: &'static str) -> Part {
    Part {
        of,
        by,
        shown: None,
    }
}

/// A value of a parameter that a method sets.
macro_rules! takes {
    ($name:literal, $param:literal) => {
        Act::Set(&[($name, Fill::Param($param))])
    };
}

/// Chats of several users, and dialogs of two. Members are in a field that no answer has.
static CHAT: Table = Table::of("im.chat")
    .prefixed("chat")
    .named_by(&["CHAT_ID", "DIALOG_ID"])
    .missing(&["do not have access", "Action unavailable", "doesn't exist"])
    .aliases(&[("title", "name")])
    .parts(&[part(&MESSAGE, "chatid")])
    .fills(&[
        ("owner", Fill::Me),
        ("type", Fill::Text("chat")),
        ("messagetype", Fill::Text("C")),
        ("datecreate", Fill::Now),
        ("users", Fill::Nothing),
        ("messagecount", Fill::Number(0)),
        ("lastmessageid", Fill::Number(0)),
    ])
    .settle(settle_chat)
    .acts(&[
        ("add", Act::Own(add_chat)),
        ("get", Act::Own(chat_of_object)),
        (
            "leave",
            Act::Own(|state, table, call| {
                let me = Fill::Me.value(None);
                without(state, table, call, &[me])
            }),
        ),
        ("mute", takes!("muted", "MUTE")),
        ("setOwner", takes!("owner", "USER_ID")),
        ("updateTitle", takes!("name", "TITLE")),
        ("updateColor", takes!("color", "COLOR")),
        ("updateAvatar", takes!("avatar", "AVATAR")),
        ("im.chat.user.add", Act::Own(add_members)),
        ("im.chat.user.list", Act::Own(members)),
        (
            "im.chat.user.delete",
            Act::Own(|state, table, call| {
                let user = call.arguments.get("USER_ID").cloned();
                without(state, table, call, &[user.unwrap_or_default()])
            }),
        ),
        ("im.dialog.get", Act::Own(dialog)),
    ]);

/// What follows from the members of a chat.
fn settle_chat(_: &mut State, chat: &mut Row, _: Option<&Row>) {
    let users = users(chat);
    let count = i64::try_from(users.len()).unwrap_or(i64::MAX);
    let id = chat.get("id").and_then(text).unwrap_or_default();
    let users = users.into_iter().map(Value::Integer).collect();
    let is_dialog = chat.contains_key("dialogid");
    chat.insert("users".to_owned(), Value::List(users));
    chat.insert("usercounter".to_owned(), count.into());
    if !is_dialog {
        chat.insert("dialogid".to_owned(), format!("chat{id}").into());
    }
}

/// The members of a chat, of whom the owner is one.
fn users(chat: &Row) -> Vec<i64> {
    let given = chat.get("users").map(items).unwrap_or_default();
    let owner = chat
        .get("owner")
        .into_iter()
        .filter(|owner| integer(owner) != Some(0));
    let mut users = Vec::new();
    for user in owner.chain(given).filter_map(integer) {
        if !users.contains(&user) {
            users.push(user);
        }
    }
    users
}

fn me() -> i64 {
    integer(&Fill::Me.value(None)).unwrap_or(1)
}

fn add_chat(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let key = state.next_row(table);
    let mut chat = table.written(call);
    let message = chat.remove("message").as_ref().and_then(text);
    if chat.get("type").and_then(text).as_deref() == Some("OPEN") {
        chat.insert("messagetype".to_owned(), "O".into());
        chat.insert("type".to_owned(), "open".into());
    } else {
        chat.remove("type");
    }
    state.write_row(table, key.clone(), chat);
    if let Some(message) = message.filter(|message| !message.is_empty()) {
        state.say(&key, me(), Row::from([("text".to_owned(), message.into())]));
    }
    Ok(Answer::at(call.method, key.value()))
}

/// The chat of an object that is named by its type and identifier.
fn chat_of_object(
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

/// The chat that a call names.
fn named(state: &State, call: Call<'_>) -> Result<(RowKey, Row), Failure> {
    let key = CHAT.keys(call).pop();
    let found = key.and_then(|key| Some((key.clone(), state.row(&CHAT, &key)?)));
    found.ok_or_else(|| missing(&CHAT, call))
}

fn add_members(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, mut chat) = named(state, call)?;
    let mut all: Vec<Value> = users(&chat).into_iter().map(Value::Integer).collect();
    let given = call.arguments.get("USERS").map(items).unwrap_or_default();
    all.extend(given.into_iter().cloned());
    chat.insert("users".to_owned(), Value::List(all));
    state.write_row(table, key, chat);
    Ok(Answer::at(call.method, true))
}

fn members(state: &mut State, _: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let (_, chat) = named(state, call)?;
    let users = users(&chat).into_iter().map(Value::Integer);
    Ok(Answer::at(call.method, users.collect::<Vec<_>>()))
}

/// Members leave a chat.
fn without(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
    gone: &[Value],
) -> Result<Answer, Failure> {
    let (key, mut chat) = named(state, call)?;
    let gone: Vec<i64> = gone.iter().filter_map(integer).collect();
    let mut left = users(&chat);
    let before = left.len();
    left.retain(|user| !gone.contains(user));
    if left.len() == before {
        let message = "The specified user is not in the chat";
        let known = call
            .method
            .errors
            .iter()
            .any(|row| row.code == "USER_NOT_FOUND");
        if known {
            return Err(Failure::with_message(
                call.method,
                "USER_NOT_FOUND",
                message,
            ));
        }
        return Err(missing(table, call));
    }
    // Somebody else owns a chat whose owner leaves.
    let owner = chat.get("owner").and_then(integer);
    if owner.is_some_and(|owner| gone.contains(&owner)) {
        let next = left.first().copied().unwrap_or(0);
        chat.insert("owner".to_owned(), next.into());
    }
    let left = left.into_iter().map(Value::Integer).collect();
    chat.insert("users".to_owned(), Value::List(left));
    state.write_row(table, key, chat);
    Ok(Answer::at(call.method, true))
}

impl State {
    /// The chat of a dialog: `chat5`, or that with the user of a number.
    fn chat_of(&mut self, dialog: &Value) -> Option<RowKey> {
        let is_chat = dialog
            .as_text()
            .is_some_and(|text| text.starts_with("chat"));
        if is_chat {
            let key = CHAT.key_of(dialog)?;
            return self.row(&CHAT, &key).map(|_| key);
        }
        let user = integer(dialog).filter(|user| *user > 0)?;
        let name = RowKey::Number(user);
        let known = self.rows_with(&CHAT, "dialogid", &name).into_iter().next();
        if let Some((key, _)) = known {
            return Some(key);
        }
        let key = self.next_row(&CHAT);
        let users = [me(), user].map(Value::Integer).to_vec();
        let chat = [
            ("name", Value::Text(format!("User {user}"))),
            ("type", "private".into()),
            ("messagetype", "P".into()),
            ("dialogid", user.to_string().into()),
            ("users", Value::List(users)),
        ];
        let chat = chat.map(|(name, value)| (name.to_owned(), value));
        self.write_row(&CHAT, key.clone(), chat.into());
        Some(key)
    }

    /// Adds a message of a user to a chat, and tells the bots there of it.
    fn say(&mut self, chat: &RowKey, author: i64, mut message: Row) -> RowKey {
        let key = self.next_row(&MESSAGE);
        message.insert("chatid".to_owned(), chat.value());
        message.insert("authorid".to_owned(), author.into());
        self.write_row(&MESSAGE, key.clone(), message);
        if let Some(mut row) = self.row(&CHAT, chat) {
            let count = row.get("messagecount").and_then(integer).unwrap_or(0);
            row.insert("messagecount".to_owned(), (count + 1).into());
            row.insert("lastmessageid".to_owned(), key.value());
            self.put_row(&CHAT, chat.clone(), row.clone());
            for user in users(&row).into_iter().filter(|user| *user != author) {
                self.tell_bot(user, (chat, &row), &key);
            }
        }
        key
    }

    /// Puts a message into the outbox of a bot, if the user is one.
    fn tell_bot(&mut self, user: i64, (chat, row): (&RowKey, &Row), message: &RowKey) {
        let bot = RowKey::Number(user);
        let (Some(bot_row), Some(message_row)) =
            (self.row(&BOT, &bot), self.row(&MESSAGE, message))
        else {
            return;
        };
        let of = |row: &Row, fields: &[(&str, &str)]| {
            let value = |name: &str| row.get(name).cloned().unwrap_or_default();
            let fields = fields
                .iter()
                .map(|(name, stored)| ((*name).to_owned(), value(stored)));
            Value::Map(fields.collect())
        };
        let said = [
            ("id", "id"),
            ("chatId", "chatid"),
            ("authorId", "authorid"),
            ("date", "date"),
            ("text", "text"),
        ];
        let mut place = row.clone();
        place.insert("id".to_owned(), chat.value());
        let place_fields = [
            ("id", "id"),
            ("dialogId", "dialogid"),
            ("name", "name"),
            ("type", "type"),
            ("owner", "owner"),
        ];
        let author = message_row.get("authorid").cloned().unwrap_or_default();
        let data = [
            (
                "bot",
                of(
                    &bot_row,
                    &[("id", "id"), ("code", "code"), ("type", "type")],
                ),
            ),
            ("message", of(&message_row, &said)),
            ("chat", of(&place, &place_fields)),
            ("user", Value::Map(Map::from([("id".to_owned(), author)]))),
        ];
        let data = data.map(|(name, value)| (name.to_owned(), value));
        let event = [
            ("botid", bot.value()),
            ("type", "ONIMBOTV2MESSAGEADD".into()),
            ("data", Value::Map(Map::from(data))),
        ];
        let event = event.map(|(name, value)| (name.to_owned(), value));
        let key = self.next_row(&BOT_EVENT);
        self.write_row(&BOT_EVENT, key, event.into());
    }
}

/// The chat that a call names by its dialog.
fn of_dialog(state: &mut State, call: Call<'_>) -> Result<RowKey, Failure> {
    let dialog = ["DIALOG_ID", "dialogId"]
        .iter()
        .find_map(|name| call.arguments.get(name));
    let chat = dialog.and_then(|dialog| state.chat_of(dialog));
    chat.ok_or_else(|| missing(&CHAT, call))
}

fn dialog(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let key = of_dialog(state, call)?;
    let chat = state.row(table, &key).ok_or_else(|| missing(table, call))?;
    Ok(row_answer(table, call, &key, &chat))
}

static MESSAGE: Table = Table::of("im.message")
    .missing(&["CantEditMessage", "don't have", "Message not found"])
    .aliases(&[("message", "text")])
    .fills(&[
        ("date", Fill::Now),
        ("unread", Fill::Text("")),
        ("params", Fill::Nothing),
    ])
    .acts(&[
        ("add", Act::Own(|state, _, call| send(state, call, me()))),
        (
            "imbot.message.add",
            Act::Own(|state, _, call| send(state, call, bot_of(call))),
        ),
        ("imbot.message.update", Act::Update),
        ("imbot.message.delete", Act::Delete),
        ("im.dialog.messages.get", Act::Own(messages)),
    ]);

/// The bot that a call names.
fn bot_of(call: Call<'_>) -> i64 {
    let bot = BOT.keys(call).pop();
    bot.map_or(0, |bot| bot.number())
}

fn send(state: &mut State, call: Call<'_>, author: i64) -> Result<Answer, Failure> {
    let chat = of_dialog(state, call)?;
    let mut message = MESSAGE.written(call);
    message.remove("dialogid");
    let key = state.say(&chat, author, message);
    Ok(Answer::at(call.method, key.value()))
}

/// Messages of a dialog: the latest first, or those after one.
fn messages(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
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
    found.truncate(limit(number("LIMIT")));
    let mut answer = table.list_answer(call, &found);
    answer.total = None;
    if let Value::Map(result) = &mut answer.result {
        result.insert("chat_id".to_owned(), chat.value());
    }
    Ok(answer)
}

fn limit(given: Option<i64>) -> usize {
    let limit = given.filter(|limit| *limit > 0).unwrap_or(PAGE);
    usize::try_from(limit).unwrap_or(0)
}

static NOTIFICATION: Table = Table::of("im.notify")
    .unseeded()
    .aliases(&[
        ("message", "text"),
        ("tag", "notifytag"),
        ("subtag", "notifysubtag"),
    ])
    .fills(&[
        ("date", Fill::Now),
        ("authorid", Fill::Me),
        ("notifytype", Fill::Number(2)),
        ("notifymodule", Fill::Text("rest")),
        ("notifyevent", Fill::Text("rest_notify")),
        ("notifyread", Fill::Yes(false)),
    ])
    .acts(&[
        ("im.notify", Act::Add),
        ("im.notify.personal.add", Act::Add),
        ("im.notify.system.add", Act::Add),
        ("delete", Act::Own(delete_notifications)),
        ("get", Act::Own(notifications)),
        ("read", Act::Set(&[("notifyread", Fill::Yes(true))])),
    ]);

/// Deletes a notification, or those with a tag.
fn delete_notifications(
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
fn notifications(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let keys = state.row_keys(table).into_iter();
    let rows = keys.filter_map(|key| Some((key.clone(), state.row(table, &key)?)));
    let mut all: Vec<(RowKey, Row)> = rows.collect();
    let is_unread = |row: &Row| row.get("notifyread").and_then(text).as_deref() != Some("Y");
    let unread = all.iter().filter(|(_, row)| is_unread(row)).count();
    let total = all.len();
    let last = call.arguments.integer("LAST_ID");
    all.retain(|(key, _)| last.is_none_or(|last| key.number() <= last));
    all.sort_by_key(|(key, _)| Reverse(key.number()));
    all.truncate(limit(call.arguments.integer("LIMIT")));
    let mut answer = table.list_answer(call, &all);
    answer.total = None;
    if let Value::Map(result) = &mut answer.result {
        for (name, count) in [("total_count", total), ("total_unread_count", unread)] {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            result.insert(name.to_owned(), count.into());
        }
    }
    Ok(answer)
}

static BOT: Table = Table::of("imbot.v2.Bot")
    .named_by(&["botId", "BOT_ID"])
    .by_code("code", "code")
    .missing(&["BotNotFound", "Bot not found"])
    .parts(&[part(&BOT_EVENT, "botid")])
    .fills(&[
        ("type", Fill::Text("bot")),
        ("ishidden", Fill::Yes(false)),
        ("issupportopenline", Fill::Yes(false)),
        ("isreactionsenabled", Fill::Yes(true)),
        ("language", Fill::Text("en")),
        ("moduleid", Fill::Text("rest")),
        ("eventmode", Fill::Text("fetch")),
        ("countmessage", Fill::Number(0)),
        ("countcommand", Fill::Number(0)),
        ("countchat", Fill::Number(0)),
        ("countuser", Fill::Number(0)),
    ])
    .acts(&[
        ("imbot.register", Act::Add),
        ("imbot.update", Act::Update),
        ("imbot.unregister", Act::Delete),
    ]);

/// The outbox of bots: what happened, until it is fetched.
static BOT_EVENT: Table = Table::of("imbot.v2.Event")
    .key("eventid")
    .unseeded()
    .fills(&[("date", Fill::Now)])
    .acts(&[("get", Act::Own(bot_events))]);

/// The events of a bot from a number on.
fn bot_events(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let bot = BOT.keys(call).pop();
    let bot = bot.filter(|bot| state.row(&BOT, bot).is_some());
    let bot = bot.ok_or_else(|| missing(&BOT, call))?;
    let from = call.arguments.integer("offset").unwrap_or(0);
    let mut found = state.rows_with(table, "botid", &bot);
    found.retain(|(key, _)| key.number() >= from);
    let limit = limit(call.arguments.integer("limit"));
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().map_or(from, |(key, _)| key.number() + 1);
    let events = found.into_iter().map(|(key, row)| {
        let value = |name: &str| row.get(name).cloned().unwrap_or_default();
        let event = [
            ("eventId", key.value()),
            ("type", value("type")),
            ("date", value("date")),
            ("data", value("data")),
        ];
        Value::Map(event.map(|(name, value)| (name.to_owned(), value)).into())
    });
    let result = [
        ("events", Value::List(events.collect())),
        ("nextOffset", next.into()),
        ("hasMore", more.into()),
    ];
    let result = result.map(|(name, value)| (name.to_owned(), value));
    Ok(Answer::new(Map::from(result)))
}
