//! Values that are not among the documented ones.

use super::{Rule, Severity, example_type};
use crate::extract::draft::{Field, Shape};
use crate::extract::type_text;
use crate::lint::Found;
use crate::lint::called;
use crate::lint::fit::fits;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;
use crate::lint::tree::stated;

pub(super) const RULE: Rule = Rule {
    name: "example-value",
    severity: Severity::Error,
    finds: "A value of an example is not among those that the table lists.",
    example: "crm/field-add.md:44: example-value: \"type\" is \"text\" in the example, the table lists \"string\", \"integer\" (line 30)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    example_type::each(subject, &mut |pair| {
        let values = values(pair.field);
        if values.len() < 2 || !fits(&stated(pair.field).shape, pair.node) {
            return;
        }
        // A list that is open may still spell a value otherwise.
        let is_wrong = |value: &str| {
            let respelt = value.len() > 3 && values.iter().any(|known| called::same(known, value));
            !values.iter().any(|known| known.eq_ignore_ascii_case(value))
                && (respelt || is_closed(subject, pair.field, &values))
                && subject.states(pair.field)
        };
        scalars(pair.node, &mut |value, node| {
            if is_wrong(value) {
                found.against(
                    node.line,
                    pair.field.line,
                    format!(
                        "\"{}\" is {} in the example, the table lists {}",
                        pair.path,
                        node.show(),
                        listing(&values)
                    ),
                );
            }
        });
    });
}

/// The values that a row lists, without quotes that stand for those of a language.
pub(super) fn values(field: &Field) -> Vec<String> {
    let bare = |value: &String| value.trim_matches(['\'', '"']).to_owned();
    field.values.iter().map(bare).collect()
}

/// Words by which a row says that its list is not all that there is.
const OPEN: &[&str] = &[
    "for example",
    "e.g.",
    "such as",
    "basic values",
    "etc.",
    "other values",
    "main values",
    "in addition",
    "from `",
    "range",
    "depends on",
    "common",
    "may be added",
    "identifier of",
    "and others",
];

/// Whether a row says that what it lists are values, and all of them.
pub(super) fn is_closed(subject: &Subject<'_>, field: &Field, values: &[String]) -> bool {
    let row = subject.row(field.line);
    let says = row.contains("values") || row.contains("one of");
    if values.len() < 2 || !says || OPEN.iter().any(|word| row.contains(word)) {
        return false;
    }
    // Values that a reader makes himself.
    let mut items = row.lines().filter_map(|line| line.strip_prefix("- "));
    let made = items.any(|item| {
        let code = item.split('`').nth(1).unwrap_or(item);
        code.contains("xx")
            || code.ends_with("_n")
            || code.contains(['<', '|', '#', '{', '*', ' ', ','])
    });
    // Names of other parameters, and types.
    let is_type = |value: &String| {
        value.starts_with(|character: char| character.is_ascii_alphabetic())
            && type_text::read(value).shape != Shape::Named(value.clone())
    };
    let mut others = values
        .iter()
        .filter(|value| subject.documents(value) || is_type(value));
    !made && others.next().is_none()
}

/// Values as a list for messages, not all when there are many.
pub(super) fn listing(values: &[String]) -> String {
    let quoted: Vec<String> = values
        .iter()
        .take(6)
        .map(|value| format!("\"{value}\""))
        .collect();
    let more = if values.len() > 6 { ", …" } else { "" };
    format!("{}{more}", quoted.join(", "))
}

/// Calls `see` with each text and number, but empty ones and those that a reader has to replace.
fn scalars(node: &Located, see: &mut dyn FnMut(&str, &Located)) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| scalars(item, see)),
        Value::Text(text) if !text.is_empty() && !text.contains(['{', '<', '*', '$']) => {
            see(text, node);
        }
        Value::Number(text) => see(text, node),
        _ => {}
    }
}
