//! Facts of a shared type that one page states: pages of other methods need not repeat them.

use std::collections::BTreeSet;

use crate::facts::{Facts, Item};
use crate::spelling::uncased;

use super::record::Record;
use super::what::{ItemFact, What};

/// Facts of shared types that some page confirms, and what the schema knows to be only read.
#[derive(Debug, Default)]
pub(super) struct Settled<'f> {
    confirmed: BTreeSet<(&'f str, &'f [String], ItemFact)>,
    /// Scopes' names for fields that are only read, whatever their case.
    only_read: BTreeSet<(&'f str, String)>,
}

impl<'f> Settled<'f> {
    pub(super) fn new(schema: &'f [Facts]) -> Self {
        let mut settled = Self::default();
        for facts in schema {
            for item in facts.result.iter().filter(|item| item.read_only) {
                let name = item.path.rsplit(['.', ']', '}']).next().unwrap_or_default();
                let names = item.aliases.iter().map(String::as_str).chain([name]);
                let names = names.map(|name| (root(facts), uncased(name)));
                settled.only_read.extend(names);
            }
        }
        settled
    }

    /// Whether the schema knows a field of this name in the answers of a method's namespace that is
    /// only read.
    pub(super) fn is_only_read(&self, facts: &'f Facts, name: &str) -> bool {
        self.only_read.contains(&(root(facts), uncased(name)))
    }

    /// Notes what a page confirms of an item of the schema.
    pub(super) fn see(&mut self, schema: &'f Item, page: &'f Item) {
        if !is_shared(schema) {
            return;
        }
        let at = &schema.at;
        let mut note = |fact| self.confirmed.insert((&at.file, &at.keys, fact));
        note(ItemFact::Removed);
        if page.deprecated {
            note(ItemFact::Deprecated);
        }
        if page.default.is_some() {
            note(ItemFact::Default);
        }
    }

    /// Whether a change says only that a page leaves out what another confirms.
    pub(super) fn covers(&self, change: &Record<'_>) -> bool {
        let What::Item {
            fact,
            before,
            after,
            ..
        } = change.what
        else {
            return false;
        };
        let (Some(schema), page) = (before.first(), after.first()) else {
            return false;
        };
        let left_out = match (fact, page) {
            (ItemFact::Removed, None) => true,
            (ItemFact::Deprecated, Some(page)) => !page.deprecated,
            (ItemFact::Default, Some(page)) => page.default.is_none(),
            _ => false,
        };
        left_out
            && is_shared(schema)
            && self
                .confirmed
                .contains(&(&*schema.at.file, schema.at.keys.as_slice(), fact))
    }
}

/// The first part of a method's name.
fn root(facts: &Facts) -> &str {
    facts.name.split('.').next().unwrap_or_default()
}

fn is_shared(item: &Item) -> bool {
    item.at.keys.first().is_some_and(|first| first == "types")
}
