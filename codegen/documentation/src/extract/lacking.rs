//! Fields of shared objects that events do not have: what a page of objects lists for the answers of
//! methods alone, and what the page of an event says that its objects lack.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::lines;
use super::draft::{Draft, Field, Kind, Lacking, Target};
use super::prose::codes;
use super::section::Section;
use crate::page::{Block, BlockKind};

/// The fields that objects of events lack, by the names of the objects: "The `chat` object in
/// events does not contain the fields `role` and `muteList`".
pub(super) fn read(sections: &[Section<'_>]) -> Lacking {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let prose = blocks.filter(|block| {
        let kind = &block.kind;
        matches!(kind, BlockKind::Paragraph(_) | BlockKind::List { .. })
    });
    for line in prose.flat_map(|block| lines(std::slice::from_ref::<Block>(block))) {
        let Some((object, rest)) = line.text.split_once("` object") else {
            continue;
        };
        let lower = object.to_lowercase();
        let names = lower.starts_with("the `").then(|| &object["the `".len()..]);
        let lacks = (rest.split_once("does not contain"))
            .filter(|(between, _)| between.trim().is_empty() || between.trim() == "in events");
        if let (Some(object), Some((_, fields))) = (names, lacks) {
            let fields = fields.split(['—', '–', '.']).next().unwrap_or_default();
            let fields = codes(fields).into_iter().map(|code| code.text.to_owned());
            found.entry(object.to_owned()).or_default().extend(fields);
        }
    }
    Lacking {
        fields: found,
        rows: BTreeSet::new(),
    }
}

/// Leaves out of an event what its objects lack. An object that lacks something is described by its
/// own fields from then on.
pub(super) fn leave_out(draft: &mut Draft, objects: &BTreeMap<Target, Vec<Field>>) {
    if draft.kind != Kind::Event {
        return;
    }
    let mut whole = Objects {
        lacking: &draft.lacking.fields,
        described: objects,
        rows: BTreeSet::new(),
    };
    for field in &mut draft.params {
        whole.field(field, &mut Vec::new());
    }
    draft.lacking.rows = whole.rows;
}

struct Objects<'d> {
    lacking: &'d BTreeMap<String, BTreeSet<String>>,
    described: &'d BTreeMap<Target, Vec<Field>>,
    rows: BTreeSet<(String, u32)>,
}

impl Objects<'_> {
    fn field(&mut self, field: &mut Field, open: &mut Vec<Target>) {
        let own = self.lacking.get(&field.name);
        let is_lacking =
            |inner: &Field| inner.answered || own.is_some_and(|own| own.contains(&inner.name));
        let target = field.target.clone().filter(|_| field.fields.is_empty());
        if let Some(target) = &target
            && let Some(described) = self.described.get(target)
            && !open.contains(target)
            && (described.iter().any(is_lacking) || self.lacks(described, &mut open.clone()))
        {
            field.target = None;
            field.fields.clone_from(described);
            for inner in &mut field.fields {
                inner.stands_on(&target.page);
            }
        }
        for inner in field.fields.iter().filter(|inner| is_lacking(inner)) {
            self.rows
                .extend(inner.page.clone().map(|page| (page, inner.line)));
        }
        field.fields.retain(|inner| !is_lacking(inner));
        let depth = open.len();
        open.extend(target);
        for inner in &mut field.fields {
            self.field(inner, open);
        }
        open.truncate(depth);
    }

    /// Whether an object has another one in it that lacks something.
    fn lacks(&self, fields: &[Field], open: &mut Vec<Target>) -> bool {
        fields.iter().any(|field| {
            let own = self.lacking.get(&field.name);
            let described: &[Field] = match &field.target {
                Some(target) if field.fields.is_empty() && !open.contains(target) => {
                    open.push(target.clone());
                    self.described.get(target).map_or(&[], Vec::as_slice)
                }
                _ => &field.fields,
            };
            let mut inner = described.iter();
            inner.any(|inner| inner.answered || own.is_some_and(|own| own.contains(&inner.name)))
                || self.lacks(described, open)
        })
    }
}
