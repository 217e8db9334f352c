//! A sheet: the lines of pages, and what stands below each.

use std::collections::{BTreeMap, BTreeSet};

use super::common::Common;
use super::files::Files;
use super::located::{Located, Place};
use super::part::{Headings, Parts};
use super::placed::{Headed, Placed};
use super::remark::{Remark, Remarks};
use super::yaml::Block;
use super::{Subject, Types};
use crate::facts::{Kind, Location};
use crate::page::{BlockKind, Folder, Page};

/// All that there is to see of a method or an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Version of the protocol.
    pub version: u8,
    /// Whether the schema lacks it, so that it is shown as `import` would write it.
    pub is_lacking: bool,
    /// The page that describes it, from the root of the documentation and without `.md`.
    pub page: Option<String>,
    /// The locations of its YAML: first the method or the event, then types.
    pub yaml: Vec<Extent>,
    /// Files with its examples.
    pub examples: Vec<String>,
    /// Types of other pages that an earlier sheet shows.
    pub shown_before: Vec<String>,
    /// The number of notes (`check:`) in its YAML.
    pub notes: usize,
    /// The open points without a line.
    pub remarks: Vec<Remark>,
    /// The pages.
    pub parts: Vec<Part>,
}

/// A part of a file of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The file, from the folder of the schema.
    pub file: String,
    /// The key of the part.
    pub name: String,
    /// Its first line.
    pub first: u32,
    /// Its last line.
    pub last: u32,
}

/// A page, or the tables of another page that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// From the root of the documentation, without `.md`.
    pub page: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line of the page on which it begins.
    pub line: u32,
    /// Whether something came from it.
    pub came: Came,
    /// The text of the page.
    pub text: String,
    /// The YAML that came from it.
    pub yaml: Vec<Yaml>,
    /// The open points of this line.
    pub remarks: Vec<Remark>,
}

/// Whether YAML came from a line of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Some did, or the line has no fact.
    Yes,
    /// None can: the row repeats another, is of another method of the page, or describes a part of every answer.
    LeftOut,
    /// None did from a row, or the schema lacks the example.
    NothingOfRow,
    /// None did from a sentence.
    NothingOfText,
}

/// A line of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yaml {
    /// The file, when it is not that of the subject.
    pub file: Option<String>,
    /// The line there.
    pub line: u32,
    /// Its text.
    pub text: String,
    /// Whether no line of a page states it.
    pub is_unstated: bool,
    /// The open points of this line.
    pub remarks: Vec<Remark>,
}

/// Writes sheets.
pub(super) struct Writer<'w> {
    pub(super) folder: &'w Folder,
    pub(super) files: &'w Files,
    pub(super) remarks: &'w Remarks,
    pub(super) common: &'w Common,
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
            common: self.common,
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

    /// Adds the named types of a subject to its YAML. Returns the names of those that only other pages describe and an
    /// earlier sheet has shown.
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
