//! Drift as text for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Drift, ShownField, Step, Summary, apply, is_new, namespace, shown};
use crate::compare::{How, Level, Record};
use crate::edit::Line;
use crate::facts::{Kind, Location};
use bitrix24_codegen::render::Colour;

/// The drift as text: a group for each method and event, those that the schema lacks in a line for
/// each namespace, expired lines of the list of settled differences, and a summary. `root` is the
/// folder of the schema for messages, and `list` that of the list.
pub fn write(drift: &Drift<'_>, root: &str, list: &str, colour: Colour) -> String {
    let mut told = String::new();
    let mut new: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
    let mut group = None;
    let none = Step::default();
    for (index, change) in drift.changes.iter().enumerate() {
        let subject = change.subject();
        if drift.how == How::Schema && is_new(change) {
            *new.entry((subject.kind, namespace(subject))).or_default() += 1;
            continue;
        }
        let identity = (subject.kind, &subject.name, subject.version);
        if group != Some(identity) {
            if group.is_some() {
                told.push('\n');
            }
            group = Some(identity);
            heading(&mut told, change, colour);
        }
        let step = drift.steps.get(index).unwrap_or(&none);
        one(&mut told, change, step, root, colour);
        if let Some(void) = drift.voided(change) {
            let (schema, page) = (&void.difference.schema, &void.difference.page);
            let settled = format!("settled as {schema} → {page}: the fact has changed since");
            line(&mut told, &format!("        {settled}"));
        }
    }
    if group.is_some() && !new.is_empty() {
        told.push('\n');
    }
    for ((_, namespace), count) in &new {
        let noun = if *namespace == "events" {
            "not described"
        } else {
            "not described: import them"
        };
        line(
            &mut told,
            &format!("{}: {count} {noun}", paint(colour, BOLD, namespace)),
        );
    }
    let has_expired = !drift.expired.is_empty() || !drift.expired_shown.is_empty();
    if has_expired && !told.is_empty() {
        told.push('\n');
    }
    for expired in &drift.expired {
        let (number, difference) = (expired.number, &expired.difference);
        let text = difference.to_string().replace('\t', " ");
        let at = format!("{list}/{}:{number}", expired.file);
        line(&mut told, &format!("{at}: expired: {text}"));
    }
    for ShownField { file, keys, name } in &drift.expired_shown {
        let field = format!("{file} {keys} {name}");
        line(
            &mut told,
            &format!("{list}/{}: expired: {field}", shown::FILE),
        );
    }
    if !told.is_empty() {
        told.push('\n');
    }
    line(&mut told, &summary(drift.summary()));
    told.push_str(&list_summary(drift));
    told
}

/// What the list of settled differences did, in lines; nothing without a list.
fn list_summary(drift: &Drift<'_>) -> String {
    let mut told = String::new();
    if drift.settled > 0 {
        let settled = plural(drift.settled, "difference");
        line(&mut told, &format!("{settled} settled"));
    }
    for (count, noun, of) in [
        (drift.expired.len(), "line", "settled differences"),
        (drift.expired_shown.len(), "field", "`shown.list`"),
    ] {
        if count > 0 {
            let expired = format!("{} of {of} expired", plural(count, noun));
            line(
                &mut told,
                &format!("{expired}: `drift --settle` writes them anew"),
            );
        }
    }
    told
}

/// The whole in a line.
pub fn summary(summary: Summary) -> String {
    let Some(level) = summary.level() else {
        return "no drift".to_owned();
    };
    let changes = plural(summary.changes(), "change");
    let subjects = match summary.methods {
        1 => "1 method or event".to_owned(),
        count => format!("{count} methods and events"),
    };
    let release = match level {
        Level::Breaking => "a breaking release",
        Level::Minor => "a minor release",
        Level::Patch => "a patch release",
    };
    format!(
        "{changes} of {subjects}: {} breaking, {} minor, {} patch; {release}",
        summary.breaking, summary.minor, summary.patch
    )
}

