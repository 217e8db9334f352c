//! Facts in sentences: defaults, documented values, `null`, requirements and warnings.
//!
//! Sentences come as lines in which code stands between backticks; what is not said in one of the ways that are known
//! here is not taken for a fact.

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

/// Whether `null` may come, by the words for it.
#[must_use]
pub fn nullable(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        codes(&line.text).iter().any(|code| {
            let before = code.before.to_lowercase();
            let before = before.trim_end();
            // Where nothing is the default, `null` need not be what is sent or comes.
            let words = before.trim_end_matches(" is");
            let is_default = words
                .trim_end_matches([' ', '—', '-', '–', ':'])
                .ends_with("default");
            code.text == "null"
                && !is_default
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

/// Whether a description tells of keys of their own: "the key is the identifier, the value is an object".
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
    key && value
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
            .map(|sentence| sentence.trim_matches(['.', ' ', '*', '_', '(', ')']))
            .any(|sentence| sentence == "deprecated" || sentence.starts_with("deprecated field"));
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
            || text.contains("this parameter is deprecated")
            || text.contains("this field is deprecated")
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
                " under ",
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
