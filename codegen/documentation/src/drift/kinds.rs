//! Differences counted by scope and kind, for a person who settles them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Drift, is_new};
use crate::compare::{Record, What};

/// The columns: facts of items by their word, all of errors, and everything else.
const COLUMNS: [&str; 8] = [
    "added", "removed", "type", "required", "default", "values", "errors", "other",
];

/// The differences of a drift by scope and kind, as a table. Those of several scopes count in each,
/// and once in the total. Methods and events that the schema lacks are not counted.
#[must_use]
pub fn table(drift: &Drift<'_>) -> String {
    let mut scopes: BTreeMap<&str, [usize; COLUMNS.len()]> = BTreeMap::new();
    let mut total = [0; COLUMNS.len()];
    for change in drift.changes.iter().filter(|change| !is_new(change)) {
        let column = column(change);
        total[column] += 1;
        let scope = &change.subject().scope;
        let known = scope.iter().map(String::as_str);
        let none = ["(none)"].into_iter().filter(|_| scope.is_empty());
        for scope in known.chain(none) {
            scopes.entry(scope).or_default()[column] += 1;
        }
    }
    let mut out = String::new();
    row(&mut out, "scope", &COLUMNS.map(str::to_owned), "all");
    for (scope, counts) in scopes.into_iter().chain([("total", total)]) {
        let all: usize = counts.iter().sum();
        let counts = counts.map(|count| match count {
            0 => "–".to_owned(),
            count => count.to_string(),
        });
        row(&mut out, scope, &counts, &all.to_string());
    }
    out
}

fn row(out: &mut String, scope: &str, cells: &[String], all: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{scope:<22}");
    for cell in cells {
        let _ = write!(out, "{cell:>9}");
    }
    let _ = writeln!(out, "{all:>9}");
}

fn column(change: &Record<'_>) -> usize {
    let name = match change.what {
        What::Error { .. } => "errors",
        What::Item { .. } => change.word(),
        What::Method(_) => "other",
    };
    let known = COLUMNS.iter().position(|column| *column == name);
    known.unwrap_or(COLUMNS.len() - 1)
}
