//! What is to be done for the rows of a file, and how far it is.

use bitrix24::{Map, Value};

use super::audit::{Audit, Step};
use super::change::Change;
use super::find::Finder;
use super::present::{Difference, Reader, fields};

/// What is to be done.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) rows: Vec<(Change, Planned)>,
    pub(super) audit: Audit,
    pub(super) reader: Option<Reader>,
    pub(super) finder: Option<Finder>,
}

/// What is to be done for a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Planned {
    /// It was done by an earlier run.
    Before,
    /// The portal has these values already.
    Unchanged,
    /// There is no such object.
    Missing(String),
    /// Whether an earlier call ran is unclear, and cannot be read.
    Unclear,
    /// These fields get other values.
    Change(Vec<Difference>),
    /// A call about which nothing can be read before.
    Call,
}

/// Numbers of rows by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) rows: usize,
    pub(crate) done: usize,
    pub(crate) before: usize,
    pub(crate) unchanged: usize,
    pub(crate) missing: usize,
    pub(crate) failed: usize,
    pub(crate) unclear: usize,
    /// Rows that are still to be sent.
    pub(crate) open: usize,
}

impl Summary {
    pub(super) fn count(&mut self, step: Step) {
        let place = match step {
            Step::Done | Step::Found => &mut self.done,
            Step::Failed => &mut self.failed,
            Step::Sent | Step::Unclear => &mut self.unclear,
            Step::Unsent => return,
        };
        *place += 1;
        self.open = self.open.saturating_sub(1);
    }
}

impl Plan {
    /// Numbers of rows by what is to be done.
    pub(crate) fn summary(&self) -> Summary {
        let mut summary = Summary {
            rows: self.rows.len(),
            ..Summary::default()
        };
        for (_, planned) in &self.rows {
            let place = match planned {
                Planned::Before => &mut summary.before,
                Planned::Unchanged => &mut summary.unchanged,
                Planned::Missing(_) => &mut summary.missing,
                Planned::Unclear => &mut summary.unclear,
                Planned::Change(_) | Planned::Call => &mut summary.open,
            };
            *place += 1;
        }
        summary
    }

    /// A line for each row that is not settled, and what would be sent for it.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        self.rows.iter().filter_map(|(change, planned)| {
            let (mark, what) = match planned {
                Planned::Before | Planned::Unchanged => return None,
                Planned::Missing(why) => ('!', why.clone()),
                Planned::Unclear => (
                    '?',
                    "whether an earlier call was carried out is unclear".to_owned(),
                ),
                Planned::Change(differences) => ('~', of_differences(differences)),
                Planned::Call => ('+', of_fields(change)),
            };
            Some(format!(
                "{mark} row {}{}: {what}",
                change.row,
                names(change)
            ))
        })
    }
}

/// The parameters that say which object a change is about.
fn names(change: &Change) -> String {
    let given = change.params.as_map().into_iter().flat_map(Map::iter);
    let named = given.filter(|(_, value)| !matches!(value, Value::Map(_) | Value::List(_)));
    let named: Vec<String> = named
        .map(|(name, value)| format!("{name}={}", shown(value)))
        .collect();
    if named.is_empty() {
        String::new()
    } else {
        format!(" ({})", named.join(", "))
    }
}

fn of_differences(differences: &[Difference]) -> String {
    let all: Vec<String> = differences
        .iter()
        .map(|it| format!("{} {} → {}", it.field, it.old.to_json(), it.new.to_json()))
        .collect();
    all.join("; ")
}

fn of_fields(change: &Change) -> String {
    let fields = fields(change).into_iter().flat_map(Map::iter);
    let all: Vec<String> = fields
        .map(|(name, value)| format!("{name} {}", value.to_json()))
        .collect();
    if all.is_empty() {
        "call".to_owned()
    } else {
        all.join("; ")
    }
}

fn shown(value: &Value) -> String {
    value
        .as_text()
        .map_or_else(|| value.to_json(), str::to_owned)
}
