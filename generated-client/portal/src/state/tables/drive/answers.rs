//! Files and folders as answers show them.

use super::{absent, is_file, names};
use crate::answer::{Answer, Failure};
use crate::state::drive::Purpose;
use crate::state::table::{Row, RowKey, Table, narrowed, row_answer};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// Fields that only files have.
const OF_FILES: [&str; 4] = ["GLOBAL_CONTENT_VERSION", "FILE_ID", "SIZE", "DOWNLOAD_URL"];
/// Fields that only folders have.
const OF_FOLDERS: [&str; 1] = ["REAL_OBJECT_ID"];

/// A row with its addresses.
fn addressed(state: &State, key: &RowKey, mut row: Row) -> Row {
    let detail = names::detail(state, &row);
    row.insert(
        "detailurl".to_owned(),
        detail.map_or(Value::Null, Value::Text),
    );
    if is_file(&row) {
        let address = state.drive.address(Purpose::File(key.number()));
        row.insert("downloadurl".to_owned(), address.into());
    }
    row
}

/// The answer about an object.
pub(super) fn about(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
    id: i64,
) -> Result<Answer, Failure> {
    let key = RowKey::Number(id);
    let row = state.row(table, &key);
    let row = row.ok_or_else(|| absent(call.method, id))?;
    Ok(row_answer(table, call, &key, &addressed(state, &key, row)))
}

/// Those of some objects that a call asks for, in its order.
pub(super) fn list(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
    rows: Vec<(RowKey, Row)>,
) -> Answer {
    let rows: Vec<_> = narrowed(table, call, rows)
        .into_iter()
        .map(|(key, row)| (key.clone(), addressed(state, &key, row)))
        .collect();
    let mut answer = table.list_answer(call, &rows);
    if let Value::List(shown) = &mut answer.result {
        for one in shown {
            if let Value::Map(object) = one {
                without_others(object);
                with_texts(object);
            }
        }
    }
    answer
}

/// In lists, numbers are text.
fn with_texts(object: &mut Map<String, Value>) {
    let numbers = object.iter().filter_map(|(name, value)| {
        let number = value.as_integer()?;
        Some((name.clone(), Value::Text(number.to_string())))
    });
    let texts: Vec<_> = numbers.collect();
    object.extend(texts);
}

/// Removes the fields that an object of this kind does not have.
fn without_others(object: &mut Map<String, Value>) {
    let is_file = object.get("TYPE").and_then(Value::as_text) == Some("file");
    let others = if is_file { &OF_FOLDERS[..] } else { &OF_FILES };
    for name in others {
        object.remove(*name);
    }
}
