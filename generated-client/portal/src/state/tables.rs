//! The families that are described as data.

mod commerce;
mod crm;
mod drive;
mod lists;
mod messenger;
mod office;
mod offline;
mod work;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::{Act, Table, run};
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::check::Problem;
use bitrix24::describe::Method;

pub(super) use self::crm::STATUS;
pub(crate) use self::drive::Content;
pub(crate) use self::messenger::Posted;

/// The families, by what they are about.
static ALL: [&[&Table]; 8] = [
    crm::TABLES,
    commerce::TABLES,
    work::TABLES,
    office::TABLES,
    drive::TABLES,
    lists::TABLES,
    messenger::TABLES,
    offline::TABLES,
];

/// The methods of all families of rows.
pub(super) struct Tables;

impl Family for Tables {
    fn handler(&self, method: &str) -> Option<Handler> {
        METHODS.contains_key(method).then_some(answer as Handler)
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        drive::refusal(method, problem).or_else(|| refusals::worded(method, problem))
    }
}

/// Adds the objects of the examples that other families store too.
pub(super) fn seed(state: &mut State) {
    crm::seed(state);
    work::seed(state);
}

static METHODS: LazyLock<HashMap<&'static str, (&'static Table, Act)>> = LazyLock::new(|| {
    let tables = ALL.iter().flat_map(|tables| tables.iter());
    let methods = tables.flat_map(|table| {
        let methods = table.methods().iter();
        methods.map(|(method, act)| (method.name.as_str(), (*table, *act)))
    });
    methods.collect()
});

fn answer(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    match METHODS.get(call.method.name.as_str()) {
        Some((table, act)) => run(state, table, *act, call),
        None => Err(Failure::system("MethodNotFound", "Method not found!")),
    }
}
