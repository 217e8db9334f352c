//! What the documented examples show of the messenger: people, chats, messages and bots.

use std::sync::LazyLock;

use super::{NEW_BOT, NEW_CHAT, me, number, row, set_numbers, value};
use crate::arguments::{integer, items};
use crate::state::table::{Row, RowKey, Rows, squash};
use bitrix24::describe::{self, ExampleKind, Method};
use bitrix24::{Map, Value};

/// Methods whose answers show objects. Where they differ about one, the first counts.
const SHOWING: [&str; 16] = [
    "im.dialog.get",
    "im.recent.get",
    "im.recent.list",
    "im.dialog.messages.get",
    "im.dialog.users.list",
    "im.user.get",
    "im.user.list.get",
    "im.search.chat.list",
    "im.search.user.list",
    "imbot.dialog.get",
    "imbot.v2.Bot.get",
    "imbot.v2.Chat.get",
    "imbot.v2.Chat.Message.get",
    "imbot.v2.Chat.Message.getContext",
    "imbot.v2.Chat.User.list",
    "imbot.bot.list",
];

/// Methods that answer the members of a chat.
const MEMBERS: [&str; 4] = [
    "im.chat.user.list",
    "imbot.chat.user.list",
    "imbot.v2.Chat.User.list",
    "im.dialog.users.list",
];

/// When chats were created of which no example says it.
const LONG_AGO: &str = "2025-01-01T00:00:00+00:00";

/// The objects of the examples.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) people: Rows,
    pub(super) chats: Rows,
    pub(super) messages: Rows,
    pub(super) bots: Rows,
}

/// The objects of the examples.
pub(super) fn seen() -> &'static Seen {
    static SEEN: LazyLock<Seen> = LazyLock::new(Seen::read);
    &SEEN
}

impl Seen {
    fn read() -> Self {
        let mut seen = Self::default();
        for name in SHOWING {
            let method = describe::method(name, 2);
            for body in bodies(method, ExampleKind::Response) {
                seen.walk(body.get("result").unwrap_or(&Value::Null), None);
            }
        }
        for name in MEMBERS {
            seen.read_members(name);
        }
        seen.read_chat_of_object("im.chat.get");
        seen.read_chat_of_object("imbot.chat.get");
        let is_ours = |method: &&Method| {
            let root = method.namespace.split('.').next();
            matches!(root, Some("im" | "imbot")) && method.version == 2
        };
        for method in describe::methods().iter().filter(is_ours) {
            for body in bodies(Some(method), ExampleKind::Request) {
                seen.read_request(&body);
            }
        }
        seen
    }

    /// Takes the objects out of an answer.
    fn walk(&mut self, value: &Value, chat: Option<&RowKey>) {
        match value {
            Value::List(many) => many.iter().for_each(|one| self.walk(one, chat)),
            Value::Map(map) => {
                let row = squashed(map);
                let chat = row.get("chatid").and_then(RowKey::of).or(chat.cloned());
                for inner in map.values() {
                    self.walk(inner, chat.as_ref());
                }
                self.take(row, chat);
            }
            _ => {}
        }
    }

    /// Adds the object that a row is, by what it has.
    fn take(&mut self, mut row: Row, chat: Option<RowKey>) {
        let has = |name: &str| row.contains_key(name);
        if has("chatid") && has("datelastactivity") {
            self.take_entry(&row);
        } else if has("messagetype") && has("owner") {
            add(&mut self.chats, row, blank_chat);
        } else if has("authorid") && has("text") {
            if let Some(chat) = chat {
                row.insert("chatid".to_owned(), chat.value());
            }
            add(&mut self.messages, row, blank_message);
        } else if has("code") && (has("eventmode") || has("openline")) {
            add(&mut self.bots, row, blank_bot);
        } else if has("bot") && has("name") {
            add(&mut self.people, row, |_| Row::new());
        }
    }

    /// Adds what an entry of the list of dialogs says of its chat.
    fn take_entry(&mut self, entry: &Row) {
        let names = [
            "counter",
            "lastid",
            "pinned",
            "unread",
            "dateupdate",
            "datelastactivity",
        ];
        let values = names.iter().filter_map(|name| {
            let value = entry.get(*name)?;
            Some(((*name).to_owned(), value.clone()))
        });
        let mut chat: Row = values.collect();
        chat.insert("recent".to_owned(), true.into());
        chat.insert("id".to_owned(), value(entry, "chatid"));
        let user = entry.get("id").and_then(integer);
        if let Some(user) = user {
            chat.extend(row([
                ("type", "private".into()),
                ("messagetype", "P".into()),
                ("name", value(entry, "title")),
            ]));
            set_numbers(&mut chat, "users", [me(), user]);
        }
        if let Some(message) = entry.get("message") {
            let id = message.get("id").cloned().unwrap_or_default();
            chat.insert("lastmessageid".to_owned(), id);
        }
        add(&mut self.chats, chat, blank_chat);
    }

    /// Adds the members of a chat, of whom the owner is one.
    fn read_members(&mut self, name: &str) {
        let method = describe::method(name, 2);
        let request = bodies(method, ExampleKind::Request).next();
        let answer = bodies(method, ExampleKind::Response).next();
        let (Some(Value::Map(request)), Some(answer)) = (request, answer) else {
            return;
        };
        let Some(chat) = chat_in(&squashed(&request)) else {
            return;
        };
        let owner = self.chats.get(&RowKey::Number(chat));
        let owner = owner.map_or(0, |chat| number(chat, "owner"));
        let users = answer.get("result").map(items).unwrap_or_default();
        let users = users.into_iter();
        let users = users.filter_map(|user| integer(user.get("id").unwrap_or(user)));
        let mut row = row([("id", chat.into())]);
        let owner = Some(owner).filter(|owner| *owner != 0);
        set_numbers(&mut row, "users", owner.into_iter().chain(users));
        write(&mut self.chats, row, blank_chat);
    }

