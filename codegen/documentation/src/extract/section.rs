//! Sections: a page divided at its headings.

use std::cell::{Ref, RefCell};
use std::ops::Range;

use super::draft::{Field, Note};
use super::{cell, table};
use crate::page::{Block, BlockKind, Page, Table};

/// What stands under one heading, without what stands under the headings below it.
#[derive(Debug)]
pub struct Section<'p> {
    /// Level of the heading: 1 for the title; deeper for a tab in which tables stand.
    pub level: u8,
    /// Its text without markup.
    pub title: String,
    /// Its anchor: an explicit one, or that of its title.
    pub anchor: Option<String>,
    /// Whether it is a tab.
    pub is_tab: bool,
    /// Its line.
    pub line: u32,
    /// What stands under it, out of notes, folded parts and lists.
    pub blocks: Vec<&'p Block>,
    /// Its tables that were read.
    read: RefCell<Vec<Read<'p>>>,
}

/// The fields of a table, which are asked for as those of a method and as those of an object.
#[derive(Debug)]
pub(super) struct Read<'p> {
    table: &'p Table,
    marked: bool,
    /// The fields.
    pub(super) fields: Vec<Field>,
    notes: Vec<Note>,
}

/// The sections of a page in their order. What stands before the first heading is a section of
/// level 0.
#[must_use]
pub fn sections(page: &Page) -> Vec<Section<'_>> {
    let mut cut = Cut {
        sections: vec![Section {
            level: 0,
            title: String::new(),
            anchor: None,
            is_tab: false,
            line: 1,
            blocks: Vec::new(),
            read: RefCell::default(),
        }],
        level: 0,
    };
    cut.blocks(&page.blocks);
    cut.sections
}

struct Cut<'p> {
    sections: Vec<Section<'p>>,
    level: u8,
}

impl<'p> Cut<'p> {
    fn blocks(&mut self, blocks: &'p [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading {
                    level,
                    text,
                    anchor,
                } => {
                    self.level = *level;
                    self.sections.push(Section {
                        level: *level,
                        title: text.plain().trim().to_owned(),
                        anchor: anchor.clone().or_else(|| slug(&text.plain())),
                        is_tab: false,
                        line: block.line,
                        blocks: Vec::new(),
                        read: RefCell::default(),
                    });
                }
                BlockKind::Tabs(tabs) if tabs.iter().any(|tab| has_table(&tab.blocks)) => {
                    let level = self.level;
                    for tab in tabs {
                        self.sections.push(Section {
                            level: level + 1,
                            title: tab.title.trim().to_owned(),
                            anchor: None,
                            is_tab: true,
                            line: tab.line,
                            blocks: Vec::new(),
                            read: RefCell::default(),
                        });
                        self.blocks(&tab.blocks);
                    }
                }
                BlockKind::Note { blocks, .. }
                | BlockKind::Cut { blocks, .. }
                | BlockKind::If { blocks, .. }
                    if has_table(blocks) =>
                {
                    self.push(block);
                    self.blocks(blocks);
                }
                _ => self.push(block),
            }
        }
    }

    fn push(&mut self, block: &'p Block) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }
}

/// The anchor of a title: lower case, hyphens for spaces, no punctuation.
fn slug(title: &str) -> Option<String> {
    let slug: String = title
        .trim()
        .chars()
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '_' | '-' => Some(character),
            _ if character.is_alphanumeric() => Some(character.to_ascii_lowercase()),
            _ => None,
        })
        .collect();
    (!slug.is_empty()).then_some(slug)
}

fn has_table(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Table(_) | BlockKind::Heading { .. } => true,
        BlockKind::Note { blocks, .. }
        | BlockKind::Cut { blocks, .. }
        | BlockKind::If { blocks, .. } => has_table(blocks),
        _ => false,
    })
}

impl<'p> Section<'p> {
    /// Its tables, each with the text that stands right before it; where that is an HTTP status,
    /// with the one before that too.
    pub fn tables(&self) -> impl Iterator<Item = (&'p Table, u32, String)> {
        self.blocks.iter().enumerate().filter_map(|(index, block)| {
            let BlockKind::Table(table) = &block.kind else {
                return None;
            };
            let text = |before: usize| match &self.blocks[index.checked_sub(before)?].kind {
                BlockKind::Paragraph(text) => Some(text.plain()),
                _ => None,
            };
            let mut before = text(1).unwrap_or_default();
            if let Some(above) = text(2).filter(|_| is_status(&before)) {
                before = format!("{above}\n{before}");
            }
            Some((table, block.line, before))
        })
    }

    /// The fields of one of its tables, and notes about its unreadable rows. Returns `None` when it
    /// is no table of fields. `marked` tells whether the page marks what is required.
    pub fn fields(
        &self,
        table: &'p Table,
        page: &Page,
        marked: bool,
        notes: &mut Vec<Note>,
    ) -> Option<Vec<Field>> {
        let read = self.read(table, page, marked)?;
        notes.extend_from_slice(&read.notes);
        Some(read.fields.clone())
    }

