//! Addresses of the other version of the protocol.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;
use crate::page::{Block, BlockKind, Page};

pub(super) const RULE: Rule = Rule {
    name: "wrong-version",
    severity: Severity::Error,
    finds: "An address has `/rest/` on a page that says REST 3.0, or `/rest/api/` beside addresses without it.",
    example: "main/log-get.md:52: wrong-version: the address has no `/api/`, the page says that the method is one of REST 3.0 (line 12)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.method().is_none() {
        return;
    }
    let third = |wanted: bool| {
        subject
            .requests
            .iter()
            .filter(move |request| request.called.third == Some(wanted))
    };
    if let Some(line) = says_third(subject.page) {
        for request in third(false) {
            found.against(
                request.called.line,
                line,
                "the address has no `/api/`, the page says that the method is one of REST 3.0",
            );
        }
    } else if let Some(other) = third(false).next() {
        for request in third(true) {
            found.against(
                request.called.line,
                other.called.line,
                "the address is one of REST 3.0, another on the page is not",
            );
        }
    }
}

/// The line that says that the method belongs to REST 3.0.
fn says_third(page: &Page) -> Option<u32> {
    let says = |block: &Block| match &block.kind {
        BlockKind::Paragraph(text) => {
            let text = text.plain().to_lowercase();
            text.contains("method belongs to rest 3.0")
                || text.contains("method is part of rest 3.0")
        }
        BlockKind::Include { path, .. } => path.ends_with("error-info-v3"),
        _ => false,
    };
    page.descendants()
        .find(|block| says(block))
        .map(|block| block.line)
}
