//! Duplicate rows of a table.

use super::{Rule, Severity};
use crate::extract::draft::ExampleKind;
use crate::extract::{cell, table};
use crate::lint::Found;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;
use crate::page::{BlockKind, CellSpan, Row};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-row",
    severity: Severity::Error,
    finds: "A table of fields has one name twice, or any table the same row twice.",
    example: "crm/deal-get.md:97: duplicate-row: \"TITLE\" is in the table already (line 91)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let answers: Vec<&Located> = subject.shown(ExampleKind::Response).collect();
    for block in subject.page.descendants() {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        // Tables of errors name the field that is wrong, one more often.
        let header = table
            .rows
            .first()
            .map(whole)
            .unwrap_or_default()
            .to_lowercase();
        let is_fields =
            table::fields(table).is_some() && !header.contains("error") && !header.contains("fix");
        let mut names: Vec<(String, u32)> = Vec::new();
        let mut rows: Vec<(String, u32)> = Vec::new();
        for row in &table.rows {
            if let Some(name) = name(row).filter(|_| is_fields) {
                match names.iter().find(|(known, _)| *known == name) {
                    // A flat table of an answer lists a key that occurs in several objects.
                    Some(_) if answers.iter().any(|answer| places(answer, &name) > 1) => {}
                    Some((_, first)) => found.against(
                        row.line,
                        *first,
                        format!("\"{name}\" is in the table already"),
                    ),
                    None => names.push((name, row.line)),
                }
                continue;
            }
            let text = whole(row);
            if text.trim().len() < 8 || row.cells.iter().any(|cell| cell.span != CellSpan::Own) {
                continue;
            }
            if let Some((_, first)) = rows.iter().find(|(known, _)| *known == text) {
                found.against(row.line, *first, "the same row is in the table already");
            } else {
                rows.push((text, row.line));
            }
        }
    }
}

/// The name of a row of fields.
fn name(row: &Row) -> Option<String> {
    let lines = cell::lines(&row.cells.first()?.blocks);
    let first = lines.first()?.text.clone();
    let name = first.split(" `").next().unwrap_or_default();
    let name = name.replace(['`', '*'], "");
    let name = name.trim();
    let is_header = matches!(
        name.to_lowercase().as_str(),
        "name" | "field" | "parameter" | "key" | "type"
    ) && row.cells.len() > 1
        && row.cells[1].plain().to_lowercase().trim() == "description";
    (crate::extract::name::is_name(name) && !is_header && row.cells.len() > 1)
        .then(|| name.to_owned())
}

/// In how many objects that are not neighbours in a list a key stands.
fn places(node: &Located, name: &str) -> usize {
    match &node.value {
        Value::List(items) => items
            .iter()
            .map(|item| places(item, name))
            .max()
            .unwrap_or(0),
        Value::Map(entries) => entries
            .iter()
            .map(|(key, inner)| usize::from(key == name) + places(inner, name))
            .sum(),
        _ => 0,
    }
}

fn whole(row: &Row) -> String {
    let cells: Vec<String> = row.cells.iter().map(crate::page::Cell::plain).collect();
    cells.join("|")
}
