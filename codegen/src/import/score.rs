//! How well the importer reproduces what people wrote: facts of the schema against those that it reads from the pages.
//!
//! A fact agrees when the page says the same, or what the schema refines ([`agreement`]). Facts that the schema has and the
//! importer does not lower the recall; those that the importer has and the schema does not lower the precision.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::compare::{Agreement, agreement};
use crate::facts::{At, Error, FactKind, Facts, Item, Required};

/// The counts of one kind of fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Facts of the schema.
    pub written: usize,
    /// Facts that the importer read.
    pub read: usize,
    /// Facts of the schema that the importer reproduces.
    pub agreed_written: usize,
    /// Facts that the importer read and the schema has.
    pub agreed_read: usize,
    /// Facts of the schema that agree because they refine what the page says.
    pub refined: usize,
}

/// A fact on which schema and importer do not agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Its kind.
    pub kind: FactKind,
    /// The method or event.
    pub name: String,
    /// What it is about.
    pub path: String,
    /// What the schema says, and where.
    pub written: Option<(String, At)>,
    /// What the importer read, and where.
    pub read: Option<(String, At)>,
}

/// The comparison of the methods and events that both sides know.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Counts by kind.
    pub counts: BTreeMap<FactKind, Count>,
    /// Everything on which the sides do not agree.
    pub differences: Vec<Difference>,
}

/// Compares what is written with what is read, for what is written.
#[must_use]
pub fn score(written: &[Facts], read: &[Facts]) -> Score {
    let mut records = Vec::new();
    for facts in written {
        let other = read.iter().find(|other| {
            (other.kind, &other.name, other.version) == (facts.kind, &facts.name, facts.version)
        });
        let mut pair = Pair {
            records: &mut records,
            name: &facts.name,
        };
        pair.one(
            FactKind::Subject,
            "",
            Some((facts.name.clone(), &facts.at)),
            other.map(|other| (other.name.clone(), &other.at)),
        );
        if let Some(other) = other {
            pair.facts(facts, other);
        }
    }
    settle(&records)
}

struct Pair<'s> {
    records: &'s mut Vec<Record>,
    name: &'s str,
}

