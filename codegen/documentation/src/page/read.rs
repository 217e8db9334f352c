//! From lines to blocks.

use super::{
    block::{Block, BlockKind, Cell, CellSpan, Row, Table},
    extent::{Construct, Extent, Extents, Fence, content, is_heading},
    line::Line,
    link::Target,
    list::{self, Marker},
    reference::References,
    table,
    tag::{Kind, Tag},
    text::Text,
};

/// Reads the blocks of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    page: &'a str,
    references: &'a References,
}

/// The largest depth of nesting, since a stack is finite; deeper blocks are text.
const DEEPEST: usize = 24;

impl<'a> Reader<'a> {
    /// For a page of this path, to which the addresses of its includes are relative, and of these
    /// definitions of links.
    pub(super) fn new(page: &'a str, references: &'a References) -> Self {
        Self { page, references }
    }

    /// Parses lines, from which the marks of containing blocks have been removed.
    pub(super) fn blocks(self, lines: &[Line<'_>], depth: usize) -> Vec<Block> {
        // Most cells hold one block, and there are a hundred thousand: room for four would be most
        // of the memory.
        let mut blocks = Vec::with_capacity(1);
        if depth > DEEPEST {
            self.paragraph(lines, &mut blocks);
            return blocks;
        }
        let extents = Extents::of(lines);
        let mut text_from = 0;
        let mut index = 0;
        while index < lines.len() {
            let begin = blocks.len();
            let next = if lines[index].is_blank() {
                Some(index + 1)
            } else {
                self.block(lines, index, &extents, depth, &mut blocks)
            };
            match next {
                Some(next) => {
                    if text_from < index {
                        let after = blocks.split_off(begin);
                        self.paragraph(&lines[text_from..index], &mut blocks);
                        blocks.extend(after);
                    }
                    index = next;
                    text_from = next;
                }
                None => index += 1,
            }
        }
        self.paragraph(&lines[text_from..], &mut blocks);
        blocks
    }

    /// Parses the block that begins on a line, and returns the next line. Returns `None` when the
    /// line is text.
    fn block(
        self,
        lines: &[Line<'_>],
        index: usize,
        extents: &Extents,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) -> Option<usize> {
        let line = lines[index];
        let text = line.trimmed();
        if let Some(extent) = extents.at(index) {
            self.construct(lines, extent, depth, blocks);
            return Some(extent.next());
        }
        match text.as_bytes().first()? {
            b'#' if is_heading(text) => {
                blocks.push(Block {
                    line: line.number,
                    kind: self.heading(text),
                });
                return Some(index + 1);
            }
            b'-' | b'*' | b'_' if is_rule(text) => {
                blocks.push(Block {
                    line: line.number,
                    kind: BlockKind::Rule,
                });
                return Some(index + 1);
            }
            b'{' => {
                if let Some(include) = self.include(line) {
                    blocks.push(include);
                    return Some(index + 1);
                }
            }
            b'>' => return Some(self.quote(lines, index, extents, depth, blocks)),
            _ => {}
        }
        if let Some(marker) = Marker::of(line) {
            let inner = |lines: &[Line<'_>]| self.blocks(lines, depth + 1);
            let (list, next) = list::list(lines, index, marker, extents, inner);
            blocks.push(list);
            return Some(next);
        }
        self.pipe_table(lines, index, depth, blocks)
    }

    fn construct(self, lines: &[Line<'_>], extent: Extent, depth: usize, blocks: &mut Vec<Block>) {
        let opening = lines[extent.start];
        let number = opening.number;
        let kind = match extent.construct {
            Construct::Fence(fence) => code(fence, opening, &lines[extent.start + 1..extent.end]),
            Construct::Table => BlockKind::Table(table::table(lines, extent, |lines| {
                self.blocks(lines, depth + 1)
            })),
            Construct::Tag(kind) => match Tag::find(opening.text, 0) {
                Some(tag) => self.tag(kind, tag, lines, extent, depth),
                None => BlockKind::Paragraph(self.text(&[opening])),
            },
        };
        blocks.push(Block { line: number, kind });
        if let Some((_, end)) = extent.closing {
            let rest = Line::new(lines[extent.end].number, &lines[extent.end].text[end..]);
            self.paragraph(&[rest], blocks);
        }
    }

    fn tag(
        self,
        kind: Kind,
        tag: Tag<'_>,
        lines: &[Line<'_>],
        extent: Extent,
        depth: usize,
    ) -> BlockKind {
        let content = content(lines, extent, tag.end);
        if kind == Kind::List {
            return BlockKind::Tabs(list::tabs(&content, |lines| self.blocks(lines, depth + 2)));
        }
        let blocks = self.blocks(&content, depth + 1);
        match kind {
            Kind::Cut => BlockKind::Cut {
                title: tag.title(),
                blocks,
            },
            Kind::If => BlockKind::If {
                condition: tag.arguments.to_owned(),
                blocks,
            },
            Kind::Note | Kind::List => {
                let (kind, title) = tag.kind_and_title();
                BlockKind::Note {
                    kind,
                    title,
                    blocks,
                }
            }
        }
    }

    /// An include that has a line of its own.
    fn include(self, line: Line<'_>) -> Option<Block> {
        let tag = Tag::find(line.text, 0)?;
        let alone = line.text[..tag.start].trim_start().is_empty() && tag.end == line.text.len();
        let include = tag.include().filter(|_| alone)?;
        let target = Target::resolve(self.page, include.address)?;
        let kind = BlockKind::Include {
            path: target.path,
            anchor: target.anchor,
            label: include.label.to_owned(),
            without_title: include.without_title,
        };
        Some(Block {
            line: line.number,
            kind,
        })
    }

    /// Reads lines with `>` before them, and lines of text after those, which Markdown counts as
    /// theirs.
    fn quote(
        self,
        lines: &[Line<'_>],
        start: usize,
        extents: &Extents,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) -> usize {
        let mut inside = Vec::new();
        let mut index = start;
        while let Some(line) = lines.get(index) {
            match line.trimmed().strip_prefix('>') {
                Some(rest) => inside.push(Line::new(
                    line.number,
                    rest.strip_prefix(' ').unwrap_or(rest),
                )),
                None => {
                    let goes_on = inside.last().is_some_and(|last| is_text(*last));
                    if !goes_on || !is_text(*line) || extents.at(index).is_some() {
                        break;
                    }
                    inside.push(*line);
                }
            }
            index += 1;
        }
        let inside = self.blocks(&inside, depth + 1);
        blocks.push(Block {
            line: lines[start].number,
            kind: BlockKind::Quote(inside),
        });
        index
    }

    /// Reads a table of Markdown: a row, a row of dashes, more rows.
    fn pipe_table(
        self,
        lines: &[Line<'_>],
        start: usize,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) -> Option<usize> {
        let dashes = lines.get(start + 1)?;
        if !lines[start].text.contains('|') || !is_dashes(dashes.trimmed()) {
            return None;
        }
        let row = |line: &Line<'_>| Row {
            line: line.number,
            cells: self.pipe_row(*line, depth),
        };
        let mut rows = vec![row(&lines[start])];
        let mut index = start + 2;
        while let Some(line) = lines.get(index).filter(|line| line.text.contains('|')) {
            rows.push(row(line));
            index += 1;
        }
        blocks.push(Block {
            line: lines[start].number,
            kind: BlockKind::Table(Table { rows, page: None }),
        });
        Some(index)
    }

    fn pipe_row(self, line: Line<'_>, depth: usize) -> Vec<Cell> {
        let text = line.trimmed();
        let text = text.strip_prefix('|').unwrap_or(text);
        let text = text
            .strip_suffix('|')
            .filter(|rest| !rest.ends_with('\\'))
            .unwrap_or(text);
        let mut cells = Vec::new();
        let mut from = 0;
        let mut at = 0;
        while at <= text.len() {
            match text.as_bytes().get(at) {
                Some(b'\\') => at += 1,
                Some(b'|') | None => {
                    let cell = Line::new(line.number, text[from..at].trim_start());
                    let blocks = self.blocks(&[cell], depth + 1);
                    cells.push(Cell {
                        line: line.number,
                        blocks,
                        span: CellSpan::Own,
                    });
                    from = at + 1;
                }
                Some(b'`') => at = table::after_code(text, at) - 1,
                _ => {}
            }
            at += 1;
        }
        cells
    }

    /// Adds text as a paragraph, unless it is blank. There is no blank line in it but for what is
    /// nested too deep.
    fn paragraph(self, lines: &[Line<'_>], blocks: &mut Vec<Block>) {
        for lines in lines.split(|line| line.is_blank()) {
            if let Some(first) = lines.first() {
                blocks.push(Block {
                    line: first.number,
                    kind: BlockKind::Paragraph(self.text(lines)),
                });
            }
        }
    }

    /// Takes the level and the anchor off a heading: `{#anchor}` at its end, `[](#anchor)` or
    /// `<a name="anchor"></a>`.
    fn heading(self, text: &str) -> BlockKind {
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        let mut title = text[level..]
            .trim()
            .trim_end_matches('#')
            .trim_end()
            .to_owned();
        let mut anchor = None;
        for (before, after) in ANCHORS {
            while let Some(start) = title.rfind(before) {
                let from = start + before.len();
                let Some(length) = title[from..]
                    .find(after)
                    .filter(|length| !title[from..from + length].contains(' '))
                else {
                    break;
                };
                let name = title[from..from + length].to_owned();
                title.replace_range(start..from + length + after.len(), "");
                anchor.get_or_insert(name);
            }
        }
        let text = self.text(&[Line::new(0, title.trim_start())]);
        BlockKind::Heading {
            level: u8::try_from(level).unwrap_or(u8::MAX),
            text,
            anchor,
        }
    }

    fn text(self, lines: &[Line<'_>]) -> Text {
        Text::of(lines, self.references)
    }
}

fn code(fence: Fence, opening: Line<'_>, lines: &[Line<'_>]) -> BlockKind {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    for line in lines {
        text.push_str(line.dedent(fence.indent).text);
        text.push('\n');
    }
    BlockKind::Code {
        language: Fence::language(opening).to_owned(),
        text,
    }
}

/// The text before and after an anchor.
const ANCHORS: [(&str, &str); 4] = [
    ("{#", "}"),
    ("[](#", ")"),
    ("<a name=\"", "\"></a>"),
    ("<a id=\"", "\"></a>"),
];

/// Whether a line could continue a paragraph.
fn is_text(line: Line<'_>) -> bool {
    let text = line.trimmed();
    !text.is_empty()
        && !is_heading(text)
        && !is_rule(text)
        && !text.starts_with("{%")
        && Marker::of(line).is_none()
}

fn is_rule(text: &str) -> bool {
    let Some(mark) = text
        .bytes()
        .next()
        .filter(|mark| matches!(mark, b'-' | b'*' | b'_'))
    else {
        return false;
    };
    text.bytes().all(|byte| byte == mark || byte == b' ')
        && text.bytes().filter(|byte| *byte == mark).count() >= 3
}

/// Whether a line is the second of a Markdown table.
fn is_dashes(text: &str) -> bool {
    text.contains("--")
        && text.contains('|')
        && text
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
