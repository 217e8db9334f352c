//! Missing values in sentences: `null`, or `false` where the documented type is not boolean.

use super::draft::{Scalar, Shape};
use super::prose::{Code, Line, codes, sentences};

/// What a description says of missing values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Absent {
    /// `null` may come, or may be sent.
    pub null: bool,
    /// `false` may come instead of a value.
    pub no: bool,
}

/// Endings of the words before `null` or `false` that say that it is a value of the field.
const BEFORE: &[&str] = &[
    "can be",
    "may be",
    "be either",
    "or",
    "returns",
    "return",
    "returned",
    "contains",
    "otherwise",
    "otherwise,",
    "will be",
    "then",
    "comes as",
    "come as",
    "value of",
    "on error =",
    "not set,",
    "not specified,",
];

/// Beginnings of the words after it.
const AFTER: &[&str] = &["is returned", "will be returned"];

/// What the lines of a description say of missing values of the field `name`.
#[must_use]
pub fn absent(lines: &[Line], name: &str) -> Absent {
    let mut absent = Absent::default();
    // Few descriptions have one of the words.
    let may_tell = |line: &Line| line.text.contains("null") || line.text.contains("false");
    if !lines.iter().any(may_tell) {
        return absent;
    }
    let speaks_of_true = lines
        .iter()
        .flat_map(|line| codes(&line.text))
        .any(|code| code.text.contains("true"));
    for line in lines.iter().filter(|line| may_tell(line)) {
        let mut before = false;
        for sentence in sentences(&line.text) {
            let codes = codes(sentence);
            for (index, code) in codes.iter().enumerate() {
                let own = index == 0 || codes[index - 1].text == name;
                match code.text {
                    "null" => {
                        absent.null |= is_value(sentence, code, own, name)
                            || is_null(sentence, code, own, name);
                    }
                    "false" if !speaks_of_true => absent.no |= is_value(sentence, code, own, name),
                    _ => {}
                }
                // The item of a list: `null` — not set.
                let is_item = !before && index == 0 && code.before.trim().is_empty();
                let is_explained = code.after.trim_start().starts_with(['—', '–', '-', ':']);
                if is_item && is_explained {
                    absent.null |= code.text == "null";
                    absent.no |= code.text == "false" && !speaks_of_true;
                }
            }
            before = true;
        }
    }
    absent
}

/// Whether a sentence says that the piece of code is a value of the field.
fn is_value(sentence: &str, code: &Code<'_>, own: bool, name: &str) -> bool {
    let before = code.before.to_lowercase();
    let before = before.trim_end();
    let after = code.after.trim_start().to_lowercase();
    if before.ends_with("default") || before.ends_with("not equal to") {
        return false;
    }
    let ends = |word: &&&str| {
        before
            .strip_suffix(**word)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '(', ',', '`']))
    };
    let begins = AFTER.iter().any(|word| after.starts_with(word));
    let conditional = before.ends_with(',') && after.starts_with("if ");
    // A subject in code before "may be" is another field.
    let subject_is_another = !own
        && matches!(
            before.trim(),
            "is" | "can be"
                | "may be"
                | "will be"
                | "returns"
                | "will return"
                | "may return"
                | "contains"
        );
    (BEFORE.iter().any(|word| ends(&word)) || begins || conditional)
        && !subject_is_another
        && !is_about_another(sentence, name)
}

/// Whether a sentence begins with a condition on another field, or says in which case the whole
/// method answers so.
fn is_about_another(sentence: &str, name: &str) -> bool {
    let sentence = sentence.trim_start();
    let condition = sentence
        .strip_prefix("If `")
        .is_some_and(|rest| !rest.starts_with(&format!("{name}`")));
    let lower = sentence.to_lowercase();
    condition || name != "result" && lower.contains("method") && lower.contains("return")
}

