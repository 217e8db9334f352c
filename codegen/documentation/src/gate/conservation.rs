//! Every row of every table of a subject's page is a fact, or a note names its line; every page
//! that names a method gives it.
//!
//! Rows are counted from the blocks of the pages, not from what the importer takes for tables of
//! fields. A row is accounted for when a fact stands on one of its lines, when a `check` names one
//! of them, or when a rule of `outside` says why it is no fact. Everything else is a finding.

mod conditions;
mod methods;
mod outside;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use self::outside::Outside;
use self::table::{Part, TableOf};
use super::{Code, Finding, Gate, Imported};
use crate::extract::Draft;
use crate::extract::draft::{Field, Note, Target};
use crate::facts::{Facts, Kind};
use crate::page::{BlockKind, Page, Row};

pub use self::outside::RULES;

/// Reports rows and methods that are lost.
#[must_use]
pub fn check(imported: &Imported<'_>) -> Vec<Finding> {
    count(imported).findings
}

/// How many rows there are, and what became from them.
#[derive(Debug, Default)]
pub struct Count {
    /// Rows of tables on pages of methods and events, without headers.
    pub rows: usize,
    /// Rows that are facts.
    pub facts: usize,
    /// Rows that a `check` names.
    pub noted: usize,
    /// Rows that a rule leaves out, by its name.
    pub outside: BTreeMap<&'static str, usize>,
    /// The pages and lines of these rows.
    pub left_out: BTreeSet<(String, u32)>,
    /// Rows and methods that are lost.
    pub findings: Vec<Finding>,
}

impl Count {
    fn leave_out(&mut self, rule: &'static str, page: &str, row: &Row) {
        *self.outside.entry(rule).or_default() += 1;
        self.left_out.insert((page.to_owned(), row.line));
    }
}

/// Counts the rows, and reports what is lost.
#[must_use]
pub fn count(imported: &Imported<'_>) -> Count {
    let mut count = Count::default();
    let held = Held::of(imported);
    let conditions = conditions::fields(imported);
    let mut by_page: BTreeMap<&str, Vec<&Draft>> = BTreeMap::new();
    for draft in &imported.documentation.drafts {
        by_page.entry(&draft.page).or_default().push(draft);
    }
    let mut linked = BTreeSet::new();
    for page in imported.folder.pages() {
        let Some(drafts) = by_page.get(page.path.as_str()) else {
            continue;
        };
        let named = drafts
            .iter()
            .filter_map(|draft| conditions.get(draft.name.as_str()));
        let subject = Subject {
            page,
            drafts,
            conditions: named.flatten().copied().collect(),
        };
        let tables = table::tables(imported.folder, page);
        for table in &tables {
            rows(&subject, table, &tables, &held, &mut count);
            linked.extend(table::links(table, page));
        }
    }
    placements(imported, &mut count);
    // Sections of other pages that the tables link to belong to their methods too.
    for target in linked {
        if by_page.contains_key(target.page.as_str()) || target.anchor.is_empty() {
            continue;
        }
        let Some(page) = imported.folder.get(&target.page) else {
            continue;
        };
        let subject = Subject {
            page,
            drafts: &[],
            conditions: BTreeSet::new(),
        };
        let tables = table::tables(imported.folder, page);
        for table in &tables {
            if table.is_under(&target.anchor) && table.kind == table::Kind::Fields {
                rows(&subject, table, &tables, &held, &mut count);
            }
        }
    }
    count.findings.extend(methods::lost(imported));
    count
}

/// Counts the rows of pages of placements: of the codes, the options and what a handler receives.
fn placements(imported: &Imported<'_>, count: &mut Count) {
    for draft in &imported.documentation.placements {
        let Some(page) = imported.folder.get(&draft.page) else {
            continue;
        };
        let facts = imported.documented.placements.iter();
        let facts = facts.filter(|facts| facts.name == draft.name);
        let items = facts.flat_map(|facts| facts.params.iter().chain(&facts.result));
        let held: BTreeSet<u32> = items
            .filter(|item| item.at.page() == draft.page)
            .map(|item| item.at.line)
            .chain(draft.notes.iter().map(|note| note.line))
            .chain(
                draft
                    .unread
                    .iter()
                    .flat_map(|table| table.rows.iter().copied()),
            )
            .collect();
        for (row, names) in crate::extract::placement::rows(page) {
            count.rows += 1;
            let last = table::last_line(row);
            let is_code = draft.codes.contains(&names.replace("XXX", "{n}"));
            if is_code || held.range(row.line..=last).next().is_some() {
                count.facts += 1;
                continue;
            }
            count.findings.push(Finding {
                code: Code::new(Gate::Conservation, "placement-row"),
                subject: draft.name.clone(),
                fact: short(&names),
                page: draft.page.clone(),
                line: row.line,
                wrong: format!("the row `{names}` is no fact"),
                right: "a fact of that line, or a `check` that names the line".to_owned(),
            });
        }
    }
}

