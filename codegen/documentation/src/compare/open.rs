//! The facts of one side with which the other does not agree: the view of a comparison for
//! counting.

use std::collections::HashSet;

use crate::facts::{About, Fact, FactKind, Item};

use super::How;
use super::record::Record;
use super::values;
use super::what::{ErrorFact, ItemFact, MethodFact, What};

/// A side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The side before; the schema.
    Before,
    /// The side after; the documentation.
    After,
}

/// The facts of one side on which the other does not agree.
#[derive(Debug, Default)]
pub struct Open<'f> {
    /// Items with all of their facts.
    whole: HashSet<usize>,
    facts: HashSet<(usize, FactKind)>,
    /// Single scopes or values.
    values: HashSet<(usize, FactKind, &'f str)>,
}

impl<'f> Open<'f> {
    /// The open facts of `side` in `records`.
    pub fn of(records: &[Record<'f>], side: Side) -> Self {
        let mut open = Self::default();
        for record in records.iter().filter(|record| record.agreement.is_change()) {
            open.record(record, side);
        }
        open
    }

    /// Whether a fact is among them.
    pub fn has(&self, fact: &Fact<'_>) -> bool {
        let about = fact.about.identity();
        self.whole.contains(&about)
            || self.facts.contains(&(about, fact.kind))
            || fact
                .value
                .is_some_and(|value| self.values.contains(&(about, fact.kind, value)))
    }

    fn record(&mut self, record: &Record<'f>, side: Side) {
        let (own, other) = match side {
            Side::Before => (record.before, record.after),
            Side::After => (record.after, record.before),
        };
        let Some(own) = own else {
            return;
        };
        match record.what {
            What::Method(fact) => {
                let about = About::Subject(own).identity();
                let kind = match fact {
                    MethodFact::Added | MethodFact::Removed => {
                        own.each(&mut |fact| {
                            self.whole.insert(fact.about.identity());
                        });
                        return;
                    }
                    MethodFact::Scope => {
                        let known = other.map_or(&[][..], |other| &other.scope);
                        for scope in own.scope.iter().filter(|scope| !known.contains(scope)) {
                            self.values.insert((about, FactKind::Scope, scope));
                        }
                        return;
                    }
                    MethodFact::Deprecated | MethodFact::Replacement => FactKind::Deprecation,
                    MethodFact::Paging => FactKind::Paging,
                    MethodFact::Present
                    | MethodFact::Renamed
                    | MethodFact::Page
                    | MethodFact::Access
                    | MethodFact::Failure
                    | MethodFact::Data
                    | MethodFact::Codes
                    | MethodFact::Notes => FactKind::Subject,
                };
                self.facts.insert((about, kind));
            }
            What::Item {
                fact,
                before,
                after,
                ..
            } => {
                let (own, other) = match side {
                    Side::Before => (before, after),
                    Side::After => (after, before),
                };
                if let [first, inner @ ..] = own {
                    self.item(fact, first, inner, other.first(), side);
                }
            }
            What::Error {
                fact,
                before,
                after,
            } => {
                let own = match side {
                    Side::Before => before,
                    Side::After => after,
                };
                let Some(error) = own else {
                    return;
                };
                let about = About::Error(error).identity();
                let kind = match fact {
                    ErrorFact::Added | ErrorFact::Removed => {
                        self.whole.insert(about);
                        return;
                    }
                    ErrorFact::Present | ErrorFact::Code => FactKind::ErrorCode,
                    // What an error lists is part of what it says.
                    ErrorFact::Message | ErrorFact::Validation => FactKind::ErrorMessage,
                    ErrorFact::Status => FactKind::ErrorStatus,
                };
                self.facts.insert((about, kind));
            }
        }
    }

    fn item(
        &mut self,
        fact: ItemFact,
        first: &'f Item,
        inner: &'f [Item],
        other: Option<&'f Item>,
        side: Side,
    ) {
        let about = About::Item(first).identity();
        let kinds: &[FactKind] = match fact {
            // Not a fact of its own.
            ItemFact::Source => return,
            ItemFact::Added | ItemFact::Removed => {
                let all = std::iter::once(first).chain(inner);
                self.whole
                    .extend(all.map(|item| About::Item(item).identity()));
                return;
            }
            // What is in a value comes and goes with its type.
            ItemFact::Type => {
                let inner = inner.iter();
                self.whole
                    .extend(inner.map(|item| About::Item(item).identity()));
                &[FactKind::Type]
            }
            // `null` is one of the types of a value, and what a filter takes is part of its type.
            ItemFact::Nullable | ItemFact::Operators => &[FactKind::Type],
            ItemFact::Values => {
                let Some(other) = other else {
                    return;
                };
                let (old, new) = match side {
                    Side::Before => (first, other),
                    Side::After => (other, first),
                };
                let difference = values::difference(old, new, How::Schema);
                let open = match side {
                    Side::Before => difference.removed,
                    Side::After => difference.added,
                };
                let open = open
                    .into_iter()
                    .map(|value| (about, FactKind::Value, value));
                self.values.extend(open);
                return;
            }
            ItemFact::Present | ItemFact::Renamed => &[FactKind::Parameter, FactKind::Result],
            ItemFact::Required => &[FactKind::Requirement],
            ItemFact::Default => &[FactKind::Default],
            ItemFact::Deprecated => &[FactKind::Deprecation],
        };
        self.facts.extend(kinds.iter().map(|kind| (about, *kind)));
    }
}
