//! Payloads that a page shows: requests from commands of `curl`, answers and errors from blocks of
//! JSON.

use super::draft::{Example, ExampleKind};
use super::section::Fence;
use bitrix24_codegen::model::Json;

/// Reads JSON with its order. Additions of authors are accepted: comments, an ellipsis for omitted
/// parts, a comma after the last part.
#[must_use]
pub fn json(text: &str) -> Option<Json> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&tidy(text)).ok())
}

/// JSON without comments, ellipses and commas too many.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let end = string_end(rest);
            push_string(&rest[..end], &mut out);
            rest = &rest[end..];
        } else if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |at| &rest[at + 2..]);
        } else if rest.starts_with("...") || first == '…' {
            rest = rest.trim_start_matches(['.', '…']);
        } else if matches!(first, '}' | ']') {
            while out.ends_with([',', ' ', '\n', '\t', '\r']) {
                out.pop();
            }
            out.push(first);
            rest = &rest[1..];
        } else if first == ',' && out.trim_end().ends_with([',', '{', '[']) {
            rest = &rest[1..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// A text in quotes, with breaks of lines as they are escaped, and without escapes that JSON does
/// not have.
fn push_string(text: &str, out: &mut String) {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\t' => out.push_str("\\t"),
            '\\' => match characters.next() {
                Some(escaped) if "\"\\/bfnrtu".contains(escaped) => out.extend(['\\', escaped]),
                Some(other) => {
                    out.push_str("\\\\");
                    out.push(other);
                }
                None => {}
            },
            _ => out.push(character),
        }
    }
}

/// Where the text in quotes that begins here ends.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    text.char_indices()
        .skip(1)
        .find(|(_, character)| {
            let ends = *character == '"' && !escaped;
            escaped = *character == '\\' && !escaped;
            ends
        })
        .map_or(text.len(), |(at, _)| at + 1)
}

/// A call that a command of `curl` makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The method in its address, as it is written there.
    pub method: String,
    /// Whether the address is the one of REST 3.0.
    pub third: bool,
    /// The body, if there is one.
    pub body: Option<String>,
    /// Line of the page where the command begins.
    pub line: u32,
}

/// The calls in a block of code.
#[must_use]
pub fn calls(fence: &Fence<'_>) -> Vec<Call> {
    let text = fence.text;
    if !text.contains("/rest/")
        || !(text.contains("curl") || text.contains("-H ") || text.contains("-d "))
    {
        return Vec::new();
    }
    let Some((method, third)) = address(text) else {
        return Vec::new();
    };
    vec![Call {
        method,
        third,
        body: body(text),
        line: fence.line,
    }]
}

/// The method in an address of the REST API, and whether the address is one of REST 3.0.
#[must_use]
pub fn address(text: &str) -> Option<(String, bool)> {
    let (_, rest) = text.split_once("/rest/")?;
    let (third, rest) = match rest.strip_prefix("api/") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let end = rest
        .find(|character: char| {
            character.is_whitespace()
                || matches!(character, '"' | '\'' | '?' | '`' | ')' | '<' | '\\')
        })
        .unwrap_or(rest.len());
    let method = rest[..end].trim_end_matches('/').rsplit('/').next()?;
    let method = method
        .strip_suffix(".json")
        .unwrap_or(method)
        .trim_matches(['.', '*']);
    let is_method = !method.is_empty()
        && !method.contains("put_")
        && method.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
        });
    is_method.then(|| (method.to_owned(), third))
}

