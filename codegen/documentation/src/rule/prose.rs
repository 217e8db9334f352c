//! Statements of a field's description that its facts lack.

use super::join::{Joined, Subject};
use super::{Finding, Rule};
use crate::facts::{Item, Wire};

pub(super) static DEFAULT: Rule = Rule {
    name: "prose-default",
    finds: "A description says what is taken by default, and the parameter has no default.",
};
pub(super) static FALSE: Rule = Rule {
    name: "prose-false",
    finds: "A description says that `false` may come, and the type does not allow it.",
};
pub(super) static FLAG: Rule = Rule {
    name: "prose-flag",
    finds: "A description names the values `Y` and `N`, and the type is a text without values.",
};
pub(super) static LIST: Rule = Rule {
    name: "prose-list",
    finds: "A description says that there are several, and the type is a single value.",
};
pub(super) static NULL: Rule = Rule {
    name: "prose-null",
    finds: "A description says that `null` may come, and the field is not nullable.",
};
pub(super) static TIME: Rule = Rule {
    name: "prose-time",
    finds: "A description says that a number is Unix time, and the type is no `timestamp`.",
};
pub(super) static VALUES: Rule = Rule {
    name: "prose-values",
    finds: "A description lists values, and the field has none.",
};

pub(super) fn check(joined: &Joined<'_>, subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (item, documented, sent) in subject.pairs() {
        let Some(row) = joined.row(documented) else {
            continue;
        };
        let words = row.words.as_str();
        let mut report = |rule: &'static Rule, text: &str| {
            findings.push(Finding {
                rule,
                subject: subject.facts.name.clone(),
                path: item.path.clone(),
                file: item.at.file.to_string(),
                line: item.at.line,
                page: documented.at.file.trim_end_matches(".md").to_owned(),
                page_line: documented.at.line,
                text: format!("`{}`: {text}", item.path),
            });
        };
        if says_false(words) && !allows_false(item) {
            report(&FALSE, &format!("may be `false`, and is `{}`", item.shape));
        }
        if !sent && says_null(words) && !item.nullable && !is_any(&item.wire()) {
            report(&NULL, "may be `null`, and is not nullable");
        }
        let is_one = is_single(&item.wire());
        if sent && is_one && item.default.is_none() && says_default(words) {
            report(&DEFAULT, "has a default, and the fact has none");
        }
        if says_flag(words) && item.wire() == Wire::Text && item.values.is_empty() {
            report(
                &FLAG,
                &format!("is `Y` or `N`, and the type is `{}`", item.shape),
            );
        }
        if says_list(words) && is_one {
            report(&LIST, &format!("has several, and is `{}`", item.shape));
        }
        // A number with a fraction has more than the seconds of a `timestamp`.
        if says_time(words) && matches!(item.wire(), Wire::Integer | Wire::Text) {
            report(
                &TIME,
                &format!("is Unix time, and the type is `{}`", item.shape),
            );
        }
        if matches!(item.wire(), Wire::Text | Wire::Integer)
            && item.values.is_empty()
            && !says_flag(words)
            && listed(words) > 1
        {
            report(
                &VALUES,
                &format!("lists {} values, and the fact has none", listed(words)),
            );
        }
    }
}

fn lower(words: &str) -> String {
    words.replace('`', "").to_lowercase()
}

fn says_false(words: &str) -> bool {
    let text = lower(words);
    [
        "or false",
        "false if",
        "false when",
        "false, if",
        "or the value false",
    ]
    .iter()
    .any(|said| text.contains(said))
}

fn allows_false(item: &Item) -> bool {
    fn within(wire: &Wire) -> bool {
        match wire {
            Wire::Boolean | Wire::Flag | Wire::Any => true,
            Wire::Union(wires) => wires.iter().any(within),
            _ => false,
        }
    }
    // `false` for what is absent is read as absent.
    within(&item.wire()) || item.nullable || item.values.iter().any(|value| value == "false")
}

fn says_null(words: &str) -> bool {
    let text = lower(words);
    [
        "may be null",
        "can be null",
        "or null",
        "null if",
        "null when",
        "returns null",
        "null —",
        "otherwise null",
    ]
    .iter()
    .any(|said| text.contains(said))
}

fn is_any(wire: &Wire) -> bool {
    matches!(wire, Wire::Any | Wire::Null)
}

