//! Facts in sentences: defaults, documented values, `null`, requirements and warnings.
//!
//! Sentences are lines with code in back-ticks. Only known phrases are facts.

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
pub(super) struct Code<'t> {
    pub(super) before: &'t str,
    pub(super) text: &'t str,
    pub(super) after: &'t str,
}

/// The pieces of code of a text, with what stands between them.
pub(super) fn codes(text: &str) -> Vec<Code<'_>> {
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
            text: match parts[index].trim() {
                "" => parts[index],
                text => text,
            },
            after: parts[index + 1],
        });
        index += 2;
    }
    found
}

/// The sentences of a text. A point inside code ends none.
pub(super) fn sentences(text: &str) -> Vec<&str> {
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

/// Whether a description is about keys with values of their own: "the key is the identifier, the
/// value is an object".
#[must_use]
pub fn keyed(words: &str) -> bool {
    let text = words.to_lowercase();
    let key = [
        "key is the ",
        "key is an ",
        "key is a ",
        "key — ",
        "key - ",
        "key being ",
        "key of the object is ",
        "key of each ",
        "keys are the ",
        "keys are ",
    ]
    .iter()
    .any(|word| text.contains(word));
    let value = [
        "value is ",
        "value — ",
        "value - ",
        "values are ",
        "key being ",
    ]
    .iter()
    .any(|word| text.contains(word));
    // `{"lang_1": "value_1", … "lang_N": "value_N"}`
    let by_language = text.contains("\"lang_1\": ") && text.contains("\"lang_n\": ");
    key && value || by_language
}

/// Whether a sentence advises against the field. The items of a list are values or parts of it.
#[must_use]
pub fn deprecated(lines: &[Line]) -> bool {
    lines.iter().filter(|line| line.depth == 0).any(|line| {
        let text = line.text.to_lowercase();
        // Descriptions are many, and few of them have a word of these.
        let words = ["deprecated", "outdated", "obsolete"];
        if !words.iter().any(|word| text.contains(word)) {
            return false;
        }
        let advises = sentences(&text).into_iter().any(|sentence| {
            let sentence = sentence.trim_matches(['.', ' ', '*', '_', '(', ')']);
            let begins = ["deprecated", "obsolete", "outdated"]
                .iter()
                .find_map(|word| sentence.strip_prefix(word));
            // "Deprecated values are …" speaks of something else.
            begins.is_some_and(|rest| {
                let next = rest.split([' ', ',', '.']).find(|word| !word.is_empty());
                let others = ["values", "methods", "fields", "versions", "parameters"];
                !rest.starts_with(char::is_alphanumeric)
                    && next.is_none_or(|next| !others.contains(&next))
            })
        });
        let subject = [
            "the parameter is ",
            "this parameter is ",
            "this field is ",
            "the field is ",
            "the key is ",
            "parameter is ",
            "field is ",
        ];
        advises
            || subject.iter().any(|subject| {
                words
                    .iter()
                    .any(|word| text.contains(&format!("{subject}{word}")))
            })
            // "`A` — price (deprecated)" speaks of one value.
            || text
                .split_once("(deprecated)")
                .is_some_and(|(before, _)| !before.contains('`'))
    })
}

/// Whether a sentence says that a number is one of seconds since 1970.
#[must_use]
pub fn timestamp(lines: &[Line]) -> bool {
    lines.iter().filter(|line| line.depth == 0).any(|line| {
        let text = line.text.to_lowercase();
        let says = [
            "unix timestamp",
            "unix time",
            "in timestamp format",
            "(`timestamp`)",
            "number of seconds since 1970",
        ]
        .iter()
        .any(|words| text.contains(words));
        says && !text.contains("iso 8601")
    })
}

/// Whether a description says that the field holds several values: "Array of …", "Multiple."
#[must_use]
pub fn several(lines: &[Line]) -> bool {
    let Some(first) = lines.first() else {
        return false;
    };
    let text = first.text.to_lowercase();
    let text = text.trim_start_matches("an ").trim_start_matches("a ");
    let listed = ["array of ", "list of "]
        .iter()
        .any(|words| text.starts_with(words));
    listed
        || lines
            .iter()
            .filter(|line| line.depth == 0)
            .flat_map(|line| sentences(&line.text))
            .any(|sentence| {
                matches!(
                    sentence.trim().trim_end_matches('.'),
                    "Multiple" | "multiple"
                )
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
            let is_conditional = || {
                [
                    " if ",
                    " when ",
                    " for ",
                    " unless ",
                    " only ",
                    " in case ",
                    " except ",
                    " under ",
                ]
                .iter()
                .any(|word| text.contains(word))
            };
            // An object without its required fields is none.
            if text.starts_with("required fields:") {
                return Some(Said::Required);
            }
            if names_something(&text) {
                continue;
            }
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
                return Some(if is_conditional() {
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

/// Whether a sentence begins with "required" or "mandatory" as a part of a name: "Mandatory flag".
fn names_something(text: &str) -> bool {
    const CLAUSES: &[&str] = &[
        "if", "when", "for", "only", "unless", "under", "in", "except", "to", "and",
    ];
    let rest = ["required ", "mandatory "]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    let words = rest.map(|rest| {
        rest.split_whitespace()
            .map(|word| word.trim_matches(['.', ',', ':', ';', '*']))
            .collect::<Vec<_>>()
    });
    match words.as_deref() {
        None | Some([] | ["field" | "parameter"]) => false,
        Some(["field" | "parameter", next, ..] | [next, ..]) => !CLAUSES.contains(next),
    }
}
