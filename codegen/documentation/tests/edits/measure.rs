//! How many edits are reported, and how many reports are of edits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bitrix24_documentation::compare::{ItemFact, Record, What};
use bitrix24_documentation::drift::{Difference, Drift};
use bitrix24_documentation::facts::{self, Facts, Item, Location};

use super::edit::{Edit, Kind};

/// A reported change: its page and its path, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Report {
    pages: Vec<String>,
    path: String,
    whole: String,
}

/// The items of the schema, and the pages that state each.
pub(super) struct Stated<'f> {
    schema: &'f [Facts],
    pages: HashMap<(&'f str, &'f [String]), BTreeSet<&'f str>>,
}

impl<'f> Stated<'f> {
    pub(super) fn of(schema: &'f [Facts], documented: &'f [Facts]) -> Self {
        let mut pages: HashMap<_, BTreeSet<&str>> = HashMap::new();
        let documented: BTreeMap<_, &Facts> =
            documented.iter().map(|it| (identity(it), it)).collect();
        for facts in schema {
            let Some(page) = documented.get(&identity(facts)) else {
                continue;
            };
            for (items, of_page) in [(&facts.params, &page.params), (&facts.result, &page.result)] {
                let of_page: HashMap<&str, &Item> =
                    of_page.iter().map(|item| (&*item.path, item)).collect();
                for item in items {
                    let here = of_page.get(&*item.path).filter(|here| !here.shown);
                    if let Some(here) = here {
                        let at = (&*item.at.file, item.at.keys.as_slice());
                        pages.entry(at).or_default().insert(here.at.page());
                    }
                }
            }
        }
        Self { schema, pages }
    }

    fn pages(&self, at: &Location) -> Vec<&'f str> {
        let pages = self.pages.get(&(&*at.file, at.keys.as_slice()));
        pages.into_iter().flatten().copied().collect()
    }

    /// Whether the schema said what the page did where it is edited.
    pub(super) fn agreed(&self, edit: &Edit) -> bool {
        let Some(path) = &edit.path else {
            return true;
        };
        let of_page = |facts: &&Facts| facts.page.as_deref() == Some(&*edit.page);
        let facts = self.schema.iter().filter(of_page);
        let items = facts.flat_map(|facts| facts.params.iter().chain(&facts.result));
        let mut items = items.filter(|item| item.path == *path);
        match edit.kind {
            Kind::Value => items.any(|item| !item.values.is_empty()),
            Kind::RowDeleted => items.all(|item| {
                let pages = self.pages(&item.at);
                pages.iter().all(|page| *page == edit.page)
            }),
            _ => true,
        }
    }
}

fn identity(facts: &Facts) -> (facts::Kind, String, u8) {
    (facts.kind, facts.name.to_lowercase(), facts.version)
}

/// What is reported beside what was different before.
pub(super) fn reports(
    drift: &Drift<'_>,
    beside: &BTreeSet<Difference>,
    stated: Option<&Stated<'_>>,
) -> Vec<Report> {
    let shared = |change: &Record<'_>| {
        let at = stated.zip(change.at_before());
        let pages = at.into_iter().flat_map(|(stated, at)| stated.pages(at));
        pages.map(str::to_owned).collect::<Vec<String>>()
    };
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
                    .chain(shared(change))
                    .collect(),
                path,
                whole: Difference::of(change).to_string(),
            }
        })
        .collect()
}

/// How much was found of the edits that count, and how many reports are of edits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    found: u32,
    wanted: u32,
    right: u32,
    reported: u32,
}

impl Count {
    pub(super) fn add(&mut self, other: Self) {
        self.found += other.found;
        self.wanted += other.wanted;
        self.right += other.right;
        self.reported += other.reported;
    }

    /// Recall and precision in percent.
    pub(super) fn percent(self) -> (f64, f64) {
        let percent = |part: u32, all: u32| 100.0 * f64::from(part) / f64::from(all);
        (
            percent(self.found, self.wanted),
            percent(self.right, self.reported),
        )
    }
}

/// Counts, and prints what was missed or is too much.
pub(super) fn measure(counted: &[Edit], edits: &[Edit], reports: &[Report]) -> Count {
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
    for edit in counted.iter().filter(|edit| edit.kind != Kind::Reworded) {
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
    Count {
        found,
        wanted,
        right,
        reported: u32::try_from(reports.len()).unwrap(),
    }
}
