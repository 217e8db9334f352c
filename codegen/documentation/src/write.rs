//! From drafts to files of the schema.
//!
//! A file gets what it lacks; what stands there already is never touched. Everything is a fact: sentences about methods are
//! made from their names (`doc_by: auto`), and what is doubtful becomes a `check:` with page and line.

mod examples;
mod expression;
mod field;
mod file;
mod home;
mod method;
mod names;
mod owner;
mod types;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::file::{FileDraft, Unit};
use self::home::{homes, key, leaf, scope, unit_of};
use self::types::Types;
use crate::edit::{self, Edit, Yaml};
use crate::extract::Documentation;
use crate::extract::draft::Draft;
use crate::facts::Kind;
use bitrix24_codegen::ir::{KeyType, Schema, TypeKind};
use bitrix24_codegen::parallel;

pub use self::examples::{
    ExampleText, contradicting, file as example_file, texts as example_texts,
};

/// What there is already.
#[derive(Debug, Default)]
pub struct Existing {
    /// Texts of files, by their path in the schema.
    pub texts: BTreeMap<String, String>,
    /// Methods and events that are described.
    pub described: BTreeSet<(Kind, String, u8)>,
    /// Types by the documentation's name.
    by_wire: BTreeMap<String, ExistingType>,
    /// Names of types, by the name of the file.
    names: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug)]
struct ExistingType {
    name: String,
    only_identifiers: bool,
    is_entity: bool,
    key_is_text: bool,
}

impl Existing {
    /// Whether a method or an event is described. The case of an event's name says nothing: handlers get it in capitals.
    #[must_use]
    pub fn describes(&self, draft: &Draft) -> bool {
        self.described.iter().any(|(kind, name, version)| {
            *kind == draft.kind
                && *version == draft.version
                && (*name == draft.name
                    || *kind == Kind::Event && name.eq_ignore_ascii_case(&draft.name))
        })
    }

