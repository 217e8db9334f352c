//! Defaults in sentences: a piece of code, a bare word, or an empty value.

use super::Said;
use crate::extract::draft::{Scalar, Shape};
use crate::extract::prose::{Code, Line, codes, sentences};
use crate::extract::values::unmarked;

/// The words between "default" and its value.
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

/// The default that lines state, for a field of that type.
pub(super) fn told(lines: &[Line], shape: &Shape) -> Option<Said> {
    let telling = || lines.iter().filter(|line| may_tell(&line.text));
    let found = telling().find_map(|line| {
        in_code(line)
            .or_else(|| sentences(&line.text).into_iter().find_map(in_sentence))
            .map(|text| (line, Found::Code(text)))
            .or_else(|| Some((line, Found::Empty(empty(&line.text, shape)?))))
    });
    let found = found
        .or_else(|| telling().find_map(|line| Some((line, Found::Code(bare(&line.text, shape)?)))));
    let Some((line, value)) = found else {
        return telling().find_map(otherwise);
    };
    if depends(&line.text) {
        return Some(Said::Depends { line: line.line });
    }
    Some(match value {
        Found::Code(text) => Said::Code {
            text,
            line: line.line,
        },
        Found::Empty(json) => Said::Json {
            json: json.to_owned(),
            line: line.line,
        },
    })
}

/// Whether a line has words that every statement of a default has. Few lines have them.
fn may_tell(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["default", "not ", "no value is "]
        .iter()
        .any(|words| lower.contains(words))
}

enum Found {
    Code(String),
    Empty(&'static str),
}

/// A default without marks of code: a number, `Y`, `N`, `true` or `false`.
fn bare(text: &str, shape: &Shape) -> Option<String> {
    let lower = text.to_lowercase();
    let at = lower.find("default")? + "default".len();
    let rest = text.get(at..)?;
    if let Some(value) = rest.strip_prefix(':') {
        let value = value.trim().trim_end_matches(['.', ';', ')']);
        return is_bare(value).then(|| value.to_owned());
    }
    let is_number = matches!(
        shape,
        Shape::Scalar(Scalar::Integer | Scalar::Double) | Shape::Unknown
    );
    let word = rest
        .trim_start_matches(|character: char| {
            character == 's' || character == ':' || character == ','
        })
        .trim_start();
    let told = [
        "value is set to ",
        "value is ",
        "value: ",
        "value — ",
        "value of ",
        "is set to ",
        "is ",
        "— ",
        "- ",
        "– ",
        "to ",
        ": ",
    ]
    .iter()
    .find_map(|tells| word.strip_prefix(tells));
    let alone = || (is_number && rest.starts_with(',')).then_some(word);
    let last = || (!word.contains(' ')).then_some(word);
    let word = told.or_else(alone).or_else(last)?;
    let word = word.split([' ', ',', ';', ')', '\n']).next()?;
    let word = word.trim_end_matches('.');
    is_bare(word).then(|| word.to_owned())
}

fn is_bare(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(word, "Y" | "N" | "true" | "false") || is_number(whole) && is_number(fraction)
}

/// "By default, an empty string", "Default is empty": the empty value of the type.
fn empty(text: &str, shape: &Shape) -> Option<&'static str> {
    let lower = text.to_lowercase();
    lower.match_indices("default").find_map(|(at, word)| {
        let mut rest = lower[at + word.len()..]
            .trim_start_matches('s')
            .trim_start();
        for tells in ["value", ":", ",", "—", "–", "-", "is", "to", "it is", "an"] {
            if let Some(after) = rest.strip_prefix(tells)
                && (after.starts_with(' ') || !tells.bytes().all(|byte| byte.is_ascii_lowercase()))
            {
                rest = after.trim_start();
            }
        }
        let rest = rest.strip_prefix("empty")?;
        let kind = [("string", "\"\""), ("array", "[]"), ("object", "{}")];
        if let Some((_, json)) = kind
            .iter()
            .find(|(kind, _)| rest.trim_start().starts_with(kind))
        {
            return Some(*json);
        }
        let ends = rest.is_empty() || rest.starts_with(['.', ',', ';', ')']);
        match shape {
            Shape::Scalar(Scalar::String | Scalar::Text) if ends => Some("\"\""),
            Shape::List(_) if ends => Some("[]"),
            Shape::Object if ends => Some("{}"),
            _ => None,
        }
    })
}

