//! A page in parts, as it is shown: a row, a paragraph, some lines of an example.

use std::collections::BTreeSet;

use super::boilerplate::{Boilerplate, row_text};
use crate::page::{Block, BlockKind, Page};

/// The largest number of characters of an example on a line.
const WIDTH: usize = 150;

/// A part of a page that is shown on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The line with the text that is shown.
    pub(super) line: u32,
    /// Its first line.
    pub(super) first: u32,
    /// Its last line.
    pub(super) last: u32,
    pub(super) kind: ChunkKind,
    /// The shown text.
    pub(super) text: String,
    /// Whether many pages have it.
    pub(super) is_common: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChunkKind {
    /// A heading.
    Heading,
    /// The title of a tab.
    Tab,
    /// A row of a table.
    Row {
        /// The number of the table on the page.
        table: usize,
        /// Its first cell.
        head: String,
        /// Whether it is the first row.
        is_first: bool,
    },
    /// Text.
    Prose,
    /// Lines of an example that is read.
    Example,
    /// Unread code, with its languages.
    Folded(BTreeSet<String>),
}

/// The parts of a page. `examples` are the lines of what is read as an example.
pub(super) fn chunks(
    page: &Page,
    examples: &BTreeSet<u32>,
    boilerplate: &Boilerplate,
) -> Vec<Chunk> {
    let mut walk = Walk {
        lines: page.text.lines().collect(),
        tables: 0,
        boilerplate,
        examples,
        found: Vec::new(),
    };
    walk.blocks(&page.blocks);
    folded(walk.finish())
}

/// A part of which only the beginning is known.
struct Begun {
    line: u32,
    first: u32,
    kind: ChunkKind,
    /// The shown text if it differs from the lines.
    text: Option<String>,
    is_common: bool,
}

struct Walk<'w> {
    lines: Vec<&'w str>,
    tables: usize,
    boilerplate: &'w Boilerplate,
    examples: &'w BTreeSet<u32>,
    found: Vec<Begun>,
}

