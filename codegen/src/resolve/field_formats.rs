//! Fields whose values are sent in a form of their own, as facts of whatever holds their object: a
//! whole object, such as a record that was read, is not made by the setters that know them.

use std::collections::{BTreeMap, BTreeSet};

use super::node_cursor::NodeCursor;
use super::symbol_table::SymbolTable;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{Field, FieldFormat, Formats, Held, Module, Scalar, Ty, TypeKind, TypePath};
use crate::model::{self, Ordered};

/// The problem of formats on a field that is never sent.
pub(super) fn only_read(at: NodeCursor<'_>) -> Diagnostic {
    Diagnostic::pointless(
        at.key("formats").span(),
        "`formats`",
        "it says how values are sent, and this field is only read",
    )
}

/// Reports formats in named types that no request has.
pub(super) fn check(symbols: &SymbolTable<'_>, sent: &BTreeSet<TypePath>, problems: &mut Problems) {
    for unit in symbols.units.iter().filter(|unit| !unit.library) {
        let at = NodeCursor::file(&unit.file.node).key("types");
        for (name, ty) in unit.file.model.types.iter() {
            let is_sent = sent
                .iter()
                .any(|path| path.name == name && path.module == unit.path);
            if !is_sent {
                check_fields(&ty.fields, at.key(name).key("fields"), problems);
                check_fields(&ty.patterns, at.key(name).key("patterns"), problems);
            }
        }
    }
}

fn check_fields(fields: &Ordered<model::Field>, at: NodeCursor<'_>, problems: &mut Problems) {
    for (name, field) in fields.iter() {
        let (facts, at) = (field.facts(), at.key(name));
        if facts.formats.is_some() {
            problems.push(only_read(at));
        }
        check_fields(&facts.fields, at.key("fields"), problems);
        check_fields(&facts.patterns, at.key("patterns"), problems);
    }
}

/// Sets the formatted fields of every parameter and field that holds an object.
pub(super) fn set(symbols: &SymbolTable<'_>, modules: &mut [Module]) {
    let mut formatted: BTreeMap<TypePath, Vec<FieldFormat>> = BTreeMap::new();
    for module in modules.iter() {
        for ty in &module.types {
            let of_type = match &ty.kind {
                TypeKind::Record(record) => of_fields(record.fields.iter().chain(&record.patterns)),
                TypeKind::Object(object) => of_fields(object.fields.iter().chain(&object.patterns)),
                _ => Vec::new(),
            };
            if !of_type.is_empty() {
                let path = TypePath {
                    module: module.path.clone(),
                    name: ty.name.clone(),
                    library: false,
                };
                formatted.insert(path, of_type);
            }
        }
    }
    if formatted.is_empty() {
        return;
    }
    let aliases = aliases(modules);
    let is_library = |module: &Module| {
        let unit = symbols.position(&module.path).map(|at| &symbols.units[at]);
        unit.is_none_or(|unit| unit.library)
    };
    for module in modules.iter_mut().filter(|module| !is_library(module)) {
        let params = module
            .methods
            .iter_mut()
            .flat_map(|method| &mut method.params);
        params.for_each(|field| set_field(field, &formatted, &aliases));
        for position in 0..module.types.len() {
            if let TypeKind::Object(object) = &mut module.types.at_mut(position).kind {
                for field in object.fields.iter_mut().chain(&mut object.patterns) {
                    set_field(field, &formatted, &aliases);
                }
            }
        }
    }
}

fn of_fields<'a>(fields: impl Iterator<Item = &'a Field>) -> Vec<FieldFormat> {
    fields
        .filter(|field| field.formats != Formats::default())
        .map(|field| FieldFormat {
            wire: field.wire.clone(),
            holds: held(&field.ty),
            formats: field.formats,
        })
        .collect()
}

fn held(ty: &Ty) -> Held {
    match ty.item() {
        Ty::Scalar(Scalar::Boolean | Scalar::Flag) => Held::Boolean,
        Ty::Scalar(Scalar::File) => Held::File,
        _ => Held::Other,
    }
}

/// The types that are other names of types.
fn aliases(modules: &[Module]) -> BTreeMap<TypePath, Ty> {
    let of_module = |module: &Module| {
        let path = module.path.clone();
        let alias = move |ty: &crate::ir::Type| match &ty.kind {
            TypeKind::Alias(target) => {
                let path = TypePath {
                    module: path.clone(),
                    name: ty.name.clone(),
                    library: false,
                };
                Some((path, target.clone()))
            }
            _ => None,
        };
        module.types.iter().filter_map(alias).collect::<Vec<_>>()
    };
    modules.iter().flat_map(of_module).collect()
}

fn set_field(
    field: &mut Field,
    formatted: &BTreeMap<TypePath, Vec<FieldFormat>>,
    aliases: &BTreeMap<TypePath, Ty>,
) {
    let mut ty = field.ty.item();
    // Aliases are not in a circle, which would be a problem of its own.
    for _ in 0..=aliases.len() {
        let Ty::Named(path) = ty else { return };
        let path = TypePath {
            library: false,
            ..path.clone()
        };
        match (formatted.get(&path), aliases.get(&path)) {
            (Some(of_type), _) => {
                field.formatted.clone_from(of_type);
                return;
            }
            (None, Some(target)) => ty = target.item(),
            (None, None) => return,
        }
    }
}
