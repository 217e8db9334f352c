//! `coverage`: how much of the documentation the schema describes.

use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_documentation::coverage::{Described, html, json, table};
use bitrix24_documentation::{coverage, extract};
use clap::{Args, ValueEnum};

use super::output::stream;
use super::progress::Progress;
use super::{Failure, documentation, report};

/// The arguments of `coverage`.
#[derive(Debug, Args)]
pub(super) struct Coverage {
    /// Folder of the documentation.
    #[arg(long, value_name = "DIR")]
    docs: PathBuf,
    /// Format of the report.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// File to write; standard output when none is given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns for a terminal.
    Table,
    /// One JSON object.
    Json,
    /// A self-contained page.
    Html,
}

/// Prints the coverage. A schema with problems is not counted, except for problems of its examples,
/// which are counted.
pub(super) fn run(root: &Path, asked: &Coverage) -> Result<bool, Failure> {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let schema = Described::read(root, &mut sources, &mut problems);
    if !report::print(&mut problems, &sources) {
        return Ok(false);
    }
    let progress = Progress::start("reading pages");
    let folder = documentation::pages(&asked.docs, &progress)?;
    progress.step("reading facts");
    let documentation = extract::read(&folder);
    progress.step("comparing");
    let coverage = coverage::Coverage::of(&documentation, &folder, &schema);
    drop(progress);
    stream(asked.out.as_deref(), |to| match asked.format {
        Format::Table => table::write(&coverage, to),
        Format::Json => json::write(&coverage, to),
        Format::Html => html::write(&coverage, to),
    })?;
    Ok(true)
}
