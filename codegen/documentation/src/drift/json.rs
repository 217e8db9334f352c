//! Drift as JSON.
//!
//! One object:
//!
//! ```json
//! {
//!   "changes": [{
//!     "kind": "method", "name": "shop.order.add", "version": 2,
//!     "part": "params", "path": "fields.price", "what": "type",
//!     "before": "string", "after": "double",
//!     "verdict": "breaking", "reason": "the Rust type is another",
//!     "documentation": { "file": "api-reference/shop/order-add.md", "line": 25 },
//!     "base": null,
//!     "schema": { "file": "shop/order.yaml", "line": 30, "keys": ["methods", "add"] },
//!     "edit": { "file": "shop/order.yaml", "line": 31, "is": "changed", "text": "      price: double" },
//!     "by_hand": null
//!   }],
//!   "expired": [{
//!     "file": "shop.txt", "line": 5, "subject": "shop.order.add", "part": "params", "path": "fields.id",
//!     "what": "type", "schema": "integer", "page": "string"
//!   }],
//!   "expired_shown": [{ "file": "shop.yaml", "keys": "types.Order.fields", "name": "id" }],
//!   "summary": {
//!     "changes": 1, "methods": 1, "breaking": 1, "minor": 0, "patch": 0, "verdict": "breaking",
//!     "settled": 7, "expired": 1, "expired_shown": 1
//!   }
//! }
//! ```
//!
//! - `kind` is `method` or `event`; `part` is `method`, `event`, `params`, `data`, `result` or
//!   `errors`; `path` is empty where the method itself changed, and the code or message of an
//!   error.
//! - `what` is `added`, `removed`, `renamed`, `deprecated`, `replacement`, `scope`, `access`,
//!   `paging`, `page`, `type`, `required`, `default`, `values`, `operators`, `nullable`, `code`,
//!   `message`, `status`, `validation` or `failure`.
//! - `before` and `after` are `null` where there is no fact; `base` has the location in the older
//!   snapshot when two are compared, `schema` the location in the schema otherwise. A `line` of 0
//!   is not known.
//! - `edit` is the edit where it is of one line: `is` says `changed`, `added` (behind `line`) or
//!   `removed` (to `to`). `by_hand` says why `--apply` leaves the change to a person.
//! - `expired` has the lines of the list of settled differences that settle nothing, with the file
//!   in the folder of the list. `settled` counts the differences that were left out.
//! - `expired_shown` has the fields of `shown.list` that are stated by now, or gone.
//! - `verdict` of the summary is `null` without changes.

use serde_json::{Value, json};

use super::{Drift, Step};
use crate::compare::{How, Level, Record};
use crate::edit::Line;
use crate::facts::{Kind, Location};

/// The drift as JSON.
pub fn write(drift: &Drift<'_>) -> Value {
    let none = Step::default();
    let changes = drift.changes.iter().enumerate().map(|(index, change)| {
        let step = drift.steps.get(index).unwrap_or(&none);
        one(change, step, drift.how)
    });
    let expired = drift.expired.iter().map(|line| {
        let difference = &line.difference;
        json!({
            "file": line.file,
            "line": line.number,
            "subject": difference.subject,
            "part": difference.part,
            "path": difference.path,
            "what": difference.what,
            "schema": difference.schema,
            "page": difference.page,
        })
    });
    let expired_shown = drift.expired_shown.iter();
    let expired_shown = expired_shown
        .map(|field| json!({ "file": field.file, "keys": field.keys, "name": field.name }));
    let summary = drift.summary();
    json!({
        "changes": changes.collect::<Vec<_>>(),
        "expired": expired.collect::<Vec<_>>(),
        "expired_shown": expired_shown.collect::<Vec<_>>(),
        "summary": {
            "changes": summary.changes(),
            "methods": summary.methods,
            "breaking": summary.breaking,
            "minor": summary.minor,
            "patch": summary.patch,
            "verdict": summary.level().map(Level::word),
            "settled": drift.settled,
            "expired": drift.expired.len(),
            "expired_shown": drift.expired_shown.len(),
        },
    })
}

fn one(change: &Record<'_>, step: &Step, how: How) -> Value {
    let subject = change.subject();
    let before = change.at_before().filter(|at| !at.file.is_empty());
    let schema = before.filter(|_| how == How::Schema).map(|at| {
        let mut location = location(at);
        location["keys"] = json!(at.keys);
        location
    });
    json!({
        "kind": match subject.kind {
            Kind::Method => "method",
            Kind::Event => "event",
            Kind::Placement => "placement",
        },
        "name": subject.name,
        "version": subject.version,
        "part": change.part(),
        "path": change.path(),
        "what": change.word(),
        "before": change.before_text(),
        "after": change.after_text(),
        "verdict": change.verdict().level.word(),
        "reason": change.verdict().reason,
        "documentation": change.at_after().map(location),
        "base": before.filter(|_| how == How::Snapshots).map(location),
        "schema": schema,
        "edit": step.line.as_ref().map(|(file, line)| edit(file, line)),
        "by_hand": step.by_hand,
    })
}

fn location(at: &Location) -> Value {
    json!({ "file": &*at.file, "line": at.line })
}

fn edit(file: &str, line: &Line) -> Value {
    match line {
        Line::Changed(line, text) => {
            json!({ "file": file, "line": line, "is": "changed", "text": text })
        }
        Line::Added(line, text) => {
            json!({ "file": file, "line": line, "is": "added", "text": text })
        }
        Line::Removed(line, to) => {
            json!({ "file": file, "line": line, "is": "removed", "to": to })
        }
    }
}
