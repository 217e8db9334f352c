//! Links to anchors that do not exist.

use super::{Rule, Severity};
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "stale-anchor",
    severity: Severity::Error,
    finds: "A link leads to an anchor that its page does not have.",
    example: "crm/deal-get.md:97: stale-anchor: the link leads to \"#fields\", which the page does not have",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let documentation = subject.documentation;
    for link in &subject.links {
        let Some(target) = subject.page.resolve(&link.address) else {
            continue;
        };
        let Some(anchor) = &target.anchor else {
            continue;
        };
        let Some(page) = documentation.folder.get(&target.path) else {
            continue;
        };
        if documentation.has_anchor(page, anchor) {
            continue;
        }
        let whose = if page.path == subject.page.path {
            "the page".to_owned()
        } else {
            format!("{}.md", page.path)
        };
        let similar = documentation
            .similar_anchor(&page.path, anchor)
            .map_or(String::new(), |known| format!("; it has \"#{known}\""));
        found.at(
            link.line,
            format!("the link leads to \"#{anchor}\", which {whose} does not have{similar}"),
        );
    }
}
