//! Types that the documentation describes in one place and names in many.

use std::collections::{BTreeMap, BTreeSet};

use super::Writer;
use super::file::{Entries, Unit};
use super::names::type_name;
use super::owner::Owner;
use crate::extract::Documentation;
use crate::extract::draft::{Field, Scalar, Shape, Target};

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
            // A name tells the scope that it is of.
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

/// The file that what several files use belongs into: what their namespaces have in common, or else the scope that the name
/// begins with, or else what most of them begin with.
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
    /// The type of a described object, as `unit` spells it; nothing when the field leads to none.
    pub(super) fn documented(&mut self, unit: &Unit, wire: &str, field: &Field) -> Option<String> {
        if !field.fields.is_empty() {
            return None;
        }
        let target = field.target.as_ref()?;
        self.described(unit, wire, target)
    }

    fn described(&mut self, unit: &Unit, wire: &str, target: &Target) -> Option<String> {
        let fields = self.documentation.objects.get(target)?;
        if let Some(known) = self.types.written.get(target) {
            return Some(spelt(unit, known));
        }
        if self.types.open.contains(target) {
            return None;
        }
        let home = self
            .types
            .homes
            .get(target)
            .cloned()
            .unwrap_or_else(|| unit.clone());
        let wire = self
            .types
            .wires
            .get(target)
            .cloned()
            .or_else(|| Some(wire.to_owned()).filter(|wire| !wire.is_empty()));
        let words = wire
            .as_deref()
            .map_or_else(|| target.anchor.clone(), |wire| without_scope(wire, &home));
        self.types.open.push(target.clone());
        let reserved = ["extra"];
        let owner = Owner {
            unit: &home,
            name: "",
            reserved: &reserved,
            page: &target.page,
            top: false,
            sent: false,
        };
        let is_name = |wire: &&str| {
            wire.chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '_')
        };
        let name = self.type_of(
            owner,
            fields,
            &type_name(&words),
            wire.as_deref().filter(is_name),
        );
        self.types.open.pop();
        if name == "object" {
            return Some(name);
        }
        let full = format!("{}.{name}", home.name());
        self.types.written.insert(target.clone(), full.clone());
        Some(spelt(unit, &full))
    }

    /// The type of what the documentation calls `name`; nothing when that is not known.
    pub(super) fn named(&mut self, unit: &Unit, name: &str, field: &Field) -> Option<String> {
        let reference = self
            .documentation
            .references
            .get(name)
            .map(|reference| &reference.shape);
        let scalar = match (&field.sample, reference) {
            (Some(Shape::Scalar(scalar)), _) | (None, Some(Shape::Scalar(scalar))) => Some(*scalar),
            _ => None,
        };
        // Something that is only referred to so far may have a page that describes it.
        let described = field
            .target
            .as_ref()
            .is_some_and(|target| self.documentation.objects.contains_key(target));
        if let Some(existing) = self
            .existing
            .by_wire
            .get(name)
            .filter(|existing| !(existing.only_identifiers && described))
        {
            let full = spelt(unit, &existing.name);
            let identifies = existing.only_identifiers || existing.is_entity && scalar.is_some();
            return Some(if identifies {
                format!("id<{full}>")
            } else {
                full
            });
        }
        if let Some(type_) = self.documented(unit, name, field) {
            return Some(type_);
        }
        if !field.fields.is_empty() {
            return None;
        }
        match scalar {
            Some(Scalar::Integer) => Some(format!("id<{}>", self.marker(unit, name, "id"))),
            Some(scalar) => Some(super::expression::word(scalar).to_owned()),
            None => {
                let target = self.types.by_wire.get(name).cloned()?;
                self.described(unit, name, &target)
            }
        }
    }

    /// `id<…>` of what the documentation calls `of`, by its field `key`.
    pub(super) fn identifier(&mut self, unit: &Unit, of: &str, key: &str) -> String {
        format!("id<{}>", self.marker(unit, of, key))
    }

    /// The type whose identifiers are meant, as `unit` spells it.
    fn marker(&mut self, unit: &Unit, of: &str, key: &str) -> String {
        let by_id = key.eq_ignore_ascii_case("id");
        if let Some(existing) = self
            .existing
            .by_wire
            .get(of)
            .filter(|existing| by_id || existing.key_is_text)
        {
            return spelt(unit, &existing.name);
        }
        let called = if by_id {
            of.to_owned()
        } else {
            format!("{of}.{key}")
        };
        if let Some(known) = self.types.markers.get(&called) {
            return spelt(unit, known);
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
        entries.text("key", if by_id { "integer" } else { "string" });
        self.file(&home).types.push((name.clone(), entries.done()));
        let full = format!("{}.{name}", home.name());
        self.types.markers.insert(called, full.clone());
        spelt(unit, &full)
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
