//! The fields that filters, orders and selections of methods take, by the types that they name.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Imported;
use bitrix24_codegen::ir::{Schema, Ty, TypeKind, TypePath};

/// The names of these fields, by the name of the method.
pub(super) fn fields<'i>(imported: &'i Imported<'_>) -> BTreeMap<&'i str, BTreeSet<&'i str>> {
    let schema = &imported.resolved;
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let methods = schema.modules.iter().flat_map(|module| &module.methods);
    for method in methods {
        for param in &method.params {
            if let Some(of) = rows(schema, &param.ty) {
                let known = found.entry(&method.name).or_default();
                known.extend(names(schema, of));
            }
        }
    }
    found
}

/// The type whose fields a condition names.
fn rows<'s>(schema: &'s Schema, ty: &'s Ty) -> Option<&'s TypePath> {
    match ty {
        Ty::Order(of) | Ty::Select(of) => Some(of),
        Ty::Named(path) => match &schema.get(path)?.kind {
            TypeKind::Filter(filter) => Some(&filter.of),
            _ => None,
        },
        _ => None,
    }
}

fn names<'s>(schema: &'s Schema, path: &TypePath) -> Vec<&'s str> {
    let Some(TypeKind::Record(record)) = schema.get(path).map(|ty| &ty.kind) else {
        return Vec::new();
    };
    let fields = record.fields.iter().chain(&record.patterns);
    fields
        .flat_map(|field| std::iter::once(&field.wire).chain(&field.aliases))
        .map(String::as_str)
        .collect()
}
