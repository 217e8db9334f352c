//! Importing everything into an empty schema and comparing it with the pages finds no difference.

use super::{Code, Finding, Gate, Imported};
use crate::drift::Drift;

/// Reports every change that `drift` would report right after the import, and every file that could
/// not be written.
#[must_use]
pub fn check(imported: &Imported<'_>) -> Vec<Finding> {
    let placements = imported.schema.placements();
    let drift = Drift::unplanned(&imported.facts, &imported.documented)
        .with_placements(&placements, &imported.documented.placements);
    let mut findings: Vec<Finding> = imported
        .failures
        .iter()
        .map(|(file, reason)| Finding {
            code: Code::new(Gate::FixedPoint, "file"),
            subject: file.split(':').next().unwrap_or_default().to_owned(),
            fact: reason.clone(),
            page: file.clone(),
            line: 0,
            wrong: reason.clone(),
            right: "a file that `check` accepts".to_owned(),
        })
        .collect();
    findings.extend(drift.changes.iter().map(|change| {
        let at = change.at_after().or(change.at_before());
        let written = change.before_text().unwrap_or_else(|| "nothing".to_owned());
        let read = change.after_text().unwrap_or_else(|| "nothing".to_owned());
        Finding {
            code: Code::new(
                Gate::FixedPoint,
                format!("{}-{}", change.part(), change.word()),
            ),
            subject: change.subject().name.clone(),
            fact: change.path().to_owned(),
            page: at.map_or_else(String::new, |at| at.file.trim_end_matches(".md").to_owned()),
            line: at.map_or(0, |at| at.line),
            wrong: format!("`{}` is written as {written}", change.path()),
            right: format!("the page is read as {read}"),
        }
    }));
    findings
}
