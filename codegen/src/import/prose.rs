//! Facts in sentences: defaults, documented values, `null`, requirements and warnings.
//!
//! Sentences come as lines in which code stands between backticks; what is not said in one of the ways that are known
//! here is not taken for a fact.

use super::draft::{Scalar, Shape};

/// A line of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Line of the page.
    pub line: u32,
    /// How deep in lists it stands: 0 for a paragraph.
    pub depth: u8,
    /// Its text, with code between backticks.
    pub text: String,
}

/// A piece of code in a sentence, and the words around it.
#[derive(Debug, Clone, Copy)]
struct Code<'t> {
    before: &'t str,
    text: &'t str,
    after: &'t str,
}

/// The pieces of code of a text, with what stands between them.
fn codes(text: &str) -> Vec<Code<'_>> {
    // Some code stands between three backticks.
    let parts: Vec<&str> = if text.contains("```") {
        text.split("```").flat_map(|part| part.split('`')).collect()
    } else {
        text.split('`').collect()
    };
    let mut found = Vec::new();
    let mut index = 1;
    while index + 1 < parts.len() {
        found.push(Code {
            before: parts[index - 1],
            text: parts[index].trim(),
            after: parts[index + 1],
        });
        index += 2;
    }
    found
}

/// What stands between the word "default" and the value that it tells.
const TELLS: &[&str] = &[
    "",
    "is",
    "—",
    "-",
    "–",
    ":",
    "value",
    "value is",
    "value:",
    "value —",
    "value -",
    "value –",
    "value is set to",
    "is set to",
    ",",
    "to",
    "the value is",
    "it is",
    "value of",
    "to the value",
    "is the value",
    "equals",
    "is equal to",
    "value equals",
    "s to",
    "s —",
    "s:",
    "state is",
    "status is",
    "parameter value is",
    "value is equal to",
    "is the",
];

/// What is sent when nothing is, as a text.
#[must_use]
pub fn default(lines: &[Line]) -> Option<(String, u32)> {
    quoted_default(lines).or_else(|| {
        lines
            .iter()
            .find_map(|line| Some((bare_default(&line.text)?, line.line)))
    })
}

/// A default without marks of code: a number, `Y`, `N`, `true` or `false`.
fn bare_default(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let at = lower.find("default")? + "default".len();
    let rest = text.get(at..)?;
    let word = rest
        .trim_start_matches(|character: char| {
            character == 's' || character == ':' || character == ','
        })
        .trim_start();
    let word = [
        "value is set to ",
        "value is ",
        "value: ",
        "value — ",
        "is set to ",
        "is ",
        "— ",
        "- ",
        "– ",
        "to ",
        ": ",
    ]
    .iter()
    .find_map(|tells| word.strip_prefix(tells))?;
    let word = word.split([' ', '.', ',', ';', ')', '\n']).next()?;
    let is_value = matches!(word, "Y" | "N" | "true" | "false")
        || !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    is_value.then(|| word.to_owned())
}

fn quoted_default(lines: &[Line]) -> Option<(String, u32)> {
    lines.iter().find_map(|line| {
        let codes = codes(&line.text);
        for (index, code) in codes.iter().enumerate() {
            let before = code.before.to_lowercase();
            if let Some((_, rest)) = before.rsplit_once("default") {
                let rest = rest.trim();
                let rest = rest.strip_prefix(',').unwrap_or(rest).trim();
                if TELLS.contains(&rest) && !is_about_another(&before) {
                    return Some((code.text.to_owned(), line.line));
                }
            }
            let after = code.after.trim_start().to_lowercase();
            let told = [
                "(default",
                "— default",
                "- default",
                "– default",
                "by default",
                "(by default",
                ", default",
            ]
            .iter()
            .any(|told| after.starts_with(told));
            let tells_more = [
                "value type",
                "value of type",
                "operator",
                "language",
                "value flag",
                "value indicator",
            ]
            .iter()
            .any(|more| after.contains(more));
            // `X` — meaning (default): the first piece of a line tells which value it is about.
            let item = line.depth > 0 || unmarked(&line.text);
            let whole = index == 0 && item && code.text != "default" && {
                let line = line.text.to_lowercase();
                line.trim_end_matches(['.', ';', ' '])
                    .ends_with("(default)")
                    || line.contains("(used by default)")
                    || line.contains("(by default)")
                    || line.contains(", default") && line.matches('`').count() == 2
                    || line
                        .trim_end_matches(['.', ';', ' '])
                        .ends_with("by default")
                        && line.matches('`').count() == 2
            };
            if (told || whole) && !tells_more && code.before.trim().len() < 40 {
                return Some((code.text.to_owned(), line.line));
            }
        }
        None
    })
}

