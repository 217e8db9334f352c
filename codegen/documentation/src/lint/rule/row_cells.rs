//! Rows with more or fewer cells than their table.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;
use crate::page::BlockKind;

pub(super) const RULE: Rule = Rule {
    name: "row-cells",
    severity: Severity::Warning,
    finds: "A row of a table has more or fewer cells than the first one.",
    example: "crm/deal-get.md:97: row-cells: the row has 1 cell, the first has 2 (line 90)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    for block in subject.page.descendants() {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        let Some((first, rest)) = table.rows.split_first() else {
            continue;
        };
        for row in rest {
            let (own, wanted) = (row.cells.len(), first.cells.len());
            if own != wanted {
                let word = if own == 1 { "cell" } else { "cells" };
                found.against(
                    row.line,
                    first.line,
                    format!("the row has {own} {word}, the first has {wanted}"),
                );
            }
        }
    }
}
