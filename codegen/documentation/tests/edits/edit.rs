//! Edits of pages.

use std::collections::{BTreeMap, BTreeSet};

use bitrix24_documentation::facts::{self, Facts, Item, Required};
use bitrix24_documentation::page::{Folder, Page};

/// How many edits of each kind are made with a seed.
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
pub(super) enum Kind {
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
pub(super) struct Edit {
    pub(super) kind: Kind,
    pub(super) page: String,
    pub(super) line: usize,
    /// Texts one of which the path of the reported change ends in, or is.
    pub(super) names: Vec<String>,
    /// The path of the edited item, when it is one.
    pub(super) path: Option<String>,
    pub(super) text: String,
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

    /// The item in whose row a line stands.
    fn around(&self, index: usize) -> Option<&'f Item> {
        let lines: Vec<&str> = self.page.text.lines().collect();
        let first = (0..=index).rev().find(|at| lines[*at].starts_with("|| "))?;
        self.item(first + 1)
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
                    path: self.around(index).map(|item| item.path.clone()),
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
                // A star may be written as `^*^`, too.
                let tells = ["require", "optional", "^"];
                let tells = tells.iter().any(|word| lower.contains(word));
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
                let only = ["", "result", "time", "total", "next"].contains(&&*name(&item.path));
                new.drain(index..index + length);
                (is_row && !only).then(|| vec![name(&item.path)])?
            }
            Kind::RowAdded => {
                let item = self.item(index + 1)?;
                let length = row(lines, index).len();
                let is_row = line.starts_with("|| **") && lines[index + length - 1].ends_with("||");
                let is_whole = item.path.is_empty() || name(&item.path).contains('.');
                // What is around the data of an event is the same for all events, and no fact.
                let is_around = line.starts_with("|| **data.");
                let added = "|| **freshOne**\n[`integer`](../data-types.md) | Number of crates ||";
                new.insert(index + length, added.to_owned());
                (is_row && !is_whole && !is_around).then(|| vec!["freshOne".to_owned()])?
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

/// The lines of the row that begins at a line. A row that ends within a table or a listing in one of
/// its cells is another one's.
fn row<'l>(lines: &'l [&'l str], first: usize) -> &'l [&'l str] {
    let (mut depth, mut is_listing) = (0_u32, false);
    let ends = |(index, line): (usize, &&str)| {
        let line = line.trim();
        if line.starts_with("```") {
            is_listing = !is_listing;
        } else if line.ends_with("#|") {
            depth += 1;
        } else if line.starts_with("|#") {
            depth = depth.saturating_sub(1);
        }
        // The first line begins with the sign that ends the last one.
        let line = if index == 0 {
            line.strip_prefix("||").unwrap_or(line)
        } else {
            line
        };
        depth == 0 && !is_listing && line.ends_with("||")
    };
    let length = lines[first..]
        .iter()
        .enumerate()
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
pub(super) fn edits(folder: &Folder, facts: &[Facts], seed: u64) -> Vec<Edit> {
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
    let mut random = Random(seed);
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
