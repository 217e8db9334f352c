//! Pages whose title or address names a method that no page gives.

use std::collections::BTreeSet;

use super::super::{Code, Finding, Gate, Imported};
use crate::extract::example;
use crate::extract::section::{self, Section};
use crate::page::Page;
use crate::spelling::letters;

/// Reports pages that name a method which the importer finds nowhere.
pub(super) fn lost(imported: &Imported<'_>) -> Vec<Finding> {
    let known: BTreeSet<String> = imported
        .documentation
        .drafts
        .iter()
        .map(|draft| draft.name.to_lowercase())
        .collect();
    let is_namespace = |name: &str| {
        let begin = format!("{name}.");
        known.iter().any(|method| method.starts_with(&begin))
    };
    // A `check` of what the page describes may say that its title has another name.
    let is_noted = |page: &Page, name: &str| {
        let mut drafts = imported.documentation.drafts.iter();
        drafts.any(|draft| {
            draft.page == page.path && draft.notes.iter().any(|note| note.text.contains(name))
        })
    };
    let mut findings = Vec::new();
    for page in imported.folder.pages() {
        for name in named(page) {
            let lower = name.to_lowercase();
            if known.contains(&lower) || is_namespace(&lower) || is_noted(page, &name) {
                continue;
            }
            findings.push(Finding {
                code: Code::new(Gate::Conservation, "method"),
                subject: name.clone(),
                fact: page.path.clone(),
                page: page.path.clone(),
                line: 1,
                wrong: format!("the page names the method `{name}`, and nothing gives it"),
                right: "a method of that name".to_owned(),
            });
        }
    }
    findings
}

/// The methods that a page names in its title, or in its examples when they are spelt like its
/// file.
fn named(page: &Page) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let title = page.title.as_deref().unwrap_or_default();
    if !title.contains("BX24.") && !title.contains("BXMobileApp") && !title.contains(".*") {
        names.extend(title.split_whitespace().filter_map(method));
    }
    let file = letters(page.path.rsplit('/').next().unwrap_or_default());
    let sections = section::sections(page);
    for fence in sections.iter().flat_map(Section::fences) {
        for call in example::calls(&fence) {
            let known = names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&call.method));
            if letters(&call.method) == file && call.method.contains('.') && !known {
                names.push(call.method);
            }
        }
    }
    names
}

/// The method that a word of a title names: parts between dots, the first in lower case.
fn method(word: &str) -> Option<String> {
    let word = word.trim_matches(|character: char| !character.is_ascii_alphanumeric());
    let parts: Vec<&str> = word.split('.').collect();
    let is_part = |part: &&str| {
        !part.is_empty()
            && part.chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
            })
    };
    let is_file =
        |part: &&str| matches!(*part, "php" | "js" | "md" | "json" | "com" | "net" | "ru");
    let is_method = parts.len() > 1
        && word.starts_with(|first: char| first.is_ascii_lowercase())
        && parts.iter().all(is_part)
        && !parts.last().is_some_and(is_file)
        && !parts
            .iter()
            .skip(1)
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    is_method.then(|| word.to_owned())
}
