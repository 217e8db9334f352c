//! What bots learn: events that they fetch, and those that are sent to their addresses.

use super::people;
use super::shown::{part, shown};
use super::view::{bot_form, dialog_id, is_private, members, seen_by};
use super::{BOT, BOT_EVENT, CHAT, MESSAGE, limit, number, row, value};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_empty, is_yes, text};
use crate::state::columns::flag;
use crate::state::table::{Row, RowKey, Table, missing};
use crate::state::{Call, State};
use bitrix24::describe::{self, Kind};
use bitrix24::{Map, Value};

/// An event for the address of a bot.
pub(crate) struct Posted {
    pub(crate) url: String,
    /// The name of the event.
    pub(crate) name: String,
    pub(crate) data: Map<String, Value>,
}

impl std::fmt::Debug for Posted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Posted")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The events of a bot from a number on; those before it are confirmed, and gone.
pub(super) fn get(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let bot = BOT.keys(call).pop();
    let bot = bot.filter(|bot| state.row(&BOT, bot).is_some());
    let bot = bot.ok_or_else(|| missing(&BOT, call))?;
    let from = call.arguments.integer("offset").unwrap_or(0);
    let (confirmed, mut found): (Vec<_>, Vec<_>) = state
        .rows_with(table, "botid", &bot)
        .into_iter()
        .partition(|(key, _)| key.number() < from);
    for (key, _) in confirmed {
        state.remove_row(table, &key);
    }
    let limit = limit(call.arguments.integer("limit").or(Some(100)));
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().map_or(from, |(key, _)| key.number() + 1);
    let events = found.into_iter().map(|(key, event)| {
        Value::Map(row([
            ("eventId", key.value()),
            ("type", value(&event, "type")),
            ("date", value(&event, "date")),
            ("data", value(&event, "data")),
        ]))
    });
    Ok(Answer::new(row([
        ("events", Value::List(events.collect())),
        ("nextOffset", next.into()),
        ("hasMore", more.into()),
    ])))
}

/// What has happened in a chat.
struct News<'a> {
    /// The code of the event in the second version.
    code: &'static str,
    chat: &'a Row,
    message: Option<&'a Row>,
    /// Who has done it.
    by: i64,
    /// The reaction, and whether it has come.
    reaction: Option<(&'a str, bool)>,
}

impl State {
    /// Tells the bots of a chat about a message.
    pub(super) fn tell_message(&mut self, code: &'static str, chat: &RowKey, message: &RowKey) {
        let (Some(chat), Some(message)) = (self.row(&CHAT, chat), self.row(&MESSAGE, message))
        else {
            return;
        };
        let by = number(&message, "authorid");
        if code == "ONIMBOTV2MESSAGEADD" {
            self.count_message(by);
        }
        let news = News {
            code,
            chat: &chat,
            message: Some(&message),
            by,
            reaction: None,
        };
        for user in members(&chat).into_iter().filter(|user| *user != by) {
            let bot = self.row(&BOT, &RowKey::Number(user));
            if let Some(bot) = bot.filter(|bot| hears(bot, &chat, &message)) {
                self.tell(&bot, &news);
            }
        }
    }

    /// Tells the bot that wrote a message about a reaction to it.
    pub(super) fn tell_reaction(
        &mut self,
        chat: &RowKey,
        message: &RowKey,
        by: i64,
        reaction: &str,
        added: bool,
    ) {
        let (Some(chat), Some(message)) = (self.row(&CHAT, chat), self.row(&MESSAGE, message))
        else {
            return;
        };
        let author = number(&message, "authorid");
        let bot = self.row(&BOT, &RowKey::Number(author));
        if let Some(bot) = bot.filter(|_| author != by) {
            let news = News {
                code: "ONIMBOTV2REACTIONCHANGE",
                chat: &chat,
                message: Some(&message),
                by,
                reaction: Some((reaction, added)),
            };
            self.tell(&bot, &news);
        }
    }

