//! Finds types that contain themselves without a list or a map between.

use std::collections::BTreeMap;

use super::node_cursor::NodeCursor;
use super::symbol_table::SymbolTable;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{Module, Ty, Type, TypeKind, TypePath};

/// Reports each cycle once, at the first of its types.
pub(super) fn check(symbols: &SymbolTable<'_>, modules: &[Module], problems: &mut Problems) {
    let mut holds: BTreeMap<TypePath, Vec<TypePath>> = BTreeMap::new();
    for (unit, module) in symbols.units.iter().zip(modules) {
        for ty in &module.types {
            let path = TypePath {
                module: module.path.clone(),
                name: ty.name.clone(),
                library: unit.library,
            };
            let mut direct = Vec::new();
            each_held(ty, &mut |held| direct.push(held.clone()));
            if !direct.is_empty() {
                holds.insert(path, direct);
            }
        }
    }
    let mut reported: Vec<TypePath> = Vec::new();
    for start in holds.keys().filter(|path| !path.library) {
        if reported.contains(start) {
            continue;
        }
        if let Some(cycle) = cycle(&holds, start) {
            let unit = symbols
                .units
                .iter()
                .find(|unit| unit.path == start.module && !unit.library);
            if let Some(unit) = unit {
                let names: Vec<&str> = cycle.iter().map(|path| path.name.as_str()).collect();
                let at = NodeCursor::file(&unit.file.node)
                    .key("types")
                    .key(&start.name);
                problems.push(Diagnostic::type_cycle(at.span(), &names));
            }
            reported.extend(cycle);
        }
    }
}

/// The path from a type back to itself.
fn cycle(holds: &BTreeMap<TypePath, Vec<TypePath>>, start: &TypePath) -> Option<Vec<TypePath>> {
    let mut seen = Vec::new();
    let mut ways = vec![vec![start.clone()]];
    while let Some(way) = ways.pop() {
        let last = way.last()?;
        for next in holds.get(last).into_iter().flatten() {
            let mut further = way.clone();
            further.push(next.clone());
            if next == start {
                return Some(further);
            }
            if !seen.contains(next) {
                seen.push(next.clone());
                ways.push(further);
            }
        }
    }
    None
}

/// The types that a type contains by value.
fn each_held(ty: &Type, see: &mut dyn FnMut(&TypePath)) {
    let mut direct = |ty: &Ty| {
        if let Ty::Named(path) = ty {
            see(path);
        }
    };
    match &ty.kind {
        TypeKind::Record(record) => record.fields.iter().for_each(|field| direct(&field.ty)),
        TypeKind::Union(alternatives) => alternatives
            .iter()
            .for_each(|alternative| direct(&alternative.ty)),
        // Rust refuses an alias of itself even inside a list.
        TypeKind::Alias(target) => target.each_named(&mut |path, _| see(path)),
        TypeKind::Marker | TypeKind::Enumeration(_) | TypeKind::Object(_) | TypeKind::Filter(_) => {
        }
    }
}
