//! Values in which a part stands for something.

/// The family of every text: `*` alone is a value of its own.
pub(super) const ANY: &str = "{text}";

/// A value in which a part stands for something: `SG<X>`, `DYNAMIC_XXX`, `PROPERTY_N` and `T_...`
/// are families, and `XXX` alone is any text.
pub(super) fn family(value: &str) -> String {
    if let Some((before, rest)) = value.split_once('<')
        && let Some((name, after)) = rest.split_once('>')
        && !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return format!("{before}{{{}}}{after}", name.to_lowercase());
    }
    if let Some((before, name, after)) = braced(value) {
        // An identifier is a number.
        let is_id = matches!(name, "id" | "ID")
            || ["_id", "_ID", "Id"].iter().any(|end| name.ends_with(end));
        let name = if is_id { "n" } else { &name.to_lowercase() };
        return format!("{before}{{{name}}}{after}");
    }
    let stem = value
        .strip_suffix("XXX")
        .or_else(|| value.strip_suffix("XX"))
        .or_else(|| value.strip_suffix("..."))
        .or_else(|| value.strip_suffix('…'))
        .or_else(|| value.strip_suffix('N').filter(|stem| stem.ends_with('_')));
    match stem {
        Some(stem) if stem.trim_matches('X').is_empty() => ANY.to_owned(),
        Some(stem) => format!("{}*", stem.trim_end_matches('X')),
        None => value.replace("_N_", "_*_"),
    }
}

/// The parts of a value around the braces in which a name stands for something: `U{id}`.
pub(super) fn braced(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    let is_code = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let is_family = !before.is_empty() && !name.is_empty();
    (is_family && [before, name, after].into_iter().all(is_code)).then_some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn a_number_stands_for_an_identifier_in_braces() {
        for (value, expected) in [
            ("U{id}", "U{n}"),
            ("T{TEMPLATE_ID}", "T{n}"),
            ("T{templateId}", "T{n}"),
            ("rest_{uuid}", "rest_{uuid}"),
            ("SG<X>", "SG{x}"),
            ("PROPERTY_N", "PROPERTY_*"),
        ] {
            assert_eq!(family(value), expected);
        }
    }
}
