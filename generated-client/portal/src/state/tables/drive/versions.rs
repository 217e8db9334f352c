//! Versions of files, and attachments of them to other objects.

use super::answers::about;
use super::{FILE, OBJECT, VERSION, is_present, named, number, present, store, touched};
use crate::answer::{Answer, Failure};
use crate::moment;
use crate::state::drive::Purpose;
use crate::state::table::{Fill, Row, RowKey, Table, narrowed, row_answer};
use crate::state::{Call, State};

/// Keeps the present content of a file as a version.
pub(super) fn keep(state: &mut State, id: i64) {
    let Some(file) = state.row(&OBJECT, &RowKey::Number(id)) else {
        return;
    };
    let value = |name: &str| file.get(name).cloned().unwrap_or_default();
    let key = state.next_row(&VERSION);
    let version = [
        ("id", key.value()),
        ("objectid", id.into()),
        ("size", value("size")),
        ("name", value("name")),
        ("globalcontentversion", value("globalcontentversion")),
        ("createtime", value("updatetime")),
        ("createdby", value("updatedby")),
        ("fileid", value("fileid")),
    ];
    let version = version.into_iter();
    let version = version.map(|(name, value)| (name.to_owned(), value));
    state.put_row(&VERSION, key, version.collect());
}

/// Gives a file another content, which becomes its next version.
pub(super) fn replace(state: &mut State, id: i64, row: Row, content: i64, size: i64) {
    let next = number(&row, "globalcontentversion") + 1;
    let values = [
        ("globalcontentversion", next.into()),
        ("fileid", content.into()),
        ("size", size.into()),
    ];
    store(state, id, touched(row, values));
    keep(state, id);
}

fn addressed(state: &State, key: &RowKey, mut row: Row, purpose: fn(i64) -> Purpose) -> Row {
    let address = state.drive.address(purpose(key.number()));
    row.insert("downloadurl".to_owned(), address.into());
    row
}

pub(super) fn get(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = named(state, table, call, "id")?;
    let key = RowKey::Number(id);
    let row = addressed(state, &key, row, Purpose::Version);
    Ok(row_answer(table, call, &key, &row))
}

/// The versions of a file, the newest first.
pub(super) fn list(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, _) = present(state, &FILE, call, "id")?;
    let mut rows = state.rows_with(table, "objectid", &RowKey::Number(id));
    rows.reverse();
    let rows: Vec<_> = narrowed(table, call, rows)
        .into_iter()
        .map(|(key, row)| (key.clone(), addressed(state, &key, row, Purpose::Version)))
        .collect();
    Ok(table.list_answer(call, &rows))
}

/// Makes the content of a version the present one again.
pub(super) fn restore(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = present(state, table, call, "id")?;
    let (_, version) = named(state, &VERSION, call, "versionId")?;
    if number(&version, "objectid") != id {
        let message = "Cannot restore version from another file";
        return Err(Failure::with_message(
            call.method,
            "DISK_FILE_22004",
            message,
        ));
    }
    let (content, size) = (number(&version, "fileid"), number(&version, "size"));
    replace(state, id, row, content, size);
    about(state, table, call, id)
}

pub(super) fn attachment(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = named(state, table, call, "id")?;
    let key = RowKey::Number(id);
    let row = addressed(state, &key, row, Purpose::Attachment);
    Ok(row_answer(table, call, &key, &row))
}

/// Attaches a file to a task, and returns the identifier of the attachment.
pub(super) fn attach(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let file = call.arguments.integer("fileId").unwrap_or(0);
    let row = state.row(&FILE, &RowKey::Number(file)).filter(is_present);
    let Some(row) = row else {
        let message = "Insufficient permissions.<br>";
        return Err(Failure::with_message(call.method, "ERROR_CORE", message));
    };
    let task = call.arguments.integer("taskId").unwrap_or(0);
    if !state.tasks.ids().contains(&task) {
        let message = "Access denied (internal error)";
        return Err(Failure::with_message(call.method, "0", message));
    }
    let value = |name: &str| row.get(name).cloned().unwrap_or_default();
    let key = state.next_row(table);
    let attachment = [
        ("id", key.value()),
        ("objectid", file.into()),
        ("moduleid", "tasks".into()),
        ("entitytype", "tasks_task".into()),
        ("entityid", task.into()),
        ("createtime", moment::now().into()),
        ("createdby", Fill::Me.value(None)),
        ("name", value("name")),
        ("size", value("size")),
    ];
    let attachment = attachment.into_iter();
    let attachment = attachment.map(|(name, value)| (name.to_owned(), value));
    state.put_row(table, key.clone(), attachment.collect());
    Ok(Answer::at(call.method, key.value()))
}
