//! How many edits of pages drift reports, and how many of its reports are edits.
//!
//! Pages of a snapshot are edited at random, one edit a page: a fact is changed, added or deleted,
//! or a description is worded otherwise, which changes none. The seed is fixed. `BITRIX24_DOCS`
//! names the folder of the snapshot:
//!
//! ```sh
//! BITRIX24_DOCS=../docs cargo test --release -p bitrix24-documentation --test edits -- --ignored --nocapture
//! ```
//!
//! It prints recall and precision, between two snapshots and against the shipped schema, and what
//! was missed or reported without an edit. Against the schema an edit counts where the schema said
//! what the page did.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bitrix24_documentation::compare::{ItemFact, What};
use bitrix24_documentation::drift::{Difference, Drift, Schema, Shown};
use bitrix24_documentation::extract::{self, Documentation};
use bitrix24_documentation::facts::{self, Facts, Item, Required};
use bitrix24_documentation::page::{Folder, Page};
use bitrix24_documentation::write::Documented;

/// How many edits of each kind are made.
const EACH: usize = 40;

/// The kinds of edits.
const KINDS: [Kind; 9] = [
    Kind::Type,
    Kind::Marker,
    Kind::RowDeleted,
    Kind::RowAdded,
    Kind::Code,
    Kind::Message,
    Kind::Value,
    Kind::Operator,
    Kind::Reworded,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Type,
    Marker,
    RowDeleted,
    RowAdded,
    Code,
    Message,
    Value,
    Operator,
    Reworded,
}

/// An edit of one page.
#[derive(Debug, Clone)]
struct Edit {
    kind: Kind,
    page: String,
    line: usize,
    /// Texts one of which the path of the reported change ends in, or is.
    names: Vec<String>,
    text: String,
}

/// Numbers that are the same on every machine: the generator of Numerical Recipes.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }
}

/// What is known of the facts of a page before its edit.
struct Known<'f> {
    facts: Vec<&'f Facts>,
    page: &'f Page,
}

