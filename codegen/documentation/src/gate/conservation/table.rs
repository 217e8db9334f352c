//! The tables of a page, with their positions and the contents that their headers announce.

use std::collections::BTreeMap;

use super::Linked;
use crate::extract::cell;
use crate::extract::draft::Target;
use crate::page::{Block, BlockKind, Cell, Folder, Page, Row, Table};
use crate::spelling::letters;

/// A table of a page.
pub(super) struct TableOf<'p> {
    /// The page on which it stands: another than the subject's when that includes it.
    pub(super) page: String,
    /// Titles of the headings and tabs above it, the outermost first, each with its anchor.
    pub(super) above: Vec<(String, Option<String>)>,
    /// Lines of these headings.
    pub(super) lines: Vec<u32>,
    /// Whether the innermost of them is a tab.
    in_tab: bool,
    /// Which part of the page it stands in.
    pub(super) part: Part,
    /// What its header says that it lists.
    pub(super) kind: Kind,
    rows: &'p [Row],
    has_header: bool,
}

/// Parts of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Request,
    Answer,
    Errors,
    Other,
}

/// What a table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Fields, by their names.
    Fields,
    /// Errors.
    Errors,
    /// Fields that a request may have wrong, below the code of an error.
    Validation,
    /// Values of a field.
    Values,
    /// Methods, events, sections or pages.
    Overview,
    /// Contents that the header does not announce.
    Other,
}

impl<'p> TableOf<'p> {
    /// Its rows without the header.
    pub(super) fn body(&self) -> &'p [Row] {
        if self.has_header {
            &self.rows[1..]
        } else {
            self.rows
        }
    }

    /// Whether a heading above it, other than the title of the page, has one of these words.
    pub(super) fn titled(&self, words: &[&str]) -> bool {
        self.above.iter().skip(1).any(|(title, _)| {
            let title = title.to_lowercase();
            words.iter().any(|word| title.contains(word))
        })
    }

    /// Whether its headings are those of what to filter, sort or select by.
    pub(super) fn lists_conditions(&self) -> bool {
        self.part != Part::Answer && self.titled(&["filter", "select", "order", "sort"])
    }

    /// Whether it stands under a heading with an anchor.
    pub(super) fn is_under(&self, anchor: &str) -> bool {
        self.above.iter().any(|(title, known)| {
            known
                .as_deref()
                .is_some_and(|known| known.eq_ignore_ascii_case(anchor))
                || known.is_none() && letters(title) == letters(anchor)
        })
    }

    /// Whether two tables describe the same object: they stand under one heading, in tabs of one
    /// heading, under headings with the numbers of several ways, or under headings of the same
    /// title.
    pub(super) fn is_variant_of(&self, other: &Self) -> bool {
        let titles = |table: &Self| -> Vec<String> {
            let titles = table.above.iter().map(|(title, _)| title.to_lowercase());
            titles.collect()
        };
        let (own, others) = (titles(self), titles(other));
        let tabs = self.in_tab && other.in_tab && own.len() == others.len() && {
            let (_, above) = own.split_last().unzip();
            let (_, other_above) = others.split_last().unzip();
            above == other_above
        };
        let ways = own.len() == others.len()
            && own.split_last().zip(others.split_last()).is_some_and(
                |((one, above), (other, beside))| {
                    above == beside && is_numbered(one) && is_numbered(other)
                },
            );
        self.part == other.part && (own == others || tabs || ways || own.last() == others.last())
    }
}

/// Whether a title begins with a number.
fn is_numbered(title: &str) -> bool {
    title
        .split_once(". ")
        .is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}

/// All tables of a page, those of local parts that it includes among them.
pub(super) fn tables<'p>(folder: &'p Folder, page: &'p Page) -> Vec<TableOf<'p>> {
    let mut walk = Walk {
        folder,
        page: page.path.clone(),
        above: Vec::new(),
        lines: Vec::new(),
        found: Vec::new(),
    };
    walk.blocks(&page.blocks);
    walk.found
}

