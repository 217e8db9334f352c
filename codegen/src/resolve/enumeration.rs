//! Enumerations from documented values.

use super::lower::Lower;
use super::names::Names;
use super::node_cursor::NodeCursor;
use crate::diagnostic::{Diagnostic, Remedy};
use crate::ir::{Enumeration, KeyType, Variant};
use crate::model::{self, Ordered};
use crate::names;

/// An enumeration from documented values.
pub(super) fn lower(
    lower: &mut Lower<'_, '_>,
    base: KeyType,
    values: &Ordered<model::Value>,
    at: NodeCursor<'_>,
) -> Enumeration {
    let mut given = Names::default();
    let mut wires: Vec<(String, crate::source::Span)> = Vec::new();
    let mut variants = Vec::with_capacity(values.len());
    for (name, value) in values.iter() {
        let at = at.key(name);
        let rust = names::unless_taken(names::camel(name), &["Unknown"]);
        if names::is_identifier(&rust) {
            given.take("values", name, &rust, at.span(), lower.problems);
        } else {
            let problem = Diagnostic::no_rust_name(at.span(), "value", name, &rust, Remedy::Value);
            lower.problems.push(problem);
        }
        let variant = match value {
            model::Value::Wire(wire) => Variant {
                name: rust,
                wire: wire.to_string(),
                family: false,
                doc: None,
                deprecated: false,
            },
            model::Value::Full(facts) => Variant {
                name: rust,
                wire: match (&facts.wire, &facts.pattern) {
                    (Some(wire), _) => wire.to_string(),
                    (None, Some(pattern)) => pattern.clone(),
                    (None, None) => {
                        lower.problems.push(
                            Diagnostic::error(at.span(), format!("the value `{name}` has no `wire`"))
                                .label("expected what is written on the wire")
                                .help("in short form, `Deal: D`; with more facts, `Deal: { wire: D, doc: … }`"),
                        );
                        continue;
                    }
                },
                family: facts.wire.is_none(),
                doc: facts.doc.clone(),
                deprecated: facts.deprecated,
            },
        };
        match wires.iter().find(|(wire, _)| *wire == variant.wire) {
            Some((wire, first)) => {
                lower
                    .problems
                    .push(Diagnostic::duplicate_value(at.span(), *first, wire));
            }
            None => wires.push((variant.wire.clone(), at.span())),
        }
        variants.push(variant);
    }
    Enumeration { base, variants }
}