impl Walk<'_> {
    fn push(&mut self, first: u32, kind: ChunkKind, text: Option<String>, plain: &str) {
        self.found.push(Begun {
            line: first,
            first,
            kind,
            text,
            is_common: self.boilerplate.has(plain),
        });
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { .. } => self.push(block.line, ChunkKind::Heading, None, ""),
                BlockKind::Paragraph(text) => {
                    self.push(block.line, ChunkKind::Prose, None, &text.plain());
                }
                BlockKind::Table(table) => {
                    self.tables += 1;
                    let number = self.tables;
                    for (index, row) in table.rows.iter().enumerate() {
                        let head = row.cells.first().map(crate::page::Cell::plain);
                        let kind = ChunkKind::Row {
                            table: number,
                            head: head.unwrap_or_default(),
                            is_first: index == 0,
                        };
                        self.push(row.line, kind, None, &row_text(row));
                        for cell in &row.cells {
                            self.tables_in(&cell.blocks);
                        }
                    }
                }
                BlockKind::Code { language, text } => self.code(block.line, language, text),
                BlockKind::Note {
                    kind,
                    title,
                    blocks,
                } => {
                    if !title.is_empty() || matches!(kind.as_str(), "warning" | "alert") {
                        let text = format!("[{kind}] {title}").trim_end().to_owned();
                        self.push(block.line, ChunkKind::Prose, Some(text), "");
                    }
                    self.blocks(blocks);
                }
                BlockKind::Cut { title, blocks } => {
                    let text = format!("[cut] {title}");
                    self.push(block.line, ChunkKind::Heading, Some(text), "");
                    self.blocks(blocks);
                }
                BlockKind::Tabs(tabs) => {
                    for tab in tabs {
                        let text = format!("[tab] {}", tab.title);
                        self.push(tab.line, ChunkKind::Tab, Some(text), "");
                        self.blocks(&tab.blocks);
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

    /// The tables in a cell; its other blocks belong to the row.
    fn tables_in(&mut self, blocks: &[Block]) {
        for block in blocks {
            if matches!(block.kind, BlockKind::Table(_)) {
                self.blocks(std::slice::from_ref(block));
            }
        }
    }

    fn code(&mut self, line: u32, language: &str, text: &str) {
        let count = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        let last = line.saturating_add(count);
        let is_read = self.examples.range(line..=last).next().is_some();
        if !is_read && !matches!(language, "json" | "") {
            let languages = BTreeSet::from([language.to_owned()]);
            self.push(line, ChunkKind::Folded(languages), Some(String::new()), "");
            return;
        }
        let begun = self.found.len();
        let mut joined = String::new();
        let mut first = line + 1;
        for (number, text) in (line + 1..).zip(text.lines()) {
            let text = text.trim();
            if !joined.is_empty() && joined.len() + text.len() > WIDTH {
                let whole = std::mem::take(&mut joined);
                self.push(first, ChunkKind::Example, Some(whole), "");
            }
            if joined.is_empty() {
                first = number;
            } else {
                joined.push(' ');
            }
            joined.push_str(text);
        }
        if !joined.is_empty() {
            self.push(first, ChunkKind::Example, Some(joined), "");
        }
        // The fence belongs to the first lines in it.
        if let Some(begun) = self.found.get_mut(begun) {
            begun.first = line;
        }
    }

    fn finish(self) -> Vec<Chunk> {
        let end = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let next: Vec<u32> = self
            .found
            .iter()
            .skip(1)
            .map(|begun| begun.first.saturating_sub(1))
            .chain([end])
            .collect();
        let lines = &self.lines;
        let chunk = |(begun, last): (Begun, u32)| {
            let last = last.max(begun.first);
            // Only text goes on until the next part begins.
            let text = begun.text.unwrap_or_else(|| {
                let range = begun.first.saturating_sub(1) as usize..last as usize;
                joined(lines.get(range).unwrap_or_default())
            });
            Chunk {
                line: begun.line,
                first: begun.first,
                last,
                kind: begun.kind,
                text,
                is_common: begun.is_common,
            }
        };
        self.found.into_iter().zip(next).map(chunk).collect()
    }
}

/// The lines of a part on one line, without the marks of the dialect around it.
fn joined(lines: &[&str]) -> String {
    let is_mark = |line: &&str| {
        let line = line.trim();
        line.is_empty()
            || line.starts_with("{%")
            || line.starts_with("```")
            || matches!(line, "#|" | "|#" | ">")
    };
    let lines: Vec<&str> = lines
        .iter()
        .filter(|line| !is_mark(line))
        .map(|line| line.trim())
        .collect();
    let text = lines.join(" ");
    let text = text.trim_start_matches("||").trim_end_matches("||").trim();
    without_targets(text)
}

/// A text whose links show only the page and the anchor of their target; links to the page of
/// scalars show no target.
fn without_targets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        let Some(end) = after.find(')') else {
            rest = after;
            break;
        };
        let target = &after[1..end];
        let short = target.rsplit('/').next().unwrap_or(target);
        if short.contains(".md") && short != "data-types.md" {
            out.push('(');
            out.push_str(&short.replace(".md", ""));
            out.push(')');
        } else if target.starts_with('#') {
            out.push('(');
            out.push_str(target);
            out.push(')');
        }
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    out
}

/// Unread code as one part, with the tabs that contain only it.
fn folded(chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let after_tab = out.last().is_some_and(|last| last.kind == ChunkKind::Tab);
        if after_tab && chunk.is_common && chunk.kind == ChunkKind::Prose {
            continue;
        }
        if matches!(chunk.kind, ChunkKind::Folded(_))
            && let Some(tab) = out.pop_if(|last| last.kind == ChunkKind::Tab)
        {
            out.push(Chunk {
                line: tab.line,
                first: tab.first,
                ..chunk
            });
        } else {
            out.push(chunk);
        }
        // Neighbours are one.
        if let [
            ..,
            Chunk {
                kind: ChunkKind::Folded(_),
                ..
            },
            Chunk {
                kind: ChunkKind::Folded(_),
                ..
            },
        ] = out.as_slice()
            && let Some(last) = out.pop()
            && let ChunkKind::Folded(more) = last.kind
            && let Some(before) = out.last_mut()
            && let ChunkKind::Folded(languages) = &mut before.kind
        {
            languages.extend(more);
            before.last = last.last;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_targets;

    #[test]
    fn links_show_the_page_and_the_anchor() {
        for (text, expected) in [
            ("[`string`](../data-types.md) | Name", "[`string`] | Name"),
            ("[`object`](#fields)", "[`object`](#fields)"),
            (
                "[a](../x/y-z.md#b) and [c](https://example.com)",
                "[a](y-z#b) and [c]",
            ),
            ("an [open](target", "an [open](target"),
            ("none", "none"),
        ] {
            assert_eq!(without_targets(text), expected);
        }
    }
}
