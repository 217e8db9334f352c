//! How well the importer reproduces what people wrote: facts of the schema against those that it reads from the pages.
//!
//! A fact agrees when the page says the same, or what the schema refines ([`agreement`](crate::compare::agreement)). Facts that the schema has and the
//! importer does not lower the recall; those that the importer has and the schema does not lower the precision.

mod elsewhere;
mod pair;
mod path;
mod settle;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub use self::elsewhere::Elsewhere;
use self::pair::Pair;
use crate::facts::{At, Error, FactKind, Facts};

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
    /// Facts of the schema that the page of a type says, which is another than the method's own.
    pub elsewhere: usize,
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
pub fn score(written: &[Facts], read: &[Facts], elsewhere: &Elsewhere) -> Score {
    let mut records = Vec::new();
    for facts in written {
        let other = read.iter().find(|other| {
            (other.kind, &other.name, other.version) == (facts.kind, &facts.name, facts.version)
        });
        let mut pair = Pair {
            records: &mut records,
            name: &facts.name,
            elsewhere: false,
            page: None,
            answered: BTreeSet::new(),
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
    elsewhere.compare(written, &mut records);
    settle::settle(&records)
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
            "{:<20} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>10}\n",
            "facts", "written", "agreed", "refined", "elsewhere", "recall", "read", "precision"
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
                sum.elsewhere += count.elsewhere;
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
        "{name:<20} {:>8} {:>8} {:>8} {:>9} {:>7.1}% {:>8} {:>9.1}%",
        count.written,
        count.agreed_written,
        count.refined,
        count.elsewhere,
        percent(count.agreed_written, count.written),
        count.read,
        percent(count.agreed_read, count.read),
    );
}
