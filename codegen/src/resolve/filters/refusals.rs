//! Operators of a filter that do not work on fields of some types.

use super::{Parameter, among, kind_of};
use crate::diagnostic::Diagnostic;
use crate::ir::{Field, Module, Operator, Refused, Ty, TypeKind, Use};
use crate::resolve::lower::{Lower, Position};
use crate::resolve::node_cursor::NodeCursor;

/// The refusals of a filter, sorted so that each operator is in one.
pub(super) fn refused(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    parameter: &Parameter<'_>,
    operators: &[Operator],
    fields: &[Field],
) -> Vec<Refused> {
    let at = parameter.at.key("refused");
    let mut written = Vec::new();
    for (index, refused) in parameter.facts.refused.iter().enumerate() {
        let at = at.item(index);
        let operators = among(lower, &refused.operators, operators, at.key("operators"));
        let mut types = Vec::with_capacity(refused.types.len());
        for (index, text) in refused.types.iter().enumerate() {
            let at = at.key("types").item(index);
            types.extend(self::ty(lower, modules, parameter, text, at));
        }
        written.push((operators, types));
    }
    let classes = classes(lower, modules, fields);
    by_operator(operators, &written)
        .into_iter()
        .map(|(operators, types)| Refused {
            operators,
            others: classes
                .iter()
                .filter(|class| !types.contains(class))
                .cloned()
                .collect(),
            types,
        })
        .collect()
}

fn ty(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    parameter: &Parameter<'_>,
    text: &str,
    at: NodeCursor<'_>,
) -> Option<Ty> {
    let before = lower.problems.len();
    let ty = lower.ty(text, at, parameter.request, Position::Answer).ty;
    let class = (ty == *ty.item())
        .then(|| class(lower, modules, &ty))
        .flatten();
    // An unreadable type was reported.
    if class.is_none() && lower.problems.len() == before {
        lower.problems.push(Diagnostic::misplaced_type(
            at.value(),
            text,
            "a filter refuses operators for an `id<…>`, an enumeration or a union",
        ));
    }
    class
}

/// Collects the types of each operator, and joins operators with the same types. Two spellings of
/// one operator count as one.
fn by_operator(
    operators: &[Operator],
    written: &[(Vec<Operator>, Vec<Ty>)],
) -> Vec<(Vec<Operator>, Vec<Ty>)> {
    let mut groups: Vec<(Vec<Operator>, Vec<Ty>)> = Vec::new();
    for operator in operators {
        let is_it = |other: &Operator| other.name == operator.name;
        let mut types: Vec<Ty> = Vec::new();
        for (_, some) in written
            .iter()
            .filter(|(operators, _)| operators.iter().any(is_it))
        {
            for ty in some {
                if !types.contains(ty) {
                    types.push(ty.clone());
                }
            }
        }
        if types.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(_, known)| *known == types) {
            Some((operators, _)) => operators.push(*operator),
            None => groups.push((vec![*operator], types)),
        }
    }
    groups
}

/// The types of fields that filters distinguish, each once.
fn classes(lower: &Lower<'_, '_>, modules: &[Module], fields: &[Field]) -> Vec<Ty> {
    let mut classes = Vec::new();
    let filtered = fields
        .iter()
        .filter(|field| !field.without.contains(&Use::Filter));
    for class in filtered.filter_map(|field| class(lower, modules, &field.ty)) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes
}

/// The type by which filters distinguish fields. Returns `None` for a type on which every operator
/// works.
fn class(lower: &Lower<'_, '_>, modules: &[Module], ty: &Ty) -> Option<Ty> {
    match ty.item() {
        Ty::Named(path) => match kind_of(lower, modules, path)? {
            TypeKind::Enumeration(_) | TypeKind::Union(_) => Some(Ty::Named(path.clone())),
            TypeKind::Alias(target) => class(lower, modules, target),
            _ => None,
        },
        id @ Ty::Id(_) => Some(id.clone()),
        _ => None,
    }
}
