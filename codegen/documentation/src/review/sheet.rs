//! A sheet: the lines of pages, and what stands below each.

use super::remark::Remark;
use crate::facts::Kind;

/// All that there is to see of a method or an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Version of the protocol.
    pub version: u8,
    /// Whether the schema lacks it, so that it is shown as `import` would write it.
    pub is_lacking: bool,
    /// The page that describes it, from the root of the documentation and without `.md`.
    pub page: Option<String>,
    /// The locations of its YAML: first the method or the event, then types.
    pub yaml: Vec<Extent>,
    /// Files with its examples.
    pub examples: Vec<String>,
    /// Types of other pages that an earlier sheet shows.
    pub shown_before: Vec<String>,
    /// The number of notes (`check:`) in its YAML.
    pub notes: usize,
    /// The open points without a line.
    pub remarks: Vec<Remark>,
    /// The pages.
    pub parts: Vec<Part>,
}

/// A part of a file of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The file, from the folder of the schema.
    pub file: String,
    /// The key of the part.
    pub name: String,
    /// Its first line.
    pub first: u32,
    /// Its last line.
    pub last: u32,
}

/// A page, or the tables of another page that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// From the root of the documentation, without `.md`.
    pub page: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line of the page on which it begins.
    pub line: u32,
    /// Whether something came from it.
    pub came: Came,
    /// The text of the page.
    pub text: String,
    /// The YAML that came from it.
    pub yaml: Vec<Yaml>,
    /// The open points of this line.
    pub remarks: Vec<Remark>,
}

/// Whether YAML came from a line of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Some did, or the line has no fact.
    Yes,
    /// None can: the row repeats another, is of another method of the page, or describes a part of
    /// every answer.
    LeftOut,
    /// None did from a row, or the schema lacks the example.
    NothingOfRow,
    /// None did from a sentence.
    NothingOfText,
}

/// A line of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yaml {
    /// The file, when it is not that of the subject.
    pub file: Option<String>,
    /// The line there.
    pub line: u32,
    /// Its text.
    pub text: String,
    /// Whether no line of a page states it.
    pub is_unstated: bool,
    /// The open points of this line.
    pub remarks: Vec<Remark>,
}
