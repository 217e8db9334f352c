//! Scalars that have a table.

use super::{Rule, Severity};
use crate::import::draft::{Scalar, Shape, Target};
use crate::import::{section::Section, table};
use crate::lint::Found;
use crate::lint::subject::Subject;
use crate::lint::tree::stated;
use crate::pages::Table;

pub(super) const RULE: Rule = Rule {
    name: "scalar-with-fields",
    severity: Severity::Error,
    finds: "A row of a scalar type links to a table of the fields in it.",
    example: "crm/deal-get.md:97: scalar-with-fields: \"item\" is of type `string`, and has a table of fields (line 110)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    for field in subject.fields() {
        let is_scalar = matches!(
            &stated(field).shape,
            Shape::Scalar(scalar) if !matches!(scalar, Scalar::Any | Scalar::File)
        );
        let Some(target) = field.target.as_ref().filter(|_| is_scalar) else {
            continue;
        };
        // A sentence may link to a table for another reason than that the field holds what is there.
        let own = |section: &&Section<'_>| {
            let words = section
                .title
                .split(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
            subject.part(section.line) == subject.part(field.line)
                && words
                    .into_iter()
                    .any(|word| word.eq_ignore_ascii_case(&field.name))
                && !section
                    .tables()
                    .any(|(table, _, _)| repeats(table, &field.name))
        };
        if let Some(section) = described(subject, target).filter(own) {
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
