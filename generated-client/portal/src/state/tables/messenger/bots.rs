//! Bots, which are users too.

use super::callers::viewer;
use super::people;
use super::shown::of_result;
use super::view::{is_private, members};
use super::{BOT, CHAT, number, value};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_yes, text};
use crate::state::columns::flag;
use crate::state::table::{Act, Row, RowKey, Table, missing, row_answer, run, squash};
use crate::state::tables::office::USER;
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// The answer about a bot, with its user.
fn told(state: &State, table: &'static Table, call: Call<'_>, key: &RowKey, bot: &Row) -> Answer {
    let mut answer = row_answer(table, call, key, bot);
    let people = people::people(state, of_result(call.method, &["users"]), [key.number()]);
    if let Value::Map(result) = &mut answer.result {
        let people = people.into_iter().map(Value::Map).collect();
        result.insert("users".to_owned(), Value::List(people));
    }
    answer
}

/// The code is taken by a bot with another token; the same call again finds the bot.
pub(super) fn register(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let fields = call.arguments.object("fields");
    let code = fields.get("code").and_then(RowKey::of);
    let known = code.map(|code| state.rows_with(table, "code", &code));
    let known = known.and_then(|mut known| known.pop());
    if let Some((key, bot)) = known {
        let token = bot.get("bottoken").and_then(text);
        if !call.by_application && token.is_some() && token != fields.text("botToken") {
            let message = "Bot code is already taken";
            return Err(Failure::of(call.method, "CodeTaken", message));
        }
        return Ok(told(state, table, call, &key, &bot));
    }
    let is_webhook = fields.text("eventMode").as_deref() == Some("webhook");
    if is_webhook && fields.text("webhookUrl").is_none_or(|url| url.is_empty()) {
        let message = "Webhook URL is required";
        return Err(Failure::of(call.method, "MissingWebhookUrl", message));
    }
    let mut bot = table.written(call);
    bot.remove("id");
    let key = state.add_bot(bot);
    let bot = state.row(table, &key).unwrap_or_default();
    Ok(told(state, table, call, &key, &bot))
}

impl State {
    /// Adds a bot. Its number is that of no user.
    fn add_bot(&mut self, bot: Row) -> RowKey {
        let user = self.next_row(&USER);
        let key = RowKey::Number(user.number().max(self.next_row(&BOT).number()));
        self.write_row(&BOT, key.clone(), bot);
        key
    }
}

pub(super) fn get(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    with_user(state, table, call, Act::Get)
}

pub(super) fn update(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    with_user(state, table, call, Act::Update)
}

fn with_user(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
    act: Act,
) -> Result<Answer, Failure> {
    let before = call.arguments.integer("botId").map(RowKey::Number);
    let before = before.and_then(|key| state.row(table, &key));
    let answer = run(state, table, act, call)?;
    let id = answer.result.get("bot").and_then(|bot| bot.get("id"));
    let Some(key) = id.and_then(RowKey::of) else {
        return Ok(answer);
    };
    let mut bot = state.row(table, &key).unwrap_or_default();
    // Properties that an update does not name stay.
    if let Some(before) = before.as_ref().and_then(|before| before.get("properties"))
        && let (Value::Map(old), Some(Value::Map(new))) = (before, bot.get("properties"))
    {
        let mut all = old.clone();
        all.extend(new.clone());
        bot.insert("properties".to_owned(), Value::Map(all));
        state.put_row(table, key.clone(), bot.clone());
    }
    Ok(told(state, table, call, &key, &bot))
}

pub(super) fn list(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let wanted = call.arguments.object("filter").text("type");
    let keys = state.row_keys(table).into_iter();
    let all = keys.filter_map(|key| Some((key.clone(), state.row(table, &key)?)));
    let token = call.arguments.text("botToken");
    let mut all: Vec<(RowKey, Row)> = all
        .filter(|(_, bot)| {
            let own = bot.get("bottoken").and_then(text);
            let is_own = call.by_application || own.is_none() || own == token;
            let kind = bot.get("type").and_then(text);
            is_own && (wanted.is_none() || kind == wanted)
        })
        .collect();
    let begins = call.arguments.integer("offset").unwrap_or(0);
    let begins = usize::try_from(begins).unwrap_or(0).min(all.len());
    all.drain(..begins);
    let size = super::limit(call.arguments.integer("limit"));
    let more = all.len() > size;
    all.truncate(size);
    let kind = of_result(call.method, &["bots"]);
    let bots = all.iter().map(|(_, bot)| super::shown::shown(kind, bot));
    let ids = all.iter().map(|(key, _)| key.number());
    let people = people::people(state, of_result(call.method, &["users"]), ids);
    Ok(Answer::new(super::row([
        ("bots", Value::List(bots.collect())),
        (
            "users",
            Value::List(people.into_iter().map(Value::Map).collect()),
        ),
        ("hasNextPage", more.into()),
    ])))
}

