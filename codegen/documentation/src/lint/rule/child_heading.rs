//! Headings that name another field than the one that links to them.

use super::{Rule, Severity, scalar_with_fields};
use crate::extract::draft::Shape;
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "child-heading",
    severity: Severity::Error,
    finds: "A field links to a table whose heading names another field.",
    example: "crm/deal-get.md:97: child-heading: \"fields\" links to the table of \"params\" (line 110)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let all = subject.fields();
    for field in &all {
        let Some(target) = &field.target else {
            continue;
        };
        let Some(section) = scalar_with_fields::described(subject, target) else {
            continue;
        };
        let Some(named) = named(&section.title) else {
            continue;
        };
        let own = named.eq_ignore_ascii_case(last(&field.name))
            || matches!(field.type_.shape.item(), Shape::Named(type_) if type_.eq_ignore_ascii_case(named));
        let mut others = all
            .iter()
            .filter(|other| other.name.eq_ignore_ascii_case(named));
        // Several fields may share a table that is called after one of them.
        let shared = others
            .clone()
            .any(|other| other.target.as_ref() == Some(target) || other.target.is_none());
        if !own && !shared && others.next().is_some() && subject.states(field) {
            found.against(
                field.line,
                section.line,
                format!(
                    "\"{}\" links to a table whose heading names \"{named}\"",
                    field.name
                ),
            );
        }
    }
}

fn last(name: &str) -> &str {
    name.rsplit(['.', '[']).next().unwrap_or(name)
}

/// The field that a heading names: `Parameter fields`, `fields Parameter`, `Object item`.
pub(super) fn named(title: &str) -> Option<&str> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let [one, other] = words[..] else { return None };
    let is_kind = |word: &str| {
        matches!(
            word.to_lowercase().as_str(),
            "parameter" | "object" | "array" | "field"
        )
    };
    let name = match (is_kind(one), is_kind(other)) {
        (true, false) => other,
        (false, true) => one,
        _ => return None,
    };
    let name = last(name.trim_matches(['`', ':', ']']));
    // A word that only begins with a capital is one of the heading.
    let rest = name.get(1..)?;
    let is_word = name.starts_with(|character: char| character.is_ascii_uppercase())
        && rest.bytes().all(|byte| byte.is_ascii_lowercase());
    (!is_word).then_some(name)
}
