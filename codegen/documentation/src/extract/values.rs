//! Documented values: in lists, in lines and in sentences.

mod family;
mod sentence;

use std::collections::BTreeMap;

use self::family::{ANY, braced, family};
use super::draft::Shape;
use super::prose::{Line, codes};

/// Introductions of values that the documentation lists.
const INTRODUCES: &[&str] = &[
    "possible value",
    "allowed value",
    "acceptable value",
    "valid value",
    "available value",
    "permissible value",
    "can take the value",
    "can take value",
    "takes the value",
    "takes value",
    "accepts value",
    "accepts the value",
    "can have the value",
    "possible option",
    "available option",
    "one of the following",
    "one of the value",
    "can be one of",
    "can take one of",
    "following values",
    "supported value",
    "supported types",
    "admissible value",
    "values:",
    "available types",
    "possible types",
    "possible statuses",
    "accepts values",
    "can be:",
    "may take the value",
    "one of:",
    "can be either",
    " either ",
    "accepted value",
    "permitted value",
    "value options",
];

/// What each introduction has one of: most lines have none, and need not be looked through for
/// every introduction.
const COMMON: &[&str] = &[
    "value", "option", "one of", "types", "statuses", "can be", "either",
];

/// Words of types that stand in lists of what may come.
const TYPES: &[&str] = &["string", "array", "object", "integer", "boolean"];

/// Whether a text announces values.
fn introduces(text: &str) -> bool {
    let text = text.to_lowercase();
    COMMON.iter().any(|word| text.contains(word))
        && INTRODUCES.iter().any(|word| text.contains(word))
}

/// The documented values of a scalar, or of a list of scalars.
#[must_use]
pub fn values(lines: &[Line], shape: &Shape) -> Vec<String> {
    let found = stated(lines, shape);
    let are_all = |line: &Line| line.text.to_lowercase().starts_with("possible values");
    if are_open(&found) && !lines.iter().any(are_all) {
        Vec::new()
    } else {
        found
    }
}

/// Whether values are families beside which any text may stand: `chat*`, `sg*` and the identifier of
/// a user, `USER_ID`. They leave nothing out.
fn are_open(values: &[String]) -> bool {
    let is_any = |value: &String| value == ANY || value.ends_with("_ID");
    let is_family = |value: &String| value.contains(['*', '{']);
    values.len() > 1
        && values.iter().any(is_any)
        && values.iter().all(|value| is_any(value) || is_family(value))
}

fn stated(lines: &[Line], shape: &Shape) -> Vec<String> {
    if !matches!(
        shape.item(),
        Shape::Scalar(_) | Shape::Unknown | Shape::Union(_)
    ) {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    let mut push = |text: &str| {
        if let Some(value) = value_of(text)
            && !found.contains(&value)
        {
            found.push(value);
        }
    };
    // A list in which each item begins with a value; after a paragraph that introduces it, or of
    // dashes alone.
    let mut announcement: Option<bool> = None;
    let mut items = 0_usize;
    let mut explained = false;
    for (index, line) in lines.iter().enumerate() {
        // Lines after an announcement may be a list without its marks.
        let unmarked = line.depth == 0
            && announcement == Some(true)
            && (unmarked(&line.text) || followed(&line.text).is_some());
        if line.depth == 0 && !unmarked {
            announcement = if explains_others(&line.text) {
                None
            } else {
                let items = lines[index + 1..].iter().take(2);
                let are_items = items.clone().count() == 2
                    && items
                        .clone()
                        .all(|item| item.depth == 0 && self::unmarked(&item.text));
                Some(introduces(&line.text) || line.text.ends_with(':') && are_items)
            };
            explained = announcement.is_none();
            continue;
        }
        let of_case = announcement == Some(true) && is_of_case(line, &lines[..index]);
        if line.depth > 1 && !of_case {
            continue;
        }
        let is_announced = announcement == Some(true);
        let value = leading(&line.text)
            .or_else(|| named(&line.text).filter(|_| is_announced))
            .or_else(|| followed(&line.text).filter(|_| is_announced))
            .or_else(|| bare(&line.text).filter(|_| is_announced));
        let Some(value) = value else {
            // A list of which one item is a sentence is no list of values, unless it was announced
            // as one.
            if announcement != Some(true) {
                announcement = None;
            }
            // "any code of the catalogue": the list is open.
            if is_announced && line.text.to_lowercase().starts_with("any ") {
                return Vec::new();
            }
            continue;
        };
        let follows_paragraph = !explained && (index == 0 || announcement.is_some());
        let is_list = shape.item() != shape && announcement != Some(true);
        if follows_paragraph && !is_list {
            push(value);
            for value in sentence::beside(&line.text) {
                push(&value);
            }
            items += 1;
        }
    }
    if items > 0 {
        // "`string` — it is set, `null` — it is not": the words of types are no values.
        let are_types = found.iter().all(|value| TYPES.contains(&value.as_str()));
        let has_null = lines.iter().any(|line| leading(&line.text) == Some("null"));
        return if are_types && has_null {
            Vec::new()
        } else {
            found
        };
    }
    for value in sentence::introduced(lines) {
        push(&value);
    }
    if found.is_empty() && shape.item() == shape {
        found = sentence::enumerated(lines);
    }
    if found.is_empty() {
        found = sentence::truth(lines);
    }
    if found.len() > 1 {
        return found;
    }
    sentence::constant(lines).into_iter().collect()
}

/// Whether a line explains something else than all values: what follows "where" explains the parts
/// of a template, or of a text that is one of examples, or has keys.
fn explains_others(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "where",
        "for example",
        "with keys",
        "with the keys",
        "structure",
        "extensions",
        "typical values",
    ];
    let text = line.trim_end_matches([' ', ':', ',']).to_lowercase();
    WORDS.iter().any(|words| {
        let before = text.strip_suffix(words);
        before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
    })
}

