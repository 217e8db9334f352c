//! Rows of answers that the example lacks.

use super::{Rule, Severity};
use crate::extract::draft::ExampleKind;
use crate::lint::Found;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;
use crate::lint::tree::{Tree, join};
use bitrix24_codegen::pattern::is_pattern;

pub(super) const RULE: Rule = Rule {
    name: "missing-answer",
    severity: Severity::Note,
    finds: "A row of the answer's table is not in the example, and nothing in it says that it may be absent.",
    example: "crm/deal-get.md:97: missing-answer: the table has \"item.price\", the example does not (line 81)",
    check,
};

/// Words of rows that say when a key is present.
const CONDITIONS: &[&str] = &[
    "if ",
    "when ",
    "only ",
    "may ",
    "optional",
    "depend",
    "absent",
    "missing",
    "not returned",
    "in case",
    "select",
    "deprecated",
    "custom",
    "for example",
    "can be",
    "unless",
    "available",
    "for ",
    "error",
    "request",
    "found",
];

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(draft) = subject.method() else {
        return;
    };
    let Some(result) = &draft.result else {
        return;
    };
    // What a caller selects is what an answer has.
    let selects = subject.documents("select") || subject.documents("SELECT");
    let answers: Vec<&Located> = subject.shown(ExampleKind::Response).collect();
    let [answer] = answers[..] else {
        return;
    };
    let Some(value) = answer.get("result").filter(|_| !selects) else {
        return;
    };
    let tree = Tree::whole(result, value);
    for object in &tree.objects {
        let first = tree
            .objects
            .iter()
            .find(|other| other.path == object.path)
            .is_some_and(|other| std::ptr::eq(other.node, object.node));
        // An example that shows a small part is meant to.
        let described = object.fields.iter().filter(|field| !field.shown).count();
        let there = object
            .fields
            .iter()
            .filter(|field| object.node.get(&field.name).is_some())
            .count();
        if !first || there < 2 || there * 2 < described {
            continue;
        }
        for field in object.fields {
            let anywhere = tree
                .objects
                .iter()
                .filter(|other| other.path == object.path)
                .any(|other| other.node.get(&field.name).is_some());
            if anywhere
                || field.shown
                || field.type_.text.is_empty()
                || field.line == 0
                || is_pattern(&field.name)
                || field.name.contains('<')
                || has_key(&answer.value, &field.name)
                || !subject.states(field)
                || is_conditional(&subject.row(field.line))
            {
                continue;
            }
            found.against(
                field.line,
                object.node.line,
                format!(
                    "the table has \"{}\", the example does not",
                    join(&object.path, &field.name)
                ),
            );
        }
    }
}

/// Whether a row says when it is there.
fn is_conditional(row: &str) -> bool {
    CONDITIONS.iter().any(|word| row.contains(word))
}

/// Whether a value contains a key at any depth: the table may not say where.
fn has_key(value: &Value, name: &str) -> bool {
    match value {
        Value::List(items) => items.iter().any(|item| has_key(&item.value, name)),
        Value::Map(entries) => entries
            .iter()
            .any(|(key, inner)| key.eq_ignore_ascii_case(name) || has_key(&inner.value, name)),
        _ => false,
    }
}
