//! The files of a run: their names, their text, and the location of a byte.

use std::fmt;
use std::sync::OnceLock;

/// One of the files in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A range of a file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: SourceId,
    /// Its first byte.
    pub start: usize,
    /// Its end, exclusive.
    pub end: usize,
}

impl Span {
    /// A range of `file`.
    pub fn new(file: SourceId, start: usize, end: usize) -> Self {
        Self { file, start, end }
    }

    /// The beginning of `file`, for problems without a better span.
    pub fn top(file: SourceId) -> Self {
        Self::new(file, 0, 0)
    }
}

/// Every file of one run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

/// The name and the text of a file.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line begins, once somebody asked.
    lines: OnceLock<Vec<usize>>,
}

/// A line and a column of a file, both counted from one, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Sources {
    /// Adds a file under its name for messages.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = self.next();
        self.files.push(Source {
            name: name.into(),
            text: text.into(),
            lines: OnceLock::new(),
        });
        id
    }

    /// The name of a file.
    pub fn name(&self, id: SourceId) -> &str {
        &self.get(id).name
    }

    /// The text of a file.
    pub fn text(&self, id: SourceId) -> &str {
        &self.get(id).text
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file)
            .get(span.start..span.end)
            .unwrap_or_default()
    }

    /// The location of the beginning of a span.
    pub fn location(&self, span: Span) -> Location {
        let text = self.text(span.file);
        let before = text.get(..span.start).unwrap_or(text);
        let line = self.line(span.file, before.len());
        Location {
            line,
            column: before[self.line_start(span.file, line)..].chars().count() + 1,
        }
    }

    /// The line, counted from one, of the byte at `position`.
    fn line(&self, id: SourceId, position: usize) -> usize {
        self.line_starts(id)
            .partition_point(|start| *start <= position)
    }

    /// The first byte of a line, counted from one; the end of the text behind the last one.
    fn line_start(&self, id: SourceId, line: usize) -> usize {
        let starts = self.line_starts(id);
        starts.get(line - 1).copied().unwrap_or(self.text(id).len())
    }

    /// Whole lines around the bytes of `range`, `more` of them before and after, with the number of
    /// the first.
    #[cfg(feature = "render")]
    pub(crate) fn lines_around(
        &self,
        id: SourceId,
        range: std::ops::Range<usize>,
        more: usize,
    ) -> (usize, std::ops::Range<usize>) {
        let first = self.line(id, range.start).saturating_sub(more).max(1);
        let last = self.line(id, range.end.max(range.start)) + more;
        (
            first,
            self.line_start(id, first)..self.line_start(id, last + 1),
        )
    }

    fn line_starts(&self, id: SourceId) -> &[usize] {
        let source = self.get(id);
        source.lines.get_or_init(|| {
            let breaks = source.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// The identifier of the next added file.
    pub(crate) fn next(&self) -> SourceId {
        self.nth(0)
    }

    /// The identifier of the file that is added after `count` others, so that files can be read in
    /// parallel.
    pub(crate) fn nth(&self, count: usize) -> SourceId {
        SourceId(u32::try_from(self.files.len() + count).expect("there are fewer than 2^32 files"))
    }

    fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let id = sources.add("a.yaml", "first\nдва: x\n");
        let at = "first\nдва: x\n".find('x').unwrap();
        assert_eq!(
            sources.location(Span::new(id, at, at + 1)).to_string(),
            "2:6"
        );
        assert_eq!(sources.location(Span::top(id)).to_string(), "1:1");
        assert_eq!(sources.slice(Span::new(id, at, at + 1)), "x");
    }
}