/// Where the cells of a table link to.
pub(super) fn links(table: &TableOf<'_>, page: &Page) -> Vec<Linked> {
    let mut links = Vec::new();
    if table.kind != Kind::Fields {
        return Vec::new();
    }
    for row in table.body() {
        // What the page describes itself, it links to in itself.
        let all = row.cells.iter().flat_map(cell::links);
        let is_own = |link: String| {
            Target::read(&link, page)
                .is_some_and(|target| target.page == page.path && !target.anchor.is_empty())
        };
        if all.into_iter().any(is_own) {
            continue;
        }
        // The type stands in the first cells; descriptions link to what is related.
        let cells = if row.cells.len() > 2 { 2 } else { 1 };
        for cell in row.cells.iter().take(cells) {
            links.extend(cell::links(cell));
        }
    }
    links
        .iter()
        .filter_map(|link| Target::read(link, page))
        .filter(|target| !target.anchor.is_empty())
        .collect()
}

/// The names in the first cell of a row, as they are written there.
pub(super) fn names(row: &Row) -> Vec<String> {
    let lines = row.cells.first().map(|cell| cell::lines(&cell.blocks));
    let first = lines.as_ref().and_then(|lines| lines.first());
    let first = first.map_or("", |line| line.text.as_str());
    // The type may stand in the same line.
    let first = match first.find('`') {
        Some(at) if at > 0 && !first[..at].trim_end().ends_with([',', '/', '|']) => &first[..at],
        _ => first,
    };
    let names: Vec<String> = first
        .replace("/{", "{")
        .replace("/}", "}")
        .split([',', '/'])
        .map(|name| {
            let name = name.trim_matches(['*', ' ', '`', '"', '^', '\\']);
            match name.split_once(' ') {
                Some((name, type_)) if is_type(type_) => name.trim_end_matches('*').to_owned(),
                _ => name.trim().to_owned(),
            }
        })
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        vec![first.to_owned()]
    } else {
        names
    }
}

/// Whether what follows a name is the word for a type.
fn is_type(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|character| character.is_ascii_lowercase() || matches!(character, '_' | '[' | ']'))
}

/// What a row says of the type: what follows the name in its first cell, and the second cell of a
/// row with three.
pub(super) fn type_of(row: &Row) -> String {
    let head = super::head(row);
    let mut words: Vec<String> = head.split_whitespace().map(str::to_owned).collect();
    if let [_, second, _, ..] = &row.cells[..] {
        words.push(second.plain());
    }
    words.join("\n").to_lowercase()
}

/// The last line of a row on which a block begins.
pub(super) fn last_line(row: &Row) -> u32 {
    let cells = row
        .cells
        .iter()
        .flat_map(|cell| crate::page::descendants(&cell.blocks));
    cells
        .map(|block| {
            let lines = match &block.kind {
                BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => text.plain(),
                BlockKind::Code { text, .. } => text.clone(),
                _ => String::new(),
            };
            let more = u32::try_from(lines.matches('\n').count()).unwrap_or(0);
            block.line.saturating_add(more)
        })
        .fold(row.line, u32::max)
}

struct Walk<'p> {
    folder: &'p Folder,
    page: String,
    /// Level, title and anchor of the headings above; tabs are of level 7.
    above: Vec<(u8, String, Option<String>)>,
    /// Level and line of the headings above.
    lines: Vec<(u8, u32)>,
    found: Vec<TableOf<'p>>,
}

impl<'p> Walk<'p> {
    fn blocks(&mut self, blocks: &'p [Block]) {
        for (index, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Heading {
                    level,
                    text,
                    anchor,
                } => {
                    self.above.retain(|(known, _, _)| known < level);
                    let title = text.plain().trim().to_owned();
                    self.above.push((*level, title, anchor.clone()));
                    self.lines.retain(|(known, _)| known < level);
                    self.lines.push((*level, block.line));
                }
                BlockKind::Table(table) => {
                    let before = index.checked_sub(1).map(|index| blocks[index].plain());
                    let table_of = self.table(table, before.as_deref().unwrap_or_default());
                    self.found.push(table_of);
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks);
                    }
                }
                BlockKind::Tabs(tabs) => {
                    for tab in tabs {
                        let depth = self.above.len();
                        self.above.push((7, tab.title.clone(), None));
                        self.blocks(&tab.blocks);
                        self.above.truncate(depth);
                    }
                }
                BlockKind::Include { path, .. } if is_local(path) => {
                    if let Some(part) = self.folder.get(path)
                        && self.page != part.path
                    {
                        let page = std::mem::replace(&mut self.page, part.path.clone());
                        let (above, lines) = (self.above.clone(), self.lines.clone());
                        self.blocks(&part.blocks);
                        (self.above, self.lines) = (above, lines);
                        self.page = page;
                    }
                }
                _ => {
                    for inner in block.children() {
                        self.blocks(inner);
                    }
                }
            }
        }
    }

    fn table(&self, table: &'p Table, before: &str) -> TableOf<'p> {
        let titles: Vec<String> = self
            .above
            .iter()
            .map(|(_, title, _)| title.to_lowercase())
            .collect();
        let part = part(&titles);
        let (kind, has_header) = kind(table, part, before);
        TableOf {
            page: self.page.clone(),
            above: self
                .above
                .iter()
                .map(|(_, title, anchor)| (title.clone(), anchor.clone()))
                .collect(),
            lines: self.lines.iter().map(|(_, line)| *line).collect(),
            in_tab: self.above.last().is_some_and(|(level, _, _)| *level == 7),
            part,
            kind,
            rows: &table.rows,
            has_header,
        }
    }
}

