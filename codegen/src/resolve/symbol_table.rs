//! The symbol table: every file and type by name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::node_cursor::NodeCursor;
use crate::diagnostic::{Diagnostic, Problems};
use crate::load::LoadedFile;
use crate::model;
use crate::names;

/// A file, with the path of its module.
#[derive(Debug)]
pub struct Unit<'a> {
    /// The file.
    pub file: &'a LoadedFile,
    /// The name that other files use: its namespace, with `.v3` for REST 3.0.
    pub name: String,
    /// Path of its Rust module.
    pub path: Vec<String>,
    /// Whether it belongs to the shipped schema while another one is resolved.
    pub library: bool,
}

/// All files and their types.
#[derive(Debug)]
pub struct SymbolTable<'a> {
    /// The files, those of the library last.
    pub units: Vec<Unit<'a>>,
    /// Files by name: a user's own before the shipped one.
    by_name: HashMap<String, Vec<usize>>,
    /// Positions of the files by the paths of their modules; of two with one path, the first.
    by_path: HashMap<Vec<String>, usize>,
}

impl<'a> SymbolTable<'a> {
    /// Collects files; `library` holds those of the shipped schema, to which the others may refer.
    pub fn new(files: &'a [LoadedFile], library: &'a [LoadedFile]) -> Self {
        let mut symbols = Self {
            units: Vec::new(),
            by_name: HashMap::new(),
            by_path: HashMap::new(),
        };
        let own = files.iter().map(|file| (file, false));
        for (file, library) in own.chain(library.iter().map(|file| (file, true))) {
            let name = unit_name(&file.model);
            let path = names::module_path(&name);
            let index = symbols.units.len();
            symbols.by_name.entry(name.clone()).or_default().push(index);
            symbols.by_path.entry(path.clone()).or_insert(index);
            symbols.units.push(Unit {
                file,
                name,
                path,
                library,
            });
        }
        symbols
    }

    /// Checks that the path of each file is the one that its namespace requires.
    pub(super) fn check_paths(&self, problems: &mut Problems) {
        for unit in self.units.iter().filter(|unit| !unit.library) {
            check_path(unit.file, &unit.name, problems);
        }
    }

    /// Checks that each file makes a module of its own.
    pub(super) fn check_modules(&self, problems: &mut Problems) {
        let mut given: HashMap<&[String], &Unit<'_>> = HashMap::new();
        for unit in self.units.iter().filter(|unit| !unit.library) {
            // A namespace that is missing was reported.
            if unit.file.model.namespace.is_empty() && !unit.file.complete {
                continue;
            }
            let at = NodeCursor::file(&unit.file.node).key("namespace");
            let mut parts = unit.name.split('.').zip(&unit.path);
            if let Some((part, _)) = parts.find(|(_, rust)| !names::is_identifier(rust)) {
                problems.push(Diagnostic::bad_namespace(at.value(), &unit.name, part));
                continue;
            }
            match given.entry(&unit.path) {
                Entry::Vacant(entry) => {
                    entry.insert(unit);
                }
                Entry::Occupied(first) => {
                    let first = first.get();
                    problems.push(Diagnostic::same_rust_name(
                        at.value(),
                        NodeCursor::file(&first.file.node).key("namespace").value(),
                        "namespaces",
                        (&first.name, &unit.name),
                        &unit.path.join("::"),
                    ));
                }
            }
        }
    }

    /// The file of a name.
    pub fn unit(&self, name: &str) -> Option<&Unit<'a>> {
        let indices = self.by_name.get(name)?;
        indices.first().map(|index| &self.units[*index])
    }

    /// The position of the file with the module at `path`.
    pub(super) fn position(&self, path: &[String]) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The type that a name in a file refers to, with its file: a user's own, or else the shipped
    /// one.
    pub fn find(
        &self,
        from: &Unit<'a>,
        name: &str,
    ) -> Option<(&Unit<'a>, &'a str, &'a model::Type)> {
        let (file, name) = name.rsplit_once('.').unwrap_or((&from.name, name));
        let indices = self.by_name.get(file)?;
        indices.iter().find_map(|index| {
            let unit = &self.units[*index];
            let (name, ty) = unit.file.model.types.entry(name)?;
            Some((unit, name, ty))
        })
    }

    /// Every type, by its name in a file.
    pub(super) fn spellings(&self, from: &Unit<'a>) -> Vec<String> {
        let of_unit = |unit: &Unit<'a>| {
            let prefix = if unit.name == from.name {
                String::new()
            } else {
                format!("{}.", unit.name)
            };
            unit.file
                .model
                .types
                .iter()
                .map(move |(name, _)| format!("{prefix}{name}"))
                .collect::<Vec<_>>()
        };
        self.units.iter().flat_map(of_unit).collect()
    }
}

/// The name of a file in other files.
pub(super) fn unit_name(file: &model::File) -> String {
    match file.version {
        3 => format!("{}.v3", file.namespace),
        _ => file.namespace.clone(),
    }
}

fn check_path(file: &LoadedFile, name: &str, problems: &mut Problems) {
    let at = NodeCursor::file(&file.node);
    let expected = match name.strip_suffix(".v3") {
        Some(namespace) if file.model.version == 3 => {
            format!("{}.v3.yaml", namespace.replace('.', "/"))
        }
        _ => format!("{}.yaml", name.replace('.', "/")),
    };
    if file.path.to_string_lossy().replace('\\', "/") != expected {
        problems.push(Diagnostic::misplaced_file(
            at.key("namespace").value(),
            &file.model.namespace,
            &expected,
        ));
    }
}
