//! Duplicate anchors of a page.

use std::collections::BTreeMap;

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;
use crate::page::BlockKind;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-anchor",
    severity: Severity::Error,
    finds: "Two headings of a page have the same written anchor, so that links lead to the first only.",
    example: "crm/deal-get.md:120: duplicate-anchor: \"#fields\" is the anchor of another heading already (line 97)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for block in subject.page.descendants() {
        if let BlockKind::Heading {
            anchor: Some(anchor),
            ..
        } = &block.kind
        {
            if let Some(first) = known.get(anchor.as_str()) {
                found.against(
                    block.line,
                    *first,
                    format!("\"#{anchor}\" is the anchor of another heading already"),
                );
            } else {
                known.insert(anchor, block.line);
            }
        }
    }
}
