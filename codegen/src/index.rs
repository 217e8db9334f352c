//! Finding the entries of a list by their names.

use std::collections::HashMap;
use std::sync::OnceLock;

/// From here on a table is faster than looking at every name.
const MANY: usize = 24;

/// The positions of the entries of a list by their names. A short list is walked; a long one gets a
/// table when something is first looked up in it.
#[derive(Debug, Default)]
pub(crate) struct Index {
    table: OnceLock<HashMap<Box<str>, usize>>,
}

impl Index {
    /// The position of the first entry of that name. The entries must be those of all calls before,
    /// or those that [`Index::pushed`] was called for.
    pub(crate) fn position<T>(
        &self,
        entries: &[T],
        name: &str,
        name_of: impl Fn(&T) -> &str,
    ) -> Option<usize> {
        if entries.len() < MANY {
            return entries.iter().position(|entry| name_of(entry) == name);
        }
        let table = self.table.get_or_init(|| {
            let mut table = HashMap::with_capacity(entries.len());
            for (at, entry) in entries.iter().enumerate() {
                table.entry(name_of(entry).into()).or_insert(at);
            }
            table
        });
        table.get(name).copied()
    }

    /// Notes that an entry is now at `position`, behind all others.
    pub(crate) fn pushed(&mut self, name: &str, position: usize) {
        if let Some(table) = self.table.get_mut() {
            table.entry(name.into()).or_insert(position);
        }
    }
}

/// A copy begins without a table: most copies are of short lists, or are changed.
impl Clone for Index {
    fn clone(&self) -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_read_as_short_ones_are() {
        let mut names: Vec<String> = (0..MANY * 2).map(|at| format!("n{}", at % 30)).collect();
        let mut index = Index::default();
        let find = |index: &Index, names: &[String], name: &str| {
            index.position(names, name, String::as_str)
        };
        for length in [0, 1, MANY - 1, MANY, names.len()] {
            let index = Index::default();
            let names = &names[..length];
            for name in ["n0", "n1", "n29", "n30", ""] {
                let walked = names.iter().position(|known| known == name);
                assert_eq!(find(&index, names, name), walked, "{name} of {length}");
            }
        }
        assert_eq!(find(&index, &names, "new"), None);
        for (name, position) in [("new", Some(MANY * 2)), ("n7", Some(7))] {
            names.push(name.to_owned());
            index.pushed(name, names.len() - 1);
            assert_eq!(find(&index, &names, name), position);
        }
    }
}
