//! Links of pages, and the anchors that they may refer to.

use std::collections::BTreeSet;

use crate::page::{Block, BlockKind, Page, Span};
use crate::spelling::letters;

/// A link as a page writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// Its line.
    pub(super) line: u32,
    /// Its address.
    pub(super) address: String,
}

/// The links in blocks, in their order.
pub(super) fn links(blocks: &[Block]) -> Vec<Link> {
    let mut found = Vec::new();
    for block in crate::page::descendants(blocks) {
        if let BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } = &block.kind {
            let mut line = block.line;
            spans(&text.0, &mut line, &mut found);
        }
    }
    found
}

fn spans(spans: &[Span], line: &mut u32, found: &mut Vec<Link>) {
    for span in spans {
        match span {
            Span::Plain(text) => {
                *line += u32::try_from(text.matches('\n').count()).unwrap_or(0);
            }
            Span::Strong(inner) | Span::Emphasis(inner) => self::spans(inner, line, found),
            Span::Link { text, target } => {
                found.push(Link {
                    line: *line,
                    address: target.clone(),
                });
                self::spans(text, line, found);
            }
            Span::Code(_) | Span::Image { .. } | Span::Include { .. } | Span::Break => {}
        }
    }
}

/// The anchors of a page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Explicit anchors.
    written: BTreeSet<String>,
    /// The anchors of titles, without characters that generators of anchors treat differently.
    given: BTreeSet<String>,
}

impl Anchors {
    pub(super) fn of(page: &Page) -> Self {
        let mut anchors = Self::default();
        let text = &page.text;
        for (open, close) in [("{#", '}'), ("[](#", ')'), ("id=\"", '"'), ("name=\"", '"')] {
            for (at, _) in text.match_indices(open) {
                let rest = text[at + open.len()..].lines().next().unwrap_or_default();
                if let Some(end) = rest.find(close) {
                    anchors.written.insert(rest[..end].to_owned());
                }
            }
        }
        for block in page.descendants() {
            if let BlockKind::Heading { text, .. } = &block.kind {
                anchors.given.insert(letters(&text.plain()));
            }
        }
        anchors
    }

    /// Whether a link can lead to an anchor.
    pub(super) fn has(&self, anchor: &str) -> bool {
        let letters = letters(anchor);
        // The second heading of a title gets a number.
        let bare = letters.trim_end_matches(|character: char| character.is_ascii_digit());
        self.written.contains(anchor)
            || !letters.is_empty() && self.given.contains(&letters)
            || !bare.is_empty() && self.given.contains(bare)
    }

    /// The written anchor that differs in case only.
    pub(super) fn similar(&self, anchor: &str) -> Option<&str> {
        let mut written = self.written.iter().map(String::as_str);
        written.find(|known| known.eq_ignore_ascii_case(anchor))
    }
}
