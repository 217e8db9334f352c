//! Sheets for those who hold a page against the schema: every line of the page with the YAML that
//! came from it.
//!
//! A sheet has the lines of the page in their order. Below each stand the lines of YAML that state
//! its facts, and what is open there: differences that `drift` would report, findings of rules and
//! gates, problems of `check`, notes. A row that no YAML came from is marked. What the schema lacks
//! is shown as `import` would write it.

mod boilerplate;
mod chunk;
mod files;
mod located;
mod part;
mod placed;
mod remark;
mod sheet;
mod text;
mod writer;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{How, Record, changes, compare, row};
use crate::drift::{Difference, Settled};
use crate::extract::draft::Draft;
use crate::facts::{self, Facts, Kind, Location};
use crate::gate::{self, Gate, Imported, conservation};
use crate::page::Folder;
use crate::rule::{self, Joined};
use crate::write::Documented;
use bitrix24_codegen::model::DocBy;

use self::boilerplate::Boilerplate;
pub use self::files::Files;
use self::part::Headings;
pub use self::remark::Remark;
use self::remark::Remarks;
pub use self::sheet::{Came, Extent, Line, Part, Sheet, Yaml};
pub use self::text::print_all;

/// A method or an event: its kind, name and version of the protocol.
pub type Identity = (Kind, String, u8);

/// A schema and a documentation, read for sheets.
#[derive(Debug)]
pub struct Review<'r> {
    folder: &'r Folder,
    imported: Imported<'r>,
    files: Files,
    settled: Settled,
    /// Methods and events that are shown as `import` would write them.
    lacking: BTreeSet<Identity>,
}

impl<'r> Review<'r> {
    /// Reads a documentation beside the files of a schema.
    #[must_use]
    pub fn of(folder: &'r Folder, files: Files) -> Self {
        Self {
            imported: Imported::of(folder),
            folder,
            files,
            settled: Settled::default(),
            lacking: BTreeSet::new(),
        }
    }

    /// Shows the differences of a list as settled.
    #[must_use]
    pub fn settled(self, settled: Settled) -> Self {
        Self { settled, ..self }
    }

    /// The methods and events that `wanted` accepts by their names: those of the pages in their
    /// order, then those that only the schema has.
    #[must_use]
    pub fn named(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<Identity> {
        let mut found: Vec<Identity> = self
            .drafts()
            .filter(|draft| wanted(&draft.name))
            .map(identity_of)
            .collect();
        for identity in self.files.subjects().into_keys() {
            if wanted(&identity.1) && !found.iter().any(|known| is_same(known, &identity)) {
                found.push(identity);
            }
        }
        found
    }

    /// The methods and events without a review: first those of the schema whose sentence is made of
    /// their name (`doc_by: auto`, or none for an event), file by file, then those that it lacks.
    #[must_use]
    pub fn unreviewed(&self, scope: Option<&str>) -> Vec<Identity> {
        let is_of = |scopes: &[String]| {
            scope.is_none_or(|wanted| scopes.iter().any(|scope| scope == wanted))
        };
        let mut found = Vec::new();
        for file in &self.files.stated.files {
            let file = &file.model;
            let scopes = |own: &[String]| is_of(if own.is_empty() { &file.scope } else { own });
            for (name, method) in file.methods.iter() {
                if method.doc_by == Some(DocBy::Auto) && scopes(&method.scope) {
                    found.push((Kind::Method, file.method_name(name), file.version));
                }
            }
            for (name, event) in file.events.iter() {
                if event.doc.is_none() && scopes(&event.scope) {
                    found.push((Kind::Event, name.to_owned(), file.version));
                }
            }
        }
        let subjects = self.files.subjects();
        let lacking = self
            .drafts()
            .filter(|draft| is_of(&draft.scope))
            .map(identity_of)
            .filter(|identity| !subjects.keys().any(|known| is_same(known, identity)));
        found.extend(lacking);
        found
    }

    /// The sheets of methods and events, in the order given. A type that another page describes is
    /// shown once.
    #[must_use]
    pub fn sheets(mut self, wanted: &[Identity]) -> Vec<Sheet> {
        let subjects = self.files.subjects();
        let is_described =
            |identity: &Identity| subjects.keys().any(|known| is_same(known, identity));
        self.lacking = wanted
            .iter()
            .filter(|identity| !is_described(identity))
            .cloned()
            .collect();
        if !self.lacking.is_empty() {
            let lacking = &self.lacking;
            self.files
                .add(&self.imported.documentation, &|draft: &Draft| {
                    lacking.contains(&identity_of(draft))
                });
        }
        let facts = facts::schema::facts(&self.files.stated, &self.files.sources);
        let documented =
            Documented::of(&self.imported.documentation, &self.files.stated.files).facts;
        let records = compare(&facts, &documented, How::Schema);
        let settled = settled(&self.settled, &facts, &documented, &records);
        let remarks = self.remarks(&facts, &documented);
        let boilerplate = Boilerplate::of(self.folder);
        let types = facts::schema::types(&self.files.stated, &self.files.sources);
        let mut headings = Headings::new();
        for draft in self.drafts() {
            let lines = headings.entry(draft.page.clone()).or_default();
            lines.insert(draft.line);
        }
        let mut shown = BTreeSet::new();
        let mut sheets = Vec::new();
        for identity in wanted {
            let same = |facts: &&Facts| is_same(&identity_of_facts(facts), identity);
            let Some(own) = facts.iter().find(same) else {
                continue;
            };
            let subject = Subject {
                facts: own,
                documented: documented.iter().find(same),
                draft: self
                    .drafts()
                    .find(|draft| is_same(&identity_of(draft), identity)),
                records: records
                    .iter()
                    .zip(settled.iter().copied())
                    .filter(|(record, _)| is_same(&identity_of_facts(record.subject()), identity))
                    .collect(),
                is_lacking: self.lacking.contains(identity),
            };
            let sheet = writer::Writer {
                folder: self.folder,
                files: &self.files,
                remarks: &remarks,
                boilerplate: &boilerplate,
                types: &types,
                headings: &headings,
                shown: &mut shown,
            };
            sheets.push(sheet.sheet(&subject));
        }
        sheets
    }

    fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.imported.documentation.drafts.iter()
    }

