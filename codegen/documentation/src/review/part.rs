//! A page with what stands at its lines.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Subject;
use super::boilerplate::Boilerplate;
use super::chunk::{Chunk, ChunkKind, chunks};
use super::located::Place;
use super::placed::{NOT_KEPT, Placed};
use super::remark::{Remark, Remarks};
use super::sheet::{Came, Line, Part, Yaml};
use crate::gate::Gate;
use crate::page::Page;

/// The lines on which descriptions begin, by page.
pub(super) type Headings = BTreeMap<String, BTreeSet<u32>>;

/// Writes the parts of sheets.
pub(super) struct Parts<'w> {
    pub(super) boilerplate: &'w Boilerplate,
    pub(super) remarks: &'w Remarks,
    /// The lines of pages on which the description of a method or an event begins.
    pub(super) headings: &'w Headings,
}

impl Parts<'_> {
    /// A page, or of one that is not `whole` the tables in which something stands. What is placed
    /// at its lines is taken. Returns it with what is open on the page and at none of the lines.
    pub(super) fn part(
        &self,
        subject: &Subject<'_>,
        page: &Page,
        whole: bool,
        placed: &mut Placed,
    ) -> (Part, Vec<Remark>) {
        let examples = subject.draft.filter(|draft| draft.page == page.path);
        let examples = examples.into_iter().flat_map(|draft| &draft.examples);
        let examples: BTreeSet<u32> = examples.map(|example| example.line).collect();
        let mut chunks = chunks(page, &examples, self.boilerplate);
        if !whole {
            restrict(&mut chunks, |chunk| {
                placed
                    .yaml
                    .keys()
                    .any(|place| place.page == page.path && holds(chunk, place.line))
            });
        }
        if let Some((above, own)) = self.section(subject, page, placed) {
            chunks.retain(|chunk| chunk.first < above || own.contains(&chunk.first));
        }
        let values = values(subject);
        let mut lines = Vec::new();
        let mut heads: BTreeSet<&str> = BTreeSet::new();
        for chunk in &chunks {
            let mut line = self.line(page, chunk, &values, placed);
            // A table that several methods share describes one object in variants.
            if let (Some(line), ChunkKind::Row { head, .. }, false) =
                (&mut line, &chunk.kind, whole)
            {
                let name = head.lines().next().unwrap_or_default();
                if !line.yaml.is_empty() {
                    heads.insert(name);
                } else if line.came == Came::NothingOfRow && heads.contains(name) {
                    line.came = Came::LeftOut;
                }
            }
            lines.extend(line);
        }
        let left = placed
            .remarks
            .iter()
            .filter(|(place, _)| place.page == page.path);
        let mut nowhere = Vec::new();
        for (place, remarks) in left {
            for (_, remark) in remarks {
                let text = match place.line {
                    0 => remark.text.clone(),
                    line => format!("{}:{line}: {}", page.path, remark.text),
                };
                nowhere.push(Remark {
                    label: remark.label,
                    text,
                });
            }
        }
        let part = Part {
            page: page.path.clone(),
            lines,
        };
        (part, nowhere)
    }

    /// The first line of a page's sections, and the lines of that of a subject, when the page
    /// describes several, each under a heading of its own; `None` when something of the subject
    /// stands in the section of another.
    fn section(
        &self,
        subject: &Subject<'_>,
        page: &Page,
        placed: &Placed,
    ) -> Option<(u32, Range<u32>)> {
        let draft = subject.draft.filter(|draft| draft.page == page.path)?;
        let headings = self.headings.get(&page.path)?;
        let above = *headings.first()?;
        let next = headings.range(draft.line + 1..).next();
        let own = draft.line..next.copied().unwrap_or(u32::MAX);
        let examples = draft.examples.iter().map(|example| example.line);
        let facts = placed.yaml.keys().filter(|place| place.page == page.path);
        let mut stated = facts.map(|place| place.line).chain(examples);
        let is_apart = stated.all(|line| line < above || own.contains(&line));
        (headings.len() > 1 && is_apart).then_some((above, own))
    }

    /// A part of a page with what stands there; `None` for text of many pages of which nothing
    /// came.
    fn line(
        &self,
        page: &Page,
        chunk: &Chunk,
        values: &BTreeSet<String>,
        placed: &mut Placed,
    ) -> Option<Line> {
        let place = |line| Place {
            page: page.path.clone(),
            line,
        };
        let range = place(chunk.first)..=place(chunk.last);
        let yaml: Vec<Yaml> = placed
            .yaml
            .range(range.clone())
            .flat_map(|(_, lines)| lines.clone())
            .collect();
        let found: Vec<(Option<Gate>, Remark)> = placed
            .remarks
            .range(range)
            .flat_map(|(_, remarks)| remarks.clone())
            .collect();
        placed
            .remarks
            .retain(|place, _| place.page != page.path || !holds(chunk, place.line));
        let is_left_out = self
            .remarks
            .left_out
            .contains(&(page.path.clone(), chunk.first));
        let is_lost = found.iter().any(|(_, remark)| remark.text == NOT_KEPT);
        let came = match came(chunk, !yaml.is_empty(), values) {
            _ if is_lost => Came::NothingOfRow,
            Came::NothingOfRow if is_left_out => Came::LeftOut,
            other => other,
        };
        let mut remarks: Vec<Remark> = Vec::new();
        for (gate, remark) in found {
            // A row that the importer loses may have YAML of a person.
            let is_settled = gate == Some(Gate::Conservation) && !yaml.is_empty();
            // A note on the line of its own YAML is read there.
            let is_there =
                remark.label == "check" && yaml.iter().any(|line| line.text.contains(&remark.text));
            if !is_settled && !is_there && !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
        if chunk.is_common && yaml.is_empty() && remarks.is_empty() {
            return None;
        }
        Some(Line {
            line: chunk.line,
            came,
            text: text(chunk),
            yaml,
            remarks,
        })
    }
}

