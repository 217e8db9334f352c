//! The fields of a reading by path, with those of shared types where they are used.

use std::collections::BTreeMap;

use super::{Field, Readings};

/// How deep shared types are followed: a type may contain itself.
const DEPTH: usize = 5;

/// Fields by path.
#[derive(Debug, Default)]
pub struct Paths<'r> {
    all: BTreeMap<String, Stated<'r>>,
}

/// A field, and how it came to its path.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'r> {
    /// What was read.
    pub field: &'r Field,
    /// Whether it is a field of a shared type, which the method itself does not describe.
    pub of_type: bool,
}

impl<'r> Paths<'r> {
    /// The fields of a method, and in them those of the types that they have.
    pub fn of(readings: &'r Readings, fields: &'r [Field]) -> Self {
        let mut paths = Self::default();
        for field in fields {
            let stated = Stated {
                field,
                of_type: false,
            };
            paths.all.insert(normal(&field.path), stated);
        }
        for field in fields {
            paths.expand(readings, &normal(&field.path), field, DEPTH);
        }
        paths
    }

    fn expand(&mut self, readings: &'r Readings, path: &str, field: &'r Field, depth: usize) {
        let Some(ty) = field
            .is
            .as_deref()
            .and_then(|name| readings.type_named(name))
        else {
            return;
        };
        if depth == 0 {
            return;
        }
        let inside = prefix(path, field.wire.as_deref().unwrap_or_default());
        for part in &ty.fields {
            let own = normal(&part.path);
            let first = own.split(['.', '[', '{']).next().unwrap_or_default();
            let names = |list: &Vec<String>| list.iter().any(|name| name == first);
            if field.only.as_ref().is_some_and(|only| !names(only))
                || field.without.as_ref().is_some_and(names)
            {
                continue;
            }
            let path = format!("{inside}{own}");
            self.all.entry(path.clone()).or_insert(Stated {
                field: part,
                of_type: true,
            });
            self.expand(readings, &path, part, depth - 1);
        }
    }

    /// The field at a path.
    pub fn get(&self, path: &str) -> Option<Stated<'r>> {
        self.all.get(&normal(path)).copied()
    }

    /// Every path with its field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Stated<'r>)> {
        self.all
            .iter()
            .map(|(path, stated)| (path.as_str(), *stated))
    }

    /// Whether a path is a key of a filter, an order or a selection: the type of that has it.
    pub fn is_condition(&self, path: &str) -> bool {
        let mut path = normal(path);
        while let Some(parent) = parent(&path) {
            if let Some(stated) = self.all.get(&parent)
                && stated.field.of.is_some()
            {
                return true;
            }
            path = parent;
        }
        false
    }

    /// Whether a path lies in a field that the reading does not take apart.
    pub fn is_within_whole(&self, path: &str) -> bool {
        let mut path = normal(path);
        while let Some(parent) = parent(&path) {
            if let Some(stated) = self.all.get(&parent)
                && (stated.field.of.is_some() || stated.field.is.is_some())
            {
                return true;
            }
            path = parent;
        }
        false
    }
}

/// The prefix of the fields inside a field: `items[].`, `fields.`, or empty for the whole answer.
fn prefix(path: &str, wire: &str) -> String {
    let mut path = path.to_owned();
    for ending in ["[]", "{}"] {
        if wire.ends_with(ending) && !path.ends_with(ending) {
            path.push_str(ending);
        }
    }
    if path.is_empty() { path } else { path + "." }
}

/// A path without the parts in which readers and facts differ: quotes, and names of placeholders.
fn normal(path: &str) -> String {
    let mut normal = String::with_capacity(path.len());
    let mut in_braces = false;
    for letter in path.chars() {
        match letter {
            '"' => {}
            '{' => {
                in_braces = true;
                normal.push('{');
            }
            '}' => {
                in_braces = false;
                normal.push('}');
            }
            _ if in_braces => {}
            _ => normal.push(letter),
        }
    }
    normal
}

/// The path of what a field is in: `rows[].price` is in `rows`.
fn parent(path: &str) -> Option<String> {
    let path = path.trim_end_matches(['[', ']', '{', '}']);
    let end = path.rfind(['.', ']', '}'])?;
    let parent = path[..=end].trim_end_matches(['.', '[', ']', '{', '}']);
    (parent.len() < path.len()).then(|| parent.to_owned())
}

impl Paths<'_> {
    /// Facts by the paths that readings have.
    pub(super) fn normalised(
        items: &[crate::facts::Item],
    ) -> BTreeMap<String, &crate::facts::Item> {
        items
            .iter()
            .map(|item| (normal(&item.path), item))
            .collect()
    }
}
