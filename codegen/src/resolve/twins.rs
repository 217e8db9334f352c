//! Types and errors of one module that are the same: the first one is emitted, and the others are
//! other names of it. Every type costs its users the check of a dozen functions.
//!
//! A type is another name only of one that is there for every scope for which it is there itself,
//! so that what is emitted of it does not depend on the enabled scopes.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Codes, Field, Gate, Module, Object, Record, Required, Ty, Type, TypeKind};

/// Sets the twins of a module's types and errors. The gates of types must be set.
pub(super) fn set_twins(module: &mut Module) {
    let twins: BTreeMap<String, String> = Twins::new(module)
        .first
        .into_iter()
        .map(|(name, first)| (name.to_owned(), first.to_owned()))
        .collect();
    module.types.retain_mut(|ty| {
        ty.twin = twins.get(&ty.name).cloned();
        true
    });
    for index in 0..module.methods.len() {
        let (earlier, rest) = module.methods.split_at_mut(index);
        let method = &mut rest[0];
        let gate = Gate::of(&method.scope);
        let first = earlier
            .iter()
            .find(|other| other.errors == method.errors && Gate::of(&other.scope).covers(&gate));
        method.error_twin = first
            .filter(|_| !method.errors.is_empty())
            .map(|first| first.error.clone());
    }
}

/// The types of a module that have the contents of an earlier one.
#[derive(Default)]
struct Twins<'a> {
    first: BTreeMap<&'a str, &'a str>,
}

impl<'a> Twins<'a> {
    /// Compares the types that are made for a field or a method. What the schema names itself is a
    /// type of its own, and so two alternatives of a union never become one.
    ///
    /// Types are compared until nothing changes, because what contains equal types may be equal
    /// too.
    fn new(module: &'a Module) -> Self {
        let apart = apart(module);
        let types: Vec<&Type> = module
            .types
            .iter()
            .filter(|ty| ty.made && is_comparable(ty) && !apart.contains(ty.name.as_str()))
            .collect();
        let mut twins = Self::default();
        loop {
            let mut found: Vec<(TypeKind, &Type)> = Vec::new();
            let mut first = BTreeMap::new();
            for ty in &types {
                let kind = twins.kind(module, &ty.kind);
                let same = |(other, earlier): &&(TypeKind, &Type)| {
                    *other == kind && earlier.gate.covers(&ty.gate)
                };
                match found.iter().find(same) {
                    Some((_, earlier)) => {
                        first.insert(ty.name.as_str(), earlier.name.as_str());
                    }
                    None => found.push((kind, ty)),
                }
            }
            if first == twins.first {
                return twins;
            }
            twins.first = first;
        }
    }

    fn kind(&self, module: &Module, kind: &TypeKind) -> TypeKind {
        let mut kind = kind.clone();
        let each = |fields: &mut Vec<Field>| {
            for field in fields {
                field.ty = self.ty(module, &field.ty);
            }
        };
        match &mut kind {
            TypeKind::Record(Record {
                fields, patterns, ..
            })
            | TypeKind::Object(Object {
                fields, patterns, ..
            }) => {
                each(fields);
                each(patterns);
            }
            TypeKind::Union(alternatives) => {
                for alternative in alternatives {
                    alternative.ty = self.ty(module, &alternative.ty);
                }
            }
            _ => {}
        }
        kind
    }

    fn ty(&self, module: &Module, ty: &Ty) -> Ty {
        match ty {
            Ty::Named(path) if !path.library && path.module == module.path => {
                let mut path = path.clone();
                if let Some(first) = self.first.get(path.name.as_str()) {
                    path.name = (*first).to_owned();
                }
                Ty::Named(path)
            }
            Ty::List(item) => Ty::List(Box::new(self.ty(module, item))),
            Ty::Map(key, value) => Ty::Map(
                Box::new(self.ty(module, key)),
                Box::new(self.ty(module, value)),
            ),
            Ty::Nullable(inner) => Ty::Nullable(Box::new(self.ty(module, inner))),
            other => other.clone(),
        }
    }
}

/// Constants of fields and relations belong to one record, and the types of alternatives to one
/// constructor.
fn is_comparable(ty: &Type) -> bool {
    match &ty.kind {
        TypeKind::Record(record) => ty.key.is_none() && !record.keys && !record.related,
        TypeKind::Object(object) => !object
            .fields
            .iter()
            .any(|field| matches!(field.required, Required::Either { .. })),
        TypeKind::Enumeration(_) | TypeKind::Union(_) => true,
        TypeKind::Marker | TypeKind::Alias(_) | TypeKind::Filter(_) => false,
    }
}

/// Types with implementations besides those of their kind: the data of events, the parts of
/// placements, and what filters tell apart.
fn apart(module: &Module) -> BTreeSet<&str> {
    let mut apart: BTreeSet<&str> = module
        .events
        .iter()
        .map(|event| event.data.name.as_str())
        .collect();
    for placement in &module.placements {
        let (Codes::Name(code) | Codes::Many(code)) = &placement.codes;
        apart.extend([&placement.request, &placement.options, code].map(|path| path.name.as_str()));
    }
    for ty in &module.types {
        if let TypeKind::Record(record) = &ty.kind
            && record.keys
        {
            let fields = record.fields.iter().chain(&record.patterns);
            apart.extend(fields.flat_map(|field| named(module, &field.ty)));
        }
    }
    apart
}

/// The types of the module that a type names.
fn named<'t>(module: &Module, ty: &'t Ty) -> Vec<&'t str> {
    match ty {
        Ty::Named(path) if !path.library && path.module == module.path => vec![&path.name],
        Ty::List(item) | Ty::Nullable(item) => named(module, item),
        Ty::Map(key, value) => [named(module, key), named(module, value)].concat(),
        _ => Vec::new(),
    }
}
