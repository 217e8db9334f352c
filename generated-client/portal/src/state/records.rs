//! Records under identifiers that are issued once.

use std::collections::BTreeMap;

/// Records by their identifiers.
#[derive(Debug)]
pub(super) struct Records<T> {
    all: BTreeMap<i64, T>,
    /// The highest issued identifier.
    last_id: i64,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self {
            all: BTreeMap::new(),
            last_id: 0,
        }
    }
}

impl<T> Records<T> {
    /// The next identifier.
    pub(super) fn next_id(&self) -> i64 {
        self.last_id.saturating_add(1)
    }

    /// Adds a record under the next identifier.
    pub(super) fn add(&mut self, record: T) -> i64 {
        let id = self.next_id();
        self.insert(id, record);
        id
    }

    /// Adds a record under the given identifier.
    pub(super) fn insert(&mut self, id: i64, record: T) {
        self.last_id = self.last_id.max(id);
        self.all.insert(id, record);
    }

    pub(super) fn get(&self, id: i64) -> Option<&T> {
        self.all.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: i64) -> Option<&mut T> {
        self.all.get_mut(&id)
    }

    pub(super) fn remove(&mut self, id: i64) -> Option<T> {
        self.all.remove(&id)
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.all.retain(|_, record| keep(record));
    }

    /// All records in the order of their identifiers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (i64, &T)> {
        self.all.iter().map(|(id, record)| (*id, record))
    }
}
