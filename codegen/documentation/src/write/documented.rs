//! The facts of pages: those of the files that importing them would write.

use std::collections::BTreeMap;
use std::sync::Arc;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::LoadedFile;
use bitrix24_codegen::scalar::Scalar;
use bitrix24_codegen::source::Span;
use bitrix24_codegen::{load, parallel};

use super::file::{FileDraft, Unit};
use super::fragment::{Entry, Fragment, Pages};
use super::{Existing, Purpose, Writer};
use crate::edit::Yaml;
use crate::extract::Documentation;
use crate::facts::schema::{Lines, Schema};
use crate::facts::shape::public;
use crate::facts::{Facts, Kind, Location};

/// What pages state, as facts and as the files that importing the pages would write.
#[derive(Debug, Default)]
pub struct Documented {
    /// The facts of every method and event, in the order of the drafts.
    pub facts: Vec<Facts>,
    /// The facts of every placement.
    pub placements: Vec<Facts>,
    files: BTreeMap<Arc<str>, FileDraft>,
}

impl Documented {
    /// The facts of pages with the type names of a schema, without its other facts.
    #[must_use]
    pub fn of(documentation: &Documentation, schema: &[LoadedFile]) -> Self {
        let existing = Existing::types(schema);
        let mut writer = Writer::new(documentation, &existing, Purpose::Compare);
        let all = documentation.drafts.iter().chain(&documentation.placements);
        let drafts: Vec<_> = all.collect();
        writer.all(&drafts);
        let files: Vec<(Unit, FileDraft)> = writer.files.into_iter().collect();
        let mut pages = Pages::default();
        let mut nodes = Vec::with_capacity(files.len());
        for (unit, draft) in &files {
            let path = unit.path();
            let source = pages.file(&path);
            let root = Fragment::Map(draft.whole(unit));
            nodes.push((path, source, pages.node(&root, Span::top(source))));
        }
        let loaded: Vec<LoadedFile> = parallel::map(&nodes, |_, (path, source, node)| {
            load::node(path, *source, node.clone(), &mut Problems::default())
        })
        .into_iter()
        .flatten()
        .collect();
        let names = Arc::new(pages.names());
        let mut lines = BTreeMap::new();
        for (path, source, _) in &nodes {
            let of_pages = Lines::Pages {
                file: path.as_str().into(),
                pages: Arc::clone(&names),
            };
            lines.insert(*source, of_pages);
        }
        let read = Schema::of(&loaded, schema, lines);
        let placements = read.placements();
        let read = read.facts();
        // Freeing the nodes takes a while, and nothing waits for it.
        std::thread::spawn(move || drop((nodes, loaded)));
        let facts = in_order(documentation, read);
        let files = files
            .into_iter()
            .map(|(unit, draft)| (unit.path().into(), draft))
            .collect();
        Self {
            facts,
            placements,
            files,
        }
    }

    /// Facts, and the types, methods and events of the files that they stand in.
    #[cfg(test)]
    pub(crate) fn from_parts(
        facts: Vec<Facts>,
        files: BTreeMap<Arc<str>, [Vec<Entry>; 3]>,
    ) -> Self {
        let draft = |[types, methods, events]: [Vec<Entry>; 3]| FileDraft {
            types,
            methods,
            events,
            ..FileDraft::default()
        };
        let files = files.into_iter().map(|(path, file)| (path, draft(file)));
        Self {
            facts,
            placements: Vec::new(),
            files: files.collect(),
        }
    }

    /// What importing would write where a fact stands.
    pub(crate) fn fragment(&self, at: &Location) -> Option<&Fragment> {
        let draft = self.files.get(&at.yaml)?;
        let [section, name, rest @ ..] = at.keys.as_slice() else {
            return None;
        };
        let (_, entries) = draft
            .sections()
            .into_iter()
            .find(|(key, _)| key == section)?;
        let entry = entries.iter().find(|entry| entry.key == *name)?;
        rest.iter()
            .try_fold(&entry.value, |fragment, key| fragment.get(key))
    }

    /// What importing would write where a fact stands.
    pub fn yaml(&self, at: &Location) -> Option<Yaml> {
        self.fragment(at).map(Fragment::yaml)
    }

