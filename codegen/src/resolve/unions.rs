//! Names for the alternatives of a union.

use crate::ir::{Alternative, Ty};
use crate::names;

/// Names the variants of a union by their types.
pub(super) fn named_alternatives(types: Vec<Ty>) -> Vec<Alternative> {
    let mut alternatives: Vec<Alternative> = Vec::new();
    for ty in types {
        let mut name = variant_name(&ty);
        // For example two lists of different items.
        if alternatives.iter().any(|other| other.name == name) {
            name = format!("{}{name}", inner_name(&ty));
        }
        while name == "Unknown" || alternatives.iter().any(|other| other.name == name) {
            name.push('_');
        }
        alternatives.push(Alternative { name, ty });
    }
    alternatives
}

fn variant_name(ty: &Ty) -> String {
    match ty {
        Ty::Scalar(scalar) => scalar.variant(),
        Ty::List(_) => "List",
        Ty::Map(..) => "Map",
        Ty::Nullable(inner) => return variant_name(inner),
        Ty::Order(_) => "Order",
        Ty::Select(_) => "Select",
        Ty::Id(path) => return format!("{}Id", path.name),
        Ty::Named(path) => return names::camel(&path.name),
    }
    .to_owned()
}

fn inner_name(ty: &Ty) -> String {
    match ty {
        Ty::List(item) => variant_name(item),
        Ty::Map(_, value) => variant_name(value),
        Ty::Id(path) | Ty::Named(path) => path
            .module
            .last()
            .map(|part| names::camel(part))
            .unwrap_or_default(),
        _ => String::new(),
    }
}
