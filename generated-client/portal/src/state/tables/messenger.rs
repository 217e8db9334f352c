//! The messenger: chats with their members, messages, notifications, and bots with what happened to
//! them. The families are here, what their methods do is in the modules below.

mod bot_chats;
mod bot_messages;
mod bots;
mod callers;
mod chats;
mod members;
mod messages;
mod notifications;
mod outbox;
mod people;
mod reactions;
mod recent;
mod seen;
mod shown;
mod view;

use super::part;
use crate::arguments::{integer, items};
use crate::state::table::{Act, Fill, Row, Table};
use bitrix24::Value;

pub(crate) use self::outbox::Posted;

/// The families of the messenger.
pub(super) static TABLES: &[&Table] = &[
    &CHAT,
    &MESSAGE,
    &NOTIFICATION,
    &PERSON,
    &RECENT,
    &BOT,
    &OLD_BOT,
    &BOT_EVENT,
    &BOT_CHAT,
];

/// Rows of a page.
const PAGE: i64 = 50;

/// Values of a new bot.
const NEW_BOT: [(&str, Fill); 12] = [
    ("type", Fill::Text("bot")),
    ("ishidden", Fill::Yes(false)),
    ("issupportopenline", Fill::Yes(false)),
    ("isreactionsenabled", Fill::Yes(true)),
    ("backgroundid", Fill::Null),
    ("language", Fill::Text("en")),
    ("moduleid", Fill::Text("rest")),
    ("eventmode", Fill::Text("fetch")),
    ("countmessage", Fill::Number(0)),
    ("countcommand", Fill::Number(0)),
    ("countchat", Fill::Number(0)),
    ("countuser", Fill::Number(0)),
];

/// Values of a new chat.
const NEW_CHAT: [(&str, Fill); 27] = [
    ("owner", Fill::Me),
    ("type", Fill::Text("chat")),
    ("messagetype", Fill::Text("C")),
    ("name", Fill::Text("Chat")),
    ("description", Fill::Text("")),
    ("color", Fill::Text("#4ba984")),
    ("avatar", Fill::Text("")),
    ("extranet", Fill::Yes(false)),
    ("containscollaber", Fill::Yes(false)),
    ("entitytype", Fill::Text("")),
    ("entityid", Fill::Text("")),
    ("entitydata1", Fill::Text("")),
    ("entitydata2", Fill::Text("")),
    ("entitydata3", Fill::Text("")),
    ("parentchatid", Fill::Number(0)),
    ("parentmessageid", Fill::Number(0)),
    ("mutelist", Fill::Nothing),
    ("managerlist", Fill::Nothing),
    ("public", Fill::Text("")),
    ("textfieldenabled", Fill::Yes(true)),
    ("backgroundid", Fill::Null),
    ("counter", Fill::Number(0)),
    ("lastid", Fill::Number(0)),
    ("markedid", Fill::Number(0)),
    ("unreadid", Fill::Number(0)),
    ("users", Fill::Nothing),
    ("messagecount", Fill::Number(0)),
];

/// Chats of several users, and talks of two. Members are in a field that no answer has.
static CHAT: Table = Table::of("im.chat")
    .prefixed("chat")
    .seeded_by(seen::chats)
    .named_by(&["CHAT_ID", "DIALOG_ID"])
    .missing(&["do not have access", "Action unavailable", "doesn't exist"])
    .aliases(&[("title", "name")])
    .parts(&[part(&MESSAGE, "chatid")])
    .fills(&NEW_CHAT)
    .settle(chats::settle)
    .check(callers::check_old)
    .acts(&[
        ("add", Act::Own(chats::add)),
        ("get", Act::Own(chats::of_object)),
        ("leave", Act::Own(members::leave)),
        ("mute", Act::Own(chats::mute)),
        ("setOwner", Act::Own(members::set_owner)),
        ("updateTitle", Act::Own(chats::set_title)),
        ("updateColor", Act::Own(chats::set_color)),
        ("updateAvatar", Act::Own(chats::set_avatar)),
        ("im.chat.user.add", Act::Own(members::add)),
        ("im.chat.user.list", Act::Own(members::list)),
        ("im.chat.user.delete", Act::Own(members::delete)),
        ("im.dialog.get", Act::Own(chats::dialog)),
        ("im.dialog.users.list", Act::Own(members::people)),
        ("im.dialog.writing", Act::Own(chats::writing)),
        ("im.search.chat.list", Act::Own(chats::search)),
        // The same by bots.
        ("imbot.chat.add", Act::Own(chats::add)),
        ("imbot.chat.get", Act::Own(chats::of_object)),
        ("imbot.chat.leave", Act::Own(members::leave)),
        ("imbot.chat.setOwner", Act::Own(members::set_owner)),
        ("imbot.chat.setManager", Act::Own(members::set_manager)),
        ("imbot.chat.updateTitle", Act::Own(chats::set_title)),
        ("imbot.chat.updateColor", Act::Own(chats::set_color)),
        ("imbot.chat.updateAvatar", Act::Own(chats::set_avatar)),
        ("imbot.chat.user.add", Act::Own(members::add)),
        ("imbot.chat.user.list", Act::Own(members::list)),
        ("imbot.chat.user.delete", Act::Own(members::delete)),
        ("imbot.chat.sendTyping", Act::Own(chats::writing)),
        ("imbot.dialog.get", Act::Own(chats::dialog)),
    ]);

