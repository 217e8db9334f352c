//! Paths in back-ticks, in every Markdown file of the repository.
//!
//! A piece of code is a path if it has a `/`, or ends like a file, and has no other characters than
//! paths have. It is relative to the root of the repository or to the folder of its document. The
//! name of a module stands for its file: `codegen/src/render` is `codegen/src/render.rs`. Of
//! `{a,b}` every alternative must exist; `*`, `…` and `<method>` stand for any text, and something
//! must match.
//!
//! These are not in the repository, and not checked:
//!
//! - addresses, which have `://`
//! - what a build writes: `target/…` and `$OUT_DIR/…`
//! - files of the reader: absolute paths, `path/to/…`, the snapshot of the documentation in
//!   `../docs`, and other paths that `../` leads out of the repository
//! - files that the document itself makes up: the schema file of a namespace that one of its YAML
//!   blocks declares, and the examples of that namespace

use std::fs;
use std::path::{Path, PathBuf};

use crate::markdown::{Document, code};
use crate::workspace;

/// Folders of pages that tests read as documentation of the API.
const PAGES: &str = "codegen/documentation/tests";

/// Endings by which a name without `/` is a file.
const ENDINGS: [&str; 13] = [
    "css", "html", "js", "json", "lock", "md", "rs", "sh", "stderr", "toml", "txt", "yaml", "yml",
];

/// Every Markdown file of the repository.
pub(crate) fn documents() -> Vec<Document> {
    let mut found = Vec::new();
    collect(Path::new(""), &mut found);
    found.sort();
    let path = |path: &PathBuf| path.to_string_lossy().replace('\\', "/");
    found
        .iter()
        .filter_map(|found| Document::read(&path(found)))
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for name in names(&workspace().join(folder)) {
        let path = folder.join(&name);
        if workspace().join(&path).is_dir() {
            let is_built = name == "target" || name == "node_modules";
            if !name.starts_with('.') && !is_built && path != Path::new(PAGES) {
                collect(&path, found);
            }
        } else if path.extension() == Some("md".as_ref()) {
            found.push(path);
        }
    }
}

/// The names in a folder; none if it does not exist.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

/// The paths of a document, with the numbers of their lines.
pub(crate) fn of(document: &Document) -> Vec<(usize, &str)> {
    let made_up = made_up(document);
    let is_made_up = |path: &str| made_up.iter().any(|pattern| matches(pattern, path));
    let current = document
        .prose
        .iter()
        .take_while(|(_, line)| !is_released(document, line));
    current
        .flat_map(|(number, line)| code(line).map(|code| (*number, code)))
        .filter(|(_, code)| is_path(code) && !is_made_up(code))
        .collect()
}

/// Whether the part of a changelog about released versions begins, whose files may be gone.
fn is_released(document: &Document, line: &str) -> bool {
    document.path == "CHANGELOG.md" && line.starts_with("## [") && line != "## [Unreleased]"
}

/// The problems of a document's paths.
pub(crate) fn problems(document: &Document) -> Vec<String> {
    let broken = document.prose.iter().filter(|(_, line)| {
        // The number of marks is even unless a piece of code continues on the next line.
        line.matches('`').count() % 2 != 0
    });
    let broken = broken.map(|(number, _)| {
        format!(
            "{}:{number}: a piece of code continues on the next line",
            document.path
        )
    });
    let lost = of(document)
        .into_iter()
        .filter(|(_, path)| !exists(document, path))
        .map(|(number, path)| format!("{}:{number}: there is no `{path}`", document.path));
    broken.chain(lost).collect()
}

fn is_path(code: &str) -> bool {
    let is_outside = code.contains("://")
        || ["/", "target/", "$OUT_DIR/", "path/to/", "../docs"]
            .iter()
            .any(|prefix| code.starts_with(prefix));
    let has_only_path_characters = code
        .chars()
        .all(|c| c.is_alphanumeric() || "/._-{},*<>…".contains(c));
    let is_file = code.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty() && !stem.ends_with('/') && ENDINGS.contains(&ending)
    });
    !is_outside && has_only_path_characters && (code.contains('/') || is_file)
}

/// Patterns of the files that belong to the namespaces of a document's YAML blocks.
fn made_up(document: &Document) -> Vec<String> {
    let lines = document
        .blocks
        .iter()
        .filter(|block| block.language == "yaml")
        .flat_map(|block| &block.lines);
    let namespaces = lines.filter_map(|line| line.strip_prefix("namespace: "));
    namespaces
        .flat_map(|namespace| {
            let file = namespace.replace('.', "/");
            [
                format!("{file}.yaml"),
                format!("{file}.v3.yaml"),
                format!("examples/{namespace}.*.yaml"),
            ]
        })
        .collect()
}

fn exists(document: &Document, path: &str) -> bool {
    let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
    alternatives(path).iter().all(|path| {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let up = parts.iter().take_while(|part| **part == "..").count();
        let exists_in = |folder: &Path| is_there(&workspace().join(folder), &parts[up..]);
        match folder.ancestors().nth(up) {
            // A file of the reader, outside of the repository.
            None => true,
            Some(folder) if up > 0 => exists_in(folder),
            Some(folder) => exists_in(Path::new("")) || exists_in(folder),
        }
    })
}

/// Whether a path with patterns matches something in a folder. The last part may be a module.
fn is_there(folder: &Path, parts: &[&str]) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return folder.exists();
    };
    let found = names(folder);
    let mut matching = found.iter().filter(|name| {
        let module = rest.is_empty().then(|| name.strip_suffix(".rs")).flatten();
        matches(first, name) || module.is_some_and(|module| matches(first, module))
    });
    matching.any(|name| is_there(&folder.join(name), rest))
}

/// A path with each of its alternatives in braces.
fn alternatives(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else {
        return vec![path.to_owned()];
    };
    let (inner, after) = rest.split_once('}').unwrap_or((rest, ""));
    inner
        .split(',')
        .flat_map(|part| alternatives(&format!("{before}{part}{after}")))
        .collect()
}

/// Whether a pattern stands for a name.
fn matches(pattern: &str, name: &str) -> bool {
    let pieces = pieces(pattern);
    let [first, inner @ .., last] = &pieces[..] else {
        return pattern == name;
    };
    let rest = name
        .strip_prefix(first)
        .and_then(|name| name.strip_suffix(last));
    rest.is_some_and(|mut rest| {
        inner.iter().all(|piece| {
            let found = rest.split_once(piece);
            rest = found.map_or(rest, |(_, after)| after);
            found.is_some()
        })
    })
}

/// The fixed texts of a pattern, in order; only one if no part of it stands for any text.
fn pieces(pattern: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(start) = rest.find(['*', '…', '<']) {
        pieces.push(&rest[..start]);
        let from = &rest[start..];
        let mark = from.chars().next().map_or(0, char::len_utf8);
        let length = match from.find('>') {
            Some(end) if from.starts_with('<') => end + 1,
            _ => mark,
        };
        rest = &from[length..];
    }
    pieces.push(rest);
    pieces
}

/// A document with one piece of code, in a folder of the repository.
pub(crate) fn sample(code: &str) -> Document {
    Document {
        path: "codegen/README.md".to_owned(),
        blocks: Vec::new(),
        prose: vec![(1, format!("See `{code}`."))],
    }
}
