//! Writes drafts as files of the schema.
//!
//! A file gets what it lacks; existing items never change. Only facts are written: sentences about
//! methods are made from their names (`doc_by: auto`), and uncertain facts get a `check:` with page
//! and line.

mod condition;
pub(crate) mod documented;
mod errors;
mod examples;
mod existing;
mod expression;
mod field;
mod file;
pub(crate) mod fragment;
mod home;
mod method;
mod names;
mod owner;
mod phrase;
mod placement;
mod types;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use self::condition::Condition;
use self::file::{FileDraft, Unit};
use self::fragment::{Entry, Origin};
use self::home::{homes, key, leaf, scope, unit_of};
use self::names::Taken;
use self::types::Types;
use crate::edit::{self, Edit, Yaml};
use crate::extract::Documentation;
use crate::extract::draft::Draft;
use crate::facts::Kind;
use bitrix24_codegen::names as rust;
use bitrix24_codegen::parallel;

pub use self::documented::Documented;
pub use self::examples::{
    ExampleText, contradicting, file as example_file, path as example_path, placeholder,
    texts as example_texts,
};
pub use self::existing::Existing;
pub use self::home::Homes;

/// What is to be written.
#[derive(Debug, Default)]
pub struct Written {
    /// Files of the schema by path, with their whole text.
    pub files: BTreeMap<String, String>,
    /// Files of examples by path.
    pub examples: BTreeMap<String, Vec<ExampleText>>,
    /// Methods and events that were added.
    pub added: Vec<String>,
    /// Files that could not be put into words, with the reason.
    pub failures: Vec<(String, String)>,
}

/// Writes what `wanted` accepts and the schema lacks.
#[must_use]
pub fn write(
    documentation: &Documentation,
    existing: &Existing,
    wanted: &dyn Fn(&Draft) -> bool,
) -> Written {
    let lacking = documentation
        .drafts
        .iter()
        .chain(&documentation.placements)
        .filter(|draft| !existing.describes(draft) && wanted(draft));
    let lacking: Vec<&Draft> = lacking.collect();
    let mut writer = Writer::new(documentation, existing, Purpose::Import);
    let mut written = Written {
        added: writer.all(&lacking),
        ..Written::default()
    };
    for draft in &lacking {
        let texts = examples::texts(draft);
        if !texts.is_empty() {
            written
                .examples
                .entry(examples::path(draft))
                .or_default()
                .extend(texts);
        }
    }
    let files: Vec<(&Unit, &FileDraft)> = writer.files.iter().collect();
    let texts = parallel::map(&files, |_, (unit, draft)| {
        let path = unit.path();
        let text = text(unit, draft, existing.texts.get(&path));
        (path, text)
    });
    for (path, text) in texts {
        match text {
            Ok(text) => drop(written.files.insert(path, text)),
            Err(reason) => written.failures.push((path, reason)),
        }
    }
    written
}

/// What files are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To be added to a schema.
    Import,
    /// To be compared with a schema: types that it has already are written beside its own as pages
    /// describe them.
    Compare,
}

struct Writer<'d> {
    documentation: &'d Documentation,
    existing: &'d Existing,
    purpose: Purpose,
    homes: BTreeMap<String, String>,
    types: Types,
    /// First parts of the methods' names.
    roots: BTreeSet<String>,
    files: BTreeMap<Unit, FileDraft>,
    /// Types of the parameters that name fields of rows, of the method that is being written.
    conditions: BTreeMap<String, Condition>,
    /// The list of rows in the answer that is being written, with its type.
    rows: Option<RowsField>,
    /// Whether the answer of the method that is being written is a list.
    answers_list: bool,
}

/// The field of an answer that holds rows of a type of their own.
struct RowsField {
    /// The type that has the field.
    owner: String,
    name: String,
    /// The type expression of the field.
    type_: String,
}

impl<'d> Writer<'d> {
    fn new(documentation: &'d Documentation, existing: &'d Existing, purpose: Purpose) -> Self {
        let homes = homes(documentation);
        let drafts = documentation.drafts.iter();
        Self {
            documentation,
            existing,
            purpose,
            types: Types::of(documentation, &homes),
            homes,
            roots: drafts
                .filter(|draft| draft.kind == Kind::Method)
                .filter_map(|draft| draft.name.split_once('.').map(|(root, _)| root.to_owned()))
                .collect(),
            files: BTreeMap::new(),
            conditions: BTreeMap::new(),
            rows: None,
            answers_list: false,
        }
    }

