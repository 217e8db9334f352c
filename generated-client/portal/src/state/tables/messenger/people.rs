//! People and bots, as the messenger shows them.

use super::seen::seen;
use super::shown::{of_result, shown};
use super::{BOT, me, row};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, integer, is_yes, items, text};
use crate::page;
use crate::state::table::{Fill, Row, RowKey, Table, missing, squash};
use crate::state::tables::office::{USER, full_name};
use crate::state::{Call, State};
use bitrix24::describe::Kind;
use bitrix24::{Map, Value};

/// A user, if the portal knows one of this number.
pub(super) fn known(state: &State, id: i64) -> Option<Row> {
    let key = RowKey::Number(id);
    let seen = seen().people.get(&key).cloned();
    let user = state.row(&USER, &key);
    let bot = state.row(&BOT, &key);
    if seen.is_none() && user.is_none() && bot.is_none() {
        return None;
    }
    let mut person = anybody(id);
    person.extend(seen.unwrap_or_default());
    if let Some(user) = user {
        person.extend(of_user(id, &user));
    }
    if let Some(bot) = bot {
        person.extend(of_bot(&bot, &person));
    }
    Some(person)
}

/// A user of this number; one without a name where the portal does not know it.
pub(super) fn person(state: &State, id: i64) -> Row {
    known(state, id).unwrap_or_else(|| anybody(id))
}

fn anybody(id: i64) -> Row {
    let none = || Value::from("");
    let no = || Value::Bool(false);
    row([
        ("id", id.into()),
        ("active", true.into()),
        ("name", full_name(id, &Row::new()).into()),
        ("firstname", none()),
        ("lastname", none()),
        ("workposition", none()),
        ("color", "#df532d".into()),
        ("avatar", none()),
        ("avatarhr", none()),
        ("gender", "M".into()),
        ("birthday", none()),
        ("extranet", no()),
        ("network", no()),
        ("bot", no()),
        ("connector", no()),
        ("externalauthid", "default".into()),
        ("status", "online".into()),
        ("idle", no()),
        ("lastactivitydate", Fill::Now.value(None)),
        ("mobilelastdate", no()),
        ("desktoplastdate", no()),
        ("absent", no()),
        ("departments", Value::List(Vec::new())),
        ("phones", no()),
        ("botdata", Value::Null),
        ("type", "user".into()),
        ("website", none()),
        ("email", none()),
    ])
}

/// What the messenger takes from the user of `user.*`.
fn of_user(id: i64, user: &Row) -> Row {
    let names = [
        ("name", "firstname"),
        ("lastname", "lastname"),
        ("workposition", "workposition"),
        ("email", "email"),
        ("ufdepartment", "departments"),
        ("UF_DEPARTMENT", "departments"),
    ];
    let taken = names.iter().filter_map(|(of, to)| {
        let value = user.get(*of).filter(|value| !value.is_null())?;
        Some(((*to).to_owned(), value.clone()))
    });
    let mut person: Row = taken.collect();
    person.insert("name".to_owned(), full_name(id, user).into());
    if let Some(gender) = user.get("personalgender").filter(|gender| {
        gender
            .as_text()
            .is_some_and(|gender| gender == "M" || gender == "F")
    }) {
        person.insert("gender".to_owned(), gender.clone());
    }
    let phones = [
        ("workphone", "work_phone"),
        ("personalmobile", "personal_mobile"),
        ("personalphone", "personal_phone"),
        ("ufphoneinner", "inner_phone"),
    ];
    let phones = phones.iter().filter_map(|(of, to)| {
        let phone = user.get(*of).and_then(text)?;
        (!phone.is_empty()).then(|| ((*to).to_owned(), phone.into()))
    });
    let phones: Map<String, Value> = phones.collect();
    if !phones.is_empty() {
        person.insert("phones".to_owned(), Value::Map(phones));
    }
    let is_active = user.get("active").is_none_or(is_yes);
    person.insert("active".to_owned(), is_active.into());
    person
}

/// What the messenger takes from a bot, whose name may have two words.
fn of_bot(bot: &Row, before: &Row) -> Row {
    let mut person = row([
        ("bot", true.into()),
        ("type", "bot".into()),
        ("externalauthid", "bot".into()),
    ]);
    let given = bot.get("properties").and_then(Value::as_map);
    let given: Row = given
        .into_iter()
        .flatten()
        .map(|(name, value)| (squash(name), value.clone()))
        .collect();
    let part = |name: &str| {
        given
            .get(name)
            .and_then(text)
            .filter(|text| !text.is_empty())
    };
    let words = part("name").or_else(|| bot.get("name").and_then(text));
    let words = words.or_else(|| before.get("name").and_then(text));
    let words = words.unwrap_or_default();
    let (first, last) = match (part("lastname"), words.split_once(' ')) {
        (Some(last), _) => (words.clone(), last),
        (None, Some((first, last))) => (first.to_owned(), last.to_owned()),
        (None, None) => (words.clone(), String::new()),
    };
    let whole = format!("{first} {last}");
    person.extend(row([
        ("name", whole.trim().into()),
        ("firstname", first.into()),
        ("lastname", last.into()),
    ]));
    for name in ["workposition", "gender"] {
        if let Some(value) = given.get(name) {
            person.insert(name.to_owned(), value.clone());
        }
    }
    if let Some(color) = part("color").and_then(|color| super::view::color(&color)) {
        person.insert("color".to_owned(), color.into());
    }
    person
}

