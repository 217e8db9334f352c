//! Titles that name another method than the file.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;
use crate::spelling::letters;

pub(super) const RULE: Rule = Rule {
    name: "title-file",
    severity: Severity::Warning,
    finds: "The file of a page is named after another method or event than the page describes.",
    example: "crm/deal-get.md:1: title-file: the page describes \"crm.lead.get\", its file is called \"crm-deal-get\"",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let [draft] = subject.drafts[..] else {
        return;
    };
    let file = subject.page.path.rsplit('/').next().unwrap_or_default();
    let (short, long) = (letters(file), letters(&draft.name));
    let bare = short.strip_suffix("restv3").unwrap_or(&short);
    if bare == long || long.ends_with(bare) || short.ends_with(&long) {
        return;
    }
    // A title that only mentions a name is not the name of the page.
    let title = subject.page.title.as_deref().unwrap_or_default();
    let last = title.split_whitespace().next_back().unwrap_or_default();
    if letters(last) != long {
        return;
    }
    found.at(
        draft.line,
        format!(
            "the page describes \"{}\", its file is called \"{file}\"",
            draft.name
        ),
    );
}
