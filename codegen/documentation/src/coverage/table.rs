//! Coverage as tables for a terminal.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::numbers::{grouped, percent};
use super::{Counts, Coverage, Share};
use crate::facts::FactKind;

/// Writes the scopes with a total, the kinds of facts, and how pages were read.
///
/// ```
/// use bitrix24_documentation::coverage::{Coverage, table};
///
/// let mut text = Vec::new();
/// table::write(&Coverage::default(), &mut text)?;
/// assert!(String::from_utf8(text).unwrap().starts_with("scope"));
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn write(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    let head = [
        "scope",
        "methods",
        "",
        "events",
        "",
        "facts",
        "",
        "examples",
        "",
        "checks",
        "auto",
        "no doc",
        "deprecated",
        "read",
        "noted",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for scope in &coverage.scopes {
        let name = if scope.name.is_empty() {
            "(none)"
        } else {
            &scope.name
        };
        rows.push(row(name, &scope.counts));
    }
    rows.push(row("total", &coverage.total));
    write_rows(&rows, 1, to)?;
    writeln!(
        to,
        "\nmethods, events, facts: described/documented. examples: accepted by the schema/documented. checks: open notes\n\
         of the schema. auto: sentences made from names. no doc: methods and fields without a sentence. read, noted: pages\n\
         read fully, and with something uncertain. A method of several scopes counts in each, and once in the total.\n"
    )?;
    kinds(coverage, to)?;
    pages(coverage, to)
}

fn row(name: &str, counts: &Counts) -> Vec<String> {
    let examples = Share {
        documented: counts.examples.documented,
        described: counts.examples.passing,
    };
    let mut cells = vec![name.to_owned()];
    for share in [counts.methods, counts.events, counts.all_facts(), examples] {
        cells.extend(self::share(share));
    }
    let numbers = [
        counts.gaps.checks,
        counts.gaps.automatic,
        counts.gaps.without_doc,
        counts.deprecated,
        counts.pages.full,
        counts.pages.noted,
    ];
    cells.extend(numbers.map(grouped));
    cells
}

fn share(share: Share) -> [String; 2] {
    match percent(share) {
        Some(percent) => [
            format!("{}/{}", grouped(share.described), grouped(share.documented)),
            percent,
        ],
        None => ["-".to_owned(), String::new()],
    }
}

/// Facts of everything by their kind.
fn kinds(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    let mut rows = vec![
        ["facts", "described/documented", ""]
            .map(str::to_owned)
            .to_vec(),
    ];
    for kind in FactKind::ALL {
        if let Some(found) = coverage.total.facts.get(&kind) {
            let mut cells = vec![kind.to_string()];
            cells.extend(share(*found));
            rows.push(cells);
        }
    }
    write_rows(&rows, 0, to)
}

fn pages(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    let pages = coverage.total.pages;
    let mut rows = vec![["pages", "", ""].map(str::to_owned).to_vec()];
    let told = [
        ("read fully", pages.full),
        ("read with notes", pages.noted),
        ("no method and no event", pages.other),
    ];
    rows.extend(told.map(|(text, count)| vec![text.to_owned(), grouped(count)]));
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for other in &coverage.others {
        *reasons.entry(other.reason).or_default() += 1;
    }
    let reasons = reasons.into_iter();
    rows.extend(reasons.map(|(reason, count)| vec![format!("  {reason}"), grouped(count)]));
    writeln!(to)?;
    write_rows(&rows, 0, to)
}

/// Writes rows with aligned columns: the first to the left, the rest to the right. The last
/// `footers` rows are set apart.
fn write_rows(rows: &[Vec<String>], footers: usize, to: &mut dyn Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let rule = widths.iter().map(|width| width + 2).sum::<usize>() - 2.min(columns);
    for (index, row) in rows.iter().enumerate() {
        if index == 1 || (footers > 0 && index == rows.len() - footers) {
            writeln!(to, "{}", "-".repeat(rule))?;
        }
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width - cell.chars().count());
            if column == 0 {
                line.push_str(cell);
                line.push_str(&padding);
            } else {
                line.push_str("  ");
                line.push_str(&padding);
                line.push_str(cell);
            }
        }
        writeln!(to, "{}", line.trim_end())?;
    }
    Ok(())
}
