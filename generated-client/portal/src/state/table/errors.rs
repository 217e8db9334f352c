//! The documented error for a row that does not exist, or that exists already.

use super::Table;
use crate::answer::Failure;
use crate::state::Call;
use bitrix24::describe::{ErrorRow, Method};

/// Words by which an error says that there is no such object.
const ABSENT: [&str; 9] = [
    "not found",
    "does not exist",
    "doesn't exist",
    "notfound",
    "notexist",
    "doesnotexist",
    "not exist",
    "no such",
    "could not find entity",
];

/// Words by which an error says that there is such an object.
const PRESENT: [&str; 4] = [
    "already exist",
    "already taken",
    "alreadyexist",
    "duplicate",
];

/// The error for a row that does not exist.
///
/// It is the one that the family names, or the one that says so, at best of this kind of object. A
/// method without one denies access to such a row.
pub(in crate::state) fn missing(table: &Table, call: Call<'_>) -> Failure {
    let method = call.method;
    let detail = "there is no such object";
    let named = table.missing.iter().find_map(|wanted| {
        let mut rows = method.errors.iter();
        rows.find(|row| row.name == *wanted || message(row).contains(&wanted.to_lowercase()))
    });
    let row = named
        .or_else(|| best(table, method, &ABSENT))
        .or_else(|| {
            method
                .errors
                .iter()
                .find(|row| row.name.starts_with("AccessDenied"))
        })
        .or_else(|| method.errors.iter().find(|row| row.name == "Other"));
    match row {
        Some(row) => Failure::documented(row, filled(row, call, detail)),
        None => Failure::new(400, "0", "Not found"),
    }
}

/// The error for a row that exists already.
pub(super) fn present(table: &Table, call: Call<'_>) -> Failure {
    let detail = "there is such an object already";
    match best(table, call.method, &PRESENT) {
        Some(row) => Failure::documented(row, filled(row, call, detail)),
        None => Failure::new(400, "0", "It already exists"),
    }
}

/// The error of the method that has such words, at best with the noun of the family.
fn best<'a>(table: &Table, method: &'a Method, words: &[&str]) -> Option<&'a ErrorRow> {
    let noun = table
        .name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let rank = |row: &&ErrorRow| {
        let name = row.name.to_lowercase();
        let message = message(row);
        let doc = row.doc.as_deref().unwrap_or_default().to_lowercase();
        let has = |text: &str| words.iter().any(|word| text.contains(word));
        let is_of_others = ["file", "spa", "smart", "user", "subscribe", "parent"]
            .iter()
            .any(|other| *other != noun && (message.starts_with(other) || name.starts_with(other)));
        match () {
            () if name == "notfound" => 6,
            () if is_of_others => 0,
            () if has(&name) && name.contains(&noun) => 5,
            () if has(&message) && message.contains(&noun) => 4,
            () if has(&name) || has(&message) => 3,
            () if has(&doc) => 2,
            () => 0,
        }
    };
    // The first of the best.
    let rows = method.errors.iter().rev();
    rows.filter(|row| rank(row) > 0).max_by_key(rank)
}

fn message(row: &ErrorRow) -> String {
    row.message.as_deref().unwrap_or_default().to_lowercase()
}

/// The documented message with the identifier in its place, or the detail.
fn filled(row: &ErrorRow, call: Call<'_>, detail: &str) -> String {
    let id = super::values::at(call.arguments, "id");
    let id = id.and_then(crate::arguments::text);
    match (row.message.as_deref(), id) {
        (Some(message), Some(id)) if message.contains("{id}") => message.replace("{id}", &id),
        _ => detail.to_owned(),
    }
}
