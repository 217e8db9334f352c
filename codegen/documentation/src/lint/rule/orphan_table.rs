//! Tables of fields without a parent.

use super::{Rule, Severity, child_heading};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "orphan-table",
    severity: Severity::Warning,
    finds: "A table of fields stands below the parameters or the answer, its heading names a field that no table has, and no link leads to it.",
    example: "crm/deal-get.md:97: orphan-table: the table under \"Parameter rows\" names a field that is in no table",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(draft) = subject.method() else {
        return;
    };
    for table in &draft.unread {
        let section = subject
            .sections
            .iter()
            .rev()
            .find(|section| section.line <= table.line);
        // A tab holds a variant, and a second table under one heading goes on with the first.
        let Some(section) = section.filter(|section| section.line == table.line && !section.is_tab)
        else {
            continue;
        };
        // Only a table that claims to describe a field can be misplaced.
        if child_heading::named(&section.title).is_none() {
            continue;
        }
        let linked = section.anchor.as_ref().is_some_and(|anchor| {
            subject.links.iter().any(|link| {
                subject.page.resolve(&link.address).is_some_and(|target| {
                    target.path == subject.page.path && target.anchor.as_ref() == Some(anchor)
                })
            })
        });
        if !linked {
            found.at(
                table.line,
                format!(
                    "\"{}\" names a field that is in no table above it",
                    section.title
                ),
            );
        }
    }
}
