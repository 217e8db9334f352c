//! Drift as Markdown, for a pull request and the changelog.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Drift, ShownField, is_new, namespace, text};
use crate::compare::{ErrorFact, How, ItemFact, Level, MethodFact, Record, What};
use crate::facts::Kind;

/// The drift as Markdown: a summary, a table for each namespace, and the entry for the changelog.
pub fn write(drift: &Drift<'_>) -> String {
    let mut told = format!("{}.\n", text::summary(drift.summary()));
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut new: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (index, change) in drift.changes.iter().enumerate() {
        let subject = change.subject();
        let table = namespace(subject);
        if drift.how == How::Schema && is_new(change) {
            new.entry(table).or_default().push(&subject.name);
            continue;
        }
        let by_hand = drift
            .steps
            .get(index)
            .and_then(|step| step.by_hand.as_deref());
        tables.entry(table).or_default().push(row(change, by_hand));
    }
    for (name, rows) in &tables {
        let _ = write!(told, "\n### {name}\n\n");
        told.push_str("| method | fact | before | after | verdict | page |\n| --- | --- | --- | --- | --- | --- |\n");
        for row in rows {
            told.push_str(row);
        }
    }
    if !new.is_empty() {
        told.push_str("\n### Not described yet\n\n");
        for (name, methods) in &new {
            let names: Vec<String> = methods.iter().map(|name| format!("`{name}`")).collect();
            let (count, names) = (names.len(), names.join(", "));
            // Writing to a string cannot fail.
            let _ = writeln!(told, "- {name} ({count}): {names}");
        }
    }
    if !drift.expired.is_empty() {
        told.push_str("\n### Expired settled differences\n\n");
        for line in &drift.expired {
            let difference = line.difference.to_string().replace('\t', " ");
            let _ = writeln!(
                told,
                "- {}:{}: {}",
                line.file,
                line.number,
                code(&difference)
            );
        }
    }
    if !drift.expired_shown.is_empty() {
        told.push_str("\n### Expired fields that only examples show\n\n");
        for ShownField { file, keys, name } in &drift.expired_shown {
            let _ = writeln!(told, "- {}", code(&format!("{file} {keys} {name}")));
        }
    }
    let entry = changelog(drift);
    if !entry.is_empty() {
        told.push_str("\n### For the changelog\n\n```markdown\n");
        told.push_str(&entry);
        told.push_str("```\n");
    }
    told
}

fn row(change: &Record<'_>, by_hand: Option<&str>) -> String {
    let subject = change.subject();
    let version = if subject.version == 3 {
        " (REST 3.0)"
    } else {
        ""
    };
    let path = match change.path() {
        "" => String::new(),
        path => format!("{} ", code(path)),
    };
    let side = |text: Option<String>| text.map_or_else(|| "–".to_owned(), |text| code(&text));
    let at = change.at_after().map_or_else(
        || "–".to_owned(),
        |at| match at.line {
            0 => at.file.to_string(),
            line => format!("{}:{line}", at.file),
        },
    );
    let by_hand = by_hand.map_or(String::new(), |reason| {
        format!("; by hand: {}", cell(reason))
    });
    let verdict = change.verdict();
    format!(
        "| `{}`{version} | {path}{} | {} | {} | {}: {}{by_hand} | {at} |\n",
        subject.name,
        change.word(),
        side(change.before_text()),
        side(change.after_text()),
        verdict.level.word(),
        verdict.reason,
    )
}

/// Text as code in a cell.
fn code(text: &str) -> String {
    let text = cell(text);
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

/// The entry in the form of Keep a Changelog. Breaking changes are marked.
pub fn changelog(drift: &Drift<'_>) -> String {
    let mut sections: BTreeMap<Section, Vec<String>> = BTreeMap::new();
    for change in &drift.changes {
        if let Some(section) = section(change, drift.how) {
            let lines = sections.entry(section).or_default();
            let line = entry(change);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    let texts: Vec<String> = sections
        .iter()
        .map(|(section, lines)| format!("### {section:?}\n\n{}", lines.concat()))
        .collect();
    texts.join("\n")
}

/// The sections of a changelog, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Added,
    Changed,
    Deprecated,
    Removed,
}

/// The section of a change. Returns `None` for a change that no user notices, or that is not
/// described yet.
fn section(change: &Record<'_>, how: How) -> Option<Section> {
    if how == How::Schema && is_new(change) {
        return None;
    }
    let deprecates = |now: bool| {
        if now {
            Section::Deprecated
        } else {
            Section::Changed
        }
    };
    Some(match change.what {
        What::Method(MethodFact::Page | MethodFact::Access | MethodFact::Replacement)
        | What::Error {
            fact:
                ErrorFact::Present
                | ErrorFact::Status
                | ErrorFact::Message
                | ErrorFact::Code
                | ErrorFact::Validation,
            ..
        }
        | What::Item {
            fact: ItemFact::Source,
            ..
        } => return None,
        What::Method(MethodFact::Added)
        | What::Item {
            fact: ItemFact::Added,
            ..
        }
        | What::Error {
            fact: ErrorFact::Added,
            ..
        } => Section::Added,
        What::Method(MethodFact::Removed)
        | What::Item {
            fact: ItemFact::Removed,
            ..
        }
        | What::Error {
            fact: ErrorFact::Removed,
            ..
        } => Section::Removed,
        What::Method(MethodFact::Deprecated) => {
            deprecates(change.after.is_some_and(|facts| facts.deprecated))
        }
        What::Item {
            fact: ItemFact::Deprecated,
            after,
            ..
        } => deprecates(after.first().is_some_and(|item| item.deprecated)),
        What::Method(_) | What::Item { .. } => Section::Changed,
    })
}

fn entry(change: &Record<'_>) -> String {
    let subject = change.subject();
    let noun = match (change.part(), subject.kind) {
        ("params", _) => "parameter ",
        ("options", _) => "option ",
        ("result" | "data" | "request", _) => "field ",
        ("errors", _) => "error ",
        (_, Kind::Event) => "event ",
        (_, Kind::Placement) => "placement ",
        _ => "",
    };
    let path = change.path();
    let of = if path.is_empty() && !matches!(change.what, What::Method(_)) {
        format!("answer of `{}`", subject.name)
    } else if path.is_empty() {
        format!("{noun}`{}`", subject.name)
    } else {
        format!("{noun}`{path}` of `{}`", subject.name)
    };
    let version = if subject.version == 3 {
        " (REST 3.0)"
    } else {
        ""
    };
    let side = |text: Option<String>| text.map_or_else(|| "nothing".to_owned(), |text| code(&text));
    let (before, after) = (side(change.before_text()), side(change.after_text()));
    let what = match change.word() {
        "added" | "removed" => String::new(),
        "deprecated" if change.after_text().as_deref() == Some("no") => {
            " is no longer deprecated".to_owned()
        }
        "deprecated" => change
            .after
            .and_then(|facts| facts.replacement.as_ref())
            .filter(|_| matches!(change.what, What::Method(_)))
            .map_or(String::new(), |replacement| {
                format!("; use `{replacement}`")
            }),
        "renamed" => format!(", which was {before}"),
        word => format!(": {word} {before} → {after}"),
    };
    let mark = if change.verdict().level == Level::Breaking {
        "**Breaking:** "
    } else {
        ""
    };
    format!(
        "- {mark}{}{version}{what}.\n",
        capitalised(&of, mark.is_empty())
    )
}

/// Capitalises the beginning of a sentence, unless text precedes it.
fn capitalised(text: &str, wanted: bool) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if wanted => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}
