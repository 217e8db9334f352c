//! The families that are described as data.

mod catalog;
mod crm;
mod drive;
mod groups;
mod lists;
mod messenger;
mod office;
mod offline;
mod orders;
mod tasks;
mod warehouses;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::{Act, Part, Row, RowKey, Table, Within, run, squash};
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::check::Problem;
use bitrix24::describe::Method;

pub(super) use self::crm::STATUS;
pub(crate) use self::drive::Content;
pub(crate) use self::messenger::Posted;

/// The families, by what they are about.
static ALL: [&[&Table]; 11] = [
    crm::TABLES,
    catalog::TABLES,
    warehouses::TABLES,
    orders::TABLES,
    tasks::TABLES,
    groups::TABLES,
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
    tasks::seed(state);
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

/// Owners that have to exist, and those that need not.
const fn of(field: &'static str, of: Option<&'static Table>) -> Within {
    Within::new(field, of)
}

const fn part(of: &'static Table, by: &'static str) -> Part {
    Part {
        of,
        by,
        shown: None,
    }
}

/// A part that answers about its owner show.
const fn shown(of: &'static Table, by: &'static str, shown: &'static str) -> Part {
    Part {
        of,
        by,
        shown: Some(shown),
    }
}

/// The owner of the rows in an object, and the rows.
fn replaced(owner: Arguments<'_>, name: &str) -> (Option<RowKey>, Vec<Row>) {
    let rows = owner.objects(name).map(|row| {
        let fields = row.0.iter();
        fields
            .map(|(name, value)| (squash(name), value.clone()))
            .collect()
    });
    (owner.get("id").and_then(RowKey::of), rows.collect())
}