/// Whether an item stands below the case that has it: "- for `day`: - `MON` — Monday".
fn is_of_case(line: &Line, before: &[Line]) -> bool {
    let above = before.iter().rfind(|above| above.depth < line.depth);
    line.depth == 2
        && above.is_some_and(|above| {
            let text = above.text.to_lowercase();
            text.starts_with("for ") && text.ends_with(':')
        })
}

/// What a description says that values mean: the words that follow each of them after a dash.
#[must_use]
pub fn meanings(lines: &[Line], values: &[String]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for line in lines {
        for code in codes(&line.text) {
            if let Some(value) = value_of(code.text)
                && values.contains(&value)
                && let Some(meaning) = meaning(code.after)
            {
                found.entry(value).or_insert(meaning);
            }
        }
    }
    found
}

/// The words after a dash, a colon or an opening bracket that follow a value.
fn meaning(after: &str) -> Option<String> {
    let after = after.trim_start_matches(['*', ' ', '"', '\'']);
    let words = after
        .strip_prefix(['—', '–', '-', ':', '=', '('])
        .or_else(|| after.strip_prefix("is "))
        .or_else(|| after.strip_prefix("for "))?;
    let words = words.trim_matches(['*', ' ', ',', ';', '.', '(']);
    let words = words.strip_suffix(" or").unwrap_or(words);
    words
        .contains(|letter: char| letter.is_alphabetic())
        .then(|| words.to_owned())
}

/// The values of a text that a dash and a meaning follow.
#[must_use]
pub fn explained(text: &str) -> Vec<String> {
    codes(text)
        .iter()
        .filter(|code| is_value(code.text) && code.after.trim_start().starts_with(['—', '–', '-']))
        .map(|code| code.text.trim_matches('"').to_owned())
        .collect()
}

/// Whether a line is the item of a list that has no marks: a value and its meaning, or the value
/// alone.
pub(super) fn unmarked(text: &str) -> bool {
    leading(text).is_some_and(|value| {
        let after = text.trim_start_matches(['*', ' ', '`']).strip_prefix(value);
        let after = after
            .unwrap_or_default()
            .trim_start_matches(['`', '*', ' ']);
        after.is_empty() || after.starts_with(['—', '-', '–', ':'])
    })
}

/// The value that an item of a list begins with, without marks of code: `CPC — advertising`.
fn bare(text: &str) -> Option<&str> {
    let (word, _) = text
        .trim()
        .split_once([' ', '\u{a0}'])
        .unwrap_or((text.trim(), ""));
    let rest = text.trim()[word.len()..].trim_start();
    let is_code = word.len() > 1
        && word.bytes().any(|byte| byte.is_ascii_uppercase())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    (is_code && rest.starts_with(['—', '-', '–', ':'])).then_some(word)
}

