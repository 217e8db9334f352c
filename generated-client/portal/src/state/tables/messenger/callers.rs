//! Who makes a call: the user of the webhook, or a bot.

use super::{BOT, me};
use crate::answer::Failure;
use crate::arguments::text;
use crate::state::table::RowKey;
use crate::state::{Call, State};

/// The parameters that name a bot.
const BOT_PARAMS: [&str; 2] = ["BOT_ID", "botId"];

/// Who makes a call: the user of the webhook, or a bot.
pub(super) fn viewer(state: &State, call: Call<'_>) -> i64 {
    let mut params = call.method.params.iter();
    if params.any(|param| BOT_PARAMS.contains(&&*param.name)) {
        of(state, call)
    } else {
        me()
    }
}

/// The bot that a call of a bot names; the one that was registered last where it names none.
/// A portal takes the first one of the application. Here the bots of the examples are before those
/// that a program registers, so that the last one is its own.
fn of(state: &State, call: Call<'_>) -> i64 {
    let given = BOT_PARAMS
        .iter()
        .find_map(|name| call.arguments.integer(name));
    let last = || state.row_keys(&BOT).pop();
    given.unwrap_or_else(|| last().map_or(0, |bot| bot.number()))
}

/// The methods of the first version that document it refuse a bot that does not exist.
pub(super) fn check_old(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    const ABSENT: &str = "BotNotFound";
    let mut errors = call.method.errors.iter();
    let refuses = call.method.name.starts_with("imbot.") && errors.any(|row| row.name == ABSENT);
    if refuses && state.row(&BOT, &RowKey::Number(of(state, call))).is_none() {
        return Err(Failure::of(call.method, ABSENT, "Bot not found"));
    }
    Ok(())
}

/// A webhook names the token of the bot, and its own one.
pub(super) fn check(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    let refused = |name: &str, message: &str| Err(Failure::of(call.method, name, message));
    let fields = call.arguments.object("fields");
    let is_new = call.method.name == "imbot.v2.Bot.register";
    let given = if is_new {
        fields.text("botToken")
    } else {
        call.arguments.text("botToken")
    };
    let given = given.filter(|token| !token.is_empty());
    if given.is_none() && !call.by_application {
        return refused("MissingBotToken", "Bot token is not specified");
    }
    if is_new {
        return Ok(());
    }
    let bot = call.arguments.get("botId").and_then(RowKey::of);
    let Some(bot) = bot else { return Ok(()) };
    let Some(row) = state.row(&BOT, &bot) else {
        return refused("BotNotFound", "Bot not found");
    };
    let token = row.get("bottoken").and_then(text);
    if !call.by_application && token.is_some() && token != given {
        return refused("NotBotOwner", "Bot is registered by another application");
    }
    Ok(())
}