static MESSAGE: Table = Table::of("im.message")
    .seeded_by(|| seen::seen().messages.clone())
    .missing(&["CantEditMessage", "don't have", "Message not found"])
    .aliases(&[("message", "text")])
    .check(callers::check_old)
    .fills(&[
        ("date", Fill::Now),
        ("unread", Fill::Yes(false)),
        ("params", Fill::Nothing),
        ("uuid", Fill::Null),
        ("replaces", Fill::Nothing),
        ("disappearingdate", Fill::Null),
        ("status", Fill::Text("received")),
        ("sticker", Fill::Null),
        ("forward", Fill::Null),
    ])
    .acts(&[
        ("add", Act::Own(messages::send)),
        ("update", Act::Own(messages::update)),
        ("delete", Act::Own(messages::delete)),
        ("like", Act::Own(reactions::like)),
        ("imbot.message.add", Act::Own(messages::send)),
        ("imbot.message.update", Act::Own(messages::update)),
        ("imbot.message.delete", Act::Own(messages::delete)),
        ("imbot.message.like", Act::Own(reactions::like)),
        ("im.dialog.messages.get", Act::Own(messages::messages)),
        ("im.dialog.messages.search", Act::Own(messages::search)),
    ]);

/// Notifications of the user.
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
        ("chatid", Fill::Number(1)),
        ("notifytitle", Fill::Text("")),
        ("settingname", Fill::Text("rest|rest_notify")),
        ("notifytype", Fill::Number(2)),
        ("notifymodule", Fill::Text("rest")),
        ("notifyevent", Fill::Text("rest_notify")),
        ("notifyread", Fill::Yes(false)),
    ])
    .acts(&[
        ("im.notify", Act::Add),
        ("im.notify.personal.add", Act::Add),
        ("im.notify.system.add", Act::Add),
        ("delete", Act::Own(notifications::delete_notifications)),
        ("get", Act::Own(notifications::notifications)),
        ("read", Act::Own(notifications::read)),
        ("im.notify.read.list", Act::Own(notifications::read_list)),
        ("im.notify.read.all", Act::Own(notifications::read_all)),
    ]);

/// The methods that answer users.
static PERSON: Table = Table::of("im.user")
    .unseeded()
    .missing(&["UserNotFound"])
    .acts(&[
        ("get", Act::Own(people::get)),
        ("im.user.list.get", Act::Own(people::list)),
        ("im.search.user.list", Act::Own(people::search)),
    ]);

/// The methods on the list of dialogs. Its entries are chats.
static RECENT: Table = Table::of("im.recent").unseeded().acts(&[
    ("get", Act::Own(recent::get)),
    ("list", Act::Own(recent::list)),
    ("pin", Act::Own(recent::pin)),
    ("unread", Act::Own(recent::mark_unread)),
    ("hide", Act::Own(recent::hide)),
    ("im.dialog.read", Act::Own(recent::read)),
    ("im.dialog.unread", Act::Own(recent::unread)),
    ("im.dialog.read.all", Act::Own(recent::read_all)),
    ("im.counters.get", Act::Own(recent::counters)),
]);

static BOT: Table = Table::of("imbot.v2.Bot")
    .seeded_by(|| seen::seen().bots.clone())
    .named_by(&["botId"])
    .by_code("code", "code")
    .missing(&["BotNotFound", "Bot not found"])
    .shared_by(&[&OLD_BOT])
    .parts(&[part(&BOT_EVENT, "botid")])
    .fills(&NEW_BOT)
    .check(callers::check)
    .acts(&[
        ("register", Act::Own(bots::register)),
        ("get", Act::Own(bots::get)),
        ("update", Act::Own(bots::update)),
        ("unregister", Act::Own(bots::unregister)),
        ("list", Act::Own(bots::list)),
    ]);

