//! The existing schema.

use std::collections::{BTreeMap, BTreeSet};

use bitrix24_codegen::ir;
use bitrix24_codegen::load::LoadedFile;
use bitrix24_codegen::model::{self, KeyType};
use bitrix24_codegen::resolve::from_root;

use super::file::Unit;
use crate::extract::draft::{Draft, Field, Note, Target};
use crate::facts::Kind;

/// What a schema has already.
#[derive(Debug, Default)]
pub struct Existing {
    /// Texts of files, by their path in the schema.
    pub texts: BTreeMap<String, String>,
    /// Methods and events that are described.
    pub described: BTreeSet<(Kind, String, u8)>,
    /// Named types.
    types: Vec<ExistingType>,
    /// Numbers of types, by the documentation's name.
    by_wire: BTreeMap<String, Vec<usize>>,
    /// Numbers of types, by the page and anchor that describe them.
    by_place: BTreeMap<Target, usize>,
    /// Names of types, by the name of the file.
    pub(super) names: BTreeMap<String, BTreeSet<String>>,
    /// Names of types that were made for fields, by the name of the file.
    made: BTreeMap<String, BTreeSet<String>>,
    /// What a file says of all its methods, by its name.
    pub(super) files: BTreeMap<String, FileFacts>,
}

/// What a file says of all its methods.
#[derive(Debug, Clone, Default)]
pub(super) struct FileFacts {
    pub(super) folder: Option<String>,
    pub(super) scope: Vec<String>,
}

/// A named type of a schema.
#[derive(Debug)]
pub(super) struct ExistingType {
    /// Full name.
    pub(super) name: String,
    /// The documentation's name of it.
    pub(super) wire: Option<String>,
    /// Page and anchor.
    place: Option<Target>,
    /// Folder of the pages of its file.
    folder: Option<String>,
    /// Whether it has fields.
    is_object: bool,
    /// Whether it only has identifiers.
    pub(super) only_identifiers: bool,
    /// How its identifiers are written, when it is an entity.
    pub(super) key: Option<KeyType>,
}

impl Existing {
    /// The named types of files without their methods, as if these were still to be written.
    #[must_use]
    pub fn types(files: &[LoadedFile]) -> Self {
        let mut existing = Self::default();
        for file in files {
            let file = &file.model;
            let unit = Unit {
                namespace: file.namespace.clone(),
                version: file.version,
            };
            let facts = FileFacts {
                folder: file.page.clone(),
                scope: file.scope.clone(),
            };
            existing.files.insert(unit.name(), facts);
            for (name, ty) in file.types.iter() {
                existing.add(&unit, file.page.as_deref(), name, ty);
            }
        }
        existing
    }

    /// A schema with its texts, to which something is added.
    #[must_use]
    pub fn of(
        files: &[LoadedFile],
        resolved: &ir::Schema,
        texts: BTreeMap<String, String>,
    ) -> Self {
        let mut existing = Self {
            texts,
            ..Self::types(files)
        };
        for module in &resolved.modules {
            let unit = Unit {
                namespace: module.namespace.clone(),
                version: module.version,
            };
            let names = existing.names.entry(unit.name()).or_default();
            names.extend(module.types.iter().map(|ty| ty.name.clone()));
            for method in &module.methods {
                names.insert(method.request.clone());
                names.insert(method.error.clone());
                let identity = (Kind::Method, method.name.clone(), method.version);
                existing.described.insert(identity);
            }
            for placement in &module.placements {
                let identity = (Kind::Placement, placement.name.clone(), module.version);
                existing.described.insert(identity);
            }
            for event in &module.events {
                let identity = (Kind::Event, event.name.clone(), module.version);
                existing.described.insert(identity);
            }
        }
        existing
    }

    fn add(&mut self, unit: &Unit, folder: Option<&str>, name: &str, ty: &model::Type) {
        let index = self.types.len();
        let names = self.names.entry(unit.name()).or_default();
        names.insert(name.to_owned());
        let is_object = !ty.fields.is_empty() || !ty.patterns.is_empty();
        if is_object && ty.wire.is_none() && ty.page.is_none() && ty.key.is_none() {
            let made = self.made.entry(unit.name()).or_default();
            made.insert(name.to_owned());
        }
        let place = ty.page.as_deref().map(|page| place(folder, page));
        if let Some(place) = place
            .clone()
            .filter(|place| is_object && !place.anchor.is_empty())
        {
            self.by_place.entry(place).or_insert(index);
        }
        if let Some(wire) = &ty.wire {
            self.by_wire.entry(wire.clone()).or_default().push(index);
        }
        self.types.push(ExistingType {
            name: format!("{}.{name}", unit.name()),
            wire: ty.wire.clone(),
            place,
            folder: folder.map(str::to_owned),
            is_object,
            only_identifiers: !is_object && ty.values.is_empty() && ty.alias.is_none(),
            key: ty.key,
        });
    }