/// Whether the words before a default tell of something else than this field's own value.
fn is_about_another(before: &str) -> bool {
    [
        "sorted by",
        "default operator",
        "order by",
        "considered default",
    ]
    .iter()
    .any(|word| before.contains(word))
}

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

/// The documented values of a scalar, or of a list of scalars.
#[must_use]
pub fn values(lines: &[Line], shape: &Shape) -> Vec<String> {
    if !matches!(
        shape.item(),
        Shape::Scalar(_) | Shape::Unknown | Shape::Union(_)
    ) {
        return Vec::new();
    }
    let introduces = |text: &str| {
        let text = text.to_lowercase();
        INTRODUCES.iter().any(|word| text.contains(word))
    };
    let mut found: Vec<String> = Vec::new();
    let mut push = |value: &str| {
        let value = value.trim_matches('"');
        if is_value(value) && !found.iter().any(|known| known == value) {
            found.push(value.to_owned());
        }
    };
    // A list in which each item begins with a value; after a paragraph that introduces it, or of dashes alone.
    let mut introduced: Option<bool> = None;
    let mut listed = 0_usize;
    let mut explained = false;
    for (index, line) in lines.iter().enumerate() {
        // Lines after an announcement may be a list without its marks.
        let unmarked = line.depth == 0 && introduced == Some(true) && unmarked(&line.text);
        if line.depth == 0 && !unmarked {
            // What follows "where" explains the parts of a template.
            let text = line.text.trim_end_matches([' ', ':', ',']).to_lowercase();
            introduced = if text == "where" || text.ends_with(" where") {
                None
            } else {
                Some(introduces(&line.text))
            };
            explained = introduced.is_none();
            continue;
        }
        if line.depth > 1 {
            continue;
        }
        let announced = introduced == Some(true);
        let value = leading(&line.text).or_else(|| bare(&line.text).filter(|_| announced));
        let Some(value) = value else {
            // A list of which one item is a sentence is no list of values, unless it was announced as one.
            if introduced != Some(true) {
                introduced = None;
            }
            continue;
        };
        let follows_paragraph = !explained && (index == 0 || introduced.is_some());
        let is_list = shape.item() != shape && introduced != Some(true);
        if follows_paragraph && !is_list {
            push(value);
            listed += 1;
        }
    }
    if listed > 0 {
        return found;
    }
    // Values in a sentence: everything between the introduction and the end of its sentence.
    for text in &continued(lines) {
        for sentence in sentences(text) {
            let lower = sentence.to_lowercase();
            let Some(at) = INTRODUCES
                .iter()
                .filter_map(|word| lower.find(word).map(|at| at + word.len()))
                .min()
            else {
                continue;
            };
            if let Some(rest) = sentence.get(at..) {
                for code in codes(rest) {
                    if code.text.contains('|') {
                        code.text.split('|').for_each(|value| push(value.trim()));
                        continue;
                    }
                    let before = code.before.to_lowercase();
                    if before.contains("default")
                        || before.contains("example")
                        || before.contains("parameter")
                    {
                        break;
                    }
                    push(code.text);
                }
            }
        }
    }
    // `Y` — yes, `N` — no in a sentence without an introduction.
    if found.is_empty()
        && let Some(line) = lines.iter().find(|line| {
            let codes = codes(&line.text);
            codes.len() >= 2
                && codes
                    .iter()
                    .take(2)
                    .all(|code| matches!(code.text, "Y" | "N"))
                && codes[0].text != codes[1].text
        })
    {
        for code in codes(&line.text).iter().take(2) {
            found.push(code.text.to_owned());
        }
    }
    if found.len() > 1 {
        return found;
    }
    constant(lines).into_iter().collect()
}

/// Whether a line is the item of a list that has no marks: a value and its meaning, or the value alone.
fn unmarked(text: &str) -> bool {
    leading(text).is_some_and(|value| {
        let after = text.trim_start_matches(['*', ' ', '`']).strip_prefix(value);
        let after = after
            .unwrap_or_default()
            .trim_start_matches(['`', '*', ' ']);
        after.is_empty() || after.starts_with(['—', '-', '–', ':'])
    })
}

/// The only value that a field has.
fn constant(lines: &[Line]) -> Option<String> {
    lines.iter().find_map(|line| {
        codes(&line.text)
            .iter()
            .find(|code| {
                let before = code.before.trim_end().to_lowercase();
                before.ends_with("constant value of") || before.ends_with("constant value")
            })
            .map(|code| code.text.trim_matches('"').to_owned())
            .filter(|value| is_value(value))
    })
}

/// The lines outside lists, those that end with a comma joined with the next.
fn continued(lines: &[Line]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines.iter().filter(|line| line.depth == 0) {
        match found.last_mut() {
            Some(last) if open => {
                last.push(' ');
                last.push_str(&line.text);
            }
            _ => found.push(line.text.clone()),
        }
        open = line.text.trim_end().ends_with(',');
    }
    found
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
        && !text.contains(['#', '\n', '(', '{', '[', '$', '='])
        && !text.contains("](")
}

