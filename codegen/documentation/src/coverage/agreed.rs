//! Which facts of a page the schema describes, by the comparison that also judges the importer.

use std::collections::{BTreeMap, BTreeSet};

use super::Share;
use crate::facts::{At, FactKind, Facts};
use crate::score::{Difference, Elsewhere, score};

/// The facts of a page held against those of the schema.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Agreed {
    /// By kind, but for the fact that there is such a method.
    pub(super) shares: BTreeMap<FactKind, Share>,
    /// Facts that only the schema has.
    pub(super) added: usize,
}

impl Agreed {
    /// Whether the schema describes every fact of the page.
    pub(super) fn is_whole(&self) -> bool {
        let is_whole = |share: &Share| share.described == share.documented;
        self.shares.values().all(is_whole)
    }
}

/// Counts the facts of a page, and those that the schema has as well. Without a schema nothing is described.
pub(super) fn agreed(read: &Facts, written: Option<&Facts>) -> Agreed {
    let differences = written.map(|written| {
        let sides = [std::slice::from_ref(written), std::slice::from_ref(read)];
        // What the pages of types say is of no method's page, and finding it takes longer than all the rest.
        score(sides[0], sides[1], &Elsewhere::default()).differences
    });
    let mut agreed = Agreed::default();
    if let Some(differences) = &differences {
        let added = |difference: &&Difference| difference.read.is_none();
        agreed.added = differences.iter().filter(added).count();
    }
    let open = differences.map(|differences| Open::of(&differences));
    read.each(&mut |kind, path, text, at| {
        if kind == FactKind::Subject {
            return;
        }
        let described = open
            .as_ref()
            .is_some_and(|open| !open.has(kind, path, &text, at));
        let share = agreed.shares.entry(kind).or_default();
        share.documented += 1;
        share.described += usize::from(described);
    });
    agreed
}

/// What the schema does not have, or has otherwise.
struct Open {
    /// Facts one by one.
    facts: BTreeSet<Place>,
    /// Parameters, parts of the answer and errors with all that is said of them: the comparison tells these only.
    whole: BTreeSet<Place>,
}

/// What makes two facts of a page the same: their kind (nothing for whatever is said of something), the list, page and
/// line that they stand in, what they are about, and what they say where a line says several such things.
type Place = (Option<FactKind>, String, String, u32, String, String);

impl Open {
    fn of(differences: &[Difference]) -> Self {
        let mut open = Self {
            facts: BTreeSet::new(),
            whole: BTreeSet::new(),
        };
        for difference in differences {
            let Some((text, at)) = &difference.read else {
                continue;
            };
            // The comparison writes the path of a whole answer with a point.
            let path = difference.path.trim_end_matches('.');
            let path = if difference.kind == FactKind::ErrorCode {
                "errors"
            } else {
                path
            };
            open.facts
                .insert(place(Some(difference.kind), path, text, at));
            if difference.written.is_none() && is_thing(difference.kind) {
                open.whole
                    .insert(place(None, &thing(difference.kind, path, text), "", at));
            }
        }
        open
    }

    fn has(&self, kind: FactKind, path: &str, text: &str, at: &At) -> bool {
        let owner = thing(kind, path, text);
        self.facts.contains(&place(Some(kind), path, text, at))
            || self.whole.contains(&place(None, &owner, "", at))
    }
}

/// Whether a fact is that there is something of which more is said.
fn is_thing(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Parameter | FactKind::Result | FactKind::ErrorCode
    )
}

/// The path of what a fact is about.
fn thing(kind: FactKind, path: &str, text: &str) -> String {
    if kind == FactKind::ErrorCode {
        format!("errors.{text}")
    } else {
        path.to_owned()
    }
}

fn place(kind: Option<FactKind>, path: &str, text: &str, at: &At) -> Place {
    let (owner, _) = path.split_once('.').unwrap_or((path, ""));
    let (_, last) = path.rsplit_once('.').unwrap_or(("", path));
    let several = matches!(
        kind,
        Some(FactKind::Scope | FactKind::Value | FactKind::ErrorCode)
    );
    (
        kind,
        owner.to_owned(),
        at.file.to_string(),
        at.line,
        last.to_owned(),
        if several { text } else { "" }.to_owned(),
    )
}