impl Pair<'_> {
    fn facts(&mut self, written: &Facts, read: &Facts) {
        for scope in &written.scope {
            let other = read.scope.iter().find(|other| *other == scope);
            self.one(
                FactKind::Scope,
                "",
                Some((scope.clone(), &written.at)),
                other.map(|other| (other.clone(), &read.at)),
            );
        }
        for scope in read
            .scope
            .iter()
            .filter(|scope| !written.scope.contains(scope))
        {
            self.one(FactKind::Scope, "", None, Some((scope.clone(), &read.at)));
        }
        let deprecation = |facts: &Facts| {
            facts
                .deprecated
                .then(|| facts.replacement.clone().unwrap_or_default())
        };
        self.one(
            FactKind::Deprecation,
            "",
            deprecation(written).map(|text| (text, &written.at)),
            deprecation(read).map(|text| (text, &read.at)),
        );
        let paging = |facts: &Facts| {
            facts
                .paging
                .as_ref()
                .map(|paging| format!("{:?}, {} rows", paging.style, paging.size.unwrap_or(50)))
        };
        self.one(
            FactKind::Paging,
            "",
            paging(written).map(|text| (text, &written.at)),
            paging(read).map(|text| (text, &read.at)),
        );
        self.items(FactKind::Parameter, &written.params, &read.params);
        self.items(FactKind::Result, &written.result, &read.result);
        self.errors(&written.errors, &read.errors);
    }

    fn items(&mut self, kind: FactKind, written: &[Item], read: &[Item]) {
        let prefix = if kind == FactKind::Parameter {
            "params"
        } else {
            "result"
        };
        let key = |item: &Item| canonical(&item.path);
        let others: BTreeMap<String, &Item> =
            read.iter().rev().map(|item| (key(item), item)).collect();
        let known: std::collections::BTreeSet<String> = written.iter().map(key).collect();
        for item in written {
            let path = format!("{prefix}.{}", item.path);
            let other = others.get(&key(item)).copied();
            self.one(
                kind,
                &path,
                Some((item.path.clone(), &item.at)),
                other.map(|other| (item.path.clone(), &other.at)),
            );
            if let Some(other) = other {
                self.item(kind, &path, item, other);
            }
        }
        for item in read.iter().filter(|item| !known.contains(&key(item))) {
            let path = format!("{prefix}.{}", item.path);
            self.one(kind, &path, None, Some((item.path.clone(), &item.at)));
        }
    }

    fn item(&mut self, kind: FactKind, path: &str, written: &Item, read: &Item) {
        let agreement = agreement(&written.wire, &read.wire);
        self.compared(
            FactKind::Type,
            path,
            (format!("{} ({})", written.wire, written.type_), &written.at),
            (format!("{} ({})", read.wire, read.type_), &read.at),
            agreement,
        );
        if kind == FactKind::Parameter {
            let same = written.required == read.required;
            // A page without a mark says as little as a schema that does not require.
            let loose = matches!(
                (written.required, read.required),
                (Required::No | Required::Sometimes, Required::Unknown)
                    | (Required::Unknown | Required::Sometimes, Required::No)
            );
            self.compared(
                FactKind::Requirement,
                path,
                (format!("{:?}", written.required), &written.at),
                (format!("{:?}", read.required), &read.at),
                if same {
                    Agreement::Exact
                } else if loose {
                    Agreement::Refined
                } else {
                    Agreement::Different
                },
            );
        }
        let default = |item: &Item| {
            item.default
                .as_ref()
                .map(|text| text.trim_matches('"').to_owned())
        };
        self.one(
            FactKind::Default,
            path,
            default(written).map(|text| (text, &written.at)),
            default(read).map(|text| (text, &read.at)),
        );
        for value in &written.values {
            let other = read.values.iter().find(|other| *other == value);
            self.one(
                FactKind::Value,
                path,
                Some((value.clone(), &written.at)),
                other.map(|other| (other.clone(), &read.at)),
            );
        }
        for value in read
            .values
            .iter()
            .filter(|value| !written.values.contains(value))
        {
            // A pattern covers what a page lists as examples of it.
            if !written
                .values
                .iter()
                .any(|pattern| pattern.contains(['{', '*']) && crate::pattern::fits(pattern, value))
            {
                self.one(FactKind::Value, path, None, Some((value.clone(), &read.at)));
            }
        }
        let deprecated = |item: &Item| item.deprecated.then(|| "deprecated".to_owned());
        self.one(
            FactKind::Deprecation,
            path,
            deprecated(written).map(|text| (text, &written.at)),
            deprecated(read).map(|text| (text, &read.at)),
        );
    }

    fn errors(&mut self, written: &[Error], read: &[Error]) {
        let mut open: Vec<&Error> = read.iter().collect();
        for error in written {
            let same_code = |other: &&Error| other.code == error.code;
            let position = open
                .iter()
                .position(|other| same_code(other) && text(other) == text(error))
                .or_else(|| {
                    open.iter().position(|other| {
                        same_code(other) && (other.message.is_none() || error.message.is_none())
                    })
                })
                .or_else(|| open.iter().position(|other| same_code(other)));
            let other = position.map(|position| open.remove(position));
            let path = format!("errors.{}", error.code);
            self.one(
                FactKind::ErrorCode,
                &path,
                Some((error.code.clone(), &error.at)),
                other.map(|other| (other.code.clone(), &other.at)),
            );
            if let Some(other) = other {
                self.one(
                    FactKind::ErrorMessage,
                    &path,
                    text(error).map(|text| (text, &error.at)),
                    text(other).map(|text| (text, &other.at)),
                );
                let status = |error: &Error| error.status.map(|status| status.to_string());
                self.one(
                    FactKind::ErrorStatus,
                    &path,
                    status(error).map(|text| (text, &error.at)),
                    status(other).map(|text| (text, &other.at)),
                );
            }
        }
        for error in open {
            self.one(
                FactKind::ErrorCode,
                &format!("errors.{}", error.code),
                None,
                Some((error.code.clone(), &error.at)),
            );
        }
    }

    fn one(
        &mut self,
        kind: FactKind,
        path: &str,
        written: Option<(String, &At)>,
        read: Option<(String, &At)>,
    ) {
        let agreement = match (&written, &read) {
            (None, None) => return,
            (Some((one, _)), Some((other, _))) if one == other => Agreement::Exact,
            _ => Agreement::Different,
        };
        self.record(kind, path, written, read, agreement);
    }

    fn compared(
        &mut self,
        kind: FactKind,
        path: &str,
        written: (String, &At),
        read: (String, &At),
        agreement: Agreement,
    ) {
        self.record(kind, path, Some(written), Some(read), agreement);
    }

    fn record(
        &mut self,
        kind: FactKind,
        path: &str,
        written: Option<(String, &At)>,
        read: Option<(String, &At)>,
        agreement: Agreement,
    ) {
        let owned = |side: Option<(String, &At)>| side.map(|(text, at)| (text, at.clone()));
        self.records.push(Record {
            difference: Difference {
                kind,
                name: self.name.to_owned(),
                path: path.to_owned(),
                written: owned(written),
                read: owned(read),
            },
            agreement,
        });
    }
}

