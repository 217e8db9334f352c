//! Reactions to messages: by whom, and which.

use super::callers::viewer;
use super::messages::message_of;
use super::{MESSAGE, row, set_numbers};
use crate::answer::{Answer, Failure};
use crate::arguments::{integer, items, text};
use crate::state::table::{Row, RowKey, Table};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// The reactions of a message: users with their codes. Likes of the examples are among its
/// parameters.
fn of(message: &Row) -> Vec<(i64, String)> {
    match message.get("reactions") {
        Some(all) => items(all)
            .into_iter()
            .filter_map(|one| Some((integer(&one["user"])?, text(&one["code"])?)))
            .collect(),
        None => {
            let likes = message.get("params").and_then(|params| params.get("LIKE"));
            let users = likes.map(items).unwrap_or_default().into_iter();
            let users = users.filter_map(integer);
            users.map(|user| (user, LIKE.to_owned())).collect()
        }
    }
}

const LIKE: &str = "like";

fn set(message: &mut Row, reactions: &[(i64, String)]) {
    let all = reactions.iter().map(|(user, code)| {
        Value::Map(row([
            ("user", (*user).into()),
            ("code", code.as_str().into()),
        ]))
    });
    message.insert("reactions".to_owned(), Value::List(all.collect()));
    let likes = reactions.iter().filter(|(_, code)| code == LIKE);
    let likes: Vec<i64> = likes.map(|(user, _)| *user).collect();
    let mut params = match message.remove("params") {
        Some(Value::Map(params)) => params,
        _ => Map::new(),
    };
    params.remove("LIKE");
    if !likes.is_empty() {
        set_numbers(&mut params, "LIKE", likes);
    }
    message.insert("params".to_owned(), Value::Map(params));
}

impl State {
    /// Adds a reaction of a user, or takes it back. Returns whether anything has changed.
    pub(super) fn react(
        &mut self,
        (key, mut message): (RowKey, Row),
        user: i64,
        code: &str,
        add: bool,
    ) -> bool {
        let mut reactions = of(&message);
        let is_it = |(by, other): &(i64, String)| *by == user && other == code;
        let had = reactions.iter().any(is_it);
        if had == add {
            return false;
        }
        if add {
            // A user has one reaction to a message.
            reactions.retain(|(by, _)| *by != user);
            reactions.push((user, code.to_owned()));
        } else {
            reactions.retain(|one| !is_it(one));
        }
        set(&mut message, &reactions);
        let chat = message.get("chatid").and_then(RowKey::of);
        self.put_row(&MESSAGE, key.clone(), message);
        if let Some(chat) = chat {
            self.tell_reaction(&chat, &key, user, code, add);
        }
        true
    }
}

/// Adds a like, takes it back, or the other of both.
pub(super) fn like(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (key, message) = message_of(state, table, call)?;
    let user = viewer(state, call);
    let likes = of(&message)
        .iter()
        .any(|(by, code)| *by == user && code == LIKE);
    let add = match call.arguments.text("ACTION").as_deref() {
        Some("plus") => true,
        Some("minus") => false,
        _ => !likes,
    };
    if state.react((key, message), user, LIKE, add) {
        Ok(Answer::at(call.method, true))
    } else {
        let message = "Action completed without changes";
        Err(Failure::with_message(
            call.method,
            "WITHOUT_CHANGES",
            message,
        ))
    }
}
