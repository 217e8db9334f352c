//! Errors of methods, and of the whole API.

use super::lower::Lower;
use super::node_cursor::NodeCursor;
use crate::diagnostic::Diagnostic;
use crate::ir::ErrorVariant;
use crate::{model, names};

/// Lowers a table of errors.
pub(super) fn errors(
    lower: &mut Lower<'_, '_>,
    errors: &model::Ordered<model::ErrorFacts>,
    at: NodeCursor<'_>,
) -> Vec<ErrorVariant> {
    let mut variants: Vec<ErrorVariant> = Vec::with_capacity(errors.len());
    let mut given: Vec<(&str, String, NodeCursor<'_>)> = Vec::new();
    for (name, facts) in errors.iter() {
        let at = at.key(name);
        let code = facts.code.to_string();
        let rust = names::unless_taken(names::camel(name), &["System", "Unknown"]);
        if !names::is_variant_name(name) {
            lower
                .problems
                .push(Diagnostic::error_without_name(at.span(), name, &code));
        } else if let Some((other, _, first)) = given.iter().find(|(_, other, _)| *other == rust) {
            lower.problems.push(Diagnostic::duplicate_error_name(
                at.span(),
                first.span(),
                (other, name),
                &rust,
            ));
        }
        let same = variants
            .iter()
            .position(|other| other.code == code && other.message == facts.message);
        if let Some(index) = same {
            let (other, _, first) = &given[index];
            lower.problems.push(Diagnostic::duplicate_error(
                at.span(),
                first.span(),
                (other, name),
            ));
        }
        if !facts.validation.is_empty() && lower.unit.file.model.version == 2 {
            let why = "only errors of REST 3.0 list what is wrong with which field";
            let span = at.key("validation").span();
            lower
                .problems
                .push(Diagnostic::pointless(span, "`validation`", why));
        }
        given.push((name, rust.clone(), at));
        variants.push(ErrorVariant {
            name: rust,
            code,
            message: facts.message.clone(),
            status: facts.status,
            doc: facts.doc.clone(),
            validation: facts.validation.clone(),
        });
    }
    variants
}
