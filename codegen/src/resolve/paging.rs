//! How the pages of a list are chosen.

use super::lower::Lower;
use super::node_cursor::NodeCursor;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Answer, Cursor, Field, Module, Paging, PagingStyle, Scalar, Ty, TypeKind, TypePath, Window,
};
use crate::model;

/// Lowers and checks the paging of a method with these parameters and this answer.
pub(super) fn paging(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    facts: &model::Paging,
    params: &[Field],
    answer: &Answer,
    at: NodeCursor<'_>,
) -> Paging {
    if !is_list(lower, answer) {
        let why = "the method does not answer a list";
        lower
            .problems
            .push(Diagnostic::pointless(at.span(), "`paging`", why));
    }
    if facts.style.is_own() && facts.at.is_none() {
        let style = facts.style.word();
        lower
            .problems
            .push(Diagnostic::paging_without_parameter(at.span(), style));
    }
    for (key, path) in [("at", &facts.at), ("limit", &facts.limit)] {
        let Some(path) = path else { continue };
        let at = at.key(key);
        if facts.style.is_own() {
            check_parameter(lower, modules, params, path, at);
        } else {
            refuse(lower, key, at);
        }
    }
    if facts.most.is_some() && facts.style == PagingStyle::Start {
        let why = "pages of this style have one size";
        lower
            .problems
            .push(Diagnostic::pointless(at.key("most").span(), "`most`", why));
    }
    Paging {
        style: facts.style,
        window: facts.style.is_own().then(|| Window {
            at: facts.at.clone().unwrap_or_default(),
            limit: facts.limit.clone(),
            most: facts.most,
        }),
        // The documentation's size of a page where it names none.
        size: facts.size.unwrap_or(50),
        most: facts.most.filter(|_| facts.style == PagingStyle::Page),
        cursor: facts.cursor.as_ref().map(|cursor| Cursor {
            field: cursor.field.clone(),
            response: cursor
                .response
                .clone()
                .unwrap_or_else(|| cursor.field.clone()),
            inferred: cursor.inferred,
        }),
    }
}

fn refuse(lower: &mut Lower<'_, '_>, key: &str, at: NodeCursor<'_>) {
    let why = "the style has parameters of the same names for all methods";
    lower
        .problems
        .push(Diagnostic::pointless(at.span(), &format!("`{key}`"), why));
}

/// A path leads through objects to a number.
fn check_parameter(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    params: &[Field],
    path: &str,
    at: NodeCursor<'_>,
) {
    let mut fields = Some(params);
    let mut found = None;
    for name in path.split('.') {
        // Nobody describes what is in there.
        let Some(known) = fields else { return };
        let Some(field) = known.iter().find(|field| field.wire == name) else {
            let known = known.iter().map(|field| field.wire.as_str());
            let problem = Diagnostic::unknown_paging_parameter(at.value(), name, known);
            lower.problems.push(problem);
            return;
        };
        fields = match &field.ty {
            Ty::Named(path) => fields_of(lower, modules, path),
            ty if ty.is_open() => None,
            _ => Some(&[]),
        };
        found = Some(field);
    }
    let is_number = |ty: &Ty| ty.is_open() || *ty == Ty::Scalar(Scalar::Integer);
    if let Some(field) = found.filter(|field| !is_number(&field.ty)) {
        let why = "a page is chosen by a whole number";
        let problem = Diagnostic::misplaced_type(at.value(), &field.spelt, why);
        lower.problems.push(problem);
    }
}

/// The fields of an object of a request; `None` when its keys are not described.
fn fields_of<'t>(
    lower: &'t Lower<'_, '_>,
    modules: &'t [Module],
    path: &TypePath,
) -> Option<&'t [Field]> {
    let own = std::iter::once(&lower.module);
    let module = own
        .chain(modules)
        .filter(|module| module.path == path.module)
        .find_map(|module| module.types.get(&path.name))?;
    match &module.kind {
        TypeKind::Object(object) => Some(&object.fields),
        TypeKind::Record(record) => Some(&record.fields),
        _ => None,
    }
}

fn is_list(lower: &Lower<'_, '_>, answer: &Answer) -> bool {
    match &answer.ty {
        Ty::List(_) | Ty::Map(..) | Ty::Scalar(Scalar::Any) => true,
        Ty::Named(path) => holds_list(lower, path),
        _ => false,
    }
}

fn holds_list(lower: &Lower<'_, '_>, path: &TypePath) -> bool {
    match lower.module.types.get(&path.name).map(|ty| &ty.kind) {
        Some(TypeKind::Record(record)) => {
            let mut fields = record.fields.iter();
            fields.any(|field| matches!(field.ty, Ty::List(_)))
        }
        _ => false,
    }
}
