//! Differences of the errors that a page lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Error, Facts};
use bitrix24_codegen::model::Violation;

use super::How;
use super::agreement::Agreement;
use super::items::family;
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
    // The names of the variable parts of a code are ours.
    let same_code = |one: &Error, other: &Error| {
        one.code == other.code || how == How::Schema && family(&one.code) == family(&other.code)
    };
    let mut pairs = paired(&mut old, &mut new, |one, other| {
        same_code(one, other) && same_message(one, other)
    });
    pairs.append(&mut paired(&mut old, &mut new, |one, other| {
        same_code(one, other) && (one.message.is_none() || other.message.is_none())
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
        if !same_code(old, new) {
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
        if let Some(agreement) = violations(old, new, how) {
            push(ErrorFact::Validation, one, other, agreement);
        }
    }
    // A code without a message is that of all errors with it.
    let stands_for = |whole: &[Error], one: &Error| {
        how == How::Schema
            && !one.code.is_empty()
            && (whole.iter()).any(|error| error.code == one.code && error.message.is_none())
    };
    for error in old {
        if !stands_for(&after.errors, error) {
            push(ErrorFact::Removed, Some(error), None, Agreement::Missing);
        }
    }
    for error in new {
        if !stands_for(&before.errors, error) {
            push(ErrorFact::Added, None, Some(error), Agreement::Added);
        }
    }
}

/// The agreement on what an error lists of fields; `None` when neither side lists anything.
fn violations(old: &Error, new: &Error, how: How) -> Option<Agreement> {
    let (listed, read) = (&old.validation, &new.validation);
    if listed.is_empty() && read.is_empty() {
        return None;
    }
    let is_read = |own: &Violation| read.iter().any(|other| same_violation(own, other, how));
    let is_listed = |other: &Violation| listed.iter().any(|own| same_violation(own, other, how));
    let agree = listed.iter().all(is_read) && read.iter().all(is_listed);
    let is_stated = !read.is_empty() || how == How::Snapshots;
    Some(if listed == read {
        Agreement::Same
    } else if !agree && is_stated {
        Agreement::Different
    } else {
        Agreement::Refined
    })
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
    let bare = |message: &str| {
        let message = message.replace('`', "").replace("<br>", "");
        let message = match message.matches('"').count() % 2 {
            0 => message,
            // Half of the quotes of an answer.
            _ => message.trim().trim_matches('"').to_owned(),
        };
        message.trim().trim_end_matches('.').to_owned()
    };
    let (schema, page) = (bare(schema), bare(page));
    schema == page
        || bitrix24_codegen::pattern::fits(&schema, &page)
        || schema.contains('{') && without_places(&schema) == without_places(&page)
        || page.contains('{') && page.replace(['{', '}'], "") == schema
}

/// A message without its `{name}`: pages leave out where a value stands.
fn without_places(message: &str) -> String {
    let mut parts = message.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').map_or(part, |(_, after)| after));
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
