//! What a chat is for those who see it.

use super::{me, number, numbers, row, value};
use crate::arguments::{integer, is_empty};
use crate::state::table::{Row, squash};
use bitrix24::{Map, Value};

/// The members of a chat, of whom the owner is one.
pub(super) fn members(chat: &Row) -> Vec<i64> {
    let mut members = Vec::new();
    let owner = Some(number(chat, "owner")).filter(|owner| *owner != 0);
    for user in owner.into_iter().chain(numbers(chat, "users")) {
        if !members.contains(&user) {
            members.push(user);
        }
    }
    members
}

/// Whether a chat is a talk of two.
pub(super) fn is_private(chat: &Row) -> bool {
    chat.get("messagetype").and_then(Value::as_text) == Some("P")
}

/// The other one of a talk of two.
pub(super) fn partner(chat: &Row, viewer: i64) -> i64 {
    let users = numbers(chat, "users").into_iter();
    let mut others = users.filter(|user| *user != viewer);
    others.next().unwrap_or(viewer)
}

/// The identifier of a dialog for a user: the other one's number, or `chat5`.
pub(super) fn dialog_id(chat: &Row, viewer: i64) -> String {
    if is_private(chat) {
        partner(chat, viewer).to_string()
    } else {
        format!("chat{}", number(chat, "id"))
    }
}

/// A chat as a user sees it.
pub(super) fn seen_by(chat: &Row, viewer: i64) -> Row {
    let mut seen = chat.clone();
    seen.insert("dialogid".to_owned(), dialog_id(chat, viewer).into());
    if viewer != me() {
        seen.remove("role");
    }
    let absent = |seen: &Row, name: &str| !seen.contains_key(name);
    if absent(&seen, "role") {
        let role = match viewer {
            viewer if viewer == number(chat, "owner") => "owner",
            viewer if numbers(chat, "managerlist").contains(&viewer) => "manager",
            viewer if members(chat).contains(&viewer) => "member",
            _ => "guest",
        };
        seen.insert("role".to_owned(), role.into());
    }
    let text = |name: &str| value(chat, name);
    let yes = || Value::Bool(true);
    let link = row([
        ("type", text("entitytype")),
        ("url", "".into()),
        ("id", text("entityid")),
    ]);
    let allowed = row([
        ("avatar", yes()),
        ("rename", yes()),
        ("extend", yes()),
        ("call", yes()),
        ("mute", yes()),
        ("leave", yes()),
        ("leave_owner", yes()),
        ("send", yes()),
        ("user_list", yes()),
    ]);
    let permissions = [
        ("manage_users_add", "member".into()),
        ("manage_users_delete", "manager".into()),
        ("manage_ui", "member".into()),
        ("manage_settings", "owner".into()),
        ("manage_messages", "member".into()),
        ("can_post", "member".into()),
    ];
    let views = row([
        ("message_id", text("lastmessageid")),
        ("first_viewers", Value::List(Vec::new())),
        ("count_of_viewers", 0.into()),
    ]);
    let derived = [
        ("entitylink", Value::Map(link)),
        ("restrictions", Value::Map(allowed)),
        ("permissions", Value::Map(row(permissions))),
        ("lastmessageviews", Value::Map(views)),
        ("isnew", false.into()),
        ("diskfolderid", 0.into()),
        ("readedlist", Value::List(Vec::new())),
    ];
    for (name, value) in derived {
        if absent(&seen, name) {
            seen.insert(name.to_owned(), value);
        }
    }
    seen
}

/// The users who turned the sound of a chat off.
pub(super) fn muted_by(chat: &Row) -> Vec<i64> {
    match chat.get("mutelist") {
        Some(Value::Map(users)) => {
            let users = users.keys().map(|user| Value::from(user.as_str()));
            users.filter_map(|user| integer(&user)).collect()
        }
        _ => numbers(chat, "mutelist"),
    }
}

/// Colors by their names, without case and underscores.
const COLORS: [(&str, &str); 16] = [
    ("red", "#df532d"),
    ("green", "#64a513"),
    ("mint", "#4ba984"),
    ("lightblue", "#4ba5c3"),
    ("darkblue", "#3e99ce"),
    ("purple", "#8474c8"),
    ("aqua", "#1eb4aa"),
    ("pink", "#f76187"),
    ("lime", "#58cc47"),
    ("brown", "#ab7761"),
    ("azure", "#29619b"),
    ("khaki", "#728f7a"),
    ("sand", "#ba9c7b"),
    ("marengo", "#556574"),
    ("gray", "#909090"),
    ("graphite", "#5e5f5e"),
];

/// The color of a name.
pub(super) fn color(name: &str) -> Option<&'static str> {
    let name = squash(name);
    let color = COLORS.iter().find(|(known, _)| *known == name);
    color.map(|(_, color)| *color)
}

/// A message as newer methods show it.
pub(super) fn bot_form(message: &Row) -> Row {
    let mut shown = message.clone();
    if !matches!(shown.get("params"), Some(Value::Map(_))) {
        shown.insert("params".to_owned(), Value::Map(Map::new()));
    }
    if shown.get("uuid").is_none_or(is_empty) {
        shown.insert("uuid".to_owned(), "".into());
    }
    let defaults = [
        ("issystem", Value::Bool(number(message, "authorid") == 0)),
        ("viewedbyothers", false.into()),
        ("forward", Value::Null),
    ];
    for (name, value) in defaults {
        if !shown.contains_key(name) {
            shown.insert(name.to_owned(), value);
        }
    }
    shown
}