    /// Tells a bot that it is in a chat.
    pub(super) fn tell_joined(&mut self, user: i64, chat: &RowKey, by: i64) {
        let bot = self.row(&BOT, &RowKey::Number(user));
        if let (Some(bot), Some(chat)) = (bot, self.row(&CHAT, chat)) {
            let news = News {
                code: "ONIMBOTV2JOINCHAT",
                chat: &chat,
                message: None,
                by,
                reaction: None,
            };
            self.tell(&bot, &news);
        }
    }

    /// Tells a bot that it is gone, which only an address can receive.
    pub(super) fn tell_deleted(&mut self, bot: i64) {
        let Some(bot) = self.row(&BOT, &RowKey::Number(bot)) else {
            return;
        };
        let is_old = bot.contains_key("old");
        let (name, data) = if is_old {
            let data = row([
                ("BOT_ID", text_of(&bot, "id")),
                ("BOT_CODE", value(&bot, "code")),
            ]);
            ("ONIMBOTDELETE", data)
        } else {
            let name = "ONIMBOTV2DELETE";
            (name, row([("bot", shown(kind_of(name, "bot"), &bot))]))
        };
        self.post(&bot, &["eventbotdelete"], name, data);
    }

    /// Keeps an event for a bot, or has it sent.
    fn tell(&mut self, bot: &Row, news: &News<'_>) {
        if bot.contains_key("old") {
            self.tell_old(bot, news);
            return;
        }
        let data = self.data(bot, news);
        if is_posted(bot) {
            self.post(bot, &[], news.code, data);
            return;
        }
        let event = row([
            ("botid", value(bot, "id")),
            ("type", news.code.into()),
            ("data", Value::Map(data)),
        ]);
        let key = self.next_row(&BOT_EVENT);
        self.write_row(&BOT_EVENT, key, event);
    }

    /// The data of an event in the form of its page.
    fn data(&self, bot: &Row, news: &News<'_>) -> Row {
        let viewer = number(bot, "id");
        let kind = |name: &str| kind_of(news.code, name);
        let chat = seen_by(news.chat, viewer);
        let mut data = row([
            ("bot", shown(kind("bot"), bot)),
            ("chat", shown(kind("chat"), &chat)),
            ("user", people::one(self, kind("user"), news.by)),
            ("language", "en".into()),
        ]);
        let dialog = || Value::from(dialog_id(news.chat, viewer));
        match (news.code, news.message) {
            ("ONIMBOTV2MESSAGEDELETE", Some(message)) => {
                data.insert("messageId".to_owned(), value(message, "id"));
            }
            (_, Some(message)) => {
                let message = shown(kind("message"), &bot_form(message));
                data.insert("message".to_owned(), message);
            }
            (_, None) => {
                data.insert("dialogId".to_owned(), dialog());
            }
        }
        if let Some((reaction, added)) = news.reaction {
            let action = if added { "add" } else { "delete" };
            data.insert("reaction".to_owned(), reaction.into());
            data.insert("action".to_owned(), action.into());
        }
        data
    }

