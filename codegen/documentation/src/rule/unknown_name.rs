//! Names that occur on no page.

use std::collections::{BTreeMap, HashSet};

use super::join::{Joined, Subject};
use super::{Finding, Rule};
use crate::spelling::uncased;

pub(super) static RULE: Rule = Rule {
    name: "unknown-name",
    finds: "A field has a name that neither the page of its method nor a page that this links to has.",
};

/// The names on pages, in one spelling. Many methods link to the same pages.
#[derive(Debug, Default)]
pub(super) struct PageNames<'p>(BTreeMap<&'p str, HashSet<String>>);

impl<'p> PageNames<'p> {
    /// Whether a page has a name in the spelling of other methods: `flowId` for `FLOW_ID`.
    fn contain(&mut self, page: &'p str, text: &str, name: &str) -> bool {
        let names = self.0.entry(page).or_insert_with(|| {
            text.split(|character: char| !(character.is_alphanumeric() || character == '_'))
                .map(uncased)
                .collect()
        });
        names.contains(&uncased(name))
    }
}

pub(super) fn check<'p>(
    joined: &Joined<'_>,
    subject: &'p Subject<'_>,
    names: &mut PageNames<'p>,
    findings: &mut Vec<Finding>,
) {
    let texts: Vec<(&str, &str)> = subject
        .pages
        .iter()
        .filter_map(|page| Some((page.as_str(), joined.folder.get(page)?.text.as_str())))
        .collect();
    let facts = subject.facts;
    for item in facts.params.iter().chain(&facts.result) {
        let name = last(&item.path);
        let stem = name.split(['*', '{']).next().unwrap_or_default();
        if stem.is_empty()
            || texts
                .iter()
                .any(|(_, text)| has_word(text, stem, stem.len() < name.len()))
            || texts
                .iter()
                .any(|&(page, text)| names.contain(page, text, name))
        {
            continue;
        }
        findings.push(Finding {
            rule: &RULE,
            subject: facts.name.clone(),
            path: item.path.clone(),
            file: item.at.file.to_string(),
            line: item.at.line,
            page: subject
                .documented
                .at
                .file
                .trim_end_matches(".md")
                .to_owned(),
            page_line: 0,
            text: format!("no page of the method has the name `{name}`"),
        });
    }
}

/// The last name of a path. A name with a dot is in quotes.
fn last(path: &str) -> &str {
    match path
        .strip_suffix('"')
        .and_then(|rest| rest.rsplit_once('"'))
    {
        Some((_, name)) => name,
        None => path.rsplit(['.', ']', '}']).next().unwrap_or_default(),
    }
}

/// Whether a text has a word, or one that begins with it.
fn has_word(text: &str, word: &str, prefix: bool) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && (prefix || !after.is_some_and(is_part))
    }) || text.contains('\\') && has_escaped(text, word)
}

/// Whether a text has a word with backslashes before its underscores.
fn has_escaped(text: &str, word: &str) -> bool {
    word.contains('_') && text.contains(&word.replace('_', "\\_"))
}
