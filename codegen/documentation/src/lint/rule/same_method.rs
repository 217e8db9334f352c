//! Methods that two pages describe differently.

use super::{Rule, Severity};
use crate::extract::Draft;
use crate::extract::draft::Field;
use crate::lint::subject::Subject;
use crate::lint::{Found, PageLocation};

pub(super) const RULE: Rule = Rule {
    name: "same-method",
    severity: Severity::Error,
    finds: "Two pages describe one method with different parameters.",
    example: "crm/old-get.md:1: same-method: \"crm.deal.get\" has the parameter \"id\" here, another page does not (crm/deal-get.md:1)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let documentation = subject.documentation;
    for double in &documentation.doubles {
        if double.page != subject.page.path {
            continue;
        }
        let main = documentation.read.drafts.iter().find(|draft| {
            draft.kind == double.kind
                && draft.name == double.name
                && draft.version == double.version
        });
        if let Some(main) = main {
            compare(double, main, found);
        }
    }
}

fn compare(double: &Draft, main: &Draft, found: &mut Found) {
    if double.params.is_empty() || main.params.is_empty() {
        return;
    }
    let named =
        |fields: &[Field], name: &str| -> bool { fields.iter().any(|field| field.name == name) };
    for field in &double.params {
        let location = |line| PageLocation {
            page: main.page.clone(),
            line,
        };
        match main.params.iter().find(|known| known.name == field.name) {
            None => found.elsewhere(
                field.line,
                location(main.line),
                format!(
                    "\"{}\" has the parameter \"{}\" here, on another page it has not",
                    double.name, field.name
                ),
            ),
            Some(known) if known.required != field.required => found.elsewhere(
                field.line,
                location(known.line),
                format!(
                    "\"{}\" of \"{}\" is required on one page only",
                    field.name, double.name
                ),
            ),
            Some(_) => {}
        }
    }
    for field in &main.params {
        if !named(&double.params, &field.name) {
            found.elsewhere(
                double.line,
                PageLocation {
                    page: main.page.clone(),
                    line: field.line,
                },
                format!(
                    "\"{}\" lacks the parameter \"{}\" here, on another page it has it",
                    double.name, field.name
                ),
            );
        }
    }
}
