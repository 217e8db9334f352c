//! `readings`: compares the schema with facts that people took from its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load;
use bitrix24_codegen::source::Sources;
use bitrix24_documentation::reading::{
    Known, Readings, Subject, compare, compose, files, sentences,
};
use bitrix24_documentation::write::{ExampleText, example_path, example_texts};
use bitrix24_documentation::{edit, facts};
use clap::Args;

use super::output::{Mode, put, stream};
use super::{Failure, documentation, import, report};

/// The arguments of `readings`.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Files of readings, or folders of them.
    #[arg(required = true)]
    readings: Vec<PathBuf>,
    /// Writes the sentences of the readings where the schema has none, or one that was made from a
    /// name.
    #[arg(long)]
    apply: bool,
    /// Writes methods and events that the schema lacks from their readings, with their examples.
    #[arg(long, requires = "docs")]
    write: bool,
    /// Folder of the documentation.
    #[arg(long, value_name = "DIR", requires = "write")]
    docs: Option<PathBuf>,
}

/// Prints every fact that a reading states differently. Returns whether there is none.
pub(super) fn run(root: &Path, asked: &Asked) -> Result<bool, Failure> {
    let mut readings = Readings::default();
    for path in &asked.readings {
        readings.extend(path).map_err(|error| error.to_string())?;
    }
    if let Some(docs) = asked.docs.as_deref().filter(|_| asked.write) {
        write(root, docs, &readings)?;
    }
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::folder(root, &mut sources, &mut problems);
    let stated = facts::schema::facts(&loaded, &sources);
    let mut out = String::new();
    if asked.apply {
        let types = facts::schema::types(&loaded, &sources);
        let mut written = 0;
        for (file, edits) in sentences::edits(&readings, &stated, &types) {
            let path = root.join(&file);
            let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let text = std::fs::read_to_string(&path).map_err(|error| named(&error))?;
            let lacking = sentences::lacking(&text, &edits).map_err(|error| named(&error))?;
            if lacking.is_empty() {
                continue;
            }
            let text = edit::all(&text, &lacking)
                .and_then(|text| edit::formatted(&text))
                .map_err(|error| named(&error))?;
            std::fs::write(&path, text).map_err(|error| named(&error))?;
            let sets = |edit: &&edit::Edit| matches!(edit, edit::Edit::Set { .. });
            written += lacking.iter().filter(sets).count();
        }
        writeln!(out, "{} written", report::count(written, "sentence"))?;
    }
    let (differences, compared) = compare::compare(&readings, &stated);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for difference in &differences {
        writeln!(out, "{difference}")?;
        *kinds.entry(difference.what).or_default() += 1;
    }
    for (kind, count) in kinds {
        writeln!(out, "{count:>6}  {kind}")?;
    }
    writeln!(
        out,
        "{} of {compared} facts of {}",
        report::count(differences.len(), "difference"),
        report::count(readings.subjects().len(), "reading")
    )?;
    stream(None, |to| to.write_all(out.as_bytes()))?;
    Ok(differences.is_empty())
}

/// Writes what the schema lacks.
fn write(root: &Path, docs: &Path, readings: &Readings) -> Result<(), Failure> {
    let documentation = documentation::read(docs)?;
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::folder(root, &mut sources, &mut problems);
    let described = loaded.files.iter().flat_map(|file| {
        let model = &file.model;
        let third = if model.version == 3 { ".v3" } else { "" };
        let types = model.types.iter();
        let described = types.filter(|(_, ty)| {
            !ty.fields.is_empty()
                || !ty.values.is_empty()
                || !ty.patterns.is_empty()
                || ty.alias.is_some()
        });
        described.map(move |(name, _)| format!("{}{third}.{name}", model.namespace))
    });
    let known = Known::of(described.collect(), &documentation);
    let existing = loaded
        .files
        .iter()
        .map(|file| {
            let path = file.path.to_string_lossy().replace('\\', "/");
            (path, sources.text(file.source).to_owned())
        })
        .collect();
    let stated = facts::schema::facts(&loaded, &sources);
    let lacking: BTreeSet<(String, u8)> = readings
        .beside(&stated)
        .into_iter()
        .filter(|(_, facts)| facts.is_none())
        .map(|(subject, _)| (subject.name.clone(), subject.version))
        .collect();
    let lacks = |subject: &Subject| lacking.contains(&(subject.name.clone(), subject.version));
    let parts = compose::parts(readings, &known, &lacks);
    let written =
        files::files(parts, &existing).map_err(|(path, refusal)| format!("{path}: {refusal}"))?;
    for (path, text) in &written {
        put(&root.join(path), text, Mode::Write)?;
    }
    let mut examples: BTreeMap<String, Vec<ExampleText>> = BTreeMap::new();
    for subject in readings.subjects().iter().filter(|subject| lacks(subject)) {
        if let Some(draft) = known.draft(subject) {
            let texts = example_texts(draft);
            if !texts.is_empty() {
                examples
                    .entry(example_path(draft))
                    .or_default()
                    .extend(texts);
            }
        }
    }
    let (_, sources, mut problems) = import::examples(root, examples)?;
    report::print(&mut problems, &sources);
    Ok(())
}
