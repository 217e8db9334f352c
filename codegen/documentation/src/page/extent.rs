//! Finds where fences, tables and paired tags end. All are found in one pass over the lines, so
//! parsing is linear however they are nested or left open.

use super::{
    line::Line,
    tag::{Kind, Tag},
};

/// A construct of several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// The index of its first line.
    pub(super) start: usize,
    /// The index of the first line that is not in it: the one that closes it, or the end.
    pub(super) end: usize,
    /// The bytes of the closing line that close it; `None` when it is left open.
    pub(super) closing: Option<(usize, usize)>,
    /// Its construct.
    pub(super) construct: Construct,
}

impl Extent {
    /// The index of the line with which reading goes on.
    pub(super) fn next(self) -> usize {
        (self.end + usize::from(self.closing.is_some())).max(self.start + 1)
    }
}

/// Constructs that have an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Construct {
    Fence(Fence),
    Table,
    Tag(Kind),
}

/// The opening of a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    mark: u8,
    length: usize,
    /// The columns before it.
    pub(super) indent: usize,
}

impl Fence {
    /// The fence that a line opens.
    pub(super) fn open(line: Line<'_>) -> Option<Self> {
        let text = line.trimmed();
        let mark = *text
            .as_bytes()
            .first()
            .filter(|mark| matches!(mark, b'`' | b'~'))?;
        let length = text.bytes().take_while(|byte| *byte == mark).count();
        // What has a bar after it closes a fence at the end of a cell.
        let information = &text[length..];
        let opens = length >= 3 && !information.contains(['`', '|']);
        opens.then(|| Self {
            mark,
            length,
            indent: line.indent(),
        })
    }

    /// The bytes of a line that close the fence. After them, the cell may end.
    pub(super) fn closes(self, line: Line<'_>) -> Option<(usize, usize)> {
        let text = line.trimmed();
        let length = text.bytes().take_while(|byte| *byte == self.mark).count();
        let rest = text[length..].trim_start();
        let start = line.text.len() - text.len();
        (length >= self.length && (rest.is_empty() || rest.starts_with('|')))
            .then_some((start, start + length))
    }

    /// The first word after the fence that a line opens.
    pub(super) fn language(line: Line<'_>) -> &str {
        let text = line.trimmed().trim_start_matches(['`', '~']);
        text.split_whitespace().next().unwrap_or("")
    }

    /// Where a fence ends that begins on a line. When another one with a language begins before it
    /// is closed, it is left open, and ends where the indentation does.
    pub(super) fn extent(self, start: usize, lines: &[Line<'_>]) -> Extent {
        let construct = Construct::Fence(self);
        let mut less_indented = None;
        for (index, line) in lines.iter().enumerate().skip(start + 1) {
            let text = line.trimmed();
            // Columns are counted only where there are too few bytes for them.
            let less = line.text.len() - text.len() < self.indent && line.indent() < self.indent;
            if less && less_indented.is_none() && !text.is_empty() {
                less_indented = Some(index);
            }
            if text.as_bytes().first() != Some(&self.mark) {
                continue;
            }
            if let Some(closing) = self.closes(*line) {
                let closing = Some(closing);
                return Extent {
                    start,
                    end: index,
                    closing,
                    construct,
                };
            }
            let another = Self::open(*line)
                .is_some_and(|other| other.length == self.length && other.indent <= self.indent);
            if another {
                let end = less_indented.unwrap_or(index);
                return Extent {
                    start,
                    end,
                    closing: None,
                    construct,
                };
            }
        }
        Extent {
            start,
            end: less_indented.unwrap_or(lines.len()),
            closing: None,
            construct,
        }
    }
}

/// The constructs of lines, in the order of their first lines.
#[derive(Debug, Default)]
pub(super) struct Extents(Vec<Extent>);

impl Extents {
    /// Finds all constructs.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut walk = Walk {
            lines,
            open: Vec::new(),
            found: Vec::new(),
            table_mark: 0,
        };
        let mut index = 0;
        while index < lines.len() {
            index = walk.step(index);
        }
        for (start, construct) in std::mem::take(&mut walk.open) {
            walk.found.push(Extent {
                start,
                end: lines.len(),
                closing: None,
                construct,
            });
        }
        walk.found.sort_unstable_by_key(|extent| extent.start);
        Self(walk.found)
    }

    /// The construct that begins on a line.
    pub(super) fn at(&self, line: usize) -> Option<Extent> {
        let found = self
            .0
            .binary_search_by_key(&line, |extent| extent.start)
            .ok()?;
        Some(self.0[found])
    }
}

struct Walk<'a> {
    lines: &'a [Line<'a>],
    open: Vec<(usize, Construct)>,
    found: Vec<Extent>,
    /// The index of a line that begins with a mark of a table; there is none between it and where
    /// it was looked for.
    table_mark: usize,
}