/// The value that an item of an announced list begins with, when its meaning follows without a
/// mark: `` `X` meaning``.
fn followed(text: &str) -> Option<&str> {
    let (value, after) = text.trim().strip_prefix('`')?.split_once('`')?;
    let word = after.trim_start().split([' ', '\u{a0}']).next()?;
    let is_meaning = after.starts_with("  ") || after.starts_with('\u{a0}');
    (is_meaning && !matches!(word, "or" | "and" | "" | "is" | "field") && is_value(value))
        .then_some(value)
}

/// The value that an item of a list begins with, in a sentence: `` `X` for meaning``.
fn named(text: &str) -> Option<&str> {
    let (value, after) = text.trim().strip_prefix('`')?.split_once('`')?;
    let is_named = after.trim_start().starts_with("for ");
    (is_named && !value.is_empty()).then_some(value.trim())
}

/// The value that an item of a list begins with: `` `X` — meaning``, `` `X`: meaning``, `` `X` ``.
#[must_use]
pub fn leading(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches("**").trim_start();
    let rest = text.strip_prefix('`')?;
    let (value, after) = rest.split_once('`')?;
    let after = after.trim_start().trim_start_matches("**").trim_start();
    let ends = after.is_empty()
        || after.starts_with(['—', '-', '–', ':', ';', '(', '.', '=', ','])
        || after.starts_with("is ");
    (ends && !value.is_empty()).then_some(value.trim())
}

/// Whether code can be a value rather than a call, a path of the interface or a template.
fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text != "null"
        && text.len() <= 80
        && !text.contains(['#', '\n', '(', '[', '$', '='])
        && (!text.contains('{') || braced(text).is_some())
        && !text.contains("](")
}

/// The value that code is: without quotes, and with marks of a family in place of what stands for
/// something.
fn value_of(text: &str) -> Option<String> {
    unquoted(text).map(family)
}

/// The value of a piece of code, without quotes; two quotes are the empty text.
fn unquoted(text: &str) -> Option<&str> {
    if matches!(text, "\"\"" | "''") {
        return Some("");
    }
    let bare = text
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''))
        .filter(|bare| !bare.is_empty() && !bare.contains('\''));
    let value = bare.unwrap_or(text).trim_matches('"');
    is_value(value).then_some(value)
}

/// Every piece of code in a text that a meaning follows, or that could be a value otherwise.
#[must_use]
pub fn listed(text: &str) -> Vec<String> {
    codes(text)
        .iter()
        .filter(|code| is_value(code.text))
        .map(|code| code.text.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{COMMON, INTRODUCES, Line, meanings, value_of};

    #[test]
    fn placeholders_are_families() {
        for (text, value) in [
            ("'P'", "P"),
            ("\"P\"", "P"),
            ("chatXXX", "chat*"),
            ("XXX", "{text}"),
            ("*", "*"),
            ("SG<X>", "SG{x}"),
            ("SG{id}_A", "SG{n}_A"),
            ("PROPERTY_N", "PROPERTY_*"),
            ("T_...", "T_*"),
            ("UF_N_A", "UF_*_A"),
            ("N", "N"),
            ("OPEN", "OPEN"),
            ("MAX", "MAX"),
        ] {
            assert_eq!(value_of(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn values_mean_what_follows_a_dash() {
        let line = |text: &str| Line {
            line: 1,
            depth: 0,
            text: text.to_owned(),
        };
        let lines = [
            line("Kind: `1` — for the shop, `2` (for the owner) or `\"3\"`"),
            line("`4`"),
        ];
        let values: Vec<String> = (1..5).map(|value| value.to_string()).collect();
        let found = meanings(&lines, &values);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(value, words)| (value.as_str(), words.as_str()))
            .collect();
        assert_eq!(found, [("1", "for the shop"), ("2", "for the owner)")]);
    }

    #[test]
    fn every_introduction_has_a_common_word() {
        for words in INTRODUCES {
            assert!(COMMON.iter().any(|word| words.contains(word)), "{words}");
        }
    }
}
