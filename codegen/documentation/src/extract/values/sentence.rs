//! Values that sentences state.

use super::{INTRODUCES, introduces, is_value};
use crate::extract::prose::{Line, codes, sentences};

/// Everything between an introduction and the end of its sentence.
pub(super) fn introduced(lines: &[Line]) -> Vec<String> {
    let mut found = Vec::new();
    for text in &continued(lines) {
        if !introduces(text) {
            continue;
        }
        for sentence in sentences(text) {
            let lower = sentence.to_lowercase();
            // Most words do not occur; checking that first is faster than searching for their
            // positions.
            let Some(at) = INTRODUCES
                .iter()
                .filter(|word| lower.contains(**word))
                .filter_map(|word| lower.find(word).map(|at| at + word.len()))
                .min()
            else {
                continue;
            };
            // "Examples of valid values" are no list of all of them.
            let is_example = lower
                .get(..at)
                .is_some_and(|before| before.contains("example"));
            if let Some(rest) = sentence.get(at..).filter(|_| !is_example) {
                let codes = codes(rest);
                // "from `1` to `200`" is a range.
                if codes.iter().any(|code| code.before.trim() == "to") {
                    continue;
                }
                for code in codes {
                    if code.text.contains('|') {
                        let parts = code.text.split('|');
                        found.extend(parts.map(|value| value.trim().to_owned()));
                        continue;
                    }
                    let before = code.before.to_lowercase();
                    if before.contains("default")
                        || before.contains("example")
                        || before.contains("parameter")
                    {
                        break;
                    }
                    found.push(code.text.to_owned());
                }
            }
        }
    }
    found
}

/// The values of a sentence that consists only of a noun and values: "Kind: `a`, `b` or `c`", "Sex
/// (`M` or `F`)".
pub(super) fn enumerated(lines: &[Line]) -> Vec<String> {
    let texts = lines.iter().filter(|line| line.depth == 0);
    texts
        .flat_map(|line| sentences(&line.text))
        .find_map(|sentence| {
            // An open list, an example, or the names of something else.
            const OTHERS: &[&str] = &[
                "other",
                "etc",
                "so on",
                "example",
                "e.g",
                "such as",
                "variant",
                "character",
                "identifier",
                "parameter",
                "field",
                "extension",
                "replacement",
                "modifier",
                "macro",
                "specif",
                "must ",
                "at least",
                "one of the",
                "hex",
                "url",
                "method",
            ];
            let lower = sentence.to_lowercase();
            if OTHERS.iter().any(|word| lower.contains(word)) {
                return None;
            }
            let codes = codes(sentence);
            let first = codes.iter().position(|code| {
                let before = code.before.trim_end();
                before.ends_with([':', '(']) && !sentence.starts_with(before)
                    || before.len() > 1 && before.ends_with([':', '('])
            })?;
            let codes = &codes[first..];
            let mut found: Vec<String> = Vec::new();
            for (index, code) in codes.iter().enumerate() {
                let between = code.before.trim();
                let separates = index == 0 || is_separator(between);
                if !separates
                    || !is_value(code.text) && code.text != "null"
                    || code.text.contains(' ')
                {
                    return None;
                }
                if code.text != "null" {
                    found.push(code.text.to_owned());
                }
            }
            let after = codes.last()?.after.trim();
            let ends = after.is_empty() || after.starts_with(['.', ')', ';', '—', '–', '-']);
            (ends && found.len() > 1).then_some(found)
        })
        .unwrap_or_default()
}

/// The values that follow the first one of a line, each after a comma and perhaps the meaning of
/// the one before: "`1` — first, `2` — second".
pub(super) fn beside(text: &str) -> Vec<String> {
    let codes = codes(text);
    let Some((first, others)) = codes.split_first() else {
        return Vec::new();
    };
    let follow = others
        .iter()
        .take_while(|code| is_separator(code.before.trim()) && is_value(code.text));
    let found: Vec<String> = follow.map(|code| code.text.to_owned()).collect();
    let starts = first.before.trim_matches(['*', ' ']).is_empty();
    let last = codes.last().map_or("", |code| code.after.trim_start());
    let ends = last.is_empty() || last.starts_with(['—', '–', '-', ';', '.']);
    if starts && ends && found.len() == others.len() {
        found
    } else {
        Vec::new()
    }
}

/// Whether the text between two values is only a comma or "or", perhaps after a meaning.
fn is_separator(between: &str) -> bool {
    let words = between.trim_end_matches("or").trim_end();
    let words = words.trim_end_matches("and").trim_end();
    let ends =
        words.is_empty() || words.ends_with([',', ';', '/', '|']) || words.len() < between.len();
    let meaning = words.trim_end_matches([',', ';', '/', '|']).trim();
    ends && (meaning.is_empty() || meaning.starts_with(['—', '–', '-', '(']))
}

/// `Y` — yes, `N` — no in a sentence without an introduction.
pub(super) fn truth(lines: &[Line]) -> Vec<String> {
    let both = ["`Y/N`", "`Y|N`", "(Y/N)", "[Y|N]", "`Y`/`N`"];
    let is_flag = |line: &Line| {
        !line.text.contains("true") && both.iter().any(|both| line.text.contains(both))
    };
    if lines.iter().any(is_flag) || is_switch(lines) {
        return vec!["Y".to_owned(), "N".to_owned()];
    }
    lines
        .iter()
        .map(|line| codes(&line.text))
        .find_map(|codes| match codes.as_slice() {
            [one, other, ..] if matches!((one.text, other.text), ("Y", "N") | ("N", "Y")) => {
                Some(vec![one.text.to_owned(), other.text.to_owned()])
            }
            _ => None,
        })
        .unwrap_or_default()
}

/// Whether `Y` switches something on that is off otherwise: "`Y` shows it, any other value does
/// not".
fn is_switch(lines: &[Line]) -> bool {
    const SAYS: &[&str] = &[
        "any other value",
        "for any other value",
        "acceptable value is `y`",
        "if `y` is passed",
        "if set to `y`",
        "when set to `y`",
        "if you pass `y`",
    ];
    let all = || lines.iter().flat_map(|line| codes(&line.text));
    let first = all().next();
    first.is_some_and(|code| code.text == "Y")
        && lines.iter().any(|line| {
            let text = line.text.to_lowercase();
            text.contains("`y`") && SAYS.iter().any(|words| text.contains(words))
        })
}

/// The only value that a field has.
pub(super) fn constant(lines: &[Line]) -> Option<String> {
    lines.iter().find_map(|line| {
        codes(&line.text)
            .iter()
            .find(|code| {
                let before = code.before.trim_end().to_lowercase();
                before.ends_with("constant value of")
                    || before.ends_with("constant value")
                    || before.ends_with("only the value")
            })
            .map(|code| code.text.trim_matches(['"', '\'']).to_owned())
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
