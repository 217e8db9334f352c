//! The files of a schema, with what importing would add to them.

use std::collections::BTreeMap;
use std::path::Path;

use super::remark::Remarks;
use super::{Identity, is_same};
use crate::extract::Documentation;
use crate::extract::draft::Draft;
use crate::extract::example;
use crate::facts::Kind;
use crate::rule::{self, path};
use crate::write::{Existing, example_file, write};
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Both, Loaded, LoadedExamples, LoadedFile};
use bitrix24_codegen::model::Json;
use bitrix24_codegen::node::Node;
use bitrix24_codegen::resolve;
use bitrix24_codegen::source::{SourceId, Sources};

/// The files of a schema.
#[derive(Debug)]
pub struct Files {
    /// The files as they state their facts.
    pub(super) stated: Loaded,
    /// The same with their corrections applied, and the examples.
    corrected: Loaded,
    pub(super) sources: Sources,
    /// Problems of the structure of files.
    structural: Problems,
}

/// A payload that the schema keeps.
pub(super) struct Kept {
    /// The file, and the line on which it begins.
    pub(super) file: String,
    pub(super) line: u32,
    /// Its kind, with the reason why it contradicts its page.
    pub(super) what: String,
    pub(super) body: Option<Json>,
}

impl Files {
    /// Reads a folder. It need not be without problems, nor be there.
    #[must_use]
    pub fn open(root: &Path) -> Self {
        let (mut sources, mut structural) = (Sources::default(), Problems::default());
        if !root.is_dir() {
            return Self {
                stated: Loaded::default(),
                corrected: Loaded::default(),
                sources,
                structural,
            };
        }
        let Both {
            mut corrected,
            stated,
        } = load::both(root, &mut sources, &mut structural);
        corrected.examples = load::examples(root, &mut sources, &mut structural);
        Self {
            stated,
            corrected,
            sources,
            structural,
        }
    }

    /// The methods and events, each with its file.
    pub(super) fn subjects(&self) -> BTreeMap<Identity, String> {
        let mut found = BTreeMap::new();
        for loaded in &self.stated.files {
            let file = &loaded.model;
            let path = path(loaded);
            for (key, _) in file.methods.iter() {
                let identity = (Kind::Method, file.method_name(key), file.version);
                found.insert(identity, path.clone());
            }
            for (key, _) in file.events.iter() {
                found.insert((Kind::Event, key.to_owned(), file.version), path.clone());
            }
        }
        found
    }

    /// Adds what importing would write of what `wanted` accepts.
    pub(super) fn add(&mut self, documentation: &Documentation, wanted: &dyn Fn(&Draft) -> bool) {
        let resolved = resolve::resolve(&self.corrected, &mut Problems::default());
        let texts = self.stated.files.iter().map(|file| {
            let text = self.sources.text(file.source).to_owned();
            (path(file), text)
        });
        let existing = Existing::of(&self.stated.files, &resolved, texts.collect());
        let written = write(documentation, &existing, wanted);
        for (path, text) in &written.files {
            replace(
                &mut self.corrected.files,
                path,
                load::text(path, text, &mut self.sources, &mut self.structural),
            );
            // Without corrections, the stated facts are those that are read; with corrections, the
            // stated ones are the uncorrected ones.
            let source = self.sources.add(path.as_str(), text.as_str());
            let root =
                bitrix24_codegen::yaml::read(text, source, bitrix24_codegen::yaml::Comments::Skip)
                    .root;
            let file =
                root.and_then(|node| load::node(path, source, node, &mut Problems::default()));
            replace(&mut self.stated.files, path, file);
        }
        for (path, texts) in &written.examples {
            let (text, _) = example_file(texts);
            let file = load::examples_text(path, &text, &mut self.sources, &mut self.structural);
            self.corrected.examples.extend(file);
        }
    }

    /// The file of a path.
    pub(super) fn file(&self, path: &str) -> Option<(&LoadedFile, &str)> {
        let file = self
            .stated
            .files
            .iter()
            .find(|file| rule::path(file) == path)?;
        Some((file, self.sources.text(file.source)))
    }

    /// The payloads of a method or an event.
    pub(super) fn kept(&self, identity: &Identity) -> Vec<Kept> {
        let of = |file: &&LoadedExamples| {
            let model = &file.model;
            is_same(&(identity.0, model.method.clone(), model.version), identity)
        };
        let files = self.corrected.examples.iter().filter(of);
        files.flat_map(|file| self.kept_in(file)).collect()
    }

    fn kept_in(&self, file: &LoadedExamples) -> Vec<Kept> {
        let items = file
            .node
            .get("examples")
            .map(Node::items)
            .unwrap_or_default();
        let examples = file.model.examples.iter().zip(items);
        examples
            .map(|(kept, node)| {
                let contradicts = kept.contradicts.as_ref();
                let reason = contradicts.map(|reason| format!(", contradicts: {reason}"));
                Kept {
                    file: path(file),
                    line: self.line(node.head()),
                    what: format!(
                        "{}{}",
                        format!("{:?}", kept.kind).to_lowercase(),
                        reason.unwrap_or_default()
                    ),
                    body: example::json(&kept.body),
                }
            })
            .collect()
    }

    /// Remarks on what `check` has against the files.
    pub(super) fn problems(&self, remarks: &mut Remarks) {
        let mut problems = Problems::default();
        problems.extend(self.structural.iter().cloned());
        resolve::resolve(&self.corrected, &mut problems);
        rule::files(&self.corrected, &mut problems);
        problems.sort(&self.sources);
        let files = self.corrected.files.iter();
        let mut paths: BTreeMap<SourceId, String> =
            files.map(|file| (file.source, path(file))).collect();
        let examples = self.corrected.examples.iter();
        paths.extend(examples.map(|file| (file.source, path(file))));
        for problem in &problems {
            if let Some(path) = paths.get(&problem.span.file) {
                remarks.problem(path, self.line(problem.span), problem);
            }
        }
    }

    /// Remarks on what files correct, at the lines that they correct.
    pub(super) fn corrections(&self, remarks: &mut Remarks) {
        for file in &self.stated.files {
            for correction in &file.model.corrections {
                let keys: Vec<&str> = correction.at.split('.').collect();
                let line = self.line(file.node.nearest(&keys));
                remarks.correction(&path(file), line, correction);
            }
        }
    }

    /// The line of a span, counted from 1.
    fn line(&self, span: bitrix24_codegen::source::Span) -> u32 {
        u32::try_from(self.sources.location(span).line).unwrap_or(u32::MAX)
    }
}

/// Puts a file in the place of the one of its path.
fn replace(files: &mut Vec<LoadedFile>, path: &str, file: Option<LoadedFile>) {
    files.retain(|known| rule::path(known) != path);
    files.extend(file);
    files.sort_by(|one, other| one.path.cmp(&other.path));
}
