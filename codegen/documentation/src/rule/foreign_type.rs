//! References to types of other namespaces that the page does not name.

use super::join::{Joined, Subject, names};
use super::{Finding, Rule};

pub(super) static RULE: Rule = Rule {
    name: "foreign-type",
    finds: "A field has a type of another namespace, and its row neither names that type nor links to its page.",
};

pub(super) fn check(joined: &Joined<'_>, subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (item, documented, _) in subject.pairs() {
        // A person may know what a number identifies where the page only gives its type.
        let row = joined.row(documented);
        let stated = row.map_or_else(String::new, |row| row.type_.to_lowercase());
        if is_scalar(&stated) {
            continue;
        }
        let text = item.shape.to_string();
        for name in names(&text) {
            let Some((namespace, _)) = name.rsplit_once('.') else {
                continue;
            };
            let Some(type_) = joined.types.get(name) else {
                continue;
            };
            if is_near(namespace, &subject.namespace) {
                continue;
            }
            let words = || {
                stated
                    .split(|character: char| {
                        !(character.is_alphanumeric() || "._-".contains(character))
                    })
                    .flat_map(|word| [word, word.split('.').next().unwrap_or_default()])
            };
            let is_named = type_.wire.as_deref().is_some_and(|wire| {
                let wire = wire.to_lowercase();
                words().any(|word| word == wire)
            });
            let is_linked = row.is_some_and(|row| {
                row.links
                    .iter()
                    .any(|target| type_.page.as_ref() == Some(&target.page))
            });
            // A like-named type is another one where the row links to a description on its own
            // page.
            let page = documented.at.file.trim_end_matches(".md");
            let is_own = row.is_some_and(|row| {
                row.links
                    .iter()
                    .any(|target| target.page == page && !target.anchor.is_empty())
            });
            if (is_own || !is_named) && !is_linked {
                findings.push(Finding {
                    rule: &RULE,
                    subject: subject.facts.name.clone(),
                    path: item.path.clone(),
                    file: item.at.file.to_string(),
                    line: item.at.line,
                    page: documented.at.file.trim_end_matches(".md").to_owned(),
                    page_line: documented.at.line,
                    text: format!(
                        "`{}` is `{name}`, and the page calls it `{}`",
                        item.path, stated
                    ),
                });
            }
        }
    }
}

/// Whether a documented type is a word for a scalar.
fn is_scalar(type_: &str) -> bool {
    let word = type_
        .split(|character: char| !character.is_alphanumeric())
        .find(|word| !word.is_empty());
    matches!(
        word.unwrap_or_default().to_lowercase().as_str(),
        "integer" | "int" | "string" | "text" | "char" | "double" | "number" | "boolean"
    )
}

/// Whether one of two namespaces is in the other.
fn is_near(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    within(one, other) || within(other, one)
}
