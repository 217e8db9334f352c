//! Reads a schema: from files to the typed model, with every problem of their shape.
//!
//! Each file is read as a tree of nodes, which knows where everything stands, and from that by
//! `serde` into the model.

pub mod correct;
mod walk;

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Problems};
use crate::model::{ExampleFile, File};
use crate::node::Node;
use crate::parallel;
use crate::recover;
use crate::shape::Shape;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, Comments};

/// The folder of the documented payloads, in the schema's folder.
pub const EXAMPLES: &str = "examples";

/// The files that were read. A file that is not YAML is missing; of a file with other problems it
/// has what could be read, so that names can be checked in the same run.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The namespaces, by path.
    pub files: Vec<LoadedFile>,
    /// The documented payloads, by path.
    pub examples: Vec<LoadedExamples>,
}

/// One file of the schema.
pub type LoadedFile = Document<File>;

/// One file of examples.
pub type LoadedExamples = Document<ExampleFile>;

/// A file that was read as `T`.
#[derive(Debug, Clone)]
pub struct Document<T> {
    /// The file among the sources.
    pub source: SourceId,
    /// Its path from the folder of the schema: `crm/item/productrow.yaml`.
    pub path: PathBuf,
    /// Its tree. Where corrections are applied, a corrected fact has the span of its correction.
    pub node: Node,
    /// Its contents.
    pub model: T,
    /// Whether the model has all of it. Otherwise a problem reports what was left out.
    pub complete: bool,
}

/// Whether corrections are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Corrections {
    Apply,
    Leave,
}

/// Reads every `**/*.yaml` of a folder except those of its `examples`. The examples of the result
/// are empty.
pub fn folder(root: &Path, sources: &mut Sources, problems: &mut Problems) -> Loaded {
    schema(root, Corrections::Apply, sources, problems)
}

/// Reads a folder like [`folder`], without applying corrections: the facts that the documentation
/// is compared with.
pub fn stated(root: &Path, sources: &mut Sources, problems: &mut Problems) -> Loaded {
    schema(root, Corrections::Leave, sources, problems)
}

/// A folder with and without its corrections, as two readings of the same sources.
#[derive(Debug, Default)]
pub struct Both {
    /// As [`folder`] reads it.
    pub corrected: Loaded,
    /// As [`stated`] reads it.
    pub stated: Loaded,
}

/// Reads a folder like [`folder`] and [`stated`] together, every file once. The problems are those
/// of [`folder`].
pub fn both(root: &Path, sources: &mut Sources, problems: &mut Problems) -> Both {
    let paths = schema_paths(root, sources, problems);
    let readings = parallel::map(&paths, |index, path| twice(root, path, sources.nth(index)));
    let mut both = Both::default();
    for (path, (outcome, stated)) in paths.iter().zip(readings) {
        sources.add(walk::name(&root.join(path)), outcome.text);
        problems.append(outcome.problems);
        both.corrected.files.extend(outcome.document);
        both.stated.files.extend(stated);
    }
    both
}

