//! The schema for edits: as its files state it, and as it must be valid afterwards.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use crate::facts::{self, Facts, Location};
use bitrix24_codegen::diagnostic::{Diagnostic, Problems, Severity};
use bitrix24_codegen::load::{self, Both, Loaded, LoadedFile};
use bitrix24_codegen::node::Node;
use bitrix24_codegen::resolve;
use bitrix24_codegen::source::Sources;

/// The files of a schema without problems.
#[derive(Debug)]
pub struct Schema {
    sources: Sources,
    stated: Loaded,
    corrected: Loaded,
    types: BTreeMap<String, Location>,
    /// Indices of the stated files by path, as facts name them.
    files: HashMap<String, usize>,
    /// Indices of the files of examples by path.
    examples: HashMap<String, usize>,
}

/// Why a schema cannot be worked with: what `check` has against it.
#[derive(Debug)]
pub struct Wrong {
    /// The problems.
    pub problems: Problems,
    /// Their sources.
    pub sources: Sources,
}

impl Schema {
    /// Reads a folder.
    ///
    /// # Errors
    ///
    /// When the schema has problems, with every problem that `check` reports.
    pub fn open(root: &Path) -> Result<Self, Box<Wrong>> {
        Self::read(root, true)
    }

    /// Reads a folder without its examples, which only edits need.
    ///
    /// # Errors
    ///
    /// When the schema has problems, with every problem that `check` reports but for those of
    /// examples.
    pub fn open_to_compare(root: &Path) -> Result<Self, Box<Wrong>> {
        Self::read(root, false)
    }

    fn read(root: &Path, with_examples: bool) -> Result<Self, Box<Wrong>> {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let Both {
            mut corrected,
            stated,
        } = load::both(root, &mut sources, &mut problems);
        if with_examples {
            corrected.examples = load::examples(root, &mut sources, &mut problems);
        }
        resolve::resolve(&corrected, &mut problems);
        if problems.has_errors() {
            return Err(Box::new(Wrong { problems, sources }));
        }
        Ok(Self::new(sources, stated, corrected))
    }

    /// Files in memory without corrections.
    #[must_use]
    pub fn of(sources: Sources, loaded: Loaded) -> Self {
        let corrected = Loaded {
            files: loaded.files.clone(),
            examples: loaded.examples,
        };
        let stated = Loaded {
            files: loaded.files,
            examples: Vec::new(),
        };
        Self::new(sources, stated, corrected)
    }

    fn new(sources: Sources, stated: Loaded, corrected: Loaded) -> Self {
        let types = facts::schema::types(&stated, &sources);
        let files = by_path(stated.files.iter().map(|file| &*file.path));
        let examples = by_path(corrected.examples.iter().map(|file| &*file.path));
        Self {
            sources,
            stated,
            corrected,
            types,
            files,
            examples,
        }
    }

    /// The files as they state their facts, and their texts.
    #[must_use]
    pub fn stated(&self) -> (&Loaded, &Sources) {
        (&self.stated, &self.sources)
    }

    /// The stated facts of every method and event, without corrections.
    pub fn facts(&self) -> Vec<Facts> {
        facts::schema::facts(&self.stated, &self.sources)
    }

    /// The facts of some methods and events, by name, with corrections.
    pub(super) fn corrected(&self, names: &BTreeSet<&str>) -> Vec<Facts> {
        let is_wanted = |name: &str| names.contains(name);
        facts::schema::facts_of(&self.corrected, &self.sources, &is_wanted)
    }

    /// The stated facts of every placement.
    pub fn placements(&self) -> Vec<Facts> {
        facts::schema::placement_facts(&self.stated, &self.sources)
    }

    /// The location of a named type, by its full name.
    pub(super) fn type_at(&self, name: &str) -> Option<&Location> {
        self.types.get(name)
    }

    /// The files as they state their facts.
    pub fn files(&self) -> &[LoadedFile] {
        &self.stated.files
    }

    pub(super) fn file(&self, path: &str) -> Option<&LoadedFile> {
        self.files.get(path).map(|index| &self.stated.files[*index])
    }

    /// The text of a file, of examples too.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let file = self.file(path).map(|file| file.source);
        let source = file.or_else(|| {
            let index = self.examples.get(path)?;
            Some(self.corrected.examples[*index].source)
        });
        source.map(|source| self.sources.text(source))
    }

    /// The text of a file with its own name, which lives as long as the schema.
    pub(super) fn file_text(&self, path: &str) -> Option<(&str, &str)> {
        let (name, index) = self.files.get_key_value(path)?;
        let source = self.stated.files[*index].source;
        Some((name, self.sources.text(source)))
    }

    /// The value at keys of a file.
    pub(super) fn node(&self, path: &str, keys: &[String]) -> Option<&Node> {
        let root = &self.file(path)?.node;
        keys.iter().try_fold(root, |node, key| {
            let item = || key.parse().ok().and_then(|index| node.index(index));
            node.get(key).or_else(item)
        })
    }

    /// The problems that the schema would have with other texts, each with its file. A file whose
    /// text is `None` is removed.
    pub(super) fn problems(
        &self,
        texts: &BTreeMap<String, Option<String>>,
    ) -> Vec<(String, String)> {
        let mut sources = self.sources.clone();
        let mut problems = Problems::default();
        let mut loaded = Loaded::default();
        let is_example = |path: &str| path.starts_with(load::EXAMPLES);
        let kept = |path: &Path| !texts.contains_key(&name(path));
        let files = self.corrected.files.iter();
        loaded
            .files
            .extend(files.filter(|file| kept(&file.path)).cloned());
        let examples = self.corrected.examples.iter();
        loaded
            .examples
            .extend(examples.filter(|file| kept(&file.path)).cloned());
        for (path, text) in texts {
            let Some(text) = text else { continue };
            if is_example(path) {
                let file = load::examples_text(path, text, &mut sources, &mut problems);
                loaded.examples.extend(file);
            } else {
                let file = load::text(path, text, &mut sources, &mut problems);
                loaded.files.extend(file);
            }
        }
        loaded.files.sort_by(|one, other| one.path.cmp(&other.path));
        loaded
            .examples
            .sort_by(|one, other| one.path.cmp(&other.path));
        resolve::resolve(&loaded, &mut problems);
        problems.sort(&sources);
        let files = loaded.files.iter().map(|file| (file.source, &file.path));
        let examples = loaded.examples.iter().map(|file| (file.source, &file.path));
        let names: BTreeMap<_, _> = files.chain(examples).collect();
        let told = |problem: &Diagnostic| {
            let file = names
                .get(&problem.span.file)
                .map_or(String::new(), |path| name(path));
            let place = sources.location(problem.span);
            let told = format!("{file}:{place}: {}", problem.title);
            (file, told)
        };
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        errors.map(told).collect()
    }
}

/// Indices of paths; the first of equal ones.
fn by_path<'p>(
    paths: impl DoubleEndedIterator<Item = &'p Path> + ExactSizeIterator,
) -> HashMap<String, usize> {
    let indexed = paths.enumerate().rev();
    indexed.map(|(index, path)| (name(path), index)).collect()
}

/// A path as facts name it.
pub(super) fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
