//! Changes of the documentation as text, JSON and Markdown, and the edits of the schema that follow
//! them.
//!
//! [`compare`](crate::compare) finds the changes. [`Drift`] adds to each the edits of the schema
//! ([`Step`]), [`text`], [`json`] and [`markdown`] print them, and [`apply`](mod@apply) makes them.
//! What a person has settled ([`settled`]) is left out; [`kinds`] counts it.

pub mod apply;
mod difference;
pub mod json;
pub mod kinds;
pub mod markdown;
mod plan;
mod schema;
pub mod settled;
mod shared;
pub mod shown;
pub mod text;

use std::collections::BTreeSet;

use crate::compare::{How, ItemFact, Level, MethodFact, Record, What, changes, compared};
use crate::edit::{Edit, Line};
use crate::facts::Facts;
use crate::write::Documented;

pub use self::difference::Difference;
pub use self::schema::{Schema, Wrong};
pub use self::settled::Settled;
pub use self::shown::{Shown, ShownField};

/// The changes of the documentation.
#[derive(Debug)]
pub struct Drift<'f> {
    /// The comparison.
    pub how: How,
    /// The changes, in the order of the pages.
    pub changes: Vec<Record<'f>>,
    /// The step of each change; empty between two snapshots and before [`Drift::plan`].
    pub steps: Vec<Step>,
    /// The fields of the schema that only examples of pages show, until [`Drift::add_shown`].
    pub shown: Vec<Record<'f>>,
    /// The number of differences that were left out because a person has settled them.
    pub settled: usize,
    /// The lines of the list of settled differences that settle nothing.
    pub expired: Vec<settled::Line>,
    /// The fields of the list of such that no longer are known from examples alone.
    pub expired_shown: Vec<ShownField>,
}

/// The edits of the schema for a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// The edits, in the order in which they are made.
    pub edits: Vec<FileEdit>,
    /// The edit as a line, when it is one: the file, and the line.
    pub line: Option<(String, Line)>,
    /// Why a person has to make it.
    pub by_hand: Option<String>,
}

/// An edit of a file of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    /// The file, from the folder of the schema.
    pub file: String,
    /// The edit.
    pub action: Action,
}

/// An edit of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Edit it.
    Edit(Edit),
    /// Delete it, when it is there.
    Delete,
    /// Give it another path and edit it, when it is there.
    Move {
        /// The path.
        to: String,
        /// The edit.
        edit: Edit,
    },
}

impl<'f> Drift<'f> {
    /// The changes from one snapshot of the documentation to another.
    pub fn between(before: &'f [Facts], after: &'f [Facts]) -> Self {
        Self::new(before, after, How::Snapshots)
    }

    /// Differences of the documentation from the schema, whose facts `stated` are, with their
    /// steps.
    pub fn from_schema(schema: &Schema, stated: &'f [Facts], documented: &'f Documented) -> Self {
        let mut drift = Self::unplanned(stated, documented);
        drift.plan(schema, stated, documented);
        drift
    }

    /// Differences of the documentation from the schema, whose facts `stated` are, without steps.
    pub fn unplanned(stated: &'f [Facts], documented: &'f Documented) -> Self {
        Self::new(stated, &documented.facts, How::Schema)
    }

    fn new(before: &'f [Facts], after: &'f [Facts], how: How) -> Self {
        let (changes, shown) = compared(before, after, how);
        Self {
            how,
            changes,
            steps: Vec::new(),
            shown,
            settled: 0,
            expired: Vec::new(),
            expired_shown: Vec::new(),
        }
    }

    /// Adds the differences of placements, before any step is planned.
    pub fn with_placements(mut self, before: &'f [Facts], after: &'f [Facts]) -> Self {
        let (changes, shown) = compared(before, after, self.how);
        self.changes.extend(changes);
        self.shown.extend(shown);
        self
    }

    /// Adds the fields of the schema that only examples show and that a list lacks, and those of
    /// the list that are not known so any more. It is to be called before [`Self::plan`].
    pub fn add_shown(&mut self, list: &Shown) {
        let shown = std::mem::take(&mut self.shown);
        self.expired_shown = list.beyond(&Shown::of(&shown));
        let new = shown.into_iter().filter(|record| !list.has(record));
        self.changes.extend(new);
    }