/// One comparison of one fact.
struct Record {
    difference: Difference,
    agreement: Agreement,
}

/// What makes a fact the same wherever it is seen: a field of a type that many methods share stands once in the schema,
/// and a row of a table that many pages link to once in the documentation.
type Place<'r> = (FactKind, &'r str, u32, &'r [String], &'r str, &'r str);

fn place<'r>(difference: &'r Difference, side: &'r (String, At)) -> Place<'r> {
    let last = difference.path.rsplit('.').next().unwrap_or_default();
    (
        difference.kind,
        &side.1.file,
        side.1.line,
        &side.1.keys,
        last,
        &side.0,
    )
}

/// Counts each fact once, as agreed when it agrees anywhere.
fn settle(records: &[Record]) -> Score {
    let mut score = Score::default();
    let sides: [fn(&Difference) -> Option<&(String, At)>; 2] = [
        |difference| difference.written.as_ref(),
        |difference| difference.read.as_ref(),
    ];
    let mut best: [BTreeMap<Place<'_>, Agreement>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for (side, best) in sides.iter().zip(&mut best) {
        for record in records {
            if let Some(fact) = side(&record.difference) {
                let known = best
                    .entry(place(&record.difference, fact))
                    .or_insert(record.agreement);
                if rank(record.agreement) < rank(*known) {
                    *known = record.agreement;
                }
            }
        }
    }
    for ((kind, ..), agreement) in &best[0] {
        let count = score.counts.entry(*kind).or_default();
        count.written += 1;
        count.agreed_written += usize::from(*agreement != Agreement::Different);
        count.refined += usize::from(*agreement == Agreement::Refined);
    }
    for ((kind, ..), agreement) in &best[1] {
        let count = score.counts.entry(*kind).or_default();
        count.read += 1;
        count.agreed_read += usize::from(*agreement != Agreement::Different);
    }
    let mut told = std::collections::BTreeSet::new();
    for record in records
        .iter()
        .filter(|record| record.agreement == Agreement::Different)
    {
        let open: Vec<Option<Place<'_>>> = sides
            .iter()
            .zip(&best)
            .map(|(side, best)| {
                let place = place(&record.difference, side(&record.difference)?);
                (best.get(&place) == Some(&Agreement::Different)).then_some(place)
            })
            .collect();
        // A fact that agrees elsewhere differs only where the other side has something of its own.
        if open.iter().any(Option::is_some) && told.insert(open) {
            score.differences.push(record.difference.clone());
        }
    }
    score
}

fn rank(agreement: Agreement) -> u8 {
    match agreement {
        Agreement::Exact => 0,
        Agreement::Refined => 1,
        Agreement::Different => 2,
    }
}

/// A path in which each family of names is a star.
fn canonical(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('{') {
        let Some(end) = rest[at..].find('}') else {
            break;
        };
        out.push_str(&rest[..at]);
        out.push_str(if end == 1 { "{}" } else { "*" });
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}

/// A message as far as it can be compared: without its last point, values as `{}`.
fn text(error: &Error) -> Option<String> {
    let message = error.message.as_ref()?;
    let mut out = String::new();
    let mut inside = false;
    for character in message.trim().trim_end_matches('.').chars() {
        match character {
            '{' => {
                inside = true;
                out.push_str("{}");
            }
            '}' => inside = false,
            _ if inside => {}
            _ => out.push(character),
        }
    }
    Some(out)
}

impl Score {
    /// The table for people.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = format!(
            "{:<20} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}\n",
            "facts", "written", "agreed", "refined", "recall", "read", "precision"
        );
        let mut sum = Count::default();
        for kind in FactKind::ALL {
            if let Some(count) = self.counts.get(&kind) {
                line(&mut out, &kind.to_string(), *count);
                sum.written += count.written;
                sum.read += count.read;
                sum.agreed_written += count.agreed_written;
                sum.agreed_read += count.agreed_read;
                sum.refined += count.refined;
            }
        }
        line(&mut out, "all", sum);
        out
    }
}

fn line(out: &mut String, name: &str, count: Count) {
    #[allow(clippy::cast_precision_loss)]
    let percent = |part: usize, whole: usize| {
        if whole == 0 {
            100.0
        } else {
            part as f64 * 100.0 / whole as f64
        }
    };
    // Writing to a text cannot fail.
    let _ = writeln!(
        out,
        "{name:<20} {:>8} {:>8} {:>8} {:>7.1}% {:>8} {:>9.1}%",
        count.written,
        count.agreed_written,
        count.refined,
        percent(count.agreed_written, count.written),
        count.read,
        percent(count.agreed_read, count.read),
    );
}
