//! Type expressions of the schema for the forms that readings have.

use crate::reading::Field;

/// The scalar of a field, in the language of types.
pub(super) fn scalar(field: &Field) -> String {
    let wire = field.wire.as_deref().unwrap_or_default();
    let base = wire.trim_end_matches(['[', ']', '{', '}']);
    let word = field.word.as_deref().unwrap_or_default().to_lowercase();
    let alternatives: Vec<&str> = base
        .split('|')
        .map(str::trim)
        .filter(|part| *part != "null")
        .map(|part| match part {
            "" | "null" => "any",
            "text" if word.starts_with("text") => "text",
            "text" => "string",
            "number" => "double",
            other => other,
        })
        .collect();
    alternatives.join("|")
}

/// The form of a list or map of a wire form.
pub(super) fn ending(wire: &str) -> &str {
    &wire[wire.trim_end_matches(['[', ']', '{', '}']).len()..]
}

/// A list, or an object with keys of its own, of a type.
pub(super) fn listed(item: &str, ending: &str) -> String {
    let mut ty = item.to_owned();
    let mut rest = ending;
    loop {
        if let Some(after) = rest.strip_prefix("[]") {
            ty = if ty.contains('|') {
                format!("({ty})[]")
            } else {
                format!("{ty}[]")
            };
            rest = after;
        } else if let Some(after) = rest.strip_prefix("{}") {
            ty = format!("map<string,{ty}>");
            rest = after;
        } else {
            return ty;
        }
    }
}
