//! `gates`: compares the import of a documentation with other sources.

use std::fmt::Write as _;
use std::path::PathBuf;

use bitrix24_documentation::gate::{self, Gate, Imported, baseline, conservation};
use clap::{Args, ValueEnum};

use super::output::stream;
use super::progress::Progress;
use super::{Failure, documentation, report};

/// The arguments of `gates`.
#[derive(Debug, Args)]
pub(super) struct Gates {
    /// Folder of the documentation.
    #[arg(long, value_name = "DIR")]
    docs: PathBuf,
    /// Only this gate; may be given several times.
    #[arg(long, value_enum, value_name = "NAME")]
    gate: Vec<Name>,
    /// File of known findings; reports only other findings, and lines of it without a finding.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Removes lines without a finding from the baseline.
    #[arg(long, requires = "baseline")]
    shrink: bool,
    /// Format of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// By kind, with counts.
    Text,
    /// As the lines of a baseline.
    Keys,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Drift straight after import is empty.
    FixedPoint,
    /// Every row of every table, and every method that a page names, is a fact.
    Conservation,
    /// The vendor's list of methods agrees.
    Oracle,
    /// Every documented payload fits.
    Examples,
    /// The rules on the schema hold.
    Rules,
}

impl From<Name> for Gate {
    fn from(name: Name) -> Self {
        match name {
            Name::FixedPoint => Self::FixedPoint,
            Name::Conservation => Self::Conservation,
            Name::Oracle => Self::Oracle,
            Name::Examples => Self::Examples,
            Name::Rules => Self::Rules,
        }
    }
}

/// Prints the findings. Returns whether there are none, or exactly those of the baseline.
pub(super) fn run(asked: &Gates) -> Result<bool, Failure> {
    let wanted: Vec<Gate> = Gate::ALL
        .into_iter()
        .filter(|gate| {
            asked.gate.is_empty() || asked.gate.iter().any(|name| Gate::from(*name) == *gate)
        })
        .collect();
    let progress = Progress::start("reading pages");
    let folder = documentation::pages(&asked.docs, &progress)?;
    progress.step("importing");
    let imported = Imported::of(&folder);
    drop(progress);
    let sources = gate::Sources::shipped()?;
    let mut findings = Vec::new();
    for gate in &wanted {
        findings.extend(gate::run(*gate, &imported, &sources));
    }
    let mut out = String::new();
    let clean = match &asked.baseline {
        None => {
            match asked.format {
                Format::Text => out.push_str(&gate::report::text(&findings)),
                Format::Keys => {
                    let keys = findings.iter().map(gate::Finding::key);
                    out.push_str(&baseline::text(keys.collect()));
                }
            }
            findings.is_empty()
        }
        Some(path) => {
            let list = std::fs::read_to_string(path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let outcome = baseline::compare(findings, &list, &wanted);
            if asked.shrink {
                std::fs::write(path, baseline::shrunk(&list, &outcome))
                    .map_err(|error| format!("{}: {error}", path.display()))?;
            }
            compared(&mut out, &outcome, path, asked.shrink)?;
            outcome.new.is_empty() && (asked.shrink || outcome.stale.is_empty())
        }
    };
    if wanted.contains(&Gate::Conservation) && asked.format == Format::Text {
        rows(&mut out, &conservation::count(&imported))?;
    }
    stream(None, |to| to.write_all(out.as_bytes()))?;
    Ok(clean)
}

/// Prints the differences from the baseline.
fn compared(
    out: &mut String,
    outcome: &baseline::Outcome,
    path: &std::path::Path,
    shrink: bool,
) -> std::fmt::Result {
    if !outcome.new.is_empty() {
        out.push_str(&gate::report::text(&outcome.new));
    }
    for (line, key) in &outcome.stale {
        let action = if shrink {
            "removed"
        } else {
            "fixed: remove the line"
        };
        writeln!(
            out,
            "{}:{line}: {action}: {}",
            path.display(),
            key.replace('\t', " ")
        )?;
    }
    writeln!(
        out,
        "{} known, {} new, {} fixed",
        report::count(outcome.known, "finding"),
        outcome.new.len(),
        outcome.stale.len()
    )
}

/// Prints what the rows of tables became.
fn rows(out: &mut String, count: &conservation::Count) -> std::fmt::Result {
    let lost = count.findings.len();
    writeln!(
        out,
        "\n{}: {} are facts, {} are named in a `check`, {lost} findings; outside by rule:",
        report::count(count.rows, "row"),
        count.facts,
        count.noted
    )?;
    for (name, what) in conservation::RULES {
        let number = count.outside.get(name).copied().unwrap_or_default();
        writeln!(out, "{number:>6}  {name}: {what}")?;
    }
    Ok(())
}