    /// Sends an event in the form of the first version, whose values are texts.
    fn tell_old(&mut self, bot: &Row, news: &News<'_>) {
        let (name, own) = match news.code {
            "ONIMBOTV2MESSAGEADD" => ("ONIMBOTMESSAGEADD", "eventmessageadd"),
            "ONIMBOTV2MESSAGEUPDATE" => ("ONIMBOTMESSAGEUPDATE", "eventmessageupdate"),
            "ONIMBOTV2MESSAGEDELETE" => ("ONIMBOTMESSAGEDELETE", "eventmessagedelete"),
            "ONIMBOTV2JOINCHAT" => ("ONIMBOTJOINCHAT", "eventwelcomemessage"),
            _ => return,
        };
        let id = number(bot, "id");
        let chat = news.chat;
        let by = || Value::from(news.by.to_string());
        let mut params = row([
            ("CHAT_TYPE", value(chat, "messagetype")),
            ("MESSAGE_TYPE", value(chat, "messagetype")),
            ("DIALOG_ID", dialog_id(chat, id).into()),
            ("LANGUAGE", "en".into()),
        ]);
        match news.message {
            Some(message) => params.extend(row([
                ("MESSAGE", value(message, "text")),
                ("MESSAGE_ID", text_of(message, "id")),
                ("TO_CHAT_ID", text_of(chat, "id")),
                ("FROM_USER_ID", by()),
                ("AUTHOR_ID", by()),
                ("SYSTEM", flag(message.get("issystem").is_some_and(is_yes))),
                ("CHAT_USER_COUNT", text_of(chat, "usercounter")),
            ])),
            None => params.extend(row([("BOT_ID", id.to_string().into()), ("USER_ID", by())])),
        }
        if is_private(chat) {
            params.insert("TO_USER_ID".to_owned(), id.to_string().into());
        } else {
            params.extend(row([
                ("CHAT_ID", text_of(chat, "id")),
                ("CHAT_TITLE", value(chat, "name")),
                ("CHAT_AUTHOR_ID", text_of(chat, "owner")),
                ("CHAT_ENTITY_TYPE", value(chat, "entitytype")),
                ("CHAT_ENTITY_ID", value(chat, "entityid")),
            ]));
        }
        let person = people::person(self, news.by);
        let is = |name: &str| flag(person.get(name).is_some_and(is_yes));
        let user = row([
            ("ID", by()),
            ("NAME", value(&person, "name")),
            ("FIRST_NAME", value(&person, "firstname")),
            ("LAST_NAME", value(&person, "lastname")),
            ("WORK_POSITION", value(&person, "workposition")),
            ("GENDER", value(&person, "gender")),
            ("IS_BOT", is("bot")),
            ("IS_CONNECTOR", is("connector")),
            ("IS_NETWORK", is("network")),
            ("IS_EXTRANET", is("extranet")),
        ]);
        let this = row([
            ("BOT_ID", id.to_string().into()),
            ("BOT_CODE", value(bot, "code")),
        ]);
        let bots = Map::from([(id.to_string(), Value::Map(this))]);
        let data = row([
            ("BOT", Value::Map(bots)),
            ("PARAMS", Value::Map(params)),
            ("USER", Value::Map(user)),
        ]);
        self.post(bot, &[own], name, data);
    }

    /// Has an event sent to the address of a bot, if it has one.
    fn post(&mut self, bot: &Row, names: &[&str], event: &str, data: Row) {
        let names = names.iter().copied().chain(["eventhandler", "webhookurl"]);
        let mut urls = names.filter_map(|name| bot.get(name).filter(|url| !is_empty(url)));
        if let Some(url) = urls.next().and_then(text) {
            self.posted.push(Posted {
                url,
                name: event.to_owned(),
                data,
            });
        }
    }
}

/// Whether the events of a bot are sent.
fn is_posted(bot: &Row) -> bool {
    bot.get("eventmode").and_then(text).as_deref() == Some("webhook")
}

/// Whether a bot gets a message: of a talk of two, one that mentions it, or, as an observer, any.
fn hears(bot: &Row, chat: &Row, message: &Row) -> bool {
    let kind = bot.get("type").and_then(text);
    let sees_all = matches!(kind.as_deref(), Some("supervisor" | "personal"));
    let said = message.get("text").and_then(text).unwrap_or_default();
    let said = said.to_lowercase();
    let id = number(bot, "id");
    let mentions = [
        format!("[user={id}]"),
        format!("[user={id} "),
        "[user=all]".to_owned(),
    ];
    sees_all || is_private(chat) || mentions.iter().any(|mention| said.contains(mention))
}

/// The kind of a field in the data of an event.
fn kind_of(event: &str, field: &str) -> Option<&'static Kind> {
    let event = describe::event(event)?;
    part(&Kind::Named(event.data.clone()), &[field])
}

fn text_of(row: &Row, name: &str) -> Value {
    row.get(name).and_then(text).unwrap_or_default().into()
}