/// Whether an include is a part of the pages of its folder, and not of all pages.
fn is_local(path: &str) -> bool {
    path.contains("/_include/") || path.contains("/_includes/")
}

/// The part of a page that a heading of level 2 opens.
fn part(titles: &[String]) -> Part {
    let has = |words: &[&str]| {
        titles
            .iter()
            .skip(1)
            .any(|title| words.iter().any(|word| title.contains(word)))
    };
    if has(&["error", "status and exception codes"]) {
        Part::Errors
    } else if has(&["response", "returned", "result", "success"]) {
        Part::Answer
    } else if has(&["parameter"]) || titles.len() < 2 {
        Part::Request
    } else {
        Part::Other
    }
}

/// First words of headers, and what the rows below them are.
const HEADERS: &[(&str, Kind)] = &[
    ("name", Kind::Fields),
    ("field", Kind::Fields),
    ("field name", Kind::Fields),
    ("parameter", Kind::Fields),
    ("parameter name", Kind::Fields),
    ("title", Kind::Fields),
    ("key", Kind::Fields),
    ("property", Kind::Fields),
    ("option", Kind::Fields),
    ("attribute", Kind::Fields),
    ("element", Kind::Fields),
    ("mistake", Kind::Errors),
    ("error", Kind::Errors),
    ("error code", Kind::Errors),
    ("error text", Kind::Errors),
    ("error message", Kind::Errors),
    ("status", Kind::Errors),
    ("value", Kind::Values),
    ("identifier", Kind::Values),
    ("method", Kind::Overview),
    ("event", Kind::Overview),
    ("section", Kind::Overview),
];

/// What a table lists, and whether its first row is a header.
fn kind(table: &Table, part: Part, before: &str) -> (Kind, bool) {
    let Some(first) = table.rows.first() else {
        return (Kind::Other, false);
    };
    let header: Vec<String> = first.cells.iter().map(heading).collect();
    let word = header.first().map(String::as_str).unwrap_or_default();
    let second = header.get(1).map(String::as_str).unwrap_or_default();
    let validation = word == "field" && second.contains("error")
        || before
            .lines()
            .last()
            .is_some_and(|line| line.to_lowercase().contains("error code:"));
    if validation {
        return (Kind::Validation, true);
    }
    if word == "code" || word == "description" {
        let errors = part == Part::Errors || header.iter().any(|cell| cell.contains("error"));
        return (if errors { Kind::Errors } else { Kind::Values }, true);
    }
    // A second line of the cell, `type`, belongs to a header of names.
    let word = word.split(['/', '\n']).next().unwrap_or_default().trim();
    let word = word.strip_suffix(" type").unwrap_or(word);
    let known: BTreeMap<&str, Kind> = HEADERS.iter().copied().collect();
    match known.get(word) {
        Some(kind) => (*kind, true),
        None if is_row_of_fields(first) => (Kind::Fields, false),
        None => (Kind::Other, true),
    }
}

/// Whether a first row names a field with its type, so that the table has no header.
fn is_row_of_fields(row: &Row) -> bool {
    let head = super::head(row);
    let mut lines = head.lines();
    let name = lines.next().unwrap_or_default();
    !name.is_empty()
        && !name.trim_matches('*').contains(' ')
        && lines
            .next()
            .is_some_and(|line| !line.is_empty() && line.is_ascii())
        && row.cells.len() > 1
}

/// The first line of a cell of a header, in lower case and without marks.
fn heading(cell: &Cell) -> String {
    let plain = cell.plain().to_lowercase();
    let line = plain.lines().next().unwrap_or_default();
    line.trim_matches(['*', ' ', '`', ':']).to_owned()
}
