//! Tasks as rows of the classic families `tasks.task.*` and `task.item.*`.
//!
//! Stored tasks have the names and values of REST 3.0. What only the classic methods have is stored
//! beside them, under the names of rows.

use super::{Row, RowKey, squash};
use crate::arguments::{integer, is_yes, text};
use crate::state::State;
use crate::state::tasks::{self, TASK, fields_of};
use bitrix24::Value;
use bitrix24::describe::{Field, Kind};

/// The values of fields that have other ones in REST 3.0.
const VALUES: [(&str, &[(i64, &str)]); 2] = [
    (
        "status",
        &[
            (2, "pending"),
            (3, "in_progress"),
            (4, "supposedly_completed"),
            (5, "completed"),
            (6, "deferred"),
            (7, "declined"),
        ],
    ),
    ("priority", &[(0, "low"), (1, "average"), (2, "high")]),
];

/// The mark of a task that has none in REST 3.0.
const UNRATED: &str = "none";

pub(super) fn keys(state: &State) -> Vec<RowKey> {
    state.tasks.ids().into_iter().map(RowKey::Number).collect()
}

pub(super) fn get(state: &State, key: &RowKey) -> Option<Row> {
    let task = state.tasks.stored(key.number())?;
    let row = task.iter().map(|(name, value)| {
        let name = squash(name);
        let value = classic(&name, value);
        (name, value)
    });
    Some(row.collect())
}

pub(super) fn put(state: &mut State, key: &RowKey, row: Row) {
    let known = fields();
    let mut task = state
        .tasks
        .stored(key.number())
        .cloned()
        .unwrap_or_else(tasks::fresh);
    for (name, value) in row {
        match known.iter().find(|field| squash(&field.name) == name) {
            Some(field) => task.insert(field.name.clone(), newer(field, &name, &value)),
            None => task.insert(name, value),
        };
    }
    state.tasks.insert(Some(key.number()), task);
}

pub(super) fn remove(state: &mut State, key: &RowKey) {
    state.tasks.remove(key.number());
}

fn fields() -> &'static [Field] {
    fields_of(&Kind::Named(TASK.to_owned()))
}

/// A value of REST 3.0 in its classic form.
fn classic(name: &str, value: &Value) -> Value {
    let values = VALUES.iter().find(|(field, _)| *field == name);
    if let (Some((_, values)), Some(text)) = (values, value.as_text()) {
        let number = values.iter().find(|(_, newer)| *newer == text);
        return number.map_or_else(|| value.clone(), |(number, _)| Value::Integer(*number));
    }
    match value {
        Value::Text(mark) if name == "mark" && mark == UNRATED => Value::Null,
        Value::List(many) => Value::List(
            // Related objects are identifiers.
            many.iter()
                .map(|one| one.get("id").unwrap_or(one).clone())
                .collect(),
        ),
        _ => value.clone(),
    }
}

/// A classic value in the form of REST 3.0.
fn newer(field: &Field, name: &str, value: &Value) -> Value {
    let values = VALUES.iter().find(|(field, _)| *field == name);
    if let (Some((_, values)), Some(number)) = (values, integer(value)) {
        let text = values.iter().find(|(known, _)| *known == number);
        return text.map_or_else(|| value.clone(), |(_, text)| (*text).into());
    }
    match &field.kind {
        _ if value.is_null() => Value::Null,
        Kind::Boolean => Value::Bool(is_yes(value)),
        Kind::Integer | Kind::Id(_) => integer(value).map_or_else(|| value.clone(), Value::Integer),
        Kind::Text => text(value).map_or_else(|| value.clone(), Value::Text),
        kind => tasks::kept(kind, value),
    }
}
