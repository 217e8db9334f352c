//! The score of the importer: the number of facts of the schema that importing the pages would
//! write.
//!
//! Facts that only the schema has lower the recall; facts that only the importer writes lower the
//! precision. A fact of a type that several methods share counts once, as agreed when it agrees
//! anywhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::compare::{Open, Record, Side};
use crate::facts::{FactKind, Facts, Location};

/// The counts of one kind of fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Facts of the schema.
    pub written: usize,
    /// Facts of the schema that importing would write.
    pub agreed_written: usize,
    /// Facts that importing would write.
    pub read: usize,
    /// Facts that importing would write and the schema has.
    pub agreed_read: usize,
}

/// The comparison of the methods and events that both sides know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// Counts by kind.
    pub counts: BTreeMap<FactKind, Count>,
}

/// The identity of a fact, wherever it is stated.
type Identity<'f> = (FactKind, &'f str, u32, &'f [String], &'f str);

impl Score {
    /// Counts the facts of both sides of a comparison.
    #[must_use]
    pub fn of(schema: &[Facts], documented: &[Facts], records: &[Record<'_>]) -> Self {
        let mut score = Self::default();
        for (facts, side) in [(schema, Side::Before), (documented, Side::After)] {
            let open = Open::of(records, side);
            let mut agreed: BTreeMap<Identity<'_>, bool> = BTreeMap::new();
            for facts in facts {
                facts.each(&mut |fact| {
                    let Location {
                        file, line, keys, ..
                    } = fact.about.at();
                    let identity = (fact.kind, &**file, *line, &**keys, fact.value.unwrap_or(""));
                    *agreed.entry(identity).or_default() |= !open.has(&fact);
                });
            }
            for ((kind, ..), agreed) in agreed {
                let count = score.counts.entry(kind).or_default();
                let (all, same) = match side {
                    Side::Before => (&mut count.written, &mut count.agreed_written),
                    Side::After => (&mut count.read, &mut count.agreed_read),
                };
                *all += 1;
                *same += usize::from(agreed);
            }
        }
        score
    }

    /// The score as a table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = format!(
            "{:<20} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}\n",
            "facts", "written", "agreed", "recall", "read", "agreed", "precision"
        );
        let mut sum = Count::default();
        for (kind, count) in &self.counts {
            line(&mut out, &kind.to_string(), *count);
            sum.written += count.written;
            sum.agreed_written += count.agreed_written;
            sum.read += count.read;
            sum.agreed_read += count.agreed_read;
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
        "{name:<20} {:>8} {:>8} {:>7.1}% {:>8} {:>8} {:>9.1}%",
        count.written,
        count.agreed_written,
        percent(count.agreed_written, count.written),
        count.read,
        count.agreed_read,
        percent(count.agreed_read, count.read),
    );
}
