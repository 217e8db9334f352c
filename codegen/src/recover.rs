//! Reads the typed model from a tree of nodes, and reports every problem of its shape at once.
//!
//! `serde` stops at the first mistake. Here each mistake is reported and left out, and the file is
//! read again until the rest is right: an unknown key is left out with its value, a value of the
//! wrong kind with its key, and a missing key is read as empty. Only the derived model decides what
//! is right.

mod failure;
mod nothing;
mod reader;
mod word;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Problems};
use crate::forms::VAGUE_REQUIREMENT;
use crate::node::{Entry, Node};
use crate::shape::Shape;
use failure::{Failure, What};
use reader::Reader;

/// A file with more problems than this is not a schema.
const BOUND: usize = 200;

/// Reads a value of `T`, an object of the given shape, as far as possible. Returns `None` when
/// nothing can be read.
pub(crate) fn read<T: DeserializeOwned>(
    root: &Node,
    shape: Shape,
    problems: &mut Problems,
) -> Option<T> {
    let repairs = Repairs::default();
    for _ in 0..BOUND {
        match T::deserialize(Reader::new(root, &repairs)) {
            Ok(value) => return Some(value),
            Err(failure) => {
                if let Some(problem) = repairs.note(failure, root, shape) {
                    problems.push(problem);
                }
            }
        }
    }
    None
}

/// What the next reading leaves out and adds, and the position of the current one.
#[derive(Debug, Default)]
struct Repairs {
    /// Values and entries that are left out, by identity.
    without: RefCell<HashSet<Identity>>,
    /// Keys that are added to a mapping without a value.
    with: RefCell<HashMap<Identity, Vec<&'static str>>>,
}

/// The identity of a node or an entry: its address, since nodes do not move while they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Identity(usize);

impl Identity {
    fn of<T>(thing: &T) -> Self {
        Self(std::ptr::from_ref(thing).addr())
    }
}

impl Repairs {
    fn skips(&self, entry: &Entry) -> bool {
        let without = self.without.borrow();
        !without.is_empty()
            && (without.contains(&Identity::of(entry))
                || without.contains(&Identity::of(&entry.value)))
    }

    fn skips_node(&self, node: &Node) -> bool {
        let without = self.without.borrow();
        !without.is_empty() && without.contains(&Identity::of(node))
    }

    fn added(&self, node: &Node) -> Vec<&'static str> {
        self.with
            .borrow()
            .get(&Identity::of(node))
            .cloned()
            .unwrap_or_default()
    }

    /// Makes the next reading leave out what failed, and reports the problem.
    fn note(&self, failure: Failure, root: &Node, shape: Shape) -> Option<Diagnostic> {
        let Some(failed) = failure.node else {
            // The failure has no node: without the root nothing is left that could fail.
            self.without.borrow_mut().insert(Identity::of(root));
            return Some(Diagnostic::unreadable_value(
                root.head(),
                &failure.what.to_string(),
            ));
        };
        let path = || failed.path.iter().rev().map(String::as_str);
        if let What::Missing(key) = failure.what {
            self.with
                .borrow_mut()
                .entry(failed.identity)
                .or_default()
                .push(key);
            // A key whose value was left out is present, although the model reports it missing.
            let news = !self.without.borrow().contains(&failed.identity)
                && !failed.keys.iter().any(|known| known == key);
            return news.then(|| {
                let owner: Vec<&str> = path().collect();
                Diagnostic::missing_key(root.nearest(&owner), key, &shape.at(path()))
            });
        }
        self.without.borrow_mut().insert(failed.identity);
        if failed.repaired {
            return None;
        }
        Some(match failure.what {
            What::UnknownKey { key, known } => {
                Diagnostic::unknown_key(failed.span, &key, &shape.at(path()), known)
            }
            What::UnknownWord { word, known } => {
                Diagnostic::unknown_word(failed.span, &word, known)
            }
            What::WrongKind { expected, found } => {
                let found = if found.is_empty() {
                    failed.found.to_owned()
                } else {
                    found
                };
                Diagnostic::wrong_kind(
                    failed.span,
                    expectation(&expected, shape.at(path()).shape),
                    &found,
                )
            }
            What::Other(message) if message == VAGUE_REQUIREMENT => {
                Diagnostic::vague_requirement(failed.span)
            }
            What::Other(message) => Diagnostic::unreadable_value(failed.span, &message),
            What::Missing(_) => return None,
        })
    }
}

/// What `serde` expected, in the words of YAML.
fn expectation(expected: &str, shape: Shape) -> &str {
    match (expected, shape) {
        (_, Shape::List(_)) => "a list of mappings",
        ("a sequence", _) => "a list of strings",
        ("a boolean", _) => "`true` or `false`",
        ("u8" | "u16" | "u32" | "i64", _) => "a whole number",
        (other, _) if other.starts_with("struct ") => "a mapping",
        (other, _) => other,
    }
}

#[cfg(test)]
mod tests;
