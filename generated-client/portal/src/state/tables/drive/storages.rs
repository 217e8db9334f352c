//! Storages: that of the application, and the roots of all.

use super::{OBJECT, STORAGE, named, number, objects};
use crate::answer::{Answer, Failure};
use crate::arguments::text;
use crate::state::table::{Row, RowKey, Table, row_answer};
use crate::state::{Call, State};
use bitrix24::Value;

/// The kind of storages that belong to applications.
const OF_APPLICATION: &str = "restapp";

/// The storage of the application, which is created when there is none.
pub(super) fn of_application(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    if !call.by_application {
        return Err(Failure::with_message(
            call.method,
            "ACCESS_DENIED",
            "Access denied! Application context required",
        ));
    }
    let of = RowKey::Text(OF_APPLICATION.to_owned());
    let known = state.rows_with(&STORAGE, "entitytype", &of).pop();
    let (key, row) = known.unwrap_or_else(|| {
        let key = state.next_row(&STORAGE);
        let root = objects::put(state, objects::fresh("bitrix.restapi", key.number(), 0));
        let row = [
            ("id", key.value()),
            ("name", "bitrix.restapi".into()),
            ("code", Value::Null),
            ("moduleid", "disk".into()),
            ("entitytype", OF_APPLICATION.into()),
            ("entityid", "1".into()),
            ("rootobjectid", root.into()),
        ];
        let row: Row = row
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        state.put_row(&STORAGE, key.clone(), row.clone());
        (key, row)
    });
    Ok(row_answer(table, call, &key, &row))
}

/// Only the storages of applications get other names.
pub(super) fn rename(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, mut row) = named(state, table, call, "id")?;
    if row.get("entitytype").and_then(text).as_deref() != Some(OF_APPLICATION) {
        return Err(Failure::with_message(
            call.method,
            "",
            "Access denied (invalid type of storage)",
        ));
    }
    let name = call.arguments.text("newName").unwrap_or_default();
    row.insert("name".to_owned(), name.into());
    let key = RowKey::Number(id);
    state.put_row(table, key.clone(), row.clone());
    Ok(row_answer(table, call, &key, &row))
}

/// The root folder of the storage that a call names, and the storage.
pub(super) fn root(state: &State, call: Call<'_>) -> Result<(i64, i64), Failure> {
    let (id, row) = named(state, &STORAGE, call, "id")?;
    let root = number(&row, "rootobjectid");
    match state.row(&OBJECT, &RowKey::Number(root)) {
        Some(_) => Ok((root, id)),
        None => Err(super::absent(call.method, id)),
    }
}