/// The same bots by the methods of the first version.
static OLD_BOT: Table = Table::of("imbot")
    .named_by(&["BOT_ID"])
    .missing(&["BotNotFound", "Bot not found"])
    .sharing(&BOT, &[])
    .fills(&NEW_BOT)
    .acts(&[
        ("register", Act::Own(bots::register_old)),
        ("unregister", Act::Own(bots::unregister)),
        ("update", Act::Own(bots::update_old)),
        ("imbot.bot.list", Act::Own(bots::list_old)),
    ]);

/// The events of bots, until they are fetched.
static BOT_EVENT: Table = Table::of("imbot.v2.Event")
    .key("eventid")
    .unseeded()
    .fills(&[("date", Fill::Now)])
    .check(callers::check)
    .acts(&[("get", Act::Own(outbox::get))]);

/// The methods of bots on chats. The rows are those of all chats.
static BOT_CHAT: Table = Table::of("imbot.v2.Chat")
    .unseeded()
    .missing(&["MessageNotFound", "AccessDenied", "UnknownReaction"])
    .check(callers::check)
    .acts(&[
        ("add", Act::Own(bot_chats::add)),
        ("get", Act::Own(bot_chats::get)),
        ("update", Act::Own(bot_chats::update)),
        ("leave", Act::Own(bot_chats::leave)),
        ("setOwner", Act::Own(bot_chats::set_owner)),
        ("imbot.v2.Chat.User.add", Act::Own(bot_chats::join)),
        ("imbot.v2.Chat.User.delete", Act::Own(bot_chats::remove)),
        ("imbot.v2.Chat.User.list", Act::Own(bot_chats::list)),
        ("imbot.v2.Chat.Manager.add", Act::Own(bot_chats::promote)),
        ("imbot.v2.Chat.Manager.delete", Act::Own(bot_chats::demote)),
        (
            "imbot.v2.Chat.TextField.enabled",
            Act::Own(bot_chats::text_field),
        ),
        (
            "imbot.v2.Chat.InputAction.notify",
            Act::Own(bot_chats::notify),
        ),
        ("imbot.v2.Chat.Message.send", Act::Own(bot_messages::send)),
        (
            "imbot.v2.Chat.Message.update",
            Act::Own(bot_messages::rewrite),
        ),
        (
            "imbot.v2.Chat.Message.delete",
            Act::Own(bot_messages::delete),
        ),
        ("imbot.v2.Chat.Message.get", Act::Own(bot_messages::message)),
        (
            "imbot.v2.Chat.Message.getContext",
            Act::Own(bot_messages::context),
        ),
        ("imbot.v2.Chat.Message.read", Act::Own(bot_messages::read)),
        (
            "imbot.v2.Chat.Message.Reaction.add",
            Act::Own(bot_messages::react),
        ),
        (
            "imbot.v2.Chat.Message.Reaction.delete",
            Act::Own(bot_messages::take_back),
        ),
    ]);

/// The user of the webhook.
fn me() -> i64 {
    integer(&Fill::Me.value(None)).unwrap_or(1)
}

/// The number of rows to return: the given limit, or [`PAGE`] without one.
fn limit(given: Option<i64>) -> usize {
    let limit = given.filter(|limit| *limit > 0).unwrap_or(PAGE);
    usize::try_from(limit).unwrap_or(0)
}

/// A value of a row; `null` where it has none.
fn value(row: &Row, name: &str) -> Value {
    row.get(name).cloned().unwrap_or_default()
}

/// A number that a row has.
fn number(row: &Row, name: &str) -> i64 {
    row.get(name).and_then(integer).unwrap_or(0)
}

/// The numbers that a list of a row has.
fn numbers(row: &Row, name: &str) -> Vec<i64> {
    let listed = row.get(name).map(items).unwrap_or_default();
    listed.into_iter().filter_map(integer).collect()
}

/// Sets a list of numbers.
fn set_numbers(row: &mut Row, name: &str, numbers: impl IntoIterator<Item = i64>) {
    let numbers = numbers.into_iter().map(Value::Integer).collect();
    row.insert(name.to_owned(), Value::List(numbers));
}

/// A row of these values.
fn row<const N: usize>(values: [(&str, Value); N]) -> Row {
    Row::from(values.map(|(name, value)| (name.to_owned(), value)))
}
