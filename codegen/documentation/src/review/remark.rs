//! What is open at a line of a page or of a file.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Record;
use crate::gate::{self, Gate};
use crate::rule;
use bitrix24_codegen::diagnostic::Diagnostic;
use bitrix24_codegen::model::Correction;

/// An open point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its source: `diff`, `settled`, `rule`, `gate`, `check`, `wrong`, `right`.
    pub label: &'static str,
    /// Its text.
    pub text: String,
}

/// A remark on a line, of one subject or of all that the line is shown for.
#[derive(Debug, Clone)]
struct On {
    line: u32,
    subject: Option<String>,
    gate: Option<Gate>,
    remark: Remark,
}

/// The open points, by page or file.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pages: BTreeMap<String, Vec<On>>,
    files: BTreeMap<String, Vec<On>>,
    /// The pages and lines of rows that are facts of another subject, or that no fact can come
    /// from.
    pub(super) left_out: BTreeSet<(String, u32)>,
}

impl Remarks {
    pub(super) fn rule(&mut self, found: &rule::Finding) {
        let on = On {
            line: found.page_line,
            subject: Some(found.subject.clone()),
            gate: None,
            remark: Remark {
                label: "rule",
                text: format!("{}: {}: {}", found.rule.name, found.path, found.text),
            },
        };
        // Facts without a page are only in the file.
        if found.page_line == 0 {
            let on = On {
                line: found.line,
                ..on
            };
            self.files.entry(found.file.clone()).or_default().push(on);
        } else {
            self.pages.entry(found.page.clone()).or_default().push(on);
        }
    }

    pub(super) fn gate(&mut self, gate: Gate, found: &gate::Finding) {
        self.pages.entry(found.page.clone()).or_default().push(On {
            line: found.line,
            subject: Some(found.subject.clone()),
            gate: Some(gate),
            remark: Remark {
                label: "gate",
                // The row itself is above.
                text: match gate {
                    Gate::Conservation if found.line > 0 => found.code.to_string(),
                    _ => format!("{}: {}; {}", found.code, found.wrong, found.right),
                },
            },
        });
    }

    pub(super) fn problem(&mut self, file: &str, line: u32, problem: &Diagnostic) {
        let mut text = problem.title.clone();
        if !problem.label.is_empty() {
            text = format!("{text}: {}", problem.label);
        }
        for help in &problem.help {
            text = format!("{text}; {help}");
        }
        self.file(file, line, "wrong", text);
    }

    pub(super) fn correction(&mut self, file: &str, line: u32, correction: &Correction) {
        let value = serde_json::to_string(&correction.value).unwrap_or_default();
        self.file(
            file,
            line,
            "right",
            format!("{}: {value} ({})", correction.at, correction.reason),
        );
    }

    fn file(&mut self, file: &str, line: u32, label: &'static str, text: String) {
        self.files.entry(file.to_owned()).or_default().push(On {
            line,
            subject: None,
            gate: None,
            remark: Remark { label, text },
        });
    }

    /// Those on a line of a file about a subject.
    pub(super) fn on_line(
        &self,
        file: &str,
        line: u32,
        subject: &str,
    ) -> impl Iterator<Item = &Remark> {
        let on = self.files.get(file).into_iter().flatten();
        let is_about = move |on: &&On| {
            let about = on.subject.as_deref();
            on.line == line && about.is_none_or(|about| about == subject)
        };
        on.filter(is_about).map(|on| &on.remark)
    }

    /// Those on a page about a subject. What the importer makes of the page matters where the
    /// schema has nothing yet: of what it has, only lost rows and the vendor's list say something.
    pub(super) fn on_page(
        &self,
        page: &str,
        subject: &str,
        is_lacking: bool,
    ) -> Vec<(u32, Option<Gate>, Remark)> {
        let on = self.pages.get(page).into_iter().flatten();
        let is_about = |about: &str| {
            about == page
                || about
                    .split(", ")
                    .any(|name| name.eq_ignore_ascii_case(subject))
        };
        on.filter(|on| on.subject.as_deref().is_none_or(is_about))
            .filter(|on| match on.gate {
                Some(Gate::FixedPoint | Gate::Examples | Gate::Rules) => is_lacking,
                Some(Gate::Conservation | Gate::Oracle) | None => true,
            })
            .map(|on| (on.line, on.gate, on.remark.clone()))
            .collect()
    }
}

/// The remark on a difference between the schema and the page.
pub(super) fn difference(record: &Record<'_>, is_settled: bool) -> Remark {
    let side = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
    let path = record.path();
    let named = if path.is_empty() {
        String::new()
    } else {
        format!(" {path}")
    };
    Remark {
        label: if is_settled { "settled" } else { "diff" },
        text: format!(
            "{}{named}, {}: the page says {}, the YAML {}",
            record.part(),
            record.word(),
            side(record.after_text()),
            side(record.before_text())
        ),
    }
}
