//! Every documented payload fits the imported facts.
//!
//! The importer marks only examples with a placeholder for a value as contradicting. Where an
//! example and the rest of its page disagree otherwise, a person decides which is right, and writes
//! a line with the reason.

use super::ledger::{self, Ledger};
use super::{Code, Finding, Gate, Imported};
use crate::write::{ExampleText, placeholder};

/// Path of the ledger in messages.
pub const LEDGER: &str = "gates/contradictions.txt";

/// Number of parts of a key of the ledger: the method or event, the kind of payload, and its
/// fingerprint.
pub const PARTS: usize = 3;

/// Reports every contradiction without a reason, and every reason without a contradiction.
#[must_use]
pub fn check(imported: &Imported<'_>, ledger: &Ledger) -> Vec<Finding> {
    let mut findings = Vec::new();
    for contradiction in &imported.contradictions {
        let example = &contradiction.example;
        let fingerprint = fingerprint(example.body());
        let key = [example.subject(), example.kind(), &fingerprint];
        if ledger.allows(&ledger::key(&key)) {
            continue;
        }
        let problem = &contradiction.problem;
        let is_known = kind(&problem.label) == "unlisted-error"
            && (is_of_the_api(imported, example) || has_message_as_code(imported, example));
        if is_known || placeholder(problem).is_some() {
            continue;
        }
        findings.push(Finding {
            code: Code::new(
                Gate::Examples,
                format!("{}-{}", example.kind(), kind(&problem.label)),
            ),
            subject: example.subject().to_owned(),
            fact: format!("{fingerprint} {}", path(&problem.label)),
            page: example.page().to_owned(),
            line: example.line(),
            wrong: format!("the {} does not fit: {}", example.kind(), problem.label),
            right: "facts that it fits".to_owned(),
        });
    }
    findings.extend(super::stale(
        Gate::Examples,
        (LEDGER, ledger),
        0,
        "no such payload contradicts its page",
    ));
    findings
}

/// Whether an error is one that every method may answer. The importer writes methods; those errors
/// stand in the schema once.
fn is_of_the_api(imported: &Imported<'_>, example: &ExampleText) -> bool {
    let body = serde_json::from_str::<serde_json::Value>(example.body());
    body.is_ok_and(|body| {
        let code = body.get("error").and_then(serde_json::Value::as_str);
        code.is_some_and(|code| imported.documentation.system_codes.contains(code.trim()))
    })
}

/// Whether an error has under its code what its page says is the message of one without a code.
fn has_message_as_code(imported: &Imported<'_>, example: &ExampleText) -> bool {
    let body = serde_json::from_str::<serde_json::Value>(example.body());
    let Ok(body) = body else { return false };
    let code = body.get("error").and_then(serde_json::Value::as_str);
    let drafts = imported.documentation.drafts.iter();
    let mut errors = drafts
        .filter(|draft| draft.name == example.subject())
        .flat_map(|draft| &draft.errors)
        .filter(|error| error.code.is_empty());
    errors.any(|error| {
        let message = error.message.as_deref().map(tidy);
        message.is_some() && message == code.map(tidy)
    })
}

/// A text without the sign at its end.
fn tidy(text: &str) -> &str {
    text.trim_matches([' ', '"', '.'])
}

/// The JSON path that a problem names.
fn path(label: &str) -> &str {
    label.split('`').nth(1).unwrap_or_default()
}

/// The kind of a contradiction, by what was expected.
fn kind(label: &str) -> &'static str {
    let expected = label.split_once("expected ").map_or(label, |(_, rest)| {
        rest.split(", found").next().unwrap_or(rest)
    });
    match expected {
        "no such key" if path(label).split('.').next() == Some("auth") => "auth-key",
        "no such key" => "unknown-key",
        "a required key" => "missing-key",
        "a declared error" => "unlisted-error",
        "the value of the answer" => "answer-key",
        "the parameters" => "no-parameters",
        "a documented value" => "unlisted-value",
        "an object" => "not-object",
        "a list" => "not-list",
        "an integer" | "a number" => "not-number",
        "an identifier" => "not-id",
        "a date" | "a date and time" => "not-date",
        _ => "type",
    }
}

/// A short name of a payload that does not depend on its line or on its layout.
#[must_use]
pub fn fingerprint(body: &str) -> String {
    let text = serde_json::from_str::<serde_json::Value>(body)
        .map_or_else(|_| body.to_owned(), |value| value.to_string());
    // FNV-1a: stable between versions of the compiler, which the standard library's hash is not.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:08x}", hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_ignores_the_layout() {
        assert_eq!(fingerprint("{\"a\": 1}"), fingerprint("{ \"a\":1 }\n"));
        assert_ne!(fingerprint("{\"a\": 1}"), fingerprint("{\"a\": 2}"));
    }
}
