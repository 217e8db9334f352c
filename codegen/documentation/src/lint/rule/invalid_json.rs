//! Examples that are not JSON.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::located::Broken;
use crate::lint::shell::Body;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "invalid-json",
    severity: Severity::Error,
    finds: "A block marked as JSON, or the data of a `curl` command, cannot be read as JSON.",
    example: "crm/deal-get.md:75: invalid-json: column 3: a comma before the closing bracket",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    for broken in all(subject) {
        if !broken.elided {
            found.at(
                broken.line,
                format!("column {}: {}", broken.column, broken.what),
            );
        }
    }
    for request in &subject.requests {
        match request.body {
            Body::Unquoted { line } => found.at(line, "the data of the command has no quotes"),
            Body::Open { line } => {
                found.at(
                    line,
                    "the quote before the data of the command is not closed",
                );
            }
            _ => {}
        }
    }
}

/// What is no JSON on a page.
pub(super) fn all(subject: &Subject<'_>) -> Vec<Broken> {
    let marked = subject
        .codes
        .iter()
        .filter(|code| code.fence.language == "json");
    let blocks = marked.filter_map(|code| match &code.json {
        Some(Err(broken)) => Some(broken.clone()),
        _ => None,
    });
    let requests = subject
        .requests
        .iter()
        .filter_map(|request| match &request.body {
            Body::Broken(broken) => Some(broken.clone()),
            _ => None,
        });
    blocks.chain(requests).collect()
}
