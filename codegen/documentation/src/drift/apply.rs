//! Applies the edits of a drift, as far as the schema stays valid.
//!
//! Nothing is written before `check` passes: edits are applied to texts in memory, laid out, and
//! checked together with all other files. Edits that make the check fail are found by bisection and
//! left out. A correction that no longer changes anything is removed with the edit that caused it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::plan::examples;
use super::schema::Schema;
use super::{Action, Drift};
use crate::compare::Record;
use crate::edit::{self, Edit, Refusal, Yaml};
use crate::facts::Facts;
use bitrix24_codegen::load::{self, correct};
use bitrix24_codegen::node::{Kind, Node};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::yaml::{self, Comments};

/// The result of applying the changes.
#[derive(Debug, Default)]
pub struct Applied {
    /// The new text of every changed file; `None` for a removed one.
    pub files: BTreeMap<String, Option<String>>,
    /// The changes that were made, by number.
    pub made: Vec<usize>,
    /// The changes that are left to a person, each with the reason.
    pub left: Vec<(usize, String)>,
    /// Other edits: removed corrections that no longer changed anything.
    pub notes: Vec<String>,
}

impl Applied {
    /// Writes the files to the folder of the schema.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        for (name, text) in &self.files {
            let path = root.join(name);
            match text {
                Some(text) => {
                    if let Some(folder) = path.parent() {
                        fs::create_dir_all(folder)?;
                    }
                    fs::write(path, text)?;
                }
                None => fs::remove_file(path)?,
            }
        }
        Ok(())
    }
}

/// Applies every edit that can be applied. `examples` returns the file of a method's examples from
/// its current page, which is used where an edit contradicts the kept ones.
pub fn apply(
    drift: &Drift<'_>,
    schema: &Schema,
    examples: &dyn Fn(&Facts) -> Option<String>,
) -> Applied {
    let mut applied = Applied::default();
    let mut steps = Vec::new();
    for (index, step) in drift.steps.iter().enumerate() {
        match &step.by_hand {
            Some(reason) => applied.left.push((index, reason.clone())),
            None => steps.push(index),
        }
    }
    let renames = |index: &usize| {
        let edits = &drift.steps[*index].edits;
        edits
            .iter()
            .any(|edit| matches!(&edit.action, Action::Edit(Edit::Rename { .. })))
    };
    // Other edits use the old keys.
    steps.sort_by_key(|index| renames(index));
    let mut work = Work {
        drift,
        schema,
        documented: examples,
        applied,
    };
    work.accept(&steps);
    let mut applied = work.applied;
    applied.made.sort_unstable();
    applied.left.sort_unstable();
    applied
        .files
        .retain(|name, text| schema.text(name) != text.as_deref());
    applied
}

struct Work<'d, 'f> {
    drift: &'d Drift<'f>,
    schema: &'d Schema,
    documented: &'d dyn Fn(&Facts) -> Option<String>,
    applied: Applied,
}

/// The result of an attempt.
struct Attempt {
    files: BTreeMap<String, Option<String>>,
    notes: Vec<String>,
}

/// Why an attempt failed.
struct Failure {
    reason: String,
    /// The files that have problems.
    files: BTreeSet<String>,
}

impl From<Refusal> for Failure {
    fn from(Refusal(reason): Refusal) -> Self {
        Self {
            reason,
            files: BTreeSet::new(),
        }
    }
}

