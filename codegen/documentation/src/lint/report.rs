//! Findings as text and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::{Finding, RULES, Severity};

/// Findings as text: a block for each page, then their number by rule.
pub fn text(findings: &[Finding], to: &mut dyn Write) -> io::Result<()> {
    let mut page = None;
    for finding in findings {
        if page.is_some_and(|page| page != &finding.page) {
            writeln!(to)?;
        }
        page = Some(&finding.page);
        writeln!(to, "{}", line(finding))?;
    }
    if findings.is_empty() {
        return writeln!(to, "no contradictions found");
    }
    writeln!(to)?;
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for finding in findings {
        *counts
            .entry((finding.rule.severity, finding.rule.name))
            .or_default() += 1;
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for ((_, name), count) in counts.iter().filter(|((known, _), _)| *known == severity) {
            writeln!(to, "{count:>6}  {:<7}  {name}", severity.word())?;
        }
    }
    let mut pages: Vec<&str> = findings
        .iter()
        .map(|finding| finding.page.as_str())
        .collect();
    pages.dedup();
    let of = |number: usize, noun: &str| {
        format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
    };
    writeln!(
        to,
        "{} on {}",
        of(findings.len(), "finding"),
        of(pages.len(), "page")
    )
}

/// `page.md:line: rule: text (line n)`.
fn line(finding: &Finding) -> String {
    let mut text = format!(
        "{}.md:{}: {}: {}",
        finding.page, finding.line, finding.rule.name, finding.text
    );
    if let Some(other) = &finding.other {
        let _ = if other.page == finding.page {
            write!(text, " (line {})", other.line)
        } else {
            write!(text, " ({}.md:{})", other.page, other.line)
        };
    }
    text
}

/// A finding as an object of JSON.
#[derive(Serialize)]
struct Row<'f> {
    file: String,
    line: u32,
    rule: &'f str,
    severity: &'f str,
    text: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<Other>,
}

/// The line that contradicts it.
#[derive(Serialize)]
struct Other {
    file: String,
    line: u32,
}

/// Findings as JSON Lines: objects with `file` (from the root of the documentation), `line`,
/// `rule`, `severity`, `text`, and `other` with `file` and `line` where another line contradicts
/// the finding.
pub fn json(findings: &[Finding], to: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let row = Row {
            file: format!("{}.md", finding.page),
            line: finding.line,
            rule: finding.rule.name,
            severity: finding.rule.severity.word(),
            text: &finding.text,
            other: finding.other.as_ref().map(|other| Other {
                file: format!("{}.md", other.page),
                line: other.line,
            }),
        };
        serde_json::to_writer(&mut *to, &row)?;
        writeln!(to)?;
    }
    Ok(())
}

/// The rules as text: name, severity, what they find, and an example.
pub fn rules(to: &mut dyn Write) -> io::Result<()> {
    for rule in RULES {
        writeln!(to, "{} ({})", rule.name, rule.severity.word())?;
        writeln!(to, "    {}", rule.finds)?;
        writeln!(to, "    {}", rule.example)?;
    }
    Ok(())
}
