//! Text that many pages have in common and that no fact comes from: advice, headers of tables.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::page::{BlockKind, Cell, Folder, Row};

/// A text on more pages than this is no part of what a page says of its own subject.
const PAGES: usize = 100;

/// The texts of many pages.
#[derive(Debug, Default)]
pub(super) struct Boilerplate {
    texts: HashSet<String>,
}

impl Boilerplate {
    pub(super) fn of(folder: &Folder) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for page in folder.pages() {
            let mut texts = BTreeSet::new();
            for block in page.descendants() {
                match &block.kind {
                    BlockKind::Paragraph(text) => {
                        texts.insert(text.plain());
                    }
                    BlockKind::Table(table) => texts.extend(table.rows.iter().map(row_text)),
                    _ => {}
                }
            }
            for text in texts {
                *counts.entry(text).or_default() += 1;
            }
        }
        Self {
            texts: counts
                .into_iter()
                .filter(|(_, count)| *count > PAGES)
                .map(|(text, _)| text)
                .collect(),
        }
    }

    pub(super) fn has(&self, text: &str) -> bool {
        self.texts.contains(text)
    }
}

/// The text of a row, by which it is compared.
pub(super) fn row_text(row: &Row) -> String {
    let cells: Vec<String> = row.cells.iter().map(Cell::plain).collect();
    cells.join(" | ")
}
