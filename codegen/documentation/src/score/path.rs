//! Paths of parameters and fields, as far as two sides write them alike.

use crate::compare::is_inside;
use crate::facts::{Item, Wire};
use crate::spelling::uncased;

/// A path in which each family of names is a star.
pub(super) fn canonical(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('{') {
        let Some(end) = rest[at..].find('}') else {
            break;
        };
        out.push_str(&rest[..at]);
        out.push_str(if end == 1 { "{}" } else { "*" });
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}

/// The name at the end of a path: a field of a shared type is one fact, whatever it is reached by.
pub(super) fn last(path: &str) -> String {
    path.rsplit('.').next().unwrap_or_default().to_owned()
}

/// A path without the case of its names.
pub(super) fn squeezed(path: &str) -> String {
    uncased(&canonical(path))
}

/// A path without the case of its names and the endings of plurals.
pub(super) fn singular(path: &str) -> String {
    let path = squeezed(path);
    let names: Vec<&str> = path
        .split('.')
        .map(|name| name.strip_suffix('s').unwrap_or(name))
        .collect();
    names.join(".")
}

/// Whether a family of names beside it covers the last name of a path.
pub(super) fn covered(path: &str, written: &[Item]) -> bool {
    let split = |path: &str| -> (String, String) {
        path.rsplit_once('.').map_or_else(
            || (String::new(), path.to_owned()),
            |(before, last)| (before.to_owned(), last.to_owned()),
        )
    };
    let (before, name) = split(path);
    written.iter().any(|item| {
        let (owner, pattern) = split(&item.path);
        owner == before
            && crate::extract::is_pattern(&pattern.replace('…', "*"))
            && bitrix24_codegen::pattern::fits(&pattern, &name)
    })
}

/// Whether the schema has a map, or anything, where an example shows names.
pub(super) fn is_left_open(path: &str, written: &[Item]) -> bool {
    written.iter().any(|item| {
        matches!(item.wire, Wire::Map(_) | Wire::Any)
            && is_inside(&squeezed(path), &squeezed(&item.path))
    })
}
