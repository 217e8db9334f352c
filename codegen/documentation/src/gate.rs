//! Gates: checks that the import of the documentation agrees with other sources.
//!
//! An importer that counts its own reading cannot find what it does not read. Each gate therefore
//! compares the import with a source that the importer does not decide:
//!
//! - [`fixed_point`]: importing everything and comparing again finds no difference;
//! - [`conservation`]: every row of every table of a subject's page is a fact, or a note names its
//!   line;
//! - [`oracle`]: the vendor's own machine-readable list of methods agrees;
//! - [`examples`]: every documented payload fits the facts;
//! - [`rules`]: the rules on the schema ([`rule`](mod@crate::rule)) hold for what the importer
//!   writes.
//!
//! A finding is either a fault to mend or an exception that a person has written down with a
//! reason. Exceptions that no longer apply are findings too ([`ledger`]).

pub mod baseline;
pub mod conservation;
pub mod examples;
pub mod fixed_point;
mod imported;
pub mod ledger;
pub mod oracle;
pub mod report;
pub mod rules;

use std::fmt;

pub use self::imported::Imported;
use self::ledger::Ledger;

/// A check of the import against another source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Drift after import is empty.
    FixedPoint,
    /// Every row of the pages is a fact.
    Conservation,
    /// The vendor's list agrees.
    Oracle,
    /// Every documented payload fits.
    Examples,
    /// The rules on the schema hold.
    Rules,
}

impl Gate {
    /// All gates, in the order in which they run.
    pub const ALL: [Self; 5] = [
        Self::FixedPoint,
        Self::Conservation,
        Self::Oracle,
        Self::Examples,
        Self::Rules,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FixedPoint => "fixed-point",
            Self::Conservation => "conservation",
            Self::Oracle => "oracle",
            Self::Examples => "examples",
            Self::Rules => "rules",
        }
    }
}

/// The kind of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// The gate that reports it.
    gate: &'static str,
    /// The kind within the gate.
    kind: String,
}

impl Code {
    /// A kind of a gate's findings.
    #[must_use]
    pub fn new(gate: Gate, kind: impl Into<String>) -> Self {
        Self {
            gate: gate.name(),
            kind: kind.into(),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}/{}", self.gate, self.kind)
    }
}

/// A disagreement between the import and another source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its kind.
    pub code: Code,
    /// The method, event or page that it is about.
    pub subject: String,
    /// What it is about within the subject, in words that do not change when lines move: a path, a
    /// name, a payload.
    pub fact: String,
    /// The page, from the root of the documentation and without `.md`; or the file of exceptions.
    pub page: String,
    /// The line there, counted from 1; 0 when there is none.
    pub line: u32,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

impl Finding {
    /// What identifies the finding in a baseline. Line numbers are no part of it.
    #[must_use]
    pub fn key(&self) -> String {
        ledger::key(&[&self.code.to_string(), &self.subject, &self.fact])
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.page)?;
        if self.line > 0 {
            write!(to, ":{}", self.line)?;
        }
        write!(
            to,
            ": {}: {}: {}; {}",
            self.code, self.subject, self.wrong, self.right
        )
    }
}

/// What the gates compare the import with, beside its pages.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The vendor's list of methods.
    pub vendor: Vec<oracle::Vendor>,
    /// Where the pages are right and the vendor's list is not.
    pub allowed: Ledger,
    /// Documented payloads that contradict the rest of their page.
    pub contradictions: Ledger,
    /// What the rules find and the pages are right about, or leave open.
    pub rules: Ledger,
}

impl Sources {
    /// The lists in the folder `gates` of this package.
    ///
    /// # Errors
    ///
    /// When a line of one has not the parts that it should have.
    pub fn shipped() -> Result<Self, String> {
        let named = |name: &'static str| move |error: String| format!("gates/{name}: {error}");
        Ok(Self {
            vendor: oracle::read(include_str!("../gates/vendor.txt"))
                .map_err(named("vendor.txt"))?,
            allowed: Ledger::read(include_str!("../gates/oracle-allow.txt"), oracle::PARTS)
                .map_err(named("oracle-allow.txt"))?,
            contradictions: Ledger::read(
                include_str!("../gates/contradictions.txt"),
                examples::PARTS,
            )
            .map_err(named("contradictions.txt"))?,
            rules: Ledger::read(include_str!("../gates/rules-allow.txt"), rules::PARTS)
                .map_err(named("rules-allow.txt"))?,
        })
    }
}

/// A finding for each line of a list of exceptions that does not apply any more. `subject` is the
/// part of its key that names a method or event.
fn stale(gate: Gate, (path, list): (&str, &Ledger), subject: usize, wrong: &str) -> Vec<Finding> {
    let lines = list.stale().into_iter();
    lines
        .map(|line| Finding {
            code: Code::new(gate, "stale-exception"),
            subject: line
                .key
                .split('\t')
                .nth(subject)
                .unwrap_or_default()
                .to_owned(),
            fact: line.key.clone(),
            page: path.to_owned(),
            line: line.line,
            wrong: wrong.to_owned(),
            right: "remove the line".to_owned(),
        })
        .collect()
}

/// Runs one gate.
#[must_use]
pub fn run(gate: Gate, imported: &Imported<'_>, sources: &Sources) -> Vec<Finding> {
    let mut findings = match gate {
        Gate::FixedPoint => fixed_point::check(imported),
        Gate::Conservation => conservation::check(imported),
        Gate::Oracle => oracle::check(imported, &sources.vendor, &sources.allowed),
        Gate::Examples => examples::check(imported, &sources.contradictions),
        Gate::Rules => rules::check(imported, &sources.rules),
    };
    findings.sort_by(|one, other| {
        (&one.code, &one.page, one.line, &one.subject, &one.fact).cmp(&(
            &other.code,
            &other.page,
            other.line,
            &other.subject,
            &other.fact,
        ))
    });
    findings
}
