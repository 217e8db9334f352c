//! Keys of answers that no table has.

use super::{Rule, Severity};
use crate::extract::draft::{ExampleKind, Shape};
use crate::lint::Found;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;
use crate::lint::tree::{Tree, in_tables, join};
use bitrix24_codegen::pattern::is_pattern;

pub(super) const RULE: Rule = Rule {
    name: "undocumented-key",
    severity: Severity::Warning,
    finds: "The example of an answer has a key that nothing on the page names, in an object that has a table.",
    example: "crm/deal-get.md:81: undocumented-key: the example answers \"item.price\", no table has it (line 97)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(result) = subject.method().and_then(|draft| draft.result.as_ref()) else {
        return;
    };
    for json in subject.shown(ExampleKind::Response) {
        let Some(value) = json.get("result") else {
            continue;
        };
        for object in &Tree::whole(result, value).objects {
            let Some(first) = object.fields.iter().find(|field| !field.shown) else {
                continue;
            };
            // Rows may stand for names that nobody knows, and a type may be described on a page of
            // its own.
            let is_open = object
                .fields
                .iter()
                .any(|field| field.name.contains(['<', '{']) || field.name == "FIELD")
                || object.field.is_some_and(|field| {
                    let target = field.target.as_ref();
                    target.is_some_and(|target| target.page != subject.page.path)
                        && matches!(field.type_.shape.item(), Shape::Named(_))
                });
            if is_open || !in_tables(object.fields) {
                continue;
            }
            for (key, node) in object.node.entries() {
                let known = object.fields.iter().any(|field| {
                    !field.shown
                        && (field.name.eq_ignore_ascii_case(key)
                            || is_pattern(&field.name)
                                && bitrix24_codegen::pattern::fits(&field.name, key))
                });
                let free = key.bytes().all(|byte| byte.is_ascii_digit())
                    || key.starts_with("UF_")
                    || subject.mentions_family(key)
                    || subject.sent().any(|sent| has(sent, key));
                if !known && !free && !subject.mentions(key) {
                    found.against(
                        node.line,
                        first.line,
                        format!(
                            "the example answers \"{}\", no table has it",
                            join(&object.path, key)
                        ),
                    );
                }
            }
        }
    }
}

/// Whether a request has a key: what a caller sends may come back.
fn has(node: &Located, key: &str) -> bool {
    match &node.value {
        Value::List(items) => items.iter().any(|item| has(item, key)),
        Value::Map(entries) => entries
            .iter()
            .any(|(known, inner)| known == key || has(inner, key)),
        _ => false,
    }
}
