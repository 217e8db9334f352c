//! Links that only say where a value comes from: "the identifier can be obtained by …".

use super::cell;
use crate::page::{Block, BlockKind, Cell, Span};

/// Words of a sentence whose links say how something is found, and not what a field consists of.
const FINDS: &[&str] = &[
    "obtain",
    "retrieve",
    "get the identifier",
    "get a list of",
    "get the list of",
    "find out",
    "for working with",
    "to create",
    "to update",
    "to change",
    "when creating",
    "how to access",
];

/// Words of a sentence that tells what a field consists of, wherever that is found.
const TELLS: &[&str] = &[
    "structure",
    "description",
    "described",
    "same format",
    "same fields",
];

/// The targets of links in sentences, and in lists below them, that say how something is found.
pub(super) fn links(cell: &Cell) -> Vec<String> {
    let mut found = Vec::new();
    of_blocks(&cell.blocks, false, &mut found);
    found
}

/// `below` says that a sentence before the blocks introduces them as ways to find something.
fn of_blocks(blocks: &[Block], below: bool, found: &mut Vec<String>) {
    let mut introduced = below;
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                introduced = of_spans(&text.0, below, found);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    of_blocks(item, introduced, found);
                }
            }
            BlockKind::Note { blocks, .. } => of_blocks(blocks, false, found),
            _ => {}
        }
    }
}

/// Tells whether the last sentence introduces a list of ways to find something.
fn of_spans(spans: &[Span], below: bool, found: &mut Vec<String>) -> bool {
    let mut words = String::new();
    let mut links: Vec<String> = Vec::new();
    let mut end = |words: &str, links: &mut Vec<String>| {
        let is_asked = !links.is_empty() || words.trim_end().ends_with(':');
        let finds = below || is_asked && finds(words);
        if finds {
            found.append(links);
        }
        links.clear();
        finds
    };
    for span in spans {
        match span {
            Span::Plain(text) => {
                let mut parts = text.split(". ");
                words.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    end(&words, &mut links);
                    part.clone_into(&mut words);
                }
                if text.trim_end().ends_with('.') && !words.is_empty() {
                    end(&words, &mut links);
                    words.clear();
                }
            }
            Span::Link { text, target } => {
                words.push_str(&cell::marked(&crate::page::Text(text.clone())));
                links.push(target.clone());
            }
            Span::Code(text) => words.push_str(text),
            Span::Break => words.push(' '),
            Span::Strong(spans) | Span::Emphasis(spans) => {
                words.push_str(&cell::marked(&crate::page::Text(spans.clone())));
            }
            _ => {}
        }
    }
    let is_open = words.trim_end().ends_with(':');
    end(&words, &mut links) && (is_open || below)
}

fn finds(words: &str) -> bool {
    // Where the descriptions of fields are found is not what their values consist of.
    let words = words.to_lowercase().replace("field descriptions", "fields");
    FINDS.iter().any(|word| words.contains(word)) && !TELLS.iter().any(|word| words.contains(word))
}
