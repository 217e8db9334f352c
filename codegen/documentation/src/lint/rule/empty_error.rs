//! Errors with neither a code nor a message.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "empty-error",
    severity: Severity::Warning,
    finds: "A row of a table of errors has neither a code nor a message.",
    example: "crm/deal-get.md:131: empty-error: the row has neither a code nor a message",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(draft) = subject.method() else {
        return;
    };
    for error in &draft.errors {
        if error.code.is_empty() && error.message.is_none() {
            found.at(error.line, "the row has neither a code nor a message");
        }
    }
}