impl<'f> Known<'f> {
    /// The item whose row begins on a line, when the page states it once.
    fn item(&self, line: usize) -> Option<&'f Item> {
        let file = format!("{}.md", self.page.path);
        let items = self.facts.iter().flat_map(|facts| {
            let items = facts.params.iter().chain(&facts.result);
            items.filter(|item| {
                !item.shown && *item.at.file == *file && item.at.line as usize == line
            })
        });
        let found: Vec<&Item> = items.collect();
        match found.as_slice() {
            [item] => Some(item),
            _ => None,
        }
    }

    fn is_sent(&self, item: &Item) -> bool {
        // A page of an event marks what has no requirement.
        let is_method = |facts: &&&Facts| facts.kind == facts::Kind::Method;
        let methods = self.facts.iter().filter(is_method);
        let mut all = methods.flat_map(|facts| &facts.params);
        all.any(|known| std::ptr::eq(known, item))
    }

    /// Every edit of a kind that the page allows.
    fn edits(&self, kind: Kind) -> Vec<Edit> {
        let lines: Vec<&str> = self.page.text.lines().collect();
        let numbers = 0..lines.len();
        numbers
            .filter_map(|index| {
                let (lines, names) = self.edited(kind, &lines, index)?;
                Some(Edit {
                    kind,
                    page: self.page.path.clone(),
                    line: index + 1,
                    names,
                    text: lines.join("\n") + "\n",
                })
            })
            .collect()
    }

    /// The lines of the page after an edit at a line, with the names that the change is told by.
    // An arm for each kind.
    #[allow(clippy::too_many_lines)]
    fn edited(
        &self,
        kind: Kind,
        lines: &[&str],
        index: usize,
    ) -> Option<(Vec<String>, Vec<String>)> {
        // Most lines allow no edit, so that the lines are copied last.
        if !self.may_be(kind, lines, index) {
            return None;
        }
        let mut new: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        let line = lines[index];
        let names = match kind {
            Kind::Type => {
                let item = self.item(index + 1)?;
                let next = lines.get(index + 1)?;
                let (from, to) = [
                    ("[`integer`]", "[`double`]"),
                    ("[`string`]", "[`double`]"),
                    ("[`boolean`]", "[`double`]"),
                    ("[`datetime`]", "[`double`]"),
                    ("[`double`]", "[`boolean`]"),
                ]
                .into_iter()
                .find(|(from, _)| next.starts_with(from))?;
                let is_plain = item.values.is_empty() && item.default.is_none();
                new[index + 1] = next.replacen(from, to, 1);
                is_plain.then(|| vec![name(&item.path)])?
            }
            Kind::Marker => {
                let item = self.item(index + 1).filter(|item| self.is_sent(item))?;
                let is_clear = !matches!(item.required, Required::Sometimes | Required::Unknown);
                let lower = row(lines, index).join(" ").to_lowercase();
                let tells = lower.contains("require") || lower.contains("optional");
                new[index] = if line.contains("***") {
                    line.replacen("***", "**", 1)
                } else {
                    let at = line.rfind("**")?;
                    format!("{}*{}", &line[..at + 2], &line[at + 2..])
                };
                (is_clear && !tells).then(|| vec![name(&item.path)])?
            }
            Kind::RowDeleted => {
                let item = self.item(index + 1)?;
                let length = row(lines, index).len();
                let is_row = line.starts_with("|| **") && lines[index + length - 1].ends_with("||");
                let only = ["result", "time", "total", "next"].contains(&&*name(&item.path));
                new.drain(index..index + length);
                (is_row && !only).then(|| vec![name(&item.path)])?
            }
            Kind::RowAdded => {
                let item = self.item(index + 1)?;
                let length = row(lines, index).len();
                let is_row = line.starts_with("|| **") && lines[index + length - 1].ends_with("||");
                let is_whole = item.path.is_empty() || name(&item.path).contains('.');
                let added = "|| **freshOne**\n[`integer`](../data-types.md) | Number of crates ||";
                new.insert(index + length, added.to_owned());
                (is_row && !is_whole).then(|| vec!["freshOne".to_owned()])?
            }
            Kind::Code => {
                let error = self.error(index + 1)?;
                let is_word = error.code.len() > 3 && error.code.contains('_');
                let quoted = format!("`{}`", error.code);
                let fresh = format!("{}_FRESH", error.code);
                let once = self.page.text.matches(&error.code).count() == 1;
                (is_word && once && line.contains(&quoted)).then_some(())?;
                new[index] = line.replacen(&quoted, &format!("`{fresh}`"), 1);
                vec![error.code.clone(), fresh]
            }
            Kind::Message => {
                let error = self.error(index + 1)?;
                let message = error.message.as_ref().filter(|message| {
                    message.len() > 10 && line.matches(message.as_str()).count() == 1
                })?;
                let once = self.page.text.matches(message.as_str()).count() == 1;
                once.then_some(())?;
                let fresh = "Quite another message of the portal";
                new[index] = line.replacen(message.as_str(), fresh, 1);
                vec![error.code.clone(), message.clone(), fresh.to_owned()]
            }
            Kind::Value => {
                let value = line.strip_prefix("- `")?.split_once('`')?.0;
                let first = (0..index).rev().find(|at| lines[*at].starts_with("||"))?;
                let item = self.item(first + 1)?;
                let is_value = item.values.iter().any(|known| known == value);
                let row = row(lines, first).join("\n");
                let once = row.matches(&format!("`{value}`")).count() == 1;
                let is_word = value.len() > 2 && value.bytes().all(|it| it.is_ascii_alphabetic());
                (is_value && once && is_word).then_some(())?;
                new[index] = line.replacen(value, &format!("{value}Fresh"), 1);
                vec![name(&item.path)]
            }
            Kind::Operator => {
                let sign = line.strip_prefix("- `")?.split_once('`')?.0;
                let first = (0..index).rev().find(|at| lines[*at].starts_with("||"))?;
                let item = self.item(first + 1)?;
                item.operators
                    .iter()
                    .any(|known| known == sign)
                    .then_some(())?;
                let row = row(lines, first).join("\n");
                (row.matches(&format!("`{sign}`")).count() == 1).then_some(())?;
                new.remove(index);
                vec![name(&item.path)]
            }
            Kind::Reworded => {
                let item = self.item(index + 1)?;
                let next = lines.get(index + 1)?;
                let (type_, words) = next.strip_suffix(" ||")?.split_once(") | ")?;
                let is_plain = words.split(' ').count() > 2
                    && words
                        .chars()
                        .all(|it| it.is_ascii_alphabetic() || " ,".contains(it));
                is_plain.then_some(())?;
                new[index + 1] = format!("{type_}) | In other words, {} ||", words.to_lowercase());
                vec![name(&item.path)]
            }
        };
        Some((new, names))
    }

    /// Whether a line may be the first of an edit of a kind.
    fn may_be(&self, kind: Kind, lines: &[&str], index: usize) -> bool {
        match kind {
            Kind::Code | Kind::Message => self.error(index + 1).is_some(),
            Kind::Value | Kind::Operator => lines[index].starts_with("- `"),
            _ => lines[index].starts_with("|| **") && self.item(index + 1).is_some(),
        }
    }

    fn error(&self, line: usize) -> Option<&'f bitrix24_documentation::facts::Error> {
        let file = format!("{}.md", self.page.path);
        let all = self.facts.iter().flat_map(|facts| &facts.errors);
        let mut found = all.filter(|it| *it.at.file == *file && it.at.line as usize == line);
        found.next().filter(|_| found.next().is_none())
    }
}

