//! Codes of errors that stand for more than a method knows.

use std::collections::{BTreeMap, BTreeSet};

use super::join::Joined;
use super::{Finding, Rule};
use crate::facts::{Error, Kind};

pub(super) static RULE: Rule = Rule {
    name: "shared-code",
    finds: "A method gives a code one meaning, and a method of the same namespace gives it that and another.",
};

/// The messages that methods of one namespace have for one code, by method.
type Meanings<'j> = BTreeMap<&'j str, BTreeSet<&'j str>>;

pub(super) fn check(joined: &Joined<'_>, findings: &mut Vec<Finding>) {
    let mut codes: BTreeMap<(&str, &str), Meanings<'_>> = BTreeMap::new();
    let methods = || {
        joined
            .subjects
            .iter()
            .filter(|subject| subject.facts.kind == Kind::Method)
    };
    for subject in methods() {
        for error in named(&subject.facts.errors) {
            let namespace = namespace(&subject.facts.name);
            let meanings = codes.entry((namespace, &error.code)).or_default();
            let message = error.message.as_deref().unwrap_or_default();
            meanings
                .entry(&subject.facts.name)
                .or_default()
                .insert(message);
        }
    }
    for subject in methods() {
        let facts = subject.facts;
        for error in named(&facts.errors) {
            let Some(meanings) = codes.get(&(namespace(&facts.name), error.code.as_str())) else {
                continue;
            };
            let own = &meanings[facts.name.as_str()];
            let wider = meanings
                .iter()
                .find(|(_, other)| own.len() == 1 && other.len() > 1 && other.is_superset(own));
            let Some((other, all)) = wider else { continue };
            let missing: Vec<&str> = all.difference(own).copied().collect();
            findings.push(Finding {
                rule: &RULE,
                subject: facts.name.clone(),
                path: error.code.clone(),
                file: error.at.file.to_string(),
                line: error.at.line,
                page: subject
                    .documented
                    .at
                    .file
                    .trim_end_matches(".md")
                    .to_owned(),
                page_line: 0,
                text: format!(
                    "`{}` is also \"{}\" in {other}, which this method does not say",
                    error.code,
                    missing.join("\", \"")
                ),
            });
        }
    }
}

/// Errors with a symbolic code and a message: numeric codes group unrelated errors.
fn named(errors: &[Error]) -> impl Iterator<Item = &Error> {
    errors.iter().filter(|error| {
        error.message.is_some() && error.code.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

fn namespace(method: &str) -> &str {
    method.rsplit_once('.').map_or(method, |(before, _)| before)
}
