//! The files of the shipped schema that a user's own file refers to.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::Problems;
use crate::load::{self, LoadedFile};
use crate::node::{Kind, Node};
use crate::source::Sources;
use crate::type_expression::{self, Expression};

/// Reads the files below `root` whose types `file` names, and those that these name in turn. No
/// other file is read, since a macro runs at each build of the user's crate.
pub fn referred(file: &LoadedFile, root: &Path, sources: &mut Sources) -> Vec<LoadedFile> {
    let mut seen = BTreeSet::from([file.model.namespace.clone()]);
    let mut open = namespaces(&file.node);
    let mut library = Vec::new();
    while let Some(namespace) = open.pop_first() {
        if !seen.insert(namespace.clone()) {
            continue;
        }
        let path = root.join(format!("{}.yaml", namespace.replace('.', "/")));
        if !path.is_file() {
            continue;
        }
        // A user cannot fix a problem of a shipped file, and it was found before it was shipped.
        let loaded = load::file(&path, sources, &mut Problems::default());
        for shipped in loaded.files {
            open.extend(namespaces(&shipped.node));
            library.push(shipped);
        }
    }
    library
}

/// The namespaces before the last dot of every type that a file names.
fn namespaces(node: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(node, &mut found);
    found
}

fn walk(node: &Node, found: &mut BTreeSet<String>) {
    match node.kind() {
        Kind::Mapping(entries) => entries.iter().for_each(|entry| walk(&entry.value, found)),
        Kind::Sequence(items) => items.iter().for_each(|item| walk(item, found)),
        Kind::Scalar(scalar) => {
            if scalar.text.contains('.')
                && let Ok(expression) = type_expression::parse(&scalar.text)
            {
                names(&expression, found);
            }
        }
    }
}

fn names(expression: &Expression, found: &mut BTreeSet<String>) {
    match &expression.kind {
        type_expression::Kind::Name(name) => {
            if let Some((namespace, _)) = name.rsplit_once('.') {
                found.insert(namespace.to_owned());
            }
        }
        type_expression::Kind::Generic(_, inner) | type_expression::Kind::Union(inner) => {
            for inner in inner {
                names(inner, found);
            }
        }
        type_expression::Kind::List(inner) => names(inner, found),
    }
}
