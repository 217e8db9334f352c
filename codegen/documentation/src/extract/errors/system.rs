//! The errors of the whole API, which a page of their own lists and the pages of methods include.

use std::collections::{BTreeMap, BTreeSet};

use crate::page::{BlockKind, Folder, Span};

/// The page with the errors that every method may answer.
const PAGE: &str = "_includes/system-errors";

/// The page with the errors of REST 3.0 and their statuses.
const THIRD: &str = "api-reference/rest-v3";

/// What the documentation says of the errors of all methods.
#[derive(Debug, Default)]
pub struct System {
    /// The codes of the errors that every method may answer.
    pub codes: BTreeSet<String>,
    /// HTTP statuses of errors of REST 3.0, by their codes.
    pub statuses: BTreeMap<String, u16>,
}

impl System {
    /// Reads the pages about the errors of all methods.
    #[must_use]
    pub fn of(folder: &Folder) -> Self {
        Self {
            codes: codes(folder),
            statuses: statuses(folder),
        }
    }
}

/// The statuses of the errors of REST 3.0: tables of codes with a column of statuses.
fn statuses(folder: &Folder) -> BTreeMap<String, u16> {
    let mut found = BTreeMap::new();
    let page = folder.get(THIRD);
    for block in page.into_iter().flat_map(|page| page.descendants()) {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        let Some((header, rows)) = table.rows.split_first() else {
            continue;
        };
        let column = |name: &str| {
            let mut cells = header.cells.iter();
            cells.position(|cell| cell.plain().trim_matches(['*', ' ']).to_lowercase() == name)
        };
        let (Some(code), Some(status)) = (column("code"), column("http status")) else {
            continue;
        };
        for row in rows {
            let text = |index: usize| {
                let cell = row.cells.get(index)?;
                Some(cell.plain().replace('`', "").trim().to_owned())
            };
            if let (Some(code), Some(status)) = (text(code), text(status))
                && let Ok(status) = status.parse()
            {
                found.insert(code, status);
            }
        }
    }
    found
}

/// The codes of the errors that every method may answer: what stands as code in their table.
fn codes(folder: &Folder) -> BTreeSet<String> {
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
