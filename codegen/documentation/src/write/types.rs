//! Types that the documentation describes once and names often.

use std::collections::{BTreeMap, BTreeSet};

use super::existing::ExistingType;
use super::file::Unit;
use super::fragment::{Entries, Entry};
use super::names::type_name;
use super::owner::{Owner, TypeFacts};
use super::{Purpose, Writer, words};
use crate::extract::Documentation;
use crate::extract::draft::{Field, Note, Scalar, Shape, Target};
use bitrix24_codegen::model::KeyType;
use bitrix24_codegen::names;

/// What is known of the types of the documentation before anything is written.
#[derive(Debug, Default)]
pub(super) struct Types {
    /// The file of every described object.
    pub(super) homes: BTreeMap<Target, Unit>,
    /// Where an object of that name is described.
    pub(super) by_wire: BTreeMap<String, Target>,
    /// By which name an object is called most.
    wires: BTreeMap<Target, String>,
    /// Types that were written already, by full name.
    written: BTreeMap<Target, String>,
    /// Types that only have identifiers, by what they are called.
    markers: BTreeMap<String, String>,
    /// What is being written.
    open: Vec<Target>,
    /// Names of described types. An identifier may name one before it is written.
    called: BTreeMap<Target, String>,
    /// How many types of the schema pages describe again.
    again: usize,
}

impl Types {
    /// Looks at every use of a described object.
    pub(super) fn of(documentation: &Documentation, homes: &BTreeMap<String, String>) -> Self {
        let mut users: BTreeMap<Target, BTreeSet<Unit>> = BTreeMap::new();
        let mut names: BTreeMap<Target, BTreeMap<String, usize>> = BTreeMap::new();
        for draft in &documentation.drafts {
            let unit = super::home::unit_of(draft, homes);
            let mut seen = BTreeSet::new();
            let mut see = |target: &Target, name: Option<&str>| {
                users
                    .entry(target.clone())
                    .or_default()
                    .insert(unit.clone());
                if let Some(name) = name {
                    *names
                        .entry(target.clone())
                        .or_default()
                        .entry(name.to_owned())
                        .or_default() += 1;
                }
            };
            for field in draft.params.iter().chain(&draft.result) {
                uses(documentation, field, &mut seen, &mut see);
            }
        }
        let mut types = Self::default();
        for (target, units) in users {
            // A name begins with its scope.
            let called = names.get(&target).and_then(|names| names.keys().next());
            let scope = called
                .and_then(|name| name.split_once('_'))
                .map(|(scope, _)| scope);
            types.homes.insert(target, home(&units, scope));
        }
        for (target, names) in names {
            if let Some((name, _)) = names.into_iter().max_by_key(|(_, count)| *count) {
                types
                    .by_wire
                    .entry(name.clone())
                    .or_insert_with(|| target.clone());
                types.wires.insert(target, name);
            }
        }
        types
    }
}

impl Types {
    /// The name under which a type that the schema has already stands as a page describes it.
    pub(super) fn again(&mut self, name: &str) -> String {
        self.again += 1;
        format!("{name}__{}", self.again)
    }
}

/// The file that what several files use belongs into: what their namespaces have in common, or else
/// the scope that the name begins with, or else what most of them begin with.
fn home(units: &BTreeSet<Unit>, scope: Option<&str>) -> Unit {
    let mut common: Option<Vec<&str>> = None;
    for unit in units {
        let parts: Vec<&str> = unit.namespace.split('.').collect();
        common = Some(match common {
            None => parts,
            Some(known) => known
                .iter()
                .zip(&parts)
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| *one)
                .collect(),
        });
    }
    let namespace = match common.filter(|common| !common.is_empty()) {
        Some(common) => common.join("."),
        None => {
            let mut roots: BTreeMap<&str, usize> = BTreeMap::new();
            for unit in units {
                *roots
                    .entry(unit.namespace.split('.').next().unwrap_or_default())
                    .or_default() += 1;
            }
            let named = scope.filter(|scope| roots.contains_key(scope));
            let most = roots.iter().max_by_key(|(_, count)| **count);
            named
                .or(most.map(|(root, _)| *root))
                .unwrap_or("types")
                .to_owned()
        }
    };
    let third = units.iter().all(|unit| unit.version == 3);
    Unit {
        namespace,
        version: if third { 3 } else { 2 },
    }
}