    /// Leaves out fields that only examples of pages show and that corrections of the schema add,
    /// which rest on these examples. What a page states makes a correction void, and is reported.
    pub fn leave_out_shown(&mut self, schema: &Schema, documented: &Documented) {
        let is_shown = |change: &Record<'_>| match change.what {
            What::Item {
                fact: ItemFact::Added,
                after,
                ..
            } => after.first().is_some_and(|item| item.shown),
            _ => false,
        };
        let shown = self.changes.iter().filter(|change| is_shown(change));
        let named: BTreeSet<&str> = shown.map(|change| &*change.subject().name).collect();
        if named.is_empty() {
            return;
        }
        let is_named = |facts: &&Facts| named.contains(&*facts.name);
        let before = schema.corrected(&named);
        let after: Vec<Facts> = (documented.facts.iter().filter(is_named))
            .cloned()
            .collect();
        let left = changes(&before, &after, self.how);
        let left: BTreeSet<Difference> = left.iter().map(Difference::of).collect();
        self.retain(|change| !is_shown(change) || left.contains(&Difference::of(change)));
    }

    /// Leaves out what a person has settled. It is to be called before [`Self::plan`], so that what
    /// is settled asks for no edit.
    pub fn leave_out(&mut self, list: &Settled) {
        let mut settling = list.settling();
        let all = self.changes.len();
        self.retain(|change| settling.settles(change).is_none());
        self.settled += all - self.changes.len();
        self.expired.extend(settling.expired().into_iter().cloned());
    }

    /// Finds the steps.
    pub fn plan(&mut self, schema: &Schema, stated: &[Facts], documented: &Documented) {
        self.steps = plan::steps(schema, stated, documented, &self.changes);
    }

    /// Whether there is neither a change nor an expired line.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.expired.is_empty() && self.expired_shown.is_empty()
    }

    /// Leaves out methods and events that the schema does not describe.
    pub fn retain_described(&mut self) {
        self.retain(|change| !is_new(change));
        self.expired.retain(|line| !line.difference.is_new());
    }

    /// Keeps only the changes of some methods and events, by name or by the namespace that they are
    /// in.
    pub fn retain_named(&mut self, names: &[String]) {
        self.retain(|change| {
            let sides = [change.before, change.after].into_iter().flatten();
            sides.into_iter().any(|facts| is_named(&facts.name, names))
        });
        self.expired
            .retain(|line| is_named(line.difference.name(), names));
        // The list names files and keys, not methods.
        self.expired_shown.clear();
    }

    /// The expired line that a change makes void: it has the same fact, with other sides.
    pub fn voided(&self, change: &Record<'_>) -> Option<&settled::Line> {
        if self.expired.is_empty() {
            return None;
        }
        let difference = Difference::of(change);
        let mut expired = self.expired.iter();
        expired.find(|line| line.difference.is_of(&difference))
    }

    fn retain(&mut self, mut keep: impl FnMut(&Record<'f>) -> bool) {
        let kept: Vec<bool> = self.changes.iter().map(&mut keep).collect();
        let mut wanted = kept.iter();
        self.changes
            .retain(|_| wanted.next().copied().unwrap_or(true));
        let mut wanted = kept.iter();
        self.steps
            .retain(|_| wanted.next().copied().unwrap_or(true));
    }

    /// The number of changes of each level.
    pub fn summary(&self) -> Summary {
        let count = |level| {
            let of_level = |change: &&Record<'_>| change.verdict().level == level;
            self.changes.iter().filter(of_level).count()
        };
        let mut subjects: Vec<_> = self
            .changes
            .iter()
            .map(|change| {
                let subject = change.subject();
                (subject.kind, subject.name.as_str(), subject.version)
            })
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        Summary {
            breaking: count(Level::Breaking),
            minor: count(Level::Minor),
            patch: count(Level::Patch),
            methods: subjects.len(),
        }
    }
}

/// The number of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Changes after which code may stop compiling.
    pub breaking: usize,
    /// Changes that bring something new.
    pub minor: usize,
    /// Changes that code does not notice.
    pub patch: usize,
    /// Methods and events that have any.
    pub methods: usize,
}

impl Summary {
    /// All changes.
    pub fn changes(self) -> usize {
        self.breaking + self.minor + self.patch
    }

    /// The kind of release with all of them; `None` without changes.
    pub fn level(self) -> Option<Level> {
        [
            (self.breaking, Level::Breaking),
            (self.minor, Level::Minor),
            (self.patch, Level::Patch),
        ]
        .into_iter()
        .find(|(count, _)| *count > 0)
        .map(|(_, level)| level)
    }
}

/// Whether a name is among names, or in one of them as a namespace: `shop.order` or
/// `shop.order.*`.
pub fn is_named(name: &str, names: &[String]) -> bool {
    names.iter().any(|wanted| {
        let rest = name.strip_prefix(wanted.trim_end_matches(".*"));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// Whether a change is of a method or event that is new as a whole.
fn is_new(change: &Record<'_>) -> bool {
    matches!(change.what, What::Method(MethodFact::Added))
}

/// The namespace of a method: its name without the last part. Names of events have none.
fn namespace(facts: &Facts) -> &str {
    match facts.kind {
        crate::facts::Kind::Event => "events",
        crate::facts::Kind::Placement => "placements",
        crate::facts::Kind::Method => facts
            .name
            .rsplit_once('.')
            .map_or(&*facts.name, |(namespace, _)| namespace),
    }
}

#[cfg(test)]
mod tests;
