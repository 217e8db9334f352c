//! Counting: each fact once, wherever it is seen.

use std::collections::BTreeMap;

use super::{Difference, Score};
use crate::compare::Agreement;
use crate::facts::{At, FactKind};

/// One comparison of one fact.
pub(super) struct Record {
    pub(super) difference: Difference,
    pub(super) agreement: Agreement,
    /// Whether the page that says it is another than the method's own.
    pub(super) elsewhere: bool,
}

/// How well a fact agrees, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Exact,
    Refined,
    Elsewhere,
    Different,
}

impl Record {
    fn standing(&self) -> Standing {
        match self.agreement {
            Agreement::Different => Standing::Different,
            _ if self.elsewhere => Standing::Elsewhere,
            Agreement::Exact => Standing::Exact,
            Agreement::Refined => Standing::Refined,
        }
    }
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

/// One side of a difference.
type Side = fn(&Difference) -> Option<&(String, At)>;

/// Counts each fact once, as agreed when it agrees anywhere.
pub(super) fn settle(records: &[Record]) -> Score {
    let mut score = Score::default();
    let sides: [Side; 2] = [
        |difference| difference.written.as_ref(),
        |difference| difference.read.as_ref(),
    ];
    let mut best: [BTreeMap<Place<'_>, Standing>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for (side, best) in sides.iter().zip(&mut best) {
        for record in records {
            if let Some(fact) = side(&record.difference) {
                let known = best
                    .entry(place(&record.difference, fact))
                    .or_insert(Standing::Different);
                *known = record.standing().min(*known);
            }
        }
    }
    for ((kind, ..), standing) in &best[0] {
        let count = score.counts.entry(*kind).or_default();
        count.written += 1;
        count.agreed_written += usize::from(*standing != Standing::Different);
        count.refined += usize::from(*standing == Standing::Refined);
        count.elsewhere += usize::from(*standing == Standing::Elsewhere);
    }
    for ((kind, ..), standing) in &best[1] {
        let count = score.counts.entry(*kind).or_default();
        count.read += 1;
        count.agreed_read += usize::from(*standing != Standing::Different);
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
                (best.get(&place) == Some(&Standing::Different)).then_some(place)
            })
            .collect();
        // A fact that agrees elsewhere differs only where the other side has something of its own.
        if open.iter().any(Option::is_some) && told.insert(open) {
            score.differences.push(record.difference.clone());
        }
    }
    score
}
