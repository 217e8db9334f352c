//! How much of the documentation the schema describes: for each scope, and for each method and event.
//!
//! Methods and events are those of the pages, and those that only the schema has. Each counts in every one of its scopes,
//! so that the scopes add up to more than the total, in which it counts once. A fact counts for each method that has it,
//! also where several have it from one table.
//!
//! ```
//! use bitrix24_documentation::coverage::{Coverage, Described};
//! use bitrix24_documentation::page::{Folder, Page};
//!
//! let folder = Folder::new(vec![Page::read(
//!     "crm/crm-deal-get",
//!     "# Get a deal crm.deal.get\n\n> Scope: `crm`\n>\n> Who can execute the method: any user\n",
//! )]);
//! let documentation = bitrix24_documentation::extract::read(&folder);
//! let coverage = Coverage::of(&documentation, &folder, &Described::default());
//! assert_eq!(coverage.total.methods.documented, 1);
//! assert_eq!(coverage.total.methods.described, 0);
//! assert_eq!(coverage.subjects[0].call, "bitrix24::crm::deal::get()");
//! ```

mod agreed;
mod call;
mod counts;
mod described;
mod examples;
mod gaps;
pub mod html;
pub mod json;
mod numbers;
pub mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use self::counts::{Counts, Pages, Scope, Share};
pub use self::described::Described;
pub use self::examples::Examples;
pub use self::gaps::Gaps;
use crate::extract::draft::{Draft, Field};
use crate::extract::{Documentation, Other};
use crate::facts::{self, FactKind, Facts, Kind};
use crate::page::Folder;
use bitrix24_codegen::scopes;

/// The documentation held against the schema.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    /// Methods and events, by name.
    pub subjects: Vec<Subject>,
    /// Scopes, by name; the one without a name has what belongs to none.
    pub scopes: Vec<Scope>,
    /// Everything once.
    pub total: Counts,
    /// Pages that describe no method and no event.
    pub others: Vec<Other>,
}

/// A method or an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// What it is.
    pub kind: Kind,
    /// Full name.
    pub name: String,
    /// Version of the REST protocol.
    pub version: u8,
    /// Scopes, any of which is enough, by its page; by the schema when it has no page.
    pub scope: Vec<String>,
    /// Page from the root of the documentation, without `.md`.
    pub page: Option<String>,
    /// Title of the page.
    pub title: Option<String>,
    /// Whether its page advises against it.
    pub deprecated: bool,
    /// What the schema has of it.
    pub state: State,
    /// How it is called in Rust, or will be; of an event, what a handler receives.
    pub call: String,
    /// Facts of its page by their kind, but for the one that there is such a method.
    pub facts: BTreeMap<FactKind, Share>,
    /// Facts that the schema has and its page has not.
    pub added: usize,
    /// Its documented payloads.
    pub examples: Examples,
    /// What the schema leaves open of it.
    pub gaps: Gaps,
    /// How many things on its page could not be read with certainty; nothing without a page.
    pub doubts: Option<usize>,
}

/// What the schema has of a method or an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Everything that its page says, and perhaps more.
    Described,
    /// Less than its page says, or something else.
    Differs,
    /// Nothing.
    Missing,
    /// All that is known, since it has no page.
    Undocumented,
}

/// What makes two descriptions those of the same thing.
type Identity = (String, u8, Kind);

fn identity(facts: &Facts) -> Identity {
    (facts.name.clone(), facts.version, facts.kind)
}

impl Coverage {
    /// Holds a documentation against a schema.
    #[must_use]
    pub fn of(documentation: &Documentation, folder: &Folder, schema: &Described) -> Self {
        let mut subjects: BTreeMap<Identity, Subject> = BTreeMap::new();
        for (draft, read) in documentation
            .drafts
            .iter()
            .zip(facts::documentation::facts(documentation))
        {
            let identity = identity(&read);
            let subject = documented(draft, &read, folder, schema.get(&identity));
            subjects.insert(identity, subject);
        }
        for (identity, written) in &schema.subjects {
            subjects
                .entry(identity.clone())
                .or_insert_with(|| undocumented(written));
        }
        let subjects: Vec<Subject> = subjects.into_values().collect();
        let (scopes, total) = counts::count(&subjects, &schema.shared, documentation.others.len());
        Self {
            subjects,
            scopes,
            total,
            others: documentation.others.clone(),
        }
    }
}

/// What a page describes.
fn documented(
    draft: &Draft,
    read: &Facts,
    folder: &Folder,
    written: Option<&described::Subject>,
) -> Subject {
    let agreed = agreed::agreed(read, written.map(|written| &written.facts));
    let known: Vec<String> = {
        let known = read.scope.iter().filter(|scope| scopes::is_known(scope));
        known
            .cloned()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    };
    Subject {
        kind: read.kind,
        name: read.name.clone(),
        version: read.version,
        scope: known,
        page: Some(draft.page.clone()),
        title: folder.get(&draft.page).and_then(|page| page.title.clone()),
        deprecated: read.deprecated,
        state: match written {
            None => State::Missing,
            Some(_) if agreed.is_whole() => State::Described,
            Some(_) => State::Differs,
        },
        call: match written {
            Some(written) => written.call.clone(),
            None => call::expected(read),
        },
        facts: agreed.shares,
        added: agreed.added,
        examples: examples::of(draft, written.map_or(&[], |written| &written.examples)),
        gaps: written.map(|written| written.gaps).unwrap_or_default(),
        doubts: Some(doubts(draft)),
    }
}

/// What only the schema describes.
fn undocumented(written: &described::Subject) -> Subject {
    let mut added = 0;
    written.facts.each(&mut |_, _, _, _| added += 1);
    Subject {
        kind: written.facts.kind,
        name: written.facts.name.clone(),
        version: written.facts.version,
        scope: written.facts.scope.clone(),
        page: written.facts.page.clone(),
        title: None,
        deprecated: written.facts.deprecated,
        state: State::Undocumented,
        call: written.call.clone(),
        facts: BTreeMap::new(),
        added,
        examples: Examples::default(),
        gaps: written.gaps,
        doubts: None,
    }
}

fn doubts(draft: &Draft) -> usize {
    fn of(field: &Field) -> usize {
        field.notes.len() + field.fields.iter().map(of).sum::<usize>()
    }
    let fields = draft.params.iter().chain(&draft.result);
    draft.notes.len() + fields.map(of).sum::<usize>()
}

impl Subject {
    /// All facts of its page.
    #[must_use]
    pub fn all_facts(&self) -> Share {
        self.facts.values().copied().sum()
    }
}

impl State {
    /// Its name in the formats that programs read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Described => "described",
            Self::Differs => "differs",
            Self::Missing => "missing",
            Self::Undocumented => "undocumented",
        }
    }
}
