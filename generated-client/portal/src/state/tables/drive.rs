//! The Drive: storages, folders, files and their versions.
//!
//! Folders and files are rows of one family, so that they have identifiers in common and a name is
//! unique in its folder. What is in the trash keeps its row: only `get`, `restore` and the methods
//! that delete find it.

mod answers;
mod folders;
mod names;
mod objects;
mod search;
mod seed;
mod served;
mod storages;
mod upload;
mod versions;

use crate::answer::Failure;
use crate::arguments::{integer, text};
use crate::check::{Problem, Trouble};
use crate::moment;
use crate::state::table::{Act, Fill, Part, Row, RowKey, Table};
use crate::state::{Call, State};
use bitrix24::Value;
use bitrix24::describe::Method;

pub(crate) use self::served::Content;

/// The families of the Drive.
pub(super) static TABLES: &[&Table] = &[&STORAGE, &FOLDER, &FILE, &VERSION, &ATTACHMENT];

static STORAGE: Table = Table::of("disk.storage").seeded_by(seed::storages).acts(&[
    ("getList", Act::List),
    ("getForApp", Act::Own(storages::of_application)),
    ("rename", Act::Own(storages::rename)),
]);

/// Folders and files.
static OBJECT: Table = Table::of("disk")
    .shared_by(&[&FOLDER, &FILE])
    .seeded_by(seed::objects)
    .parts(&[Part {
        of: &VERSION,
        by: "objectid",
        shown: None,
    }]);

static FOLDER: Table = Table::of("disk.folder")
    .sharing(&OBJECT, &[("type", Fill::Text("folder"))])
    .acts(&[
        ("get", Act::Own(objects::get)),
        ("getChildren", Act::Own(folders::children)),
        ("addSubFolder", Act::Own(folders::add)),
        ("copyTo", Act::Own(objects::copy)),
        ("moveTo", Act::Own(objects::move_to)),
        ("rename", Act::Own(objects::rename)),
        ("markDeleted", Act::Own(objects::mark_deleted)),
        ("restore", Act::Own(objects::restore)),
        ("deleteTree", Act::Own(objects::delete)),
        ("shareToUser", Act::Own(folders::share)),
        ("getExternalLink", Act::Own(objects::link)),
        (
            "disk.storage.getChildren",
            Act::Own(folders::children_of_storage),
        ),
        ("disk.storage.addFolder", Act::Own(folders::add_to_storage)),
    ]);

static FILE: Table = Table::of("disk.file")
    .sharing(&OBJECT, &[("type", Fill::Text("file"))])
    .acts(&[
        ("get", Act::Own(objects::get)),
        ("copyTo", Act::Own(objects::copy)),
        ("moveTo", Act::Own(objects::move_to)),
        ("rename", Act::Own(objects::rename)),
        ("markDeleted", Act::Own(objects::mark_deleted)),
        ("restore", Act::Own(objects::restore)),
        ("delete", Act::Own(objects::delete)),
        ("getExternalLink", Act::Own(objects::link)),
        ("search", Act::Own(search::found)),
        ("uploadVersion", Act::Own(upload::version)),
        ("restoreFromVersion", Act::Own(versions::restore)),
        ("disk.folder.uploadFile", Act::Own(upload::into_folder)),
        ("disk.storage.uploadFile", Act::Own(upload::into_storage)),
    ]);

static VERSION: Table = Table::of("disk.version").seeded_by(seed::versions).acts(&[
    ("get", Act::Own(versions::get)),
    ("disk.file.getVersions", Act::Own(versions::list)),
]);

static ATTACHMENT: Table = Table::of("disk.attachedObject")
    .seeded_by(seed::attachments)
    .acts(&[
        ("get", Act::Own(versions::attachment)),
        ("tasks.task.files.attach", Act::Own(versions::attach)),
    ]);

/// The deletion status of what is not deleted.
const PRESENT: i64 = 0;
/// That of what is in the trash.
const IN_TRASH: i64 = 3;
/// That of what is there because its folder is.
const WITH_FOLDER: i64 = 4;

/// A whole number of a row; 0 if there is none.
fn number(row: &Row, field: &str) -> i64 {
    row.get(field).and_then(integer).unwrap_or(0)
}

/// Whether an object is a file.
fn is_file(row: &Row) -> bool {
    row.get("type").and_then(text).as_deref() == Some("file")
}

/// Whether a row is not in the trash.
fn is_present(row: &Row) -> bool {
    number(row, "deletedtype") == PRESENT
}

/// The error for an object that does not exist.
fn absent(method: &Method, id: i64) -> Failure {
    let message = format!("Could not find entity with id `{id}`");
    Failure::with_message(method, "ERROR_NOT_FOUND", message)
}

/// The row that a parameter names.
fn named(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
    param: &str,
) -> Result<(i64, Row), Failure> {
    let id = call.arguments.integer(param).unwrap_or(0);
    let row = state.row(table, &RowKey::Number(id));
    row.map(|row| (id, row))
        .ok_or_else(|| absent(call.method, id))
}

/// The row that a parameter names, if it is not in the trash.
fn present(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
    param: &str,
) -> Result<(i64, Row), Failure> {
    let (id, row) = named(state, table, call, param)?;
    if is_present(&row) {
        Ok((id, row))
    } else {
        Err(absent(call.method, id))
    }
}

/// The errors of the Drive for wrong parameters.
pub(super) fn refusal(method: &Method, problem: &Problem) -> Option<Failure> {
    method.namespace.strip_prefix("disk.")?;
    let documented = |code: &str| {
        let row = method.errors.iter().find(|row| row.code == code)?;
        Some(Failure::documented(row, problem.to_string()))
    };
    let own = match (problem.path(), problem.trouble()) {
        ("data.NAME", Trouble::Missing) => documented("DISK_BASE_SERVICE_22001"),
        ("taskName", Trouble::NotListed) => documented("ACCESS_DENIED"),
        ("TYPE", Trouble::NotListed) => documented("INVALID_TYPE"),
        ("FILTER", Trouble::WrongType) => documented("NOT_FOUND"),
        ("QUERY", Trouble::WrongType) => documented("INVALID_QUERY"),
        _ if problem.parameter() == "rights" => {
            let mut rows = method.errors.iter();
            let row = rows.find(|row| row.name == "InvalidRights");
            row.map(|row| Failure::documented(row, problem.to_string()))
        }
        (_, Trouble::Unknown | Trouble::ReadOnly) if problem.parameter() == "FILTER" => {
            documented("INVALID_FILTER")
        }
        _ => None,
    };
    own.or_else(|| {
        let row = method
            .errors
            .iter()
            .find(|row| row.code == "ERROR_ARGUMENT")?;
        let of = |name: &str| method.params.iter().position(|param| param.is_named(name));
        let position = of(problem.parameter()).unwrap_or(0);
        let message = format!("Invalid value of parameter {{Parameter #{position}}}");
        Some(Failure::documented(row, message))
    })
}

/// Stores an object that has changed.
fn store(state: &mut State, id: i64, row: Row) {
    state.put_row(&OBJECT, RowKey::Number(id), row);
}

/// Changes some values of an object, and the moment of its change.
fn touched(mut row: Row, values: impl IntoIterator<Item = (&'static str, Value)>) -> Row {
    for (name, value) in values {
        row.insert(name.to_owned(), value);
    }
    row.insert("updatetime".to_owned(), moment::now().into());
    row.insert("updatedby".to_owned(), Fill::Me.value(None));
    row
}