/// Words that only stand before `null`.
fn is_null(sentence: &str, code: &Code<'_>, own: bool, name: &str) -> bool {
    let lower = sentence.trim_start().to_lowercase();
    let before = code.before.to_lowercase();
    let before = before.trim_end();
    let after = code.after.trim_start().to_lowercase();
    let is_default = {
        let words = before.trim_end_matches(" is");
        words
            .trim_end_matches([' ', '—', '-', '–', ':'])
            .ends_with("default")
    };
    if is_about_another(sentence, name) {
        return false;
    }
    if is_default || before.ends_with("not") || before.ends_with("not equal to") {
        return false;
    }
    let is = own
        && ["be", "is", "—", "value", "pass", "passing"]
            .iter()
            .any(|word| {
                before
                    .strip_suffix(word)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
            });
    // "If the parameter is equal to `null`", "(if `null`, nothing is sent)".
    let equal = before.ends_with("is equal to")
        && (lower.starts_with("if the parameter") || lower.starts_with("if the value"));
    let condition = (before.ends_with("(if") || before == "if")
        && (after.starts_with([',', ')']) || after.starts_with("is passed"));
    // "`null`, `day` or `month`".
    let listed = (before.is_empty() || before.ends_with([',', ':', '(']) || before.ends_with("or"))
        && (after.starts_with(',') && code.after.trim_end().ends_with(',') || after == "or");
    is || equal || condition || listed
}

/// A type that may also be `false`.
#[must_use]
pub fn or_false(shape: Shape) -> Shape {
    let no = Shape::Scalar(Scalar::Boolean);
    match shape {
        Shape::Scalar(Scalar::Boolean | Scalar::Flag | Scalar::Any) | Shape::Unknown => shape,
        Shape::Union(mut shapes) => {
            if !shapes.contains(&no) {
                shapes.push(no);
            }
            Shape::Union(shapes)
        }
        shape => Shape::Union(vec![shape, no]),
    }
}

/// A type without the `false` that stands for no value, and whether it is anything else.
#[must_use]
pub fn without_false(shape: Shape) -> (Shape, bool) {
    let no = Shape::Scalar(Scalar::Boolean);
    match shape {
        Shape::Scalar(Scalar::Boolean | Scalar::Flag | Scalar::Any) | Shape::Unknown => {
            (shape, false)
        }
        Shape::Union(mut shapes) => {
            shapes.retain(|shape| *shape != no);
            match <[Shape; 1]>::try_from(shapes) {
                Ok([only]) => (only, true),
                Err(shapes) => (Shape::Union(shapes), true),
            }
        }
        shape => (shape, true),
    }
}

#[cfg(test)]
mod tests {
    use super::{Absent, Line, absent};

    fn of(text: &str) -> Absent {
        let lines: Vec<Line> = text
            .split('\n')
            .map(|text| Line {
                line: 1,
                depth: 0,
                text: text.to_owned(),
            })
            .collect();
        absent(&lines, "own")
    }

    #[test]
    fn false_may_come_instead_of_a_value() {
        for text in [
            "Day of the sale or `false`",
            "Day of the sale, `false` if nothing was sold",
            "Day of the sale. If not set, `false`",
            "Day of the sale. Can be `false`",
            "The order. Returns `false`: if it was sold",
            "The order. If there is none, `false` is returned",
            "Kind of the sale:\n`A` — auction\n`false` — nothing was sold",
        ] {
            assert!(of(text).no, "{text}");
            assert!(!of(text).null, "{text}");
        }
    }

    #[test]
    fn false_of_something_else_is_no_value() {
        for text in [
            "Whether it is sold: `true` or `false`",
            "Text of the error, sent when `sold = false`",
            "Only for shops whose `open` is `false`",
            "Code of the shop. If it is not passed, the method returns `false`",
            "Code of the shop. Where `other` may be `false`",
            "Day of the sale. Default value — `false`",
        ] {
            assert!(!of(text).no, "{text}");
        }
    }

    #[test]
    fn null_may_come() {
        for text in [
            "Code of the seller. May return `null` if there is none",
            "Next page. If there is none, `null` is returned",
            "The order. On error it will return `null`",
            "The order, on error = `null`",
            "Most orders (if `null`, there is no limit)",
            "Price. Pass `null` to forget it",
            "Period: `null`, `day`, or `month`",
            "Number of the seller. If the parameter is omitted or is equal to `null`, all are searched",
            "The buyer:\n`X` — somebody\n`null` — nobody",
            "Price. Has a value of `null` where there is none",
        ] {
            assert!(of(text).null, "{text}");
        }
    }

    #[test]
    fn null_of_something_else_is_no_value() {
        for text in [
            "Price. Default — `null`",
            "Default is `null`, meaning no price",
            "Only where `seller` is not equal to `null`",
            "If `next` is `null`, this was the last page",
            "A wrong price is normalized to `null`",
        ] {
            assert!(!of(text).null, "{text}");
        }
    }
}
