//! Contents of cells: their lines with code in back-ticks, and their links.

use super::prose::Line;
use crate::page::{Block, BlockKind, Cell, Span, Table, Text};

pub(super) fn joined(lines: &[Line]) -> String {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
    texts.join(" ").trim().to_owned()
}

/// The lines of blocks, code between backticks.
#[must_use]
pub fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut found = Vec::new();
    push_lines(blocks, 0, &mut found);
    found
}

fn push_lines(blocks: &[Block], depth: u8, found: &mut Vec<Line>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                let marked = marked(text);
                for (offset, line) in (0..).zip(marked.split('\n')) {
                    if !line.trim().is_empty() {
                        found.push(Line {
                            line: block.line + offset,
                            depth,
                            text: line.trim().to_owned(),
                        });
                    }
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    push_lines(item, depth.saturating_add(1), found);
                }
            }
            BlockKind::Quote(blocks)
            | BlockKind::Note { blocks, .. }
            | BlockKind::Cut { blocks, .. }
            | BlockKind::If { blocks, .. } => push_lines(blocks, depth, found),
            BlockKind::Tabs(tabs) => {
                for tab in tabs {
                    push_lines(&tab.blocks, depth, found);
                }
            }
            BlockKind::Code { .. }
            | BlockKind::Table(_)
            | BlockKind::Include { .. }
            | BlockKind::Rule => {}
        }
    }
}

/// A text without markup but for backticks around code.
#[must_use]
pub fn marked(text: &Text) -> String {
    let mut out = String::new();
    push_marked(&text.0, &mut out);
    out
}

fn push_marked(spans: &[Span], out: &mut String) {
    for span in spans {
        match span {
            Span::Plain(text) => out.push_str(text),
            Span::Code(text) => {
                out.push('`');
                out.push_str(text);
                out.push('`');
            }
            Span::Strong(spans) | Span::Emphasis(spans) => push_marked(spans, out),
            Span::Link { text, .. } | Span::Image { text, .. } => push_marked(text, out),
            Span::Include { .. } => {}
            Span::Break => out.push('\n'),
        }
    }
}

/// Targets of the links of a cell.
#[must_use]
pub fn links(cell: &Cell) -> Vec<String> {
    let mut found = Vec::new();
    block_links(&cell.blocks, &mut found);
    found
}

/// Targets of the links of blocks.
pub fn block_links(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                span_links(&text.0, found);
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| block_links(item, found)),
            BlockKind::Quote(blocks)
            | BlockKind::Note { blocks, .. }
            | BlockKind::Cut { blocks, .. }
            | BlockKind::If { blocks, .. } => block_links(blocks, found),
            _ => {}
        }
    }
}

fn span_links(spans: &[Span], found: &mut Vec<String>) {
    for span in spans {
        match span {
            Span::Link { text, target } => {
                found.push(target.clone());
                span_links(text, found);
            }
            Span::Strong(spans) | Span::Emphasis(spans) => span_links(spans, found),
            _ => {}
        }
    }
}

/// The codes in the first column of a table below its header, when it has nothing but codes.
pub(super) fn first_column(table: &Table) -> Option<Vec<String>> {
    let (_, rows) = table.rows.split_first()?;
    rows.iter()
        .map(|row| row.cells.first().and_then(code))
        .collect::<Option<Vec<String>>>()
        .filter(|codes| codes.len() > 1)
}

/// The one code that a cell holds.
pub(super) fn code(cell: &Cell) -> Option<String> {
    let text = cell.plain().trim().replace('`', "");
    let is_code = !text.is_empty()
        && text.len() <= 60
        && text.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | ':')
        });
    is_code.then_some(text)
}
