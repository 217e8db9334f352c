//! Required parameters that no example sends.

use super::{Rule, Severity};
use crate::extract::draft::Field;
use crate::facts::Required;
use crate::lint::Found;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;
use crate::lint::tree::{is_condition, join};
use bitrix24_codegen::pattern::is_pattern;

pub(super) const RULE: Rule = Rule {
    name: "missing-required",
    severity: Severity::Error,
    finds: "A parameter is marked as required, and no example of a request has it.",
    example: "crm/deal-get.md:31: missing-required: \"id\" is required, the example of a request is without it (line 44)",
    check,
};

/// Words of rows that are required under a condition, whatever their mark says.
const ALTERNATIVES: &[&str] = &[
    "if ",
    "either",
    "instead",
    "one of",
    "at least",
    "when ",
    "only ",
    "not required",
    "optional",
    "alternative",
    "unless",
    "or `",
];

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(draft) = subject.method() else {
        return;
    };
    let readable = subject
        .requests
        .iter()
        .all(|request| !matches!(request.body, crate::lint::shell::Body::Other(_)));
    let sent: Vec<&Located> = subject.sent().collect();
    if sent.is_empty() || !readable || draft.positional {
        return;
    }
    look(subject, &draft.params, &sent, "", found);
}

fn look(subject: &Subject<'_>, fields: &[Field], sent: &[&Located], path: &str, found: &mut Found) {
    for field in fields {
        let values: Vec<&Located> = sent
            .iter()
            .filter_map(|node| {
                let named = |(key, _): &&(String, Located)| key.eq_ignore_ascii_case(&field.name);
                node.entries().iter().find(named).map(|(_, value)| value)
            })
            .collect();
        let path = join(path, &field.name);
        if values.is_empty() {
            if field.required.0 != Some(Required::Yes) || is_pattern(&field.name) {
                continue;
            }
            let quoted = format!("`{}`", field.name);
            let own = subject.row(field.line);
            let alternative = ALTERNATIVES.iter().any(|word| own.contains(word))
                || subject.page.text.lines().any(|line| {
                    line.contains(&quoted)
                        && ALTERNATIVES
                            .iter()
                            .chain(&[" or "])
                            .any(|word| line.contains(word))
                });
            // One row with two names: either of them.
            let named = fields.iter().filter(|other| other.line == field.line);
            if named.count() == 1
                && subject.states(field)
                && !alternative
                && !elsewhere(subject, &field.name)
            {
                found.against(
                    field.line,
                    sent[0].line,
                    format!("\"{path}\" is required, no example of a request has it"),
                );
            }
            continue;
        }
        if is_condition(&field.name) || field.fields.is_empty() {
            continue;
        }
        let mut inside = Vec::new();
        for value in values {
            objects(value, &mut inside);
        }
        // Only in a non-empty object: an empty one shows no keys.
        if !inside.is_empty() {
            look(subject, &field.fields, &inside, &path, found);
        }
    }
}

/// The objects in a value, through lists and lists as PHP writes them.
fn objects<'j>(node: &'j Located, found: &mut Vec<&'j Located>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| objects(item, found)),
        Value::Map(entries) if node.is_numbered() => {
            for (_, item) in entries {
                objects(item, found);
            }
        }
        Value::Map(entries) if !entries.is_empty() => found.push(node),
        _ => {}
    }
}

/// Whether an example in another language, or an address, has a name as a key.
fn elsewhere(subject: &Subject<'_>, name: &str) -> bool {
    subject.codes.iter().any(|code| {
        let fence = &code.fence;
        code.is_call
            && fence.text.match_indices(name).any(|(at, _)| {
                let before = fence.text[..at].chars().next_back();
                let after =
                    fence.text[at + name.len()..].trim_start_matches(['\'', '"', ']', ' ', '\t']);
                let apart = before.is_none_or(|character| {
                    !(character.is_alphanumeric() || matches!(character, '_' | '$' | '.'))
                });
                apart && after.starts_with([':', '=', ','])
            })
    })
}
