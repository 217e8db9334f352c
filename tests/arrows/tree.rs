//! The modules of a crate, and the references between them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::graph::Graph;
use crate::source::{self, Contents};

/// The largest number of imports of imports that are followed.
const MOST_HOPS: usize = 8;

/// The modules of a crate. The root is the first.
#[derive(Debug)]
pub struct Tree(Vec<Module>);

#[derive(Debug)]
struct Module {
    /// With its ancestors: `a::b`. Empty for the root.
    name: String,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    file: PathBuf,
    contents: Contents,
}

impl Tree {
    /// Reads the module tree that begins with a file.
    ///
    /// # Errors
    ///
    /// When a file does not exist, or is not made of Rust tokens.
    pub fn open(root: &Path) -> io::Result<Self> {
        let mut tree = Self(Vec::new());
        let folder = root.parent().unwrap_or(Path::new("")).to_owned();
        let contents = read(root)?;
        tree.add("", None, root, &folder, contents)?;
        Ok(tree)
    }

    /// Adds a module and those that it declares; their files are in `folder`.
    fn add(
        &mut self,
        name: &str,
        parent: Option<usize>,
        file: &Path,
        folder: &Path,
        mut contents: Contents,
    ) -> io::Result<usize> {
        let index = self.0.len();
        let declared = std::mem::take(&mut contents.modules);
        self.0.push(Module {
            name: name.to_owned(),
            parent,
            children: BTreeMap::new(),
            file: file.to_owned(),
            contents,
        });
        for module in declared {
            let below = folder.join(&module.name);
            let (path, below, contents) = match (module.inline, module.file) {
                (Some(contents), _) => (file.to_owned(), below, contents),
                (None, Some(path)) => {
                    let path = file.with_file_name(path);
                    let below = path.parent().unwrap_or(folder).to_owned();
                    let contents = read(&path)?;
                    (path, below, contents)
                }
                (None, None) => {
                    let beside = folder.join(format!("{}.rs", module.name));
                    let path = if beside.is_file() {
                        beside
                    } else {
                        below.join("mod.rs")
                    };
                    let contents = read(&path)?;
                    (path, below, contents)
                }
            };
            let full = match name {
                "" => module.name.clone(),
                parent => format!("{parent}::{}", module.name),
            };
            let child = self.add(&full, Some(index), &path, &below, contents)?;
            self.0[index].children.insert(module.name, child);
        }
        Ok(index)
    }

    /// The names of the root's modules.
    pub fn top(&self) -> impl Iterator<Item = &str> {
        self.0[0].children.keys().map(String::as_str)
    }

    /// For each module with children that refer to each other, the arrows between them, all by
    /// their full names. An arrow includes everything below its two ends. Arrows between a module
    /// and what is below it are left out: a module and its children are one thing in several files.
    pub fn graphs(&self) -> BTreeMap<&str, Graph> {
        let mut graphs: BTreeMap<&str, Graph> = BTreeMap::new();
        for (from, module) in self.0.iter().enumerate() {
            for path in &module.contents.paths {
                for to in self.modules(from, path) {
                    let Some((parent, from, to)) = self.part(from, to) else {
                        continue;
                    };
                    let found = format!("{}: {}", module.file.display(), path.join("::"));
                    graphs.entry(&self.0[parent].name).or_default().add(
                        &self.0[from].name,
                        &self.0[to].name,
                        found,
                    );
                }
            }
        }
        graphs
    }

    /// The nearest module that both are in, with its children that they are or are in. `None` when
    /// one is in the other.
    fn part(&self, from: usize, to: usize) -> Option<(usize, usize, usize)> {
        let (from, to) = (self.line(from), self.line(to));
        let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        Some((from[shared - 1], *from.get(shared)?, *to.get(shared)?))
    }

    /// The modules from the root to one.
    fn line(&self, index: usize) -> Vec<usize> {
        let mut line: Vec<usize> =
            std::iter::successors(Some(index), |index| self.0[*index].parent).collect();
        line.reverse();
        line
    }

