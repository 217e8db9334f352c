//! A map that keeps the order of its keys.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::hash::Hash;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A map that keeps the order in which keys were inserted.
///
/// It is made for the sizes of answers: a lookup compares one key after another.
///
/// ```
/// let mut map = bitrix24::Map::from([("b", 1), ("a", 2)]);
/// map.insert("b", 3);
/// assert_eq!(map.get("b"), Some(&3));
/// assert_eq!(map.keys().collect::<Vec<_>>(), [&"b", &"a"]);
/// ```
#[derive(Clone)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Map<K, V> {
    /// Creates an empty map.
    #[inline]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// Number of entries.
    #[inline]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the map has no entries.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> + DoubleEndedIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The entries in order, with values that can be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> + DoubleEndedIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + DoubleEndedIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Adds an entry without looking for its key: JSON rarely repeats one, and a search for each
    /// key would be too slow for large answers. Of two entries with one key the first counts.
    #[inline]
    pub(crate) fn push(&mut self, key: K, value: V) {
        self.entries.push((key, value));
    }

    pub(crate) fn entry(&self, index: usize) -> Option<&(K, V)> {
        self.entries.get(index)
    }
}

/// Creates a map of entries with distinct keys. Unlike `collect`, it does not compare keys.
pub fn map_of_distinct<K, V>(entries: impl Iterator<Item = (K, V)>) -> Map<K, V> {
    Map {
        entries: entries.collect(),
    }
}

impl<K: PartialEq, V> Map<K, V> {
    /// The value of a key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries
            .iter()
            .find(|(other, _)| other.borrow() == key)
            .map(|(_, value)| value)
    }

    /// The value of a key, mutably.
    pub fn get_mut<Q: PartialEq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.entries
            .iter_mut()
            .find(|(other, _)| (*other).borrow() == key)
            .map(|(_, value)| value)
    }

    /// Whether the map has the key.
    pub fn contains_key<Q: PartialEq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Sets the value of a key and returns the old one; a new key goes to the end.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        if let Some(old) = self.get_mut(&key) {
            return Some(std::mem::replace(old, value));
        }
        self.entries.push((key, value));
        None
    }

    /// Removes a key and returns its value; the order of the others stays.
    pub fn remove<Q: PartialEq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let index = self
            .entries
            .iter()
            .position(|(other, _)| other.borrow() == key)?;
        Some(self.entries.remove(index).1)
    }
}

impl<K, V> Default for Map<K, V> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    /// The order of the keys is not significant.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && (self.entries == other.entries
                || self
                    .entries
                    .iter()
                    .all(|(key, value)| other.get(key) == Some(value)))
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Hash + Eq + Clone, V> Map<K, V> {
    /// Inserts entries with distinct keys, as `extend` does, in linear time.
    pub(crate) fn merge(&mut self, entries: Self) {
        if self.is_empty() {
            *self = entries;
            return;
        }
        let mut indices: HashMap<K, usize> = self.keys().cloned().zip(0..).collect();
        for (key, value) in entries {
            match indices.entry(key) {
                Entry::Occupied(index) => self.entries[*index.get()].1 = value,
                Entry::Vacant(index) => {
                    self.entries.push((index.key().clone(), value));
                    index.insert(self.entries.len() - 1);
                }
            }
        }
    }
}

impl<K: PartialEq, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: PartialEq, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: PartialEq, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}

impl<K: Serialize, V: Serialize> Serialize for Map<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        static COMPARED: Cell<usize> = const { Cell::new(0) };
    }

    /// A key that counts how often it is compared.
    #[derive(Debug, Clone, Eq, Hash)]
    #[expect(
        clippy::derived_hash_with_manual_eq,
        reason = "equal numbers have equal hashes"
    )]
    struct Counted(usize);

    impl PartialEq for Counted {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }

    #[test]
    fn merging_many_entries_compares_few_keys() {
        const MANY: usize = 10_000;
        let entries = |keys: std::ops::Range<usize>, value: &'static str| {
            map_of_distinct(keys.map(|key| (Counted(key), value)))
        };
        let mut map = Map::new();
        map.merge(entries(0..MANY, "first"));
        map.merge(entries(MANY / 2..MANY + MANY / 2, "second"));
        assert!(COMPARED.get() < 4 * MANY, "{} comparisons", COMPARED.get());
        let keys: Vec<_> = map.keys().map(|key| key.0).collect();
        assert!(keys.into_iter().eq(0..MANY + MANY / 2));
        assert_eq!(map.get(&Counted(MANY / 2 - 1)), Some(&"first"));
        assert_eq!(map.get(&Counted(MANY / 2)), Some(&"second"));
    }
}