impl Work<'_, '_> {
    /// Takes on steps, together when that works, or else by halves.
    fn accept(&mut self, steps: &[usize]) {
        if steps.is_empty() {
            return;
        }
        let mut outcome = self.attempt(steps, &BTreeMap::new());
        if let Err(failure) = &outcome
            && let Some(examples) = self.examples(steps, failure)
        {
            outcome = self.attempt(steps, &examples).or(outcome);
        }
        let failure = match outcome {
            Ok(attempt) => {
                self.applied.files = attempt.files;
                self.applied.notes.extend(attempt.notes);
                self.applied.made.extend(steps);
                return;
            }
            Err(failure) => failure,
        };
        if let [step] = steps {
            self.applied.left.push((*step, failure.reason));
            return;
        }
        let (suspects, rest): (Vec<usize>, Vec<usize>) = steps
            .iter()
            .partition(|step| self.is_suspect(**step, &failure.files));
        if suspects.is_empty() || rest.is_empty() {
            let (first, second) = steps.split_at(self.middle(steps));
            self.accept(first);
            self.accept(second);
        } else {
            self.accept(&rest);
            let (first, second) = suspects.split_at(self.middle(&suspects));
            self.accept(first);
            self.accept(second);
        }
    }

    /// Where steps are cut in halves. What one method asks for is tried together, as long as there
    /// are others.
    fn middle(&self, steps: &[usize]) -> usize {
        let half = steps.len() / 2;
        let is_cut = |at: &usize| self.subject(steps[*at - 1]) != self.subject(steps[*at]);
        let cuts = (1..steps.len()).filter(is_cut);
        cuts.min_by_key(|at| at.abs_diff(half)).unwrap_or(half)
    }

    /// The examples that the page of one method has now, when the kept ones are all that is wrong.
    fn examples(
        &self,
        steps: &[usize],
        failure: &Failure,
    ) -> Option<BTreeMap<String, Option<String>>> {
        let after = self.drift.changes[steps[0]].after?;
        let file = examples(after);
        let wrong = failure.files.len() == 1 && failure.files.contains(&file);
        let one = steps
            .iter()
            .all(|step| self.subject(*step) == self.subject(steps[0]));
        let text = (self.documented)(after).filter(|_| wrong && one)?;
        Some(BTreeMap::from([(file, Some(text))]))
    }

    fn subject(&self, step: usize) -> (&str, u8) {
        let subject = self.drift.changes[step].subject();
        (&subject.name, subject.version)
    }

    /// Whether a step may have to do with problems in some files: its method's examples, or what it
    /// edits.
    fn is_suspect(&self, step: usize, files: &BTreeSet<String>) -> bool {
        let sides = [
            self.drift.changes[step].before,
            self.drift.changes[step].after,
        ];
        let mut examples = sides.into_iter().flatten().map(examples);
        let is_example = |file: &String| file.starts_with(load::EXAMPLES);
        if files.iter().any(is_example) {
            examples.any(|name| files.contains(&name))
        } else {
            self.drift.steps[step]
                .edits
                .iter()
                .any(|edit| files.contains(&edit.file))
        }
    }

    /// Makes steps, and puts files of examples beside them.
    fn attempt(
        &self,
        steps: &[usize],
        examples: &BTreeMap<String, Option<String>>,
    ) -> Result<Attempt, Failure> {
        let mut files = self.applied.files.clone();
        files.extend(examples.clone());
        let mut edits: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
        for index in steps {
            for edit in &self.drift.steps[*index].edits {
                match &edit.action {
                    Action::Edit(change) => edits.entry(&edit.file).or_default().push(change),
                    Action::Delete => {
                        if self.schema.text(&edit.file).is_some() {
                            files.insert(edit.file.clone(), None);
                        }
                    }
                    Action::Move { to, edit: change } => {
                        if let Some(text) = self.schema.text(&edit.file) {
                            let text = edit::all(text, [change])?;
                            files.insert(edit.file.clone(), None);
                            files.insert(to.clone(), Some(text));
                        }
                    }
                }
            }
        }
        let mut notes = Vec::new();
        for (file, edits) in edits {
            let before = match files.get(file) {
                Some(text) => text.as_deref(),
                None => self.schema.text(file),
            };
            let before = before.ok_or_else(|| Refusal(format!("there is no file `{file}`")))?;
            let text = edit::all(before, edits.iter().copied())?;
            let (text, void) = settle(&text, &edits)?;
            notes.extend(void.into_iter().map(|at| {
                format!(
                    "{file}: the correction of `{at}` no longer changes anything and is removed"
                )
            }));
            files.insert(file.to_owned(), Some(edit::formatted(&text)?));
        }
        let problems = self.schema.problems(&files);
        match problems.first() {
            Some((_, told)) => Err(Failure {
                reason: format!("`check` would fail: {told}"),
                files: problems.iter().map(|(file, _)| file.clone()).collect(),
            }),
            None => Ok(Attempt { files, notes }),
        }
    }
}

