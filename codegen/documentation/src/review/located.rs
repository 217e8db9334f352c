//! Where on pages the facts of YAML stand.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::compare::What;
use crate::extract::head;
use crate::extract::section::sections;
use crate::facts::{Location, Shape};
use crate::page::{BlockKind, Folder, Page};

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// From the root of the documentation, without `.md`.
    pub(super) page: String,
    /// Counted from 1.
    pub(super) line: u32,
}

/// The file and the keys of a fact.
type Keys = (String, Vec<String>);

/// The locations of facts.
#[derive(Debug, Default)]
pub(super) struct Located {
    places: BTreeMap<Keys, BTreeSet<Place>>,
    /// Every parameter and every part of the answer.
    items: BTreeSet<Keys>,
}

impl Located {
    pub(super) fn of(subject: &Subject<'_>, folder: &Folder) -> Self {
        let mut located = Self::default();
        let items = subject.facts.params.iter().chain(&subject.facts.result);
        located.items.extend(items.map(|item| keys(&item.at)));
        if let Some(documented) = subject.documented {
            located.add(&subject.facts.at, &documented.at);
        }
        for (record, _) in &subject.records {
            match record.what {
                What::Method(_) => {}
                What::Item { before, after, .. } => {
                    if let (Some(before), Some(after)) = (before.first(), after.first()) {
                        located.add(&before.at, &after.at);
                    }
                }
                What::Error { before, after, .. } => {
                    if let (Some(before), Some(after)) = (before, after) {
                        located.add(&before.at, &after.at);
                    }
                }
            }
        }
        if let Some(draft) = subject.draft
            && let Some(page) = folder.get(&draft.page)
        {
            let deprecated = draft.deprecated.as_ref().map(|deprecated| deprecated.line);
            let access = head::head(&sections(page)).access_line;
            let lines = [
                ("access", access),
                ("deprecated", deprecated),
                ("scope", scope(page)),
            ];
            for (key, line) in lines {
                let Some(line) = line else { continue };
                let place = Place {
                    page: page.path.clone(),
                    line,
                };
                let (file, mut own) = keys(&subject.facts.at);
                own.push(key.to_owned());
                // Facts of all methods of a file are at its top.
                for keys in [own, vec![key.to_owned()]] {
                    let places = located.places.entry((file.clone(), keys)).or_default();
                    places.insert(place.clone());
                }
            }
        }
        located
    }

    fn add(&mut self, yaml: &Location, page: &Location) {
        let place = Place {
            page: page.page().to_owned(),
            line: page.line,
        };
        self.places.entry(keys(yaml)).or_default().insert(place);
    }

    /// The locations of the value at keys of a file, or of its nearest parent that has any.
    pub(super) fn nearest(&self, file: &str, keys: &[String]) -> Option<&BTreeSet<Place>> {
        (0..=keys.len())
            .rev()
            .find_map(|length| self.at(file, &keys[..length]))
    }

    /// The locations of the value at keys of a file.
    pub(super) fn at(&self, file: &str, keys: &[String]) -> Option<&BTreeSet<Place>> {
        self.places.get(&(file.to_owned(), keys.to_vec()))
    }

    /// Whether something is a parameter or a part of an answer that no line of a page states.
    pub(super) fn is_unstated(&self, file: &str, keys: &[String]) -> bool {
        let key = (file.to_owned(), keys.to_vec());
        self.items.contains(&key) && !self.places.contains_key(&key)
    }

    /// The named types that the subject names, each with what names it first.
    pub(super) fn types<'s>(subject: &Subject<'s>) -> Vec<(String, &'s Location)> {
        let mut found: Vec<(String, &Location)> = Vec::new();
        for item in subject.facts.params.iter().chain(&subject.facts.result) {
            let mut names = Vec::new();
            named(&item.shape, &mut names);
            for name in names {
                if !found.iter().any(|(known, _)| *known == name) {
                    found.push((name, &item.at));
                }
            }
        }
        found
    }
}

fn keys(at: &Location) -> Keys {
    (at.yaml.to_string(), at.keys.clone())
}

/// The named types that a value has, not those whose identifiers or fields it only names.
fn named(shape: &Shape, found: &mut Vec<String>) {
    match shape {
        Shape::Named(named_) => {
            found.push(named_.target.name.to_string());
            named(&named_.is, found);
        }
        Shape::List(item) => named(item, found),
        Shape::Map(key, value) => {
            named(key, found);
            named(value, found);
        }
        Shape::Union(parts) => parts.iter().for_each(|part| named(part, found)),
        Shape::Scalar(_)
        | Shape::Id(_)
        | Shape::Filter { .. }
        | Shape::Order(_)
        | Shape::Select(_) => {}
    }
}

/// The line that names the scopes.
fn scope(page: &Page) -> Option<u32> {
    page.descendants().find_map(|block| match &block.kind {
        BlockKind::Paragraph(text) => {
            let plain = text.plain().to_lowercase();
            plain
                .trim_start()
                .starts_with("scope")
                .then_some(block.line)
        }
        _ => None,
    })
}
