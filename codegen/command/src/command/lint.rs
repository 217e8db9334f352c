//! `lint`: reports contradictions within the documentation.

use std::path::PathBuf;

use bitrix24_documentation::lint::{self, Finding, Severity};
use clap::{Args, ValueEnum};

use super::output::stream;
use super::progress::Progress;
use super::{Failure, documentation};

/// The arguments of `lint`.
#[derive(Debug, Args)]
pub(super) struct Lint {
    /// Folder of the documentation.
    #[arg(long, value_name = "DIR", required_unless_present = "rules")]
    docs: Option<PathBuf>,
    /// Pages by their path in the folder, or methods and events by name; all when none is given.
    #[arg(value_name = "PAGE or METHOD")]
    wanted: Vec<String>,
    /// Format of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Only findings of this rule; may be given several times.
    #[arg(long, value_name = "NAME")]
    rule: Vec<String>,
    /// Fails on warnings and notes too.
    #[arg(long)]
    strict: bool,
    /// Lists the rules.
    #[arg(long)]
    rules: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line per finding, grouped by page, and counts.
    Text,
    /// One JSON object per finding: `file`, `line`, `rule`, `severity` (error, warning, note),
    /// `text`, and, where another line contradicts it, `other` with `file` and `line`.
    Json,
}

/// Prints the findings. Returns whether none of them makes the command fail.
pub(super) fn run(asked: &Lint) -> Result<bool, Failure> {
    let Some(docs) = asked.docs.as_ref().filter(|_| !asked.rules) else {
        stream(None, |to| lint::rules(to))?;
        return Ok(true);
    };
    let known = |name: &&String| !lint::RULES.iter().any(|rule| rule.name == name.as_str());
    if let Some(name) = asked.rule.iter().find(known) {
        return Err(format!("there is no rule `{name}`; `--rules` lists them").into());
    }
    let progress = Progress::start("reading pages");
    let folder = documentation::pages(docs, &progress)?;
    progress.step("looking for contradictions");
    let mut findings = lint::check(&folder, &asked.wanted)?;
    drop(progress);
    findings.retain(|finding| {
        asked.rule.is_empty() || asked.rule.iter().any(|name| name == finding.rule.name)
    });
    stream(None, |to| match asked.format {
        Format::Text => lint::text(&findings, to),
        Format::Json => lint::json(&findings, to),
    })?;
    let counts = |finding: &Finding| asked.strict || finding.rule.severity == Severity::Error;
    Ok(!findings.iter().any(counts))
}
