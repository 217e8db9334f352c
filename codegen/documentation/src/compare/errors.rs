//! Differences of the errors that a page lists.

use std::collections::BTreeMap;

use crate::facts::{Error, Facts};

use super::How;
use super::change::Change;
use super::what::{ErrorFact, What};

/// Compares the errors of a method. Errors are the same by code and message; of the others first by the code alone, then
/// by the message alone, each in its order.
pub(super) fn compare<'f>(
    before: &'f Facts,
    after: &'f Facts,
    how: How,
    changes: &mut Vec<Change<'f>>,
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
    // A code that stands for several errors does not tell which became which.
    let (known, told) = (codes(&old), codes(&new));
    pairs.append(&mut paired(&mut old, &mut new, |one, other| {
        let single = known.get(&*one.code) == Some(&1) && told.get(&*other.code) == Some(&1);
        one.code == other.code && !one.code.is_empty() && single
    }));
    pairs.append(&mut paired(&mut old, &mut new, |one, other| {
        one.message.is_some() && same_message(one, other)
    }));
    let mut push = |fact, old: Option<&'f Error>, new: Option<&'f Error>| {
        let what = What::Error {
            fact,
            before: old,
            after: new,
        };
        changes.push(Change::new(Some(before), Some(after), what));
    };
    for (old, new) in pairs {
        // What a page leaves out does not contradict the schema.
        let is_told = |told: bool| told || how == How::Snapshots;
        if old.code != new.code {
            push(ErrorFact::Code, Some(old), Some(new));
        }
        if !same_message(old, new) && is_told(new.message.is_some()) {
            push(ErrorFact::Message, Some(old), Some(new));
        }
        if old.status != new.status && is_told(new.status.is_some()) {
            push(ErrorFact::Status, Some(old), Some(new));
        }
    }
    for error in old {
        push(ErrorFact::Removed, Some(error), None);
    }
    for error in new {
        push(ErrorFact::Added, None, Some(error));
    }
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

/// How many errors have each code.
fn codes<'f>(errors: &[&'f Error]) -> BTreeMap<&'f str, usize> {
    let mut counts = BTreeMap::new();
    for error in errors {
        *counts.entry(&*error.code).or_default() += 1;
    }
    counts
}

/// Whether a message of the schema, with `{name}` where a value stands, says what a page says: with another name in braces,
/// or with a name or an example without them.
pub(crate) fn says(schema: &str, page: &str) -> bool {
    let bare = |message: &str| message.trim().trim_end_matches('.').replace('`', "");
    let (schema, page) = (bare(schema), bare(page));
    schema == page || bitrix24_codegen::pattern::fits(&schema, &page)
}
