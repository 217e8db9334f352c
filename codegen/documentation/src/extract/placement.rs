//! Pages of placements: the codes, the options of `placement.bind`, and what a handler receives.

use super::draft::{Draft, Field, Kind, Need, Note, Required, Scalar, Shape, Type, Unread};
use super::section::Section;
use super::{cell, example, head, params, remark, shown};
use crate::page::{Block, BlockKind, Page, Row, Table};
use bitrix24_codegen::model::Json;

/// How the heading of the options begins.
const OPTIONS: &str = "options";

/// How the heading of what a handler receives begins.
const REQUEST: &str = "placement_options";

/// Reads the placements that a page describes: the codes of its first table are one entry.
pub(super) fn read(page: &Page, sections: &[Section<'_>]) -> Option<Draft> {
    let is_part = |part: &str| matches!(part, "_includes" | "_include");
    if page.path.ends_with("/index") || page.path.split('/').any(is_part) {
        return None;
    }
    let codes = codes(sections);
    let name = entry_name(&codes)?;
    let line = sections.iter().find(|section| section.level == 1)?.line;
    let head = head::head(sections);
    let mut notes: Vec<Note> = Vec::new();
    let (request, unread) = request(page, sections, line, &mut notes);
    let options = about(sections, |title| title.starts_with(OPTIONS));
    let options = params::read(options, page, true, &mut notes);
    let mut draft = Draft {
        scope: head.scope,
        codes,
        remarks: remark::read(page),
        params: options.fields,
        result: Some(request),
        unread: unread.into_iter().chain(options.unread).collect(),
        ..Draft::new(Kind::Placement, name, 2, &page.path, line)
    };
    if draft.scope.is_empty() {
        notes.push(Note {
            line,
            text: "no scope is named".to_owned(),
        });
    }
    draft.notes = notes;
    Some(draft)
}

/// The rows of a page that are facts of its placement, each with the text of its first cell: codes,
/// options, and what a handler receives.
pub(crate) fn rows(page: &Page) -> Vec<(&Row, String)> {
    let sections = super::section::sections(page);
    let mut tables: Vec<&Table> = codes_table(&sections).into_iter().collect();
    for wanted in [OPTIONS, REQUEST] {
        let own = about(&sections, |title| title.starts_with(wanted));
        let own = own.iter().flat_map(Section::tables);
        tables.extend(own.map(|(table, _, _)| table));
    }
    let rows = tables.into_iter().flat_map(|table| &table.rows[1..]);
    let text = |row: &Row| {
        let first = row.cells.first().map(crate::page::Cell::plain);
        let first = first.unwrap_or_default();
        let line = first.lines().next().unwrap_or_default();
        line.trim_matches(['`', ' ', '*']).to_owned()
    };
    rows.map(|row| (row, text(row))).collect()
}

/// The codes of the table of codes, with `{n}` for the identifier of a type.
fn codes(sections: &[Section<'_>]) -> Vec<String> {
    let table = codes_table(sections);
    let rows = table.map_or(&[][..], |table| &table.rows[1..]);
    let texts = rows.iter().filter_map(|row| row.cells.first());
    texts
        .map(|cell| {
            cell.plain()
                .trim_matches(['`', ' ', '*'])
                .replace("XXX", "{n}")
        })
        .filter(|code| {
            let is_letter = |letter: char| {
                letter.is_ascii_uppercase() || letter.is_ascii_digit() || "_{n}".contains(letter)
            };
            !code.is_empty() && code.chars().all(is_letter)
        })
        .collect()
}

fn codes_table<'p>(sections: &[Section<'p>]) -> Option<&'p Table> {
    let mut tables = sections.iter().flat_map(Section::tables);
    let is_codes = |text: &str| {
        let text = text.trim_matches(['*', ' ']).to_lowercase();
        text == "placement code" || text == "embedding point code"
    };
    tables.find_map(|(table, _, _)| {
        let header = table.rows.first()?.cells.first()?;
        is_codes(&header.plain()).then_some(table)
    })
}

/// What codes have in common: `CRM_LIST_MENU` of `CRM_LEAD_LIST_MENU` and `CRM_DEAL_LIST_MENU`.
fn entry_name(codes: &[String]) -> Option<String> {
    let split = |code: &'_ str| code.split('_').map(str::to_owned).collect::<Vec<_>>();
    let first = split(codes.first()?);
    if codes.len() == 1 {
        return Some(first.join("_"));
    }
    let all: Vec<Vec<String>> = codes.iter().map(|code| split(code)).collect();
    let shortest = all.iter().map(Vec::len).min()?;
    let begins = |length: &usize| all.iter().all(|code| code[..*length] == first[..*length]);
    let ends = |length: &usize| {
        let end = &first[first.len() - length..];
        all.iter().all(|code| code[code.len() - length..] == *end)
    };
    let before = (0..=shortest).rev().find(begins)?;
    let after = (0..=shortest - before).rev().find(ends)?;
    let name = [&first[..before], &first[first.len() - after..]]
        .concat()
        .join("_");
    Some(if name.is_empty() {
        first.join("_")
    } else {
        name
    })
}

