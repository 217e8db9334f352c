//! `readings`: the schema beside what people wrote down from its pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load;
use bitrix24_codegen::source::Sources;
use bitrix24_documentation::reading::{Readings, compare, sentences};
use bitrix24_documentation::{edit, facts};
use clap::Args;

use super::output::stream;
use super::{Failure, report};

/// Which readings, and what to do with them.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Files of readings, or folders of them.
    #[arg(required = true)]
    readings: Vec<PathBuf>,
    /// Writes the sentences of the readings where the schema has none, or one that was made from a name.
    #[arg(long)]
    apply: bool,
}

/// Prints every fact that a reading states differently. Returns whether there is none.
pub(super) fn run(root: &Path, asked: &Asked) -> Result<bool, Failure> {
    let mut readings = Readings::default();
    for path in &asked.readings {
        readings.extend(path).map_err(|error| error.to_string())?;
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
