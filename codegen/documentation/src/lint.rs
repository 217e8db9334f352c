//! Contradictions within the pages of the documentation.
//!
//! A page says most things several times: in its title, its tables, its examples in eight
//! languages. Where these disagree, one of them is wrong, and the maintainers of the documentation
//! can fix it. Nothing here knows the API: a rule compares a page with itself and with the pages
//! that it links to. A rule that is not sure reports nothing, since a list with false alarms is
//! read by nobody.
//!
//! ```
//! use bitrix24_documentation::lint;
//! use bitrix24_documentation::page::{Folder, Page};
//!
//! let page = Page::read("api/thing", "# Thing\n\n[more](#nowhere)\n");
//! let findings = lint::check(&Folder::new(vec![page]), &[]).unwrap();
//! assert_eq!(findings[0].rule.name, "stale-anchor");
//! assert_eq!(findings[0].line, 3);
//! ```

mod called;
mod documentation;
mod fit;
mod link;
mod located;
mod report;
mod rule;
mod said;
mod shell;
mod subject;
mod tree;

use std::fmt;

use crate::page::Folder;
use bitrix24_codegen::parallel;

pub use report::{json, rules, text};
pub use rule::RULES;
use subject::Subject;

/// How certain a contradiction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; may be meant.
    Note,
    /// Doubtful.
    Warning,
    /// Two lines contradict each other.
    Error,
}

impl Severity {
    /// `error`, `warning`, `note`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// How certain its findings are.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub finds: &'static str,
    /// A finding of it.
    pub example: &'static str,
    check: fn(&Subject<'_>, &mut Found),
}

/// A contradiction.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Page from the root of the documentation, without `.md`.
    pub page: String,
    /// Its line, counted from 1.
    pub line: u32,
    /// The text, and what contradicts it.
    pub text: String,
    /// The line that contradicts it.
    pub other: Option<PageLocation>,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLocation {
    /// Page from the root of the documentation, without `.md`.
    pub page: String,
    /// Its line, counted from 1.
    pub line: u32,
}

/// Findings of one rule on one page.
#[derive(Debug)]
struct Found {
    page: String,
    findings: Vec<(u32, String, Option<PageLocation>)>,
}

impl Found {
    /// A finding on a line, without another line that it contradicts.
    fn at(&mut self, line: u32, text: impl Into<String>) {
        self.findings.push((line, text.into(), None));
    }

    /// A finding on a line that another line of the page contradicts.
    fn against(&mut self, line: u32, other: u32, text: impl Into<String>) {
        let page = self.page.clone();
        self.elsewhere(line, PageLocation { page, line: other }, text);
    }

    /// A finding on a line that another page contradicts.
    fn elsewhere(&mut self, line: u32, other: PageLocation, text: impl Into<String>) {
        self.findings.push((line, text.into(), Some(other)));
    }
}

/// A selection that is neither a page nor described by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown(pub String);

impl fmt::Display for Unknown {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "`{}` is neither a page nor a method or an event that a page describes",
            self.0
        )
    }
}

impl std::error::Error for Unknown {}

/// Applies every rule to the selected pages: by path with or without `.md`, or by the name of a
/// method or an event; to all when none is given. Findings are sorted by page, line and rule.
///
/// # Errors
///
/// When a selected page does not exist.
pub fn check(folder: &Folder, wanted: &[String]) -> Result<Vec<Finding>, Unknown> {
    let documentation = documentation::Documentation::of(folder);
    let is_unknown = |name: &&String| {
        let one = std::slice::from_ref(*name);
        !folder
            .pages()
            .iter()
            .any(|page| documentation.wants(page, one))
    };
    if let Some(unknown) = wanted.iter().find(is_unknown) {
        return Err(Unknown(unknown.clone()));
    }
    let pages: Vec<_> = folder
        .pages()
        .iter()
        .filter(|page| documentation.wants(page, wanted))
        .collect();
    let found = parallel::map(&pages, |_, page| of(&Subject::of(page, &documentation)));
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    findings.sort_by(|one, other| {
        (&one.page, one.line, one.rule.name, &one.text).cmp(&(
            &other.page,
            other.line,
            other.rule.name,
            &other.text,
        ))
    });
    Ok(findings)
}

/// The findings on one page, each once.
fn of(subject: &Subject<'_>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for rule in RULES {
        let mut found = Found {
            page: subject.page.path.clone(),
            findings: Vec::new(),
        };
        (rule.check)(subject, &mut found);
        for (line, text, other) in found.findings {
            let known = all.iter().any(|known| {
                known.rule.name == rule.name && known.line == line && known.text == text
            });
            if !known {
                all.push(Finding {
                    rule,
                    page: found.page.clone(),
                    line,
                    text,
                    other,
                });
            }
        }
    }
    all
}
