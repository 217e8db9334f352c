//! Shared types, and what a method states of them itself.

use crate::reading::tree::Branch;
use crate::reading::{Field, Readings};

/// Adds the fields of a shared type to what a method states of it itself.
pub(super) fn merge<'r>(
    branch: &mut Branch<'r>,
    ty: &Branch<'r>,
    field: &Field,
    readings: &'r Readings,
) {
    let mut inside = Vec::new();
    let is_unmarked =
        field.required.as_ref().and_then(serde_json::Value::as_str) == Some("unknown");
    for part in &ty.inside {
        let part = &without(part, field, readings);
        let names = |list: &Vec<String>| list.contains(&part.name);
        let own = branch.get(&part.name);
        let is_out = field.only.as_ref().is_some_and(|only| !names(only))
            || field.without.as_ref().is_some_and(names);
        match own {
            Some(own) => {
                let mut own = own.clone();
                // A path that only leads through it says nothing of it.
                own.is_unmarked = is_unmarked;
                own.field = own.field.or(part.field);
                if own.inside.is_empty() {
                    own.inside.clone_from(&part.inside);
                } else {
                    // Rows below a field of the type add to what the type says of it.
                    merge(&mut own, part, &Field::default(), readings);
                }
                inside.push(own);
            }
            None if is_out => {}
            None => inside.push(Branch {
                is_unmarked,
                ..part.clone()
            }),
        }
    }
    for own in &branch.inside {
        if ty.get(&own.name).is_none() {
            inside.push(own.clone());
        }
    }
    branch.inside = inside;
}

/// A field of a shared type without the names that a method leaves out within it.
fn without<'r>(part: &Branch<'r>, field: &Field, readings: &'r Readings) -> Branch<'r> {
    let mut part = part.clone();
    let prefix = format!("{}.", part.name);
    let inner: Vec<String> = field
        .without
        .iter()
        .flatten()
        .filter_map(|name| name.strip_prefix(&prefix).map(str::to_owned))
        .collect();
    if inner.is_empty() {
        return part;
    }
    let is = part.field.and_then(|field| field.is.as_deref());
    if let Some(ty) = is.and_then(|is| readings.type_named(readings.real(is))) {
        let field = Field {
            without: Some(inner),
            ..Field::default()
        };
        merge(&mut part, &Branch::of(&ty.fields), &field, readings);
        part.is_complete = true;
    } else {
        part.inside.retain(|branch| !inner.contains(&branch.name));
    }
    part
}