/// Users in the form of a kind.
pub(super) fn people(
    state: &State,
    kind: Option<&Kind>,
    ids: impl IntoIterator<Item = i64>,
) -> Vec<Map<String, Value>> {
    let ids = ids.into_iter();
    ids.filter_map(|id| match one(state, kind, id) {
        Value::Map(person) => Some(person),
        _ => None,
    })
    .collect()
}

/// A user in the form of a kind. Bots have other words for kinds of users.
pub(super) fn one(state: &State, kind: Option<&Kind>, id: i64) -> Value {
    let mut person = person(state, id);
    let of_bots = kind
        .and_then(|kind| super::shown::part(kind, &["firstName"]))
        .is_some();
    let words = ["user", "employee"];
    if person
        .get("type")
        .and_then(Value::as_text)
        .is_some_and(|word| words.contains(&word))
    {
        let word = if of_bots { "employee" } else { "user" };
        person.insert("type".to_owned(), word.into());
    }
    shown(kind, &person)
}

pub(super) fn get(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let id = call.arguments.integer("ID").unwrap_or_else(me);
    known(state, id).ok_or_else(|| missing(table, call))?;
    let person = one(state, of_result(call.method, &[]), id);
    Ok(Answer::at(call.method, person))
}

/// The known ones of some users.
pub(super) fn list(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let given = call.arguments.get("ID").cloned().unwrap_or_default();
    // They may be JSON in a text.
    let given = match given.as_text().map(serde_json::from_str::<Value>) {
        Some(Ok(list)) => list,
        Some(Err(_)) => {
            let message = "A wrong format for the ID field is passed";
            return Err(Failure::of(call.method, "InvalidId", message));
        }
        None => given,
    };
    let ids = match &given {
        Value::Integer(id) => vec![*id],
        many => items(many).into_iter().filter_map(integer).collect(),
    };
    let ids = ids.into_iter().filter(|id| known(state, *id).is_some());
    let kind = of_result(call.method, &[]);
    let people = people(state, kind, ids.collect::<Vec<_>>());
    let as_list = call.arguments.text("RESULT_TYPE").as_deref() == Some("array");
    let people = people.into_iter();
    let result = if as_list {
        Value::List(people.map(Value::Map).collect())
    } else {
        Value::Map(people.map(by_id).collect())
    };
    Ok(Answer::at(call.method, result))
}

fn by_id(person: Map<String, Value>) -> (String, Value) {
    let id = person.get("id").and_then(text).unwrap_or_default();
    (id, Value::Map(person))
}

/// Users by a part of their names.
pub(super) fn search(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let wanted = call
        .arguments
        .text("FIND")
        .unwrap_or_default()
        .to_lowercase();
    let users = state.row_keys(&USER).into_iter();
    let seen = seen().people.iter().map(|(key, _)| key.clone());
    let bots = state.row_keys(&BOT).into_iter();
    let mut ids: Vec<i64> = users
        .chain(seen)
        .chain(bots)
        .map(|key| key.number())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| {
        let person = person(state, *id);
        let has = |name: &str| {
            let word = person.get(name).and_then(text).unwrap_or_default();
            word.to_lowercase().contains(&wanted)
        };
        has("name") || has("workposition")
    });
    let people = people(state, of_result(call.method, &[]), ids);
    let mut answer = paged(call.method, call.arguments, people);
    let rows = items(&answer.result).into_iter();
    let rows = rows.filter_map(Value::as_map).cloned();
    answer.result = Value::Map(rows.map(by_id).collect());
    Ok(answer)
}

/// A page of rows with the start of the next one.
pub(super) fn paged(
    method: &bitrix24::describe::Method,
    arguments: Arguments<'_>,
    rows: Vec<Map<String, Value>>,
) -> Answer {
    let total = rows.len();
    let mut answer = page::page(method, arguments, rows);
    let start = arguments.integer("OFFSET").unwrap_or(0);
    let shown = items(&answer.result).len();
    let next = usize::try_from(start).unwrap_or(0) + shown;
    answer.next = i64::try_from(next)
        .ok()
        .filter(|_| next < total && shown > 0);
    answer
}