/// Whether a sentence names a default. One that holds only for some cases is a condition, and the
/// operator of a filter that is used by default is no value of the filter.
fn says_default(words: &str) -> bool {
    words.split(['\n', '.']).any(|sentence| {
        let text = format!(" {}", lower(sentence).trim_start());
        // `DEFAULT` in code is a value of that name.
        let begins = text.starts_with(" default") && !sentence.trim_start().starts_with('`');
        let says = text.contains("by default") || begins;
        let code = sentence.split('`').nth(1);
        let is_operator = code.is_some_and(|code| {
            !code.is_empty() && code.chars().all(|sign| "=<>!%@?~".contains(sign))
        });
        let conditional = [" if ", " when ", " for "]
            .iter()
            .any(|word| text.contains(word));
        // A template, a formula, or what another field has.
        let is_literal = code.is_some_and(|code| {
            let is_part = |sign: char| sign.is_ascii_alphanumeric() || "_-.:".contains(sign);
            !code.is_empty() && code.chars().all(is_part)
        });
        // "The highest `SORT` among the others" is what other objects have.
        let is_of_others = sentence
            .split('`')
            .nth(2)
            .is_some_and(|after| after.trim_start().starts_with("among "));
        let is_of_default = text.contains("default value flag") || is_of_others;
        says && is_literal
            && !is_of_default
            && sentence.matches('`').count() > 1
            && !is_operator
            && !conditional
    })
}

fn says_flag(words: &str) -> bool {
    words.contains("`Y`") && words.contains("`N`")
}

fn says_list(words: &str) -> bool {
    let first = lower(words.lines().next().unwrap_or_default());
    // A text may well hold several.
    let in_text = ["json string", "extensions", "separated by"]
        .iter()
        .any(|said| first.contains(said));
    let begins = ["list of ", "array of ", "an array of "]
        .iter()
        .any(|said| first.starts_with(said));
    begins && !in_text
}

fn is_single(wire: &Wire) -> bool {
    matches!(
        wire,
        Wire::Integer
            | Wire::Number
            | Wire::Text
            | Wire::Boolean
            | Wire::Flag
            | Wire::Date
            | Wire::DateTime
    )
}

fn says_time(words: &str) -> bool {
    let text = lower(words);
    text.contains("unix time") || text.contains("unix-time") || text.contains("unix timestamp")
}

/// How many items of a list begin with code: `` - `sale` — sale ``. A list that has `null` and a
/// word for a type says what may come, not which values. Nor are parts of a format values
/// (`<LINE_ID>`), or templates (`# km`).
fn listed(words: &str) -> usize {
    let items = |code: &str| {
        words
            .lines()
            .any(|line| line.trim_start().starts_with(&format!("`{code}`")))
    };
    let are_types = items("null")
        && ["string", "array", "object", "integer"]
            .map(items)
            .contains(&true);
    // "Supported formats": the values are those of another field.
    let is_format = words
        .lines()
        .any(|line| line.trim_end().ends_with(':') && lower(line).contains(" formats "));
    // "Typical values" are some of those that there are.
    let are_some = lower(words).contains("typical values:");
    let introduced = lower(words).contains("value") && !are_types && !is_format && !are_some;
    let lines = words.lines().filter(|line| {
        let Some(rest) = line.trim_start().strip_prefix('`') else {
            return false;
        };
        rest.split_once('`').is_some_and(|(code, rest)| {
            let rest = rest.trim_start();
            let is_explained = rest.is_empty() || rest.starts_with(['—', '–', '-', ':', ',', ';']);
            is_explained && !code.contains(['<', '#'])
        })
    });
    if introduced { lines.count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_read_as_it_is_written() {
        assert!(says_false("The price or `false`"));
        assert!(!says_false("Pass `false` to hide it"));
        assert!(says_null("May be `null`"));
        assert!(says_default("Default is `Y`") && says_default("By default, `10`."));
        assert!(!says_default("By default `10` if nothing is found"));
        assert!(!says_default("By default the current user"));
        assert!(!says_default("For the first `MAIN` is `Y` by default"));
        assert!(!says_default(
            "Prefixes:\n`=` — equal (used by default)\n`!=` — not equal"
        ));
        assert!(!says_default("By default `(i + 1) * 10`"));
        assert!(!says_default("Default value flag (`Y`/`N`)"));
        assert!(!says_default("Mode:\n`DEFAULT` — sends the text"));
        assert!(!says_default(
            "By default — the highest `SORT` among the others plus 10"
        ));
        assert!(!says_list("List of file extensions"));
        assert!(says_list("List of identifiers") && !says_list("Item of a list of things"));
        assert!(says_time("Unix timestamp of the call"));
        assert_eq!(listed("Possible values:\n`a` — one\n`b` — two"), 2);
        assert_eq!(listed("Fields:\n`a` — one\n`b` — two"), 0);
        assert_eq!(listed("Typical values:\n`a` — one\n`b` — two"), 0);
        assert_eq!(
            listed("The value is `<a>.<b>`:\n`<a>` — one\n`<b>` — two"),
            0
        );
        assert_eq!(
            listed("The value is put in:\n`# km` — 1 km\n`# m` — 1 m"),
            0
        );
        assert_eq!(
            listed("Formats by the value of `kind`. Known formats are:\n`a` — one\n`b` — two"),
            0
        );
        assert_eq!(
            listed("Possible values:\n`string` — set\n`null` — not set"),
            0
        );
    }
}
