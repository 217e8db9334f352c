//! Type expressions of the schema for the forms that readings have.

use crate::reading::Field;

/// The scalar of a field, in the language of types.
pub(super) fn scalar(field: &Field) -> String {
    let wire = field.wire.as_deref().unwrap_or_default();
    let word = field.word.as_deref().unwrap_or_default().to_lowercase();
    let alternative = |part: &str| {
        let base = part.trim_end_matches(['[', ']', '{', '}']);
        let scalar = match base {
            "" => "any",
            "text" if word.starts_with("text") => "text",
            "text" => "string",
            "number" => "double",
            other => other,
        };
        // The form of a single alternative is that of the whole field.
        let ending = if wire.contains('|') {
            &part[base.len()..]
        } else {
            ""
        };
        listed(scalar, ending)
    };
    let parts = wire.split('|').map(str::trim);
    let parts = parts.filter(|part| *part != "null").map(alternative);
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        "any".to_owned()
    } else {
        parts.join("|")
    }
}

/// The form of a list or map of a wire form.
pub(super) fn ending(wire: &str) -> &str {
    // Each alternative has a form of its own.
    if wire.contains('|') {
        return "";
    }
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