/// A default in code after or before the word "default".
fn in_code(line: &Line) -> Option<String> {
    let codes = codes(&line.text);
    codes.iter().enumerate().find_map(|(index, code)| {
        let before = code.before.to_lowercase();
        if let Some((_, rest)) = before.rsplit_once("default") {
            let rest = rest.trim();
            let rest = rest.strip_prefix(',').unwrap_or(rest).trim();
            if TELLS.contains(&rest) && !is_about_another(&before) {
                return Some(code.text.to_owned());
            }
        }
        let is_same = before.contains("default")
            && before
                .trim_end()
                .ends_with("(equivalent to passing the value");
        if is_same && !is_about_another(&before) {
            return Some(code.text.to_owned());
        }
        if ["not provided or is set to", "not specified or is set to"]
            .iter()
            .any(|words| before.trim_end().ends_with(words))
        {
            return Some(code.text.to_owned());
        }
        (marked_behind(line, code, index == 0) && code.before.trim().len() < 40)
            .then(|| code.text.to_owned())
    })
}

/// `X` — meaning (default).
fn marked_behind(line: &Line, code: &Code<'_>, is_first: bool) -> bool {
    if code.text == "default" {
        return false;
    }
    let item = line.depth > 0 || unmarked(&line.text);
    let after = code.after.trim_start().to_lowercase();
    // An item whose whole meaning is "default" names a value of that meaning.
    let meaning = after.trim_matches(['—', '-', '–', ' ', '.', ';']);
    if item && is_first && !after.starts_with('(') && matches!(meaning, "default" | "by default") {
        return false;
    }
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
        "permission",
    ]
    .iter()
    .any(|more| after.contains(more));
    // The first piece of a line is the value that it describes.
    let whole = is_first && item && {
        let text = line.text.to_lowercase();
        let trimmed = text.trim_end_matches(['.', ';', ' ']);
        let alone = text.matches('`').count() == 2;
        trimmed.ends_with("(default)")
            || text.contains("(used by default)")
            || text.contains("(by default)")
            || text.contains(", default") && alone
            || trimmed.ends_with("by default") && alone
    };
    (told || whole) && !tells_more
}

/// "By default, the role `X` is used", "If it is not specified, `X` is used".
fn in_sentence(sentence: &str) -> Option<String> {
    let lower = sentence.trim_start().to_lowercase();
    let by_default = lower.starts_with("by default,");
    let when_absent = is_absence(&lower);
    if !by_default && !when_absent {
        return None;
    }
    let codes = codes(sentence);
    let last = codes.last()?;
    let after = last.after.trim_start().to_lowercase();
    let before = last.before.to_lowercase();
    let clause = before.rsplit(',').next().unwrap_or_default().trim();
    // "the value from `X`" is the value of another field.
    let is_other = ["value", "from", " of", "field", "parameter", "method"]
        .iter()
        .any(|word| clause.contains(word));
    let is_used = ["is used", "will be used", "is created", "is applied"]
        .iter()
        .any(|verb| after.starts_with(verb));
    let few = clause.split(' ').count() <= 4 && clause != "the";
    let set = ["set to", "saved in"]
        .iter()
        .any(|verb| clause.ends_with(verb));
    let ends = after.is_empty() || after.starts_with(['.', '(']);
    let states = is_used && few && !is_other || when_absent && set && ends;
    (states && !last.text.contains([' ', '{'])).then(|| last.text.to_owned())
}

/// Whether a sentence begins with the case that the field is left out, and with no other.
fn is_absence(lower: &str) -> bool {
    let case = lower.split(',').next().unwrap_or_default();
    let case = case.split(" or is ").next().unwrap_or_default();
    let subject = [
        "if not ",
        "if the parameter is not ",
        "if the field value is not ",
        "if the value is not ",
        "if the field is not ",
        "if it is not ",
        "if no value is ",
    ]
    .iter()
    .find_map(|words| case.strip_prefix(words));
    subject.is_some_and(|verb| {
        matches!(
            verb.trim(),
            "provided" | "specified" | "passed" | "filled" | "set" | "given"
        )
    })
}

