//! The locations of facts in files.

use std::collections::BTreeMap;
use std::rc::Rc;
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
    /// The last key; `None` for the file. What is below a key shares it.
    last: Option<Rc<Step>>,
}

/// A key, and the one before it.
struct Step {
    key: Box<str>,
    before: Option<Rc<Step>>,
    /// The number of keys up to this one.
    depth: usize,
}

impl<'s> FactCursor<'s> {
    pub(super) fn file(node: &'s Node, lines: &'s Lines) -> Self {
        Self {
            lines,
            at: NodeCursor::file(node),
            last: None,
        }
    }

    pub(super) fn key(&self, key: &str) -> Self {
        self.step(key.into(), self.at.key(key))
    }

    pub(super) fn item(&self, index: usize) -> Self {
        self.step(index.to_string().into(), self.at.item(index))
    }

    pub(super) fn at(&self) -> Location {
        let mut keys = Vec::with_capacity(self.depth());
        let mut step = self.last.as_deref();
        while let Some(Step { key, before, .. }) = step {
            keys.push(key.as_ref().to_owned());
            step = before.as_deref();
        }
        keys.reverse();
        self.lines.at(self.at.span(), keys)
    }

    fn depth(&self) -> usize {
        self.last.as_ref().map_or(0, |last| last.depth)
    }

    /// Whether a page only shows it, in an example.
    pub(super) fn is_shown(&self) -> bool {
        let span = self.at.span();
        matches!(self.lines, Lines::Pages { .. }) && span.end > span.start
    }

    fn step(&self, key: Box<str>, at: NodeCursor<'s>) -> Self {
        Self {
            lines: self.lines,
            at,
            last: Some(Rc::new(Step {
                key,
                before: self.last.clone(),
                depth: self.depth() + 1,
            })),
        }
    }
}
