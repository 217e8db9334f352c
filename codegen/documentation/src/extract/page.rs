//! One page: which method or event it describes, and the objects that it lists.

use std::collections::BTreeSet;

use super::draft::{Field, Note, Target};
use super::head::Subject;
use super::section::Section;
use super::{
    Draft, Other, Reading, effect, event, example, head, method, overview, params, reference,
    section, table, within,
};
use crate::extract::draft::Kind;
use crate::page::{Block, BlockKind, Folder, Page};

/// Reads a page.
pub(super) fn read(folder: &Folder, system: &BTreeSet<String>, page: &Page) -> Reading {
    let whole = with_includes(folder, page);
    let page = whole.as_ref().unwrap_or(page);
    let sections = section::sections(page);
    let marked = is_marked(page);
    let fences: Vec<_> = sections.iter().flat_map(Section::fences).collect();
    let calls: Vec<example::Call> = fences.iter().flat_map(example::calls).collect();
    let events = event::several(page, &sections);
    let mut within = Vec::new();
    let (drafts, other) = match head::subject(page, &sections, &calls) {
        _ if !events.is_empty() => (events, None),
        Subject::Nothing(reason) => {
            within = within::read(page, &sections);
            let page = page.path.clone();
            (Vec::new(), Some(Other { page, reason }))
        }
        Subject::Of(kind, name) => {
            let about = method::About {
                calls: &calls,
                marked,
                system,
            };
            (vec![draft(page, &sections, kind, name, &about)], None)
        }
    };
    Reading {
        objects: objects(page, &sections, marked, !drafts.is_empty()),
        values: reference::tables(page, &sections),
        references: reference::references(page, &sections),
        overview: drafts
            .is_empty()
            .then(|| overview::namespace(&sections))
            .flatten()
            .map(|namespace| (page.path.clone(), namespace)),
        drafts,
        within,
        other,
    }
}

/// The objects that a page describes under anchors; without an anchor, the first of a page that is about objects.
fn objects(
    page: &Page,
    sections: &[Section<'_>],
    marked: bool,
    is_subject: bool,
) -> Vec<(Target, Vec<Field>)> {
    let mut found: Vec<(Target, Vec<Field>)> = Vec::new();
    let mut ignored = Vec::new();
    let mut lists: Vec<(String, Vec<Field>)> = Vec::new();
    for section in sections {
        if section.anchor.is_none() && is_subject {
            continue;
        }
        let Some(fields) = section
            .tables()
            .find_map(|(table, _, _)| table::fields(table))
        else {
            continue;
        };
        let mut root = Field {
            fields: fields.read(page, marked, &mut ignored),
            ..Field::default()
        };
        params::nest(&mut root);
        let target = |anchor: &str| Target {
            page: page.path.clone(),
            anchor: anchor.to_owned(),
        };
        if !is_subject {
            lists.push((
                section.anchor.clone().unwrap_or_default(),
                root.fields.clone(),
            ));
        }
        if let Some(anchor) = &section.anchor {
            found.push((target(anchor), root.fields));
        }
    }
    if let Some(fields) = whole(page, lists) {
        let target = Target {
            page: page.path.clone(),
            anchor: String::new(),
        };
        found.push((target, fields));
    }
    found
}

/// The object that a page as a whole describes: its first list, with the others that no field of the page links to as to a
/// part of it.
fn whole(page: &Page, lists: Vec<(String, Vec<Field>)>) -> Option<Vec<Field>> {
    if page.path.ends_with("data-types") {
        return None;
    }
    let parts: BTreeSet<String> = lists
        .iter()
        .flat_map(|(_, fields)| fields)
        .flat_map(|field| field.target.iter().chain(&field.links))
        .filter(|target| target.page == page.path)
        .map(|target| target.anchor.to_lowercase())
        .collect();
    let mut lists = lists.into_iter();
    let (_, mut whole) = lists.next()?;
    for (anchor, fields) in lists {
        if parts.contains(&anchor.to_lowercase()) {
            continue;
        }
        for field in fields {
            if !whole.iter().any(|known| known.name == field.name) {
                whole.push(field);
            }
        }
    }
    Some(whole)
}

/// The page with the local pages that it includes in place; nothing when it includes none.
fn with_includes(folder: &Folder, page: &Page) -> Option<Page> {
    fn local(path: &str) -> bool {
        path.contains("/_include/") || path.contains("/_includes/")
    }
    let includes =
        |block: &Block| matches!(&block.kind, BlockKind::Include { path, .. } if local(path));
    if !page.blocks.iter().any(includes) {
        return None;
    }
    let mut whole = page.clone();
    whole.blocks = page
        .blocks
        .iter()
        .flat_map(|block| match &block.kind {
            BlockKind::Include { path, .. } if local(path) => match folder.get(path) {
                Some(part) => part
                    .blocks
                    .iter()
                    .cloned()
                    .map(|part| Block {
                        line: block.line,
                        ..part
                    })
                    .collect(),
                None => vec![block.clone()],
            },
            _ => vec![block.clone()],
        })
        .collect();
    Some(whole)
}

/// Whether a page marks what is required: it says what the mark means, or has one.
fn is_marked(page: &Page) -> bool {
    page.descendants().any(|block| match &block.kind {
        BlockKind::Include { path, .. } => path.ends_with("_includes/required"),
        BlockKind::Table(table) => table::fields(table).is_some_and(|fields| fields.has_mark()),
        BlockKind::Paragraph(text) => text.plain().contains("Required parameters are marked with"),
        _ => false,
    })
}

/// What a page says of the method or event that it describes.
fn draft(
    page: &Page,
    sections: &[Section<'_>],
    kind: Kind,
    name: String,
    about: &method::About<'_>,
) -> Draft {
    let head = head::head(sections);
    let title = page.title.as_deref().unwrap_or_default();
    let line = sections
        .iter()
        .find(|section| section.level == 1)
        .map_or(1, |section| section.line);
    let mut notes: Vec<Note> = Vec::new();
    let third = about.calls.iter().filter(|call| call.method.eq_ignore_ascii_case(&name)).any(|call| call.third)
        || page.descendants().any(|block| matches!(&block.kind, BlockKind::Include { path, .. } if path.ends_with("error-info-v3")));
    let version = if third { 3 } else { 2 };
    let mut draft = Draft {
        scope: head.scope,
        access: head.access,
        deprecated: head::deprecation(page, sections),
        ..Draft::new(kind, name, version, &page.path, line)
    };
    if kind == Kind::Method {
        let decision = effect::of(&draft.name, title, sections);
        draft.effect = Some(decision.effect());
        notes.extend(decision.doubt().map(|text| Note {
            line,
            text: text.to_owned(),
        }));
    }
    let titled = title.split_whitespace().rev().find_map(head::method_name);
    if let Some(other) = titled
        && kind == Kind::Method
        && !other.eq_ignore_ascii_case(&draft.name)
    {
        notes.push(Note {
            line,
            text: format!("the title says {other}, the examples {}", draft.name),
        });
    }
    if let Some(line) = head.access_line
        && draft.access.is_none()
    {
        notes.push(Note {
            line,
            text: "who may use it could not be put into short words".to_owned(),
        });
    }
    if draft.scope.is_empty() {
        notes.push(Note {
            line,
            text: "no scope is named".to_owned(),
        });
    }
    match kind {
        Kind::Event => event::read(&mut draft, page, sections, &mut notes),
        Kind::Method => method::read(&mut draft, page, sections, about, &mut notes),
    }
    draft.notes = notes;
    draft
}