/// Whether the words before a default concern something other than this field's value.
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

/// Whether the default of a line holds in some cases only: "for the first it is `Y`", "`A` for
/// orders and `B` for parcels".
fn depends(text: &str) -> bool {
    sentences(text).into_iter().any(|sentence| {
        let lower = sentence.trim_start().to_lowercase();
        let Some(at) = lower.find("default") else {
            return false;
        };
        let before = &lower[..at];
        let begins = ["if ", "when ", "for "]
            .iter()
            .any(|word| before.starts_with(word))
            && !is_absence(&lower)
            && before.contains([',', '`']);
        let after = &lower[at..];
        let splits = after.split('`').nth(2).is_some_and(|rest| {
            [" for ", " if ", " when "]
                .iter()
                .any(|word| rest.starts_with(word))
        }) && after.matches('`').count() > 2;
        begins || splits
    })
}

/// A sentence that states a default for the other cases only.
fn otherwise(line: &Line) -> Option<Said> {
    sentences(&line.text).into_iter().find_map(|sentence| {
        let lower = sentence.to_lowercase();
        (lower.contains("default value") && lower.contains("otherwise `"))
            .then_some(Said::Depends { line: line.line })
    })
}

#[cfg(test)]
mod tests {
    use super::{Line, Said, Scalar, Shape, told};

    fn of(text: &str, shape: &Shape) -> Option<String> {
        let lines: Vec<Line> = text
            .split('\n')
            .map(|text| Line {
                line: 1,
                depth: u8::from(text.starts_with("- ")),
                text: text.trim_start_matches("- ").to_owned(),
            })
            .collect();
        Some(match told(&lines, shape)? {
            Said::Code { text, .. } => text,
            Said::Json { json, .. } => json,
            Said::Depends { .. } => "depends".to_owned(),
        })
    }

    #[test]
    fn a_default_is_a_value_a_word_or_a_number() {
        let string = Shape::Scalar(Scalar::String);
        let integer = Shape::Scalar(Scalar::Integer);
        for (said, shape, value) in [
            ("Colour. Default — `null`", &string, "null"),
            (
                "Colour. By default, an empty string is used",
                &string,
                "\"\"",
            ),
            ("Colour. Default is empty", &string, "\"\""),
            ("Delay. By default, -1, on the same day", &integer, "-1"),
            (
                "Kind. By default, boxes are kept (equivalent to passing the value `K`).",
                &string,
                "K",
            ),
            ("Size. By default, 20 boxes are shown", &integer, "20"),
            (
                "Size. If not specified, a default value of 100 will be assigned",
                &integer,
                "100",
            ),
            ("Whether it is shown, default N", &string, "N"),
            ("Kind. By default, the role `all` is used.", &string, "all"),
            (
                "Kind. If the parameter is not passed or is equal to `null`, `a` is used",
                &string,
                "a",
            ),
            (
                "Kind. If no value is specified, it will be saved in `BOX`",
                &string,
                "BOX",
            ),
            (
                "Kind:\n- `Y` — it is kept, default value\n- `N` — it is not",
                &string,
                "Y",
            ),
        ] {
            assert_eq!(of(said, shape).as_deref(), Some(value), "{said}");
        }
    }

    #[test]
    fn what_holds_in_some_cases_depends() {
        let string = Shape::Scalar(Scalar::String);
        for said in [
            "For the first box, `kind` defaults to `Y`.",
            "Default: `A` for boxes and `B` for bags.",
            "If `box` is given, the default value is the box's, otherwise `0`",
        ] {
            assert_eq!(of(said, &string).as_deref(), Some("depends"), "{said}");
        }
    }

    #[test]
    fn a_value_called_default_is_none() {
        let string = Shape::Scalar(Scalar::String);
        for said in [
            "Kind of the default box",
            "Kind:\n- `D` — default\n- `N` — never",
            "Whose it is. If not specified, the `LINK` will be used",
            "Whose it is. By default, the value from `LABEL` is used",
            "Whose it is. If not specified, the `id` of the seller is used",
        ] {
            assert_eq!(of(said, &string), None, "{said}");
        }
    }
}
