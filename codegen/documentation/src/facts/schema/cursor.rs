//! The locations of facts in files.

use std::collections::BTreeMap;
use std::sync::Arc;

use bitrix24_codegen::load::LoadedFile;
use bitrix24_codegen::node::Node;
use bitrix24_codegen::resolve::node_cursor::NodeCursor;
use bitrix24_codegen::source::{SourceId, Sources, Span};

use super::super::Location;

/// A file, and what its spans mean.
#[derive(Debug)]
pub(crate) enum Lines {
    /// A file of text.
    Text {
        /// The file.
        file: Arc<str>,
        /// The byte after each line's end, so that a line is found without counting from the top.
        ends: Vec<usize>,
    },
    /// A file that was made of pages: a span is a page and a line of it.
    Pages {
        /// The file.
        file: Arc<str>,
        /// The pages.
        pages: Arc<BTreeMap<SourceId, Arc<str>>>,
    },
}

impl Lines {
    pub(super) fn of(file: &LoadedFile, sources: &Sources) -> Self {
        let text = sources.text(file.source).bytes().enumerate();
        Self::Text {
            file: path(file),
            ends: text
                .filter_map(|(at, byte)| (byte == b'\n').then_some(at + 1))
                .collect(),
        }
    }

    fn at(&self, span: Span, keys: Vec<String>) -> Location {
        match self {
            Self::Text { file, ends } => {
                let before = ends.partition_point(|end| *end <= span.start);
                Location {
                    file: Arc::clone(file),
                    line: u32::try_from(before + 1).unwrap_or(u32::MAX),
                    yaml: Arc::clone(file),
                    keys,
                }
            }
            Self::Pages { file, pages } => Location {
                file: pages.get(&span.file).unwrap_or(file).clone(),
                line: u32::try_from(span.start).unwrap_or(u32::MAX),
                yaml: Arc::clone(file),
                keys,
            },
        }
    }
}

/// The path of a file in the schema, with slashes.
fn path(file: &LoadedFile) -> Arc<str> {
    file.path.to_string_lossy().replace('\\', "/").into()
}

/// A position in a file's tree with the keys that lead to it, moved key by key beside the typed
/// model.
#[derive(Clone)]
pub(super) struct FactCursor<'s> {
    lines: &'s Lines,
    at: NodeCursor<'s>,
    keys: Vec<String>,
}

impl<'s> FactCursor<'s> {
    pub(super) fn file(node: &'s Node, lines: &'s Lines) -> Self {
        Self {
            lines,
            at: NodeCursor::file(node),
            keys: Vec::new(),
        }
    }

    pub(super) fn key(&self, key: &str) -> Self {
        self.step(key.to_owned(), self.at.key(key))
    }

    pub(super) fn item(&self, index: usize) -> Self {
        self.step(index.to_string(), self.at.item(index))
    }

    pub(super) fn at(&self) -> Location {
        self.lines.at(self.at.span(), self.keys.clone())
    }

    /// Whether a page only shows it, in an example.
    pub(super) fn is_shown(&self) -> bool {
        let span = self.at.span();
        matches!(self.lines, Lines::Pages { .. }) && span.end > span.start
    }

    fn step(&self, key: String, at: NodeCursor<'s>) -> Self {
        let mut keys = Vec::with_capacity(self.keys.len() + 1);
        keys.extend_from_slice(&self.keys);
        keys.push(key);
        Self {
            lines: self.lines,
            at,
            keys,
        }
    }
}
