//! Puts sheets together.

use std::collections::{BTreeMap, BTreeSet};

use super::boilerplate::Boilerplate;
use super::files::Files;
use super::located::{Located, Place};
use super::part::{Headings, Parts};
use super::placed::{Headed, Placed};
use super::remark::Remarks;
use super::sheet::{Extent, Sheet};
use super::yaml::Block;
use super::{Subject, Types};
use crate::facts::Location;
use crate::page::{BlockKind, Folder, Page};

/// Writes sheets.
pub(super) struct Writer<'w> {
    pub(super) folder: &'w Folder,
    pub(super) files: &'w Files,
    pub(super) remarks: &'w Remarks,
    pub(super) boilerplate: &'w Boilerplate,
    pub(super) types: &'w Types,
    pub(super) headings: &'w Headings,
    /// Types of other pages that were shown.
    pub(super) shown: &'w mut BTreeSet<String>,
}

impl Writer<'_> {
    pub(super) fn sheet(mut self, subject: &Subject<'_>) -> Sheet {
        let facts = subject.facts;
        let main = subject.documented.map(|facts| facts.at.page().to_owned());
        let located = Located::of(subject, self.folder);
        let mut pages: Vec<String> = main.iter().cloned().collect();
        let included = self.included(main.as_deref());
        let mut blocks: Vec<Headed> = Vec::new();
        blocks.extend(self.block(&facts.at).map(|block| (block, None)));
        let is_own = |page: &String| pages.contains(page) || included.contains(page);
        let shown_before = self.types(subject, &located, &is_own, &mut blocks);
        let yaml = blocks.iter().map(|(block, _)| extent(block)).collect();
        blocks.extend(self.scope(subject, &blocks));
        let mut placed = Placed::default();
        let mut remarks = placed.yaml(subject, &blocks, &located, self.remarks);
        placed.differences(subject);
        let examples = placed.kept(subject, self.files, self.remarks);
        for place in placed.yaml.keys() {
            if !pages.contains(&place.page) {
                pages.push(place.page.clone());
            }
        }
        placed.notes(&blocks, self.files, &pages);
        placed.open(subject, self.remarks, &pages);
        let writer = Parts {
            boilerplate: self.boilerplate,
            remarks: self.remarks,
            headings: self.headings,
        };
        let mut parts = Vec::new();
        for (index, name) in pages.iter().enumerate() {
            if let Some(page) = self.folder.get(name) {
                let whole = index == 0 || included.contains(name);
                let (part, open) = writer.part(subject, page, whole, &mut placed);
                parts.push(part);
                remarks.extend(open);
            }
        }
        Sheet {
            kind: facts.kind,
            name: facts.name.clone(),
            version: facts.version,
            is_lacking: subject.is_lacking,
            page: main,
            yaml,
            examples,
            shown_before,
            notes: blocks.iter().flat_map(|(block, _)| block.notes()).count(),
            remarks,
            parts,
        }
    }

    /// Adds the named types of a subject to its YAML. Returns the names of those that only other
    /// pages describe and an earlier sheet has shown.
    fn types(
        &mut self,
        subject: &Subject<'_>,
        located: &Located,
        is_own: &dyn Fn(&String) -> bool,
        blocks: &mut Vec<Headed>,
    ) -> Vec<String> {
        let mut shown_before = Vec::new();
        let mut heads: BTreeMap<(&str, &[String]), Place> = BTreeMap::new();
        for (name, user) in Located::types(subject) {
            let Some(at) = self.types.get(&name) else {
                continue;
            };
            let Some(block) = self.block(at) else {
                continue;
            };
            let places: BTreeSet<&Place> = block
                .entries
                .iter()
                .filter_map(|(keys, _)| located.at(&block.file, keys))
                .flatten()
                .collect();
            let elsewhere = !places.is_empty() && !places.iter().any(|place| is_own(&place.page));
            if elsewhere && !self.shown.insert(name.clone()) {
                shown_before.push(name);
                continue;
            }
            // A type without a page is shown where it is named.
            let named = || {
                let places = located.nearest(&user.yaml, &user.keys);
                let in_type = user.keys.get(..2).unwrap_or_default();
                let place = places.and_then(BTreeSet::first);
                place
                    .or_else(|| heads.get(&(&*user.yaml, in_type)))
                    .cloned()
            };
            let head = places.first().map(|place| (*place).clone()).or_else(named);
            if let Some(head) = &head {
                heads.insert((&*at.yaml, at.keys.as_slice()), head.clone());
            }
            blocks.push((block, head));
        }
        shown_before
    }

    /// The scopes of the file, unless the subject has its own.
    fn scope(&self, subject: &Subject<'_>, blocks: &[Headed]) -> Option<Headed> {
        let (block, _) = blocks.first()?;
        let is_scope =
            |(keys, _): &(Vec<String>, u32)| keys.last().is_some_and(|key| key == "scope");
        if block.entries.iter().any(is_scope) {
            return None;
        }
        let at = Location {
            keys: vec!["scope".to_owned()],
            ..subject.facts.at.clone()
        };
        Some((self.block(&at)?, None))
    }

    fn block(&self, at: &Location) -> Option<Block> {
        let (file, text) = self.files.file(&at.yaml)?;
        Block::of(file, text, &self.files.sources, at)
    }

    /// The pages that a page includes.
    fn included(&self, page: Option<&str>) -> BTreeSet<String> {
        let page = page.and_then(|page| self.folder.get(page));
        let blocks = page.into_iter().flat_map(Page::descendants);
        blocks
            .filter_map(|block| match &block.kind {
                BlockKind::Include { path, .. } => Some(path.clone()),
                _ => None,
            })
            .collect()
    }
}

fn extent(block: &Block) -> Extent {
    let line = |line: Option<&super::yaml::Line>| line.map_or(0, |line| line.number);
    Extent {
        file: block.file.clone(),
        name: block.name.clone(),
        first: line(block.lines.first()),
        last: line(block.lines.last()),
    }
}