    /// The open points, by page and by file.
    fn remarks(&self, facts: &[Facts], documented: &[Facts]) -> Remarks {
        let mut remarks = Remarks::default();
        let joined = Joined::of(
            facts,
            (&self.files.stated, &self.files.sources),
            documented,
            &self.imported.documentation,
            self.folder,
        );
        for found in rule::pages(&joined) {
            remarks.rule(&found);
        }
        self.files.problems(&mut remarks);
        self.files.corrections(&mut remarks);
        let sources = gate::Sources::shipped().unwrap_or_default();
        for gate in [Gate::Oracle, Gate::FixedPoint, Gate::Examples] {
            for found in gate::run(gate, &self.imported, &sources) {
                remarks.gate(gate, &found);
            }
        }
        let count = conservation::count(&self.imported);
        for found in &count.findings {
            remarks.gate(Gate::Conservation, found);
        }
        remarks.left_out = count.left_out;
        // What one page says of several methods is a fact of each of them alone.
        for facts in documented {
            let items = facts.params.iter().chain(&facts.result);
            let stated = items.map(|item| &item.at);
            for at in stated.chain(facts.errors.iter().map(|error| &error.at)) {
                remarks.left_out.insert((at.page().to_owned(), at.line));
            }
        }
        remarks
    }
}

/// A method or an event, as the schema and its page state it.
struct Subject<'s> {
    facts: &'s Facts,
    documented: Option<&'s Facts>,
    draft: Option<&'s Draft>,
    /// The comparison of the two, with whether a difference is settled.
    records: Vec<(&'s Record<'s>, bool)>,
    /// Whether the schema lacks it, so that it is shown as `import` would write it.
    is_lacking: bool,
}

/// Whether each record is a settled difference, in any of the places that show its row.
fn settled(
    list: &Settled,
    facts: &[Facts],
    documented: &[Facts],
    records: &[Record<'_>],
) -> Vec<bool> {
    let mut settling = list.settling();
    let settled: Vec<Record<'_>> = changes(facts, documented, How::Schema)
        .into_iter()
        .filter(|change| settling.settles(change).is_some())
        .collect();
    let rows: BTreeSet<_> = settled
        .iter()
        .filter_map(|change| row(change, How::Schema))
        .collect();
    let alone: BTreeSet<Difference> = settled
        .iter()
        .filter(|change| row(change, How::Schema).is_none())
        .map(Difference::of)
        .collect();
    let is_settled = |record: &Record<'_>| {
        record.agreement.is_change()
            && match row(record, How::Schema) {
                Some(row) => rows.contains(&row),
                None => alone.contains(&Difference::of(record)),
            }
    };
    records.iter().map(is_settled).collect()
}

/// The locations of named types, by their full names.
type Types = BTreeMap<String, Location>;

fn identity_of(draft: &Draft) -> Identity {
    (draft.kind, draft.name.clone(), draft.version)
}

fn identity_of_facts(facts: &Facts) -> Identity {
    (facts.kind, facts.name.clone(), facts.version)
}

/// Whether two identities are of one subject. The case of an event's name does not matter.
fn is_same(one: &Identity, other: &Identity) -> bool {
    (one.0, one.2) == (other.0, other.2)
        && (one.1 == other.1 || one.0 == Kind::Event && one.1.eq_ignore_ascii_case(&other.1))
}
