//! Types and errors of one module that are the same: the first one is emitted, and the others are
//! other names of it. Every type costs its users the check of a dozen functions.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Codes, Field, Method, Module, Object, Record, Required, Ty, Type, TypeKind};

/// The types of a module that have the contents of an earlier one.
#[derive(Default)]
pub(crate) struct Twins<'a> {
    first: BTreeMap<&'a str, &'a str>,
}

impl<'a> Twins<'a> {
    /// Compares the types that are made for a field or a method. What the schema names itself is a
    /// type of its own, and so two alternatives of a union never become one.
    ///
    /// Types are compared until nothing changes, because what contains equal types may be equal
    /// too.
    pub(crate) fn new(module: &'a Module) -> Self {
        let apart = apart(module);
        let types: Vec<&Type> = module
            .types
            .iter()
            .filter(|ty| ty.made && is_comparable(ty) && !apart.contains(ty.name.as_str()))
            .collect();
        let mut twins = Self::default();
        loop {
            let mut found: Vec<(TypeKind, &'a str)> = Vec::new();
            let mut first = BTreeMap::new();
            for ty in &types {
                let kind = twins.kind(module, &ty.kind);
                match found.iter().find(|(other, _)| *other == kind) {
                    Some((_, name)) => {
                        first.insert(ty.name.as_str(), *name);
                    }
                    None => found.push((kind, &ty.name)),
                }
            }
            if first.len() == twins.first.len() {
                return twins;
            }
            twins.first = first;
        }
    }

    /// The first type with the contents of this one, if that is another type.
    pub(crate) fn first(&self, ty: &Type) -> Option<&'a str> {
        self.first.get(ty.name.as_str()).copied()
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
            other => other.clone(),
        }
    }
}

/// The first method of the module with the documented errors of this one, if that is another
/// method.
pub(crate) fn first_with_errors<'a>(module: &'a Module, method: &Method) -> Option<&'a Method> {
    let mut methods = module.methods.iter();
    methods
        .find(|other| other.errors == method.errors)
        .filter(|first| first.error != method.error && !method.errors.is_empty())
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
        Ty::List(item) => named(module, item),
        Ty::Map(key, value) => [named(module, key), named(module, value)].concat(),
        _ => Vec::new(),
    }
}
