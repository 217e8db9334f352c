//! Rules on the schema, imported or written by hand.
//!
//! Each rule finds a kind of mistake that importing pages causes easily and that is visible in the
//! result. Rules of [`files`] read only the YAML; rules of [`pages`] compare it with the pages that
//! it names.

mod foreign_type;
mod join;
mod placeholder;
mod prose;
mod shared_code;
mod type_name;
mod unknown_name;

use bitrix24_codegen::diagnostic::{Diagnostic, Problems};
use bitrix24_codegen::load::{Document, Loaded};
use bitrix24_codegen::node::{Kind, Node};
use bitrix24_codegen::source::Span;

pub use self::join::Joined;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// What it finds, in one sentence.
    pub finds: &'static str,
}

/// A fault of the schema that its pages show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The method or event.
    pub subject: String,
    /// The part of it: a path in names of the wire.
    pub path: String,
    /// The file of the schema, and its line.
    pub file: String,
    /// Line of the file, counted from 1.
    pub line: u32,
    /// The page from the root of the documentation, without `.md`.
    pub page: String,
    /// Line of the page, counted from 1.
    pub page_line: u32,
    /// The problem.
    pub text: String,
}

/// The rules on the YAML alone, sorted by name.
pub static FILES: &[&Rule] = &[&placeholder::RULE, &type_name::RULE];

/// The rules on the YAML and its pages, sorted by name.
pub static PAGES: &[&Rule] = &[
    &foreign_type::RULE,
    &prose::DEFAULT,
    &prose::FALSE,
    &prose::FLAG,
    &prose::LIST,
    &prose::NULL,
    &prose::TIME,
    &prose::VALUES,
    &shared_code::RULE,
    &unknown_name::RULE,
];

/// Reports what the rules on the YAML alone find.
pub fn files(loaded: &Loaded, problems: &mut Problems) {
    for file in &loaded.files {
        placeholder::check(file, problems);
        type_name::check(file, problems);
    }
}

/// Reports what the rules on the YAML and its pages find.
#[must_use]
pub fn pages(joined: &Joined<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut names = unknown_name::PageNames::default();
    for subject in &joined.subjects {
        foreign_type::check(joined, subject, &mut findings);
        prose::check(joined, subject, &mut findings);
        unknown_name::check(joined, subject, &mut names, &mut findings);
    }
    shared_code::check(joined, &mut findings);
    findings
}

/// A problem that a rule finds.
fn problem(rule: &Rule, span: Span, title: &str) -> Diagnostic {
    Diagnostic::error(span, format!("{title} ({})", rule.name)).rule(rule.name)
}

/// Calls `see` with the value of every key of that name, at any depth.
fn each<'n>(node: &'n Node, key: &str, see: &mut dyn FnMut(&'n Node)) {
    match node.kind() {
        Kind::Mapping(entries) => {
            for entry in entries {
                if &*entry.key == key {
                    see(&entry.value);
                }
                each(&entry.value, key, see);
            }
        }
        Kind::Sequence(items) => items.iter().for_each(|item| each(item, key, see)),
        Kind::Scalar(_) => {}
    }
}

/// The path of a file from the folder of the schema.
pub(crate) fn path<T>(file: &Document<T>) -> String {
    file.path.to_string_lossy().replace('\\', "/")
}