    /// Adds the chat of an object that is asked for by the object.
    fn read_chat_of_object(&mut self, name: &str) {
        let method = describe::method(name, 2);
        let request = bodies(method, ExampleKind::Request).next();
        let answer = bodies(method, ExampleKind::Response).next();
        let (Some(Value::Map(request)), Some(answer)) = (request, answer) else {
            return;
        };
        let mut chat = squashed(&request);
        let id = answer.get("result").and_then(|result| result.get("ID"));
        chat.insert("id".to_owned(), id.cloned().unwrap_or_default());
        add(&mut self.chats, chat, blank_chat);
    }

    /// Adds blank rows for the chats, messages and bots that a request names.
    fn read_request(&mut self, request: &Value) {
        let Value::Map(request) = request else { return };
        let request = squashed(request);
        let named = |name: &str| request.get(name).and_then(integer);
        let chat = chat_in(&request);
        if let Some(chat) = chat {
            add(&mut self.chats, row([("id", chat.into())]), blank_chat);
        }
        if let Some(bot) = named("botid") {
            add(&mut self.bots, row([("id", bot.into())]), blank_bot);
        }
        if let Some(message) = named("messageid") {
            let chat = chat.unwrap_or(0);
            let message = row([("id", message.into()), ("chatid", chat.into())]);
            add(&mut self.messages, message, blank_message);
        }
    }
}

/// Adds a row, or what a known one lacks.
fn add(rows: &mut Rows, row: Row, blank: fn(i64) -> Row) {
    let Some(key) = row.get("id").and_then(RowKey::of) else {
        return;
    };
    let mut all = row;
    if let Some(known) = rows.get(&key) {
        // What is blank is not known.
        let blank = blank(key.number());
        let known = known.clone().into_iter();
        all.extend(known.filter(|(name, value)| blank.get(name) != Some(value)));
    }
    write(rows, all, blank);
}

/// Writes a row over a known one, or over a blank one.
fn write(rows: &mut Rows, row: Row, blank: fn(i64) -> Row) {
    if let Some(key) = row.get("id").and_then(RowKey::of) {
        let mut all = rows.get(&key).cloned();
        let all = all.get_or_insert_with(|| blank(key.number()));
        all.extend(row);
        all.insert("id".to_owned(), key.value());
        rows.put(key, std::mem::take(all));
    }
}

fn blank_chat(id: i64) -> Row {
    let values = NEW_CHAT.iter();
    let values = values.map(|(name, fill)| ((*name).to_owned(), fill.value(None)));
    let mut chat: Row = values.collect();
    chat.extend(row([
        ("id", id.into()),
        ("name", format!("Chat {id}").into()),
        ("owner", 0.into()),
        ("datecreate", LONG_AGO.into()),
        ("usercounter", 0.into()),
        ("lastmessageid", 0.into()),
    ]));
    chat
}

fn blank_message(_: i64) -> Row {
    row([
        ("authorid", 0.into()),
        ("date", LONG_AGO.into()),
        ("text", "".into()),
        ("params", Value::List(Vec::new())),
    ])
}

fn blank_bot(id: i64) -> Row {
    let values = NEW_BOT.iter();
    let values = values.map(|(name, fill)| ((*name).to_owned(), fill.value(None)));
    let mut bot: Row = values.collect();
    bot.insert("code".to_owned(), format!("bot{id}").into());
    bot
}

/// The chat that a request names.
fn chat_in(request: &Row) -> Option<i64> {
    let dialog = request.get("dialogid").and_then(Value::as_text);
    let dialog = dialog.and_then(|dialog| dialog.strip_prefix("chat"));
    let dialog = dialog.and_then(|chat| chat.parse::<i64>().ok());
    dialog.or_else(|| request.get("chatid").and_then(integer))
}

fn squashed(map: &Map<String, Value>) -> Row {
    let values = map.iter();
    values
        .map(|(name, value)| (squash(name), value.clone()))
        .collect()
}

fn bodies(method: Option<&'static Method>, kind: ExampleKind) -> impl Iterator<Item = Value> {
    let examples = method.into_iter().flat_map(Method::examples);
    examples
        .filter(move |example| example.kind == kind)
        .filter_map(|example| serde_json::from_str(&example.body).ok())
}

/// The chats of the examples, with their members and their latest messages.
pub(super) fn chats() -> Rows {
    let seen = seen();
    let mut chats = Rows::default();
    for (key, chat) in seen.chats.iter() {
        let mut chat = chat.clone();
        let of_chat =
            |message: &Row| message.get("chatid").and_then(RowKey::of).as_ref() == Some(key);
        let messages = seen.messages.iter().filter(|(_, message)| of_chat(message));
        if let Some((last, message)) = messages.last()
            && number(&chat, "lastmessageid") == 0
        {
            chat.insert("lastmessageid".to_owned(), last.value());
            chat.insert("datelastactivity".to_owned(), value(message, "date"));
        }
        for name in ["datelastactivity", "dateupdate"] {
            if !chat.contains_key(name) {
                chat.insert(name.to_owned(), value(&chat, "datecreate"));
            }
        }
        chats.put(key.clone(), chat);
    }
    chats
}