/// The result of `--apply`.
pub fn applied(drift: &Drift<'_>, applied: &apply::Applied, root: &str) -> String {
    let mut told = String::new();
    for note in &applied.notes {
        line(&mut told, &format!("{root}/{note}"));
    }
    for (name, text) in &applied.files {
        let what = if text.is_some() { "edited" } else { "deleted" };
        line(&mut told, &format!("{what} {root}/{name}"));
    }
    if !applied.left.is_empty() {
        line(&mut told, "to be edited by hand:");
    }
    for (index, reason) in &applied.left {
        line(
            &mut told,
            &format!("  {}: {reason}", apply::name(&drift.changes[*index])),
        );
    }
    if !drift.expired.is_empty() {
        let expired = plural(drift.expired.len(), "expired line");
        line(
            &mut told,
            &format!("{expired} of settled differences removed"),
        );
    }
    let made = plural(applied.made.len(), "change");
    line(
        &mut told,
        &format!("{made} applied, {} left", applied.left.len()),
    );
    told
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn heading(told: &mut String, change: &Record<'_>, colour: Colour) {
    let subject = change.subject();
    let mut words = paint(colour, BOLD, &subject.name);
    if subject.version == 3 {
        words.push_str(" (REST 3.0)");
    }
    if let Some(page) = change
        .after
        .map(|facts| &facts.at.file)
        .filter(|page| !page.is_empty())
    {
        words.push_str("  ");
        words.push_str(page);
    }
    line(told, &words);
}

fn one(told: &mut String, change: &Record<'_>, step: &Step, root: &str, colour: Colour) {
    let at = change.at_after().filter(|at| at.line > 0);
    let location = at.map_or("-".to_owned(), |at| at.line.to_string());
    let path = match change.path() {
        "" if change.part() == "result" => "result",
        "" => change.part(),
        path => path,
    };
    let what = match (change.word(), change.part()) {
        (word @ ("added" | "removed"), "errors") => format!("error {word}"),
        (word, "errors") => format!("{word} of the error"),
        (word, _) => word.to_owned(),
    };
    let side = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
    let fact = match (change.before_text(), change.after_text()) {
        (None, Some(after)) if change.word() == "added" => after,
        (Some(before), None) if change.word() == "removed" => before,
        (before, after) => format!("{} → {}", side(before), side(after)),
    };
    line(told, &format!("  {location:>4}  {path}  {what}: {fact}"));
    let level = change.verdict().level;
    let level = paint(colour, hue(level), level.word());
    line(
        told,
        &format!("        {level}: {}", change.verdict().reason),
    );
    if let Some(reason) = &step.by_hand {
        let at = change.at_before().filter(|at| !at.file.is_empty());
        let location = at.map_or(String::new(), |at| format!("{}: ", yaml(root, at)));
        line(told, &format!("        {location}by hand: {reason}"));
    } else if let Some((file, edit)) = &step.line {
        edited(told, &format!("{root}/{file}"), edit, colour);
    } else if let Some(at) = change.at_before().filter(|_| !step.edits.is_empty()) {
        line(told, &format!("        {}", yaml(root, at)));
    }
}

fn yaml(root: &str, at: &Location) -> String {
    format!("{root}/{}:{}", at.file, at.line)
}

fn edited(told: &mut String, file: &str, edit: &Line, colour: Colour) {
    let (location, sign, text) = match edit {
        Line::Changed(number, text) => (format!("{file}:{number}"), "~", text.trim()),
        Line::Added(number, text) => (format!("{file}:{}", number + 1), "+", text.trim()),
        Line::Removed(from, to) if from == to => (format!("{file}:{from}"), "-", "(this line)"),
        Line::Removed(from, to) => {
            return line(told, &format!("        {file}:{from}  - (to line {to})"));
        }
    };
    line(
        told,
        &format!(
            "        {location}  {}",
            paint(colour, DIM, &format!("{sign} {text}"))
        ),
    );
}

fn line(told: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(told, "{text}");
}

const BOLD: &str = "1";
const DIM: &str = "2";

fn hue(level: Level) -> &'static str {
    match level {
        Level::Breaking => "1;31",
        Level::Minor => "33",
        Level::Patch => "32",
    }
}

fn paint(colour: Colour, code: &str, text: &str) -> String {
    match colour {
        Colour::Ansi => format!("\x1b[{code}m{text}\x1b[0m"),
        Colour::None => text.to_owned(),
    }
}
