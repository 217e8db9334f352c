//! The rules on the schema have no finding in the imported files.

use super::{Code, Finding, Gate, Imported};
use crate::rule::{self, Joined};
use bitrix24_codegen::diagnostic::Problems;

/// Reports what the rules on the YAML alone, and those on the YAML and its pages, find in the
/// import.
#[must_use]
pub fn check(imported: &Imported<'_>) -> Vec<Finding> {
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
    findings.extend(rule::pages(&joined).into_iter().map(|found| Finding {
        code: Code::new(Gate::Rules, found.rule.name),
        subject: found.subject,
        fact: found.path,
        page: found.page,
        line: found.page_line,
        wrong: found.text,
        right: "a fact that says the same as the page".to_owned(),
    }));
    findings
}
