//! Objects with duplicate keys.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-key",
    severity: Severity::Error,
    finds: "An object of an example in JSON has one key twice.",
    example: "crm/deal-get.md:82: duplicate-key: \"TITLE\" is in the object already (line 79)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    for code in &subject.codes {
        if let Some(Ok(json)) = &code.json {
            look(json, found);
        }
    }
    for json in subject.sent() {
        look(json, found);
    }
}

fn look(node: &Located, found: &mut Found) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| look(item, found)),
        Value::Map(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                if let Some((_, first)) = entries[..index].iter().find(|(known, _)| known == key) {
                    found.against(
                        value.line,
                        first.line,
                        format!("\"{key}\" is in the object already"),
                    );
                }
                look(value, found);
            }
        }
        _ => {}
    }
}