/// What tells the codes of an entry apart: `LEAD` of `CRM_LEAD_LIST_MENU`.
pub(crate) fn variant(code: &str, entry: &str) -> String {
    let (code, entry): (Vec<&str>, Vec<&str>) =
        (code.split('_').collect(), entry.split('_').collect());
    let pairs = code.iter().zip(&entry);
    let before = pairs.take_while(|(one, other)| one == other).count();
    let rest = code.len().min(entry.len()) - before.min(entry.len());
    let pairs = code.iter().rev().zip(entry.iter().rev());
    let after = pairs
        .take(rest)
        .take_while(|(one, other)| one == other)
        .count();
    let own = &code[before.min(code.len() - after)..code.len() - after];
    let words = own.iter().filter(|word| !word.starts_with('{'));
    words.copied().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The sections from a heading with what stands below it.
fn about<'s, 'p>(sections: &'s [Section<'p>], wanted: impl Fn(&str) -> bool) -> &'s [Section<'p>] {
    let is_wanted = |section: &Section<'_>| {
        !section.is_tab && section.level > 1 && wanted(section.title.trim().to_lowercase().as_str())
    };
    let Some(start) = sections.iter().position(is_wanted) else {
        return &[];
    };
    let level = sections[start].level;
    let end = sections[start + 1..]
        .iter()
        .position(|section| section.level <= level);
    &sections[start..end.map_or(sections.len(), |length| start + 1 + length)]
}

/// The contents of `PLACEMENT_OPTIONS`.
fn request(
    page: &Page,
    sections: &[Section<'_>],
    line: u32,
    notes: &mut Vec<Note>,
) -> (Field, Vec<Unread>) {
    let own = about(sections, |title| title.starts_with(REQUEST));
    let read = params::read(own, page, true, notes);
    let mut root = Field {
        line,
        type_: Type {
            text: String::new(),
            shape: Shape::Object,
        },
        fields: read.fields,
        ..Field::default()
    };
    // `ID` or `ENTITY_ID`: a row of two names says of neither that it always comes.
    let lines: Vec<u32> = root.fields.iter().map(|field| field.line).collect();
    for field in &mut root.fields {
        if lines.iter().filter(|line| **line == field.line).count() > 1 {
            field.required = Need(Some(Required::No));
        }
    }
    if let Some(line) = address(sections)
        && root.get("URI").is_none()
    {
        root.fields.push(Field {
            name: "URI".to_owned(),
            line,
            type_: Type {
                text: "string".to_owned(),
                shape: Shape::Scalar(Scalar::String),
            },
            required: Need(Some(Required::No)),
            ..Field::default()
        });
    }
    for fence in sections.iter().flat_map(Section::fences) {
        if let Some(json @ Json::Map(_)) = payload(fence.text) {
            shown::merge(&mut root, &json);
        }
    }
    (root, read.unread)
}

/// The line of the sentence that every placement gets the key `URI` too.
fn address(sections: &[Section<'_>]) -> Option<u32> {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let lines = blocks
        .filter(|block| matches!(block.kind, BlockKind::Paragraph(_)))
        .flat_map(|block| cell::lines(std::slice::from_ref::<Block>(block)));
    let mut told = lines.filter(|line| {
        line.text.contains("`URI` key to `PLACEMENT_OPTIONS`")
            || line.text.contains("universal `URI` key")
    });
    told.next().map(|line| line.line)
}

/// The JSON of `[PLACEMENT_OPTIONS] => {"ID":"8061"}`.
fn payload(text: &str) -> Option<Json> {
    let (_, rest) = text.split_once("[PLACEMENT_OPTIONS] => ")?;
    example::json(rest.lines().next()?.trim())
}

#[cfg(test)]
mod tests {
    use super::{entry_name, variant};

    #[test]
    fn codes_of_one_entry_have_a_name_in_common() {
        let name = |codes: &[&str]| {
            let codes: Vec<String> = codes.iter().map(|&code| code.to_owned()).collect();
            entry_name(&codes)
        };
        let codes = ["SHOP_ORDER_LIST_MENU", "SHOP_TYPE_{n}_LIST_MENU"];
        assert_eq!(name(&codes).unwrap(), "SHOP_LIST_MENU");
        assert_eq!(variant(codes[0], "SHOP_LIST_MENU"), "order");
        assert_eq!(variant(codes[1], "SHOP_LIST_MENU"), "type");
        let codes = ["SHOP_BAR", "SHOP_ORDER_BAR"];
        assert_eq!(name(&codes).unwrap(), "SHOP_BAR");
        assert_eq!(variant(codes[0], "SHOP_BAR"), "");
        assert_eq!(name(&["SHOP_ORDER_TAB"]).unwrap(), "SHOP_ORDER_TAB");
        assert_eq!(name(&[]), None);
    }
}