/// A page, and what it describes.
struct Subject<'p> {
    page: &'p Page,
    drafts: &'p [&'p Draft],
    /// Fields that its filters, orders and selections take.
    conditions: BTreeSet<&'p str>,
}

impl Subject<'_> {
    fn name(&self) -> String {
        let mut names: Vec<&str> = self
            .drafts
            .iter()
            .map(|draft| draft.name.as_str())
            .collect();
        names.dedup();
        if names.is_empty() {
            self.page.path.clone()
        } else {
            names.join(", ")
        }
    }

    /// Whether a parameter or the answer is a map or has one.
    fn has_map(&self) -> bool {
        fn has_map(field: &Field) -> bool {
            field.type_.shape.has_map() || field.fields.iter().any(has_map)
        }
        let mut fields = self
            .drafts
            .iter()
            .flat_map(|draft| draft.params.iter().chain(&draft.result));
        fields.any(has_map)
    }

    /// Lines of the headings that the page describes its subjects under; none when it is about one
    /// as a whole.
    fn sections(&self) -> Vec<u32> {
        let mut blocks = self.page.blocks.iter();
        let title = blocks.find(|block| matches!(block.kind, BlockKind::Heading { level: 1, .. }));
        let title = title.map_or(1, |block| block.line);
        let lines = self.drafts.iter().map(|draft| draft.line);
        if lines.clone().any(|line| line <= title) {
            return Vec::new();
        }
        lines.collect()
    }

    fn is_event(&self) -> bool {
        self.drafts.iter().any(|draft| draft.kind == Kind::Event)
    }
}

/// Lines of pages that are facts or named in a `check`.
struct Held {
    facts: BTreeMap<String, BTreeSet<u32>>,
    /// Lines that the drafts know, also of what the importer writes nothing of.
    drafted: BTreeMap<String, BTreeSet<u32>>,
    noted: BTreeMap<String, BTreeSet<u32>>,
    /// Rows of objects that events lack.
    lacking: BTreeSet<(String, u32)>,
    /// Documented values, by page.
    values: BTreeMap<String, BTreeSet<String>>,
}

impl Held {
    fn of(imported: &Imported<'_>) -> Self {
        let mut held = Self {
            facts: BTreeMap::new(),
            drafted: BTreeMap::new(),
            noted: BTreeMap::new(),
            lacking: BTreeSet::new(),
            values: BTreeMap::new(),
        };
        for facts in &imported.documented.facts {
            held.facts_of(facts);
        }
        for draft in &imported.documentation.drafts {
            held.notes(&draft.page, &draft.notes);
            held.lacking.extend(draft.lacking.rows.iter().cloned());
            for table in &draft.unread {
                let page = table.page.as_ref().unwrap_or(&draft.page);
                let noted = held.noted.entry(page.clone()).or_default();
                noted.extend(&table.rows);
            }
            let facts = held.facts.entry(draft.page.clone()).or_default();
            for error in &draft.errors {
                facts.extend(error.validation.iter().map(|violation| violation.line));
                facts.extend(&error.also);
            }
            for field in draft.params.iter().chain(&draft.result) {
                held.field(&draft.page, field, true);
            }
        }
        for (target, fields) in &imported.documentation.objects {
            // Notes of an object that nothing leads to are written nowhere.
            let is_written = fields.iter().any(|field| {
                let page = field.page.as_deref().unwrap_or(&target.page);
                let facts = held.facts.get(page);
                facts.is_some_and(|lines| lines.contains(&field.line))
            });
            for field in fields {
                held.field(&target.page, field, is_written);
            }
        }
        held
    }

    fn facts_of(&mut self, facts: &Facts) {
        let page = |file: &str| file.trim_end_matches(".md").to_owned();
        for item in facts.params.iter().chain(&facts.result) {
            let at = page(&item.at.file);
            self.facts
                .entry(at.clone())
                .or_default()
                .insert(item.at.line);
            let values = self.values.entry(page(&facts.at.file)).or_default();
            values.extend(item.values.iter().cloned());
            let values = self.values.entry(at).or_default();
            values.extend(item.values.iter().cloned());
        }
        for error in &facts.errors {
            self.facts
                .entry(page(&error.at.file))
                .or_default()
                .insert(error.at.line);
        }
    }

    fn notes(&mut self, page: &str, notes: &[Note]) {
        self.noted
            .entry(page.to_owned())
            .or_default()
            .extend(notes.iter().map(|note| note.line));
    }

    fn field(&mut self, page: &str, field: &Field, is_written: bool) {
        let page = field.page.as_deref().unwrap_or(page);
        if is_written {
            self.notes(page, &field.notes);
        }
        self.drafted
            .entry(page.to_owned())
            .or_default()
            .insert(field.line);
        for inner in &field.fields {
            self.field(page, inner, is_written);
        }
    }

    fn has(lines: &BTreeMap<String, BTreeSet<u32>>, page: &str, row: Extent) -> bool {
        lines
            .get(page)
            .is_some_and(|lines| lines.range(row.first..=row.last).next().is_some())
    }
}

/// The lines of a row.
#[derive(Clone, Copy)]
struct Extent {
    first: u32,
    last: u32,
}