/// The sentences of a text. A point inside code ends none.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut code) = (0, false);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'`' => code = !code,
            b'.' if !code
                && bytes
                    .get(at + 1)
                    .is_none_or(|next| *next == b' ' || *next == b'\n') =>
            {
                found.push(&text[start..=at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

/// Whether `null` may come, by the words for it.
#[must_use]
pub fn nullable(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        codes(&line.text).iter().any(|code| {
            let before = code.before.to_lowercase();
            let before = before.trim_end();
            code.text == "null"
                && [
                    "can be",
                    "may be",
                    "or",
                    "be",
                    "is",
                    "returns",
                    "returned",
                    "contains",
                    "—",
                    "otherwise",
                    "otherwise,",
                    "will be",
                    "value",
                    "then",
                    "be either",
                ]
                .iter()
                .any(|word| before.ends_with(word))
        })
    })
}

/// Whether a sentence advises against the field.
#[must_use]
pub fn deprecated(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        let text = line
            .text
            .trim_start_matches(['*', '_', '(', ' '])
            .to_lowercase();
        let alone = sentences(&text)
            .iter()
            .any(|sentence| sentence.trim_matches(['.', ' ', '*', '_', '(', ')']) == "deprecated");
        if alone {
            return true;
        }
        [
            "deprecated",
            "obsolete",
            "outdated parameter",
            "outdated field",
            "outdated.",
        ]
        .iter()
        .any(|word| text.starts_with(word))
            || text.contains("the parameter is deprecated")
            || text.contains("parameter is outdated")
            || text.contains("field is deprecated")
            || text.contains("(deprecated)")
    })
}

/// Whether a sentence says that the portal alone sets the field, or that it is only selected.
#[must_use]
pub fn read_only(lines: &[Line]) -> bool {
    let text: String = lines
        .iter()
        .map(|line| line.text.to_lowercase())
        .collect::<Vec<_>>()
        .join(" ");
    let selected = text.contains("for data requests in the");
    let sent = ["creating", "updating", "adding"]
        .iter()
        .any(|word| text.contains(word));
    selected && !sent
        || [
            "read-only",
            "read only",
            "automatically updated",
            "updated automatically",
        ]
        .iter()
        .any(|words| text.contains(words))
}

/// What a description says of the requirement, where a table has no star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It must be sent.
    Required,
    /// It must be sent under a condition.
    Sometimes,
    /// It need not be sent.
    Optional,
}

/// Whether a sentence says that the field must be sent.
#[must_use]
pub fn requirement(lines: &[Line]) -> Option<Said> {
    for line in lines.iter().filter(|line| line.depth == 0) {
        for sentence in sentences(&line.text) {
            let text = sentence
                .trim_start_matches(['*', '_', '(', ' ', '\n'])
                .to_lowercase();
            let conditional = [
                " if ",
                " when ",
                " for ",
                " unless ",
                " only ",
                " in case ",
                " except ",
            ]
            .iter()
            .any(|word| text.contains(word));
            let begins = [
                "required",
                "mandatory",
                "this parameter is required",
                "the parameter is required",
                "this field is required",
                "the field is required",
                "required parameter",
                "required field",
            ]
            .iter()
            .any(|word| text.starts_with(word));
            if begins {
                return Some(if conditional {
                    Said::Sometimes
                } else {
                    Said::Required
                });
            }
            if text.starts_with("optional") || text.starts_with("not required") {
                return Some(Said::Optional);
            }
        }
    }
    None
}

/// A default as JSON text, in the form that the type has on the wire.
#[must_use]
pub fn as_json(text: &str, shape: &Shape, third: bool) -> String {
    let text = text.trim();
    if third && *shape == Shape::Scalar(Scalar::Boolean) {
        match text {
            "Y" => return "true".to_owned(),
            "N" => return "false".to_owned(),
            _ => {}
        }
    }
    let plain = text.trim_matches(['"', '\'']);
    let quoted = || serde_json::Value::from(plain).to_string();
    if text != plain {
        return quoted();
    }
    match shape {
        Shape::Scalar(Scalar::Boolean) => match plain {
            "true" | "TRUE" => "true".to_owned(),
            "false" | "FALSE" => "false".to_owned(),
            "0" | "1" => plain.to_owned(),
            _ => quoted(),
        },
        Shape::Scalar(
            Scalar::String
            | Scalar::Text
            | Scalar::Char
            | Scalar::Flag
            | Scalar::Date
            | Scalar::DateTime,
        ) => quoted(),
        _ if plain.is_empty() => quoted(),
        _ => match serde_json::from_str::<serde_json::Value>(plain) {
            Ok(value) => value.to_string(),
            Err(_) => quoted(),
        },
    }
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