    /// The types that importing would write for what a part of a file names, each with its file,
    /// name and contents; without the one that the schema has already.
    pub(crate) fn new_types(
        &self,
        fragment: &Fragment,
        file: &str,
        own: Option<&Own>,
    ) -> Vec<(String, &Entry)> {
        let mut found: Vec<(String, &Entry)> = Vec::new();
        let mut open = vec![(fragment, unit_name(file))];
        while let Some((fragment, unit)) = open.pop() {
            fragment.each_type(&mut |text| {
                each_name(text, &mut |name| {
                    let full = full(name, &unit);
                    let is_there = own.is_some_and(|own| own.made == full);
                    if !is_there
                        && let Some((file, entry)) = self.type_named(&full)
                        && !found.iter().any(|(_, known)| std::ptr::eq(*known, entry))
                    {
                        open.push((&entry.value, unit_name(&file)));
                        found.push((file, entry));
                    }
                    String::new()
                });
            });
        }
        found
    }

    fn type_named(&self, full: &str) -> Option<(String, &Entry)> {
        let (unit, name) = full.rsplit_once('.')?;
        let path = Unit::named(unit).path();
        let draft = self.files.get(path.as_str())?;
        let entry = draft.types.iter().find(|entry| entry.key == name)?;
        Some((path, entry))
    }
}

/// The facts of each draft. Two pages may describe an event in two spellings of its name, which are
/// one in a file.
fn in_order(documentation: &Documentation, read: Vec<Vec<Facts>>) -> Vec<Facts> {
    let identity = |kind: Kind, name: &str, version: u8| match kind {
        Kind::Method | Kind::Placement => (kind, name.to_owned(), version),
        Kind::Event => (kind, name.to_lowercase(), version),
    };
    let mut known: BTreeMap<_, Facts> = read
        .into_iter()
        .flatten()
        .map(|facts| (identity(facts.kind, &facts.name, facts.version), facts))
        .collect();
    let mut ordered: Vec<Facts> = Vec::with_capacity(documentation.drafts.len());
    for draft in &documentation.drafts {
        let id = identity(draft.kind, &draft.name, draft.version);
        let facts = known.remove(&id).or_else(|| {
            let same = |facts: &&Facts| identity(facts.kind, &facts.name, facts.version) == id;
            ordered.iter().find(same).cloned()
        });
        ordered.extend(facts.map(|facts| Facts {
            name: draft.name.clone(),
            ..facts
        }));
    }
    ordered
}

impl FileDraft {
    /// The whole file.
    fn whole(&self, unit: &Unit) -> Vec<Entry> {
        let mut entries = self.head(unit);
        for (key, named) in self.sections() {
            if !named.is_empty() {
                entries.push(Entry {
                    key: key.to_owned(),
                    value: Fragment::Map(named.to_vec()),
                    origin: None,
                });
            }
        }
        entries
    }
}

/// The type in which a fact stands: as importing would call it, and as the schema does, in full.
#[derive(Debug)]
pub(crate) struct Own {
    made: String,
    known: String,
}

impl Own {
    /// Of a documented fact and its location in the schema, when both stand in a type of a file.
    pub(crate) fn of(documented: &Location, schema: &Location) -> Option<Self> {
        let name = |keys: &[String], file: &str| match keys {
            [types, name, ..] if types == "types" => Some(full(name, &unit_name(file))),
            _ => None,
        };
        Some(Self {
            made: name(&documented.keys, &documented.yaml)?,
            known: name(&schema.keys, &schema.file)?,
        })
    }
}

/// A part of what importing would write into `at.yaml`, as another file of the schema spells its
/// types.
pub(crate) fn spelt_in(fragment: &Fragment, at: &Location, file: &str, own: Option<&Own>) -> Yaml {
    let (from, to) = (unit_name(&at.yaml), unit_name(file));
    fragment.yaml_with(&|text| {
        each_name(text, &mut |name| {
            let full = full(name, &from);
            let full = match own {
                Some(own) if own.made == full => own.known.clone(),
                _ => full,
            };
            let own = full
                .strip_prefix(&to)
                .and_then(|rest| rest.strip_prefix('.'));
            own.filter(|rest| !rest.contains('.'))
                .map_or(full.clone(), str::to_owned)
        })
    })
}

/// By what other files call a file.
fn unit_name(path: &str) -> String {
    path.trim_end_matches(".yaml").replace('/', ".")
}

/// A name of a type with that of its file.
fn full(name: &str, unit: &str) -> String {
    if name.contains('.') {
        name.to_owned()
    } else {
        format!("{unit}.{name}")
    }
}

/// A type expression with every name of a type as `spell` writes it.
fn each_name(text: &str, spell: &mut dyn FnMut(&str) -> String) -> String {
    let text = public(text);
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.');
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
        if length == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (name, after) = rest.split_at(length);
        let is_generic = after.starts_with('<');
        if is_generic || name == "null" || Scalar::named(name).is_some() {
            out.push_str(name);
        } else {
            out.push_str(&spell(name));
        }
        rest = after;
    }
    out
}
