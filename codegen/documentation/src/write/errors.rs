//! Errors of a method, each with a name of its own.

use super::fragment::{Entries, Entry, Fragment, Origin};
use super::names::Variants;
use super::phrase::phrase;
use crate::extract::draft::{Draft, Error, Violation};

/// The most words of a name that is made of a message.
const WORDS: usize = 5;

/// Codes that say no more than that there is an error.
const GENERAL: &[&str] = &[
    "error",
    "core",
    "invalid_arg_value",
    "wrong_request",
    "bad_request",
];

pub(super) fn errors(draft: &Draft) -> Vec<Entry> {
    let mut taken = Variants::default();
    draft
        .errors
        .iter()
        .map(|error| {
            let mut entries = Entries::default();
            entries.text("code", &error.code);
            if let Some(message) = &error.message {
                entries.text("message", message);
            }
            if let Some(status) = error.status {
                entries.set("status", u32::from(status));
            }
            if draft.version == 3 && !error.validation.is_empty() {
                let violations = error.validation.iter().map(violation);
                entries.put("validation", Fragment::List(violations.collect()));
            }
            Entry {
                key: taken.first_of(&names(error, &draft.errors)),
                value: entries.done(),
                origin: Some(Origin {
                    page: draft.page.as_str().into(),
                    line: error.line,
                    shown: false,
                }),
            }
        })
        .collect()
}

fn violation(violation: &Violation) -> Fragment {
    let mut entries = Entries::default();
    if !violation.fields.is_empty() {
        let fields = violation.fields.iter().map(|field| Fragment::text(field));
        entries.put("fields", Fragment::List(fields.collect()));
    }
    entries.text("message", &violation.message);
    entries.done()
}

/// Names of an error, the best first: of its code, or of its message and its meaning where the code
/// is a number, is empty, says nothing, or is that of several errors.
fn names(error: &Error, all: &[Error]) -> Vec<String> {
    let code = error
        .code
        .strip_prefix("ERROR_")
        .or_else(|| error.code.strip_prefix("BITRIX_REST_"))
        .unwrap_or(&error.code)
        .to_lowercase();
    let number = code.strip_prefix("0x").unwrap_or(&code);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    let speaks = code.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !(is_number && code.bytes().any(|byte| byte.is_ascii_digit()));
    let shared = all
        .iter()
        .filter(|other| other.code.eq_ignore_ascii_case(&error.code))
        .count()
        > 1;
    let texts = [
        error.message.as_deref(),
        Some(error.words.as_str()),
        Some(error.meaning.as_str()),
    ];
    let spoken = |most| {
        texts
            .into_iter()
            .flatten()
            .filter_map(move |text| phrase(text, most))
    };
    let mut names: Vec<String> = Vec::new();
    if speaks && !shared && !GENERAL.contains(&code.as_str()) {
        names.push(code.clone());
    }
    names.extend(spoken(WORDS));
    names.extend(spoken(WORDS * 2));
    names.push(match code.as_str() {
        "" => "unnamed".to_owned(),
        _ if speaks => code,
        number => format!("code{number}"),
    });
    names
}
