//! The differences between two lists of facts: of two snapshots of the documentation, or of the
//! schema and the documentation.
//!
//! A rewrite of a page without a changed fact is no difference. An item that is added or removed
//! with everything in it is one change, and so is a change of a type that removes the parts of a
//! parameter.
//!
//! Against the schema ([`How::Schema`]) "different" means "contradicts": the schema is written by
//! people who know more than a table says, and may *refine* it. [`agreement`] says which types
//! refine which; besides,
//!
//! - a page that tells nothing of what is inside an object agrees with any contents;
//! - a page without values agrees with an enumeration, and one with values with a pattern that
//!   covers them;
//! - a page without a marker for what must be sent agrees with everything but "required";
//! - a page that does not say `null` agrees with a field that may be;
//! - a page that leaves out a field, a default or a deprecation of a type that several methods
//!   share agrees when another page has it;
//! - what only an example of a page shows is there, and nothing else is said of it; what it lacks
//!   is not gone;
//! - a page may name one of a family of fields, or write an example into the message of an error, or
//!   leave out where a value stands in it;
//! - a code without a message is that of all errors with this code;
//! - `false` beside a type stands for no value;
//! - a page that says nothing of an answer agrees with any;
//! - a page that leaves out a page size, a cursor, the message of an error or its status agrees
//!   with any;
//! - a name that the schema knows as an alias agrees;
//! - who may call a method is told in our own words, and not compared.

mod agreement;
mod errors;
mod items;
mod methods;
mod open;
mod record;
mod renamed;
mod settled;
mod tree;
pub(crate) mod values;
mod verdict;
mod what;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::settled::Settled;
use crate::facts::{Facts, Item, Kind};

pub use self::agreement::{Agreement, agreement, shapes};
pub(crate) use self::items::holds_parts;
pub use self::open::{Open, Side};
pub use self::record::Record;
pub(crate) use self::tree::{is_inside, key};
pub use self::verdict::{Level, Verdict};
pub use self::what::{ErrorFact, ItemFact, List, MethodFact, What};

/// The kind of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Two snapshots of the documentation: everything counts.
    Snapshots,
    /// The schema with the documentation: the schema may be finer.
    Schema,
}

/// Every fact of `before` and `after`: a record for each, and one for what only one side has with
/// everything in it. Against the schema, it is `before`.
///
/// ```
/// use bitrix24_documentation::compare::{How, compare};
///
/// assert!(compare(&[], &[], How::Snapshots).is_empty());
/// ```
pub fn compare<'f>(before: &'f [Facts], after: &'f [Facts], how: How) -> Vec<Record<'f>> {
    let (old, new) = (by_identity(before), by_identity(after));
    let missing = |facts: &BTreeMap<_, &'f Facts>, other: &BTreeMap<_, _>| -> Vec<&'f Facts> {
        let missing = facts
            .iter()
            .filter(|(identity, _)| !other.contains_key(*identity));
        missing.map(|(_, facts)| *facts).collect()
    };
    let mut removed = missing(&old, &new);
    let mut added = missing(&new, &old);
    let mut records = Vec::new();
    let mut settled = Settled::new(before);
    for (before, after) in renamed::methods(&mut removed, &mut added) {
        records.push(Record::method(
            MethodFact::Renamed,
            Some(before),
            Some(after),
            Agreement::Different,
        ));
        methods::compare(before, after, how, &mut settled, &mut records);
    }
    for facts in removed {
        records.push(Record::method(
            MethodFact::Removed,
            Some(facts),
            None,
            Agreement::Missing,
        ));
    }
    for facts in added {
        records.push(Record::method(
            MethodFact::Added,
            None,
            Some(facts),
            Agreement::Added,
        ));
    }
    for (identity, after) in &new {
        if let Some(before) = old.get(identity) {
            methods::compare(before, after, how, &mut settled, &mut records);
        }
    }
    for record in &mut records {
        if settled.covers(record) {
            record.agreement = Agreement::Refined;
        }
    }
    records
}

/// The records of what changed, in the order of the pages.
pub fn changes<'f>(before: &'f [Facts], after: &'f [Facts], how: How) -> Vec<Record<'f>> {
    compared(before, after, how).0
}

