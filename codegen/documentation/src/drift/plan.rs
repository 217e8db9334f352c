//! From changes to edits of the schema.

mod errors;
mod field;
mod items;
mod methods;
mod values;

use std::collections::HashMap;

pub(super) use self::methods::examples;
use super::schema::Schema;
use super::{Action, FileEdit, Step, shared};
use crate::compare::{Change, What};
use crate::edit::{Edit, Parsed, Yaml};
use crate::facts::{At, Facts};

/// What each change asks of the schema.
pub(super) fn steps(
    schema: &Schema,
    stated: &[Facts],
    documented: &[Facts],
    changes: &[Change<'_>],
) -> Vec<Step> {
    let planner = Planner { schema };
    let mut steps: Vec<Step> = changes.iter().map(|change| planner.step(change)).collect();
    shared::agree(stated, documented, changes, &mut steps);
    let mut texts: HashMap<&str, Option<Parsed<'_>>> = HashMap::new();
    for file in steps.iter().flat_map(|step| &step.edits) {
        // The same name, but of the schema's life.
        if let Some((name, text)) = schema.file_text(&file.file) {
            texts.entry(name).or_insert_with(|| Parsed::read(text).ok());
        }
    }
    for step in &mut steps {
        finish(step, schema, &texts);
    }
    steps
}

/// Finds the line of a step, and what cannot be done before it is tried.
fn finish(step: &mut Step, schema: &Schema, texts: &HashMap<&str, Option<Parsed<'_>>>) {
    let mut lines = Vec::new();
    let mut nothing = true;
    for FileEdit { file, action } in &step.edits {
        let Action::Edit(edit) = action else {
            nothing = false;
            continue;
        };
        let Some(Some(parsed)) = texts.get(file.as_str()) else {
            continue;
        };
        match parsed.splice(edit) {
            Ok(Some(splice)) => {
                nothing = false;
                let text = schema.text(file).unwrap_or_default();
                lines.push(splice.line(text).map(|line| (file.clone(), line)));
            }
            Ok(None) => {}
            Err(refusal) => step.by_hand = Some(refusal.to_string()),
        }
    }
    if nothing && step.by_hand.is_none() {
        step.by_hand = Some("the fact does not stand where an edit could change it".to_owned());
    }
    if step.by_hand.is_some() {
        step.edits.clear();
    } else if let [line] = lines.as_mut_slice() {
        step.line = line.take();
    }
}

/// Why an edit is left to a person.
type ByHand = String;

/// Makes edits of changes.
struct Planner<'s> {
    schema: &'s Schema,
}

impl Planner<'_> {
    fn step(&self, change: &Change<'_>) -> Step {
        let edits = match change.what {
            What::Method(fact) => self.method(change, fact),
            What::Item { .. } => self.item(change),
            What::Error {
                fact,
                before,
                after,
            } => self.error(change, fact, before, after),
        };
        match edits {
            Ok(edits) => Step {
                edits,
                ..Step::default()
            },
            Err(reason) => Step {
                by_hand: Some(reason),
                ..Step::default()
            },
        }
    }

    /// Whether the file has something under keys.
    fn has(&self, at: &At, more: &[&str]) -> bool {
        self.schema.node(&at.file, &under(at, more)).is_some()
    }

    /// The text under keys of a file.
    fn text(&self, at: &At, more: &[&str]) -> Option<&str> {
        self.schema.node(&at.file, &under(at, more))?.text()
    }
}

/// The keys of a place with more behind them.
fn under(at: &At, more: &[&str]) -> Vec<String> {
    let more = more.iter().map(|key| (*key).to_owned());
    at.keys.iter().cloned().chain(more).collect()
}

fn edit(at: &At, edit: Edit) -> FileEdit {
    FileEdit {
        file: at.file.to_string(),
        action: Action::Edit(edit),
    }
}

fn set(at: &At, more: &[&str], value: impl Into<Yaml>) -> FileEdit {
    let keys = under(at, more);
    let value = value.into();
    edit(at, Edit::Set { keys, value })
}

fn remove(at: &At, more: &[&str]) -> FileEdit {
    edit(
        at,
        Edit::Remove {
            keys: under(at, more),
        },
    )
}

/// Sets a fact, or takes it away.
fn put(at: &At, more: &[&str], value: Option<Yaml>) -> FileEdit {
    match value {
        Some(value) => set(at, more, value),
        None => remove(at, more),
    }
}
