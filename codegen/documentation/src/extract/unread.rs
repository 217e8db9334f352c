//! Tables that are part of nothing that was read, each with its lines.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Field, Target, Unread};
use super::section::Section;
use super::table;
use crate::page::{Row, Table};

/// The tables of sections that are neither about parameters nor about answers nor about errors, and
/// those in these that list no fields: what a handler receives, values, comparisons.
pub(super) fn beside(sections: &[Section<'_>], read: &Read) -> Vec<Unread> {
    let mut found = Vec::new();
    for section in sections {
        let is_read = read.fields.contains(&section.line);
        for (table, _, _) in section.tables() {
            let fields = table::fields(table);
            let is_other =
                fields.is_none() && !read.errors.contains(&section.line) && !is_overview(table);
            let rows: &[Row] = match fields {
                // Fields that an error is about: what was read of them is forgotten when all is
                // read.
                Some(_) if read.errors.contains(&section.line) => {
                    table.rows.get(1..).unwrap_or_default()
                }
                Some(_) if !is_read => &table.rows,
                None if is_other => table.rows.get(1..).unwrap_or_default(),
                _ => continue,
            };
            let names = rows.iter().filter_map(|row| row.cells.first());
            found.push(Unread {
                page: table.page.clone(),
                title: super::one_line(&section.title),
                line: section.line,
                rows: rows.iter().map(|row| row.line).collect(),
                names: names.map(|cell| cell.plain().trim().to_owned()).collect(),
            });
        }
    }
    found
}

/// Lines of the headings whose tables are read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// As fields.
    pub(super) fields: BTreeSet<u32>,
    /// As errors.
    pub(super) errors: BTreeSet<u32>,
}

/// Whether a table leads to other pages.
fn is_overview(table: &Table) -> bool {
    let header = table.rows.first().and_then(|row| row.cells.first());
    header.is_some_and(|cell| {
        let word = cell.plain().to_lowercase();
        matches!(
            word.trim_matches(['*', ' ']),
            "method" | "event" | "section"
        )
    })
}

/// Forgets the rows that are read elsewhere: as fields of what other fields lead to, as errors, as
/// values.
pub(super) fn settle(drafts: &mut [Draft], objects: &BTreeMap<Target, Vec<Field>>) {
    for draft in drafts {
        if draft.unread.is_empty() {
            continue;
        }
        let mut known = Known::default();
        for field in draft.params.iter().chain(&draft.result) {
            known.gather(field);
        }
        let targets = known
            .targets
            .iter()
            .filter(|target| target.page == draft.page);
        let mut lines: BTreeSet<u32> = targets
            .filter_map(|target| objects.get(target))
            .flatten()
            .map(|field| field.line)
            .collect();
        lines.append(&mut known.lines);
        lines.extend(draft.errors.iter().map(|error| error.line));
        let violations = draft.errors.iter().flat_map(|error| &error.validation);
        lines.extend(violations.map(|violation| violation.line));
        for table in &mut draft.unread {
            let is_value = |name: &String| known.values.contains(name);
            if !table.names.is_empty() && table.names.iter().all(is_value) {
                table.rows.clear();
            }
            table.rows.retain(|line| !lines.contains(line));
        }
        draft.unread.retain(|table| !table.rows.is_empty());
    }
}

/// What the fields of a draft lead to, and the lines of their own rows.
#[derive(Default)]
struct Known {
    targets: BTreeSet<Target>,
    values: BTreeSet<String>,
    lines: BTreeSet<u32>,
}

impl Known {
    fn gather(&mut self, field: &Field) {
        self.targets.extend(field.target.iter().cloned());
        self.values.extend(field.values.iter().cloned());
        if field.page.is_none() && !field.shown {
            self.lines.insert(field.line);
        }
        for inner in &field.fields {
            self.gather(inner);
        }
    }
}
