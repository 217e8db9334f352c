//! Families of keys, values and messages.

/// Whether a key or value belongs to a family.
///
/// `{n}` stands for digits, `{hex}` for hexadecimal digits, `*` and anything else in braces for any text; each for at
/// least one character.
pub fn fits(pattern: &str, text: &str) -> bool {
    let Some(start) = pattern.find(['{', '*']) else {
        return pattern == text;
    };
    let (literal, rest) = pattern.split_at(start);
    let Some(text) = text.strip_prefix(literal) else {
        return false;
    };
    let (belongs, rest): (fn(char) -> bool, &str) = match rest.split_once('}') {
        Some(("{n", rest)) => (|character| character.is_ascii_digit(), rest),
        Some(("{hex", rest)) => (|character| character.is_ascii_hexdigit(), rest),
        Some((name, rest)) if name.starts_with('{') => (|_| true, rest),
        _ => (|_| true, &rest[1..]),
    };
    text.char_indices()
        .take_while(|(_, character)| belongs(*character))
        .any(|(start, character)| fits(rest, &text[start + character.len_utf8()..]))
}

/// Whether a message is the documented one. `{name}` stands for any text; case and a dot at the end do not count.
pub(crate) fn message_fits(documented: &str, message: &str) -> bool {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let (documented, message) = (plain(documented), plain(message));
    let mut literals = literals(&documented);
    let Some(last) = literals.pop() else {
        return false;
    };
    let Some(mut rest) = message.strip_prefix(literals.first().copied().unwrap_or_default()) else {
        return false;
    };
    if literals.is_empty() {
        return message == last;
    }
    for literal in &literals[1..] {
        match rest.find(literal) {
            Some(index) => rest = &rest[index + literal.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// What stands before, between and behind the placeholders.
fn literals(documented: &str) -> Vec<&str> {
    let mut literals = Vec::new();
    let mut rest = documented;
    while let Some((literal, (_, behind))) = rest
        .split_once('{')
        .and_then(|(literal, behind)| Some((literal, behind.split_once('}')?)))
    {
        literals.push(literal);
        rest = behind;
    }
    literals.push(rest);
    literals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_hold_what_fits() {
        for (pattern, text) in [
            ("T{hex}", "Tb1"),
            ("T{hex}", "T80"),
            ("UF_CRM_*", "UF_CRM_1720697698689"),
            ("PARENT_ID_{n}", "PARENT_ID_1224"),
            ("property{n}", "property1"),
            ("DYNAMIC_{n}_{n}", "DYNAMIC_12_34"),
            ("*_x_*", "a_x_b_x_c"),
            ("{n}{n}", "12"),
            ("{name}!", "ä!"),
            ("{open", "{open"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("T{hex}", "T"),
            ("T{hex}", "Tg"),
            ("T{hex}", "L"),
            ("UF_CRM_*", "UF_CRM_"),
            ("UF_CRM_*", "UF"),
            ("PARENT_ID_{n}", "PARENT_ID_12a"),
            ("{n}{n}", "1"),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn messages_fit_around_their_placeholders() {
        let documented = "Section at index {i} does not have a name.";
        assert!(message_fits(
            documented,
            "section at index 3 does not have a name"
        ));
        assert!(!message_fits(
            documented,
            "Section at index 3 does have a name"
        ));
        assert!(message_fits("{a}: {b}", "x: y"));
        assert!(message_fits(
            "Call {CALL_ID} is not found",
            "Call 5 is not found."
        ));
        assert!(!message_fits(
            "Call {CALL_ID} is not found",
            "Call is not found"
        ));
        assert!(message_fits("Access denied", "ACCESS DENIED."));
        assert!(!message_fits("Access denied", "Access denied, really"));
        assert!(message_fits("", ""));
    }
}
