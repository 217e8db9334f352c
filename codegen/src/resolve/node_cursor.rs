//! Positions in the tree of a file.

use crate::node::{Kind, Node, Style};
use crate::source::Span;

/// A position in a file's tree, moved key by key beside the typed model. A key that is absent
/// leaves it at its owner.
#[derive(Debug, Clone, Copy)]
pub struct NodeCursor<'a> {
    node: Option<&'a Node>,
    span: Span,
}

impl<'a> NodeCursor<'a> {
    /// The whole file.
    pub fn file(node: &'a Node) -> Self {
        Self {
            node: Some(node),
            span: node.head(),
        }
    }

    /// The value of a key.
    pub fn key(self, key: &str) -> Self {
        match self.node.and_then(|node| node.entry(key)) {
            Some(entry) => Self {
                node: Some(&entry.value),
                span: entry.key_span,
            },
            None => Self {
                node: None,
                span: self.span,
            },
        }
    }

    /// An item of a list.
    pub fn item(self, index: usize) -> Self {
        match self.node.and_then(|node| node.index(index)) {
            Some(item) => Self {
                node: Some(item),
                span: item.head(),
            },
            None => Self {
                node: None,
                span: self.span,
            },
        }
    }

    /// The span of the value's key.
    pub fn span(self) -> Span {
        self.span
    }

    /// The span of the value, or of its key if the value is not a scalar.
    pub fn value(self) -> Span {
        match self.node {
            Some(node) if matches!(node.kind(), Kind::Scalar(_)) => node.span(),
            _ => self.span,
        }
    }

    /// The position of a field's type: the field itself in its short form.
    pub fn type_of_field(self) -> Self {
        match self.node.map(Node::kind) {
            Some(Kind::Scalar(_)) => self,
            _ => self.key("type"),
        }
    }

    /// A part of a scalar, given as a range of its text; the whole scalar if it is not written
    /// literally.
    pub fn part(self, range: std::ops::Range<usize>) -> Span {
        match self.node.map(|node| (node.span(), node.kind())) {
            Some((span, Kind::Scalar(scalar))) => {
                let quote = usize::from(scalar.style == Style::Quoted);
                // Escapes, doubled quotes and line breaks are longer than what they stand for.
                if span.end - span.start != scalar.text.len() + 2 * quote {
                    return span;
                }
                let start = span.start + quote;
                Span::new(span.file, start + range.start, start + range.end)
            }
            _ => self.span,
        }
    }
}