    /// One of its tables, which is read once.
    pub(super) fn read(
        &self,
        table: &'p Table,
        page: &Page,
        marked: bool,
    ) -> Option<Ref<'_, Read<'p>>> {
        let is_known = |read: &Read<'_>| std::ptr::eq(read.table, table) && read.marked == marked;
        if !self.read.borrow().iter().any(is_known) {
            let mut notes = Vec::new();
            let fields = table::fields(table)?.read(page, marked, &mut notes);
            self.read.borrow_mut().push(Read {
                table,
                marked,
                fields,
                notes,
            });
        }
        Ref::filter_map(self.read.borrow(), |known| {
            known.iter().find(|read| is_known(read))
        })
        .ok()
    }

    /// The text that stands beside its tables, with that in notes.
    pub(super) fn text_beside_tables(&self) -> String {
        let mut found = String::new();
        let texts = self
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Note { .. }));
        for line in texts.flat_map(|block| cell::lines(std::slice::from_ref(*block))) {
            found.push_str(&line.text);
            found.push_str(".\n");
        }
        found
    }

    /// Its fences, with those in notes, lists and tabs.
    #[must_use]
    pub fn fences(&self) -> Vec<Fence<'p>> {
        let mut found = Vec::new();
        for block in &self.blocks {
            fences(block, "", &mut found);
        }
        found
    }
}

/// Whether a line is the HTTP status of an error.
pub(super) fn is_status(line: &str) -> bool {
    line.trim_start().to_lowercase().starts_with("http status")
}

/// Whether a table lists what is deprecated: its heading or the text before it says so.
pub(super) fn is_deprecated(section: &Section<'_>, before: &str) -> bool {
    let (title, before) = (section.title.to_lowercase(), before.to_lowercase());
    let says = |text: &str| {
        text.starts_with("deprecated field") || text.starts_with("deprecated parameter")
    };
    says(&title)
        || says(&before)
        || before.contains("fields") && before.contains(" are deprecated ")
}

/// Whether a table lists what only the answers of methods have, and no event.
pub(super) fn is_only_answered(section: &Section<'_>) -> bool {
    section
        .title
        .to_lowercase()
        .contains("only in method responses")
}

/// A block of code.
#[derive(Debug, Clone, Copy)]
pub struct Fence<'p> {
    /// Its language.
    pub language: &'p str,
    /// The code.
    pub text: &'p str,
    /// Title of the tab in which it stands.
    pub tab: &'p str,
    /// Its line.
    pub line: u32,
}

/// The fences in a block.
pub fn fences<'p>(block: &'p Block, tab: &'p str, found: &mut Vec<Fence<'p>>) {
    match &block.kind {
        BlockKind::Code { language, text } => found.push(Fence {
            language,
            text,
            tab,
            line: block.line,
        }),
        BlockKind::Tabs(tabs) => {
            for tab in tabs {
                for block in &tab.blocks {
                    fences(block, tab.title.trim(), found);
                }
            }
        }
        BlockKind::List { items, .. } => {
            for block in items.iter().flatten() {
                fences(block, tab, found);
            }
        }
        BlockKind::Note { blocks, .. }
        | BlockKind::Cut { blocks, .. }
        | BlockKind::If { blocks, .. }
        | BlockKind::Quote(blocks) => {
            for block in blocks {
                fences(block, tab, found);
            }
        }
        _ => {}
    }
}

/// The sections from one whose title is wanted, with all that stands below it, and with those right
/// after it whose titles are wanted too: what is in a parameter may have a heading beside that of
/// the parameters.
pub(super) fn region(sections: &[Section<'_>], wanted: impl Fn(&str) -> bool) -> Range<usize> {
    let title = sections.iter().position(|section| section.level == 1);
    // A heading beside the title of the page is one of level 2 that lost a mark.
    let is_wanted = |(index, section): &(usize, &Section<'_>)| {
        (section.level == 2 || section.level == 1 && title.is_some_and(|title| *index > title))
            && wanted(&section.title.to_lowercase())
    };
    let Some((start, _)) = sections.iter().enumerate().find(is_wanted) else {
        return 0..0;
    };
    let end = sections
        .iter()
        .enumerate()
        .skip(start + 1)
        .find(|place| place.1.level <= 2 && !is_wanted(place))
        .map_or(sections.len(), |(index, _)| index);
    start..end
}

/// What stands before the first heading of level 2 and has a table.
pub(super) fn at_top(sections: &[Section<'_>]) -> Range<usize> {
    let Some(start) = sections.iter().position(|section| section.level == 1) else {
        return 0..0;
    };
    let end = sections[start + 1..]
        .iter()
        .position(|section| section.level <= 2)
        .map_or(sections.len(), |length| start + 1 + length);
    let has_fields = sections[start]
        .tables()
        .any(|(table, _, _)| table::fields(table).is_some());
    if has_fields { start..end } else { 0..0 }
}