/// Corrections after edits: their paths follow new names, and those that no longer change anything
/// are removed. Gives the paths of these.
fn settle(text: &str, edits: &[&Edit]) -> Result<(String, Vec<String>), Refusal> {
    let mut text = text.to_owned();
    for edit in edits {
        let Edit::Rename { keys, to } = edit else {
            continue;
        };
        let paths = paths(&read(&text)?);
        for (index, path) in paths.into_iter().enumerate() {
            let Some(mut steps) = correct::steps(&path).filter(|steps| steps.starts_with(keys))
            else {
                continue;
            };
            if let Some(last) = keys.len().checked_sub(1) {
                steps[last].clone_from(to);
            }
            let keys = ["corrections", &index.to_string(), "at"].map(str::to_owned);
            let value = Yaml::text(&joined(&steps));
            text = edit::all(
                &text,
                [&Edit::Set {
                    keys: keys.to_vec(),
                    value,
                }],
            )?;
        }
    }
    let root = read(&text)?;
    let (paths, expired) = (paths(&root), correct::expired(&root));
    let corrections = root.get("corrections").map(Node::items).unwrap_or_default();
    let sentences: Vec<Edit> = expired
        .iter()
        .filter_map(|index| sentence(&root, &corrections[*index]))
        .collect();
    text = edit::all(&text, sentences.iter())?;
    let mut void = BTreeSet::new();
    for index in expired.iter().rev() {
        let keys = vec!["corrections".to_owned(), index.to_string()];
        text = edit::all(&text, [&Edit::Remove { keys }])?;
        void.extend(paths.get(*index).cloned());
    }
    Ok((text, void.into_iter().collect()))
}

fn read(text: &str) -> Result<Node, Refusal> {
    let mut sources = Sources::default();
    let source = sources.add("", "");
    let root = yaml::read(text, source, Comments::Skip).root;
    root.ok_or_else(|| Refusal("the edited file is not YAML".to_owned()))
}

/// The sentence of a correction that has added a name, for the name that is stated now.
fn sentence(root: &Node, correction: &Node) -> Option<Edit> {
    let doc = correction.get("value")?.get("doc")?.text()?;
    let mut keys = correct::steps(correction.get("at")?.text()?)?;
    let stated = keys.iter().try_fold(root, |node, key| node.get(key))?;
    let takes_one = matches!(stated.kind(), Kind::Mapping(_)) && stated.get("doc").is_none();
    keys.push("doc".to_owned());
    takes_one.then(|| Edit::Set {
        keys,
        value: Yaml::text(doc),
    })
}

/// The paths of the corrections, in their order.
fn paths(root: &Node) -> Vec<String> {
    let corrections = root.get("corrections").map(Node::items).unwrap_or_default();
    let path = |correction: &Node| {
        let at = correction.get("at").and_then(Node::text);
        at.unwrap_or_default().to_owned()
    };
    corrections.iter().map(path).collect()
}

fn joined(steps: &[String]) -> String {
    let written = |step: &String| {
        if step.contains('.') {
            format!("\"{step}\"")
        } else {
            step.clone()
        }
    };
    steps.iter().map(written).collect::<Vec<_>>().join(".")
}

/// A change in few words, for lists of what was done and what is left.
pub fn name(change: &Record<'_>) -> String {
    let subject = change.subject();
    let version = if subject.version == 3 {
        " (REST 3.0)"
    } else {
        ""
    };
    let path = change.path();
    let space = if path.is_empty() { "" } else { " " };
    format!("{}{version}{space}{path}: {}", subject.name, change.word())
}
