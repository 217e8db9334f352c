//! Removes secrets from texts.

use std::borrow::Cow;

/// Largest size of a text from outside that an error keeps, in bytes.
const MOST: usize = 4096;

/// The beginning of a text from outside, with an ellipsis where it was cut, so that an answer of
/// many megabytes does not become such an error. [`scrub`] knows the ellipsis.
pub(crate) fn bounded(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST {
        return Cow::Borrowed(text);
    }
    let mut end = MOST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Cow::Owned(format!("{}…", &text[..end]))
}

/// Replaces `code` in `text` with asterisks, including a prefix of it where the text was cut (`…`,
/// or `"…` in quotes).
///
/// A code as short as a word is replaced only as a whole word: no portal issues such a code, and
/// replacing it everywhere would garble the texts of tests that use one.
pub(crate) fn scrub<'a>(text: &'a str, code: &str) -> Cow<'a, str> {
    const WORD: usize = 8;
    const BLOT: &str = "***";
    /// So many characters before a cut may equal a prefix of the code by chance.
    const CHANCE: usize = 4;
    let inside =
        |neighbour: Option<char>| code.len() < WORD && neighbour.is_some_and(char::is_alphanumeric);
    let whole = text
        .match_indices(code)
        .map(|(start, _)| start..start + code.len())
        .filter(|found| {
            !inside(text[..found.start].chars().next_back())
                && !inside(text[found.end..].chars().next())
        });
    let cut = text.match_indices('…').filter_map(|(end, _)| {
        let end = text[..end].strip_suffix('"').map_or(end, str::len);
        let begun = ((code.len() / 4).min(CHANCE)..code.len())
            .rev()
            .filter_map(|length| code.get(..length))
            .find(|begun| text[..end].ends_with(begun))?
            .len();
        (code.len() >= WORD).then(|| end - begun..end)
    });
    let mut found: Vec<_> = whole.chain(cut).collect();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    found.sort_by_key(|range| range.start);
    let mut clean = String::with_capacity(text.len());
    let mut copied = 0;
    for range in found {
        clean.push_str(&text[copied..range.start.max(copied)]);
        clean.push_str(BLOT);
        copied = range.end.max(copied);
    }
    clean.push_str(&text[copied..]);
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_marked() {
        assert!(matches!(bounded(&"a".repeat(MOST)), Cow::Borrowed(_)));
        let cut = bounded(&"ü".repeat(MOST)).into_owned();
        assert_eq!(cut, format!("{}…", "ü".repeat(MOST / 2)));
        let odd = bounded(&format!("a{}", "ü".repeat(MOST))).into_owned();
        assert_eq!(odd, format!("a{}…", "ü".repeat(MOST / 2 - 1)));
        let code = "8g9l071eismy9q2l";
        let text = format!("{}{code}", "-".repeat(MOST - 10));
        assert_eq!(
            scrub(&bounded(&text), code),
            format!("{}***…", "-".repeat(MOST - 10))
        );
    }

    #[test]
    fn codes_are_blotted_out() {
        let code = "8g9l071eismy9q2l";
        assert_eq!(
            scrub("/rest/1/8g9l071eismy9q2l/a.b", code),
            "/rest/1/***/a.b"
        );
        assert_eq!(scrub("x8g9l071eismy9q2l8g9l071eismy9q2l", code), "x******");
        assert_eq!(scrub("nothing", code), "nothing");
        assert_eq!(scrub("\"ключ-от-по\"…", "ключ-от-портала"), "\"***\"…");
        assert_eq!(
            scrub("\"/rest/1/8g9l071eis\"… (90 bytes)", code),
            "\"/rest/1/***\"… (90 bytes)"
        );
        assert_eq!(scrub("8g9l071eismy9q2l…", code), "***…");
        assert_eq!(scrub("8… 8g9…", code), "8… 8g9…");
        assert_eq!(
            scrub("/rest/1/code/: error code, decode é code", "code"),
            "/rest/1/***/: error ***, decode é ***"
        );
    }
}
