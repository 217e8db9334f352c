//! Names, which are unique in a folder, and paths.

use super::{OBJECT, STORAGE, is_file, is_present, number};
use crate::arguments::text;
use crate::state::State;
use crate::state::table::{Row, RowKey};

/// The number of folders within each other that are followed.
const DEEPEST: usize = 1000;

/// What is in a folder and not in the trash, in the order of identifiers.
pub(super) fn children(state: &State, folder: i64) -> Vec<(RowKey, Row)> {
    let mut rows = everything(state, folder);
    rows.retain(|(_, row)| is_present(row));
    rows
}

/// What is in a folder, and what was when it came into the trash.
pub(super) fn everything(state: &State, folder: i64) -> Vec<(RowKey, Row)> {
    state.rows_with(&OBJECT, "parentid", &RowKey::Number(folder))
}

/// A folder or a file with everything in it that is not in the trash, outer objects first.
pub(super) fn tree(state: &State, id: i64) -> Vec<(i64, Row)> {
    let mut found: Vec<(i64, Row)> = Vec::new();
    found.extend(state.row(&OBJECT, &RowKey::Number(id)).map(|row| (id, row)));
    let mut next = 0;
    while let Some((id, _)) = found.get(next) {
        let inner = children(state, *id);
        found.extend(inner.into_iter().map(|(key, row)| (key.number(), row)));
        next += 1;
    }
    found
}

/// The name of an object.
pub(super) fn name(row: &Row) -> String {
    row.get("name").and_then(text).unwrap_or_default()
}

/// Whether an object of the folder, other than this one, has the name.
pub(super) fn is_taken(state: &State, folder: i64, wanted: &str, but: Option<i64>) -> bool {
    children(state, folder)
        .iter()
        .any(|(key, row)| Some(key.number()) != but && name(row) == wanted)
}

/// The name, or with a number the first that is not taken: `file (1).docx`.
pub(super) fn unique(state: &State, folder: i64, wanted: &str, but: Option<i64>) -> String {
    let (stem, ending) = match wanted.rfind('.') {
        Some(at) if at > 0 => wanted.split_at(at),
        _ => (wanted, ""),
    };
    let mut name = wanted.to_owned();
    let mut number = 0;
    while is_taken(state, folder, &name, but) {
        number += 1;
        name = format!("{stem} ({number}){ending}");
    }
    name
}

/// Whether a folder is within another one, or that one itself.
pub(super) fn is_within(state: &State, folder: i64, outer: i64) -> bool {
    let mut at = folder;
    for _ in 0..DEEPEST {
        if at == outer {
            return true;
        }
        match state.row(&OBJECT, &RowKey::Number(at)) {
            Some(row) => at = number(&row, "parentid"),
            None => return false,
        }
    }
    false
}

/// Whether a folder is the root of a storage.
pub(super) fn is_root(row: &Row) -> bool {
    number(row, "parentid") == 0
}

/// The address of an object in the interface; none in storages of applications.
pub(super) fn detail(state: &State, row: &Row) -> Option<String> {
    let storage = state.row(&STORAGE, &RowKey::Number(number(row, "storageid")))?;
    let owner = storage.get("entityid").and_then(text).unwrap_or_default();
    let place = match storage.get("entitytype").and_then(text)?.as_str() {
        "user" => format!("company/personal/user/{owner}/disk"),
        "group" => format!("workgroups/group/{owner}/disk"),
        "common" => "docs".to_owned(),
        _ => return None,
    };
    let mut path = vec![name(row)];
    let mut at = number(row, "parentid");
    while let Some(outer) = state.row(&OBJECT, &RowKey::Number(at))
        && !is_root(&outer)
        && path.len() < DEEPEST
    {
        path.push(name(&outer));
        at = number(&outer, "parentid");
    }
    path.reverse();
    let kind = if is_file(row) { "file" } else { "path" };
    let origin = state.drive.origin();
    Some(format!("{origin}/{place}/{kind}/{}", path.join("/")))
}
