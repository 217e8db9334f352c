//! Examples that leave something out.

use super::{Rule, Severity, invalid_json};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "elided-json",
    severity: Severity::Note,
    finds: "An example is no JSON since an ellipsis or a comment stands in it.",
    example: "crm/deal-get.md:75: elided-json: column 9: a comment",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    for broken in invalid_json::all(subject) {
        if broken.elided {
            found.at(
                broken.line,
                format!("column {}: {}", broken.column, broken.what),
            );
        }
    }
}
