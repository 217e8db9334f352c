//! Links to pages that do not exist.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "missing-page",
    severity: Severity::Error,
    finds: "A link leads to a page that is not there, in a part of the documentation that is.",
    example: "crm/deal-get.md:97: missing-page: the link leads to crm/deal-fields.md, which is not there",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let documentation = subject.documentation;
    for link in &subject.links {
        let file = link.address.split(['#', '?']).next().unwrap_or_default();
        let is_page = matches!(file.rsplit_once('.'), Some((_, "md" | "html")));
        let Some(target) = subject.page.resolve(&link.address).filter(|_| is_page) else {
            continue;
        };
        if documentation.covers(&target.path) && documentation.folder.get(&target.path).is_none() {
            found.at(
                link.line,
                format!("the link leads to {}.md, which is not there", target.path),
            );
        }
    }
}
