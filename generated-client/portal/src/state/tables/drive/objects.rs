//! What folders and files have in common: they are added, copied, moved, renamed, deleted, restored
//! and linked to.

use super::answers::about;
use super::names::{everything, is_root, is_taken, is_within, name, tree, unique};
use super::{
    FOLDER, IN_TRASH, OBJECT, PRESENT, WITH_FOLDER, is_file, is_present, named, number, present,
    store, touched, versions,
};
use crate::answer::{Answer, Failure};
use crate::moment;
use crate::state::table::{Fill, Row, RowKey, Table};
use crate::state::{Call, State};
use bitrix24::Value;

/// A new folder; the root of a storage has no parent.
pub(super) fn fresh(name: &str, storage: i64, parent: i64) -> Row {
    let now = || Value::from(moment::now());
    let me = || Fill::Me.value(None);
    let values = [
        ("name", name.into()),
        ("code", Value::Null),
        ("storageid", storage.into()),
        ("type", "folder".into()),
        ("parentid", parent.into()),
        ("deletedtype", PRESENT.into()),
        ("createtime", now()),
        ("updatetime", now()),
        ("deletetime", Value::Null),
        ("createdby", me()),
        ("updatedby", me()),
        ("deletedby", Value::Null),
    ];
    let values = values.into_iter();
    values
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The error for a name that something in the folder has.
pub(super) fn taken(call: Call<'_>) -> Failure {
    let mut rows = call.method.errors.iter();
    if let Some(row) = rows.find(|row| row.name == "NameTaken") {
        return Failure::documented(row, "The name is taken");
    }
    let of_files = call.method.namespace == "disk.file" || call.method.name.ends_with("File");
    let kind = if of_files { "file" } else { "folder" };
    let message = format!("A {kind} with this name already exists");
    Failure::new(400, "DISK_OBJ_22000", message)
}

/// Stores a new object, and returns its identifier.
pub(super) fn put(state: &mut State, mut row: Row) -> i64 {
    let key = state.next_row(&OBJECT);
    row.insert("id".to_owned(), key.value());
    if !is_file(&row) {
        row.insert("realobjectid".to_owned(), key.value());
    }
    let id = key.number();
    state.put_row(&OBJECT, key, row);
    id
}

/// Also what is in the trash, which is how a program sees that it is there.
pub(super) fn get(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, _) = named(state, table, call, "id")?;
    about(state, table, call, id)
}

pub(super) fn copy(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = present(state, table, call, "id")?;
    let (target, of) = present(state, &FOLDER, call, "targetFolderId")?;
    if is_taken(state, target, &name(&row), None) {
        return Err(taken(call));
    }
    // Found before anything is copied: a folder may be copied into one of its own.
    let tree = tree(state, id);
    let storage = number(&of, "storageid");
    let mut places = vec![(number(&row, "parentid"), target)];
    let mut copy = id;
    for (old, row) in tree {
        let within = number(&row, "parentid");
        let place = places.iter().find(|(from, _)| *from == within);
        let Some((_, parent)) = place.copied() else {
            continue;
        };
        let new = copied(state, row, parent, storage);
        if old == id {
            copy = new;
        }
        places.push((old, new));
    }
    about(state, table, call, copy)
}

/// Copies an object without what it holds.
fn copied(state: &mut State, row: Row, parent: i64, storage: i64) -> i64 {
    let is_file = is_file(&row);
    let mut copy = row;
    let values = fresh(&name(&copy), storage, parent).into_iter();
    copy.extend(values.filter(|(field, _)| field != "type"));
    if is_file {
        copy.insert("globalcontentversion".to_owned(), 1.into());
    }
    let id = put(state, copy);
    if is_file {
        versions::keep(state, id);
    }
    id
}

pub(super) fn move_to(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = present(state, table, call, "id")?;
    let (target, of) = present(state, &FOLDER, call, "targetFolderId")?;
    if is_root(&row) {
        let message = "Could not move root folder";
        return Err(Failure::with_message(call.method, "", message));
    }
    if number(&row, "storageid") != number(&of, "storageid") {
        return Ok(Answer::new(false));
    }
    if is_within(state, target, id) {
        let message = "Could not move a folder into itself";
        return Err(Failure::new(400, "", message));
    }
    if is_taken(state, target, &name(&row), Some(id)) {
        return Err(taken(call));
    }
    store(state, id, touched(row, [("parentid", target.into())]));
    about(state, table, call, id)
}

pub(super) fn rename(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = present(state, table, call, "id")?;
    let wanted = call.arguments.text("newName").unwrap_or_default();
    let mut rows = call.method.errors.iter();
    if let Some(empty) = rows.find(|row| row.name == "EmptyName")
        && wanted.is_empty()
    {
        return Err(Failure::documented(empty, "Empty name"));
    }
    if is_taken(state, number(&row, "parentid"), &wanted, Some(id)) {
        return Err(taken(call));
    }
    store(state, id, touched(row, [("name", wanted.into())]));
    about(state, table, call, id)
}

fn refuse_root(call: Call<'_>, row: &Row) -> Result<(), Failure> {
    if is_root(row) {
        let message = "Could not delete root folder";
        return Err(Failure::with_message(
            call.method,
            "DISK_OBJ_22000",
            message,
        ));
    }
    Ok(())
}

pub(super) fn mark_deleted(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = present(state, table, call, "id")?;
    refuse_root(call, &row)?;
    for (inner, mut row) in tree(state, id) {
        let status = if inner == id { IN_TRASH } else { WITH_FOLDER };
        row.insert("deletedtype".to_owned(), status.into());
        row.insert("deletetime".to_owned(), moment::now().into());
        row.insert("deletedby".to_owned(), Fill::Me.value(None));
        store(state, inner, row);
    }
    about(state, table, call, id)
}

/// Restores an object with what was deleted because of it. What is not in the trash stays as it is.
pub(super) fn restore(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = named(state, table, call, "id")?;
    if !is_present(&row) {
        let name = unique(state, number(&row, "parentid"), &name(&row), Some(id));
        let back = [("deletedtype", PRESENT.into()), ("name", name.into())];
        store(state, id, touched(row, back));
        let mut folders = vec![id];
        while let Some(folder) = folders.pop() {
            let mut inner = everything(state, folder);
            inner.retain(|(_, row)| number(row, "deletedtype") == WITH_FOLDER);
            for (key, row) in inner {
                let row = touched(row, [("deletedtype", PRESENT.into())]);
                store(state, key.number(), row);
                folders.push(key.number());
            }
        }
    }
    about(state, table, call, id)
}

/// Deletes an object with what it holds.
pub(super) fn delete(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = named(state, table, call, "id")?;
    refuse_root(call, &row)?;
    let mut folders = vec![id];
    while let Some(folder) = folders.pop() {
        let inner = everything(state, folder).into_iter();
        folders.extend(inner.map(|(key, _)| key.number()));
        state.remove_row(&OBJECT, &RowKey::Number(folder));
    }
    Ok(Answer::at(call.method, true))
}

pub(super) fn link(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, _) = present(state, table, call, "id")?;
    let link = state.drive.link(id);
    Ok(Answer::at(call.method, link))
}
