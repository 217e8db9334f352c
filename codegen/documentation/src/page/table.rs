//! Tables between `#|` and `|#`: rows between `||` and `||`, whose cells are separated by `|` and
//! contain blocks.

use super::{
    block::{Block, Cell, CellSpan, Row, Table},
    extent::{Extent, Fence, content, table_end},
    line::Line,
};

/// Reads the table of an extent. `read` reads what a cell contains.
pub(super) fn table(
    lines: &[Line<'_>],
    extent: Extent,
    read: impl Fn(&[Line<'_>]) -> Vec<Block>,
) -> Table {
    let opening = lines[extent.start];
    let indent = opening.indent();
    let after_mark = opening.text.len() - opening.trimmed().len() + 2;
    let mut scan = Scan {
        read,
        rows: Vec::new(),
        row: None,
        cell: Vec::new(),
        stray: Vec::new(),
        last_line: opening.number,
    };
    let lines = content(lines, extent, after_mark);
    let mut index = 0;
    while index < lines.len() {
        index = scan.line(&lines, index, indent);
    }
    scan.end_row();
    scan.keep_stray();
    Table {
        rows: scan.rows,
        page: None,
    }
}

/// The walk over the lines of a table.
struct Scan<'a, F> {
    read: F,
    rows: Vec<Row>,
    /// The row that is open.
    row: Option<Row>,
    /// The lines of its last cell.
    cell: Vec<Line<'a>>,
    /// Text outside of rows.
    stray: Vec<Line<'a>>,
    /// The line that was looked at last.
    last_line: u32,
}

impl<'a, F: Fn(&[Line<'_>]) -> Vec<Block>> Scan<'a, F> {
    /// Takes a line, or all lines of what begins on it, and says which is next.
    fn line(&mut self, lines: &[Line<'a>], index: usize, indent: usize) -> usize {
        let line = lines[index];
        if self.row.is_some() {
            if line.trimmed().starts_with("#|") {
                return self.inner_table(lines, index, indent);
            }
            if let Some(fence) = Fence::open(line) {
                self.cell.push(line.dedent(indent));
                return self.fence(lines, fence.extent(index, lines), indent);
            }
        }
        self.bars(lines, index, 0, indent)
    }

    /// Takes a table within a cell.
    fn inner_table(&mut self, lines: &[Line<'a>], start: usize, indent: usize) -> usize {
        let mut depth = 0_usize;
        for (index, line) in lines.iter().enumerate().skip(start) {
            depth += usize::from(line.trimmed().starts_with("#|"));
            if let Some((_, end)) = table_end(*line) {
                depth -= 1;
                if depth == 0 {
                    self.cell
                        .push(Line::new(line.number, &line.text[..end]).dedent(indent));
                    return self.bars(lines, index, end, indent);
                }
            }
            self.cell.push(line.dedent(indent));
        }
        lines.len()
    }

    /// Takes the lines of a fence after the one that opens it.
    fn fence(&mut self, lines: &[Line<'a>], extent: Extent, indent: usize) -> usize {
        let inside = &lines[extent.start + 1..extent.end];
        self.cell
            .extend(inside.iter().map(|line| line.dedent(indent)));
        let Some((_, end)) = extent.closing else {
            return extent.next();
        };
        let closing = lines[extent.end];
        self.cell
            .push(Line::new(closing.number, &closing.text[..end]).dedent(indent));
        self.bars(lines, extent.end, end, indent)
    }

    /// Takes what is left of a line, from bar to bar.
    fn bars(&mut self, lines: &[Line<'a>], index: usize, from: usize, indent: usize) -> usize {
        let line = lines[index];
        self.last_line = line.number;
        let text = line.text;
        let mut begin = from;
        let mut at = from;
        while let Some(byte) = text.as_bytes().get(at) {
            match byte {
                b'\\' => at += 2,
                b'[' => at = after_link(text, at),
                b'`' => {
                    let part = Line::new(line.number, &text[at..]);
                    let first = text[begin..at].trim().is_empty()
                        && self.row.is_some()
                        && self.cell.is_empty();
                    if let Some(fence) = Fence::open(part).filter(|_| first) {
                        self.cell.push(part);
                        return self.fence(lines, fence.extent(index, lines), indent);
                    }
                    at = after_code(text, at);
                }
                b'|' => {
                    at = self.bar(line, begin, at, indent);
                    begin = at;
                }
                _ => at += 1,
            }
        }
        let rest = Line::new(line.number, &text[begin.min(text.len())..]);
        if self.row.is_some() {
            // No blank line can follow the last bar of a line.
            if begin == 0 || !rest.is_blank() {
                self.cell.push(rest.dedent(indent));
            }
        } else if !rest.is_blank() {
            self.stray.push(rest);
        }
        index + 1
    }

    /// Takes the bars at a byte of a line, with what is before them from another byte on, and says
    /// where to go on.
    fn bar(&mut self, line: Line<'a>, begin: usize, at: usize, indent: usize) -> usize {
        let text = line.text;
        let bars = text[at..].bytes().take_while(|byte| *byte == b'|').count();
        let last = at + bars == text.len();
        // A dash before a row is a slip.
        let first = matches!(text[..at].trim(), "" | "-");
        let before = Line::new(line.number, &text[begin..at]);
        if self.row.is_none() || (bars >= 2 && first && !last) {
            if self.row.is_none() && !first && !before.is_blank() {
                self.stray.push(before);
            }
            if bars < 2 || (last && !first) {
                return at + bars;
            }
            self.end_row();
            self.keep_stray();
            self.row = Some(Row {
                line: line.number,
                cells: Vec::new(),
            });
            return at + 2;
        }
        if !before.is_blank() {
            self.cell.push(if begin == 0 {
                before.dedent(indent)
            } else {
                before
            });
        }
        match bars {
            1 => self.end_cell(),
            bars => {
                if last {
                    (2..bars).for_each(|_| self.end_cell());
                }
                self.end_row();
                return if last { at + bars } else { at + 2 };
            }
        }
        at + 1
    }

    fn end_cell(&mut self) {
        let Some(row) = &mut self.row else { return };
        if let Some(first) = self.cell.first_mut() {
            *first = Line::new(first.number, first.trimmed());
        }
        let mut texts = self.cell.iter().filter(|line| !line.is_blank());
        let line = texts.next();
        let span = match (line.map(|line| line.text), texts.next()) {
            (Some(">"), None) => CellSpan::Left,
            (Some("^"), None) => CellSpan::Above,
            _ => CellSpan::Own,
        };
        let blocks = match span {
            CellSpan::Own => (self.read)(&self.cell),
            CellSpan::Left | CellSpan::Above => Vec::new(),
        };
        row.cells.push(Cell {
            line: line.map_or(self.last_line, |line| line.number),
            blocks,
            span,
        });
        self.cell.clear();
    }

    /// Ends the open row, unless it is empty.
    fn end_row(&mut self) {
        self.end_cell();
        if let Some(row) = self
            .row
            .take()
            .filter(|row| row.cells.len() > 1 || !row.cells[0].is_empty())
        {
            self.rows.push(row);
        }
    }

    /// Keeps text outside of rows with the row before it.
    fn keep_stray(&mut self) {
        let Some(first) = self.stray.first() else {
            return;
        };
        let line = first.number;
        let blocks = (self.read)(&self.stray);
        self.stray.clear();
        match self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            Some(cell) => cell.blocks.extend(blocks),
            None => self.rows.push(Row {
                line,
                cells: vec![Cell {
                    line,
                    blocks,
                    span: CellSpan::Own,
                }],
            }),
        }
    }
}

/// The byte after the code that begins at a byte, or after the backticks when they do not begin
/// any.
pub(super) fn after_code(text: &str, at: usize) -> usize {
    let run = |at: usize| text[at..].bytes().take_while(|byte| *byte == b'`').count();
    let length = run(at);
    let mut from = at + length;
    while let Some(found) = text[from..].find('`') {
        let start = from + found;
        let end = start + run(start);
        if end - start == length {
            return end;
        }
        from = end;
    }
    at + length
}

/// The largest length of a link's text; without a bound, unclosed brackets would be scanned again
/// and again.
const LONGEST_LINK: usize = 200;

/// The byte after the words of the link that begin at a byte, or after the bracket when it is none.
fn after_link(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    for end in at..bytes.len().min(at + LONGEST_LINK) {
        match bytes[end] {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if bytes.get(end + 1) == Some(&b'(') {
                end + 1
            } else {
                at + 1
            };
        }
    }
    at + 1
}
