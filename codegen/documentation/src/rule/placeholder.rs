//! Placeholders as values.

use super::{Rule, each, problem};
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::LoadedFile;
use bitrix24_codegen::node::{Kind, Node};

pub(super) static RULE: Rule = Rule {
    name: "placeholder-value",
    finds: "A documented value is written with a placeholder or in quotes, so that no program would send it.",
};

/// Reports literal values with placeholders. Families of values, which have a pattern, are none.
pub(super) fn check(file: &LoadedFile, problems: &mut Problems) {
    each(&file.node, "values", &mut |values| {
        for entry in values.entries() {
            let literal = match entry.value.kind() {
                Kind::Mapping(_) => entry.value.get("wire").and_then(Node::text),
                _ => entry.value.text(),
            };
            let Some(value) = literal.filter(|value| is_placeholder(value)) else {
                continue;
            };
            problems.push(
                problem(
                    &RULE,
                    entry.key_span,
                    &format!("the value `{value}` is a placeholder"),
                )
                .label("no program would send this")
                .help("a family of values has a `pattern`: `{ pattern: \"reg*\" }`"),
            );
        }
    });
}

/// Whether a value is a placeholder, or has the quotes of its page.
fn is_placeholder(value: &str) -> bool {
    let quoted = value.len() > 1
        && value.starts_with(['\'', '"', '‘', '“', '`'])
        && value.ends_with(['\'', '"', '’', '”', '`']);
    let named = |open, close| {
        value
            .split_once(open)
            .and_then(|(_, rest)| rest.split_once(close))
            .is_some_and(|(name, _): (&str, &str)| {
                !name.is_empty()
                    && name
                        .chars()
                        .all(|character| character.is_alphanumeric() || "_- .".contains(character))
            })
    };
    quoted
        || value.contains(['*', '…'])
        || value.contains("...")
        || value.to_uppercase() == value && value.contains("XX")
        || value.ends_with("XX") && value.len() > 2 && !value.starts_with("XX")
        || value.ends_with("_N")
        || value.contains("_N_")
        || named('<', '>')
        || named('{', '}')
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders_are_no_values() {
        for value in [
            "chat*",
            "XXX",
            "PROPERTY_N",
            "'P'",
            "sgXX",
            "{id}",
            "<code>",
            "T_...",
            "UF_N_X",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
        for value in [
            "N", "Y", ">", "<=", "IN", "NEW", "xxl", "C1:NEW", "a'b", "PN",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }
}
