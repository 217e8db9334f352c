//! Deprecations whose replacement is not documented.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "deprecated-replacement",
    severity: Severity::Warning,
    finds: "A page advises to use a method in place of its own, and no page describes that method.",
    example: "crm/deal-get.md:9: deprecated-replacement: \"crm.item.fetch\" is named as the replacement, no page describes it",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    for draft in &subject.drafts {
        let Some(deprecated) = &draft.deprecated else {
            continue;
        };
        let Some(replacement) = &deprecated.replacement else {
            continue;
        };
        let documentation = subject.documentation;
        let known = match replacement.strip_suffix('*') {
            Some(prefix) => documentation.describes_family(prefix),
            None => documentation.describes(replacement),
        };
        if !known {
            found.at(
                deprecated.line,
                format!("\"{replacement}\" is named as the replacement, no page describes it"),
            );
        }
    }
}
