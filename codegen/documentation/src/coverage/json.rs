//! Coverage as JSON.
//!
//! One object: `format` (1; a key that is added does not change it), `total`, `scopes` (sorted by
//! `scope`, which is empty for what belongs to none), `subjects` (methods and events, sorted by
//! `name`, `version`, `kind`) and `pages` (those that describe no method and no event, each with
//! its `reason`).
//!
//! `total` and each scope have `methods`, `events` and `facts` (`documented` and `described` of
//! each), `kinds` (the same for each kind of fact, all of them always), `differing`,
//! `undocumented`, `deprecated`, `examples` (`documented`, `kept`, `passing`, `contradicting`),
//! `gaps` (`checks`, `automatic`, `without_doc`) and `pages` (`full`, `noted`, `other`). A subject
//! of several scopes counts in each of them, and once in the total.
//!
//! A subject has `kind` (`method` or `event`), `name`, `version`, `scope`, `page`, `title`,
//! `deprecated`, `state` (`described`, `differs`, `missing`, `undocumented`), `call`, `facts`,
//! `kinds` (those that it has), `added` (facts that only the schema has), `examples`, `gaps` and
//! `doubts` (how many things on its page could not be read with certainty). What is not known is
//! `null`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Counts, Coverage, Examples, Gaps, Pages, Share, Subject};
use crate::facts::{FactKind, Kind};

/// Writes all of it, with a line for each scope, subject and page.
///
/// ```
/// use bitrix24_documentation::coverage::{Coverage, json};
///
/// let mut text = Vec::new();
/// json::write(&Coverage::default(), &mut text)?;
/// let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
/// assert_eq!(value["total"]["methods"]["documented"], 0);
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn write(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(b"{\"format\":1,\n\"total\":")?;
    serde_json::to_writer(&mut *to, &CountsLine::of(&coverage.total))?;
    let scopes = coverage.scopes.iter();
    let scopes = scopes.map(|scope| ScopeLine {
        scope: &scope.name,
        counts: CountsLine::of(&scope.counts),
    });
    list(",\n\"scopes\":[", scopes, to)?;
    list(
        ",\n\"subjects\":[",
        coverage.subjects.iter().map(SubjectLine::of),
        to,
    )?;
    let pages = coverage.others.iter();
    let pages = pages.map(|other| PageLine {
        page: &other.page,
        reason: other.reason,
    });
    list(",\n\"pages\":[", pages, to)?;
    to.write_all(b"}\n")
}

fn list(
    begin: &str,
    items: impl Iterator<Item = impl Serialize>,
    to: &mut dyn Write,
) -> io::Result<()> {
    to.write_all(begin.as_bytes())?;
    for (index, item) in items.enumerate() {
        to.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &item)?;
    }
    to.write_all(b"]")
}

#[derive(serde::Serialize)]
struct ScopeLine<'a> {
    scope: &'a str,
    #[serde(flatten)]
    counts: CountsLine<'a>,
}

#[derive(serde::Serialize)]
struct PageLine<'a> {
    page: &'a str,
    reason: &'static str,
}

#[derive(serde::Serialize)]
struct CountsLine<'a> {
    methods: Share,
    events: Share,
    facts: Share,
    kinds: Kinds<'a>,
    differing: usize,
    undocumented: usize,
    deprecated: usize,
    examples: Examples,
    gaps: Gaps,
    pages: Pages,
}

impl<'a> CountsLine<'a> {
    fn of(counts: &'a Counts) -> Self {
        Self {
            methods: counts.methods,
            events: counts.events,
            facts: counts.all_facts(),
            kinds: Kinds {
                shares: &counts.facts,
                all: true,
            },
            differing: counts.differing,
            undocumented: counts.undocumented,
            deprecated: counts.deprecated,
            examples: counts.examples,
            gaps: counts.gaps,
            pages: counts.pages,
        }
    }
}

#[derive(serde::Serialize)]
struct SubjectLine<'a> {
    kind: &'static str,
    name: &'a str,
    version: u8,
    scope: &'a [String],
    page: Option<&'a str>,
    title: Option<&'a str>,
    deprecated: bool,
    state: &'static str,
    call: &'a str,
    facts: Share,
    kinds: Kinds<'a>,
    added: usize,
    examples: Examples,
    gaps: Gaps,
    doubts: Option<usize>,
}

impl<'a> SubjectLine<'a> {
    fn of(subject: &'a Subject) -> Self {
        Self {
            kind: match subject.kind {
                Kind::Method => "method",
                Kind::Event => "event",
                Kind::Placement => "placement",
            },
            name: &subject.name,
            version: subject.version,
            scope: &subject.scope,
            page: subject.page.as_deref(),
            title: subject.title.as_deref(),
            deprecated: subject.deprecated,
            state: subject.state.word(),
            call: &subject.call,
            facts: subject.all_facts(),
            kinds: Kinds {
                shares: &subject.facts,
                all: false,
            },
            added: subject.added,
            examples: subject.examples,
            gaps: subject.gaps,
            doubts: subject.doubts,
        }
    }
}

/// Shares by the kind of fact: `parameters`, `error_codes`.
struct Kinds<'a> {
    shares: &'a BTreeMap<FactKind, Share>,
    all: bool,
}

impl Serialize for Kinds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for kind in FactKind::ALL {
            // The counts of methods and events include the method itself.
            if kind == FactKind::Subject {
                continue;
            }
            let share = self.shares.get(&kind).copied();
            if let Some(share) = share.or(self.all.then(Share::default)) {
                map.serialize_entry(&kind.to_string().replace(' ', "_"), &share)?;
            }
        }
        map.end()
    }
}
