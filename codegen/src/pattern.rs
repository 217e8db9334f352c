//! Patterns of families of names and values.

/// Whether a name is a pattern, and so the name of a family.
pub fn is_pattern(name: &str) -> bool {
    name.contains(['*', '{', '…'])
}

/// Whether a name belongs to a family: `*` is any text, `{n}` digits, `{hex}` hexadecimal digits,
/// any other name in braces any text; each at least one character. `ufCrm…` is `ufCrm*`.
pub fn fits(pattern: &str, name: &str) -> bool {
    if pattern.contains('…') {
        return fits(&pattern.replace('…', "*"), name);
    }
    let Some(at) = pattern.find(['*', '{']) else {
        return pattern == name;
    };
    let (before, rest) = pattern.split_at(at);
    let Some(name) = name.strip_prefix(before) else {
        return false;
    };
    let (accepts, after): (fn(char) -> bool, &str) = match rest.strip_prefix('*') {
        Some(after) => (|_| true, after),
        None => match rest.split_once('}') {
            Some(("{n", after)) => (|letter| letter.is_ascii_digit(), after),
            Some(("{hex", after)) => (|letter| letter.is_ascii_hexdigit(), after),
            Some((_, after)) => (|_| true, after),
            None => return false,
        },
    };
    let taken = name.find(|letter| !accepts(letter)).unwrap_or(name.len());
    if !is_pattern(after) {
        return name
            .strip_suffix(after)
            .is_some_and(|middle| !middle.is_empty() && middle.len() <= taken);
    }
    (1..=taken)
        .filter(|end| name.is_char_boundary(*end))
        .any(|end| fits(after, &name[end..]))
}

/// Whether a code is the documented one, which may have `{name}` for its variable parts.
pub fn fits_code(documented: &str, code: &str) -> bool {
    documented == code || documented.contains('{') && fits(documented, code)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn families() {
        assert!(fits("UF_CRM_*", "UF_CRM_1721244482250"));
        assert!(fits("PARENT_ID_{n}", "PARENT_ID_128"));
        assert!(!fits("PARENT_ID_{n}", "PARENT_ID_X"));
        assert!(fits("T{hex}", "T80"));
        assert!(!fits("T{hex}", "T"));
        assert!(fits("C{n}:*", "C12:NEW"));
        assert!(!fits("C{n}:*", "C:NEW"));
        assert!(fits("Section {i} has no {what}.", "Section 5 has no name."));
        assert!(!fits("Section {i} has no {what}.", "Section 5 has no name"));
    }
}
