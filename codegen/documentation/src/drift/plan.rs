//! Plans the edits of the schema for changes.

mod errors;
mod items;
mod methods;
mod values;

use std::collections::HashMap;

pub(super) use self::methods::examples;
use super::schema::Schema;
use super::{Action, FileEdit, Step, shared};
use crate::compare::{Record, What};
use crate::edit::{Edit, Parsed, Yaml};
use crate::facts::{Facts, Location};
use crate::write::Documented;
use crate::write::documented::{Own, spelt_in};
use crate::write::fragment::Fragment;

/// The step of each change.
pub(super) fn steps(
    schema: &Schema,
    stated: &[Facts],
    documented: &Documented,
    changes: &[Record<'_>],
) -> Vec<Step> {
    let planner = Planner { schema, documented };
    let mut steps: Vec<Step> = changes.iter().map(|change| planner.step(change)).collect();
    shared::agree(stated, &documented.facts, changes, &mut steps);
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
        step.by_hand = Some("no edit can change the fact where it is stated".to_owned());
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
    documented: &'s Documented,
}

impl Planner<'_> {
    fn step(&self, change: &Record<'_>) -> Step {
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

    /// The YAML that importing would write at the location of a documented fact.
    fn fragment(&self, at: &Location) -> Result<&Fragment, ByHand> {
        let fragment = self.documented.fragment(at);
        fragment.ok_or_else(|| "importing the page would not write it".to_owned())
    }

    /// The value of a key at the location of a documented fact, in the form for `file`.
    fn value(&self, at: &Location, key: &str, file: &str) -> Result<Option<Yaml>, ByHand> {
        let fragment = match (self.fragment(at)?, key) {
            // The short form of a field.
            (short @ Fragment::Type(_), "type") => Some(short),
            (fragment, key) => fragment.get(key),
        };
        Ok(fragment.map(|fragment| spelt_in(fragment, at, file, None)))
    }

    /// The whole value at the location of a documented fact, in the form for `file`.
    fn whole(&self, at: &Location, file: &str, own: Option<&Own>) -> Result<Yaml, ByHand> {
        let fragment = self.fragment(at)?;
        Ok(spelt_in(fragment, at, file, own))
    }

    /// Additions of the types that importing would write with it.
    fn new_types(&self, at: &Location, own: Option<&Own>) -> Result<Vec<FileEdit>, ByHand> {
        let types = self.documented.new_types(self.fragment(at)?, &at.yaml, own);
        let mut edits = Vec::with_capacity(types.len());
        for (file, entry) in types {
            if self.schema.file(&file).is_none() {
                return Err(format!("its type `{}` belongs in a new file", entry.key));
            }
            edits.push(FileEdit {
                action: Action::Edit(Edit::Set {
                    keys: vec!["types".to_owned(), entry.key.clone()],
                    value: entry.value.yaml(),
                }),
                file,
            });
        }
        Ok(edits)
    }

    /// Whether the file has something under keys.
    fn has(&self, at: &Location, more: &[&str]) -> bool {
        self.schema.node(&at.file, &under(at, more)).is_some()
    }

    /// The text under keys of a file.
    fn text(&self, at: &Location, more: &[&str]) -> Option<&str> {
        self.schema.node(&at.file, &under(at, more))?.text()
    }
}

/// The keys of a location, followed by more keys.
fn under(at: &Location, more: &[&str]) -> Vec<String> {
    let more = more.iter().map(|key| (*key).to_owned());
    at.keys.iter().cloned().chain(more).collect()
}

fn edit(at: &Location, edit: Edit) -> FileEdit {
    FileEdit {
        file: at.file.to_string(),
        action: Action::Edit(edit),
    }
}

fn set(at: &Location, more: &[&str], value: impl Into<Yaml>) -> FileEdit {
    let keys = under(at, more);
    let value = value.into();
    edit(at, Edit::Set { keys, value })
}

fn remove(at: &Location, more: &[&str]) -> FileEdit {
    edit(
        at,
        Edit::Remove {
            keys: under(at, more),
        },
    )
}

/// Sets a fact, or takes it away.
fn put(at: &Location, more: &[&str], value: Option<Yaml>) -> FileEdit {
    match value {
        Some(value) => set(at, more, value),
        None => remove(at, more),
    }
}

/// The name, with a number behind it when it is taken.
fn unused(name: &str, taken: &[String]) -> String {
    let free = |name: &String| !taken.contains(name);
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(free).unwrap_or_else(|| name.to_owned())
}
