//! Differences of a method or event that both sides have.

use std::collections::BTreeSet;

use crate::facts::{Facts, Kind};

use super::change::Change;
use super::settled::Settled;
use super::what::{List, MethodFact};
use super::{How, errors, items};

/// Compares two sides of one method.
pub(super) fn compare<'f>(
    before: &'f Facts,
    after: &'f Facts,
    how: How,
    settled: &mut Settled<'f>,
    changes: &mut Vec<Change<'f>>,
) {
    for fact in [
        MethodFact::Page,
        MethodFact::Deprecated,
        MethodFact::Replacement,
        MethodFact::Scope,
        MethodFact::Access,
        MethodFact::Paging,
    ] {
        if differs(fact, before, after, how) {
            changes.push(Change::method(fact, Some(before), Some(after)));
        }
    }
    let sent = match after.kind {
        Kind::Method => List::Params,
        Kind::Event => List::Data,
    };
    items::compare((before, after), sent, how, settled, changes);
    items::compare((before, after), List::Result, how, settled, changes);
    errors::compare(before, after, how, changes);
}

fn differs(fact: MethodFact, before: &Facts, after: &Facts, how: How) -> bool {
    let snapshots = how == How::Snapshots;
    match fact {
        MethodFact::Page => after.page.is_some() && before.page != after.page,
        MethodFact::Deprecated => before.deprecated != after.deprecated,
        // With the fact itself comes its replacement.
        MethodFact::Replacement => {
            before.deprecated
                && after.deprecated
                && before.replacement != after.replacement
                && (snapshots || after.replacement.is_some())
        }
        MethodFact::Scope => {
            let set = |facts: &Facts| facts.scope.iter().cloned().collect::<BTreeSet<_>>();
            (snapshots || !after.scope.is_empty()) && set(before) != set(after)
        }
        MethodFact::Access => snapshots && before.access != after.access,
        MethodFact::Paging => match (&before.paging, &after.paging) {
            (Some(old), Some(new)) if !snapshots => {
                old.style != new.style
                    || new.size.is_some() && old.size != new.size
                    || new.cursor.is_some() && old.cursor != new.cursor
            }
            (old, new) => old != new,
        },
        MethodFact::Added | MethodFact::Removed | MethodFact::Renamed => false,
    }
}