/// The lines of the row that begins at a line.
fn row<'l>(lines: &'l [&'l str], first: usize) -> &'l [&'l str] {
    let ends = |line: &&str| line.trim_end().ends_with("||") && line.trim() != "||";
    let length = lines[first..]
        .iter()
        .position(ends)
        .map_or(1, |end| end + 1);
    &lines[first..first + length]
}

/// The last name of a path.
fn name(path: &str) -> String {
    let last = path.rsplit(['.', ']', '}']).find(|part| !part.is_empty());
    last.unwrap_or_default()
        .trim_matches('"')
        .trim_end_matches('[')
        .to_owned()
}

/// One edit for each of as many pages as there are.
fn edits(folder: &Folder, facts: &[Facts]) -> Vec<Edit> {
    let mut by_page: BTreeMap<&str, Vec<&Facts>> = BTreeMap::new();
    for facts in facts {
        by_page.entry(facts.at.page()).or_default().push(facts);
    }
    let known: Vec<Known<'_>> = by_page
        .into_iter()
        .filter_map(|(page, facts)| {
            let page = folder.get(page)?;
            (facts.len() == 1).then_some(Known { facts, page })
        })
        .collect();
    let mut random = Random(24);
    let mut taken = BTreeSet::new();
    let mut all = Vec::new();
    // The rarest first, so that the others leave them pages.
    for kind in KINDS.into_iter().rev() {
        let mut order: Vec<usize> = (0..known.len()).collect();
        random.shuffle(&mut order);
        let mut count = 0;
        for index in order {
            if count == EACH {
                break;
            }
            if taken.contains(&index) {
                continue;
            }
            let mut possible = known[index].edits(kind);
            if !possible.is_empty() {
                all.push(possible.swap_remove(random.below(possible.len())));
                taken.insert(index);
                count += 1;
            }
        }
    }
    all
}

fn edited(folder: &Folder, edits: &[Edit]) -> Folder {
    let texts: BTreeMap<&str, &str> = edits
        .iter()
        .map(|edit| (&*edit.page, &*edit.text))
        .collect();
    let pages = folder.pages().iter().map(|page| {
        texts.get(&*page.path).map_or_else(
            || page.clone(),
            |text| Page::read(&page.path, (*text).to_owned()),
        )
    });
    Folder::new(pages.collect())
}

/// A reported change: its page and its path, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Report {
    pages: Vec<String>,
    path: String,
    whole: String,
}

