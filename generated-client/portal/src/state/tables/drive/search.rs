//! The search of the Drive, by names.

use super::answers::list;
use super::names::{is_within, name};
use super::{FOLDER, OBJECT, STORAGE, is_file, is_present, number};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, text};
use crate::moment;
use crate::state::table::{Row, RowKey, Table};
use crate::state::{Call, State};

/// Objects of a page.
const PAGE: usize = 50;
/// The largest number of objects that are skipped.
const FURTHEST: usize = 1000;

/// Where a call searches.
#[derive(Default)]
struct Place {
    storage: Option<i64>,
    folder: Option<i64>,
}

impl Place {
    fn of(state: &State, call: Call<'_>) -> Result<Self, Failure> {
        let refused = || {
            let message = "Search scope was not found. (NOT_FOUND).";
            Failure::with_message(call.method, "NOT_FOUND", message)
        };
        let filter = call.arguments.object("FILTER");
        let place = Self {
            storage: filter.integer("STORAGE_ID"),
            folder: filter.integer("FOLDER_ID"),
        };
        if let Some(storage) = place.storage {
            let known = state.row(&STORAGE, &RowKey::Number(storage));
            known.ok_or_else(refused)?;
        }
        if let Some(folder) = place.folder {
            let row = state.row(&FOLDER, &RowKey::Number(folder));
            let row = row.filter(is_present).ok_or_else(refused)?;
            let of = number(&row, "storageid");
            if place.storage.is_some_and(|storage| storage != of) {
                return Err(refused());
            }
        }
        Ok(place)
    }

    fn has(&self, state: &State, id: i64, row: &Row) -> bool {
        self.storage
            .is_none_or(|storage| number(row, "storageid") == storage)
            && self
                .folder
                .is_none_or(|folder| id != folder && is_within(state, id, folder))
    }
}

pub(super) fn found(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let query = call.arguments.text("QUERY").unwrap_or_default();
    let words: Vec<&str> = query.split_whitespace().collect();
    let query = words.join(" ").to_lowercase();
    if !(3..=255).contains(&query.chars().count()) {
        let message = "Search query is invalid. (INVALID_QUERY).";
        return Err(Failure::with_message(call.method, "INVALID_QUERY", message));
    }
    let place = Place::of(state, call)?;
    let wanted = call.arguments.text("TYPE");
    let wanted = wanted.as_deref().unwrap_or("file");
    let is_wanted = |row: &Row| match wanted {
        "file" => is_file(row),
        "folder" => !is_file(row),
        _ => true,
    };
    let keys = state.row_keys(&OBJECT).into_iter();
    let rows = keys.filter_map(|key| Some((key.clone(), state.row(&OBJECT, &key)?)));
    let mut found: Vec<(RowKey, Row)> = rows
        .filter(|(key, row)| {
            is_present(row)
                && number(row, "parentid") != 0
                && is_wanted(row)
                && name(row).to_lowercase().contains(&query)
                && place.has(state, key.number(), row)
        })
        .collect();
    let changed = |row: &Row| row.get("updatetime").and_then(moment::seconds);
    found.sort_by_key(|(key, row)| std::cmp::Reverse((changed(row), key.number())));
    let start = call.arguments.get("start").and_then(text);
    let start = start.and_then(|start| start.parse().ok()).unwrap_or(0);
    let start = FURTHEST.min(start);
    let next = start + PAGE;
    let has_more = found.len() > next && next <= FURTHEST;
    let page = found.into_iter().skip(start).take(PAGE).collect();
    // The page is cut already.
    let mut arguments = call.arguments.0.clone();
    arguments.remove("start");
    let whole = Call {
        arguments: Arguments(&arguments),
        ..call
    };
    let mut answer = list(state, table, whole, page);
    answer.total = None;
    answer.next = i64::try_from(next).ok().filter(|_| has_more);
    Ok(answer)
}
