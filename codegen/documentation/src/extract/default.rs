//! Defaults in sentences and as JSON.

use super::cell::lines;
use super::draft::{Scalar, Shape};
use super::prose::{Line, codes, sentences};
use super::values::unmarked;
use crate::page::{Block, BlockKind};
use bitrix24_codegen::model::Json;

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

/// A default that stands as JSON behind a line such as "By default:".
#[must_use]
pub fn sample(blocks: &[Block]) -> Option<String> {
    let tells = |block: &Block| {
        lines(std::slice::from_ref(block))
            .last()
            .is_some_and(|line| {
                let text = line.text.trim_end_matches([':', ' ']).to_lowercase();
                text.ends_with("default") || text.ends_with("default value")
            })
    };
    blocks.windows(2).find_map(|pair| match &pair[1].kind {
        BlockKind::Code { text, .. } if tells(&pair[0]) => {
            // The order of keys is that in which rows are sorted.
            let value: Json = serde_json::from_str(text).ok()?;
            serde_json::to_string(&value).ok()
        }
        _ => None,
    })
}

/// The order in which rows come when none is asked for, as JSON: `{"ID":"ASC"}`.
#[must_use]
pub fn order(lines: &[Line]) -> Option<String> {
    lines.iter().find_map(|line| {
        sentences(&line.text).into_iter().find_map(|sentence| {
            let lower = sentence.to_lowercase();
            if !(lower.contains("by default") && lower.contains("sort")) {
                return None;
            }
            let direction = match (lower.contains("ascending"), lower.contains("descending")) {
                (true, false) => "asc",
                (false, true) => "desc",
                _ => return None,
            };
            let codes = codes(sentence);
            let [field] = codes.as_slice() else {
                return None;
            };
            // The case is that of the documented directions.
            let is_lower = lines
                .iter()
                .any(|line| line.text.contains(&format!("`{direction}`")));
            let direction = if is_lower {
                direction.to_owned()
            } else {
                direction.to_uppercase()
            };
            Some(serde_json::json!({ field.text: direction }).to_string())
        })
    })
}

/// A default without marks of code: a number, `Y`, `N`, `true` or `false`.
fn bare_default(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let at = lower.find("default")? + "default".len();
    let rest = text.get(at..)?;
    if let Some(value) = rest.strip_prefix(':') {
        let value = value.trim().trim_end_matches(['.', ';', ')']);
        return is_bare(value).then(|| value.to_owned());
    }
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
    is_bare(word).then(|| word.to_owned())
}

fn is_bare(word: &str) -> bool {
    matches!(word, "Y" | "N" | "true" | "false")
        || !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
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
            if ["not provided or is set to", "not specified or is set to"]
                .iter()
                .any(|words| before.trim_end().ends_with(words))
            {
                return Some((code.text.to_owned(), line.line));
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
            if (told && code.text != "default" || whole)
                && !tells_more
                && code.before.trim().len() < 40
            {
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
        "for the first",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// A default as JSON text, in the form that the type has on the wire.
#[must_use]
pub fn as_json(text: &str, shape: &Shape, third: bool) -> String {
    // A space may be the default itself.
    let text = match text.trim() {
        "" => text,
        trimmed => trimmed,
    };
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
        _ => serde_json::from_str::<Json>(plain)
            .and_then(|value| serde_json::to_string(&value))
            .unwrap_or_else(|_| quoted()),
    }
}