    /// What a resolved schema has.
    #[must_use]
    pub fn of(schema: &Schema, texts: BTreeMap<String, String>) -> Self {
        let mut existing = Self {
            texts,
            ..Self::default()
        };
        for module in &schema.modules {
            let file = if module.version == 3 {
                format!("{}.v3", module.namespace)
            } else {
                module.namespace.clone()
            };
            for method in &module.methods {
                existing
                    .described
                    .insert((Kind::Method, method.name.clone(), method.version));
                let names = existing.names.entry(file.clone()).or_default();
                names.insert(method.request.clone());
                names.insert(method.error.clone());
            }
            for event in &module.events {
                existing
                    .described
                    .insert((Kind::Event, event.name.clone(), module.version));
            }
            for ty in &module.types {
                existing
                    .names
                    .entry(file.clone())
                    .or_default()
                    .insert(ty.name.clone());
                if let Some(wire) = &ty.wire {
                    existing
                        .by_wire
                        .entry(wire.clone())
                        .or_insert(ExistingType {
                            name: format!("{file}.{}", ty.name),
                            only_identifiers: matches!(ty.kind, TypeKind::Marker),
                            is_entity: ty.key.is_some(),
                            key_is_text: ty.key == Some(KeyType::String),
                        });
                }
            }
        }
        existing
    }
}

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
    let lacking: Vec<&Draft> = documentation
        .drafts
        .iter()
        .filter(|draft| !existing.describes(draft) && wanted(draft))
        .collect();
    let homes = homes(documentation);
    let mut writer = Writer {
        documentation,
        existing,
        types: Types::of(documentation, &homes),
        roots: documentation
            .drafts
            .iter()
            .filter(|draft| draft.kind == Kind::Method)
            .filter_map(|draft| draft.name.split_once('.').map(|(root, _)| root.to_owned()))
            .collect(),
        files: BTreeMap::new(),
        conditions: BTreeMap::new(),
        answers_list: false,
    };
    let mut by_unit: BTreeMap<Unit, Vec<&Draft>> = BTreeMap::new();
    for draft in lacking {
        let unit = unit_of(draft, &homes);
        by_unit.entry(unit).or_default().push(draft);
    }
    for (unit, drafts) in &by_unit {
        writer.open(unit, drafts);
    }
    let mut written = Written::default();
    let mut events = BTreeSet::new();
    for (unit, drafts) in &by_unit {
        for draft in drafts {
            if draft.kind == Kind::Event && !events.insert(draft.name.to_lowercase()) {
                continue;
            }
            written.added.push(draft.name.clone());
            let yaml = match draft.kind {
                Kind::Method => writer.method(unit, draft),
                Kind::Event => writer.event(unit, draft),
            };
            let file = writer.file(unit);
            match draft.kind {
                Kind::Method => file.methods.push((key(&draft.name).to_owned(), yaml)),
                Kind::Event => file.events.push((draft.name.clone(), yaml)),
            }
            let texts = examples::texts(draft);
            if !texts.is_empty() {
                written
                    .examples
                    .entry(examples::path(draft))
                    .or_default()
                    .extend(texts);
            }
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

struct Writer<'d> {
    documentation: &'d Documentation,
    existing: &'d Existing,
    types: Types,
    /// First parts of the methods' names.
    roots: BTreeSet<String>,
    files: BTreeMap<Unit, FileDraft>,
    /// Types of the parameters that name fields of rows, of the method that is being written.
    conditions: BTreeMap<String, String>,
    /// Whether the answer of the method that is being written is a list.
    answers_list: bool,
}

impl Writer<'_> {
    /// The file of a namespace; types may be put into one that nothing else is put into.
    fn file(&mut self, unit: &Unit) -> &mut FileDraft {
        let existing = self.existing;
        self.files.entry(unit.clone()).or_insert_with(|| {
            let mut draft = FileDraft::default();
            for name in existing.names.get(&unit.name()).into_iter().flatten() {
                draft.taken.reserve(name.clone());
            }
            draft
        })
    }

    /// Reserves the names that follow from methods and events, and settles what the file says for all of them.
    fn open(&mut self, unit: &Unit, drafts: &[&Draft]) {
        let stated = self
            .existing
            .texts
            .get(&unit.path())
            .map(|text| stated(text));
        let file = self.file(unit);
        for draft in drafts {
            match draft.kind {
                Kind::Method => {
                    let request = bitrix24_codegen::names::request(leaf(&draft.name));
                    for ending in ["", "Error", "Filter", "Order", "Select"] {
                        file.taken.reserve(format!("{request}{ending}"));
                    }
                }
                Kind::Event => file
                    .taken
                    .reserve(bitrix24_codegen::names::camel(&draft.name)),
            }
        }
        if let Some((folder, scope)) = stated {
            file.folder = folder;
            file.scope = scope;
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

/// The page's folder and the scopes that a file names.
fn stated(text: &str) -> (Option<String>, Vec<String>) {
    let (mut sources, mut problems) = (
        bitrix24_codegen::source::Sources::default(),
        bitrix24_codegen::diagnostic::Problems::default(),
    );
    match bitrix24_codegen::load::text("file.yaml", text, &mut sources, &mut problems) {
        Some(file) => (file.model.page.clone(), file.model.scope.clone()),
        None => (None, Vec::new()),
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
        for (section, entries) in [
            ("types", &draft.types),
            ("methods", &draft.methods),
            ("events", &draft.events),
        ] {
            for (name, value) in entries {
                let mut keys = vec![section.to_owned()];
                keys.push(name.clone());
                edits.push(Edit::Set {
                    keys,
                    value: value.clone(),
                });
            }
        }
        let text = edit::all(existing, &edits).map_err(|refusal| refusal.to_string())?;
        return edit::formatted(&text).map_err(|refusal| refusal.to_string());
    }
    let mut entries: Vec<(String, Yaml)> =
        vec![("namespace".to_owned(), Yaml::text(&unit.namespace))];
    if unit.version == 3 {
        entries.push(("version".to_owned(), Yaml::from(3_u32)));
    }
    if !draft.scope.is_empty() {
        entries.push((
            "scope".to_owned(),
            Yaml::List(draft.scope.iter().map(|scope| Yaml::text(scope)).collect()),
        ));
    }
    if let Some(folder) = &draft.folder {
        entries.push(("page".to_owned(), Yaml::text(folder)));
    }
    for (section, named) in [
        ("types", &draft.types),
        ("methods", &draft.methods),
        ("events", &draft.events),
    ] {
        if !named.is_empty() {
            entries.push((section.to_owned(), Yaml::Map(named.clone())));
        }
    }
    let depth = unit.path().matches('/').count();
    let mut text = format!(
        "# yaml-language-server: $schema={}schema.json\n",
        "../".repeat(depth)
    );
    // A line for each name rather than for a section: the layout is found faster for short lines than for long ones.
    for (key, value) in &entries {
        use std::fmt::Write as _;
        // Writing to a text cannot fail.
        let _ = match value {
            Yaml::Map(named) => {
                let lines = named.iter();
                let lines = lines.map(|(name, value)| format!("\n  {}: {value}", Yaml::text(name)));
                writeln!(text, "{key}:{}", lines.collect::<String>())
            }
            value => writeln!(text, "{key}: {value}"),
        };
    }
    edit::formatted(&text).map_err(|refusal| refusal.to_string())
}
