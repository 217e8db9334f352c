//! One page: its method or event, and the objects that it lists.

use std::collections::BTreeSet;

use super::draft::{Field, Note, Shape, Target};
use super::head::Subject;
use super::section::Section;
use super::{
    Draft, Other, Reading, effect, errors, event, example, head, method, overview, params,
    placement, reference, section, skeleton, table, within,
};
use crate::extract::draft::Kind;
use crate::page::{Block, BlockKind, Folder, Page};

/// Reads a page.
pub(super) fn read(folder: &Folder, system: &errors::System, page: &Page) -> Reading {
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
            let placement = placement::read(page, &sections);
            if placement.is_none() {
                within = within::read(page, &sections);
            }
            let other = placement.is_none().then(|| Other {
                page: page.path.clone(),
                reason,
            });
            (placement.into_iter().collect(), other)
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

/// The objects that a page describes under anchors; without an anchor, the first of a page that is
/// about objects.
fn objects(
    page: &Page,
    sections: &[Section<'_>],
    marked: bool,
    is_subject: bool,
) -> Vec<(Target, Vec<Field>)> {
    let lists: Vec<Option<Vec<Field>>> = sections
        .iter()
        .map(|section| {
            let is_looked_for = section.anchor.is_some() || !is_subject;
            let (table, _, before) = section
                .tables()
                .find(|(table, _, _)| is_looked_for && table::fields(table).is_some())?;
            let mut root = Field {
                fields: section.fields(table, page, marked, &mut Vec::new())?,
                ..Field::default()
            };
            let deprecated = section::is_deprecated(section, &before);
            let answered = section::is_only_answered(section);
            for field in &mut root.fields {
                field.deprecated |= deprecated;
                field.answered |= answered;
            }
            params::nest(&mut root);
            Some(root.fields)
        })
        .collect();
    let target = |anchor: &str| Target {
        page: page.path.clone(),
        anchor: anchor.to_owned(),
    };
    let mut found: Vec<(Target, Vec<Field>)> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let Some(anchor) = &section.anchor else {
            continue;
        };
        let mut tables: Vec<(Headings<'_>, Vec<Field>)> = Vec::new();
        tables.extend(
            lists[index]
                .clone()
                .map(|fields| (vec![anchor.as_str()], fields)),
        );
        if !is_subject && section.level > 1 {
            // Its fields may be parted into several tables under headings of their own.
            let below = sections.iter().zip(&lists).enumerate().skip(index + 1);
            let below = below.take_while(|(_, (other, _))| other.level > section.level);
            tables.extend(below.filter_map(|(at, (other, list))| {
                let goes_on =
                    lists[index].is_none() || other.title.to_lowercase().contains("fields");
                let list = list.clone().filter(|_| goes_on)?;
                Some((headings(sections, at, section.level), list))
            }));
        }
        let fields = match tables.len() {
            0 => None,
            1 => tables.pop().map(|(_, fields)| fields),
            _ => whole(page, tables),
        };
        found.extend(fields.map(|fields| (target(anchor), fields)));
    }
    if !is_subject {
        let tables = lists
            .into_iter()
            .enumerate()
            .filter_map(|(at, list)| Some((headings(sections, at, 1), list?)));
        if let Some(fields) = whole(page, tables.collect()) {
            let fields = match skeleton::read(sections) {
                Some(skeleton) => skeleton.with(fields),
                None => fields,
            };
            found.push((target(""), fields));
        }
    }
    found
}

/// The anchors of a heading and of those that it stands under.
type Headings<'s> = Vec<&'s str>;

/// The anchor of the section at an index, which is empty when it has none, and those of the sections
/// around it that are deeper than a level.
fn headings<'s>(sections: &'s [Section<'_>], at: usize, above: u8) -> Headings<'s> {
    let own = &sections[at];
    let mut level = own.level;
    let mut anchors = vec![own.anchor.as_deref().unwrap_or_default()];
    for around in sections[..at].iter().rev() {
        if around.level < level && around.level > above {
            level = around.level;
            anchors.extend(around.anchor.as_deref());
        }
    }
    anchors
}

/// The object that several tables of a page describe: the first list, with the others that are no
/// part of it. A part is what a field of the page links to, or what stands under the heading of the
/// type that a field has.
fn whole(page: &Page, lists: Vec<(Headings<'_>, Vec<Field>)>) -> Option<Vec<Field>> {
    if page.path.ends_with("data-types") {
        return None;
    }
    let (mut parts, mut types) = (BTreeSet::new(), BTreeSet::new());
    for field in lists.iter().flat_map(|(_, fields)| fields) {
        let links = field.target.iter().chain(&field.links);
        let own = links.filter(|target| target.page == page.path);
        let anchors = own.map(|target| target.anchor.to_lowercase());
        let shape = match field.type_.shape.item() {
            Shape::Map(value) => value.item(),
            shape => shape,
        };
        match shape {
            Shape::Named(_) => types.extend(anchors),
            _ => parts.extend(anchors),
        }
    }
    let is_part = |anchors: &[&str]| {
        let mut anchors = anchors.iter().map(|anchor| anchor.to_lowercase());
        let own = anchors.next().unwrap_or_default();
        parts.contains(&own)
            || types.contains(&own)
            || anchors.any(|around| types.contains(&around))
    };
    let mut lists = lists.into_iter();
    let (_, mut whole) = lists.next()?;
    for (anchors, fields) in lists {
        if is_part(&anchors) {
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

/// The page with its local includes resolved. Returns `None` when it has none.
fn with_includes(folder: &Folder, page: &Page) -> Option<Page> {
    // Few pages have any, and copying the others takes long.
    if !page.descendants().any(|block| is_part(block, page)) {
        return None;
    }
    let mut blocks = page.blocks.clone();
    include(folder, page, &mut blocks).then(|| Page {
        blocks,
        ..page.clone()
    })
}

/// Whether a block of a page includes another page that is local.
fn is_part(block: &Block, page: &Page) -> bool {
    matches!(&block.kind, BlockKind::Include { path, .. } if is_local(path) && *path != page.path)
}

/// Puts the local pages that blocks include in place. Returns whether there are any.
fn include(folder: &Folder, page: &Page, blocks: &mut Vec<Block>) -> bool {
    let mut found = false;
    let mut whole = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        let part = match &block.kind {
            BlockKind::Include { path, .. } if is_part(&block, page) => folder.get(path),
            _ => None,
        };
        if let Some(part) = part {
            found = true;
            let mut part_blocks = part.blocks.clone();
            for part_block in &mut part_blocks {
                part_block.line = block.line;
                comes_from(part_block, &part.path);
            }
            whole.extend(part_blocks);
            continue;
        }
        for inner in inner(&mut block.kind) {
            found |= include(folder, page, inner);
        }
        whole.push(block);
    }
    *blocks = whole;
    found
}

/// Whether an include is a part of the pages of its folder, and not of all pages.
fn is_local(path: &str) -> bool {
    path.contains("/_include/") || path.contains("/_includes/")
}

/// Notes at the tables of a block on which page they stand.
fn comes_from(block: &mut Block, path: &str) {
    if let BlockKind::Table(table) = &mut block.kind {
        table.page = Some(path.to_owned());
    }
    for block in inner(&mut block.kind).into_iter().flatten() {
        comes_from(block, path);
    }
}

/// The blocks in notes, folded parts, conditions and tabs.
fn inner(kind: &mut BlockKind) -> Vec<&mut Vec<Block>> {
    match kind {
        BlockKind::Note { blocks, .. }
        | BlockKind::Cut { blocks, .. }
        | BlockKind::If { blocks, .. } => vec![blocks],
        BlockKind::Tabs(tabs) => tabs.iter_mut().map(|tab| &mut tab.blocks).collect(),
        _ => Vec::new(),
    }
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
        Kind::Event | Kind::Placement => event::read(&mut draft, page, sections, &mut notes),
        Kind::Method => method::read(&mut draft, page, sections, about, &mut notes),
    }
    draft.notes = notes;
    draft
}
