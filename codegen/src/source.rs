//! The files of a run: their names, their text, and the location of a byte.

use std::fmt;

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
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Location {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The identifier of the next added file.
    pub(crate) fn next(&self) -> SourceId {
        self.nth(0)
    }

    /// The identifier of the file that is added after `count` others, so that files can be read in parallel.
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
