//! Values of another type than the documented one.

use super::{Rule, Severity};
use crate::extract::draft::{ExampleKind, Shape};
use crate::lint::Found;
use crate::lint::fit::fits;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;
use crate::lint::tree::{Pair, Tree, stated};

pub(super) const RULE: Rule = Rule {
    name: "example-type",
    severity: Severity::Error,
    finds: "A value of an example cannot be one of the type that the table gives.",
    example: "crm/deal-get.md:81: example-type: \"ID\" is an object in the example, the table says `integer` (line 97)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    each(subject, &mut |pair| {
        let type_ = stated(pair.field);
        if type_.shape == Shape::Unknown || fits(&type_.shape, pair.node) || describes(pair.node) {
            return;
        }
        // A sentence of the row may allow more than its type.
        let row = subject.row(pair.field.line);
        let words: &[&str] = match (&pair.node.value, &type_.shape) {
            (Value::List(_), Shape::Scalar(_)) => &["array", "list of", "several", "multiple"],
            (Value::Map(_), Shape::Scalar(_)) => &["object"],
            (Value::List(_), _) => &["or an array", "or array", "array or"],
            (Value::Text(_), _) => &["string", "`n`", "json"],
            _ => &[],
        };
        if !words.iter().any(|word| row.contains(word)) && subject.states(pair.field) {
            let name = if pair.path.is_empty() {
                "result"
            } else {
                &pair.path
            };
            found.against(
                pair.node.line,
                pair.field.line,
                format!(
                    "\"{name}\" is {} in the example, the table says `{}`",
                    pair.node.show(),
                    type_.text
                ),
            );
        }
    });
}

/// Whether a value describes a field: methods that list fields return the type of each, like their
/// tables.
fn describes(node: &Located) -> bool {
    node.entries()
        .iter()
        .any(|(key, _)| key.eq_ignore_ascii_case("type") || key.eq_ignore_ascii_case("isRequired"))
}

/// Calls `see` with every documented field that has a value in an example of a request or an
/// answer.
pub(super) fn each(subject: &Subject<'_>, see: &mut dyn FnMut(&Pair<'_>)) {
    let Some(draft) = subject.method() else {
        return;
    };
    if !draft.positional {
        for json in subject.sent() {
            Tree::of(&draft.params, json)
                .pairs
                .iter()
                .for_each(&mut *see);
        }
    }
    if let Some(result) = &draft.result {
        for json in subject.shown(ExampleKind::Response) {
            let value: Option<&Located> = json.get("result");
            if let Some(value) = value {
                Tree::whole(result, value).pairs.iter().for_each(&mut *see);
            }
        }
    }
}
