//! HTTP statuses that contradict each other.

use super::{Rule, Severity, error_example_code};
use crate::extract::draft::ExampleKind;
use crate::lint::Found;
use crate::lint::subject::Subject;
use crate::page::BlockKind;

pub(super) const RULE: Rule = Rule {
    name: "wrong-status",
    severity: Severity::Error,
    finds: "The HTTP status before an example is another than the table gives for the example's error, or one of the other outcome.",
    example: "crm/deal-get.md:118: wrong-status: the text before the example says 400, the table 404 for \"NOT_FOUND\" (line 131)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(draft) = subject.method() else {
        return;
    };
    let statuses = statuses(subject);
    let before = |line: u32| {
        statuses
            .iter()
            .rev()
            .find(|(at, _)| *at < line && line - *at <= 4)
    };
    for example in &draft.examples {
        let failed = match example.kind {
            ExampleKind::Response => false,
            ExampleKind::Error => true,
            _ => continue,
        };
        let Some((line, status)) = before(example.line) else {
            continue;
        };
        if !failed && *status >= 400 {
            found.against(
                *line,
                example.line,
                format!("the text says {status} before an example with a result"),
            );
        }
    }
    for json in subject.shown(ExampleKind::Error) {
        let Some((code, at)) = error_example_code::code(json) else {
            continue;
        };
        let Some((line, status)) = before(json.line) else {
            continue;
        };
        let rows: Vec<_> = draft
            .errors
            .iter()
            .filter(|error| error.code == code && !code.is_empty())
            .collect();
        let agrees = rows
            .iter()
            .any(|error| error.status.is_none_or(|known| known == *status));
        if let Some(row) = rows.first().filter(|_| !agrees) {
            let known = row.status.unwrap_or_default();
            let _ = at;
            found.against(
                *line,
                row.line,
                format!(
                    "the text before the example says {status}, the table {known} for \"{code}\""
                ),
            );
        }
    }
}

/// The statuses that sentences name, with their lines.
fn statuses(subject: &Subject<'_>) -> Vec<(u32, u16)> {
    let mut found = Vec::new();
    for block in subject.page.descendants() {
        let BlockKind::Paragraph(text) = &block.kind else {
            continue;
        };
        for (number, line) in (block.line..).zip(text.plain().lines()) {
            let lower = line.to_lowercase();
            let Some(rest) = lower
                .trim_start()
                .strip_prefix("http status")
                .or_else(|| lower.trim_start().strip_prefix("http-status"))
            else {
                continue;
            };
            let numbers: Vec<u16> = rest
                .split(|character: char| !character.is_ascii_alphanumeric())
                .filter_map(|word| word.parse().ok())
                .filter(|status| (100..600).contains(status))
                .collect();
            if let [status] = numbers[..] {
                found.push((number, status));
            }
        }
    }
    found
}
