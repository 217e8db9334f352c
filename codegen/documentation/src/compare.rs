//! The differences between two lists of facts: of two snapshots of the documentation, or of the schema and the
//! documentation.
//!
//! A rewrite of a page that changes no fact gives nothing. What is added or removed with everything in it is one change,
//! and so is a change of a type that takes the parts of a parameter with it.
//!
//! Against the schema ([`How::Schema`]) "different" means "contradicts": the schema is written by people who know more than
//! a table says, and may *refine* it. [`agreement`] says which types refine which; besides,
//!
//! - a page that tells nothing of what is inside an object agrees with any contents;
//! - a page without values agrees with an enumeration, and one with values with a pattern that covers them;
//! - a page without a marker for what must be sent agrees with everything but "required";
//! - a page that does not say `null` agrees with a field that may be;
//! - a page that leaves out a field, a default or a deprecation of a type that several methods share agrees when another
//!   page has it;
//! - what only an example of a page shows is there, and nothing else is said of it; what it lacks is not gone;
//! - a page may name one of a family of fields, or write an example into the message of an error;
//! - a page that leaves out a page size, a cursor, the message of an error or its status agrees with any;
//! - a name that the schema knows as an alias agrees;
//! - who may call a method is told in our own words, and not compared.

mod agreement;
mod change;
mod errors;
mod items;
mod methods;
mod renamed;
mod settled;
mod tree;
pub(crate) mod values;
mod verdict;
mod what;

use std::collections::BTreeMap;

use self::settled::Settled;
use crate::facts::{Facts, Kind};

pub use self::agreement::{Agreement, agreement};
pub use self::change::Change;
pub(crate) use self::errors::says;
pub(crate) use self::items::holds_parts;
pub(crate) use self::tree::{is_inside, key};
pub use self::verdict::{Level, Verdict};
pub use self::what::{ErrorFact, ItemFact, List, MethodFact, What};

/// What is compared with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Two snapshots of the documentation: types are compared by their text.
    Snapshots,
    /// The schema with the documentation: the schema may be finer.
    Schema,
}

/// What was changed from `before` to `after`, in the order of the pages. Against the schema, it is `before`.
///
/// ```
/// use bitrix24_documentation::compare::{How, compare};
///
/// assert!(compare(&[], &[], How::Snapshots).is_empty());
/// ```
pub fn compare<'f>(before: &'f [Facts], after: &'f [Facts], how: How) -> Vec<Change<'f>> {
    let (old, new) = (by_identity(before), by_identity(after));
    let missing = |facts: &BTreeMap<_, &'f Facts>, other: &BTreeMap<_, _>| -> Vec<&'f Facts> {
        let missing = facts
            .iter()
            .filter(|(identity, _)| !other.contains_key(*identity));
        missing.map(|(_, facts)| *facts).collect()
    };
    let mut removed = missing(&old, &new);
    let mut added = missing(&new, &old);
    let mut changes = Vec::new();
    let mut settled = Settled::default();
    for (before, after) in renamed::methods(&mut removed, &mut added) {
        changes.push(Change::method(
            MethodFact::Renamed,
            Some(before),
            Some(after),
        ));
        methods::compare(before, after, how, &mut settled, &mut changes);
    }
    for facts in removed {
        changes.push(Change::method(MethodFact::Removed, Some(facts), None));
    }
    for facts in added {
        changes.push(Change::method(MethodFact::Added, None, Some(facts)));
    }
    for (identity, after) in &new {
        if let Some(before) = old.get(identity) {
            methods::compare(before, after, how, &mut settled, &mut changes);
        }
    }
    changes.retain(|change| !settled.covers(change));
    // Stable: what stands on one line keeps the order in which it was compared.
    changes.sort_by(|one, other| one.order().cmp(&other.order()));
    changes
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
