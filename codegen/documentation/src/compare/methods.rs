//! Differences of a method or event that both sides have.

use std::collections::BTreeSet;

use crate::facts::{Facts, Kind};

use super::agreement::{Agreement, shapes};
use super::items::family;
use super::record::Record;
use super::settled::Settled;
use super::what::{List, MethodFact};
use super::{How, errors, items};

/// Compares two sides of one method.
pub(super) fn compare<'f>(
    before: &'f Facts,
    after: &'f Facts,
    how: How,
    settled: &mut Settled<'f>,
    records: &mut Vec<Record<'f>>,
) {
    let both = (Some(before), Some(after));
    let mut push = |fact, agreement| records.push(Record::method(fact, both.0, both.1, agreement));
    push(MethodFact::Present, Agreement::Same);
    for fact in [
        MethodFact::Page,
        MethodFact::Deprecated,
        MethodFact::Replacement,
        MethodFact::Scope,
        MethodFact::Access,
        MethodFact::Paging,
        MethodFact::Failure,
        MethodFact::Data,
        MethodFact::Codes,
        MethodFact::Notes,
    ] {
        if let Some(agreement) = agreement(fact, before, after, how) {
            push(fact, agreement);
        }
    }
    let (sent, answered) = match after.kind {
        Kind::Method => (List::Params, List::Result),
        Kind::Event => (List::Data, List::Result),
        Kind::Placement => (List::Options, List::Request),
    };
    items::compare((before, after), sent, how, settled, records);
    items::compare((before, after), answered, how, settled, records);
    errors::compare(before, after, how, records);
}

/// The agreement of the sides on a fact; `None` when neither states it.
fn agreement(fact: MethodFact, before: &Facts, after: &Facts, how: How) -> Option<Agreement> {
    let snapshots = how == How::Snapshots;
    // What a page leaves out does not contradict the schema.
    let stated = |same: bool, stated: bool| match (same, stated || snapshots) {
        (true, _) => Agreement::Same,
        (false, true) => Agreement::Different,
        (false, false) => Agreement::Refined,
    };
    match fact {
        MethodFact::Page => {
            let same = before.page == after.page || after.page.is_none();
            after.page.is_some().then(|| stated(same, true))
        }
        MethodFact::Deprecated => (before.deprecated || after.deprecated)
            .then(|| stated(before.deprecated == after.deprecated, true)),
        // With the fact itself comes its replacement.
        MethodFact::Replacement => (before.deprecated
            && after.deprecated
            && (before.replacement.is_some() || after.replacement.is_some()))
        .then(|| {
            stated(
                before.replacement == after.replacement,
                after.replacement.is_some(),
            )
        }),
        MethodFact::Scope => {
            let set = |facts: &Facts| facts.scope.iter().cloned().collect::<BTreeSet<_>>();
            (!before.scope.is_empty() || !after.scope.is_empty())
                .then(|| stated(set(before) == set(after), !after.scope.is_empty()))
        }
        // The access of a method is worded by us.
        MethodFact::Access => (before.access.is_some() || after.access.is_some())
            .then(|| stated(before.access == after.access, false)),
        MethodFact::Paging => match (&before.paging, &after.paging) {
            (None, None) => None,
            (Some(old), Some(new)) if !snapshots && old != new => {
                let differs = old.style != new.style
                    || old.at != new.at
                    || new.limit.is_some() && old.limit != new.limit
                    || new.size.is_some() && old.size != new.size
                    || new.most.is_some() && old.most != new.most
                    || new.cursor.is_some() && old.cursor != new.cursor;
                Some(stated(false, differs))
            }
            (old, new) => Some(stated(old == new, true)),
        },
        MethodFact::Failure => (before.failure.is_some() || after.failure.is_some())
            .then(|| stated(before.failure == after.failure, after.failure.is_some())),
        MethodFact::Data => match (&before.data, &after.data) {
            (None, None) => None,
            (Some(old), Some(new)) if !snapshots => Some(shapes(old, new)),
            (Some(old), Some(new)) => Some(stated(old.is_same(new), true)),
            // A page that shows nothing of what comes does not contradict the schema.
            (_, None) => Some(stated(false, !after.params.is_empty())),
            (None, Some(_)) => Some(stated(false, true)),
        },
        MethodFact::Codes => {
            // The names of the variable parts of a code are ours.
            let set = |facts: &'_ Facts| -> BTreeSet<String> {
                let codes = facts.codes.iter().map(|code| {
                    if snapshots {
                        code.clone()
                    } else {
                        family(code).into_owned()
                    }
                });
                codes.collect()
            };
            (!before.codes.is_empty() || !after.codes.is_empty())
                .then(|| stated(set(before) == set(after), !after.codes.is_empty()))
        }
        // People note more than pages state in words that are read.
        MethodFact::Notes => (!before.notes.is_empty() || !after.notes.is_empty()).then(|| {
            let is_known = |note| before.notes.contains(note);
            let lacks_none = after.notes.iter().all(is_known);
            stated(before.notes == after.notes, !lacks_none)
        }),
        MethodFact::Present | MethodFact::Added | MethodFact::Removed | MethodFact::Renamed => None,
    }
}
