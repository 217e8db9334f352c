//! What the methods of a family do.

use super::values::at;
use super::{Act, Fill, Row, RowKey, Table, errors, found, missing, row_answer, shown_parts};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_empty, text};
use crate::example;
use crate::state::{Call, State};
use bitrix24::Value;

/// Answers a call of a family's method.
pub(in crate::state) fn run(
    state: &mut State,
    table: &'static Table,
    act: Act,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    if let Some(check) = table.check {
        check(state, call)?;
    }
    table.check_owners(state, call)?;
    let mut answer = acted(state, table, act, call)?;
    if let Some(adorn) = table.adorn {
        adorn(state, call, &mut answer);
    }
    Ok(answer)
}

fn acted(
    state: &mut State,
    table: &'static Table,
    act: Act,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    match act {
        Act::Add => add(state, table, call),
        Act::Get => get(state, table, call),
        Act::List => {
            let rows = found(state, table, call);
            Ok(table.list_answer(call, &rows))
        }
        Act::Update => update(state, table, call),
        Act::Delete => delete(state, table, call),
        Act::Set(fills) => set(state, table, call, fills),
        Act::Own(own) => own(state, table, call),
        Act::Fields | Act::Shown => example::answer(call.method),
    }
}

impl Table {
    /// The owners that a call names have to exist, where the family says so.
    fn check_owners(&self, state: &State, call: Call<'_>) -> Result<(), Failure> {
        let owners = self.owners_in(state, call);
        for within in self.within {
            if let (Some(of), Some(owner)) = (within.of, owners.get(within.field))
                && RowKey::of(owner).is_none_or(|owner| state.row(of, &owner).is_none())
            {
                return Err(missing(of, call));
            }
        }
        Ok(())
    }
}

fn add(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let mut row: Row = table
        .fills
        .iter()
        .chain(table.fixed)
        .map(|(name, fill)| ((*name).to_owned(), fill.value(Some(call))))
        .collect();
    row.extend(table.owners_in(state, call));
    // A new row has nothing to clear.
    let written = table.written(call).into_iter();
    row.extend(written.filter(|(_, value)| !is_empty(value)));
    for within in table.within {
        if let (Some(of), Some(owner)) = (within.of, row.get(within.field).and_then(RowKey::of))
            && state.row(of, &owner).is_none()
        {
            return Err(missing(of, call));
        }
    }
    if let Some((_, field)) = table.by_code
        && let Some(code) = row.get(field).and_then(RowKey::of)
    {
        let owners = table.owners_in(state, call);
        let is_same = |other: &Row| {
            let mut owners = owners.keys();
            owners.all(|name| {
                other.get(name).and_then(RowKey::of) == row.get(name).and_then(RowKey::of)
            })
        };
        let same = state.rows_with(table, field, &code);
        if same.iter().any(|(_, other)| is_same(other)) {
            return Err(errors::present(table, call));
        }
    }
    let chosen = row.get(table.key).and_then(RowKey::of);
    let key = match chosen.filter(|_| table.chosen) {
        Some(key) if state.row(table, &key).is_some() => return Err(errors::present(table, call)),
        Some(key) => key,
        None => state.next_row(table),
    };
    row.insert(table.key.to_owned(), key.value());
    if let Some(settle) = table.settle {
        settle(state, &mut row, None);
    }
    state.put_row(table, key.clone(), row);
    answered(state, table, call, &key)
}

/// The answer about a row that has been written.
fn answered(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
    key: &RowKey,
) -> Result<Answer, Failure> {
    let row = state.row(table, key).ok_or_else(|| missing(table, call))?;
    Ok(row_answer(table, call, key, &row))
}

fn get(state: &State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let (key, mut row) = named(state, table, call)?;
    shown_parts(state, table, &key, &mut row);
    Ok(row_answer(table, call, &key, &row))
}

/// The row that a call names.
fn named(state: &State, table: &'static Table, call: Call<'_>) -> Result<(RowKey, Row), Failure> {
    let mut rows = all_named(state, table, call)?;
    rows.pop().ok_or_else(|| missing(table, call))
}

/// The rows that a call names, each of which exists and has the owner of the call.
fn all_named(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Vec<(RowKey, Row)>, Failure> {
    let mut keys = table.keys(call);
    if keys.is_empty()
        && let Some((param, field)) = table.by_code
        && let Some(code) = at(call.arguments, param).and_then(text)
    {
        keys = state.row_keys(table);
        keys.retain(|key| {
            let row = state.row(table, key);
            row.is_some_and(|row| row.get(field).and_then(text).as_deref() == Some(&*code))
        });
    }
    let owners = table.owners_in(state, call);
    let rows = keys.into_iter().map(|key| {
        let row = state.row(table, &key)?;
        let is_owned = owners.iter().all(|(name, owner)| {
            *name == table.key || row.get(name).and_then(RowKey::of) == RowKey::of(owner)
        });
        is_owned.then_some((key, row))
    });
    let rows: Option<Vec<_>> = rows.collect();
    rows.filter(|rows| !rows.is_empty())
        .ok_or_else(|| missing(table, call))
}

fn update(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let (key, before) = named(state, table, call)?;
    let mut written = table.written(call);
    written.remove(table.key);
    let row = before.clone();
    write(state, table, call, (&key, row), written)
}

/// Writes values into a row.
fn write(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
    (key, mut row): (&RowKey, Row),
    written: Row,
) -> Result<Answer, Failure> {
    let before = row.clone();
    row.extend(written);
    for (name, fill) in table.touches {
        row.insert((*name).to_owned(), fill.value(Some(call)));
    }
    if let Some(settle) = table.settle {
        settle(state, &mut row, Some(&before));
    }
    state.put_row(table, key.clone(), row);
    answered(state, table, call, key)
}

impl State {
    /// Writes a row that no call of the family names, with what the portal adds to it.
    pub(in crate::state) fn write_row(&mut self, table: &'static Table, key: RowKey, row: Row) {
        let before = self.row(table, &key);
        let fills = if before.is_some() {
            table.touches
        } else {
            table.fills
        };
        let mut all: Row = fills
            .iter()
            .map(|(name, fill)| ((*name).to_owned(), fill.value(None)))
            .collect();
        all.extend(row);
        all.insert(table.key.to_owned(), key.value());
        if let Some(settle) = table.settle {
            settle(self, &mut all, before.as_ref());
        }
        self.put_row(table, key, all);
    }
}

fn delete(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let rows = all_named(state, table, call)?;
    let mut answer = Answer::at(call.method, Value::Null);
    for (key, row) in rows {
        answer = row_answer(table, call, &key, &row);
        state.remove_row(table, &key);
    }
    Ok(answer)
}

fn set(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
    fills: &[(&'static str, Fill)],
) -> Result<Answer, Failure> {
    let rows = all_named(state, table, call)?;
    let mut answer = Answer::at(call.method, true);
    for (key, row) in rows {
        let written = fills
            .iter()
            .map(|(name, fill)| ((*name).to_owned(), fill.value(Some(call))))
            .collect();
        answer = write(state, table, call, (&key, row), written)?;
    }
    Ok(answer)
}
