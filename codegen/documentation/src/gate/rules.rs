//! The rules on the schema have no finding in the imported files.
//!
//! A rule reads sentences, so it may take a sound page for a faulty one, and it finds what a page
//! leaves out. A line of the allow-list says so, with the reason.

use super::ledger::{self, Ledger};
use super::{Code, Finding, Gate, Imported};
use crate::rule::{self, Joined};
use bitrix24_codegen::diagnostic::Problems;

/// Path of the allow-list in messages.
pub const ALLOWED: &str = "gates/rules-allow.txt";

/// Number of parts of a key of the allow-list: the rule, the method or event, and the field or
/// code.
pub const PARTS: usize = 3;

/// Reports what the rules on the YAML alone, and those on the YAML and its pages, find in the
/// import, and lines of the allow-list that no longer apply.
#[must_use]
pub fn check(imported: &Imported<'_>, allowed: &Ledger) -> Vec<Finding> {
    let (loaded, sources) = imported.schema.stated();
    let mut problems = Problems::default();
    rule::files(loaded, &mut problems);
    let mut findings: Vec<Finding> = problems
        .iter()
        .map(|problem| {
            let (text, name) = problem
                .title
                .trim_end_matches(')')
                .rsplit_once(" (")
                .unwrap_or((&problem.title, "rule"));
            let file = sources.name(problem.span.file);
            Finding {
                code: Code::new(Gate::Rules, name),
                subject: file.trim_end_matches(".yaml").replace('/', "."),
                fact: text.to_owned(),
                page: file.to_owned(),
                line: u32::try_from(sources.location(problem.span).line).unwrap_or(u32::MAX),
                wrong: text.to_owned(),
                right: problem.help.first().cloned().unwrap_or_default(),
            }
        })
        .collect();
    let joined = Joined::of(
        &imported.facts,
        (loaded, sources),
        &imported.documented.facts,
        &imported.documentation,
        imported.folder,
    );
    let found = rule::pages(&joined).into_iter().filter(|found| {
        let key = ledger::key(&[found.rule.name, &found.subject, &found.path]);
        !allowed.allows(&key)
    });
    findings.extend(found.map(|found| Finding {
        code: Code::new(Gate::Rules, found.rule.name),
        subject: found.subject,
        fact: found.path,
        page: found.page,
        line: found.page_line,
        wrong: found.text,
        right: "a fact that says the same as the page".to_owned(),
    }));
    findings.extend(super::stale(
        Gate::Rules,
        (ALLOWED, allowed),
        1,
        "no rule finds this any more",
    ));
    findings
}
