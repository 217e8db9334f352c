//! Names of types that are only numbered.

use super::{Rule, problem};
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::LoadedFile;
use bitrix24_codegen::node::Node;

pub(super) static RULE: Rule = Rule {
    name: "type-name",
    finds: "A type is called `N` or ends in a digit, so that its name does not say what it is.",
};

/// Reports types whose name is a number or ends in one.
pub(super) fn check(file: &LoadedFile, problems: &mut Problems) {
    let types = file.node.get("types");
    for entry in types.map(Node::entries).unwrap_or_default() {
        let wire = entry.value.get("wire").and_then(|wire| wire.text());
        if is_numbered(&entry.key)
            && !wire.is_some_and(|wire| wire.ends_with(|last: char| last.is_ascii_digit()))
        {
            problems.push(
                problem(
                    &RULE,
                    entry.key_span,
                    &format!("the type `{}` is only numbered", entry.key),
                )
                .label("says nothing of what it is")
                .help("name it by the page, or by what it is in"),
            );
        }
    }
}

fn is_numbered(name: &str) -> bool {
    name == "N" || name.ends_with(|last: char| last.is_ascii_digit())
}
