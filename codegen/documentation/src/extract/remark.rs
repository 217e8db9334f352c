//! What pages state on placements that no field has a place for: each in our words.

use crate::page::{BlockKind, Page};

/// Parts of sentences in lower case, and what they state.
const TOLD: &[(&str, &str)] = &[
    (
        "not displayed in the interface until the application installation is complete",
        "It stays hidden until the installation of the application is finished.",
    ),
    (
        "a placement cannot be bound with a webhook",
        "Only an application can bind a handler to it, not a webhook.",
    ),
    (
        "only the employees who are allowed to work with bi analytics see",
        "Only employees who may work with BI analytics see it.",
    ),
    (
        "displayed only for reports that have their own settings",
        "Only reports that have settings of their own show it.",
    ),
    (
        "once the query is at least three characters long",
        "It appears when the text to search for has three characters.",
    ),
    (
        "calls the external search when the search string contains at least three characters",
        "The handler is called when the text to search for has three characters.",
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
