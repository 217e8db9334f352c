//! Messages about the shape of one file, found without looking up any name.

use std::path::Path;

use super::{Diagnostic, quoted};
use crate::shape::Owner;
use crate::source::Span;
use crate::suggest;

impl Diagnostic {
    /// A file or folder that cannot be read.
    pub fn unreadable(span: Span, path: &Path, error: &std::io::Error) -> Self {
        Self::error(span, format!("cannot read {}: {error}", path.display()))
    }

    /// A folder of the schema without any file.
    pub fn no_files(span: Span, path: &Path) -> Self {
        Self::error(span, format!("{} has no YAML files", path.display()))
            .help("name the folder of the schema with `--schema DIR`")
    }

    /// Text that is not YAML.
    pub fn syntax(span: Span, what: &str) -> Self {
        Self::error(span, format!("this is not YAML: {what}")).label("the reader stopped here")
    }

    /// A second document after `---`.
    pub fn second_document(span: Span) -> Self {
        Self::error(span, "a file of the schema is one YAML document")
            .label("a second one begins here")
            .help("put each document into a file of its own")
    }

    /// An anchor, an alias or a tag.
    pub fn yaml_feature(span: Span, what: &str) -> Self {
        Self::error(span, format!("{what} is not allowed in a schema"))
            .label("remove it")
            .help(
                "anchors, aliases and tags are refused, so that each fact is read where it is written; \
             define a shared type once under `types`",
            )
    }

    /// A key that is a list or a mapping itself.
    pub fn key_not_text(span: Span) -> Self {
        Self::error(span, "a key is one word").label("this is a list or a mapping")
    }

    /// The same key twice in one mapping.
    pub fn duplicate_key(span: Span, key: &str, first: Span) -> Self {
        Self::error(span, format!("`{key}` occurs twice in one mapping"))
            .label("second occurrence")
            .other(first, "first occurrence")
            .help("only one of them would be used; remove or rename the other")
    }

    /// A key that the language does not have in this position.
    pub fn unknown_key(span: Span, key: &str, owner: &Owner, known: &[&str]) -> Self {
        let any = owner.any();
        let problem = Self::error(span, format!("unknown key `{key}` in {any}"))
            .label(format!("not a key of {any}"));
        if known.is_empty() {
            problem
        } else {
            problem.suggest("known keys", key, known.iter().copied())
        }
    }

    /// A value of another kind than the language expects in this position.
    pub fn wrong_kind(span: Span, expected: &str, found: &str) -> Self {
        let label = if found.starts_with('`') {
            "not one of these".to_owned()
        } else {
            format!("this is {found}")
        };
        Self::error(span, format!("expected {expected}, found {found}")).label(label)
    }

    /// A word that the language does not have in this position.
    pub fn unknown_word(span: Span, word: &str, known: &[&str]) -> Self {
        let problem = Self::error(span, format!("`{word}` is not a word that may stand here"))
            .label(format!("expected {}", one_of(known)));
        match suggest::closest(word, known) {
            Some(close) => problem.help(format!("did you mean `{close}`?")),
            None => problem,
        }
    }

    /// A missing required key.
    pub fn missing_key(span: Span, key: &str, owner: &Owner) -> Self {
        let problem = Self::error(span, format!("{owner} has no `{key}`"))
            .label(format!("`{key}` is required"));
        match key {
            "effect" => problem.help(
                "add `effect: read` if calls change nothing, otherwise `effect: write`; \
             it decides what is repeated after a lost answer",
            ),
            _ => problem,
        }
    }

    /// A requirement that is neither a condition nor an alternative.
    pub fn vague_requirement(span: Span) -> Self {
        Self::error(span, "a requirement is either a condition or a group of alternatives")
            .label("give `when`, or `either`")
            .help("`required: { when: … }` is a condition; `required: { either: group }` makes an alternative")
    }

    /// Anything else that the typed reader refuses, with its own message.
    pub fn unreadable_value(span: Span, message: &str) -> Self {
        Self::error(span, format!("this cannot be read: {message}"))
    }

    /// A file that a bug of the formatter would change in meaning.
    pub fn not_formatted(span: Span) -> Self {
        Self::error(span, "this file cannot be formatted without changing it")
            .help("this is a bug of the formatter; the file is not changed")
    }

    /// A correction of a fact that the file does not state.
    pub fn correction_without_target(span: Span, path: &str, step: &str) -> Self {
        Self::error(span, format!("nothing to correct at `{path}`"))
            .label(format!("the file has no `{step}` there"))
            .help("remove it or fix its path; a name that the documentation leaves out is added with `adds: true`")
    }

    /// A correction with `adds` that does not add a name.
    pub fn nothing_to_add(span: Span, path: &str) -> Self {
        Self::error(span, format!("`{path}` cannot be added"))
            .label("`adds` adds a name with its facts")
            .help("such as a field, a value or an error; other facts are changed without `adds`")
    }

    /// A correction that changes nothing.
    pub fn expired_correction(span: Span, path: &str, fact: Option<Span>) -> Self {
        let problem = Self::error(span, format!("the correction of `{path}` has expired"))
            .label("it no longer changes anything")
            .help("remove the correction: the file says the same without it");
        match fact {
            Some(fact) => problem.other(fact, "this is already right"),
            None => problem,
        }
    }

    /// A path of a correction that cannot be read.
    pub fn bad_correction_path(span: Span, path: &str) -> Self {
        Self::error(span, format!("`{path}` is not a path"))
            .label("expected keys with dots between them")
            .help("such as `methods.set.result.at`; a key with a dot is in double quotes")
    }
}

fn one_of(words: &[&str]) -> String {
    match words {
        [one] => format!("`{one}`"),
        _ => format!("one of {}", quoted(words)),
    }
}
