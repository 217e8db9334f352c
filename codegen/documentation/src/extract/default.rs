//! Defaults in sentences and as JSON.

mod told;

use super::cell::lines;
use super::draft::{Scalar, Shape};
use super::prose::{Line, codes, sentences};
use crate::page::{Block, BlockKind};
use bitrix24_codegen::model::Json;

/// What a description says of a default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A value, as the page writes it.
    Code {
        /// The value.
        text: String,
        /// Line of the page.
        line: u32,
    },
    /// A value in words: "an empty string".
    Json {
        /// The value as JSON text.
        json: String,
        /// Line of the page.
        line: u32,
    },
    /// A value in some cases only.
    Depends {
        /// Line of the page.
        line: u32,
    },
}

/// What a description says of the value that is taken when a field of that type is left out.
#[must_use]
pub fn default(lines: &[Line], shape: &Shape) -> Option<Said> {
    told::told(lines, shape)
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
    if plain == "null" {
        return "null".to_owned();
    }
    if let Some(json) = structured(text, shape) {
        return json;
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

/// An object or a list as pages write them, in JSON or as a literal of another language:
/// `{ID: 'ASC'}`, `['*']`, `ID:'DESC'`, `[ID:ASC]`.
fn structured(text: &str, shape: &Shape) -> Option<String> {
    let holds_keys = shape.holds_fields() && !matches!(shape, Shape::Unknown);
    let keyed = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .filter(|rest| rest.contains(':') && !rest.contains(['\'', '"', '{']));
    let text = match text.starts_with(['{', '[']) {
        true => keyed.map_or_else(|| text.to_owned(), |keyed| format!("{{{keyed}}}")),
        false if holds_keys && text.contains(':') => format!("{{{text}}}"),
        false => return None,
    };
    let mut json = String::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let length = if matches!(first, '\'' | '"') {
            let end = rest[1..].find(first)? + 1;
            json.push_str(&serde_json::Value::from(&rest[1..end]).to_string());
            end + 1
        } else if first.is_ascii_alphabetic() {
            let end = rest
                .find(|character| !is_word(character))
                .unwrap_or(rest.len());
            match &rest[..end] {
                word @ ("true" | "false" | "null") => json.push_str(word),
                word => json.push_str(&serde_json::Value::from(word).to_string()),
            }
            end
        } else {
            json.push(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    let value: Json = serde_json::from_str(&json).ok()?;
    serde_json::to_string(&value).ok()
}
