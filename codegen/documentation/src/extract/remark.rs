//! Facts about placements that have no field of their own, as notes in our words.
//!
//! Only what many pages repeat in the same words is read. What a single page says of its placement
//! is for the person who reads it.

use crate::page::{BlockKind, Page};

/// Parts of sentences in lower case, and the notes.
const TOLD: &[(&str, &str)] = &[
    (
        "until the application installation is complete",
        "It stays hidden until the installation of the application is finished.",
    ),
    (
        "cannot be bound with a webhook",
        "Only an application can bind a handler to it, not a webhook.",
    ),
];

/// What a page states, in the order of [`TOLD`].
pub(super) fn read(page: &Page) -> Vec<String> {
    let texts: Vec<String> = page
        .descendants()
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text.plain().to_lowercase()),
            _ => None,
        })
        .collect();
    let is_told = |words: &str| texts.iter().any(|text| text.contains(words));
    let told = TOLD.iter().filter(|(words, _)| is_told(words));
    told.map(|(_, ours)| (*ours).to_owned()).collect()
}
