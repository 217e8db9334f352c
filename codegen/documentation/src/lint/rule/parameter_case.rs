//! Parameters of examples in another case than that of their table.

use super::{Rule, Severity, unknown_parameter};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "parameter-case",
    severity: Severity::Warning,
    finds: "An example of a request writes a parameter in another case than its table.",
    example: "crm/deal-add.md:58: parameter-case: the example sends \"FIELDS\", the table has \"fields\" (line 31)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    for strange in unknown_parameter::strange(subject) {
        if let Some(field) = strange.similar {
            found.against(
                strange.node.line,
                field.line,
                format!(
                    "the example sends \"{}\", the table has \"{}\"",
                    strange.path, field.name
                ),
            );
        }
    }
}
