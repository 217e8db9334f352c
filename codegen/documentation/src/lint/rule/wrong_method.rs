//! Examples that call other methods.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::called::{self, Called};
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "wrong-method",
    severity: Severity::Error,
    finds: "An example calls another method than the one of its page, and not that one.",
    example: "crm/deal-get.md:40: wrong-method: the address calls \"crm.lead.get\", the page describes \"crm.deal.get\" (line 1)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(draft) = subject.method() else {
        return;
    };
    let calls: Vec<&Called> = subject
        .codes
        .iter()
        .filter(|code| code.is_call)
        .flat_map(|code| &code.called)
        .collect();
    // Where all examples agree, one finding is enough; where they agree with the file, the title is
    // wrong.
    if !calls
        .iter()
        .any(|called| called::same(&called.method, &draft.name))
    {
        let file = subject.page.path.rsplit('/').next().unwrap_or_default();
        if let Some(first) = calls
            .first()
            .filter(|first| !called::same(&first.method, file))
        {
            found.against(
                first.line,
                draft.line,
                format!(
                    "no example calls \"{}\", this one calls \"{}\"",
                    draft.name, first.method
                ),
            );
        }
        return;
    }
    for code in subject.codes.iter().filter(|code| code.is_call) {
        // The code of one tab may be cut into several blocks.
        let mut tab = subject
            .codes
            .iter()
            .filter(|other| other.section == code.section && other.fence.tab == code.fence.tab);
        let is_own = |called: &Called| called::same(&called.method, &draft.name);
        let own = tab.any(|code| {
            let text = code.fence.text;
            code.called.iter().any(is_own)
                || text.to_lowercase().contains("batch") && text.contains(&draft.name)
        });
        if own {
            continue;
        }
        if let Some(called) = code.called.first() {
            found.against(
                called.line,
                draft.line,
                format!(
                    "{} calls \"{}\", the page describes \"{}\"",
                    called.how, called.method, draft.name
                ),
            );
        }
    }
}