/// Calls `see` with every described object that a field needs, directly or through others.
fn uses(
    documentation: &Documentation,
    field: &Field,
    seen: &mut BTreeSet<Target>,
    see: &mut dyn FnMut(&Target, Option<&str>),
) {
    let described = field
        .target
        .as_ref()
        .filter(|_| {
            field.fields.is_empty() && field.type_.shape.holds_fields() && !field.is_condition()
        })
        .and_then(|target| documentation.objects.get_key_value(target));
    if let Some((target, fields)) = described {
        let name = match field.type_.shape.item() {
            Shape::Named(name) => Some(name.as_str()),
            _ => None,
        };
        see(target, name);
        if seen.insert(target.clone()) {
            for inner in fields {
                uses(documentation, inner, seen, see);
            }
        }
    }
    for inner in &field.fields {
        uses(documentation, inner, seen, see);
    }
}

impl Writer<'_> {
    /// The type of a described object, as spelt in `unit`. Returns `None` when the field leads to
    /// none.
    pub(super) fn documented(&mut self, unit: &Unit, wire: &str, field: &Field) -> Option<String> {
        if !field.fields.is_empty() {
            return None;
        }
        let target = field.target.as_ref()?;
        self.described(unit, wire, target)
    }

    fn described(&mut self, unit: &Unit, wire: &str, target: &Target) -> Option<String> {
        let documentation = self.documentation;
        let fields = documentation.objects.get(target)?;
        if let Some(known) = self.types.written.get(target) {
            return Some(spelt(unit, known));
        }
        let existing = self.existing;
        if let Some(existing) = existing.described(wire, target, &unit.namespace) {
            return self.redescribed(unit, existing, &target.page, fields, Some(target));
        }
        if self.types.open.contains(target) {
            return None;
        }
        let (home, wire) = self.home_of(unit, wire, target);
        let name = match self.types.called.get(target) {
            Some(name) => name.clone(),
            None => self.name_of(&home, wire.as_deref(), target),
        };
        let is_name = |wire: &&str| {
            wire.chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '_')
        };
        let page = self.page_in(&home, &target.page);
        let page = match target.anchor.as_str() {
            "" => page,
            anchor => format!("{page}#{anchor}"),
        };
        let facts = TypeFacts {
            wire: wire.as_deref().filter(is_name),
            page: Some(&page),
            key: wire.as_deref().and_then(|wire| self.key_of(wire)),
        };
        self.types.called.insert(target.clone(), name.clone());
        let key = if self.existing.is_made(&home.name(), &name) {
            self.types.again(&name)
        } else {
            name.clone()
        };
        let full = format!("{}.{key}", home.name());
        self.types.open.push(target.clone());
        let owner = Owner {
            entity: wire.is_some(),
            ..shared(&home, &target.page)
        };
        let name = self.type_named(owner, fields, &name, &key, facts);
        self.types.open.pop();
        if name == "object" {
            return Some(name);
        }
        self.types.written.insert(target.clone(), full.clone());
        Some(spelt(unit, &full))
    }

    /// How the identifiers of what the documentation calls `wire` are written, where a page of types
    /// says that they are texts.
    fn key_of(&self, wire: &str) -> Option<KeyType> {
        let reference = self.documentation.references.get(wire)?;
        let Shape::Scalar(scalar) = reference.shape else {
            return None;
        };
        (scalar.canonical() == Scalar::String).then_some(KeyType::String)
    }

    /// The file of a described type, and what the documentation calls it.
    fn home_of(&self, unit: &Unit, wire: &str, target: &Target) -> (Unit, Option<String>) {
        let home = self.types.homes.get(target).unwrap_or(unit);
        let given = || Some(wire.to_owned()).filter(|wire| !wire.is_empty());
        let wire = self.types.wires.get(target).cloned().or_else(given);
        (home.clone(), wire)
    }

    /// Takes the name of a described type.
    fn name_of(&mut self, home: &Unit, wire: Option<&str>, target: &Target) -> String {
        let wanted = match wire {
            Some(wire) => vec![type_name(&without_scope(wire, home))],
            None => words::anchored(target, &home.namespace),
        };
        let wanted = self.free(home, wanted);
        self.take(home, &wanted, &["Input"])
    }

    /// The described type whose identifiers are called `of`. It is written later: what is being
    /// written may be in it.
    fn identity(&mut self, unit: &Unit, of: &str) -> Option<String> {
        let target = self.types.by_wire.get(of)?.clone();
        if let Some(full) = self.types.written.get(&target) {
            return Some(spelt(unit, full));
        }
        self.documentation
            .objects
            .get(&target)
            .filter(|fields| !fields.is_empty())?;
        let (home, wire) = self.home_of(unit, of, &target);
        let name = match self.types.called.get(&target) {
            Some(name) => name.clone(),
            None => self.name_of(&home, wire.as_deref(), &target),
        };
        let full = format!("{}.{name}", home.name());
        self.types.called.insert(target, name);
        Some(spelt(unit, &full))
    }

    /// Writes the described types that only identifiers have named.
    pub(super) fn named_ahead(&mut self) {
        let mut seen = BTreeSet::new();
        // What is written may name others.
        while let Some(target) = self
            .types
            .called
            .keys()
            .find(|target| !seen.contains(*target))
            .cloned()
        {
            let (home, wire) = self.home_of(&Unit::named(""), "", &target);
            self.described(&home, wire.as_deref().unwrap_or_default(), &target);
            seen.insert(target);
        }
    }

    /// A type that the schema has already. Where facts are compared, what the page says of it is
    /// written beside it.
    fn redescribed(
        &mut self,
        unit: &Unit,
        existing: &ExistingType,
        page: &str,
        fields: &[Field],
        target: Option<&Target>,
    ) -> Option<String> {
        if self.purpose == Purpose::Import {
            return Some(spelt(unit, &existing.name));
        }
        let (file, name) = existing.name.rsplit_once('.')?;
        let home = Unit::named(file);
        let key = self.types.again(name);
        let full = format!("{}.{key}", home.name());
        if let Some(target) = target {
            // It may hold itself.
            self.types.written.insert(target.clone(), full.clone());
        }
        let facts = TypeFacts {
            wire: existing.wire.as_deref(),
            page: None,
            key: existing.key,
        };
        let written = self.type_named(shared(&home, page), fields, name, &key, facts);
        Some(if written == key {
            spelt(unit, &full)
        } else {
            written
        })
    }

    /// The type that the documentation calls `name`. Returns `None` for an unknown name.
    pub(super) fn named(
        &mut self,
        owner: Owner<'_>,
        name: &str,
        field: &Field,
        notes: &mut Vec<Note>,
    ) -> Option<String> {
        let unit = owner.unit;
        let existing = self.existing;
        if !field.fields.is_empty() {
            let here = Target {
                page: owner.page.to_owned(),
                anchor: String::new(),
            };
            let known = existing.described(name, &here, &unit.namespace)?;
            return self.redescribed(unit, known, owner.page, &field.fields, None);
        }
        let reference = self
            .documentation
            .references
            .get(name)
            .map(|reference| &reference.shape);
        let scalar = match (&field.sample, reference) {
            // An identifier may come in quotes.
            (_, Some(Shape::Scalar(Scalar::Integer))) => Some(Scalar::Integer),
            (Some(Shape::Scalar(scalar)), _) | (None, Some(Shape::Scalar(scalar))) => Some(*scalar),
            _ => None,
        };
        if let Some(type_) = self.documented(unit, name, field) {
            return Some(type_);
        }
        // A field that is named like an identifier holds one.
        let identifies = scalar.is_some() || field.name.to_lowercase().ends_with("id");
        let known = match (identifies, scalar) {
            (true, Some(scalar)) if scalar.canonical() == Scalar::String => existing
                .identified(name, field, notes)
                .filter(|known| known.key == Some(KeyType::String)),
            (true, _) => existing.identified(name, field, notes),
            (false, _) => existing.named(name, field, notes),
        };
        if let Some(known) = known {
            let full = spelt(unit, &known.name);
            return Some(if identifies || known.only_identifiers {
                format!("id<{full}>")
            } else {
                full
            });
        }
        match scalar {
            Some(Scalar::None) => Some(Scalar::Any.name().to_owned()),
            Some(scalar) if scalar != Scalar::Integer => Some(scalar.name().to_owned()),
            _ if identifies => Some(format!("id<{}>", self.marker(unit, name, "id"))),
            _ => {
                let target = self.types.by_wire.get(name).cloned()?;
                self.described(unit, name, &target)
            }
        }
    }

    /// `id<…>` of what the documentation calls `of`, by its field `key`.
    pub(super) fn identifier(
        &mut self,
        unit: &Unit,
        of: &str,
        key: &str,
        field: &Field,
        notes: &mut Vec<Note>,
    ) -> String {
        let by_id = key.eq_ignore_ascii_case("id");
        let by_key = format!("{of}.{key}");
        let existing = self.existing;
        let existing = existing.identified(&by_key, field, notes).or_else(|| {
            let existing = existing.identified(of, field, notes);
            existing.filter(|existing| by_id || existing.key == Some(KeyType::String))
        });
        match existing {
            Some(existing) => format!("id<{}>", spelt(unit, &existing.name)),
            None => format!("id<{}>", self.marker(unit, of, key)),
        }
    }

    /// The type whose identifiers are meant, as `unit` spells it.
    fn marker(&mut self, unit: &Unit, of: &str, key: &str) -> String {
        let by_id = key.eq_ignore_ascii_case("id");
        let called = if by_id {
            of.to_owned()
        } else {
            format!("{of}.{key}")
        };
        if let Some(known) = self.types.markers.get(&called) {
            return spelt(unit, known);
        }
        if by_id && let Some(known) = self.identity(unit, of) {
            return known;
        }
        // The first word is the scope, where that is one of ours.
        let (scope, rest) = match of.split_once('_') {
            Some((scope, rest)) if self.roots.contains(scope) => {
                (scope.to_owned(), rest.to_owned())
            }
            _ if self.roots.contains(of) => (of.to_owned(), of.to_owned()),
            _ => (
                unit.namespace
                    .split('.')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                of.to_owned(),
            ),
        };
        let home = Unit {
            namespace: scope,
            version: 2,
        };
        let words = if by_id { rest } else { format!("{rest}_{key}") };
        let name = self.take(&home, &type_name(&words), &["Input"]);
        let mut entries = Entries::default();
        entries.text("wire", &called);
        let is_text = !by_id || self.key_of(of) == Some(KeyType::String);
        entries.text("key", if is_text { "string" } else { "integer" });
        self.file(&home).types.push(Entry {
            key: name.clone(),
            value: entries.done(),
            origin: None,
        });
        let full = format!("{}.{name}", home.name());
        self.types.markers.insert(called, full.clone());
        spelt(unit, &full)
    }
}

/// What the fields of a shared object stand in.
fn shared<'o>(home: &'o Unit, page: &'o str) -> Owner<'o> {
    Owner {
        unit: home,
        name: "",
        reserved: names::RECORD,
        page,
        top: false,
        sent: false,
        shown: false,
        entity: false,
    }
}

/// A full name as a file spells it: its own types by their last part.
fn spelt(unit: &Unit, full: &str) -> String {
    match full.rsplit_once('.') {
        Some((file, name)) if file == unit.name() => name.to_owned(),
        _ => full.to_owned(),
    }
}

/// The documentation's name without the scope that it begins with, when the file is in that scope.
fn without_scope(wire: &str, home: &Unit) -> String {
    let scope = home.namespace.split('.').next().unwrap_or_default();
    match wire
        .strip_prefix(scope)
        .and_then(|rest| rest.strip_prefix('_'))
    {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => wire.to_owned(),
    }
}
