//! Folders.

use super::answers::{about, list};
use super::names::{children as within, is_taken};
use super::{FOLDER, number, objects, present, storages};
use crate::answer::{Answer, Failure};
use crate::state::table::Table;
use crate::state::{Call, State};

pub(super) fn children(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, _) = present(state, table, call, "id")?;
    Ok(list(state, table, call, within(state, id)))
}

pub(super) fn children_of_storage(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (root, _) = storages::root(state, call)?;
    Ok(list(state, table, call, within(state, root)))
}

pub(super) fn add(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = present(state, table, call, "id")?;
    add_to(state, call, id, number(&row, "storageid"))
}

pub(super) fn add_to_storage(
    state: &mut State,
    _: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (root, storage) = storages::root(state, call)?;
    add_to(state, call, root, storage)
}

fn add_to(state: &mut State, call: Call<'_>, parent: i64, storage: i64) -> Result<Answer, Failure> {
    let name = call.arguments.object("data").text("NAME");
    let name = name.unwrap_or_default();
    if is_taken(state, parent, &name, None) {
        return Err(objects::taken(call));
    }
    let id = objects::put(state, objects::fresh(&name, storage, parent));
    about(state, &FOLDER, call, id)
}

pub(super) fn share(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, _) = present(state, table, call, "id")?;
    let user = call.arguments.integer("userId").unwrap_or(0);
    let level = call.arguments.text("taskName").unwrap_or_default();
    state.drive.share(id, user, level);
    Ok(Answer::at(call.method, true))
}
