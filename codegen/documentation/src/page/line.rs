//! Lines with their numbers: slices of the source without the marks of the blocks that contain
//! them.

/// A line, or a part of one, without spaces at its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: u32,
    /// Its text without marks.
    pub(super) text: &'a str,
}

/// Columns to the next stop of a tab.
const TAB: usize = 4;

impl<'a> Line<'a> {
    pub(super) fn new(number: u32, text: &'a str) -> Self {
        // Other spaces are rare, and looking for them is slow.
        let mut text = text.trim_ascii_end();
        if !text.ends_with(|last: char| last.is_ascii()) {
            text = text.trim_end();
        }
        Self { number, text }
    }

    pub(super) fn is_blank(self) -> bool {
        self.text.is_empty()
    }

    /// The columns before its first character.
    pub(super) fn indent(self) -> usize {
        let mut columns = 0;
        for byte in self.text.bytes() {
            match byte {
                b' ' => columns += 1,
                b'\t' => columns += TAB - columns % TAB,
                _ => break,
            }
        }
        columns
    }

    /// Without the spaces before it.
    pub(super) fn trimmed(self) -> &'a str {
        self.text.trim_start_matches([' ', '\t'])
    }

    /// With so many columns of indentation fewer, or as many as there are. A tab is taken whole.
    pub(super) fn dedent(self, columns: usize) -> Self {
        let mut taken = 0;
        let mut bytes = 0;
        for byte in self.text.bytes() {
            if taken >= columns {
                break;
            }
            match byte {
                b' ' => taken += 1,
                b'\t' => taken += TAB - taken % TAB,
                _ => break,
            }
            bytes += 1;
        }
        Self {
            number: self.number,
            text: &self.text[bytes..],
        }
    }
}

/// The front matter of a page and the lines after it.
pub(super) fn split(source: &str) -> (Option<&str>, Vec<Line<'_>>) {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let lines: Vec<Line<'_>> = (1..)
        .zip(source.lines())
        .map(|(number, text)| Line::new(number, text))
        .collect();
    let Some(end) = front_matter_end(&lines) else {
        return (None, lines);
    };
    // Both are pieces of the source, so what is between them can be cut out of it.
    let start = source.find('\n').map_or(source.len(), |at| at + 1);
    let length: usize = source[start..]
        .split_inclusive('\n')
        .take(end - 1)
        .map(str::len)
        .sum();
    (
        Some(&source[start..start + length]),
        lines[end + 1..].to_vec(),
    )
}

/// The index of the line that closes the front matter. Without a key it is a line across the page.
fn front_matter_end(lines: &[Line<'_>]) -> Option<usize> {
    let (first, rest) = lines.split_first()?;
    if first.text != "---" {
        return None;
    }
    let end = rest.iter().position(|line| line.text == "---")? + 1;
    lines[1..end]
        .iter()
        .any(|line| line.text.contains(':'))
        .then_some(end)
}