fn schema(
    root: &Path,
    corrections: Corrections,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Loaded {
    let paths = schema_paths(root, sources, problems);
    Loaded {
        files: all(root, &paths, (Shape::File, corrections), sources, problems),
        examples: Vec::new(),
    }
}

/// The paths of the files of a schema, of which there must be some.
fn schema_paths(root: &Path, sources: &mut Sources, problems: &mut Problems) -> Vec<PathBuf> {
    let Some(paths) = found(root, walk::schema(root), sources, problems) else {
        return Vec::new();
    };
    if paths.is_empty() {
        let span = Span::top(sources.add(walk::name(root), ""));
        problems.push(Diagnostic::no_files(span, root));
    }
    paths
}

/// Reads the documented payloads: every `examples/**/*.yaml` of a folder. A schema may have none.
pub fn examples(
    root: &Path,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Vec<LoadedExamples> {
    match found(root, walk::examples(root), sources, problems) {
        Some(paths) => all(root, &paths, EXAMPLE, sources, problems),
        None => Vec::new(),
    }
}

/// Reads one file of examples on its own. Returns `None` for a file that is not YAML.
pub fn example_file(
    path: &Path,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<LoadedExamples> {
    let paths = [path.to_owned()];
    all(Path::new(""), &paths, EXAMPLE, sources, problems).pop()
}

/// The paths of every file of a schema, examples too, in the order in which they are read.
pub fn paths(root: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = walk::schema(root)?;
    paths.append(&mut walk::examples(root)?);
    Ok(paths.into_iter().map(|path| root.join(path)).collect())
}

/// Reads one file on its own. Its path in the result is the one given.
pub fn file(path: &Path, sources: &mut Sources, problems: &mut Problems) -> Loaded {
    let paths = [path.to_owned()];
    Loaded {
        files: all(Path::new(""), &paths, FILE, sources, problems),
        examples: Vec::new(),
    }
}

/// Reads a text as one file of the schema.
pub fn text(
    name: &str,
    text: &str,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<LoadedFile> {
    let source = sources.add(name, text);
    document(text, source, PathBuf::from(name), FILE, problems)
}

/// Reads a tree of nodes as a file of the schema. Its corrections are not applied.
pub fn node(
    name: &str,
    source: SourceId,
    node: Node,
    problems: &mut Problems,
) -> Option<LoadedFile> {
    let before = problems.len();
    let model = recover::read(&node, Shape::File, problems)?;
    Some(Document {
        source,
        path: PathBuf::from(name),
        node,
        model,
        complete: problems.len() == before,
    })
}

/// Reads a text as a file of examples.
pub fn examples_text(
    name: &str,
    text: &str,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<LoadedExamples> {
    let source = sources.add(name, text);
    document(text, source, PathBuf::from(name), EXAMPLE, problems)
}

fn found(
    root: &Path,
    paths: std::io::Result<Vec<PathBuf>>,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Vec<PathBuf>> {
    paths
        .map_err(|error| {
            let span = Span::top(sources.add(walk::name(root), ""));
            problems.push(Diagnostic::unreadable(span, root, &error));
        })
        .ok()
}

/// How a file is read.
type Form = (Shape, Corrections);

const FILE: Form = (Shape::File, Corrections::Apply);
const EXAMPLE: Form = (Shape::Examples, Corrections::Leave);

/// The result of reading one file.
struct Outcome<T> {
    text: String,
    document: Option<Document<T>>,
    problems: Problems,
}

/// Reads files, in parallel when they are many. The result does not depend on the number of
/// threads.
fn all<T: DeserializeOwned + Send>(
    root: &Path,
    paths: &[PathBuf],
    form: Form,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Vec<Document<T>> {
    let outcomes: Vec<Outcome<T>> = parallel::map(paths, |index, path| {
        one(root, path, sources.nth(index), form)
    });
    let mut documents = Vec::with_capacity(outcomes.len());
    for (path, outcome) in paths.iter().zip(outcomes) {
        sources.add(walk::name(&root.join(path)), outcome.text);
        problems.append(outcome.problems);
        documents.extend(outcome.document);
    }
    documents
}

fn one<T: DeserializeOwned>(root: &Path, path: &Path, source: SourceId, form: Form) -> Outcome<T> {
    let mut problems = Problems::default();
    let full = root.join(path);
    match std::fs::read_to_string(&full) {
        Ok(text) => {
            let document = document(&text, source, path.to_owned(), form, &mut problems);
            Outcome {
                text,
                document,
                problems,
            }
        }
        Err(error) => {
            problems.push(Diagnostic::unreadable(Span::top(source), &full, &error));
            Outcome {
                text: String::new(),
                document: None,
                problems,
            }
        }
    }
}

/// Reads a file with its corrections, and as it states its facts.
fn twice(root: &Path, path: &Path, source: SourceId) -> (Outcome<File>, Option<LoadedFile>) {
    let outcome: Outcome<File> = one(root, path, source, FILE);
    let stated = match &outcome.document {
        Some(read) if read.node.get("corrections").is_none() => Some(read.clone()),
        // A file that cannot be read has no text, which would be read as an empty file.
        None if outcome.text.is_empty() => None,
        _ => {
            let form = (Shape::File, Corrections::Leave);
            let mut problems = Problems::default();
            document(&outcome.text, source, path.to_owned(), form, &mut problems)
        }
    };
    (outcome, stated)
}

fn document<T: DeserializeOwned>(
    text: &str,
    source: SourceId,
    path: PathBuf,
    form: Form,
    problems: &mut Problems,
) -> Option<Document<T>> {
    let reading = yaml::read(text, source, Comments::Skip);
    let mut found = reading.problems;
    let mut node = reading.root;
    let (shape, corrections) = form;
    if corrections == Corrections::Apply
        && let Some(node) = &mut node
    {
        correct::apply(node, &mut found);
    }
    let model = node
        .as_ref()
        .and_then(|node| recover::read(node, shape, &mut found));
    let complete = found.is_empty();
    problems.append(found);
    Some(Document {
        source,
        path,
        node: node?,
        model: model?,
        complete,
    })
}

#[cfg(test)]
mod tests;
