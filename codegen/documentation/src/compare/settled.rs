//! What one page says of a type that several methods share, others need not repeat.

use std::collections::BTreeSet;

use crate::facts::Item;

use super::change::Change;
use super::what::{ItemFact, What};

/// Facts of shared types that some page confirms.
#[derive(Debug, Default)]
pub(super) struct Settled<'f>(BTreeSet<(&'f str, &'f [String], ItemFact)>);

impl<'f> Settled<'f> {
    /// Notes what a page confirms of an item of the schema.
    pub(super) fn see(&mut self, schema: &'f Item, page: &'f Item) {
        if !is_shared(schema) {
            return;
        }
        let at = &schema.at;
        let mut note = |fact| self.0.insert((&at.file, &at.keys, fact));
        note(ItemFact::Removed);
        if page.deprecated {
            note(ItemFact::Deprecated);
        }
        if page.default.is_some() {
            note(ItemFact::Default);
        }
    }

    /// Whether a change says only that a page leaves out what another confirms.
    pub(super) fn covers(&self, change: &Change<'_>) -> bool {
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
                .0
                .contains(&(&*schema.at.file, schema.at.keys.as_slice(), fact))
    }
}

fn is_shared(item: &Item) -> bool {
    item.at.keys.first().is_some_and(|first| first == "types")
}
