//! The blocks of a page.

use super::text::Text;

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its first line in the file, counted from 1.
    pub line: u32,
    /// Its kind.
    pub kind: BlockKind,
}

/// Kinds of blocks.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// `## Title {#anchor}`.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// The title without its anchor.
        text: Text,
        /// The anchor, when one is written.
        anchor: Option<String>,
    },
    /// Text; each line break of the file is a `\n` in it, so that the line of a span can be
    /// counted.
    Paragraph(Text),
    /// Lines with `>` before them.
    Quote(Vec<Block>),
    /// A list. A line that is not indented ends it, other than in Markdown, where it would continue
    /// the last item.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The contents of its items.
        items: Vec<Vec<Block>>,
    },
    /// A table between `#|` and `|#`, or one of Markdown.
    Table(Table),
    /// A fence.
    Code {
        /// The first word after the opening fence, as written.
        language: String,
        /// Its contents, less the indentation of the fence, with `\n` after each line. They begin
        /// on the next line.
        text: String,
    },
    /// `{% note kind "title" %}`.
    Note {
        /// `info`, `tip`, `warning` or `alert`.
        kind: String,
        /// The title, empty when there is none.
        title: String,
        /// Its contents.
        blocks: Vec<Block>,
    },
    /// `{% cut "title" %}`, which a reader has to open.
    Cut {
        /// The title.
        title: String,
        /// Its contents.
        blocks: Vec<Block>,
    },
    /// `{% list tabs %}`.
    Tabs(Vec<Tab>),
    /// `{% include [label](path) %}` on a line of its own.
    Include {
        /// The page, from the root of the documentation and without `.md`.
        path: String,
        /// The part of that page, when it is only one.
        anchor: Option<String>,
        /// The words in brackets.
        label: String,
        /// Whether the page's title is left out.
        without_title: bool,
    },
    /// `{% if condition %}`.
    If {
        /// The condition as written.
        condition: String,
        /// Its contents.
        blocks: Vec<Block>,
    },
    /// A line across the page.
    Rule,
}

/// A tab of `{% list tabs %}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tab {
    /// The line of its title.
    pub line: u32,
    /// The title without markup.
    pub title: String,
    /// Its contents.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Its rows as written; the first is usually the header.
    pub rows: Vec<Row>,
    /// The page that it comes from, when another page includes it; from the root and without `.md`.
    pub page: Option<String>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line on which it begins.
    pub line: u32,
    /// Its cells, of which it may have more or fewer than the header.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The line of its first text, or the one on which it begins when it is empty.
    pub line: u32,
    /// Its contents.
    pub blocks: Vec<Block>,
    /// Whether it is part of a neighbour.
    pub span: CellSpan,
}

/// Whether a cell stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellSpan {
    /// It does.
    Own,
    /// The cell to its left extends over it (`>`).
    Left,
    /// The cell above extends over it (`^`).
    Above,
}

impl Block {
    /// Text without markup; blocks in it are parted by line breaks.
    pub fn plain(&self) -> String {
        plain(std::slice::from_ref(self))
    }

    /// Its children, as groups of blocks: the items of a list, the cells of a table.
    pub fn children(&self) -> Vec<&[Block]> {
        match &self.kind {
            BlockKind::Quote(blocks)
            | BlockKind::Note { blocks, .. }
            | BlockKind::Cut { blocks, .. }
            | BlockKind::If { blocks, .. } => vec![blocks],
            BlockKind::List { items, .. } => items.iter().map(Vec::as_slice).collect(),
            BlockKind::Tabs(tabs) => tabs.iter().map(|tab| tab.blocks.as_slice()).collect(),
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.map(|cell| cell.blocks.as_slice()).collect()
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Code { .. }
            | BlockKind::Include { .. }
            | BlockKind::Rule => Vec::new(),
        }
    }
}

impl Cell {
    /// Its text without markup.
    pub fn plain(&self) -> String {
        plain(&self.blocks)
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// The text of blocks without markup, a line for each.
///
/// ```
/// use bitrix24_documentation::page::{Page, plain};
///
/// let page = Page::read("a", "Either:\n- `Y` — **yes**\n- `N` — no\n");
/// assert_eq!(plain(&page.blocks), "Either:\nY — yes\nN — no");
/// ```
pub fn plain(blocks: &[Block]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in descendants(blocks) {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => {
                lines.push(text.plain());
            }
            BlockKind::Code { text, .. } => lines.push(text.trim_end().to_owned()),
            BlockKind::Note { title, .. } | BlockKind::Cut { title, .. } if !title.is_empty() => {
                lines.push(title.clone());
            }
            BlockKind::Include { label, .. } => lines.push(label.clone()),
            _ => {}
        }
    }
    lines.join("\n")
}

/// All blocks of a list and all that is in them, in the order of the page, each before what is in
/// it.
pub fn descendants(blocks: &[Block]) -> Descendants<'_> {
    Descendants {
        ahead: vec![blocks.iter()],
    }
}

/// Iterator of [`descendants`].
#[derive(Debug, Clone)]
pub struct Descendants<'a> {
    ahead: Vec<std::slice::Iter<'a, Block>>,
}

impl<'a> Iterator for Descendants<'a> {
    type Item = &'a Block;

    fn next(&mut self) -> Option<&'a Block> {
        while let Some(blocks) = self.ahead.last_mut() {
            let Some(block) = blocks.next() else {
                self.ahead.pop();
                continue;
            };
            self.ahead
                .extend(block.children().into_iter().rev().map(<[Block]>::iter));
            return Some(block);
        }
        None
    }
}
