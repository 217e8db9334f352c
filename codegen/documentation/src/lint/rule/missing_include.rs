//! Includes of pages that do not exist.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;
use crate::page::BlockKind;

pub(super) const RULE: Rule = Rule {
    name: "missing-include",
    severity: Severity::Error,
    finds: "A page includes another one that is not there.",
    example: "crm/deal-get.md:60: missing-include: _includes/example.md is included, which is not there",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let documentation = subject.documentation;
    for block in subject.page.descendants() {
        if let BlockKind::Include { path, .. } = &block.kind
            && documentation.covers(path)
            && documentation.folder.get(path).is_none()
        {
            found.at(
                block.line,
                format!("{path}.md is included, which is not there"),
            );
        }
    }
}
