//! Differences of the errors that a page lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Error, Facts};
use bitrix24_codegen::model::Violation;

use super::How;
use super::agreement::Agreement;
use super::record::Record;
use super::renamed::{ALIKE, similarity};
use super::what::{ErrorFact, What};

/// Compares the errors of a method. Errors are the same by code and message; of the others first by
/// the code alone, then by the message alone, each in its order.
pub(super) fn compare<'f>(
    before: &'f Facts,
    after: &'f Facts,
    how: How,
    records: &mut Vec<Record<'f>>,
) {
    let mut old: Vec<&'f Error> = before.errors.iter().collect();
    let mut new: Vec<&'f Error> = after.errors.iter().collect();
    let same_message = |one: &Error, other: &Error| match (&one.message, &other.message) {
        (Some(one), Some(other)) if how == How::Schema => says(one, other),
        (one, other) => one == other,
    };
    let mut pairs = paired(&mut old, &mut new, |one, other| {
        one.code == other.code && same_message(one, other)
    });
    pairs.append(&mut paired(&mut old, &mut new, |one, other| {
        one.code == other.code && (one.message.is_none() || other.message.is_none())
    }));
    // A code of several errors does not identify which became which.
    let (known, told) = (codes(&old), codes(&new));
    pairs.append(&mut paired(&mut old, &mut new, |one, other| {
        let single = known.get(&*one.code) == Some(&1) && told.get(&*other.code) == Some(&1);
        one.code == other.code && !one.code.is_empty() && single
    }));
    pairs.append(&mut paired(&mut old, &mut new, |one, other| {
        one.message.is_some() && same_message(one, other)
    }));
    // Without a code, a message that is worded otherwise is still the same error.
    pairs.append(&mut paired(&mut old, &mut new, |one, other| {
        let (one_text, other_text) = (one.message.as_deref(), other.message.as_deref());
        let texts = one_text.zip(other_text);
        let is_alike = |(one, other)| similarity(one, other) >= ALIKE;
        one.code == other.code && one.code.is_empty() && texts.is_some_and(is_alike)
    }));
    let mut push = |fact, old: Option<&'f Error>, new: Option<&'f Error>, agreement| {
        records.push(Record {
            before: Some(before),
            after: Some(after),
            what: What::Error {
                fact,
                before: old,
                after: new,
            },
            agreement,
        });
    };
    for (old, new) in pairs {
        let (one, other) = (Some(old), Some(new));
        push(ErrorFact::Present, one, other, Agreement::Same);
        if old.code != new.code {
            push(ErrorFact::Code, one, other, Agreement::Different);
        }
        // What a page leaves out does not contradict the schema.
        let stated = |stated: bool| {
            if stated || how == How::Snapshots {
                Agreement::Different
            } else {
                Agreement::Refined
            }
        };
        if old.message.is_some() || new.message.is_some() {
            let agreement = match (old.message == new.message, same_message(old, new)) {
                (true, _) => Agreement::Same,
                (false, true) => Agreement::Refined,
                (false, false) => stated(new.message.is_some()),
            };
            push(ErrorFact::Message, one, other, agreement);
        }
        if old.status.is_some() || new.status.is_some() {
            let agreement = if old.status == new.status {
                Agreement::Same
            } else {
                stated(new.status.is_some())
            };
            push(ErrorFact::Status, one, other, agreement);
        }
        if !old.validation.is_empty() || !new.validation.is_empty() {
            let is_listed = |violation: &Violation, others: &[Violation], own_first: bool| {
                others.iter().any(|other| {
                    let (schema, page) = if own_first {
                        (violation, other)
                    } else {
                        (other, violation)
                    };
                    same_violation(schema, page, how)
                })
            };
            let (listed, read) = (&old.validation, &new.validation);
            let agree = listed.iter().all(|one| is_listed(one, read, true))
                && read.iter().all(|one| is_listed(one, listed, false));
            let agreement = match (listed == read, agree) {
                (true, _) => Agreement::Same,
                (false, true) => Agreement::Refined,
                (false, false) => stated(!read.is_empty()),
            };
            push(ErrorFact::Validation, one, other, agreement);
        }
    }
    for error in old {
        push(ErrorFact::Removed, Some(error), None, Agreement::Missing);
    }
    for error in new {
        push(ErrorFact::Added, None, Some(error), Agreement::Added);
    }
}

/// Whether two violations are the same, whatever the order of their fields.
fn same_violation(schema: &Violation, page: &Violation, how: How) -> bool {
    let fields =
        |violation: &Violation| -> BTreeSet<String> { violation.fields.iter().cloned().collect() };
    let same_message = match how {
        // The importer reads names in code as placeholders; the schema may know that they are names.
        How::Schema => says(&schema.message, &page.message) || says(&page.message, &schema.message),
        How::Snapshots => schema.message == page.message,
    };
    same_message && fields(schema) == fields(page)
}

/// Takes out of both lists what belongs together.
fn paired<'f>(
    old: &mut Vec<&'f Error>,
    new: &mut Vec<&'f Error>,
    together: impl Fn(&Error, &Error) -> bool,
) -> Vec<(&'f Error, &'f Error)> {
    let mut pairs = Vec::new();
    old.retain(
        |error| match new.iter().position(|other| together(error, other)) {
            Some(at) => {
                pairs.push((*error, new.remove(at)));
                false
            }
            None => true,
        },
    );
    pairs
}

/// The number of errors of each code.
fn codes<'f>(errors: &[&'f Error]) -> BTreeMap<&'f str, usize> {
    let mut counts = BTreeMap::new();
    for error in errors {
        *counts.entry(&*error.code).or_default() += 1;
    }
    counts
}

/// Whether a message of the schema, with `{name}` in place of values, matches that of a page: with
/// another name in braces, or with a name or an example without them.
pub(crate) fn says(schema: &str, page: &str) -> bool {
    let bare = |message: &str| message.trim().trim_end_matches('.').replace('`', "");
    let (schema, page) = (bare(schema), bare(page));
    schema == page || bitrix24_codegen::pattern::fits(&schema, &page)
}
