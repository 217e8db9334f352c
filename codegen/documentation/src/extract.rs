//! Reads the pages of the documentation into drafts: a [`Draft`] for every method and every event.
//!
//! Pages are read one by one and independently of each other; what links them (types that another
//! page describes, pages that replace others) is looked up afterwards. Statements in an unknown
//! form are not guessed: they become notes with their lines.

pub mod absent;
pub mod access;
pub mod attach;
pub mod cell;
pub mod condition;
pub mod default;
mod described;
pub mod draft;
pub mod effect;
pub mod errors;
mod event;
pub mod example;
mod failure;
mod filter;
mod format;
pub mod head;
mod lacking;
mod link;
mod message;
mod method;
pub(crate) mod name;
mod one_of;
mod operators;
mod overview;
mod page;
mod paging;
pub mod params;
pub(crate) mod placement;
pub mod prose;
pub mod reference;
mod remark;
pub mod result;
pub mod section;
mod sent;
mod shown;
mod skeleton;
mod source;
pub mod table;
mod transport;
pub mod type_text;
mod types;
mod unread;
pub mod values;
mod within;

use std::collections::{BTreeMap, BTreeSet};

pub use self::draft::Draft;
use self::draft::{Field, Target};
use self::reference::{Reference, Values};
use crate::page::Folder;
use bitrix24_codegen::parallel;

/// What the documentation states.
#[derive(Debug, Default)]
pub struct Documentation {
    /// Methods and events, sorted by kind, name and version.
    pub drafts: Vec<Draft>,
    /// Placements, sorted by name.
    pub placements: Vec<Draft>,
    /// Fields of the objects that pages describe under an anchor.
    pub objects: BTreeMap<Target, Vec<Field>>,
    /// Values that pages list under an anchor.
    pub values: BTreeMap<Target, Values>,
    /// What the documentation's names of types are on the wire.
    pub references: BTreeMap<String, Reference>,
    /// Pages that describe no method and no event, with the reason.
    pub others: Vec<Other>,
    /// The codes of the errors that every method may answer.
    pub system_codes: BTreeSet<String>,
    /// The namespaces, with `.*`, of the methods that overviews list.
    pub overviews: BTreeMap<String, String>,
}

/// A page that describes no method and no event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Page from the root of the documentation, without `.md`.
    pub page: String,
    /// Why it is taken for that.
    pub reason: &'static str,
}

/// What one page states.
struct Reading {
    drafts: Vec<Draft>,
    /// Methods that its sections describe.
    within: Vec<Draft>,
    other: Option<Other>,
    /// The namespace of the methods that an overview lists.
    overview: Option<(String, String)>,
    objects: Vec<(Target, Vec<Field>)>,
    values: Vec<(Target, Values)>,
    references: Vec<Reference>,
}

/// Reads the whole documentation.
#[must_use]
pub fn read(folder: &Folder) -> Documentation {
    let system = errors::System::of(folder);
    let readings = parallel::map(folder.pages(), |_, page| page::read(folder, &system, page));
    let mut documentation = Documentation {
        system_codes: system.codes,
        ..Documentation::default()
    };
    let mut within: Vec<Draft> = Vec::new();
    for reading in readings {
        // What stands first on a page is what an anchor means that several have.
        for (target, fields) in reading.objects {
            documentation.objects.entry(target).or_insert(fields);
        }
        documentation.values.extend(reading.values);
        for reference in reading.references {
            documentation
                .references
                .entry(reference.name.clone())
                .or_insert(reference);
        }
        documentation.drafts.extend(reading.drafts);
        within.extend(reading.within);
        documentation.others.extend(reading.other);
        documentation.overviews.extend(reading.overview);
    }
    for draft in within {
        let same = |known: &Draft| known.name.eq_ignore_ascii_case(&draft.name);
        if !documentation.drafts.iter().any(same) {
            documentation.drafts.push(draft);
        }
    }
    documentation.link();
    unread::settle(&mut documentation.drafts, &documentation.objects);
    let all = std::mem::take(&mut documentation.drafts);
    let (placements, drafts) = all.into_iter().partition(Draft::is_placement);
    (documentation.placements, documentation.drafts) = (placements, drafts);
    documentation
}

impl Documentation {
    /// Every list of fields that a page has: its objects, and the objects in the parameters and
    /// answers of its methods.
    #[must_use]
    pub fn lists(&self, page: &str) -> Vec<&[Field]> {
        let first = Target {
            page: page.to_owned(),
            anchor: String::new(),
        };
        let objects = self
            .objects
            .range(first..)
            .take_while(|(target, _)| target.page == page)
            .map(|(_, fields)| fields.as_slice());
        let mut inner = Vec::new();
        for draft in self.drafts.iter().filter(|draft| draft.page == page) {
            inner.push(draft.params.as_slice());
            draft
                .params
                .iter()
                .for_each(|field| inside(field, &mut inner));
            draft
                .result
                .iter()
                .for_each(|field| inside(field, &mut inner));
        }
        objects.chain(inner).collect()
    }

    /// Every list of values that a page has in tables of their own.
    pub fn values_on<'d>(&'d self, page: &'d str) -> impl Iterator<Item = Vec<String>> + 'd {
        self.values
            .iter()
            .filter(move |(target, _)| target.page == page)
            .flat_map(|(_, values)| values.columns.iter().map(|(_, values)| values.clone()))
    }
}

fn inside<'f>(field: &'f Field, found: &mut Vec<&'f [Field]>) {
    if !field.fields.is_empty() {
        found.push(&field.fields);
        field.fields.iter().for_each(|field| inside(field, found));
    }
}

/// The first line of a text, short enough for a message.
fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(60).collect()
}
