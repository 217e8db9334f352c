//! Objects that have the fields of a named type.

use super::lower::Lower;
use super::node_cursor::NodeCursor;
use crate::diagnostic::Diagnostic;
use crate::ir::{Field, Ty, TypeKind};
use crate::model::{self, FieldFacts, Ordered};

/// Gives the fields of an object without sentences those of the type that it is like.
pub(super) fn inherit(
    lower: &mut Lower<'_, '_>,
    like: &str,
    object: &Ty,
    facts: &FieldFacts,
    at: NodeCursor<'_>,
) {
    if facts.fields.is_empty() {
        let why = "only the `fields` of an object take sentences from a type";
        let problem = Diagnostic::pointless(at.span(), "`like`", why);
        lower.problems.push(problem);
        return;
    }
    let symbols = lower.symbols;
    let Some((_, _, ty)) = symbols.find(lower.unit, like) else {
        let known = symbols.spellings(lower.unit);
        let known = known.iter().map(String::as_str);
        let problem = Diagnostic::unknown_type(at.value(), like, known);
        lower.problems.push(problem);
        return;
    };
    if ty.fields.is_empty() {
        lower.problems.push(Diagnostic::no_fields(at.value(), like));
        return;
    }
    let Ty::Named(path) = object.item() else {
        return;
    };
    let Some(made) = lower.module.types.get_mut(&path.name) else {
        return;
    };
    let own = match &mut made.kind {
        TypeKind::Object(object) => &mut object.fields,
        TypeKind::Record(record) => &mut record.fields,
        _ => return,
    };
    for field in own.iter_mut().filter(|field| field.doc.is_none()) {
        field.doc = sentence(&ty.fields, field);
    }
}

/// What the type says of a field, in any of its spellings.
fn sentence(fields: &Ordered<model::Field>, field: &Field) -> Option<String> {
    let facts = |known: &model::Field| known.facts().into_owned();
    let same = fields.get(&field.wire).map(facts).or_else(|| {
        let mut others = fields.iter().map(|(_, known)| facts(known));
        others.find(|known| known.aliases.contains(&field.wire))
    })?;
    same.doc
}
