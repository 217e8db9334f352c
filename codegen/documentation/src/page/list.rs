//! Lists, and tabs, which are lists of titles with contents.

use super::{
    block::{Block, BlockKind, Tab},
    extent::Extents,
    line::Line,
    reference::References,
    text::Text,
};

/// The mark of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    ordered: bool,
    /// The columns before it.
    indent: usize,
    /// The columns before the item's text.
    content: usize,
    /// The first byte of the item's text.
    at: usize,
}

impl Marker {
    /// The mark that a line begins with.
    pub(super) fn of(line: Line<'_>) -> Option<Self> {
        let text = line.trimmed();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let length = match (digits, text.as_bytes().get(digits)?) {
            (0, b'-' | b'*' | b'+') => 1,
            (1..=9, b'.' | b')') => digits + 1,
            _ => return None,
        };
        let rest = &text[length..];
        let spaces = rest
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        // A mark without text is a dash for an empty value.
        if spaces == 0 {
            return None;
        }
        let indent = line.indent();
        // More spaces belong to the text, which is an indented block in Markdown.
        let width = length + if (1..=4).contains(&spaces) { spaces } else { 1 };
        let at = line.text.len() - text.len() + length + spaces;
        Some(Self {
            ordered: digits > 0,
            indent,
            content: indent + width,
            at,
        })
    }

    /// Whether a line belongs to the item by its indentation. Writers are content with two columns
    /// for an item in an item, whatever the width of the mark.
    fn holds(self, line: Line<'_>) -> bool {
        let indent = line.indent();
        match Self::of(line) {
            Some(_) => indent >= self.content.min(self.indent + 2),
            None => indent > self.indent,
        }
    }

    fn starts_sibling(self, line: Line<'_>) -> bool {
        Self::of(line).is_some_and(|other| other.ordered == self.ordered)
    }
}

/// An item: its lines without their indentation, and the index of the line after it.
fn item<'a>(
    lines: &[Line<'a>],
    start: usize,
    marker: Marker,
    extents: &Extents,
) -> (Vec<Line<'a>>, usize) {
    let first = lines[start];
    let mut inside = vec![Line::new(
        first.number,
        &first.text[marker.at.min(first.text.len())..],
    )];
    let mut index = start + 1;
    // Blank lines belong to the item only when something of it follows.
    let mut blank = 0;
    let mut indent = None;
    while let Some(line) = lines.get(index) {
        if line.is_blank() {
            blank += 1;
            index += 1;
            continue;
        }
        if !marker.holds(*line) {
            break;
        }
        // What begins in the item ends there, even if lines of it are less indented.
        let next = extents
            .at(index)
            .map_or(index + 1, super::extent::Extent::next);
        let indent = *indent.get_or_insert_with(|| line.indent().min(marker.content));
        let more = &lines[index - blank..next];
        inside.extend(more.iter().map(|line| line.dedent(indent)));
        blank = 0;
        index = next;
    }
    (inside, index - blank)
}

/// Reads a list and returns it with the index of the next line. `read` reads what an item contains.
pub(super) fn list(
    lines: &[Line<'_>],
    start: usize,
    first: Marker,
    extents: &Extents,
    read: impl Fn(&[Line<'_>]) -> Vec<Block>,
) -> (Block, usize) {
    let mut items = Vec::new();
    let mut marker = first;
    let mut index = start;
    loop {
        let (inside, next) = item(lines, index, marker, extents);
        items.push(read(&inside));
        let blank = lines[next..]
            .iter()
            .take_while(|line| line.is_blank())
            .count();
        index = next;
        match lines
            .get(next + blank)
            .filter(|line| first.starts_sibling(**line))
            .and_then(|line| Marker::of(*line))
        {
            Some(other) => {
                marker = other;
                index += blank;
            }
            None => break,
        }
    }
    let kind = BlockKind::List {
        ordered: first.ordered,
        items,
    };
    let block = Block {
        line: lines[start].number,
        kind,
    };
    (block, index)
}

/// Reads the tabs between `{% list tabs %}` and `{% endlist %}`. What is not indented belongs to
/// the tab before it. `read` reads what a tab contains.
pub(super) fn tabs(lines: &[Line<'_>], read: impl Fn(&[Line<'_>]) -> Vec<Block>) -> Vec<Tab> {
    let extents = Extents::of(lines);
    let mut found: Vec<(Line<'_>, Vec<Line<'_>>)> = Vec::new();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        match Marker::of(*line) {
            Some(marker) => {
                let (mut inside, next) = item(lines, index, marker, &extents);
                let title = inside.remove(0);
                found.push((title, inside));
                index = next;
            }
            None => {
                let next = extents
                    .at(index)
                    .map_or(index + 1, super::extent::Extent::next);
                if let Some((_, inside)) = found.last_mut() {
                    inside.extend_from_slice(&lines[index..next]);
                } else if !line.is_blank() {
                    found.push((Line::new(line.number, ""), lines[index..next].to_vec()));
                }
                index = next;
            }
        }
    }
    let tab = |(title, inside): (Line<'_>, Vec<Line<'_>>)| Tab {
        line: title.number,
        title: Text::of(&[title], &References::default()).plain(),
        blocks: read(&inside),
    };
    found.into_iter().map(tab).collect()
}