/// The bot learns of it, and leaves its chats. The method of the first version deletes its talks of
/// two as well.
pub(super) fn unregister(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = RowKey::Number(viewer(state, call));
    if state.row(table, &key).is_some() {
        state.tell_deleted(key.number());
        state.leave_all(key.number(), call.method.name == "imbot.unregister");
    }
    run(state, table, Act::Delete, call)
}

/// Kinds of bots of the first version, and those of the second.
const KINDS: [(&str, &str); 4] = [
    ("B", "bot"),
    ("H", "bot"),
    ("O", "openline"),
    ("S", "supervisor"),
];

/// What a call of the first version writes, in the words of the second.
fn in_new_words(mut bot: Row) -> Row {
    let kind = bot.get("type").and_then(text);
    if let Some((_, new)) = KINDS.iter().find(|(old, _)| kind.as_deref() == Some(*old)) {
        bot.insert("type".to_owned(), (*new).into());
    }
    if let Some(openline) = bot.remove("openline") {
        bot.insert("issupportopenline".to_owned(), openline);
    }
    for name in ["clientid", "botid", "id"] {
        bot.remove(name);
    }
    bot
}

/// A bot with a code that exists is not created again.
pub(super) fn register_old(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let mut bot = in_new_words(table.written(call));
    let code = bot.get("code").and_then(RowKey::of);
    let known = code.map(|code| state.rows_with(&BOT, "code", &code));
    if let Some((key, _)) = known.and_then(|mut known| known.pop()) {
        return Ok(Answer::at(call.method, key.value()));
    }
    bot.insert("old".to_owned(), true.into());
    let key = state.add_bot(bot);
    Ok(Answer::at(call.method, key.value()))
}

pub(super) fn update_old(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = RowKey::Number(viewer(state, call));
    let bot = state.row(&BOT, &key);
    let Some(mut bot) = bot else {
        return Err(missing(table, call));
    };
    let given = call.arguments.object("FIELDS");
    let given = given.0.iter();
    let given: Row = given
        .map(|(name, value)| (squash(name), value.clone()))
        .collect();
    bot.extend(in_new_words(given));
    state.write_row(&BOT, key, bot);
    Ok(Answer::at(call.method, true))
}

pub(super) fn list_old(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let keys = state.row_keys(table).into_iter();
    let bots = keys.filter_map(|key| {
        let bot = state.row(&BOT, &key)?;
        let openline = bot.get("issupportopenline").is_some_and(is_yes);
        let name = value(&people::person(state, key.number()), "name");
        let shown = super::row([
            ("ID", key.value()),
            ("NAME", name),
            ("CODE", value(&bot, "code")),
            ("OPENLINE", flag(openline)),
        ]);
        Some((key.number().to_string(), Value::Map(shown)))
    });
    Ok(Answer::at(call.method, bots.collect::<Map<_, _>>()))
}

impl State {
    /// Takes a bot out of its chats. Talks of two with it are removed or stay.
    fn leave_all(&mut self, bot: i64, removes_private: bool) {
        for key in self.row_keys(&CHAT) {
            let chat = self.row(&CHAT, &key);
            let Some(chat) = chat.filter(|chat| members(chat).contains(&bot)) else {
                continue;
            };
            if !is_private(&chat) {
                self.leave_chat(&key, chat, &[bot]);
            } else if removes_private {
                self.remove_row(&CHAT, &key);
            }
        }
    }

    /// Counts a message of a bot.
    pub(super) fn count_message(&mut self, bot: i64) {
        let key = RowKey::Number(bot);
        if let Some(mut row) = self.row(&BOT, &key) {
            let count = number(&row, "countmessage");
            row.insert("countmessage".to_owned(), (count + 1).into());
            self.put_row(&BOT, key, row);
        }
    }
}
