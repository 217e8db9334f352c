//! Fields of objects whose format a description shows: ``in the format
//! `{timestamp: …, timezone: …}` ``.

use super::cell::lines;
use super::prose::{Line, codes};
use crate::page::{Block, BlockKind};

/// The keys of the formats that a description shows, each with its line; none when they are made up
/// or only one is told. `described` are the lines of the blocks.
pub(super) fn keys(blocks: &[Block], described: &[Line]) -> Vec<(String, u32)> {
    let mut found: Vec<(String, u32)> = Vec::new();
    let mut add = |text: &str, line: u32| {
        for key in outer(text) {
            if !found.iter().any(|(known, _)| *known == key) {
                found.push((key, line));
            }
        }
    };
    for line in described.iter().filter(|line| line.text.contains('{')) {
        for code in codes(&line.text) {
            if introduces(code.before) {
                add(code.text, line.line);
            }
        }
    }
    for pair in blocks.windows(2) {
        if let BlockKind::Code { text, .. } = &pair[1].kind {
            let before = lines(std::slice::from_ref(&pair[0]));
            if before.last().is_some_and(|line| introduces(&line.text)) {
                add(text, pair[1].line);
            }
        }
    }
    let made_up = found.iter().any(|(key, _)| is_made_up(key));
    if made_up || found.len() < 2 {
        found.clear();
    }
    found
}

/// Whether words announce a format.
fn introduces(before: &str) -> bool {
    let text = before.trim_end().trim_end_matches(':').to_lowercase();
    [
        "format",
        "format object",
        "object format",
        "structure",
        "or",
    ]
    .iter()
    .filter_map(|word| text.strip_suffix(word))
    .any(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// The keys right inside of an object as code, whatever its values are.
fn outer(text: &str) -> Vec<String> {
    let Some(inside) = text
        .trim()
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    let (mut depth, mut begin) = (0_usize, 0);
    let mut key = None;
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            ':' if depth == 0 && key.is_none() => key = Some(&inside[begin..at]),
            ',' if depth == 0 => {
                begin = at + 1;
                keys.extend(key.take());
            }
            _ => {}
        }
    }
    keys.extend(key);
    let bare = |key: &str| key.trim().trim_matches(['"', '\'', '‘', '’']).to_owned();
    keys.into_iter().map(bare).collect()
}

/// Whether a key stands for keys: `field_1`, `lang_N`, `FIELD_CODE`, `<AREA_ID>`.
fn is_made_up(key: &str) -> bool {
    let lower = key.to_lowercase();
    let is_word = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let numbered = lower
        .rsplit_once('_')
        .is_some_and(|(_, end)| end == "n" || end.bytes().all(|byte| byte.is_ascii_digit()));
    !is_word(key)
        || numbered
        || lower.ends_with("code") && lower != "code"
        || matches!(lower.as_str(), "field" | "key")
}

#[cfg(test)]
mod tests {
    use super::{is_made_up, outer};

    #[test]
    fn keys_are_those_right_inside() {
        for (text, keys) in [
            (
                r#"{"timestamp": "1", "timezone": "Europe/Berlin"}"#,
                "timestamp timezone",
            ),
            ("{fileData: [one, two]}", "fileData"),
            (
                "{\n VALUE: datetime|date,\n TYPE: 'NONE'|'NOW',\n}",
                "VALUE TYPE",
            ),
            ("{'ID': { 'VALUE': 1, 'SORT': 10 }, 'DEF': 'N'}", "ID DEF"),
            ("[1, 2]", ""),
            ("{ID, CHECKED}", ""),
        ] {
            assert_eq!(outer(text).join(" "), keys, "{text}");
        }
    }

    #[test]
    fn keys_that_stand_for_keys_are_told() {
        for key in ["field_1", "lang_N", "PROPERTY_CODE", "<AREA_ID>", "field"] {
            assert!(is_made_up(key), "{key}");
        }
        for key in ["timestamp", "fileData", "code", "value", "TASK_ID"] {
            assert!(!is_made_up(key), "{key}");
        }
    }
}
