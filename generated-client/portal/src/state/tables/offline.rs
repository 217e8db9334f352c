//! Offline events: those whose handler fetches them.

use crate::answer::{Answer, Failure};
use crate::arguments::{integer, items, text};
use crate::state::bindings::Subscriber;
use crate::state::table::{Act, Fill, Row, RowKey, Table, found};
use crate::state::{Call, State};
use bitrix24::internal::identifier;
use bitrix24::{Map, Value};

/// The family of offline events.
pub(super) static TABLES: &[&Table] = &[&EVENT];

/// Events that wait until they are fetched.
static EVENT: Table = Table::of("event.offline")
    .unseeded()
    .fills(&[
        ("timestampx", Fill::Now),
        ("processid", Fill::Text("")),
        ("error", Fill::Number(0)),
        ("eventadditional", Fill::Nothing),
    ])
    .acts(&[
        ("get", Act::Own(fetch)),
        ("clear", Act::Own(clear)),
        ("error", Act::Own(fail)),
    ]);

impl State {
    /// Keeps an event for an offline handler, if there is one.
    pub(crate) fn keep_offline(&mut self, name: &str, data: &Value) {
        let is_wanted = self.bindings.events.iter().any(|handler| {
            let is_offline = matches!(handler.by, Subscriber::Application { offline: true, .. });
            is_offline && handler.event.eq_ignore_ascii_case(name)
        });
        if !is_wanted {
            return;
        }
        let key = self.next_row(&EVENT);
        let event = [
            ("eventname", Value::Text(name.to_ascii_uppercase())),
            ("eventdata", data.clone()),
            ("messageid", identifier().replace('-', "").into()),
        ];
        let event = event.map(|(name, value)| (name.to_owned(), value));
        self.write_row(&EVENT, key, event.into());
    }
}

fn is_failed(row: &Row) -> bool {
    row.get("error").and_then(integer) == Some(1)
}

/// Events that nobody has fetched: they are removed, or kept for the process that fetches them.
fn fetch(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    const PAGE: i64 = 50;
    let arguments = call.arguments;
    let process = arguments.text("process_id").unwrap_or_default();
    let failed = arguments.integer("error") == Some(1);
    let clears = arguments.integer("clear") != Some(0);
    let mut events = found(state, table, call);
    events.retain(|(_, row)| {
        let of = row.get("processid").and_then(text).unwrap_or_default();
        is_failed(row) == failed && (failed || of == process)
    });
    let limit = arguments
        .integer("limit")
        .filter(|limit| *limit > 0)
        .unwrap_or(PAGE);
    events.truncate(usize::try_from(limit).unwrap_or(0));
    let process = if clears {
        for (key, _) in &events {
            state.remove_row(table, key);
        }
        Value::Null
    } else {
        let process = if process.is_empty() {
            identifier().replace('-', "")
        } else {
            process
        };
        for (key, row) in &events {
            let mut row = row.clone();
            row.insert("processid".to_owned(), process.as_str().into());
            state.put_row(table, key.clone(), row);
        }
        Value::Text(process)
    };
    let spelled = events.into_iter().map(|(key, row)| {
        let value = |name: &str| row.get(name).cloned().unwrap_or_default();
        let id = text(&key.value()).unwrap_or_default();
        let event = [
            ("ID", Value::Text(id)),
            ("TIMESTAMP_X", value("timestampx")),
            ("EVENT_NAME", value("eventname")),
            ("EVENT_DATA", value("eventdata")),
            ("EVENT_ADDITIONAL", value("eventadditional")),
            ("MESSAGE_ID", value("messageid")),
        ];
        Value::Map(event.map(|(name, value)| (name.to_owned(), value)).into())
    });
    let result = [
        ("process_id", process),
        ("events", Value::List(spelled.collect())),
    ];
    let result = result.map(|(name, value)| (name.to_owned(), value));
    Ok(Answer::at(call.method, Map::from(result)))
}

/// The events of a process that a call names: all, or those with an identifier or a message.
fn of_process(state: &State, table: &'static Table, call: Call<'_>) -> Vec<(RowKey, Row)> {
    let process = call.arguments.get("process_id").and_then(RowKey::of);
    let process = process.unwrap_or(RowKey::Text(String::new()));
    let named = |name: &str| {
        let given = call.arguments.get(name).map(items)?;
        Some(given.into_iter().filter_map(RowKey::of).collect::<Vec<_>>())
    };
    let (ids, messages) = (named("id"), named("message_id"));
    let mut events = state.rows_with(table, "processid", &process);
    events.retain(|(key, row)| {
        let message = row.get("messageid").and_then(RowKey::of);
        ids.as_ref().is_none_or(|ids| ids.contains(key))
            && messages.as_ref().is_none_or(|all| {
                message
                    .as_ref()
                    .is_some_and(|message| all.contains(message))
            })
    });
    events
}

fn clear(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    for (key, _) in of_process(state, table, call) {
        state.remove_row(table, &key);
    }
    Ok(Answer::at(call.method, true))
}

fn fail(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    for (key, mut row) in of_process(state, table, call) {
        row.insert("error".to_owned(), 1.into());
        state.put_row(table, key, row);
    }
    Ok(Answer::at(call.method, true))
}
