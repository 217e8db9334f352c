//! Messages of errors: the values in them, and whether two are equal.

mod example;

use std::collections::BTreeSet;

use bitrix24_codegen::pattern;

use self::example::{decoded, stands_for};

/// A message of REST 3.0: what it has between backticks are values, and the backticks are its own.
pub(super) fn places(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 && part.ends_with("Dto") {
            // The class of an object is meant to the letter.
            out.push('`');
            out.push_str(part);
            out.push('`');
        } else if index % 2 == 1 {
            let name: String = part
                .chars()
                .filter(|character| character.is_ascii_alphanumeric() || *character == '_')
                .collect();
            out.push_str("`{");
            out.push_str(&name.to_lowercase());
            out.push_str("}`");
        } else {
            out.push_str(part);
        }
    }
    out
}

/// How much two sentences say the same: common words, and two for what they say in other words.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let means = |text: &str| -> BTreeSet<&'static str> {
        let text = text.to_lowercase();
        [
            (
                "missing",
                &["not found", "not been found", "not exist", "was not found"][..],
            ),
            ("denied", &["access denied", "permission", "no access"][..]),
            (
                "empty",
                &[
                    "not specified",
                    "not provided",
                    "is required",
                    "is empty",
                    "not passed",
                ][..],
            ),
        ]
        .into_iter()
        .filter(|(_, words)| words.iter().any(|word| text.contains(word)))
        .map(|(meaning, _)| meaning)
        .collect()
    };
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase()
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| {
                word.len() > 3 && !matches!(*word, "found" | "been" | "does" | "with" | "exist")
            })
            .map(str::to_owned)
            .collect()
    };
    let common = words(one).intersection(&words(other)).count();
    common + 2 * means(one).intersection(&means(other)).count()
}

/// Numbers of an example stand for values.
pub(super) fn numbers(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for character in text.replace("0-9", RANGE).chars() {
        match (character.is_ascii_digit(), inside) {
            (true, false) => {
                out.push_str("{number}");
                inside = true;
            }
            (true, true) => {}
            (false, _) => {
                inside = false;
                out.push(character);
            }
        }
    }
    out.replace(RANGE, "0-9")
}

/// Stands for the range of all digits, which is no value.
const RANGE: &str = "\u{1}";

/// Whether a text is that of a message, which may have `{name}` where the text has a value.
pub(super) fn is_message(message: &str, text: &str) -> bool {
    same_message(message, text)
        || message.contains('{') && pattern::fits(&tidy(message), &tidy(text))
}

/// A message whatever its quotes, its case and the sign at its end.
fn tidy(text: &str) -> String {
    let text = text.replace(['`', '\'', '"'], "").replace("<br>", "");
    text.trim().trim_end_matches(['.', '!']).to_lowercase()
}

pub(super) fn same_message(one: &str, other: &str) -> bool {
    tidy(one) == tidy(other)
}

/// The message with `{name}` where the page shows that a value stands.
pub(super) fn template(text: &str, names: &BTreeSet<String>) -> String {
    let decoded = decoded(text);
    let text = decoded.as_str();
    let whole = text.starts_with('`') && text.ends_with('`') && text.matches('`').count() == 2;
    let mut plain = String::new();
    for (index, part) in text.split('`').enumerate() {
        // `i` and `data[i].type` in a sentence stand for values; other code is what the message
        // has.
        let is_place = index % 2 == 1 && !whole && (part.contains('[') || is_place(part, names));
        if is_place {
            let name: String = part
                .chars()
                .filter(|character| character.is_ascii_alphanumeric() || *character == '_')
                .collect();
            plain.push('{');
            plain.push_str(&name);
            plain.push('}');
        } else {
            plain.push_str(part);
        }
    }
    let text = stands_for(&repeated(&plain), names);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // `<name>` and `#NAME#` are the same said otherwise.
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['<', '#']) {
        let open = rest.as_bytes()[at];
        let close = if open == b'<' { '>' } else { '#' };
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        match after.find(close) {
            Some(end)
                if end > 0
                    && end < 40
                    && &after[..end] != "br"
                    && after[..end].chars().all(|character| {
                        character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.')
                    }) =>
            {
                out.push('{');
                out.push_str(&after[..end]);
                out.push('}');
                rest = &after[end + 1..];
            }
            _ => {
                out.push(char::from(open));
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether a word stands for a value: one in lower case that is no name of the page's.
fn is_place(word: &str, names: &BTreeSet<String>) -> bool {
    word.starts_with(|character: char| character.is_ascii_lowercase())
        && word
            .chars()
            .all(|character| character.is_ascii_alphanumeric())
        && (word.len() == 1 || !names.contains(word))
}

/// `ID 'id'` and `XML_ID='XML_ID'`: a word in quotes, or after a sign, that repeats the word before
/// it stands for a value.
fn repeated(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '=']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let open = if after.starts_with("='") { 2 } else { 1 };
        let end = after[open..]
            .find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
            .map_or(after.len(), |length| open + length);
        let word = &after[open..end];
        let last = before
            .trim_end()
            .rsplit(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
            .next()
            .unwrap_or_default();
        out.push_str(&after[..open]);
        if !word.is_empty() && word.eq_ignore_ascii_case(last) {
            out.push('{');
            out.push_str(&word.to_lowercase());
            out.push('}');
        } else {
            out.push_str(word);
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}