    /// The modules that a path leads to: the one that it names, and where that one imports what is
    /// named, the one that has it.
    fn modules(&self, from: usize, path: &source::Path) -> Vec<usize> {
        let mut found = Vec::new();
        self.follow(from, path, MOST_HOPS, &mut found);
        found
    }

    fn follow(&self, from: usize, path: &source::Path, hops: usize, found: &mut Vec<usize>) {
        let mut at = from;
        let mut rest = &path[..];
        match path.first().map(String::as_str) {
            Some("crate") => (at, rest) = (0, &path[1..]),
            Some("self") => rest = &path[1..],
            Some("super") => {}
            Some(first) if self.0[from].children.contains_key(first) => {}
            _ => return,
        }
        while let [first, after @ ..] = rest {
            let module = &self.0[at];
            at = match (first.as_str(), module.children.get(first)) {
                ("super", _) => module.parent.unwrap_or(0),
                (_, Some(child)) => *child,
                _ => break,
            };
            rest = after;
        }
        found.push(at);
        let (Some(name), Some(hops)) = (rest.first(), hops.checked_sub(1)) else {
            return;
        };
        let contents = &self.0[at].contents;
        if contents.items.contains(name) {
            return;
        }
        let import = contents.imports.iter().find(|(known, _)| known == name);
        if let Some((_, path)) = import {
            let path = path.iter().chain(&rest[1..]).cloned().collect();
            self.follow(at, &path, hops, found);
            return;
        }
        for glob in &contents.globs {
            let mut of_glob = Vec::new();
            self.follow(at, glob, hops, &mut of_glob);
            let has = |index: &usize| {
                let module = &self.0[*index];
                module.contents.items.contains(name) || module.children.contains_key(name)
            };
            if let Some(index) = of_glob.last().filter(|index| has(index)) {
                found.push(*index);
                return;
            }
        }
    }
}

fn read(path: &Path) -> io::Result<Contents> {
    let invalid =
        |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| invalid(&error))?;
    Contents::read(&text).map_err(|error| invalid(&error))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Tree;

    /// The arrows between children of the same module, in a crate of these files.
    fn arrows(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let tree = Tree::open(&folder.path().join("lib.rs")).unwrap();
        let graphs = tree.graphs();
        let arrows = graphs.values().flat_map(super::Graph::arrows);
        arrows.map(|(from, to, _)| format!("{from} {to}")).collect()
    }

    #[test]
    fn a_path_is_an_arrow_between_the_parts_that_differ() {
        let found = arrows(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "mod x; mod y;"),
            ("a/x.rs", "use super::y::Thing; use crate::b;"),
            ("a/y/mod.rs", "use super::super::c; use crate::a; mod z;"),
            ("a/y/z.rs", "use super::super::x; use std::fmt;"),
            ("b.rs", "mod inner { use super::super::c::f; }"),
            ("c.rs", "#[cfg(test)] mod tests { use crate::a; }"),
        ]);
        assert_eq!(found, ["a b", "a c", "b c", "a::x a::y", "a::y a::x"]);
    }

    #[test]
    fn an_import_leads_to_the_module_that_it_names() {
        let found = arrows(&[
            (
                "lib.rs",
                "mod a; mod b; mod c; mod d; pub use self::b::B; pub use c::*;",
            ),
            ("a.rs", "use crate::{B, C, d::B as Again, Unknown};"),
            ("b.rs", "pub struct B;"),
            ("c.rs", "pub enum C {}"),
            ("d.rs", "pub use crate::b::B;"),
        ]);
        assert_eq!(found, ["a b", "a c", "a d", "d b"]);
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("lib.rs"), "mod a;").unwrap();
        let error = Tree::open(&folder.path().join("lib.rs")).unwrap_err();
        assert!(error.to_string().contains("mod.rs"), "{error}");
    }
}
