//! How a long list is read: what the parameters, their words and the example of an answer say.

use super::cell;
use super::draft::{Draft, Field, Note, Paging, Scalar, Shape};
use super::result::Answer;
use super::section::Section;
use crate::page::Cell;
use bitrix24_codegen::model::PagingStyle;

/// Names of parameters with the number of rows to skip.
const OFFSETS: &[&str] = &["offset"];
/// Names of parameters with the number of a page.
const NUMBERS: &[&str] = &["page", "inumpage"];
/// Names of parameters with the number of rows of a page.
const LIMITS: &[&str] = &["limit", "npagesize", "pagesize"];

/// Pairs of parameters by which a method pages in a way of its own.
const PAIRS: &[(&str, &str)] = &[
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
    sections: &[Section<'_>],
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
        size,
        ..Paging::new(style)
    };
    if draft.version == 3 {
        return param("pagination").map(|_| by(PagingStyle::Page, None));
    }
    let Some(start) = param("start").filter(|field| is_number(field)) else {
        if let Some(own) = own(&draft.params, about_params) {
            return Some(own);
        }
        unlike(draft, notes);
        // The answer says where the next page starts, whatever the table of parameters has.
        let said = if answer.next {
            "the answer has `next`"
        } else if links_to_lists(sections) {
            "the page links to what all methods with lists have"
        } else {
            if answer.total {
                notes.push(Note {
                    line: draft.line,
                    text: "the answer has `total`, and nothing says how the list continues"
                        .to_owned(),
                });
            }
            return None;
        };
        notes.push(Note {
            line: draft.line,
            text: format!("{said}, and no parameter is called `start`"),
        });
        return Some(by(PagingStyle::Start, None));
    };
    let lower = said(start, about_params);
    let size = number_after(&lower, &["page size", "records per page", "page"]);
    let pages = answer.next
        || answer.total
        || ["pagination", "page", "offset", "navigation"]
            .iter()
            .any(|word| lower.contains(word));
    pages.then(|| by(PagingStyle::Start, size))
}

/// Whether a page links to the description of how all lists are read.
fn links_to_lists(sections: &[Section<'_>]) -> bool {
    let mut links = Vec::new();
    for block in sections.iter().flat_map(|section| &section.blocks) {
        cell::block_links(std::slice::from_ref(*block), &mut links);
    }
    links.iter().any(|link| link.contains("/list-methods"))
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

/// Notes that a method pages by parameters of its own, in no way that was read.
fn unlike(draft: &Draft, notes: &mut Vec<Note>) {
    let plain = |field: &Field| field.name.to_lowercase().replace('_', "");
    let within = draft.params.iter().flat_map(|field| &field.fields);
    let all: Vec<&Field> = draft.params.iter().chain(within).collect();
    let find = |name: &str| {
        let name = name.replace('_', "");
        all.iter().find(|field| plain(field) == name)
    };
    let pair = PAIRS
        .iter()
        .find_map(|(one, other)| Some((find(one)?, find(other)?)));
    if let Some((one, other)) = pair {
        notes.push(Note {
            line: one.line,
            text: format!("the list is read by `{}` and `{}`", one.name, other.name),
        });
    }
}

/// Parameters of the method's own that choose a page: beside each other, at the top or within an
/// object.
fn own(fields: &[Field], about_params: &[Section<'_>]) -> Option<Paging> {
    let named = |names: &[&str]| {
        fields.iter().find(|field| {
            let is_number = matches!(
                field.type_.shape,
                Shape::Scalar(Scalar::Integer) | Shape::Unknown
            );
            is_number
                && names
                    .iter()
                    .any(|name| field.name.eq_ignore_ascii_case(name))
        })
    };
    let limit = named(LIMITS);
    let skips = |field: &&Field| {
        let said = said(field, about_params);
        // An offset that confirms what was read is another thing.
        ["pagination", "navigation"]
            .iter()
            .any(|word| said.contains(word))
            || ["offset of", "offset for", "offset from"]
                .iter()
                .any(|words| begins_word(&said, words))
    };
    let numbers = |field: &&Field| {
        let said = said(field, about_params);
        said.contains("pagination") || said.contains("page number")
    };
    let found = match limit.and(named(OFFSETS).filter(skips)) {
        Some(offset) => Some((PagingStyle::Offset, offset)),
        None => named(NUMBERS)
            .filter(numbers)
            .map(|number| (PagingStyle::Number, number)),
    };
    if let Some((style, at)) = found {
        return Some(chosen(style, at, limit, about_params));
    }
    fields.iter().find_map(|owner| {
        let inner = own(&owner.fields, about_params)?;
        let within = |name: Option<String>| name.map(|name| format!("{}.{name}", owner.name));
        Some(Paging {
            at: within(inner.at),
            limit: within(inner.limit),
            ..inner
        })
    })
}

fn chosen(
    style: PagingStyle,
    at: &Field,
    limit: Option<&Field>,
    about_params: &[Section<'_>],
) -> Paging {
    let mut paging = Paging {
        at: Some(at.name.clone()),
        limit: limit.map(|field| field.name.clone()),
        ..Paging::new(style)
    };
    match limit {
        Some(limit) => {
            let said = said(limit, about_params);
            let default = limit.default.as_ref().and_then(|json| json.parse().ok());
            paging.size = default.or_else(|| number_after(&said, &["default"]));
            paging.most = most(&said);
        }
        None => paging.size = number_after(&said(at, about_params), &["page size"]),
    }
    paging
}

/// The largest number that a description allows: `maximum value: 200`, `from 1 to 1000`,
/// `a limit of 50 records`.
fn most(said: &str) -> Option<u32> {
    let range = ["1 to ", "1–", "1-"].iter().find_map(|beginning| {
        let at = said.find(beginning)?;
        let is_one = !said[..at].ends_with(|character: char| character.is_ascii_digit());
        is_one.then(|| number(&said[at + beginning.len()..]))?
    });
    range.or_else(|| number_after(said, &["maxim", "limit of "]))
}

/// The first number behind the first of the words that is there.
fn number_after(said: &str, words: &[&str]) -> Option<u32> {
    let at = words.iter().find_map(|word| said.find(word))?;
    number(&said[at..])
}

fn number(text: &str) -> Option<u32> {
    text.split(|character: char| !character.is_ascii_digit())
        .find_map(|word| word.parse().ok())
}

/// Whether words stand in a text, and not within a longer word: `nextOffset from`.
fn begins_word(text: &str, words: &str) -> bool {
    text.match_indices(words)
        .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric()))
}

/// The text of the row that describes a parameter, in lower case.
fn said(field: &Field, about_params: &[Section<'_>]) -> String {
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
        .to_lowercase()
}
