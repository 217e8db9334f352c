//! Groups of alternatives: each becomes a type, an argument of a constructor, and a function for
//! each alternative.

use super::lower::Lower;
use super::names::Names;
use super::node_cursor::NodeCursor;
use crate::diagnostic::{Diagnostic, Problems, Remedy};
use crate::ir::{Access, Field, Required};
use crate::names;

/// Checks the names that follow from the groups of `fields`, which stand at `at`, and gives each
/// group its type.
pub(super) fn check(lower: &mut Lower<'_, '_>, owner: &str, fields: &[Field], at: NodeCursor<'_>) {
    for (group, at) in named(owner, fields, at, lower.problems) {
        lower.take_type(group, &names::group(owner, group), at, Remedy::Rename);
    }
}

/// The groups of `fields`, each at its first field, after the names of arguments and functions were
/// checked.
pub(super) fn named<'f, 'a>(
    owner: &str,
    fields: &'f [Field],
    at: NodeCursor<'a>,
    problems: &mut Problems,
) -> Vec<(&'f str, NodeCursor<'a>)> {
    let mut arguments = Names::default();
    let mut groups: Vec<(&str, NodeCursor<'a>, Names)> = Vec::new();
    let mut alternatives: Vec<(usize, &str)> = Vec::new();
    for field in fields.iter().filter(|field| field.access != Access::Read) {
        let at = at.key(&field.wire);
        let (group, alternative) = match &field.required {
            Required::Yes => {
                arguments.take("parameters", &field.wire, &field.rust, at.span(), problems);
                continue;
            }
            Required::Either { group, alternative } => (group, alternative),
            _ => continue,
        };
        let at = at.key("required");
        let known = groups.iter().position(|(name, ..)| name == group);
        let index = known.unwrap_or_else(|| {
            let at = at.key("either");
            let rust = names::snake(group);
            if names::is_identifier(&rust) && names::is_identifier(&names::group(owner, group)) {
                arguments.take("parameters", group, &rust, at.value(), problems);
            } else {
                problems.push(no_name(at, "group", group, &rust));
            }
            groups.push((group, at, Names::default()));
            groups.len() - 1
        });
        if alternatives.contains(&(index, alternative)) {
            continue;
        }
        alternatives.push((index, alternative));
        let (rust, at) = (names::alternative(alternative), at.key("alternative"));
        if names::is_identifier(&rust) {
            let given = &mut groups[index].2;
            given.take("alternatives", alternative, &rust, at.value(), problems);
        } else {
            problems.push(no_name(at, "alternative", alternative, &rust));
        }
    }
    let sound =
        |(group, _, _): &(&str, NodeCursor<'_>, Names)| names::is_identifier(&names::snake(group));
    groups
        .into_iter()
        .filter(sound)
        .map(|(group, at, _)| (group, at))
        .collect()
}

fn no_name(at: NodeCursor<'_>, what: &str, wire: &str, rust: &str) -> Diagnostic {
    Diagnostic::no_rust_name(at.value(), what, wire, rust, Remedy::Rename)
}
