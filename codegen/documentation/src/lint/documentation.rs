//! Facts of other pages that rules need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::link;
use crate::extract::{self, Draft};
use crate::page::{BlockKind, Folder, Page, Span};

/// The page that lists scopes.
const SCOPES: &str = "api-reference/scopes/permissions";

/// All pages and what they state.
pub(super) struct Documentation<'f> {
    pub(super) folder: &'f Folder,
    pub(super) read: extract::Documentation,
    /// Methods and events of pages that describe what another page describes better.
    pub(super) doubles: Vec<Draft>,
    /// Indices of drafts by their pages.
    by_page: BTreeMap<String, Vec<usize>>,
    /// Scopes that the page of scopes lists; empty when there is no such page.
    pub(super) scopes: BTreeSet<String>,
    /// Names of methods and events, in lower case.
    names: BTreeSet<String>,
    /// Folders and pages at the root.
    roots: BTreeSet<String>,
    /// Found when a link first leads to a page.
    anchors: BTreeMap<String, OnceLock<link::Anchors>>,
}

impl<'f> Documentation<'f> {
    pub(super) fn of(folder: &'f Folder) -> Self {
        let read = extract::read(folder);
        let again: Vec<Page> = read
            .others
            .iter()
            .filter(|other| other.reason == "another page describes the same method")
            .filter_map(|other| folder.get(&other.page).cloned())
            .collect();
        let doubles = extract::read(&Folder::new(again)).drafts;
        let mut by_page: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, draft) in read.drafts.iter().enumerate() {
            by_page.entry(draft.page.clone()).or_default().push(index);
        }
        let names = read
            .drafts
            .iter()
            .map(|draft| draft.name.to_lowercase())
            .collect();
        let roots = folder
            .pages()
            .iter()
            .filter_map(|page| page.path.split('/').next())
            .map(str::to_owned)
            .collect();
        let anchors = folder
            .pages()
            .iter()
            .map(|page| (page.path.clone(), OnceLock::new()))
            .collect();
        Self {
            scopes: folder.get(SCOPES).map(scopes).unwrap_or_default(),
            folder,
            read,
            doubles,
            by_page,
            names,
            roots,
            anchors,
        }
    }

    /// The subjects of a page.
    pub(super) fn drafts(&self, page: &str) -> Vec<&Draft> {
        let indices = self.by_page.get(page).map(Vec::as_slice);
        indices
            .unwrap_or_default()
            .iter()
            .map(|index| &self.read.drafts[*index])
            .collect()
    }

    /// Whether a method or an event of that name is described.
    pub(super) fn describes(&self, name: &str) -> bool {
        self.names.contains(&name.to_lowercase())
    }

    /// Whether a method of that family, or something within that namespace, is described.
    pub(super) fn describes_family(&self, prefix: &str) -> bool {
        let prefix = prefix.to_lowercase();
        self.names
            .range(prefix.clone()..)
            .next()
            .is_some_and(|name| name.starts_with(&prefix))
    }

    /// Whether the folder has the part of the documentation to which a path belongs: it may be a
    /// cut of the whole.
    pub(super) fn covers(&self, path: &str) -> bool {
        path.split('/')
            .next()
            .is_some_and(|root| self.roots.contains(root) && path.contains('/'))
    }

    /// Whether a page, or a page that it includes, has an anchor.
    pub(super) fn has_anchor(&self, page: &Page, anchor: &str) -> bool {
        let has = |path: &str| {
            let anchors = self.anchors(path);
            anchors.is_some_and(|anchors| anchors.has(anchor))
        };
        has(&page.path)
            || page
                .descendants()
                .any(|block| matches!(&block.kind, BlockKind::Include { path, .. } if has(path)))
    }

    /// The anchor of a page that differs from another in case only.
    pub(super) fn similar_anchor(&self, page: &str, anchor: &str) -> Option<&str> {
        self.anchors(page)?.similar(anchor)
    }

    fn anchors(&self, path: &str) -> Option<&link::Anchors> {
        let page = self.folder.get(path)?;
        let found = self.anchors.get(path)?;
        Some(found.get_or_init(|| link::Anchors::of(page)))
    }

    /// Whether a page is one of those that are wanted.
    pub(super) fn wants(&self, page: &Page, wanted: &[String]) -> bool {
        wanted.is_empty()
            || wanted.iter().any(|wanted| {
                wanted.strip_suffix(".md").unwrap_or(wanted) == page.path
                    || self
                        .drafts(&page.path)
                        .iter()
                        .any(|draft| draft.name.eq_ignore_ascii_case(wanted))
            })
    }
}

/// The bold text in the tables of the page of scopes.
fn scopes(page: &Page) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for block in page.descendants() {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        let cells = table.rows.iter().skip(1).flat_map(|row| &row.cells);
        for block in cells.flat_map(|cell| crate::page::descendants(&cell.blocks)) {
            let BlockKind::Paragraph(text) = &block.kind else {
                continue;
            };
            for span in &text.0 {
                if let Span::Strong(_) = span {
                    let words = span.plain();
                    found.extend(words.split(',').map(|word| word.trim().to_owned()));
                }
            }
        }
    }
    found
}
