//! How much of the documentation the schema describes: for each scope, and for each method and
//! event.
//!
//! Methods and events are those of the pages, and those that only the schema has. Each counts in
//! every one of its scopes, so that the scopes add up to more than the total, in which it counts
//! once. A fact counts for each method that has it, also where several have it from one table.
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
use crate::compare::{Agreement, How, Open, Record, Side, compare};
use crate::extract::draft::{Draft, Field};
use crate::extract::{Documentation, Other};
use crate::facts::{FactKind, Facts, Kind};
use crate::page::Folder;
use crate::write::Documented;
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
    /// Its kind.
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
    /// Its state in the schema.
    pub state: State,
    /// Its call in Rust, now or in future; for an event, the type that a handler receives.
    pub call: String,
    /// Facts of its page by their kind, but for the one that there is such a method.
    pub facts: BTreeMap<FactKind, Share>,
    /// Facts that the schema has and its page has not.
    pub added: usize,
    /// Its documented payloads.
    pub examples: Examples,
    /// Its open points in the schema.
    pub gaps: Gaps,
    /// The number of facts on its page that could not be read with certainty; `None` without a
    /// page.
    pub doubts: Option<usize>,
}

/// The state of a method or an event in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Everything that its page says, and perhaps more.
    Described,
    /// Less than its page says, or something else.
    Differs,
    /// Not described.
    Missing,
    /// All that is known, since it has no page.
    Undocumented,
}

/// The identity of a method or an event.
type Identity = (String, u8, Kind);

fn identity(facts: &Facts) -> Identity {
    (facts.name.clone(), facts.version, facts.kind)
}

impl Coverage {
    /// Compares a documentation with a schema.
    #[must_use]
    pub fn of(documentation: &Documentation, folder: &Folder, schema: &Described) -> Self {
        let documented = Documented::of(documentation, &schema.files);
        let records = compare(&schema.facts, &documented.facts, How::Schema);
        let mut changed: BTreeMap<Identity, Vec<Record<'_>>> = BTreeMap::new();
        for record in records.iter().filter(|record| record.agreement.is_change()) {
            if let (Some(_), Some(after)) = (record.before, record.after) {
                changed
                    .entry(identity(after))
                    .or_default()
                    .push(record.clone());
            }
        }
        let open = Open::of(&records, Side::After);
        let mut subjects: BTreeMap<Identity, Subject> = BTreeMap::new();
        for (draft, read) in documentation.drafts.iter().zip(&documented.facts) {
            let identity = identity(read);
            let page = Page {
                draft,
                read,
                changed: changed.get(&identity).map_or(&[], Vec::as_slice),
                open: &open,
            };
            let subject = page.subject(folder, schema.subjects.get(&identity));
            subjects.insert(identity, subject);
        }
        for facts in &schema.facts {
            let identity = identity(facts);
            if let Some(written) = schema.subjects.get(&identity) {
                subjects
                    .entry(identity)
                    .or_insert_with(|| undocumented(facts, written));
            }
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

/// A page, and what of it is not in the schema.
struct Page<'p> {
    draft: &'p Draft,
    read: &'p Facts,
    changed: &'p [Record<'p>],
    open: &'p Open<'p>,
}

impl Page<'_> {
    fn subject(&self, folder: &Folder, written: Option<&described::Subject>) -> Subject {
        let read = self.read;
        let known = read.scope.iter().filter(|scope| scopes::is_known(scope));
        let known: BTreeSet<&String> = known.collect();
        let mut shares: BTreeMap<FactKind, Share> = BTreeMap::new();
        read.each(&mut |fact| {
            if fact.kind != FactKind::Subject {
                let share = shares.entry(fact.kind).or_default();
                share.documented += 1;
                share.described += usize::from(written.is_some() && !self.open.has(&fact));
            }
        });
        Subject {
            kind: read.kind,
            name: read.name.clone(),
            version: read.version,
            scope: known.into_iter().cloned().collect(),
            page: Some(self.draft.page.clone()),
            title: folder
                .get(&self.draft.page)
                .and_then(|page| page.title.clone()),
            deprecated: read.deprecated,
            state: match written {
                None => State::Missing,
                Some(_) if self.changed.is_empty() => State::Described,
                Some(_) => State::Differs,
            },
            call: match written {
                Some(written) => written.call.clone(),
                None => call::expected(read),
            },
            facts: shares,
            added: self.added(),
            examples: examples::of(self.draft, written.map_or(&[], |written| &written.examples)),
            gaps: written.map(|written| written.gaps).unwrap_or_default(),
            doubts: Some(doubts(self.draft)),
        }
    }

    /// The number of facts that only the schema has.
    fn added(&self) -> usize {
        let missing = self.changed.iter();
        let missing: Vec<Record<'_>> = missing
            .filter(|record| record.agreement == Agreement::Missing)
            .cloned()
            .collect();
        let Some(schema) = missing.first().and_then(|record| record.before) else {
            return 0;
        };
        let open = Open::of(&missing, Side::Before);
        let mut added = 0;
        schema.each(&mut |fact| added += usize::from(open.has(&fact)));
        added
    }
}

/// Methods and events that only the schema describes.
fn undocumented(facts: &Facts, written: &described::Subject) -> Subject {
    let mut added = 0;
    facts.each(&mut |_| added += 1);
    Subject {
        kind: facts.kind,
        name: facts.name.clone(),
        version: facts.version,
        scope: facts.scope.clone(),
        page: facts.page.clone(),
        title: None,
        deprecated: facts.deprecated,
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