/// Leaves the tables of which a row is wanted, and the heading above each.
fn restrict(chunks: &mut Vec<Chunk>, wanted: impl Fn(&Chunk) -> bool) {
    let table = |chunk: &Chunk| match chunk.kind {
        ChunkKind::Row { table, .. } => Some(table),
        _ => None,
    };
    let tables: BTreeSet<usize> = chunks
        .iter()
        .filter(|chunk| wanted(chunk))
        .filter_map(table)
        .collect();
    let is_in = |chunk: &Chunk| table(chunk).is_some_and(|table| tables.contains(&table));
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    let mut heading = None;
    for (index, chunk) in chunks.iter().enumerate() {
        if chunk.kind == ChunkKind::Heading {
            heading = Some(index);
        }
        if is_in(chunk) || wanted(chunk) {
            kept.extend(heading.take());
            kept.insert(index);
        }
    }
    let mut index = 0;
    chunks.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
}

fn came(chunk: &Chunk, has_yaml: bool, values: &BTreeSet<String>) -> Came {
    match &chunk.kind {
        _ if has_yaml => Came::Yes,
        ChunkKind::Row { head, is_first, .. } => {
            let is_header = || chunk.text.split(" | ").all(|cell| cell.starts_with("**"));
            let head = head.lines().next().unwrap_or_default();
            let head = head.trim_matches(['`', '"', '\'', '*', ' ']);
            if values.contains(head) || *is_first && is_header() {
                Came::Yes
            } else {
                Came::NothingOfRow
            }
        }
        ChunkKind::Prose => Came::NothingOfText,
        ChunkKind::Heading | ChunkKind::Tab | ChunkKind::Example | ChunkKind::Folded(_) => {
            Came::Yes
        }
    }
}

fn text(chunk: &Chunk) -> String {
    match &chunk.kind {
        ChunkKind::Folded(languages) => {
            let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
            format!("[code until {}: {}]", chunk.last, languages.join(", "))
        }
        _ => chunk.text.clone(),
    }
}

/// Every value that the facts of a subject list.
fn values(subject: &Subject<'_>) -> BTreeSet<String> {
    let items = subject.facts.params.iter().chain(&subject.facts.result);
    items.flat_map(|item| item.values.iter().cloned()).collect()
}

fn holds(chunk: &Chunk, line: u32) -> bool {
    (chunk.first..=chunk.last).contains(&line)
}