    /// Whether a type says of itself neither what the documentation calls it nor where it is
    /// described: it was made for a field.
    pub(super) fn is_made(&self, file: &str, name: &str) -> bool {
        self.made.get(file).is_some_and(|made| made.contains(name))
    }

    /// Whether a method or an event is described. The case of an event's name does not matter:
    /// handlers get it in upper case.
    #[must_use]
    pub fn describes(&self, draft: &Draft) -> bool {
        self.described.iter().any(|(kind, name, version)| {
            *kind == draft.kind
                && *version == draft.version
                && (*name == draft.name
                    || *kind == Kind::Event && name.eq_ignore_ascii_case(&draft.name))
        })
    }

    /// The types that the documentation calls `wire`.
    pub(super) fn all(&self, wire: &str) -> Vec<&ExistingType> {
        let indices = self.by_wire.get(wire).into_iter().flatten();
        indices.map(|index| &self.types[*index]).collect()
    }

    /// The object that an anchor of the documentation describes under the name `wire`, seen from a
    /// namespace: the one that names the anchor, or else one of that name that names the page, or
    /// whose file has the page.
    pub(super) fn described(
        &self,
        wire: &str,
        target: &Target,
        namespace: &str,
    ) -> Option<&ExistingType> {
        if let Some(index) = self.by_place.get(target) {
            return Some(&self.types[*index]);
        }
        let known = self.all(wire);
        let known = || {
            known
                .iter()
                .filter(|ty| ty.is_object && ty.is_seen_from(namespace))
        };
        let on_page = known().find(|ty| {
            ty.place
                .as_ref()
                .is_some_and(|place| place.page == target.page && place.anchor.is_empty())
        });
        let beside = || {
            known().find(|ty| {
                let folder = ty.folder.as_deref().filter(|_| ty.place.is_none());
                folder.is_some_and(|folder| {
                    target.page.rsplit_once('/').map(|it| it.0) == Some(folder)
                })
            })
        };
        on_page.or_else(beside).copied()
    }

    /// The type that is called `wire` where no page describes it: one whose page the field links
    /// to, or else an entity.
    pub(super) fn named(
        &self,
        wire: &str,
        field: &Field,
        notes: &mut Vec<Note>,
    ) -> Option<&ExistingType> {
        choose(wire, &self.all(wire), field, notes)
    }

    /// The type whose identifiers are called `wire`: an entity, or else an object.
    pub(super) fn identified(
        &self,
        wire: &str,
        field: &Field,
        notes: &mut Vec<Note>,
    ) -> Option<&ExistingType> {
        let all = self.all(wire);
        let entities: Vec<&ExistingType> =
            all.iter().filter(|ty| ty.key.is_some()).copied().collect();
        let known = if entities.is_empty() { &all } else { &entities };
        choose(wire, known, field, notes)
    }
}

impl ExistingType {
    /// Whether methods of a namespace have objects of it: those of its own scope, and those of the
    /// scope that the documentation's name begins with.
    fn is_seen_from(&self, namespace: &str) -> bool {
        let root = |name: &str| name.split(['.', '_']).next().unwrap_or_default().to_owned();
        let own = root(&self.name);
        own == root(namespace) || self.wire.as_deref().is_some_and(|wire| root(wire) == own)
    }
}

fn choose<'e>(
    wire: &str,
    known: &[&'e ExistingType],
    field: &Field,
    notes: &mut Vec<Note>,
) -> Option<&'e ExistingType> {
    let linked = known.iter().find(|ty| {
        let place = ty.place.as_ref();
        let links = field.links.iter().chain(&field.target);
        place.is_some_and(|place| links.into_iter().any(|link| link.page == place.page))
    });
    if known.len() > 1 && linked.is_none() {
        notes.push(Note {
            line: field.line,
            text: format!("several types are called {wire}"),
        });
    }
    let entity = || known.iter().find(|ty| ty.key.is_some());
    linked.or_else(entity).or(known.first()).copied()
}

/// The path of a page that a file names, from the root of the documentation.
fn place(folder: Option<&str>, page: &str) -> Target {
    let (page, anchor) = page.split_once('#').unwrap_or((page, ""));
    Target {
        page: match folder {
            Some(folder) if !from_root(folder, page) => format!("{folder}/{page}"),
            _ => page.to_owned(),
        },
        anchor: anchor.to_owned(),
    }
}
