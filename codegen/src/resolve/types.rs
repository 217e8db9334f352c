//! Named types.

use super::enumeration;
use super::fields::{self, Owner};
use super::lower::{Lower, Position};
use super::names::Names;
use super::node_cursor::NodeCursor;
use super::resolved_type::{ResolvedType, is_object};
use super::unions::named_alternatives;
use crate::diagnostic::{Diagnostic, Remedy};
use crate::ir::{Gate, KeyType, Record, Ty, Type, TypeKind, TypePath};
use crate::model;
use crate::names;

/// Lowers the named types of a file.
pub(super) fn types(lower: &mut Lower<'_, '_>) {
    let file = lower.unit.file;
    let at = NodeCursor::file(&file.node).key("types");
    for (name, _) in file.model.types.iter() {
        if names::is_camel(name) {
            lower.take_type(name, name, at.key(name), Remedy::Rename);
        } else {
            let problem = Diagnostic::bad_type_name(at.key(name).span(), name);
            lower.problems.push(problem);
        }
    }
    lower.in_named_type = true;
    for (name, ty) in file.model.types.iter() {
        lower.enter_type(name);
        let kind = kind(lower, name, ty, at.key(name));
        let also = also(lower, name, ty, at.key(name));
        let page = super::page_url(file.model.page.as_deref(), ty.page.as_deref());
        let doc = ty
            .doc
            .clone()
            .unwrap_or_else(|| format!("Type `{}`", ty.wire.as_deref().unwrap_or(name)));
        let (wire, name) = (ty.wire.clone(), name.to_owned());
        lower.module.types.push(Type {
            name,
            wire,
            doc,
            page,
            key: ty.key,
            also,
            made: false,
            gate: Gate::default(),
            twin: None,
            kind,
        });
    }
    lower.in_named_type = false;
}

/// The entities whose identifiers those of a type are too.
fn also(
    lower: &mut Lower<'_, '_>,
    name: &str,
    ty: &model::Type,
    at: NodeCursor<'_>,
) -> Vec<TypePath> {
    let mut paths = Vec::with_capacity(ty.also.len());
    for (index, other) in ty.also.iter().enumerate() {
        let at = at.key("also").item(index);
        // Both have identifiers from now on.
        for entity in [name, other] {
            let spelt = format!("id<{entity}>");
            let lowered = lower.ty(&spelt, at, name, Position::Answer);
            match lowered.ty {
                Ty::Id(path) if entity == other => paths.push(path),
                _ => {}
            }
        }
        let key = |ty: &model::Type| ty.key.unwrap_or(KeyType::Integer);
        let same = lower.symbols.find(lower.unit, other);
        if same.is_some_and(|(_, _, same)| key(same) != key(ty)) {
            let why = "its identifiers are written otherwise";
            let problem = Diagnostic::misplaced_type(at.value(), other, why);
            lower.problems.push(problem);
        }
    }
    paths
}

fn kind(lower: &mut Lower<'_, '_>, name: &str, ty: &model::Type, at: NodeCursor<'_>) -> TypeKind {
    let mut kinds = Vec::new();
    if is_object(ty) {
        kinds.push("an object");
    }
    if !ty.values.is_empty() {
        kinds.push("an enumeration");
    }
    if ty.alias.is_some() {
        kinds.push("another name");
    }
    if kinds.len() > 1 || (kinds.is_empty() && ty.key.is_none()) {
        lower
            .problems
            .push(Diagnostic::unclear_type(at.span(), name, &kinds));
    }
    if ty.key.is_some() && !kinds.is_empty() && !is_object(ty) {
        lower.problems.push(Diagnostic::pointless(
            at.key("key").span(),
            "`key`",
            "only objects have identifiers",
        ));
    }
    if ty.base.is_some() && ty.values.is_empty() {
        lower.problems.push(Diagnostic::pointless(
            at.key("base").span(),
            "`base`",
            "there are no `values`",
        ));
    }
    if is_object(ty) {
        let mut names = Names::default();
        let owner = Owner {
            name,
            position: Position::Answer,
            taken: crate::names::RECORD,
        };
        let fields = fields::fields(lower, owner, &ty.fields, at.key("fields"), &mut names);
        let patterns = fields::families(lower, owner, &ty.patterns, at.key("patterns"), &mut names);
        return TypeKind::Record(Record {
            fields,
            patterns,
            keys: false,
            related: false,
        });
    }
    if !ty.values.is_empty() {
        let base = ty.base.unwrap_or(KeyType::String);
        return TypeKind::Enumeration(enumeration::lower(
            lower,
            base,
            &ty.values,
            at.key("values"),
        ));
    }
    match &ty.alias {
        Some(text) => alias(lower, name, text, at.key("type")),
        None => TypeKind::Marker,
    }
}

/// A name for a type expression; of a union it is the union's own.
fn alias(lower: &mut Lower<'_, '_>, name: &str, text: &str, at: NodeCursor<'_>) -> TypeKind {
    let inner = format!("{name}Item");
    let resolved = lower.resolve_type(text, at);
    let ResolvedType::Union(parts) = &resolved else {
        return TypeKind::Alias(lower.lowered(&resolved, at, &inner, Position::Answer).ty);
    };
    let parts = parts
        .iter()
        .filter(|part| !matches!(part, ResolvedType::Null));
    let types: Vec<Ty> = parts
        .map(|part| lower.lowered(part, at, &inner, Position::Answer).ty)
        .collect();
    match <[Ty; 1]>::try_from(types) {
        Ok([one]) => TypeKind::Alias(one),
        Err(types) => TypeKind::Union(named_alternatives(types)),
    }
}
