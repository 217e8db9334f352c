//! Patterns of keys, values and messages.

/// Whether a key or value matches the pattern of a family.
///
/// `{n}` matches digits, `{hex}` hexadecimal digits, `*` and any other braces any text; each at
/// least one character.
pub const fn fits(pattern: &str, text: &str) -> bool {
    all_fits(pattern.as_bytes(), text.as_bytes())
}

/// Whether a name matches one of several patterns.
pub const fn fits_any(mut patterns: &[&str], text: &str) -> bool {
    while let Some((pattern, rest)) = patterns.split_first() {
        if fits(pattern, text) {
            return true;
        }
        patterns = rest;
    }
    false
}

const fn all_fits(mut pattern: &[u8], mut text: &[u8]) -> bool {
    while let Some((first, behind)) = pattern.split_first() {
        if matches!(first, b'*' | b'{') {
            let (letters, behind) = placeholder(*first, behind);
            return some_fit(letters, behind, text);
        }
        match text.split_first() {
            Some((letter, rest)) if *letter == *first => text = rest,
            _ => return false,
        }
        pattern = behind;
    }
    text.is_empty()
}

/// What a placeholder matches.
#[derive(Clone, Copy)]
enum Letters {
    Digits,
    Hexadecimal,
    Any,
}

/// The placeholder that begins with `first`, and the rest of the pattern.
const fn placeholder(first: u8, behind: &[u8]) -> (Letters, &[u8]) {
    let mut end = 0;
    while first == b'{' && end < behind.len() {
        if behind[end] == b'}' {
            let (name, behind) = behind.split_at(end);
            let letters = match name {
                b"n" => Letters::Digits,
                b"hex" => Letters::Hexadecimal,
                _ => Letters::Any,
            };
            return (letters, behind.split_at(1).1);
        }
        end += 1;
    }
    (Letters::Any, behind)
}

/// Whether the text begins with at least one of the letters, and the rest matches the rest of the
/// pattern.
const fn some_fit(letters: Letters, pattern: &[u8], mut text: &[u8]) -> bool {
    while let Some((letter, rest)) = text.split_first() {
        let belongs = match letters {
            Letters::Digits => letter.is_ascii_digit(),
            Letters::Hexadecimal => letter.is_ascii_hexdigit(),
            Letters::Any => true,
        };
        if !belongs {
            return false;
        }
        text = rest;
        // A match cannot begin in the middle of a character.
        let whole = match text.first() {
            Some(next) => *next & 0b1100_0000 != 0b1000_0000,
            None => true,
        };
        if whole && all_fits(pattern, text) {
            return true;
        }
    }
    false
}

/// Whether a message matches the documented one. `{name}` matches any text; case, and dots and
/// `<br>` at the end, are ignored.
pub fn message_fits(documented: &str, message: &str) -> bool {
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

/// Whether a message is the documented one with its braces, which some pages and portals write.
pub(crate) fn message_equals(documented: &str, message: &str) -> bool {
    plain(documented) == plain(message)
}

/// A message in lower case, without dots and line breaks of HTML at its end.
fn plain(message: &str) -> String {
    let mut message = message.trim();
    while let Some(shorter) = message
        .strip_suffix('.')
        .or_else(|| message.strip_suffix("<br>"))
    {
        message = shorter.trim_end();
    }
    message.to_lowercase()
}

/// The literal texts before, between and after the placeholders.
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
            ("*{n}", "ü5"),
            ("**", "üü"),
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
            ("**", "ü"),
            ("a*", "ä"),
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
        assert!(message_fits("Not allowed; 4/TE", "Not allowed; 4/TE.<br>"));
        assert!(!message_fits("Access denied", "Access denied, really"));
        assert!(message_fits("", ""));
    }
}