    /// Writes methods, events and placements, file by file. Gives the names of what was written.
    fn all(&mut self, drafts: &[&Draft]) -> Vec<String> {
        let mut by_unit: BTreeMap<Unit, Vec<&Draft>> = BTreeMap::new();
        for draft in drafts {
            let unit = unit_of(draft, &self.homes);
            by_unit.entry(unit).or_default().push(draft);
        }
        for (unit, drafts) in &by_unit {
            self.open(unit, drafts);
        }
        let mut names = Vec::new();
        let mut events = BTreeSet::new();
        for (unit, drafts) in &by_unit {
            for draft in drafts {
                if draft.kind == Kind::Event && !events.insert(draft.name.to_lowercase()) {
                    continue;
                }
                names.push(draft.name.clone());
                let value = match draft.kind {
                    Kind::Method => self.method(unit, draft),
                    Kind::Event => self.event(unit, draft),
                    Kind::Placement => self.placement(unit, draft),
                };
                let origin = Some(Origin {
                    page: draft.page.as_str().into(),
                    line: draft.line,
                    shown: false,
                });
                let file = self.file(unit);
                match draft.kind {
                    Kind::Method => file.methods.push(Entry {
                        key: key(&draft.name).to_owned(),
                        value,
                        origin,
                    }),
                    Kind::Event => file.events.push(Entry {
                        key: draft.name.clone(),
                        value,
                        origin,
                    }),
                    Kind::Placement => file.placements.push(Entry {
                        key: draft.name.clone(),
                        value,
                        origin,
                    }),
                }
            }
        }
        self.named_ahead();
        names
    }

    /// A page as a file names it: from the folder of its pages.
    fn page_in(&mut self, unit: &Unit, page: &str) -> String {
        let folder = self.file(unit).folder.as_deref().unwrap_or_default();
        let rest = page
            .strip_prefix(folder)
            .and_then(|rest| rest.strip_prefix('/'));
        match rest {
            Some(rest) if !rest.contains('/') => rest.to_owned(),
            _ => page.to_owned(),
        }
    }

    /// The file of a namespace; it may get types only.
    fn file(&mut self, unit: &Unit) -> &mut FileDraft {
        let (existing, purpose) = (self.existing, self.purpose);
        self.files.entry(unit.clone()).or_insert_with(|| {
            let file = unit.name();
            let mut draft = FileDraft {
                taken: Taken::new(rust::module_path(&file)),
                ..FileDraft::default()
            };
            for name in existing.names.get(&file).into_iter().flatten() {
                // What was made for a field is made again.
                if purpose == Purpose::Import || !existing.is_made(&file, name) {
                    draft.taken.reserve(name.clone());
                }
            }
            draft
        })
    }

    /// Reserves the names that follow from methods and events, and settles what the file says for
    /// all of them.
    fn open(&mut self, unit: &Unit, drafts: &[&Draft]) {
        let stated = self.existing.files.get(&unit.name()).cloned();
        let module = rust::module_path(&unit.name());
        let file = self.file(unit);
        for draft in drafts {
            match draft.kind {
                Kind::Method => {
                    let request = rust::request(&module, leaf(&draft.name));
                    for ending in ["", "Error", "Filter", "Order", "Select"] {
                        file.taken.reserve(format!("{request}{ending}"));
                    }
                }
                Kind::Event => file.taken.reserve(rust::handled(&module, &draft.name)),
                Kind::Placement => {
                    let handled = rust::handled(&module, &draft.name);
                    for ending in ["", "Options", "Code"] {
                        file.taken.reserve(format!("{handled}{ending}"));
                    }
                }
            }
        }
        if let Some(stated) = stated {
            file.folder = stated.folder;
            file.scope = stated.scope;
            return;
        }
        let mut scopes: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for draft in drafts {
            *scopes.entry(scope(draft)).or_default() += 1;
        }
        file.scope = scopes
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(scope, _)| scope)
            .unwrap_or_default();
        file.folder = folder(drafts);
    }
}

/// The folder of the documentation that pages have in common.
fn folder(drafts: &[&Draft]) -> Option<String> {
    let mut common: Option<Vec<&str>> = None;
    for draft in drafts {
        let parts: Vec<&str> = draft.page.split('/').collect();
        let folder = &parts[..parts.len().saturating_sub(1)];
        common = Some(match common {
            None => folder.to_vec(),
            Some(known) => known
                .iter()
                .zip(folder)
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| *one)
                .collect(),
        });
    }
    common
        .map(|parts| parts.join("/"))
        .filter(|folder| !folder.is_empty())
}

/// The text of a file: a new one, or the one that is there with what it lacks.
fn text(unit: &Unit, draft: &FileDraft, existing: Option<&String>) -> Result<String, String> {
    if let Some(existing) = existing {
        let mut edits = Vec::new();
        for (section, entries) in draft.sections() {
            edits.extend(entries.iter().map(|entry| Edit::Set {
                keys: vec![section.to_owned(), entry.key.clone()],
                value: entry.value.yaml(),
            }));
        }
        let text = edit::all(existing, &edits).map_err(|refusal| refusal.to_string())?;
        return edit::formatted(&text).map_err(|refusal| refusal.to_string());
    }
    let depth = unit.path().matches('/').count();
    let mut text = format!(
        "# yaml-language-server: $schema={}schema.json\n",
        "../".repeat(depth)
    );
    // Writing to a text cannot fail.
    for entry in &draft.head(unit) {
        let _ = writeln!(text, "{}: {}", entry.key, entry.value.yaml());
    }
    // A line for each name rather than for a section: the layout is found faster for short lines
    // than for long ones.
    for (section, entries) in draft.sections() {
        if entries.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{section}:");
        for entry in entries {
            let _ = writeln!(text, "  {}: {}", Yaml::text(&entry.key), entry.value.yaml());
        }
    }
    edit::formatted(&text).map_err(|refusal| refusal.to_string())
}
