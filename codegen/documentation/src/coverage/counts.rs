//! Sums of a scope, and of all scopes.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::ops::AddAssign;

use serde::Serialize;

use super::{Examples, Gaps, State, Subject};
use crate::facts::{FactKind, Kind};

/// Documented and described numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The number on pages.
    pub documented: usize,
    /// The number of these in the schema.
    pub described: usize,
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.documented += other.documented;
        self.described += other.described;
    }
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        let mut sum = Self::default();
        for share in shares {
            sum += share;
        }
        sum
    }
}

/// The results of reading pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// Methods and events whose page was read without a doubt.
    pub full: usize,
    /// Methods and events whose page has something that could not be read with certainty.
    pub noted: usize,
    /// Pages that describe no method and no event; of a scope none, since such a page names none.
    pub other: usize,
}

/// The counts of a scope, or of all scopes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Methods that have a page.
    pub methods: Share,
    /// Events that have a page.
    pub events: Share,
    /// Methods and events that are described, but not all that their page says.
    pub differing: usize,
    /// Methods and events that the schema has and no page.
    pub undocumented: usize,
    /// Methods and events that pages advise against.
    pub deprecated: usize,
    /// Facts by their kind.
    pub facts: BTreeMap<FactKind, Share>,
    /// Payloads.
    pub examples: Examples,
    /// The open points of the schema.
    pub gaps: Gaps,
    /// The results of reading pages.
    pub pages: Pages,
}

/// A scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Its name; empty for items without a scope.
    pub name: String,
    /// Its counts.
    pub counts: Counts,
}

impl Counts {
    /// Facts of every kind.
    #[must_use]
    pub fn all_facts(&self) -> Share {
        self.facts.values().copied().sum()
    }

    fn add(&mut self, subject: &Subject) {
        let share = Share {
            documented: usize::from(subject.state != State::Undocumented),
            described: usize::from(matches!(subject.state, State::Described | State::Differs)),
        };
        match subject.kind {
            Kind::Method => self.methods += share,
            Kind::Event => self.events += share,
            Kind::Placement => {}
        }
        self.differing += usize::from(subject.state == State::Differs);
        self.undocumented += usize::from(subject.state == State::Undocumented);
        self.deprecated += usize::from(subject.deprecated);
        for (kind, share) in &subject.facts {
            *self.facts.entry(*kind).or_default() += *share;
        }
        self.examples += subject.examples;
        self.gaps += subject.gaps;
        match subject.doubts {
            None => {}
            Some(0) => self.pages.full += 1,
            Some(_) => self.pages.noted += 1,
        }
    }
}

/// The scopes by name, and the total.
pub(super) fn count(
    subjects: &[Subject],
    shared: &[(Vec<String>, Gaps)],
    others: usize,
) -> (Vec<Scope>, Counts) {
    let mut scopes: BTreeMap<String, Counts> = BTreeMap::new();
    let mut total = Counts::default();
    for subject in subjects {
        total.add(subject);
        for name in names(&subject.scope) {
            scopes.entry(name.to_owned()).or_default().add(subject);
        }
    }
    for (scope, gaps) in shared {
        total.gaps += *gaps;
        for name in names(scope) {
            scopes.entry(name.to_owned()).or_default().gaps += *gaps;
        }
    }
    total.pages.other = others;
    let scopes = scopes.into_iter();
    let scopes = scopes.map(|(name, counts)| Scope { name, counts });
    (scopes.collect(), total)
}

/// The scopes that something counts in, each once.
fn names(scope: &[String]) -> BTreeSet<&str> {
    if scope.is_empty() {
        return BTreeSet::from([""]);
    }
    scope.iter().map(String::as_str).collect()
}
