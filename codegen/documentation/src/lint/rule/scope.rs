//! Scopes that are missing or that the page of scopes does not list.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const MISSING: Rule = Rule {
    name: "missing-scope",
    severity: Severity::Warning,
    finds: "A page of a method or an event names no scope.",
    example: "crm/deal-get.md:1: missing-scope: no scope is named at the top of the page",
    check: missing,
};

pub(super) const UNKNOWN: Rule = Rule {
    name: "unknown-scope",
    severity: Severity::Warning,
    finds: "A page names a scope that the page of scopes does not list.",
    example: "crm/deal-get.md:5: unknown-scope: \"crmm\" is not on the page of scopes",
    check: unknown,
};

fn missing(subject: &Subject<'_>, found: &mut Found) {
    // A page with several events describes formats; what is not reference names methods in passing.
    if let [draft] = subject.drafts[..]
        && subject.page.path.starts_with("api-reference/")
        && draft.scope.is_empty()
    {
        found.at(draft.line, "no scope is named at the top of the page");
    }
}

fn unknown(subject: &Subject<'_>, found: &mut Found) {
    let scopes = &subject.documentation.scopes;
    let Some(draft) = subject.drafts.first().filter(|_| !scopes.is_empty()) else {
        return;
    };
    for scope in &draft.scope {
        // Every webhook and every application has this one.
        if scope == "basic" || scopes.contains(scope) {
            continue;
        }
        // Reading the line, its letters became small ones; a name in camel case is that of a
        // parameter.
        let line = (1..)
            .zip(subject.page.text.lines())
            .find(|(_, line)| line.contains("cope") && line.contains(scope.as_str()));
        let Some((line, _)) = line else { continue };
        found.at(line, format!("\"{scope}\" is not on the page of scopes"));
    }
}
