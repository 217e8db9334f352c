//! The entries of a mapping.

use std::ops::Deref;

use super::{Entry, Node};
use crate::index::Index;

/// The entries of a mapping, in the order of the file, found by their keys.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    entries: Vec<Entry>,
    index: Index,
}

impl Mapping {
    /// The position of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.index
            .position(&self.entries, key, |entry: &Entry| &entry.key)
    }

    /// The value of the entry at a position, to be changed.
    pub(crate) fn value_mut(&mut self, position: usize) -> &mut Node {
        &mut self.entries[position].value
    }

    /// Adds an entry behind all others.
    pub(crate) fn push(&mut self, entry: Entry) {
        self.index.pushed(&entry.key, self.entries.len());
        self.entries.push(entry);
    }

    /// Takes an entry out.
    pub(crate) fn remove(&mut self, position: usize) {
        self.entries.remove(position);
        self.index = Index::default();
    }
}

impl Deref for Mapping {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        &self.entries
    }
}

impl From<Vec<Entry>> for Mapping {
    fn from(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            index: Index::default(),
        }
    }
}

impl<'m> IntoIterator for &'m Mapping {
    type Item = &'m Entry;
    type IntoIter = std::slice::Iter<'m, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl FromIterator<Entry> for Mapping {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Self::from(entries.into_iter().collect::<Vec<_>>())
    }
}