/// What follows `-d`, without the shell's quotes.
fn body(text: &str) -> Option<String> {
    let at = ["-d ", "--data ", "--data-raw ", "-d\n", "-d'", "-d\""]
        .iter()
        .filter_map(|flag| {
            text.find(flag)
                .map(|at| at + flag.trim_end_matches(['\'', '"']).len())
        })
        .min()?;
    let rest = text[at..].trim_start();
    let quote = rest.chars().next()?;
    if quote != '\'' && quote != '"' {
        return None;
    }
    let mut out = String::new();
    let mut characters = rest[1..].chars().peekable();
    while let Some(character) = characters.next() {
        if character == quote {
            // 'it'\''s' and "'"$(…)"'" go on after the quote.
            if quote == '\'' {
                let ahead: String = characters.clone().take(3).collect();
                if ahead == "\\''" {
                    characters.nth(2);
                    out.push('\'');
                    continue;
                }
                if ahead.starts_with('"') {
                    // A piece in the other quotes: taken as it is.
                    characters.next();
                    for inner in characters.by_ref() {
                        if inner == '"' {
                            break;
                        }
                        out.push(inner);
                    }
                    if characters.peek() == Some(&'\'') {
                        characters.next();
                    }
                    continue;
                }
            }
            return Some(out);
        }
        if character == '\\' && quote == '"' {
            out.extend(characters.next());
            continue;
        }
        out.push(character);
    }
    None
}

/// The request of a call, as the command sends it.
#[must_use]
pub fn request(call: &Call) -> Option<Example> {
    let body = call.body.clone()?;
    Some(Example {
        kind: ExampleKind::Request,
        body,
        status: None,
        line: call.line,
    })
}

/// Keys of the object, or of the objects of the list or the map, at a path of names below `value`.
#[must_use]
pub fn keys_at<'j>(value: &'j Json, path: &[&str]) -> Vec<&'j str> {
    let mut found = Vec::new();
    at(value, path, &mut |json| {
        if let Json::Map(map) = json {
            for (key, _) in map.iter() {
                if !found.contains(&key) {
                    found.push(key);
                }
            }
        }
    });
    found
}

/// Calls `see` with each object or scalar at a path of names, through lists and maps with keys of
/// their own.
pub fn at<'j>(value: &'j Json, path: &[&str], see: &mut dyn FnMut(&'j Json)) {
    match value {
        Json::List(items) => items.iter().for_each(|item| at(item, path, see)),
        Json::Map(map) => match path.split_first() {
            None if is_map(value) || is_many(value) => {
                map.iter().for_each(|(_, item)| at(item, path, see));
            }
            None => see(value),
            Some((name, rest)) => match map.get(name) {
                Some(inner) => at(inner, rest, see),
                None if is_map(value) || is_many(value) => {
                    map.iter().for_each(|(_, item)| at(item, path, see));
                }
                None => {}
            },
        },
        scalar if path.is_empty() => see(scalar),
        _ => {}
    }
}

/// Whether an object describes several fields. Of one it may well be the answer.
fn is_many(value: &Json) -> bool {
    matches!(value, Json::Map(map) if map.len() > 2) && is_descriptions(value)
}

/// Whether an object is a map: all its keys are numbers.
#[must_use]
pub fn is_map(value: &Json) -> bool {
    let Json::Map(map) = value else { return false };
    !map.is_empty()
        && map.iter().all(|(key, _)| {
            let digits = key.strip_prefix('-').unwrap_or(key);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Whether an object describes fields: each value tells a type and whether it is required, read or
/// many.
#[must_use]
pub fn is_descriptions(value: &Json) -> bool {
    let Json::Map(map) = value else { return false };
    let describes = |json: &Json| {
        matches!(json, Json::Map(inner) if inner.get("type").is_some()
            && ["isRequired", "isReadOnly", "isMultiple", "title"].iter().any(|key| inner.get(key).is_some()))
    };
    !map.is_empty() && map.iter().all(|(_, inner)| describes(inner))
}

/// Whether a text is a moment or a day as the documentation writes them.
#[must_use]
pub fn is_moment(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 19
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && matches!(bytes[10], b'T' | b' ')
        && bytes[13] == b':'
}

#[cfg(test)]
mod tests {
    use super::json;
    use bitrix24_codegen::model::Json;

    #[test]
    fn texts_may_go_over_lines_and_have_escapes_of_their_own() {
        let Some(Json::Map(map)) = json("{\"a\": \"one\n two \\N \\\"x\\\"\", // b\n}") else {
            panic!("no JSON")
        };
        let expected = Json::Text("one\n two \\N \"x\"".to_owned());
        assert_eq!(map.get("a"), Some(&expected));
    }
}
