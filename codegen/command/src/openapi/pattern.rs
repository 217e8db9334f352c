//! Families of names, values and codes as regular expressions.

/// The regular expression of a pattern: `{n}` for digits, `{hex}` for hexadecimal ones, `*` and any
/// other name in braces for any text.
pub(super) fn expression(pattern: &str) -> String {
    let mut expression = "^".to_owned();
    let mut rest = pattern;
    while let Some(next) = rest.chars().next() {
        let placeholders = [
            ("{n}", "[0-9]+"),
            ("{hex}", "[0-9a-fA-F]+"),
            ("*", ".+"),
            ("…", ".+"),
        ];
        let found = placeholders
            .iter()
            .find_map(|(mark, meaning)| Some((rest.strip_prefix(mark)?, *meaning)));
        if let Some((after, meaning)) = found {
            expression.push_str(meaning);
            rest = after;
            continue;
        }
        if let Some((_, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            expression.push_str(".+");
            rest = after;
            continue;
        }
        if !next.is_ascii_alphanumeric() && next != '_' {
            expression.push('\\');
        }
        expression.push(next);
        rest = &rest[next.len_utf8()..];
    }
    expression.push('$');
    expression
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_regular_expressions() {
        assert_eq!(expression("UF_CRM_*"), "^UF_CRM_.+$");
        assert_eq!(expression("PARENT_ID_{n}"), "^PARENT_ID_[0-9]+$");
        assert_eq!(expression("ERROR[{name}]"), r"^ERROR\[.+\]$");
        assert_eq!(expression("T{hex}.a"), r"^T[0-9a-fA-F]+\.a$");
    }
}