impl Walk<'_> {
    /// Looks at a line and says which is next.
    fn step(&mut self, index: usize) -> usize {
        let line = self.lines[index];
        let text = line.trimmed();
        if let Some(fence) = Fence::open(line) {
            let extent = fence.extent(index, self.lines);
            self.found.push(extent);
            return extent.next();
        }
        if text.starts_with("#|") {
            self.open.push((index, Construct::Table));
        }
        if let Some(end) = table_end(line) {
            self.close(index, end, Construct::Table);
        } else if self.in_table() {
            if let Some(fence) = fence_in_row(line) {
                return fence.extent(index, self.lines).next();
            }
            if text.starts_with("##") && is_heading(text) && !self.table_goes_on(index) {
                while self.in_table() {
                    self.leave_open(index);
                }
            }
        } else {
            self.tags(index, line.text);
        }
        index + 1
    }

    fn in_table(&self) -> bool {
        matches!(self.open.last(), Some((_, Construct::Table)))
    }

    /// Whether the next mark of a table closes it, so that it contains a heading.
    fn table_goes_on(&mut self, index: usize) -> bool {
        let is_mark =
            |line: &Line<'_>| line.trimmed().starts_with("#|") || line.trimmed().starts_with("|#");
        let from = self.table_mark.max(index);
        let ahead = self.lines[from..].iter().position(is_mark);
        self.table_mark = ahead.map_or(self.lines.len(), |ahead| from + ahead);
        self.lines
            .get(self.table_mark)
            .is_some_and(|line| line.trimmed().starts_with("|#"))
    }

    /// Opens what begins at the start of a line and closes what ends anywhere in it.
    fn tags(&mut self, index: usize, text: &str) {
        let mut from = 0;
        while let Some(tag) = Tag::find(text, from) {
            from = tag.end;
            if let Some(kind) = tag
                .opens()
                .filter(|_| text[..tag.start].trim_start().is_empty())
            {
                self.open.push((index, Construct::Tag(kind)));
            } else if let Some(kind) = tag.closes() {
                self.close(index, (tag.start, tag.end), Construct::Tag(kind));
            }
        }
    }

    /// Closes the innermost construct of a kind; what was opened in it and not closed ends there
    /// too.
    fn close(&mut self, index: usize, closing: (usize, usize), construct: Construct) {
        let Some(depth) = self.open.iter().rposition(|(_, open)| *open == construct) else {
            return;
        };
        while self.open.len() > depth + 1 {
            self.leave_open(index);
        }
        if let Some((start, construct)) = self.open.pop() {
            self.found.push(Extent {
                start,
                end: index,
                closing: Some(closing),
                construct,
            });
        }
    }

    fn leave_open(&mut self, end: usize) {
        if let Some((start, construct)) = self.open.pop() {
            self.found.push(Extent {
                start,
                end,
                closing: None,
                construct,
            });
        }
    }
}

/// The bytes of a line that close a table: at its start, or after the end of a row.
pub(super) fn table_end(line: Line<'_>) -> Option<(usize, usize)> {
    let text = line.trimmed();
    let start = line.text.len() - text.len();
    if text.starts_with("|#") {
        return Some((start, start + 2));
    }
    let row = line.text.strip_suffix("|#")?;
    row.trim_end()
        .ends_with("||")
        .then_some((row.len(), line.text.len()))
}

/// The fence that opens in a row of a table after the beginning of a cell.
pub(super) fn fence_in_row(line: Line<'_>) -> Option<Fence> {
    let last = line.text.rfind('`')?;
    let before = line.text[..last].trim_end_matches('`');
    if !before.trim_end().ends_with('|') {
        return None;
    }
    Fence::open(Line::new(line.number, &line.text[before.len()..]))
}

/// Whether a line without its indentation is a heading.
pub(super) fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The lines between an opening, of whose line the rest is content, and a closing, before which
/// content may stand.
pub(super) fn content<'a>(lines: &[Line<'a>], extent: Extent, opening_end: usize) -> Vec<Line<'a>> {
    let opening = lines[extent.start];
    let mut content = Vec::new();
    if let (Some((start, _)), true) = (extent.closing, extent.end == extent.start) {
        content.push(Line::new(
            opening.number,
            rest(opening.text, opening_end..start),
        ));
        return content;
    }
    content.push(Line::new(
        opening.number,
        rest(opening.text, opening_end..opening.text.len()),
    ));
    content.extend_from_slice(&lines[extent.start + 1..extent.end]);
    if let Some((start, _)) = extent.closing {
        content.push(Line::new(
            lines[extent.end].number,
            &lines[extent.end].text[..start],
        ));
    }
    content
}

/// A part of a line; empty where the line ends before the part begins.
fn rest(text: &str, range: std::ops::Range<usize>) -> &str {
    text.get(range).unwrap_or_default().trim_start()
}
