//! Where facts stand in files of the schema.

use std::sync::Arc;

use super::super::At;
use bitrix24_codegen::load::LoadedFile;
use bitrix24_codegen::node::Node;
use bitrix24_codegen::source::{Sources, Span};

/// A file, and where its lines begin.
pub(super) struct Place {
    file: Arc<str>,
    /// The byte after each line's end, so that the place of a fact is found without counting from the top.
    ends: Vec<usize>,
}

impl Place {
    pub(super) fn of(file: &LoadedFile, sources: &Sources) -> Self {
        let text = sources.text(file.source).bytes().enumerate();
        Self {
            file: file.path.to_string_lossy().replace('\\', "/").into(),
            ends: text
                .filter_map(|(at, byte)| (byte == b'\n').then_some(at + 1))
                .collect(),
        }
    }

    fn line(&self, span: Span) -> u32 {
        let before = self.ends.partition_point(|end| *end <= span.start);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// A place in a file, followed key by key beside the typed model. A key that is not there has the place of its owner.
#[derive(Clone)]
pub(super) struct Spot<'s> {
    place: &'s Place,
    node: Option<&'s Node>,
    span: Span,
    keys: Vec<String>,
}

impl<'s> Spot<'s> {
    pub(super) fn file(node: &'s Node, place: &'s Place) -> Self {
        Self {
            place,
            node: Some(node),
            span: node.head(),
            keys: Vec::new(),
        }
    }

    pub(super) fn key(&self, key: &str) -> Self {
        let entry = self.node.and_then(|node| node.entry(key));
        self.step(
            key.to_owned(),
            entry.map(|entry| (&entry.value, entry.key_span)),
        )
    }

    pub(super) fn item(&self, index: usize) -> Self {
        let item = self.node.and_then(|node| node.index(index));
        self.step(index.to_string(), item.map(|item| (item, item.head())))
    }

    pub(super) fn at(&self) -> At {
        At {
            file: Arc::clone(&self.place.file),
            line: self.place.line(self.span),
            keys: self.keys.clone(),
        }
    }

    fn step(&self, key: String, to: Option<(&'s Node, Span)>) -> Self {
        let mut keys = Vec::with_capacity(self.keys.len() + 1);
        keys.extend_from_slice(&self.keys);
        keys.push(key);
        Self {
            place: self.place,
            node: to.map(|(node, _)| node),
            span: to.map_or(self.span, |(_, span)| span),
            keys,
        }
    }
}
