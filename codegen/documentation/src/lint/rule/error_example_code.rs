//! Examples of errors that the table of errors lacks.

use super::{Rule, Severity};
use bitrix24_codegen::pattern;

use crate::extract::draft::ExampleKind;
use crate::lint::Found;
use crate::lint::located::{Located, Value};
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "error-example-code",
    severity: Severity::Warning,
    finds: "The code in the example of an error is in no table of errors, neither the page's nor that of system errors.",
    example: "crm/deal-get.md:120: error-example-code: the example has the code \"NOT_FOUND\", the table of errors does not (line 131)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(draft) = subject.method() else {
        return;
    };
    let errors = draft.errors.iter().filter(|error| !error.shown);
    let Some(first) = errors.clone().next() else {
        return;
    };
    for json in subject.shown(ExampleKind::Error) {
        let Some((code, line)) = code(json) else {
            continue;
        };
        let listed = errors
            .clone()
            .any(|error| pattern::fits_code(&error.code, &code))
            || subject
                .documentation
                .read
                .system_codes
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&code))
            || !code.is_empty() && subject.says(&code);
        if !listed {
            found.against(
                line,
                first.line,
                format!("the example has the code \"{code}\", no table of errors has"),
            );
        }
    }
}

/// The code of an example and its line.
pub(super) fn code(json: &Located) -> Option<(String, u32)> {
    let error = json.get("error")?;
    let error = error.get("code").unwrap_or(error);
    match &error.value {
        Value::Text(text) | Value::Number(text) => Some((text.clone(), error.line)),
        _ => None,
    }
}
