//! `export`: writes the schema in formats for other programs.

use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{load, resolve};
use bitrix24_command::json;
use bitrix24_command::openapi::{self, Versions};
use bitrix24_documentation::facts;
use clap::{Args, Subcommand};

use super::output::stream;
use super::{Failure, report};

#[derive(Debug, Subcommand)]
pub(super) enum Format {
    /// All facts as JSON Lines: one object per method, event and placement, sorted by name.
    Json {
        #[command(flatten)]
        output: Output,
    },
    /// A description in OpenAPI 3.1: one operation per method, one webhook per event, documented
    /// examples.
    Openapi {
        #[command(flatten)]
        output: Output,
        /// Only methods of this version of REST, whose paths are then plain names.
        #[arg(long, value_name = "VERSION", value_parser = clap::value_parser!(u8).range(2..=3))]
        rest: Option<u8>,
    },
}

/// The arguments of every format.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// File to write; standard output when none is given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Only items of this scope; may be given several times.
    #[arg(long, value_name = "SCOPE")]
    scope: Vec<String>,
}

/// Writes the schema in a format. A schema with problems is not written.
pub(super) fn run(root: &Path, format: &Format) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut loaded = load::folder(root, &mut sources, &mut problems);
    if matches!(format, Format::Openapi { .. }) {
        loaded.examples = load::examples(root, &mut sources, &mut problems);
    }
    let mut schema = resolve::resolve(&loaded, &mut problems);
    if !report::print(&mut problems, &sources) {
        return Ok(false);
    }
    match format {
        Format::Json { output } => {
            let mut all = facts::schema::facts(&loaded, &sources);
            all.retain(|facts| output.takes(&facts.scope));
            let mut placements = facts::schema::placements(&loaded, &sources);
            placements.retain(|placement| output.takes(&placement.scope));
            stream(output.out.as_deref(), |to| {
                json::write(&all, &placements, to)
            })?;
        }
        Format::Openapi { output, rest } => {
            if !output.scope.is_empty() {
                schema = resolve::enabled(schema, &|scope| output.wants(scope));
            }
            let versions = rest.map_or(Versions::Both, Versions::Only);
            let document = openapi::document(&schema, &loaded.examples, versions);
            stream(output.out.as_deref(), |to| {
                to.write_all(document.as_bytes())
            })?;
        }
    }
    Ok(true)
}

impl Output {
    /// Whether something of these scopes is selected.
    fn takes(&self, scopes: &[String]) -> bool {
        self.scope.is_empty() || scopes.is_empty() || scopes.iter().any(|scope| self.wants(scope))
    }

    fn wants(&self, scope: &str) -> bool {
        self.scope.iter().any(|wanted| wanted == scope)
    }
}
