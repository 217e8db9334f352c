//! What is known beside the readings of what they describe: the schema, and the pages as the
//! importer reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::extract::Documentation;
use crate::extract::draft::{Draft, ExampleKind};
use crate::facts::Kind;
use crate::write::Homes;

/// The schema and the pages.
#[derive(Debug)]
pub struct Known<'d> {
    /// Full names of the types that the schema describes. A marker is not described.
    types: BTreeSet<String>,
    drafts: BTreeMap<(Kind, String, u8), &'d Draft>,
    homes: Homes,
}

impl<'d> Known<'d> {
    /// What is known of a schema whose described types have these names, and of a documentation.
    pub fn of(types: BTreeSet<String>, documentation: &'d Documentation) -> Self {
        let key = |draft: &'d Draft| (draft.kind, draft.name.to_lowercase(), draft.version);
        Self {
            types,
            drafts: documentation
                .drafts
                .iter()
                .map(|draft| (key(draft), draft))
                .collect(),
            homes: Homes::of(documentation),
        }
    }

    /// The draft of the same method or event.
    pub fn draft(&self, subject: &Subject) -> Option<&'d Draft> {
        let key = (subject.kind(), subject.name.to_lowercase(), subject.version);
        self.drafts.get(&key).copied()
    }

    /// Whether the schema describes a type.
    pub(super) fn has_type(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// The file of an event.
    pub(super) fn home(&self, subject: &Subject) -> Option<String> {
        self.draft(subject).map(|draft| self.homes.file(draft))
    }

    /// Other spellings of a parameter or a field in the requests that the page shows.
    pub(super) fn aliases(&self, subject: &Subject, path: &str) -> Vec<String> {
        let mut aliases = BTreeSet::new();
        let own = path.rsplit('.').next().unwrap_or(path);
        let requests = self
            .draft(subject)
            .into_iter()
            .flat_map(|draft| &draft.examples);
        for example in requests.filter(|example| example.kind == ExampleKind::Request) {
            if let Ok(body) = serde_json::from_str(&example.body) {
                let names: Vec<&str> = path
                    .split('.')
                    .map(|name| name.trim_end_matches(['[', ']']))
                    .collect();
                spellings(&body, &names, own, &mut aliases);
            }
        }
        aliases.into_iter().collect()
    }

    /// Whether the parameters of a method are sent by their order.
    pub(super) fn is_positional(&self, subject: &Subject) -> bool {
        self.draft(subject).is_some_and(|draft| draft.positional)
    }
}

/// Spellings of the last name of a path, found by ignoring case on the way.
fn spellings(body: &serde_json::Value, names: &[&str], own: &str, found: &mut BTreeSet<String>) {
    match body {
        serde_json::Value::Array(items) => {
            for item in items {
                spellings(item, names, own, found);
            }
        }
        serde_json::Value::Object(entries) => {
            let Some((name, rest)) = names.split_first() else {
                return;
            };
            let exact = entries.contains_key(*name);
            for (key, value) in entries {
                if !key.eq_ignore_ascii_case(name) {
                    continue;
                }
                if rest.is_empty() {
                    if key != own && !exact {
                        found.insert(key.clone());
                    }
                } else {
                    spellings(value, rest, own, found);
                }
            }
        }
        _ => {}
    }
}