/// The records of what changed, and against the schema those of what no page states and an example
/// shows; both in the order of the pages.
pub(crate) fn compared<'f>(
    before: &'f [Facts],
    after: &'f [Facts],
    how: How,
) -> (Vec<Record<'f>>, Vec<Record<'f>>) {
    let mut changes = compare(before, after, how);
    let mut shown = match how {
        How::Snapshots => Vec::new(),
        How::Schema => shown(&changes),
    };
    changes.retain(|record| record.agreement.is_change());
    once(&mut changes, how);
    for records in [&mut changes, &mut shown] {
        // Stable: facts of one line keep the order in which they were compared.
        records.sort_by(|one, other| one.order().cmp(&other.order()));
    }
    (changes, shown)
}

/// A record for each field of the schema that is on a page, and on none otherwise than in an
/// example.
fn shown<'f>(records: &[Record<'f>]) -> Vec<Record<'f>> {
    let mut fields: BTreeMap<(&str, &[String]), Option<Record<'f>>> = BTreeMap::new();
    for record in records {
        if let What::Item {
            list,
            fact: ItemFact::Present,
            before: before @ [schema, ..],
            after: after @ [page, ..],
            parent,
        } = record.what
        {
            let field = (&*schema.at.file, schema.at.keys.as_slice());
            if !page.shown {
                fields.insert(field, None);
                continue;
            }
            fields.entry(field).or_insert_with(|| {
                Some(Record {
                    what: What::Item {
                        list,
                        fact: ItemFact::Source,
                        before,
                        after,
                        parent,
                    },
                    agreement: Agreement::Different,
                    ..record.clone()
                })
            });
        }
    }
    fields.into_values().flatten().collect()
}

/// Keeps one change, that of the shortest path, of those that come from one row ([`row`]).
fn once(changes: &mut Vec<Record<'_>>, how: How) {
    let mut shortest: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    let rows: Vec<_> = changes.iter().map(|change| row(change, how)).collect();
    for (index, (record, row)) in changes.iter().zip(&rows).enumerate() {
        if let Some(row) = row {
            let own = (record.path().len(), index);
            let known = shortest.entry(row).or_insert(own);
            *known = own.min(*known);
        }
    }
    let mut index = 0;
    changes.retain(|_| {
        let row = rows[index].as_ref();
        let is_first = row.is_none_or(|row| shortest[row].1 == index);
        index += 1;
        is_first
    });
}

/// What changes of a method that come from one row have in common: a type may hold itself, or be in
/// several places of an answer. Against the schema, rows that two of its types state are two.
/// Returns `None` for a change that comes from no row.
pub(crate) fn row(record: &Record<'_>, how: How) -> Option<impl Ord + use<>> {
    let What::Item {
        fact,
        before,
        after,
        ..
    } = record.what
    else {
        return None;
    };
    let (mut before, mut after) = (before.first(), after.first());
    // What only an example shows has the line of the example.
    let has_row = |item: &Item| item.at.line > 0 && !item.shown;
    if fact == ItemFact::Source {
        before = before.filter(|item| !item.shown);
        after = after.filter(|item| !item.shown);
    }
    let all_have = before.is_none_or(has_row) && after.is_none_or(has_row);
    let at = |item: Option<&Item>| {
        item.map(|Item { at, .. }| {
            let keys = if how == How::Schema {
                at.keys.clone()
            } else {
                Vec::new()
            };
            (Arc::clone(&at.file), at.line, keys)
        })
    };
    all_have.then(|| {
        let subject = record.subject();
        let identity = (subject.kind, subject.name.clone(), subject.version);
        let name = record.path().rsplit(['.', ']', '}']).next();
        let fact = (record.part(), name.map(str::to_owned), record.word());
        let texts = (record.before_text(), record.after_text());
        (identity, fact, (at(before), at(after)), texts)
    })
}

/// Methods and events by what makes them the same in both lists; the first of those that have it.
fn by_identity(facts: &[Facts]) -> BTreeMap<(Kind, &str, u8), &Facts> {
    let identity = |facts: &'_ Facts| (facts.kind, facts.version);
    let named = facts.iter().rev().map(|facts| {
        let (kind, version) = identity(facts);
        ((kind, facts.name.as_str(), version), facts)
    });
    named.collect()
}

#[cfg(test)]
mod tests;
