//! How a long list is read: what the parameters, their words and the example of an answer say.

use super::draft::{Draft, Field, Note, Paging, Scalar, Shape};
use super::result::Answer;
use super::section::Section;
use crate::page::Cell;
use bitrix24_codegen::model::PagingStyle;

/// Pairs of parameters by which a method pages in a way of its own.
const OWN: &[(&str, &str)] = &[
    ("limit", "offset"),
    ("limit", "page"),
    ("limit", "last_id"),
    ("pagesize", "page"),
    ("pagesize", "pagenumber"),
    ("npagesize", "inumpage"),
    ("pagesize", "offset"),
    ("size", "page"),
    ("count", "offset"),
    ("perpage", "page"),
];

/// Reads how the list that a method answers continues.
pub(super) fn read(
    draft: &Draft,
    answer: &Answer,
    about_params: &[Section<'_>],
    notes: &mut Vec<Note>,
) -> Option<Paging> {
    let param = |name: &str| {
        draft
            .params
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
    };
    let by = |style, size| Paging {
        style,
        size,
        cursor: None,
    };
    if draft.version == 3 {
        return param("pagination").map(|_| by(PagingStyle::Page, None));
    }
    let Some(start) = param("start").filter(|field| is_number(field)) else {
        own(draft, notes);
        // The answer says where the next page starts, whatever the table of parameters has.
        return answer.next.then(|| {
            notes.push(Note {
                line: draft.line,
                text: "the answer has `next`, and no parameter is called `start`".to_owned(),
            });
            by(PagingStyle::Start, None)
        });
    };
    let words = row(start, about_params);
    let lower = words.to_lowercase();
    let size = ["page size", "records per page", "page"]
        .iter()
        .find_map(|word| lower.find(word))
        .and_then(|at| {
            lower[at..]
                .split(|character: char| !character.is_ascii_digit())
                .find_map(|word| word.parse::<u32>().ok())
        });
    let pages = answer.next
        || answer.total
        || ["pagination", "page", "offset", "navigation"]
            .iter()
            .any(|word| lower.contains(word));
    pages.then(|| by(PagingStyle::Start, size))
}

/// Whether a field may hold a number.
fn is_number(field: &Field) -> bool {
    let is_number = |shape: &Shape| {
        matches!(
            shape,
            Shape::Unknown
                | Shape::Scalar(Scalar::Integer | Scalar::String | Scalar::Any | Scalar::Decimal)
        )
    };
    match &field.type_.shape {
        Shape::Union(shapes) => shapes.iter().any(is_number),
        shape => is_number(shape),
    }
}

/// Notes that a method pages by parameters of its own.
fn own(draft: &Draft, notes: &mut Vec<Note>) {
    let plain = |field: &Field| field.name.to_lowercase().replace('_', "");
    let within = draft.params.iter().flat_map(|field| &field.fields);
    let all: Vec<&Field> = draft.params.iter().chain(within).collect();
    let find = |name: &str| {
        let name = name.replace('_', "");
        all.iter().find(|field| plain(field) == name)
    };
    let pair = OWN
        .iter()
        .find_map(|(one, other)| Some((find(one)?, find(other)?)));
    if let Some((one, other)) = pair {
        notes.push(Note {
            line: one.line,
            text: format!("the list is read by `{}` and `{}`", one.name, other.name),
        });
    }
}

/// The text of the row that describes a parameter.
fn row(field: &Field, about_params: &[Section<'_>]) -> String {
    about_params
        .iter()
        .flat_map(Section::tables)
        .flat_map(|(table, _, _)| &table.rows)
        .find(|row| row.line == field.line)
        .map(|row| {
            let cells = row.cells.iter().map(Cell::plain);
            cells.collect::<Vec<_>>().join("\n")
        })
        .unwrap_or_default()
}
