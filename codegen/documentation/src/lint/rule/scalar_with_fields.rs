//! Scalars that have a table.

use super::{Rule, Severity};
use crate::extract::draft::{Field, Scalar, Shape, Target};
use crate::extract::{section::Section, table};
use crate::lint::Found;
use crate::lint::link;
use crate::lint::subject::Subject;
use crate::lint::tree::stated;
use crate::page::{BlockKind, Table};

pub(super) const RULE: Rule = Rule {
    name: "scalar-with-fields",
    severity: Severity::Error,
    finds: "A row of a scalar type links to a table of the fields in it.",
    example: "crm/deal-get.md:97: scalar-with-fields: \"item\" is of type `string`, and has a table of fields (line 110)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.drafts.is_empty() {
        return;
    }
    for block in subject.page.descendants() {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        let linked: Vec<(u32, Target)> = table
            .rows
            .iter()
            .flat_map(|row| {
                let targets = row.cells.iter().flat_map(|cell| link::links(&cell.blocks));
                targets
                    .filter_map(|link| Some((row.line, Target::read(&link.address, subject.page)?)))
            })
            .filter(|(_, target)| target.page == subject.page.path && !target.anchor.is_empty())
            .collect();
        if linked.is_empty() {
            continue;
        }
        let Some(fields) = table::fields(table) else {
            continue;
        };
        for field in fields.read(subject.page, true, &mut Vec::new()) {
            let is_scalar = matches!(
                &stated(&field).shape,
                Shape::Scalar(scalar) if !matches!(scalar, Scalar::Any | Scalar::File)
            );
            let mut targets = linked.iter().filter(|(line, _)| *line == field.line);
            let Some((_, target)) = targets.next().filter(|_| is_scalar) else {
                continue;
            };
            if let Some(section) = described(subject, target)
                && is_about(subject, section, &field)
            {
                found.against(
                    field.line,
                    section.line,
                    format!(
                        "\"{}\" is of type `{}`, and links to a table of fields under \"{}\"",
                        field.name, field.type_.text, section.title
                    ),
                );
            }
        }
    }
}

/// Whether a section describes what is in a field: a sentence may link to a table for another
/// reason.
fn is_about(subject: &Subject<'_>, section: &Section<'_>, field: &Field) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let mut words = section.title.split(|character: char| !is_part(character));
    subject.part(section.line) == subject.part(field.line)
        && words.any(|word| word.eq_ignore_ascii_case(&field.name))
        && !section
            .tables()
            .any(|(table, _, _)| repeats(table, &field.name))
}

/// Whether a table has a row for the field itself.
fn repeats(table: &Table, name: &str) -> bool {
    table.rows.iter().any(|row| {
        row.cells
            .first()
            .is_some_and(|cell| cell.plain().trim_start().starts_with(name))
    })
}

/// The section of the page that describes an object under an anchor.
pub(super) fn described<'s, 'd>(
    subject: &'s Subject<'d>,
    target: &Target,
) -> Option<&'s Section<'d>> {
    if target.page != subject.page.path {
        return None;
    }
    subject.sections.iter().find(|section| {
        section.anchor.as_ref() == Some(&target.anchor)
            && section
                .tables()
                .any(|(table, _, _)| table::fields(table).is_some())
    })
}