fn rows(
    subject: &Subject<'_>,
    table: &TableOf<'_>,
    tables: &[TableOf<'_>],
    held: &Held,
    count: &mut Count,
) {
    let page = table.page.as_str();
    let body = table.body();
    let methods: Vec<&str> = subject
        .drafts
        .iter()
        .map(|draft| draft.name.as_str())
        .collect();
    let sections = subject.sections();
    let (is_event, has_map) = (subject.is_event(), subject.has_map());
    for row in body {
        if row.cells.iter().all(crate::page::Cell::is_empty) {
            continue;
        }
        count.rows += 1;
        let extent = Extent {
            first: row.line,
            last: table::last_line(row),
        };
        let own = Extent {
            last: row.line,
            ..extent
        };
        if Held::has(&held.facts, page, own) {
            count.facts += 1;
            continue;
        }
        if Held::has(&held.noted, page, extent) {
            count.noted += 1;
            continue;
        }
        if let Some(rule) = outside::rule(&Outside {
            table,
            row,
            values: held.values.get(&subject.page.path),
            is_event,
            sections: &sections,
            conditions: &subject.conditions,
            methods: &methods,
            has_map,
        }) {
            count.leave_out(rule, page, row);
            continue;
        }
        if held.lacking.contains(&(page.to_owned(), row.line)) {
            count.leave_out("lacking", page, row);
            continue;
        }
        let names = short(&table::names(row).join(", "));
        let repeated = repeats(held, table, tables, row);
        if repeated == Some(true) {
            count.leave_out("repeated", page, row);
            continue;
        }
        if is_elements(held, table, row) {
            count.leave_out("elements", page, row);
            continue;
        }
        let is_misplaced =
            page != subject.page.path && Held::has(&held.facts, &subject.page.path, own);
        if is_misplaced {
            count.findings.push(Finding {
                code: Code::new(Gate::Conservation, "included-row"),
                subject: subject.name(),
                fact: names.clone(),
                page: page.to_owned(),
                line: row.line,
                wrong: format!(
                    "the fact of the row says that it stands in {}",
                    subject.page.path
                ),
                right: "the page on which the row stands".to_owned(),
            });
            continue;
        }
        let kind = kind(
            table,
            Held::has(&held.drafted, page, own),
            repeated.is_some(),
        );
        count.findings.push(Finding {
            code: Code::new(Gate::Conservation, kind),
            subject: subject.name(),
            fact: names.clone(),
            page: page.to_owned(),
            line: row.line,
            wrong: format!("the row `{names}` is no fact"),
            right: "a fact of that line, or a `check` that names the line".to_owned(),
        });
    }
}

/// The kind of a lost row.
fn kind(table: &TableOf<'_>, drafted: bool, repeated: bool) -> &'static str {
    match (table.part, table.kind) {
        (_, table::Kind::Errors) => "error-row",
        (_, table::Kind::Validation) => "validation-row",
        (_, table::Kind::Values) => "value-row",
        (_, table::Kind::Other) => "unknown-table-row",
        _ if table.titled(&["handler", "sent to", "request to the"]) => "handler-row",
        _ if table.lists_conditions() => "condition-row",
        _ if drafted => "unwritten-row",
        _ if repeated => "repeated-row",
        (Part::Request, _) => "request-row",
        (Part::Answer, _) => "answer-row",
        (Part::Errors, _) => "error-row",
        (Part::Other, _) => "other-row",
    }
}

/// Whether another table of the same object has a row of the same names that is a fact: whether it
/// says the same of them.
fn repeats(held: &Held, table: &TableOf<'_>, tables: &[TableOf<'_>], row: &Row) -> Option<bool> {
    let names = table::names(row);
    let variants = tables.iter().filter(|other| table.is_variant_of(other));
    let mut found = None;
    for other in variants {
        let lines = held.facts.get(&other.page);
        for known in other.body() {
            let is_fact = lines.is_some_and(|lines| lines.contains(&known.line));
            if is_fact && known.line != row.line && table::names(known) == names {
                found =
                    Some(found.unwrap_or(false) || table::type_of(known) == table::type_of(row));
            }
        }
    }
    found
}

/// Whether a row tells of the elements of what another row of the same table tells of as a fact.
fn is_elements(held: &Held, table: &TableOf<'_>, row: &Row) -> bool {
    let names = table::names(row);
    let [name] = names.as_slice() else {
        return false;
    };
    let Some(list) = name.strip_suffix("[]") else {
        return false;
    };
    let facts = held.facts.get(&table.page);
    table.body().iter().any(|other| {
        table::names(other).iter().any(|name| name == list)
            && facts.is_some_and(|lines| lines.contains(&other.line))
    })
}

/// The target of a link in a table.
pub(super) type Linked = Target;

/// The beginning of a text that may be a sentence.
fn short(text: &str) -> String {
    text.chars().take(48).collect()
}

/// The text of a row's first cell.
fn head(row: &Row) -> String {
    row.cells
        .first()
        .map(crate::page::Cell::plain)
        .unwrap_or_default()
}