fn reports(drift: &Drift<'_>, beside: &BTreeSet<Difference>) -> Vec<Report> {
    let changes = drift.changes.iter().filter(|change| {
        let difference = Difference::of(change);
        !beside.contains(&difference)
    });
    changes
        .map(|change| {
            let at = [change.at_before(), change.at_after()]
                .into_iter()
                .flatten();
            let mut path = change.path().to_owned();
            // A field that was renamed has the name from before, too.
            if let What::Item {
                fact: ItemFact::Renamed,
                before,
                ..
            } = change.what
                && let Some(before) = before.first()
            {
                path = format!("{path} {}", before.path);
            }
            Report {
                pages: at
                    .map(|at| at.page().to_owned())
                    .chain(change.subject().page.clone())
                    .chain([change.subject().at.page().to_owned()])
                    .collect(),
                path,
                whole: Difference::of(change).to_string(),
            }
        })
        .collect()
}

/// Recall and precision in percent, and the lines that say what was missed or is too much.
fn measure(edits: &[Edit], reports: &[Report]) -> (f64, f64) {
    let is_of = |report: &Report, edit: &Edit| {
        report.pages.contains(&edit.page)
            && edit.names.iter().any(|name| {
                report.path == *name
                    || report
                        .path
                        .split([' ', '.', '[', ']', '{', '}', '"'])
                        .any(|part| part == name)
            })
    };
    let (mut found, mut wanted, mut right) = (0_u32, 0_u32, 0_u32);
    let mut by_kind: BTreeMap<Kind, (u32, u32)> = BTreeMap::new();
    for edit in edits.iter().filter(|edit| edit.kind != Kind::Reworded) {
        wanted += 1;
        let (of_kind, all) = by_kind.entry(edit.kind).or_default();
        *all += 1;
        if reports.iter().any(|report| is_of(report, edit)) {
            found += 1;
            *of_kind += 1;
        } else {
            println!(
                "missed: {:?} {}:{} {:?}",
                edit.kind, edit.page, edit.line, edit.names
            );
        }
    }
    for report in reports {
        let mut facts = edits.iter().filter(|edit| edit.kind != Kind::Reworded);
        if facts.any(|edit| is_of(report, edit)) {
            right += 1;
        } else {
            let beside = edits.iter().find(|edit| report.pages.contains(&edit.page));
            let kind = beside.map(|edit| (edit.kind, edit.line, &edit.names));
            println!("too much: {} ({kind:?})", report.whole);
        }
    }
    println!("by kind: {by_kind:?}");
    let percent = |part: u32, all: u32| 100.0 * f64::from(part) / f64::from(all);
    let all = u32::try_from(reports.len()).unwrap();
    (percent(found, wanted), percent(right, all))
}

#[test]
#[ignore = "needs a snapshot of the documentation, and a minute"]
fn edits_of_pages_are_reported_and_nothing_else() {
    let docs = std::env::var_os("BITRIX24_DOCS").map(PathBuf::from);
    let docs = docs.expect("BITRIX24_DOCS names the folder of a snapshot");
    let folder = Folder::open(&docs).unwrap();
    let documentation: Documentation = extract::read(&folder);
    let before = Documented::of(&documentation, &[]);
    let edits = edits(&folder, &before.facts);
    println!("{} edits", edits.len());
    let changed = extract::read(&edited(&folder, &edits));

    println!("between two snapshots:");
    let after = Documented::of(&changed, &[]);
    let drift = Drift::between(&before.facts, &after.facts);
    let (recall, precision) = measure(&edits, &reports(&drift, &BTreeSet::new()));
    println!("recall {recall:.1} %, precision {precision:.1} %");

    println!("against the schema:");
    let schema = Schema::open(Path::new("../../schema")).unwrap();
    let stated = schema.facts();
    let of_pages = Documented::of(&documentation, schema.files());
    let known = Drift::unplanned(&stated, &of_pages);
    let shown = Shown::of(&known.shown);
    let known: BTreeSet<Difference> = known.changes.iter().map(Difference::of).collect();
    let after = Documented::of(&changed, schema.files());
    let mut drift = Drift::unplanned(&stated, &after);
    drift.add_shown(&shown);
    let (schema_recall, schema_precision) = measure(&edits, &reports(&drift, &known));
    println!("recall {schema_recall:.1} %, precision {schema_precision:.1} %");

    assert!(edits.len() > 300, "the snapshot has too few pages");
    // What was reached; both should be 99 %.
    assert!(recall >= 99.0 && precision >= 96.0);
    assert!(schema_recall >= 94.0 && schema_precision >= 95.0);
}
