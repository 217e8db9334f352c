//! The errors of the whole API, which a page of their own lists and the pages of methods include.

use std::collections::BTreeSet;

use crate::page::{BlockKind, Folder, Span};

/// The page with the errors that every method may answer.
const PAGE: &str = "_includes/system-errors";

/// The codes of the errors that every method may answer: what stands as code in their table.
#[must_use]
pub fn codes(folder: &Folder) -> BTreeSet<String> {
    let page = folder.get(PAGE);
    page.into_iter()
        .flat_map(|page| page.descendants())
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(&text.0),
            _ => None,
        })
        .flatten()
        .filter_map(|span| match span {
            Span::Code(code) => Some(code.trim().to_owned()),
            _ => None,
        })
        .collect()
}
