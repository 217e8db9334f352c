//! The whole documentation, imported into an empty schema in memory.

use std::collections::BTreeMap;

use crate::drift;
use crate::extract::{self, Documentation};
use crate::facts::{self, Facts};
use crate::page::Folder;
use crate::write::{Documented, ExampleText, Existing, example_file, write};
use bitrix24_codegen::diagnostic::{Diagnostic, Problems};
use bitrix24_codegen::ir;
use bitrix24_codegen::load::{self, Loaded};
use bitrix24_codegen::resolve;
use bitrix24_codegen::source::Sources;

/// What the importer makes of a documentation.
#[derive(Debug)]
pub struct Imported<'p> {
    /// The pages.
    pub folder: &'p Folder,
    /// What the importer reads from them.
    pub documentation: Documentation,
    /// The facts of the pages.
    pub documented: Documented,
    /// The facts of the files that it writes.
    pub facts: Vec<Facts>,
    /// The files that it writes, read again.
    pub schema: drift::Schema,
    /// The same, resolved.
    pub resolved: ir::Schema,
    /// Every example that contradicts the files.
    pub contradictions: Vec<Contradiction>,
    /// Files that could not be written or read, with the reason.
    pub failures: Vec<(String, String)>,
}

/// An example that contradicts what the importer wrote of its method.
#[derive(Debug, Clone)]
pub struct Contradiction {
    /// The example.
    pub example: ExampleText,
    /// What does not fit, as `check` reports it.
    pub problem: Diagnostic,
}

impl<'p> Imported<'p> {
    /// Imports everything.
    #[must_use]
    pub fn of(folder: &'p Folder) -> Self {
        let documentation = extract::read(folder);
        let written = write(&documentation, &Existing::default(), &|_| true);
        let mut failures = written.failures;
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let mut loaded = Loaded::default();
        for (path, text) in &written.files {
            loaded
                .files
                .extend(load::text(path, text, &mut sources, &mut problems));
        }
        let mut begins = BTreeMap::new();
        for (path, texts) in &written.examples {
            let (text, lines) = example_file(texts);
            begins.insert(path.clone(), lines);
            loaded.examples.extend(load::examples_text(
                path,
                &text,
                &mut sources,
                &mut problems,
            ));
        }
        let resolved = resolve::resolve(&loaded, &mut problems);
        let mut contradictions = Vec::new();
        for problem in &problems {
            let file = sources.name(problem.span.file);
            let line = u32::try_from(sources.location(problem.span).line).unwrap_or(u32::MAX);
            let example = begins
                .get(file)
                .and_then(|lines| lines.iter().rposition(|begin| *begin <= line))
                .and_then(|index| written.examples.get(file)?.get(index));
            match example {
                Some(example) => contradictions.push(Contradiction {
                    example: example.clone(),
                    problem: problem.clone(),
                }),
                None => failures.push((format!("{file}:{line}"), problem.title.clone())),
            }
        }
        let facts = facts::schema::facts(&loaded, &sources);
        let documented = Documented::of(&documentation, &loaded.files);
        Self {
            folder,
            documentation,
            documented,
            facts,
            schema: drift::Schema::of(sources, loaded),
            resolved,
            contradictions,
            failures,
        }
    }
}
